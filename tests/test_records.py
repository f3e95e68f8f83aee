"""The same promises on SQLite and on a real Postgres."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from coverletter.errors import BadInput, NotFound, NotReady
from coverletter.keeping.database import open_engine
from coverletter.keeping.files import FOLDERS, KeptFiles
from coverletter.keeping.records import Records, open_records, owner_of
from coverletter.settings import Settings
from coverletter.types import Check, Evidence, Letter, Passage, Posting, Reason, Resume, Review, ReviewedSentence
from tests.postgres import Postgres

POSTING = Posting(
    title="데이터 엔지니어", company="가온", language="ko", text="자격 요건\n- 3년 이상", requirements=(), source="https://jobs.example/1"
)
REVIEW = Review(
    sentences=(
        ReviewedSentence(
            text="I led it.",
            verdict="unsupported",
            score=0.9,
            reasons=(Reason(kind="responsibility", hard=True, claim="led", found="helped"),),
            evidence=(Evidence(text="Helped with it", page=1, score=0.8),),
        ),
    ),
    checks=(Check(name="company", passed=True, message="좋습니다."),),
    supported=0,
    unsupported=1,
    neutral=0,
)


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


def a_letter(name: str = "letter-1", text: str = "Dear 가온,\n\nI led it.", **fields: object) -> Letter:
    return Letter.model_validate({"id": name, "text": text, "language": "ko", "outcome": "complete", "model": "offline", **fields})


def a_resume(name: str = "a" * 64) -> Resume:
    passage = Passage(id="p1", page=1, text="쿠버네티스 운영", kind="bullet")
    return Resume(id=name, name="김하늘", pages=1, language="ko", text="쿠버네티스 운영", passages=(passage,), quality=1.0)


def a_workspace() -> str:
    return secrets.token_hex(32)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def records(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Records]:
    kept = Records(open_engine(database_url, tmp_path), KeptFiles(tmp_path), retention_days=90, clock=clock)
    kept.prepare()
    yield kept
    kept.close()


def files_in(folder: Path) -> list[Path]:
    return [path for name in FOLDERS for path in (folder / name).rglob("*") if path.is_file() and "sqlite3" not in path.name]


def rows_of(records: Records, owner: str) -> int:
    with records.engine.connect() as connection:
        counts = [
            connection.execute(text(f"SELECT COUNT(*) FROM {table} WHERE owner = :o"), {"o": owner}).scalar_one()
            for table in ("letters", "versions", "resumes")
        ]
    return sum(counts)


def test_a_letter_comes_back_as_it_was_kept(records: Records, clock: Clock) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(review=REVIEW), POSTING, "더 짧게")
    kept = records.letter(workspace, "letter-1")
    assert (kept.title, kept.company, kept.language, kept.posting, kept.created) == (
        "데이터 엔지니어",
        "가온",
        "ko",
        POSTING.text,
        clock.now,
    )
    (version,) = kept.versions
    assert (version.text, version.instruction, version.review, version.created) == ("Dear 가온,\n\nI led it.", "더 짧게", REVIEW, clock.now)


def test_every_version_is_kept_in_order(records: Records, clock: Clock) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(text="one"), POSTING)
    clock.turn(minutes=1)
    records.add_version(workspace, "letter-1", "two", "shorter", None)
    clock.turn(minutes=1)
    records.save(workspace, a_letter(text="three"), POSTING, "warmer")
    records.add_version(workspace, "letter-1", "one", "", None)
    assert [version.text for version in records.letter(workspace, "letter-1").versions] == ["one", "two", "three", "one"]
    assert [(line.id, line.versions) for line in records.letters(workspace)] == [("letter-1", 4)]


def test_the_history_is_newest_first(records: Records, clock: Clock) -> None:
    workspace = a_workspace()
    for name in ("first", "second", "third"):
        records.save(workspace, a_letter(name), POSTING)
        clock.turn(seconds=1)
    assert [line.id for line in records.letters(workspace)] == ["third", "second", "first"]


def test_nothing_of_one_workspace_is_reached_from_another(records: Records) -> None:
    mine, yours = a_workspace(), a_workspace()
    records.save(mine, a_letter("mine"), POSTING)
    records.save(yours, a_letter("yours"), POSTING)
    assert [line.id for line in records.letters(yours)] == ["yours"]
    with pytest.raises(NotFound):
        records.letter(yours, "mine")
    with pytest.raises(NotFound):
        records.add_version(yours, "mine", "stolen", "", None)
    assert records.erase(yours).letters == 1
    assert len(records.letter(mine, "mine").versions) == 1


def test_the_same_id_in_two_workspaces_is_two_letters(records: Records) -> None:
    mine, yours = a_workspace(), a_workspace()
    records.save(mine, a_letter(text="mine"), POSTING)
    records.save(yours, a_letter(text="yours"), POSTING)
    assert records.letter(mine, "letter-1").versions[0].text == "mine"
    assert records.letter(yours, "letter-1").versions[0].text == "yours"


@pytest.mark.parametrize("guess", ["", "%", "letter-1' OR '1'='1", "../letter-1", "a\x00b", "가", "x" * 200])
def test_a_guessed_id_is_not_found(records: Records, guess: str) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    with pytest.raises(NotFound):
        records.letter(workspace, guess)
    with pytest.raises(NotFound):
        records.add_version(workspace, guess, "x", "", None)


@pytest.mark.parametrize("key", ["", "short", "g" * 64, "ab" * 31, "ab" * 33, "ａ" * 64, "0" * 63 + "\n"])
def test_a_workspace_is_64_hex_digits(records: Records, key: str) -> None:
    with pytest.raises(BadInput, match="64 hexadecimal digits"):
        records.letters(key)


def test_only_the_hash_of_a_key_is_stored(records: Records, tmp_path: Path) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    records.keep_resume(workspace, a_resume(), b"%PDF-1.7")
    assert owner_of(workspace) == owner_of(workspace.upper())
    assert rows_of(records, owner_of(workspace)) == 3
    assert rows_of(records, workspace) == 0
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert workspace.encode() not in written
    assert not [path for path in tmp_path.rglob("*") if workspace in str(path)]


def test_text_no_database_takes_is_kept_without_the_bad_characters(records: Records) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(text="a\x00b\ud800c 👩‍💻 한글"), POSTING.model_copy(update={"text": "x\x00y"}), "\x00")
    kept = records.letter(workspace, "letter-1")
    assert kept.versions[0].text == "abc 👩‍💻 한글"
    assert kept.posting == "xy"


def test_the_posting_is_a_file_as_it_was_on_the_day(records: Records, tmp_path: Path) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    written = (tmp_path / "job_postings" / owner_of(workspace) / "letter-1.json").read_text(encoding="utf-8")
    assert POSTING.source in written
    assert "2026-03-01" in written
    assert "3년 이상" in written


def test_a_later_save_leaves_the_posting_of_the_day_alone(records: Records, clock: Clock) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    before = records.files.read("job_postings", owner_of(workspace), "letter-1.json")
    clock.turn(days=3)
    records.save(workspace, a_letter(text="two"), POSTING.model_copy(update={"text": "another posting"}), "shorter")
    assert records.letter(workspace, "letter-1").posting == POSTING.text
    assert records.files.read("job_postings", owner_of(workspace), "letter-1.json") == before


def test_a_resume_is_kept_so_that_the_index_can_be_rebuilt(records: Records) -> None:
    workspace = a_workspace()
    records.keep_resume(workspace, a_resume())
    records.keep_resume(workspace, a_resume(), b"%PDF-1.7")
    records.keep_resume(workspace, a_resume())
    assert records.resumes(owner_of(workspace)) == (a_resume(),)
    assert records.files.read("uploads", owner_of(workspace), "a" * 64 + ".pdf") == b"%PDF-1.7"
    assert records.owners() == {owner_of(workspace)}


def test_erase_leaves_no_row_and_no_file(records: Records, tmp_path: Path) -> None:
    mine, yours = a_workspace(), a_workspace()
    for workspace in (mine, yours):
        records.save(workspace, a_letter("one"), POSTING)
        records.save(workspace, a_letter("two"), POSTING)
        records.keep_resume(workspace, a_resume(), b"%PDF-1.7")
    erased = records.erase(mine)
    assert (erased.letters, erased.files) == (2, 3)
    assert rows_of(records, owner_of(mine)) == 0
    assert [path for path in files_in(tmp_path) if owner_of(mine) in str(path)] == []
    assert rows_of(records, owner_of(yours)) == 5
    assert len(files_in(tmp_path)) == 3
    assert records.erase(mine).letters == 0


def test_erased_vectors_stay_on_the_list_until_the_index_reports_them_gone(records: Records) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    records.erase(workspace)
    records.erase(workspace)
    assert records.owners_to_forget() == (owner_of(workspace),)
    records.vectors_gone(owner_of(workspace))
    assert records.owners_to_forget() == ()


def test_what_nobody_changed_for_the_retention_time_goes(records: Records, clock: Clock, tmp_path: Path) -> None:
    old, busy = a_workspace(), a_workspace()
    for workspace in (old, busy):
        records.save(workspace, a_letter(), POSTING)
        records.keep_resume(workspace, a_resume(), b"%PDF-1.7")
    clock.turn(days=60)
    records.add_version(busy, "letter-1", "two", "", None)
    records.keep_resume(busy, a_resume())
    clock.turn(days=29)
    assert records.expire() == ()
    clock.turn(days=2)
    assert records.expire() == (owner_of(old),)
    assert rows_of(records, owner_of(old)) == 0
    assert rows_of(records, owner_of(busy)) == 4
    assert {path.parent.name for path in files_in(tmp_path)} == {owner_of(busy)}


def test_a_letter_whose_rows_failed_leaves_no_file(records: Records, tmp_path: Path) -> None:
    with records.engine.begin() as connection:
        connection.execute(text("ALTER TABLE versions RENAME TO elsewhere"))
    with pytest.raises(Exception, match=r"reached|elsewhere|versions"):
        records.save(a_workspace(), a_letter(), POSTING)
    assert files_in(tmp_path) == []


def test_a_file_that_no_row_speaks_of_goes_at_the_next_start(records: Records, tmp_path: Path) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(), POSTING)
    records.files.write("job_postings", owner_of(workspace), "lost.json", b"{}")
    records.files.write("uploads", owner_of(a_workspace()), "lost.pdf", b"%PDF")
    assert records.tidy() == 0
    assert records.tidy(settled=timedelta(0)) == 2
    assert [path.name for path in files_in(tmp_path)] == ["letter-1.json"]


def test_many_writers_at_once_lose_nothing(records: Records) -> None:
    workspace = a_workspace()
    records.save(workspace, a_letter(text="start"), POSTING)
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for turn in range(10):
                records.add_version(workspace, "letter-1", f"{worker}/{turn}", "", None)
                records.save(workspace, a_letter(f"own-{worker}-{turn}"), POSTING)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(records.letter(workspace, "letter-1").versions) == 81
    assert len(records.letters(workspace)) == 81


def test_errors_of_the_database_show_nothing_of_a_letter(records: Records) -> None:
    workspace = a_workspace()
    with records.engine.begin() as connection:
        connection.execute(text("DROP TABLE versions"))
    with pytest.raises(Exception) as caught:
        records.save(workspace, a_letter(text="CANARY-4711"), POSTING)
    assert "CANARY" not in f"{caught.value!r} {caught.value} {caught.value.__cause__}"


def test_erased_text_is_not_left_in_the_sqlite_file(tmp_path: Path) -> None:
    kept = open_records(Settings(data_dir=tmp_path))
    kept.prepare()
    workspace = a_workspace()
    kept.save(workspace, a_letter(text="CANARY-4711 " * 2000), POSTING.model_copy(update={"text": "CANARY-4711"}))
    assert any(b"CANARY-4711" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept.erase(workspace)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and b"CANARY-4711" in path.read_bytes()] == []
    kept.close()


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "letters.db", "postgresql+asyncpg://h/x", "sqlite://"])
def test_another_kind_of_database_is_a_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Check DATABASE_URL"):
        open_engine(url, tmp_path)


def test_a_database_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    kept = open_records(Settings(data_dir=tmp_path, database_url="postgresql://nobody:secret@127.0.0.1:1/none"))
    with pytest.raises(NotReady) as caught:
        kept.prepare()
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


def test_the_old_spelling_of_postgres_is_taken(postgres: Postgres, tmp_path: Path) -> None:
    address = postgres.new_database().replace("postgresql+psycopg://", "postgres://")
    kept = open_records(Settings(data_dir=tmp_path, database_url=address))
    kept.prepare()
    kept.check()
    kept.close()
