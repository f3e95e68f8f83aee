"""The machine fails under the records, and no acknowledged letter is lost."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from coverletter.errors import AppError, NotReady
from coverletter.keeping import database
from coverletter.keeping.backup import backup
from coverletter.keeping.files import KeptFiles
from coverletter.keeping.records import Records, open_records, owner_of
from coverletter.settings import Settings
from coverletter.types import Letter, Posting
from tests.faults.scribe import WORKSPACE
from tests.postgres import Postgres, running_postgres

ROUNDS = {"sqlite": 50, "postgres": 10}
POSTING = Posting(title="t", company="c", language="en", text="p", requirements=())
ROOT = Path(__file__).parents[2]


def a_letter(name: str, words: str = "text") -> Letter:
    return Letter(id=name, text=words, language="en", outcome="complete", model="offline")


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """A server of our own to crash."""
    yield from running_postgres()


class Scribe:
    """`tests.faults.scribe`, one life after another."""

    def __init__(self, settings: Settings, acknowledged: Path) -> None:
        self._acknowledged = acknowledged
        command = [sys.executable, "-m", "tests.faults.scribe", str(settings.data_dir), settings.database_url, str(acknowledged)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def live(self, round_: int) -> int:
        """Start a life; its process id, once it is at work."""
        self._say(str(round_))
        child = int(self._hear())
        deadline = time.monotonic() + 20
        while f"{round_} started\n" not in self.told():
            assert time.monotonic() < deadline, "the scribe did not start"
            time.sleep(0.005)
        return child

    def bury(self) -> None:
        assert self._hear() == "dead"

    def told(self) -> str:
        return self._acknowledged.read_text() if self._acknowledged.exists() else ""

    def acknowledged(self) -> dict[str, int]:
        """Versions by letter, as far as they were acknowledged; a last line cut by the kill does not count."""
        lines = [line.split() for line in self.told().split("\n")[:-1]]
        return {name: int(number) for name, number in lines if number != "started"}

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_at_any_moment_no_acknowledged_letter_is_lost(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    settings = Settings(data_dir=tmp_path, database_url=request.getfixturevalue("postgres").new_database() if kind == "postgres" else "")
    scribe, chance = Scribe(settings, tmp_path / "acknowledged"), random.Random(4711)
    for round_ in range(ROUNDS[kind]):
        child = scribe.live(round_)
        time.sleep(chance.uniform(0, 0.25))
        os.kill(child, signal.SIGKILL)
        scribe.bury()
    scribe.end()

    records = open_records(settings)
    records.prepare()
    expected = scribe.acknowledged()
    assert len(expected) > ROUNDS[kind]
    kept = {line.id: line.versions for line in records.letters(WORKSPACE)}
    lost = {name: number for name, number in expected.items() if kept.get(name, 0) < number}
    assert lost == {}
    for name in list(expected)[:: max(1, len(expected) // 50)]:
        texts = [version.text for version in records.letter(WORKSPACE, name).versions]
        assert texts == [f"{name} first " * 40, f"{name} second " * 40][: len(texts)]
    records.tidy(settled=records._retention * 0)
    files = {path.stem for path in (tmp_path / "job_postings" / owner_of(WORKSPACE)).iterdir()}
    assert files == set(kept)
    if kind == "sqlite":
        with sqlite3.connect(tmp_path / "cover_letters" / database.SQLITE_NAME) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    records.close()


def test_a_crash_of_the_database_loses_no_acknowledged_letter_and_is_recovered_from(own_postgres: Postgres, tmp_path: Path) -> None:
    records = open_records(Settings(data_dir=tmp_path, database_url=own_postgres.new_database()))
    records.prepare()
    acknowledged: list[str] = []
    refused: list[str] = []
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                records.save(WORKSPACE, a_letter(f"letter-{number}"), POSTING)
                acknowledged.append(f"letter-{number}")
            except NotReady as error:
                refused.append(str(error))
                time.sleep(0.02)

    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(3):
        time.sleep(0.3)
        own_postgres.stop("immediate")
        with pytest.raises(NotReady, match="cannot be reached just now"):
            records.check()
        own_postgres.start()
        before = len(acknowledged)
        deadline = time.monotonic() + 20
        while len(acknowledged) == before:
            assert time.monotonic() < deadline, "no letter was kept after the database came back"
            time.sleep(0.02)
    stop.set()
    worker.join()
    records.check()
    assert refused
    assert set(acknowledged) <= {line.id for line in records.letters(WORKSPACE)}
    records.close()


def test_a_database_that_comes_up_after_the_app_is_prepared_by_itself(own_postgres: Postgres, tmp_path: Path) -> None:
    url = own_postgres.new_database()
    own_postgres.stop("fast")
    records = open_records(Settings(data_dir=tmp_path, database_url=url))
    try:
        with pytest.raises(NotReady):
            records.prepare()
    finally:
        own_postgres.start()
    records.save(WORKSPACE, a_letter("one"), POSTING)
    assert [line.id for line in records.letters(WORKSPACE)] == ["one"]
    records.close()


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    kept = open_records(Settings(data_dir=tmp_path))
    kept.prepare()
    yield kept
    kept.close()


def test_a_locked_database_is_a_sentence_and_works_again_once_free(records: Records, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "cover_letters" / database.SQLITE_NAME, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotReady, match="cannot be reached just now"):
        records.save(WORKSPACE, a_letter("one"), POSTING)
    with pytest.raises(NotReady):
        records.check()
    holder.execute("ROLLBACK")
    holder.close()
    records.save(WORKSPACE, a_letter("one"), POSTING)
    assert [line.id for line in records.letters(WORKSPACE)] == ["one"]


def test_a_database_file_that_is_replaced_is_noticed(records: Records, tmp_path: Path) -> None:
    records.save(WORKSPACE, a_letter("one"), POSTING)
    folder = tmp_path / "cover_letters"
    shutil.copytree(folder, tmp_path / "copy")
    shutil.rmtree(folder)
    folder.mkdir()
    saved = False
    for _ in range(3):
        try:
            records.save(WORKSPACE, a_letter("two"), POSTING)
            saved = True
            break
        except NotReady:
            continue
    assert saved
    again = open_records(Settings(data_dir=tmp_path))
    assert [line.id for line in again.letters(WORKSPACE)] == ["two"]
    again.close()


def test_a_damaged_database_file_is_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "cover_letters" / database.SQLITE_NAME
    place.parent.mkdir()
    place.write_bytes(b"not a database" * 1000)
    kept = open_records(Settings(data_dir=tmp_path))
    with pytest.raises(NotReady):
        kept.prepare()
    with pytest.raises(NotReady):
        kept.letters(WORKSPACE)
    kept.close()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The kernel refuses to let any file of this process grow beyond `size` bytes, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_is_a_sentence_and_what_was_acknowledged_stays(records: Records, tmp_path: Path) -> None:
    acknowledged: list[str] = []

    def work() -> None:
        for number in range(1000):
            records.save(WORKSPACE, a_letter(f"letter-{number}", "x" * 20_000), POSTING)
            acknowledged.append(f"letter-{number}")

    with files_no_larger_than(600_000), pytest.raises(NotReady, match="no room left"):
        work()
    assert len(acknowledged) > 3
    assert {line.id for line in records.letters(WORKSPACE)} == set(acknowledged)
    files = {path.stem for path in (tmp_path / "job_postings" / owner_of(WORKSPACE)).iterdir()}
    assert files == set(acknowledged)
    records.save(WORKSPACE, a_letter("after"), POSTING)
    assert records.letter(WORKSPACE, "after").versions[0].text == "text"


def test_a_full_disk_leaves_no_half_written_file_and_no_half_backup(records: Records, tmp_path: Path) -> None:
    records.save(WORKSPACE, a_letter("one", "y" * 50_000), POSTING)
    files = KeptFiles(tmp_path)
    with files_no_larger_than(20_000):
        with pytest.raises(NotReady, match="no room left"):
            files.write("uploads", owner_of(WORKSPACE), "big.pdf", b"x" * 40_000)
        with pytest.raises(AppError, match="no room left"):
            backup(Settings(data_dir=tmp_path), tmp_path / "backups")
    assert list((tmp_path / "uploads").rglob("*.*")) == []
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_full_database_is_the_same_sentence(records: Records) -> None:
    with records.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(NotReady, match="no room left"):
        records.save(WORKSPACE, a_letter("one", "x" * 100_000), POSTING)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EIO])
def test_a_folder_that_cannot_be_written_is_a_sentence(number: int, records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "/secret/path")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(NotReady, match="cannot write its files") as caught:
        records.save(WORKSPACE, a_letter("one"), POSTING)
    assert "/secret" not in str(caught.value)
    assert records.letters(WORKSPACE) == ()
