"""The one facade of the house, and the seams it stands on.

Every way in (page, API, command line, client) calls `CoverLetters` and nothing below it. The Protocols say what it
needs; adapters match them by shape and are built in `app.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Protocol

from coverletter.types import (
    AnswerRequest,
    Brief,
    Chunk,
    Erased,
    ExportedFile,
    ExportFormat,
    Fit,
    KeptLetter,
    Language,
    Letter,
    LetterSummary,
    ModelChoice,
    Passage,
    Posting,
    Progress,
    Resume,
    Review,
    ReviseRequest,
    WriteRequest,
)


class ReadsResumes(Protocol):
    """`reading.resume.ResumeReader`."""

    def read(self, data: bytes, filename: str) -> Resume: ...


class FetchesPostings(Protocol):
    """`reading.web.PostingFetcher`: a page behind the guard, as posting text."""

    def fetch(self, url: str) -> Posting: ...


class Matches(Protocol):
    """`matching.fit.Matcher`; `owner` is the hash of a workspace whose vectors are kept, empty for a call that keeps nothing."""

    def match(self, resume: Resume, posting: Posting, notes: Sequence[Passage], today: date, owner: str = "") -> Fit: ...

    def forget(self, owner: str) -> int: ...


class Writer(Protocol):
    """`writing.openai_writer.OpenAIWriter` and `writing.offline_writer.OfflineWriter` satisfy the same tests."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> AsyncIterator[Chunk]: ...


class ChoosesWriter(Protocol):
    """The operator's writer, the visitor's own, or the offline one."""

    def __call__(self, choice: ModelChoice) -> Writer: ...


class Reviews(Protocol):
    """`review.reviewer.Reviewer`."""

    def review(self, text: str, resume: Resume, posting: Posting | None, notes: Sequence[Passage], today: date) -> Review: ...


class KeepsLetters(Protocol):
    """`keeping.records.Records`; `workspace` is the key itself, which is stored only as its hash."""

    def save(self, workspace: str, letter: Letter, posting: Posting, instruction: str = "") -> None: ...

    def add_version(self, workspace: str, letter_id: str, text: str, instruction: str, review: Review | None) -> None: ...

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]: ...

    def letter(self, workspace: str, letter_id: str) -> KeptLetter: ...

    def erase(self, workspace: str) -> Erased: ...


class Exports(Protocol):
    """`keeping.export.export_letter`."""

    def __call__(self, text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile: ...


class CoverLetters:
    """Read, match, write, answer, review, revise, export, keep, erase."""

    def read_resume(self, data: bytes, filename: str) -> Resume:
        """Read an uploaded resume. Raises `UnreadableResume` with a sentence that says what to do."""
        raise NotImplementedError

    def read_posting(self, text: str = "", url: str = "") -> Posting:
        """Read a pasted posting, or fetch one. Raises `UnreadablePosting` or `RefusedAddress`."""
        raise NotImplementedError

    def match(self, resume: Resume, posting: Posting, notes: str = "", workspace: str = "") -> Fit:
        """Hold every requirement of the posting against the resume and the notes."""
        raise NotImplementedError

    def write(self, request: WriteRequest) -> AsyncIterator[Progress]:
        """Stream a letter; the last `Progress` carries the `Letter`."""
        raise NotImplementedError

    def answer(self, request: AnswerRequest) -> AsyncIterator[Progress]:
        """Stream answers to the questions of a form, each within its limit."""
        raise NotImplementedError

    def review(self, letter: str, resume: Resume, posting: Posting | None = None, notes: str = "") -> Review:
        """Hold every sentence of a letter against the resume."""
        raise NotImplementedError

    def revise(self, request: ReviseRequest) -> AsyncIterator[Progress]:
        """Stream a changed letter."""
        raise NotImplementedError

    def export(self, text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile:
        """A letter as PDF, DOCX, Markdown or text."""
        raise NotImplementedError

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]:
        """What a workspace keeps, newest first."""
        raise NotImplementedError

    def letter(self, workspace: str, letter_id: str) -> KeptLetter:
        """One kept letter with its versions. Raises `NotFound`."""
        raise NotImplementedError

    def erase(self, workspace: str) -> Erased:
        """Everything a workspace keeps is gone: rows, files, vectors."""
        raise NotImplementedError
