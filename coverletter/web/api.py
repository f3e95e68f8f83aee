"""The endpoints, the same for a browser, `gradio_client`, curl and an assistant over MCP.

Each docstring becomes the endpoint's description. This module evaluates its annotations at import, for Gradio reads
them as they stand; a generator says what it yields, or it would have no output at all.
"""

import asyncio
import functools
import inspect
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TypeVar, cast

import gradio as gr
from gradio.events import api
from pydantic import BaseModel, SecretStr, ValidationError

from coverletter.errors import BadInput
from coverletter.text.language import language_of_letter
from coverletter.types import (
    USUAL_LENGTH,
    AnswerRequest,
    ExportFormat,
    LanguageChoice,
    ModelChoice,
    Posting,
    Progress,
    Question,
    ReviseRequest,
    Tone,
    Unit,
    WriteRequest,
)
from coverletter.web.desk import Desk
from coverletter.web.shapes import (
    ErasedShape,
    FitShape,
    KeptLetterShape,
    LetterLineShape,
    PostingShape,
    ProgressShape,
    QuestionShape,
    ResumeShape,
    ReviewShape,
    UploadedFile,
)

Asked = TypeVar("Asked", bound=BaseModel)
Stream = Callable[..., AsyncGenerator[ProgressShape, None]]

MODEL_KEY_HEADER, MODEL_URL_HEADER = "x-model-key", "x-model-url"
"""Where a script puts its own key and model server: headers are in no log, no history and no description."""


class Endpoints:
    """What scripts may call; built once per server with what it needs."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._letters, self._metrics = desk, desk.letters, desk.metrics

    def read_resume(self, resume: UploadedFile) -> ResumeShape:
        """Read a resume into text and passages, each a bullet or a sentence with its page.

        Args:
            resume: a PDF, DOCX, TXT or MD file; it is deleted as soon as it is read
        """
        read = self._desk.read(resume)
        shape = read.model_dump(mode="json", exclude={"passages"})
        shape["passages"] = [{"id": passage.id, "page": passage.page, "text": passage.text} for passage in read.passages]
        return cast(ResumeShape, shape)

    def read_posting(self, posting: str = "", url: str = "") -> PostingShape:
        """Read a job posting into title, company and requirements.

        Args:
            posting: the posting's text
            url: where the posting stands, if the text is empty
        """
        with self._metrics.timed("read"):
            return _posting_shape(self._desk.read_posting(posting, url))

    def match(self, resume: UploadedFile, posting: str, notes: str = "") -> FitShape:
        """Hold every requirement of a posting against a resume: met, partial or missing, with quoted evidence.

        Args:
            resume: a PDF, DOCX, TXT or MD file
            posting: the posting's text
            notes: what the applicant says beyond the resume
        """
        read_resume = self._desk.read(resume)  # first, so that the upload is gone whatever the posting is
        read_posting = self._letters.read_posting(posting)
        with self._metrics.timed("match"):
            fit = self._letters.match(read_resume, read_posting, notes)
        return cast(FitShape, {**fit.model_dump(mode="json"), "posting": _posting_shape(fit.posting)})

    async def write(
        self,
        resume: UploadedFile,
        posting: str,
        language: LanguageChoice = "auto",
        tone: Tone = "formal",
        length: int = USUAL_LENGTH,
        unit: Unit = "words",
        instructions: str = "",
        notes: str = "",
        strict: bool = False,
        workspace: str = "",
        model: str = "",
        request: gr.Request | None = None,
    ) -> AsyncGenerator[ProgressShape, None]:
        """Write a cover letter from the evidence; streams the text so far, the last item carries the reviewed letter.

        Args:
            resume: a PDF, DOCX, TXT or MD file
            posting: the posting's text
            language: auto (the posting's), en or ko
            tone: formal, warm or direct
            length: how long, in `unit`
            unit: words, characters, characters_no_blanks, bytes_euckr, bytes_utf8 or bytes_neis
            instructions: what the letter should do, in your words
            notes: what the applicant says beyond the resume
            strict: take out what the resume does not support
            workspace: a 64-digit hexadecimal key; with it the letter is kept
            model: another model of the same server
        """
        asked = _checked(
            WriteRequest,
            resume=await asyncio.to_thread(self._desk.read, resume),
            posting=await asyncio.to_thread(self._letters.read_posting, posting),
            language=language,
            tone=tone,
            length=length,
            unit=unit,
            instructions=instructions,
            notes=notes,
            strict=strict,
            workspace=workspace,
            choice=_model_choice(model, request),
        )
        self._desk.spend(request, workspace)
        async with aclosing(self._desk.counted("write", self._letters.write(asked))) as progresses:
            async for progress in progresses:
                yield _progress_shape(progress)

    async def answer(
        self,
        resume: UploadedFile,
        posting: str,
        questions: list[QuestionShape],
        language: LanguageChoice = "auto",
        notes: str = "",
        workspace: str = "",
        request: gr.Request | None = None,
    ) -> AsyncGenerator[ProgressShape, None]:
        """Answer the questions of an application form, each within its limit (자기소개서 문항).

        Args:
            resume: a PDF, DOCX, TXT or MD file
            posting: the posting's text
            questions: objects with question, limit and unit
            language: auto (the posting's), en or ko
            notes: what the applicant says beyond the resume
            workspace: a 64-digit hexadecimal key; with it the answers are kept
        """
        asked = _checked(
            AnswerRequest,
            resume=await asyncio.to_thread(self._desk.read, resume),
            posting=await asyncio.to_thread(self._letters.read_posting, posting),
            questions=_questions(questions),
            language=language,
            notes=notes,
            workspace=workspace,
            choice=_model_choice("", request),
        )
        self._desk.spend(request, workspace)
        async with aclosing(self._desk.counted("answer", self._letters.answer(asked))) as progresses:
            async for progress in progresses:
                yield _progress_shape(progress)

    async def review(
        self, letter: str, resume: UploadedFile, posting: str = "", notes: str = "", request: gr.Request | None = None
    ) -> ReviewShape:
        """Hold every sentence of any letter against a resume: supported, unsupported or neutral, and why.

        Args:
            letter: the letter's text
            resume: a PDF, DOCX, TXT or MD file
            posting: the posting's text, for the company's facts
            notes: what the applicant says beyond the resume
        """
        read_resume = await asyncio.to_thread(self._desk.read, resume)
        read_posting = await asyncio.to_thread(self._letters.read_posting, posting) if posting.strip() else None
        if self._letters.asks_twice:
            self._desk.spend(request, "")
        with self._metrics.timed("review"):
            review = await asyncio.to_thread(self._letters.review, letter, read_resume, read_posting, notes)
            review = await self._letters.second_opinion(review, read_resume, notes, _model_choice("", request))
        return cast(ReviewShape, review.model_dump(mode="json"))

    async def revise(
        self,
        letter: str,
        instruction: str,
        resume: UploadedFile,
        posting: str,
        notes: str = "",
        workspace: str = "",
        request: gr.Request | None = None,
    ) -> AsyncGenerator[ProgressShape, None]:
        """Change a letter as told; streams like /write.

        Args:
            letter: the text, or with a workspace the id of a kept letter
            instruction: what to change, such as "shorter"
            resume: a PDF, DOCX, TXT or MD file
            posting: the posting's text
            notes: what the applicant says beyond the resume
            workspace: a 64-digit hexadecimal key; with it a new version is kept
        """
        asked = _checked(
            ReviseRequest,
            letter=letter,
            instruction=instruction,
            resume=await asyncio.to_thread(self._desk.read, resume),
            posting=await asyncio.to_thread(self._letters.read_posting, posting),
            notes=notes,
            workspace=workspace,
            choice=_model_choice("", request),
        )
        self._desk.spend(request, workspace)
        async with aclosing(self._desk.counted("revise", self._letters.revise(asked))) as progresses:
            async for progress in progresses:
                yield _progress_shape(progress)

    def export(self, letter: str, format: ExportFormat = "pdf") -> UploadedFile:
        """Turn a letter into a file: PDF, DOCX, Markdown or text.

        Args:
            letter: the letter's text
            format: pdf, docx, md or txt
        """
        exported = self._letters.export(letter, format, language_of_letter(letter))
        return {"path": self._desk.hand_out(exported), "meta": {"_type": "gradio.FileData"}}

    def letters(self, workspace: str) -> list[LetterLineShape]:
        """What a workspace keeps, newest first.

        Args:
            workspace: a 64-digit hexadecimal key
        """
        return cast(list[LetterLineShape], _dump(self._letters.letters(workspace)))

    def letter(self, workspace: str, id: str) -> KeptLetterShape:
        """One kept letter with its versions.

        Args:
            workspace: a 64-digit hexadecimal key
            id: the letter's id
        """
        return cast(KeptLetterShape, self._letters.letter(workspace, id).model_dump(mode="json"))

    def erase(self, workspace: str) -> ErasedShape:
        """Erase all a workspace keeps: letters, files and vectors.

        Args:
            workspace: a 64-digit hexadecimal key
        """
        return cast(ErasedShape, self._letters.erase(workspace).model_dump(mode="json"))

    def declare(self) -> None:
        """Add every endpoint to the `gr.Blocks` that is open."""
        for endpoint in (self.read_resume, self.read_posting, self.match, self.review, self.export, self.letters, self.letter, self.erase):
            api(endpoint, api_name=endpoint.__name__, concurrency_limit=4, concurrency_id="reading")
        for stream in (self.write, self.answer, self.revise):
            api(_describing(stream), api_name=stream.__name__, concurrency_limit=None)


def _dump(records: Sequence[BaseModel]) -> list[dict[str, object]]:
    return [record.model_dump(mode="json") for record in records]


def _describing(stream: Stream) -> Stream:
    """The stream, with its items' shape where Gradio looks for one: it finds none in `AsyncIterator[...]`."""

    @functools.wraps(stream)
    async def described(*args: object, **given: object) -> AsyncGenerator[ProgressShape, None]:
        async with aclosing(stream(*args, **given)) as items:
            async for item in items:
                yield item

    described.__signature__ = inspect.signature(stream).replace(return_annotation=ProgressShape)  # type: ignore[attr-defined]
    return described


def _progress_shape(progress: Progress) -> ProgressShape:
    return cast(ProgressShape, progress.model_dump(mode="json", exclude={"ahead"}, exclude_none=progress.letter is None))


def _posting_shape(posting: Posting) -> PostingShape:
    return cast(PostingShape, posting.model_dump(mode="json", exclude={"source"}))


def _questions(given: list[QuestionShape]) -> tuple[Question, ...]:
    if not isinstance(given, list) or not given:
        raise BadInput("Give at least one question with its limit.", "문항과 글자 수 제한을 하나 이상 적어 주세요.")
    return tuple(_checked(Question, **question) for question in given if isinstance(question, dict))


def _checked(kind: type[Asked], **values: object) -> Asked:
    """Build a request from what a caller sent. Raises `BadInput` that names the parameter, never its value."""
    try:
        return kind(**values)
    except ValidationError as error:
        name = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the input"
        raise BadInput(f"Check {name}: it is not a value this endpoint takes.", f"{name} 값을 확인해 주세요.") from error


def _model_choice(model: str, request: gr.Request | None) -> ModelChoice:
    headers = request.headers if request else {}
    return ModelChoice(model=model, base_url=headers.get(MODEL_URL_HEADER, ""), api_key=SecretStr(headers.get(MODEL_KEY_HEADER, "")))
