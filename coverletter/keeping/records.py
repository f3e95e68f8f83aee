"""What a workspace keeps: letters with every version, the posting as it was on the day, the resumes they came from.

The database is the truth. A letter is acknowledged when `save` returns: its rows are committed and on the disk. Only the
hash of a workspace's key is stored, and every statement names the owner, so an id alone reaches nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgres_upsert
from sqlalchemy.dialects.sqlite import insert as sqlite_upsert
from sqlalchemy.exc import DBAPIError

from coverletter.errors import NotReady
from coverletter.keeping.database import migrate, open_engine, reading, watch_file, writing
from coverletter.keeping.files import KeptFiles
from coverletter.keeping.rows import (
    add_version,
    is_letter_id,
    kept_files,
    lock_letter,
    no_such_letter,
    owner_of,
    posting_file,
    posting_name,
    storable,
)
from coverletter.keeping.tables import leftovers, letters, resumes, versions
from coverletter.settings import Settings
from coverletter.types import Erased, KeptLetter, Letter, LetterSummary, Posting, Resume, Review, Version


def now_in_utc() -> datetime:
    """The clock of the records."""
    return datetime.now(UTC)


def open_records(settings: Settings) -> Records:
    """The records the settings name. Nothing is opened until `prepare`. Raises `BadInput` for a wrong `DATABASE_URL`."""
    engine = open_engine(settings.database_url, settings.data_dir)
    return Records(engine, KeptFiles(settings.data_dir), settings.retention_days)


class Records:
    """The kept letters of all workspaces.

    Every method raises `NotReady` with a sentence while the database is locked, gone or full, and works again by itself
    once it is back.
    """

    def __init__(self, engine: Engine, files: KeptFiles, retention_days: int = 90, clock: Callable[[], datetime] = now_in_utc) -> None:
        self.engine = engine
        self.files = files
        self._retention = timedelta(days=retention_days)
        self._clock = clock
        self._prepared = False
        watch_file(engine, self._begin_anew)

    def prepare(self) -> None:
        """Bring the schema up to date and finish what a crash left half done.

        Call it at the start; if the database is not there yet, the first call that reaches it does the same.
        """
        migrate(self.engine)
        self._prepared = True
        self.tidy()

    def check(self) -> None:
        """Return if the records can be written; for `/ready`."""
        with self._writing() as connection:
            connection.execute(select(func.count()).select_from(leftovers))

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def save(self, workspace: str, letter: Letter, posting: Posting, instruction: str = "") -> None:
        """Keep a letter and its posting; a letter of that id already kept gets a new version instead."""
        owner, now = owner_of(workspace), self._clock()
        if not is_letter_id(letter.id):
            raise ValueError("a letter's id is made of letters, digits, - and _")
        if self.files.read("job_postings", owner, posting_name(letter.id)) is None:
            self.files.write("job_postings", owner, posting_name(letter.id), posting_file(posting, now))
        try:
            with self._writing() as connection:
                if not lock_letter(connection, owner, letter.id):
                    connection.execute(
                        insert(letters).values(
                            owner=owner,
                            id=letter.id,
                            title=storable(posting.title),
                            company=storable(posting.company),
                            language=letter.language,
                            posting=storable(posting.text),
                            posting_source=storable(posting.source),
                            created=now,
                            changed=now,
                        )
                    )
                add_version(connection, owner, letter.id, letter.text, instruction, letter.review, letter.outcome, letter.model, now)
        except Exception:
            self._drop_posting_without_letter(owner, letter.id)
            raise

    def add_version(self, workspace: str, letter_id: str, text: str, instruction: str, review: Review | None) -> None:
        """Keep a new state of a letter. Raises `NotFound` if this workspace has no such letter."""
        owner = owner_of(workspace)
        with self._writing() as connection:
            if not is_letter_id(letter_id) or not lock_letter(connection, owner, letter_id):
                raise no_such_letter()
            add_version(connection, owner, letter_id, text, instruction, review, "complete", "", self._clock())

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]:
        """One line for each kept letter, newest first."""
        owner = owner_of(workspace)
        count = select(func.count()).where(versions.c.owner == letters.c.owner, versions.c.letter == letters.c.id).scalar_subquery()
        statement = (
            select(letters, count.label("versions")).where(letters.c.owner == owner).order_by(letters.c.created.desc(), letters.c.id)
        )
        with self._reading() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            LetterSummary(
                id=row.id, title=row.title, company=row.company, language=row.language, created=row.created, versions=row.versions
            )
            for row in rows
        )

    def letter(self, workspace: str, letter_id: str) -> KeptLetter:
        """A kept letter with every version, oldest first. Raises `NotFound`."""
        owner = owner_of(workspace)
        if not is_letter_id(letter_id):
            raise no_such_letter()
        with self._reading() as connection:
            row = connection.execute(select(letters).where(letters.c.owner == owner, letters.c.id == letter_id)).one_or_none()
            states = connection.execute(
                select(versions).where(versions.c.owner == owner, versions.c.letter == letter_id).order_by(versions.c.number)
            ).all()
        if row is None:
            raise no_such_letter()
        return KeptLetter(
            id=row.id,
            title=row.title,
            company=row.company,
            language=row.language,
            posting=row.posting,
            created=row.created,
            versions=tuple(
                Version(
                    text=state.text,
                    created=state.created,
                    instruction=state.instruction,
                    review=Review.model_validate_json(state.review) if state.review else None,
                )
                for state in states
            ),
        )

    def keep_resume(self, workspace: str, resume: Resume, data: bytes = b"") -> None:
        """Keep a resume as it was read, so that the index can be rebuilt, and the PDF itself when `data` is given.

        Call it before the index is given a workspace's vectors: what is kept here is what retention and erase know of.
        """
        owner, now = owner_of(workspace), self._clock()
        filename = f"{resume.id}.pdf" if data else ""
        if data:
            self.files.write("uploads", owner, filename, data)
        upsert = sqlite_upsert if self.engine.dialect.name == "sqlite" else postgres_upsert
        statement = upsert(resumes).values(
            owner=owner, id=resume.id, record=storable(resume.model_dump_json()), filename=filename, created=now, used=now
        )
        changes = {"record": statement.excluded.record, "used": statement.excluded.used}
        if data:
            changes["filename"] = statement.excluded.filename
        with self._writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["owner", "id"], set_=changes))

    def resumes(self, owner: str) -> tuple[Resume, ...]:
        """The kept resumes of an owner, by hash, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                select(resumes.c.record).where(resumes.c.owner == owner).order_by(resumes.c.created, resumes.c.id)
            ).all()
        return tuple(Resume.model_validate_json(row.record) for row in rows)

    def owners(self) -> frozenset[str]:
        """The hashes of all workspaces that keep anything."""
        with self._reading() as connection:
            rows = connection.execute(select(letters.c.owner).union(select(resumes.c.owner))).all()
        return frozenset(row.owner for row in rows)

    def erase(self, workspace: str) -> Erased:
        """Everything of a workspace goes: rows, then files; vectors are the index's to forget and count (`vectors` is 0 here).

        Until `vectors_gone` is called the owner stays among `owners_to_forget`, so a crash in between is made good later.
        """
        owner = owner_of(workspace)
        with self._writing() as connection:
            gone = connection.execute(delete(letters).where(letters.c.owner == owner)).rowcount
            resumes_gone = connection.execute(delete(resumes).where(resumes.c.owner == owner)).rowcount
            if gone or resumes_gone:
                self._leave(connection, {owner})
        files = self._tidy_owner(owner)
        self._empty_log()
        return Erased(letters=gone, files=files, vectors=0)

    def expire(self, now: datetime | None = None) -> tuple[str, ...]:
        """Let go of what nobody changed or used for the retention time; the owners whose vectors must go."""
        limit = (now or self._clock()) - self._retention
        with self._writing() as connection:
            old_letters = connection.execute(
                delete(letters).where(letters.c.changed < limit).returning(letters.c.owner, letters.c.id)
            ).all()
            old_resumes = connection.execute(
                delete(resumes).where(resumes.c.used < limit).returning(resumes.c.owner, resumes.c.filename)
            ).all()
            touched = {row.owner for row in (*old_letters, *old_resumes)}
            self._leave(connection, touched)
        for row in old_letters:
            self.files.remove("job_postings", row.owner, posting_name(row.id))
        for row in old_resumes:
            if row.filename:
                self.files.remove("uploads", row.owner, row.filename)
        if touched:
            self._empty_log()
        return self.owners_to_forget()

    def owners_to_forget(self) -> tuple[str, ...]:
        """Owners of which something was erased or expired and whose vectors were not yet reported gone.

        An owner who still keeps something is among them too: the index may hold the vectors of what went, and embeds what is
        left again when it is next needed.
        """
        with self._reading() as connection:
            return tuple(connection.execute(select(leftovers.c.owner).order_by(leftovers.c.since, leftovers.c.owner)).scalars())

    def vectors_gone(self, owner: str) -> None:
        """The index has forgotten this owner."""
        with self._writing() as connection:
            connection.execute(delete(leftovers).where(leftovers.c.owner == owner))

    def tidy(self, settled: timedelta = timedelta(hours=1)) -> int:
        """Take away files that no row speaks of, which a crash left; how many went.

        Younger ones than `settled` stay, for a letter that another replica is saving has no row yet; those of an erased
        workspace go at once.
        """
        unfinished = set(self.owners_to_forget())
        return sum(self._tidy_owner(owner, timedelta(0) if owner in unfinished else settled) for owner in self.files.owners())

    def _tidy_owner(self, owner: str, settled: timedelta = timedelta(0)) -> int:
        with self._reading() as connection:
            wanted = kept_files(connection, owner)
        return self.files.keep_only(owner, wanted, settled)

    def _reading(self) -> AbstractContextManager[Connection]:
        if not self._prepared:
            self.prepare()
        return reading(self.engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        if not self._prepared:
            self.prepare()
        return writing(self.engine)

    def _begin_anew(self) -> None:
        self._prepared = False

    def _leave(self, connection: Connection, owners: set[str]) -> None:
        if not owners:
            return
        connection.execute(delete(leftovers).where(leftovers.c.owner.in_(owners)))
        connection.execute(insert(leftovers), [{"owner": owner, "since": self._clock()} for owner in sorted(owners)])

    def _drop_posting_without_letter(self, owner: str, letter_id: str) -> None:
        try:
            with self._reading() as connection:
                if not connection.execute(select(letters.c.id).where(letters.c.owner == owner, letters.c.id == letter_id)).first():
                    self.files.remove("job_postings", owner, posting_name(letter_id))
        except NotReady:
            return  # the next start tidies it

    def _empty_log(self) -> None:
        """SQLite's log still holds the erased pages until it is written back and cut."""
        if self.engine.dialect.name == "sqlite":
            with contextlib.suppress(DBAPIError), contextlib.closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
