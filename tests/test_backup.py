"""Everything is lost, and comes back row by row and byte by byte."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from coverletter.errors import BadInput, NotReady
from coverletter.keeping.backup import Manifest, backup, check_backup, restore
from coverletter.keeping.database import migrate, open_engine, schema_revision, writing
from coverletter.keeping.files import FOLDERS
from coverletter.keeping.records import Records, open_records, owner_of
from coverletter.keeping.tables import metadata
from coverletter.settings import Settings
from coverletter.types import Letter, Passage, Posting, Resume
from tests.postgres import Postgres

POSTING = Posting(title="데이터 엔지니어", company="가온", language="ko", text="자격 요건\n- 3년 이상 👩‍💻", requirements=())
MakeSettings = Callable[[str, str], Settings]


def a_letter(name: str, words: str = "가온에 지원합니다.\n\n“Dear” 🙂") -> Letter:
    return Letter(id=name, text=words, language="ko", outcome="complete", model="offline")


def a_resume() -> Resume:
    passage = Passage(id="p1", page=1, text="쿠버네티스", kind="bullet")
    return Resume(id="a" * 64, name="김하늘", pages=1, language="ko", text="쿠버네티스", passages=(passage,), quality=1.0)


@pytest.fixture
def settings_for(request: pytest.FixtureRequest, tmp_path: Path) -> MakeSettings:
    """Settings for a new, empty house of either kind."""

    def make(kind: str, name: str) -> Settings:
        url = ""
        if kind == "postgres":
            server: Postgres = request.getfixturevalue("postgres")
            url = server.new_database()
        return Settings(data_dir=tmp_path / name, database_url=url)

    return make


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, settings_for: MakeSettings) -> Iterator[tuple[Settings, Records]]:
    settings = settings_for(request.param, "house")
    records = open_records(settings)
    records.prepare()
    yield settings, records
    records.close()


def rows_in(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    engine = open_engine(settings.database_url, settings.data_dir)
    with engine.connect() as connection:
        rows = {table.name: sorted(tuple(row) for row in connection.execute(table.select())) for table in metadata.sorted_tables}
    engine.dispose()
    return rows


def files_in(settings: Settings) -> dict[str, bytes]:
    return {
        str(path.relative_to(settings.data_dir)): path.read_bytes()
        for folder in FOLDERS
        for path in (settings.data_dir / folder).rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    }


def lose(settings: Settings) -> None:
    engine = open_engine(settings.database_url, settings.data_dir)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    shutil.rmtree(settings.data_dir)


def fill(records: Records, letters: int = 12) -> list[str]:
    workspaces = [secrets.token_hex(32) for _ in range(3)]
    for workspace in workspaces:
        records.keep_resume(workspace, a_resume(), b"%PDF-1.7\x00\xff")
        for number in range(letters):
            records.save(workspace, a_letter(f"letter-{number}"), POSTING)
            records.add_version(workspace, f"letter-{number}", "둘째 판", "더 짧게", None)
    records.erase(workspaces[-1])
    return workspaces[:-1]


def test_everything_is_lost_and_comes_back(house: tuple[Settings, Records], tmp_path: Path) -> None:
    settings, records = house
    (mine, _) = fill(records)
    rows, files = rows_in(settings), files_in(settings)
    kept = records.letter(mine, "letter-3")
    place = backup(settings, tmp_path / "backups")
    records.close()
    lose(settings)
    manifest = restore(place, settings)
    assert rows_in(settings) == rows
    assert files_in(settings) == files
    assert (manifest.rows["letters"], manifest.rows["versions"]) == (24, 48)
    assert records.letter(mine, "letter-3") == kept


def test_a_backup_taken_while_letters_are_written_is_one_moment(house: tuple[Settings, Records], tmp_path: Path) -> None:
    settings, records = house
    workspace = secrets.token_hex(32)
    stop, acknowledged = threading.Event(), list[str]()

    def work() -> None:
        number = 0
        while not stop.is_set():
            records.save(workspace, a_letter(f"letter-{number}", f"text {number}"), POSTING)
            records.add_version(workspace, f"letter-{number}", f"second {number}", "", None)
            acknowledged.append(f"letter-{number}")
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    while len(acknowledged) < 10:
        stop.wait(0.01)
    places, before = [], []
    for _ in range(3):
        before.append(len(acknowledged))
        places.append(backup(settings, tmp_path / "backups"))
    stop.set()
    worker.join()
    assert len(set(places)) == 3
    for number, (place, known) in enumerate(zip(places, before, strict=True)):
        target = Settings(data_dir=tmp_path / f"target-{number}")
        restore(place, target)
        rows, files = rows_in(target), files_in(target)
        letters = {row[1] for row in rows["letters"]}
        assert set(acknowledged[:known]) <= letters
        assert {f"job_postings/{owner_of(workspace)}/{letter}.json" for letter in letters} == set(files)
        texts = {(row[1], row[2]): row[3] for row in rows["versions"]}
        assert all(texts[letter, 1] == f"text {letter.removeprefix('letter-')}" for letter in letters)
        assert all(files[name] == files_in(settings)[name] for name in files)


@pytest.mark.parametrize(("source", "target"), [("sqlite", "postgres"), ("postgres", "sqlite")])
def test_a_house_moves_from_one_database_to_the_other(source: str, target: str, settings_for: MakeSettings, tmp_path: Path) -> None:
    old, new = settings_for(source, "old"), settings_for(target, "new")
    records = open_records(old)
    records.prepare()
    (mine, _) = fill(records, letters=2)
    records.close()
    restore(backup(old, tmp_path / "backups"), new)
    assert rows_in(new) == rows_in(old)
    assert files_in(new) == files_in(old)
    moved = open_records(new)
    moved.prepare()
    assert len(moved.letter(mine, "letter-1").versions) == 2
    moved.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_backup_of_the_first_schema_is_brought_up_to_date(kind: str, settings_for: MakeSettings, tmp_path: Path) -> None:
    old, new = settings_for(kind, "old"), settings_for(kind, "new")
    engine = open_engine(old.database_url, old.data_dir)
    migrate(engine, "0001")
    workspace = "ab" * 32
    with writing(engine) as connection:
        _insert_the_old_way(connection, owner_of(workspace))
    engine.dispose()
    place = backup(old, tmp_path / "backups")
    assert check_backup(place).schema_revision == "0001"
    restore(place, new)
    records = open_records(new)
    records.prepare()
    kept = records.letter(workspace, "old")
    assert (kept.posting, kept.created.isoformat(), kept.versions[0].text) == ("p", "2026-01-01T00:00:00+00:00", "오래된 글")
    with records.engine.connect() as connection:
        assert schema_revision(connection) == "0002"
    records.close()


def _insert_the_old_way(connection: Connection, owner: str) -> None:
    values = {"o": owner, "at": "2026-01-01 00:00:00.000000"}
    columns = "(owner, id, title, company, language, posting, created)"
    connection.execute(text(f"INSERT INTO letters {columns} VALUES (:o, 'old', 't', 'c', 'ko', 'p', :at)"), values)
    columns = "(owner, letter, number, text, instruction, created)"
    connection.execute(text(f"INSERT INTO versions {columns} VALUES (:o, 'old', 1, '오래된 글', '', :at)"), values)


def test_a_fresh_start_before_the_restore_does_no_harm(house: tuple[Settings, Records], settings_for: MakeSettings, tmp_path: Path) -> None:
    settings, records = house
    fill(records, letters=1)
    place = backup(settings, tmp_path / "backups")
    target = settings_for("sqlite" if not settings.database_url else "postgres", "target")
    started = open_records(target)
    started.prepare()
    restore(place, target)
    assert rows_in(target) == rows_in(settings)
    started.check()
    started.close()


def test_a_target_that_keeps_letters_is_left_alone(house: tuple[Settings, Records], tmp_path: Path) -> None:
    settings, records = house
    fill(records, letters=1)
    place = backup(settings, tmp_path / "backups")
    rows = rows_in(settings)
    with pytest.raises(BadInput, match="already keeps letters"):
        restore(place, settings)
    assert rows_in(settings) == rows


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink])
@pytest.mark.parametrize(
    "pattern", ["manifest.json", "manifest.json.sha256", "records/versions.jsonl", "files/job_postings/*/*", "files/uploads/*/*"]
)
def test_a_damaged_backup_is_refused_before_anything_is_written(
    pattern: str, harm: Callable[[Path], None], tmp_path: Path, settings_for: MakeSettings
) -> None:
    settings = settings_for("sqlite", "house")
    records = open_records(settings)
    records.prepare()
    fill(records, letters=1)
    records.close()
    place = backup(settings, tmp_path / "backups")
    harm(next(place.glob(pattern)))
    target = Settings(data_dir=tmp_path / "target")
    with pytest.raises((BadInput, NotReady)):
        restore(place, target)
    assert not target.data_dir.exists()


def write_manifest(place: Path, text: str) -> None:
    """A manifest with a good checksum of its own, as somebody would make who wants us to open it."""
    (place / "manifest.json").write_text(text)
    (place / "manifest.json.sha256").write_text(hashlib.sha256(text.encode()).hexdigest() + "  manifest.json\n")


@pytest.mark.parametrize(
    "name", ["files/uploads/../../x.pdf", "/etc/passwd", "records/../../x", "files/chroma_db/a/b.bin", "files/uploads/x"]
)
def test_a_manifest_cannot_name_a_file_elsewhere(name: str, tmp_path: Path) -> None:
    place = tmp_path / "20260101_000000"
    place.mkdir()
    manifest = {"format": 1, "app": "1", "created": "2026-01-01T00:00:00Z", "database": "sqlite", "schema_revision": "0002", "rows": {}}
    write_manifest(place, json.dumps(manifest | {"files": {name: {"sha256": "0" * 64, "bytes": 1}}}))
    with pytest.raises(BadInput, match="damaged"):
        check_backup(place)


def test_what_is_no_backup_or_a_newer_one_is_a_sentence(tmp_path: Path, house: tuple[Settings, Records]) -> None:
    settings, _ = house
    with pytest.raises(BadInput, match="not a backup"):
        restore(tmp_path, settings)
    place = backup(settings, tmp_path / "backups")
    manifest = Manifest.model_validate_json((place / "manifest.json").read_text())
    write_manifest(place, manifest.model_copy(update={"schema_revision": "9999"}).model_dump_json())
    with pytest.raises(NotReady, match="newer version"):
        restore(place, settings)


def test_nothing_to_back_up_is_a_sentence_and_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no records here"):
        backup(Settings(data_dir=tmp_path / "nowhere"), tmp_path / "backups")
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_is_named_by_its_time_and_only_the_owner_may_read_it(house: tuple[Settings, Records], tmp_path: Path) -> None:
    settings, _ = house
    moment = [datetime.fromisoformat("2026-03-01T18:30:05+09:00")]

    def clock() -> datetime:
        moment[0] += timedelta(milliseconds=300)
        return moment[0].astimezone()

    place = backup(settings, tmp_path / "backups", clock)
    assert place.stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [place.name]
    assert place.name == "20260301_093005"
