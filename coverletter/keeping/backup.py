"""Backups of the records and files, taken while people work, and their way back.

    backups/20260301_093000/
        manifest.json            what is here: versions, row counts, SHA-256 of every file; its own stands in manifest.json.sha256
        records/letters.jsonl    one row a line, as it stood at one moment for all tables
        files/job_postings/...   the files those rows speak of

Rows are read in one snapshot of the database and written in a form that belongs to neither, so a backup of SQLite can be
restored into Postgres and the other way round, and one of an older schema is brought up to date on its way in. The index
is left out: it is rebuilt from the records.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, DateTime, Engine, MetaData, Table, func, insert, inspect, select

from coverletter import __version__
from coverletter.errors import BadInput, NotReady
from coverletter.keeping.database import make_folder, migrate_connection, open_engine, reading, schema_revision, writing
from coverletter.keeping.files import FOLDERS, Folder, KeptFiles, file_sentences
from coverletter.keeping.records import now_in_utc
from coverletter.keeping.rows import posting_name
from coverletter.settings import Settings
from coverletter.types import Record

MANIFEST = "manifest.json"
MANIFEST_SUM = "manifest.json.sha256"
FORMAT = 1
ROWS_AT_ONCE = 500

_VERSION_TABLE = "alembic_version"


class CopiedFile(Record):
    """A file of a backup."""

    sha256: str
    bytes: int


class Manifest(Record):
    """What a backup holds."""

    format: int
    app: str
    created: datetime
    database: str
    schema_revision: str
    rows: dict[str, int]
    files: dict[str, CopiedFile]


def backup(settings: Settings, folder: Path, clock: Callable[[], datetime] = now_in_utc) -> Path:
    """Write `folder/YYYYMMDD_HHMMSS/` (UTC) and return it.

    Raises:
        BadInput: there are no records to back up.
        NotReady: the database cannot be read or the disk is full; nothing half-written is left behind.
    """
    engine = open_engine(settings.database_url, settings.data_dir)
    place = engine.url.database or ""
    if engine.dialect.name == "sqlite" and not Path(place).is_file():
        raise _nothing_to_back_up()
    with file_sentences():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
        try:
            _write_backup(engine, KeptFiles(settings.data_dir), partial, clock)
            while (target := folder / clock().strftime("%Y%m%d_%H%M%S")).exists():
                time.sleep(0.1)
            partial.rename(target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        finally:
            engine.dispose()
    return target


def _write_backup(engine: Engine, files: KeptFiles, partial: Path, clock: Callable[[], datetime]) -> None:
    copied: dict[str, CopiedFile] = {}
    rows: dict[str, int] = {}
    wanted: set[tuple[Folder, str, str]] = set()
    with reading(engine) as connection:
        if not inspect(connection).has_table(_VERSION_TABLE):
            raise _nothing_to_back_up()
        revision = schema_revision(connection)
        for table in _tables(connection):
            lines = (json.dumps(row, ensure_ascii=False) for row in _rows(connection, table, wanted))
            name = f"records/{table.name}.jsonl"
            copied[name], rows[table.name] = _write_lines(partial / name, lines)
    for folder, owner, file in sorted(wanted):
        data = files.read(folder, owner, file)
        if data is not None:  # a workspace erased since the snapshot takes its files along
            name = f"files/{folder}/{owner}/{file}"
            copied[name] = _write_file(partial / name, data)
    manifest = Manifest(
        format=FORMAT,
        app=__version__,
        created=clock(),
        database=engine.dialect.name,
        schema_revision=revision,
        rows=rows,
        files=copied,
    )
    written = _write_file(partial / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")
    _write_file(partial / MANIFEST_SUM, f"{written.sha256}  {MANIFEST}\n".encode())


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSION_TABLE]


def _rows(connection: Connection, table: Table, wanted: set[tuple[Folder, str, str]]) -> Iterator[dict[str, object]]:
    statement = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(statement.execution_options(yield_per=ROWS_AT_ONCE)).mappings():
        if table.name == "letters":
            wanted.add(("job_postings", row["owner"], posting_name(row["id"])))
        elif table.name == "resumes" and row["filename"]:
            wanted.add(("uploads", row["owner"], row["filename"]))
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if not isinstance(value, datetime):
        return value
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _write_lines(path: Path, lines: Iterator[str]) -> tuple[CopiedFile, int]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size, count = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for line in lines:
            data = line.encode() + b"\n"
            digest.update(data)
            file.write(data)
            size, count = size + len(data), count + 1
        file.flush()
        os.fsync(file.fileno())
    return CopiedFile(sha256=digest.hexdigest(), bytes=size), count


def _write_file(path: Path, data: bytes) -> CopiedFile:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return CopiedFile(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))


def restore(backup_folder: Path, settings: Settings) -> Manifest:
    """Check a backup and bring it into the empty data folder and database that `settings` name.

    Rows arrive in one transaction and files before them, so a restore that is broken off leaves an empty target.

    Raises:
        BadInput: not a backup, a damaged one, or the target already keeps something.
        NotReady: the database cannot be reached, the disk is full, or the backup is of a newer version of the app.
    """
    manifest = check_backup(backup_folder)
    engine = open_engine(settings.database_url, settings.data_dir)
    files = KeptFiles(settings.data_dir)
    make_folder(engine)
    try:
        with writing(engine) as connection:
            _empty_target(connection, files)
            migrate_connection(connection, manifest.schema_revision)
            for name in manifest.files:
                if name.startswith("files/"):
                    folder, owner, file = _kept_file(name)
                    files.write(folder, owner, file, (backup_folder / name).read_bytes())
            for table in _tables(connection):
                _fill(connection, table, backup_folder / "records" / f"{table.name}.jsonl")
            migrate_connection(connection)
    finally:
        engine.dispose()
    return manifest


def check_backup(backup_folder: Path) -> Manifest:
    """Read the manifest and compare every file with it. Raises `BadInput` for what is not, or no longer, a whole backup."""
    try:
        written, expected_sum = (backup_folder / MANIFEST).read_bytes(), (backup_folder / MANIFEST_SUM).read_text(encoding="ascii").split()
        if expected_sum[:1] != [hashlib.sha256(written).hexdigest()]:
            raise ValueError("the manifest is not the one that was written")
        manifest = Manifest.model_validate_json(written)
    except (OSError, ValueError) as error:
        raise BadInput("This is not a backup: its manifest is missing or damaged; choose another.", _DAMAGED_KOREAN) from error
    if manifest.format != FORMAT:
        raise NotReady("This backup was made by a newer version of the app; restore it with that version.", _NEWER_KOREAN)
    for name, expected in manifest.files.items():
        path = backup_folder / name
        if not _is_safe(name) or not path.is_file() or path.is_symlink() or _digest(path) != expected:
            raise BadInput("This backup is damaged: a file is missing or was changed; choose another.", _DAMAGED_KOREAN)
    for table, count in manifest.rows.items():
        records = backup_folder / "records" / f"{table}.jsonl"
        if f"records/{table}.jsonl" not in manifest.files or _count_lines(records) != count:
            raise BadInput("This backup is damaged: records are missing; choose another.", _DAMAGED_KOREAN)
    return manifest


_DAMAGED_KOREAN = "백업이 아니거나 손상되었습니다. 다른 백업을 골라 주세요."
_NEWER_KOREAN = "이 백업은 앱의 더 새로운 버전에서 만들어졌습니다. 그 버전으로 복원해 주세요."


def _nothing_to_back_up() -> BadInput:
    return BadInput(
        "There are no records here to back up; check DATA_DIR and DATABASE_URL.",
        "백업할 기록이 없습니다. DATA_DIR과 DATABASE_URL을 확인해 주세요.",
    )


def _is_safe(name: str) -> bool:
    if name.startswith("records/"):
        return name.removeprefix("records/").removesuffix(".jsonl").isidentifier()
    try:
        _kept_file(name)
    except (ValueError, BadInput):
        return False
    return True


def _kept_file(name: str) -> tuple[Folder, str, str]:
    _, folder, owner, file = name.split("/")
    for known in FOLDERS:
        if folder == known:
            KeptFiles(Path()).path(known, owner, file)
            return known, owner, file
    raise ValueError(name)


def _digest(path: Path) -> CopiedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return CopiedFile(sha256=digest.hexdigest(), bytes=path.stat().st_size)


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _empty_target(connection: Connection, files: KeptFiles) -> None:
    """Take away the empty tables a fresh start made; refuse a target that keeps anything."""
    found = MetaData()
    found.reflect(connection)
    kept = any(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in found.sorted_tables
        if table.name != _VERSION_TABLE
    )
    if kept or files.owners():
        raise BadInput(
            "The target already keeps letters; restore into an empty DATA_DIR and database.",
            "복원할 곳에 이미 글이 있습니다. 비어 있는 DATA_DIR과 데이터베이스에 복원해 주세요.",
        )
    found.drop_all(connection)


def _fill(connection: Connection, table: Table, path: Path) -> None:
    if not path.is_file():
        return
    times = [column.name for column in table.columns if isinstance(column.type, DateTime)]
    with path.open(encoding="utf-8") as file:
        batch: list[dict[str, object]] = []
        for line in file:
            row = json.loads(line)
            for name in times:
                moment = datetime.fromisoformat(row[name])
                row[name] = moment.replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment
            batch.append(row)
            if len(batch) == ROWS_AT_ONCE:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
