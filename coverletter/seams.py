"""What the facade needs of the rooms below it: adapters match these Protocols by shape, are built in `assembly.py` and passed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from coverletter.drafting import Writer
from coverletter.types import (
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
    Resume,
    Review,
)


class ReadsResumes(Protocol):
    """`reading.resume.ResumeReader`."""

    def read(self, data: bytes, filename: str) -> Resume: ...


class ReadsPostings(Protocol):
    """`reading.posting.read_posting`."""

    def __call__(self, text: str) -> Posting: ...


class FetchesPostings(Protocol):
    """`reading.web.PostingFetcher`: a page behind the guard, as posting text."""

    def fetch(self, url: str) -> Posting: ...


class ReadsNotes(Protocol):
    """`reading.passages.notes_passages`: what the applicant says beyond the resume, as passages n1, n2, ..."""

    def __call__(self, notes: str, /) -> Sequence[Passage]: ...


class Matches(Protocol):
    """`matching.fit.Matcher`; `owner` is the hash of a workspace whose vectors are kept, empty for a call that keeps nothing."""

    def match(self, resume: Resume, posting: Posting, notes: Sequence[Passage], today: date, owner: str = "") -> Fit: ...

    def forget(self, owner: str) -> int: ...


class ChoosesWriter(Protocol):
    """The operator's writer, the visitor's own, or the offline one."""

    def __call__(self, choice: ModelChoice) -> Writer: ...


class Reviews(Protocol):
    """`review.reviewer.Reviewer`."""

    def review(self, text: str, resume: Resume, posting: Posting | None, notes: Sequence[Passage], today: date) -> Review: ...


class Doubts(Protocol):
    """`assembly.ask_again`: a review with what the model doubts besides."""

    async def __call__(self, choice: ModelChoice, review: Review, resume: Resume, notes: Sequence[Passage], /) -> Review: ...


class KeepsLetters(Protocol):
    """`keeping.records.Records`; `workspace` is the key itself, which is stored only as its hash."""

    def save(self, workspace: str, letter: Letter, posting: Posting, instruction: str = "") -> None: ...

    def add_version(self, workspace: str, letter_id: str, text: str, instruction: str, review: Review | None) -> None: ...

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]: ...

    def letter(self, workspace: str, letter_id: str) -> KeptLetter: ...

    def keep_resume(self, workspace: str, resume: Resume, data: bytes = b"") -> None: ...

    def erase(self, workspace: str) -> Erased: ...

    def vectors_gone(self, owner: str) -> None: ...


class Exports(Protocol):
    """`keeping.export.export_letter`."""

    def __call__(self, text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile: ...
