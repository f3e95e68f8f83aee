"""One door to the database of records: SQLite under the data folder, or Postgres through `DATABASE_URL`.

Both are driven by the same statements. What differs is said here once: how a transaction begins, what is set on a new
connection, how migrations are kept from running twice at the same time, and which failures mean "come back later".
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from coverletter.errors import BadInput, NotReady
from coverletter.keeping.files import file_sentences, no_room

SQLITE_NAME = "records.sqlite3"
BUSY_SECONDS = 10
"""How long a writer waits for another before it gives up; a commit takes milliseconds."""

_MIGRATION_LOCK = 5_219_260_917
_WRITES = "coverletter_writes"


def open_engine(database_url: str, data_dir: Path) -> Engine:
    """An engine for `DATABASE_URL`, or for the SQLite file under `data_dir` when it is empty.

    Nothing is opened yet. Parameters are hidden from error messages: they would carry letters into the log.

    Raises:
        BadInput: the address is not one of SQLite or Postgres.
    """
    try:
        url = make_url(database_url or f"sqlite:///{data_dir / 'cover_letters' / SQLITE_NAME}")
    except ArgumentError as error:
        raise _bad_address() from error
    if url.get_backend_name() == "sqlite" and url.database:
        engine = create_engine(url.set(drivername="sqlite+pysqlite"), hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=BUSY_SECONDS,
            connect_args={
                "connect_timeout": 5,
                "tcp_user_timeout": BUSY_SECONDS * 1000,
                "options": f"-c lock_timeout={BUSY_SECONDS}s -c statement_timeout=60s -c timezone=UTC -c synchronous_commit=on",
            },
        )
    raise _bad_address()


def _bad_address() -> BadInput:
    return BadInput(
        "Check DATABASE_URL: leave it empty for SQLite, or write postgresql+psycopg://user:password@host/name.",
        "DATABASE_URL을 확인해 주세요. SQLite는 비워 두고, Postgres는 postgresql+psycopg://user:password@host/name 형식으로 씁니다.",
    )


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and as readers, and then cannot become writers while others write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


def watch_file(engine: Engine, replaced: Callable[[], None]) -> None:
    """Let go of connections to a SQLite file that is no longer the one in its place, and tell `replaced`.

    A file that was deleted or restored lives on, nameless, in the connections that are open: what is committed there is
    lost with them.
    """
    if engine.dialect.name != "sqlite":
        return
    place = Path(engine.url.database or "")

    def look(_connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        found = place.stat().st_ino if place.exists() else None
        if entry.info.setdefault("file", found) != found:
            replaced()
            raise DisconnectionError

    event.listen(engine, "checkout", look)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment of the database. Raises `NotReady` when it cannot be reached."""
    with _sentences(), engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is on the disk when this returns. Raises `NotReady` when it could not be kept."""
    with _sentences(), engine.connect() as connection, connection.execution_options(**{_WRITES: True}).begin():
        yield connection


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise _why(error) from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_damaged(error):
            raise _why(error) from error
        raise


def _is_damaged(error: DBAPIError) -> bool:
    return "malformed" in str(error.orig) or "not a database" in str(error.orig)


def _why(error: Exception) -> NotReady:
    reason = str(getattr(error, "orig", error)).lower()
    if "disk is full" in reason or "no space left" in reason or "disk i/o error" in reason:
        return no_room()
    return NotReady(
        "The kept letters cannot be reached just now; copy what you have and try again in a minute.",
        "저장된 글에 지금 접근할 수 없습니다. 지금 글을 복사해 두고 잠시 후 다시 시도해 주세요.",
    )


def make_folder(engine: Engine) -> None:
    """The folder SQLite's file lies in. Raises `NotReady` when it cannot be made."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        with file_sentences():
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to `revision`, one process at a time, all or nothing.

    Raises:
        NotReady: the database cannot be reached, or was written by a newer version of the app.
    """
    make_folder(engine)
    with writing(engine) as connection:
        if engine.dialect.name != "sqlite":
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        migrate_connection(connection, revision)


def migrate_connection(connection: Connection, revision: str = "head") -> None:
    """The same inside a transaction of the caller's."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise NotReady(
            "The kept letters were written by a newer version of this app; start that version, or restore an older backup.",
            "저장된 글이 이 앱의 더 새로운 버전에서 만들어졌습니다. 그 버전으로 실행하거나 이전 백업을 복원해 주세요.",
        ) from error


def schema_revision(connection: Connection) -> str:
    """The revision the tables are at."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
