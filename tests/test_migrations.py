"""Tables of every age become today's, once, with all that was in them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from coverletter.errors import NotReady
from coverletter.keeping.database import migrate, open_engine, schema_revision, writing
from coverletter.keeping.files import KeptFiles
from coverletter.keeping.records import Records, owner_of
from coverletter.keeping.tables import metadata
from tests.postgres import Postgres

WORKSPACE = "ab" * 32


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_engine("", tmp_path)
    server: Postgres = request.getfixturevalue("postgres")
    return open_engine(server.new_database(), tmp_path)


def test_the_newest_migration_leaves_the_tables_the_code_expects(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        assert differences == []
        assert schema_revision(connection) == "0002"
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_letters_of_the_first_schema_are_read_by_todays_code(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, "0001")
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO letters (owner, id, title, company, language, posting, created) VALUES (:o, 'old', 't', 'c', 'en', 'p', :at)"
            ),
            {"o": owner_of(WORKSPACE), "at": "2026-01-01 00:00:00.000000"},
        )
        for number, day in ((1, "01"), (2, "05")):
            connection.execute(
                text("INSERT INTO versions (owner, letter, number, text, instruction, created) VALUES (:o, 'old', :n, :t, '', :at)"),
                {"o": owner_of(WORKSPACE), "n": number, "t": f"v{number}", "at": f"2026-01-{day} 00:00:00.000000"},
            )
    records = Records(engine, KeptFiles(tmp_path))
    records.prepare()
    assert [version.text for version in records.letter(WORKSPACE, "old").versions] == ["v1", "v2"]
    with engine.connect() as connection:
        changed = connection.execute(metadata.tables["letters"].select()).one().changed
    assert changed.isoformat() == "2026-01-05T00:00:00+00:00"


def test_starting_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)


def test_replicas_that_start_together_migrate_once(engine: Engine) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            migrate(engine)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM alembic_version")).scalar_one() == 1


def test_a_migration_that_fails_leaves_the_old_schema_whole(engine: Engine) -> None:
    migrate(engine, "0001")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE leftovers (other INTEGER)"))
    with pytest.raises(Exception, match=r"leftovers|reached"):
        migrate(engine)
    with engine.connect() as connection:
        assert schema_revision(connection) == "0001"
        assert "changed" not in {column["name"] for column in inspect(connection).get_columns("letters")}


def test_tables_of_a_newer_app_are_left_alone(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotReady, match="newer version"):
        migrate(engine)
