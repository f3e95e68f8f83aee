"""The one facade of the house: every way in (page, API, command line, client) calls `CoverLetters` and nothing below it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import date

from coverletter import drafting
from coverletter.answering import draft_answers, review_answers
from coverletter.drafting import Drafter
from coverletter.errors import BadInput, NotFound
from coverletter.keeping.rows import owner_of
from coverletter.review.check_leaks import tells_the_person
from coverletter.review.checks import CheckList, run_checks
from coverletter.revising import draft_revision
from coverletter.seams import (
    ChoosesWriter,
    Doubts,
    Exports,
    FetchesPostings,
    KeepsLetters,
    Matches,
    ReadsNotes,
    ReadsPostings,
    ReadsResumes,
    Reviews,
)
from coverletter.text.language import language_of_letter
from coverletter.types import (
    AnswerRequest,
    Brief,
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
from coverletter.writing.length import check_length, check_limit

MOST_VARIANTS = 3
MOST_QUESTIONS = 20
NO_CHOICE = ModelChoice()
EARLIER_LETTERS = 20
"""How many of a person's own letters a new one is compared with, newest first."""


class CoverLetters:
    """Read, match, write, answer, review, revise, export, keep, erase.

    Args:
        doubt: asks the model for its doubts after each review of a draft; None does without.
        store: where letters of a workspace are kept; None keeps nothing, and what needs it raises `NotFound`.
        today: the clock; a test passes a fixed day.
        seconds: the deadline of one letter with its repair, of one answer with its fitting.
    """

    def __init__(
        self,
        *,
        resumes: ReadsResumes,
        read_posting: ReadsPostings,
        fetcher: FetchesPostings,
        read_notes: ReadsNotes,
        matcher: Matches,
        choose_writer: ChoosesWriter,
        reviewer: Reviews,
        export: Exports,
        doubt: Doubts | None = None,
        store: KeepsLetters | None = None,
        today: Callable[[], date] = date.today,
        seconds: float = 120.0,
    ) -> None:
        self._resumes, self._read_posting, self._fetcher, self._read_notes = resumes, read_posting, fetcher, read_notes
        self._matcher, self._choose_writer, self._reviewer = matcher, choose_writer, reviewer
        self._export, self._doubt, self._store, self._today, self._seconds = export, doubt, store, today, seconds

    def read_resume(self, data: bytes, filename: str) -> Resume:
        """Read an uploaded resume. Raises `UnreadableResume` with a sentence that says what to do."""
        return self._resumes.read(data, filename)

    def read_posting(self, text: str = "", url: str = "") -> Posting:
        """Read a pasted posting, or fetch one. Raises `UnreadablePosting` or `RefusedAddress`."""
        return self._fetcher.fetch(url.strip()) if url.strip() and not text.strip() else self._read_posting(text)

    def match(self, resume: Resume, posting: Posting, notes: str = "", workspace: str = "") -> Fit:
        """Hold every requirement of the posting against the resume and the notes."""
        owner = ""
        if workspace and self._store:
            owner = owner_of(workspace)
            self._store.keep_resume(workspace, resume)
        return self._matcher.match(resume, posting, tuple(self._read_notes(notes)), self._today(), owner)

    async def write(self, request: WriteRequest) -> AsyncGenerator[Progress, None]:
        """Stream a letter; the last `Progress` carries the `Letter`. Closing the stream ends the call to the model.

        Raises:
            BadInput: a length no letter has.
            ModelFailed: the model's server gave no text at all.
        """
        check_length(request.length, request.unit)
        yield Progress(text="", done=False, stage="matching")
        brief = await asyncio.to_thread(self._brief, request)
        async with aclosing(self._drafter(request, brief).letter(brief, request.strict)) as steps:
            async for step in steps:
                yield step

    async def variants(self, request: WriteRequest, count: int = 2) -> AsyncGenerator[tuple[Progress, ...], None]:
        """Two or three drafts side by side, to choose from; each item holds the latest `Progress` of every draft.

        A draft that fails ends with what it has; only when all fail is the first error raised.
        """
        check_length(request.length, request.unit)
        if not 1 <= count <= MOST_VARIANTS:
            raise BadInput(f"Ask for one to {MOST_VARIANTS} drafts.", f"초안은 1~{MOST_VARIANTS}개까지 만들 수 있습니다.")
        brief = await asyncio.to_thread(self._brief, request)
        drafter = self._drafter(request, brief)
        streams = [drafter.letter(brief.model_copy(update={"variant": which}), request.strict) for which in range(count)]
        async with aclosing(drafting.side_by_side(streams)) as steps:
            async for step in steps:
                yield step

    async def answer(self, request: AnswerRequest) -> AsyncGenerator[Progress, None]:
        """Stream answers to the questions of a form, each within its limit. Raises as `write`."""
        if not 1 <= len(request.questions) <= MOST_QUESTIONS:
            raise BadInput(f"Give one to {MOST_QUESTIONS} questions.", f"문항은 1~{MOST_QUESTIONS}개까지 적어 주세요.")
        for question in request.questions:
            check_limit(question)
        yield Progress(text="", done=False, stage="matching")
        brief = await asyncio.to_thread(self._brief, request)
        async with aclosing(draft_answers(self._drafter(request, brief), brief, request.questions)) as steps:
            async for step in steps:
                yield step

    def review(self, letter: str, resume: Resume, posting: Posting | None = None, notes: str = "", blind: bool = False) -> Review:
        """Hold every sentence of a letter against the resume, and run the checks before sending."""
        return self._reviewed(letter, resume, posting, tuple(self._read_notes(notes)), CheckList(blind=blind))

    @property
    def asks_twice(self) -> bool:
        """Whether a model is asked for its doubts, which costs a call."""
        return self._doubt is not None

    async def second_opinion(self, review: Review, resume: Resume, notes: str = "", choice: ModelChoice = NO_CHOICE) -> Review:
        """The review with what the model doubts besides, where the operator wants that; it clears nothing."""
        return await self._doubt(choice, review, resume, tuple(self._read_notes(notes))) if self._doubt else review

    def review_draft(self, text: str, request: WriteRequest, letter_id: str = "") -> Review:
        """As `review`, with what was asked of the letter (length, language, blind hiring) and the person's other letters held against it."""
        return self._review_for(request, _language_of(request), letter_id)(text, CheckList(length=request.length, unit=request.unit))

    def review_answers(self, texts: Sequence[str], request: AnswerRequest, letter_id: str = "") -> Review | None:
        """As `review_draft` for the answers of a form, one text for each question and each under its limit; None without any text."""
        language = _language_of(request)
        return review_answers(self._review_for(request, language, letter_id), request.questions, texts, language)

    async def revise(self, request: ReviseRequest) -> AsyncGenerator[Progress, None]:
        """Stream a changed letter, or one with a changed paragraph; raises as `write`, and `NotFound` for an unknown id."""
        text, letter_id = self._letter_to_revise(request)
        yield Progress(text=text, done=False, stage="matching")
        brief = await asyncio.to_thread(self._brief, request, language_of_letter(text))
        async with aclosing(draft_revision(self._drafter(request, brief, letter_id), brief, text, request.paragraph)) as steps:
            async for step in steps:
                yield step

    def would_send(self, request: WriteRequest) -> str:
        """Exactly what `write` would send to the model's server, personal details masked; empty for the offline writer."""
        check_length(request.length, request.unit)
        return self._choose_writer(request.choice).would_send(self._brief(request))

    def export(self, text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile:
        """A letter as PDF, DOCX, Markdown or text."""
        return self._export(text, format, language, title)

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]:
        """What a workspace keeps, newest first."""
        return self._store.letters(workspace) if self._store else ()

    def letter(self, workspace: str, letter_id: str) -> KeptLetter:
        """One kept letter with its versions. Raises `NotFound`."""
        if not self._store:
            raise NotFound("No such letter is kept here.", "저장된 글이 없습니다.")
        return self._store.letter(workspace, letter_id)

    def keep_version(self, workspace: str, letter_id: str, text: str, instruction: str, review: Review | None) -> None:
        """Keep a text edited by hand, or an earlier version brought back, as the newest version. Raises `NotFound`."""
        self.letter(workspace, letter_id)
        if self._store:
            self._store.add_version(workspace, letter_id, text, instruction, review)

    def erase(self, workspace: str) -> Erased:
        """Everything a workspace keeps is gone: rows, files, vectors."""
        owner = owner_of(workspace)
        if not self._store:
            return Erased(letters=0, files=0, vectors=0)
        gone = self._store.erase(workspace)
        vectors = self._matcher.forget(owner)
        self._store.vectors_gone(owner)
        return gone.model_copy(update={"vectors": vectors})

    def _brief(self, request: WriteRequest | AnswerRequest | ReviseRequest, language: Language | None = None) -> Brief:
        fit = self.match(request.resume, request.posting, request.notes, request.workspace)
        passages = (*request.resume.passages, *self._read_notes(request.notes))
        if request.blind:
            passages = tuple(passage for passage in passages if not tells_the_person(f"{passage.entry} {passage.text}"))
        brief = Brief(
            task="letter",
            language=language or _language_of(request),
            posting=request.posting,
            matches=fit.matches,
            passages=passages,
            name="" if request.blind else request.resume.name,
        )
        if isinstance(request, WriteRequest):
            wishes = {name: getattr(request, name) for name in ("tone", "length", "unit", "instructions")}
            return brief.model_copy(update=wishes)
        if isinstance(request, ReviseRequest):
            return brief.model_copy(update={"task": "revise", "instructions": request.instruction})
        return brief

    def _drafter(self, request: WriteRequest | AnswerRequest | ReviseRequest, brief: Brief, letter_id: str = "") -> Drafter:
        notes = tuple(self._read_notes(request.notes))

        def keep(letter: Letter) -> None:
            if not (self._store and request.workspace):
                return
            instruction = request.instruction if isinstance(request, ReviseRequest) else ""
            if letter_id:
                self._store.add_version(request.workspace, letter_id, letter.text, instruction, letter.review)
            else:
                self._store.save(request.workspace, letter, request.posting, instruction)

        async def doubt(review: Review) -> Review:
            return await self._doubt(request.choice, review, request.resume, notes) if self._doubt else review

        review = self._review_for(request, brief.language, letter_id)
        return Drafter(self._choose_writer(request.choice), review, keep, self._seconds, letter_id, doubt if self._doubt else None)

    def _review_for(
        self, request: WriteRequest | AnswerRequest | ReviseRequest, language: Language, letter_id: str
    ) -> Callable[[str, CheckList], Review]:
        """Holds a text against the documents of one request, and against the person's other letters."""
        notes, earlier = tuple(self._read_notes(request.notes)), self._earlier_letters(request.workspace, letter_id)

        def review(text: str, asked: CheckList) -> Review:
            asked = replace(asked, blind=request.blind, earlier=earlier, language=language)
            return self._reviewed(text, request.resume, request.posting, notes, asked)

        return review

    def _reviewed(self, text: str, resume: Resume, posting: Posting | None, notes: Sequence[Passage], asked: CheckList) -> Review:
        review = self._reviewer.review(text, resume, posting, notes, self._today())
        return review.model_copy(update={"checks": run_checks(text, review.sentences, resume, posting, notes, asked)})

    def _earlier_letters(self, workspace: str, besides: str) -> tuple[KeptLetter, ...]:
        if not (self._store and workspace):
            return ()
        known = [summary.id for summary in self._store.letters(workspace) if summary.id != besides]
        return tuple(self._store.letter(workspace, letter_id) for letter_id in known[:EARLIER_LETTERS])

    def _letter_to_revise(self, request: ReviseRequest) -> tuple[str, str]:
        """The text, and the id it is kept under, empty when it is not kept yet."""
        if not request.instruction.strip():
            raise BadInput("Say what to change, such as 'shorter'.", "무엇을 고칠지 적어 주세요. 예: '더 짧게'")
        named = request.letter.strip()
        if self._store and request.workspace and named and len(named) <= 64 and " " not in named and named.isascii():
            return self._store.letter(request.workspace, named).versions[-1].text, named
        if not named:
            raise BadInput("Give the letter to change.", "고칠 글을 넣어 주세요.")
        return request.letter, ""


def _language_of(request: WriteRequest | AnswerRequest | ReviseRequest) -> Language:
    """The language that was asked for; the posting's where none was."""
    if isinstance(request, ReviseRequest) or request.language == "auto":
        return request.posting.language
    return request.language
