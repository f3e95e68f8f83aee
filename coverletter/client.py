"""A typed client for scripts: every endpoint of a running server, with a file's path as input and records as answers.

client = CoverLetterClient("http://127.0.0.1:8000")
for progress in client.write("resume.pdf", posting):
    print(progress.stage, len(progress.text))
print(progress.letter.text)
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar, cast

import httpx
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError as ToldByServer
from pydantic import BaseModel, TypeAdapter

from coverletter.errors import AppError, BadInput, NotReady
from coverletter.types import (
    USUAL_LENGTH,
    Erased,
    ExportFormat,
    Fit,
    KeptLetter,
    LanguageChoice,
    Letter,
    LetterSummary,
    Posting,
    Progress,
    Question,
    Resume,
    Review,
    Tone,
    Unit,
)

Kind = TypeVar("Kind", bound=BaseModel)
MODEL_KEY_HEADER, MODEL_URL_HEADER = "x-model-key", "x-model-url"


class CoverLetterClient:
    """Calls a server over HTTP; keeps its cookie, so that replicas behind one address work.

    Args:
        url: where the server is.
        model_key: a key of your own for the model, sent with your calls only.
        model_url: a model's server of your own.

    Every method raises `AppError` with the server's sentence, and `NotReady` where no server answers.
    """

    def __init__(self, url: str = "http://127.0.0.1:8000", *, model_key: str = "", model_url: str = "") -> None:
        given = {MODEL_KEY_HEADER: model_key, MODEL_URL_HEADER: model_url}
        headers = {name: value for name, value in given.items() if value}
        try:
            self._client = Client(url, headers=headers, verbose=False)
        except (httpx.HTTPError, ValueError, OSError) as error:
            raise NotReady(f"No Cover Letter server answers at {url}; start one with `make run`.") from error

    def read_resume(self, resume: str | Path) -> Resume:
        """Read a resume file."""
        return Resume.model_validate(self._call("/read_resume", resume=_file(resume)))

    def read_posting(self, posting: str = "", url: str = "") -> Posting:
        """Read a posting, or the one at `url`."""
        return Posting.model_validate(self._call("/read_posting", posting=posting, url=url))

    def match(self, resume: str | Path, posting: str, notes: str = "") -> Fit:
        """Hold every requirement against the resume."""
        return Fit.model_validate(self._call("/match", resume=_file(resume), posting=posting, notes=notes))

    def write(
        self,
        resume: str | Path,
        posting: str,
        *,
        language: LanguageChoice = "auto",
        tone: Tone = "formal",
        length: int = USUAL_LENGTH,
        unit: Unit = "words",
        instructions: str = "",
        notes: str = "",
        strict: bool = False,
        workspace: str = "",
        model: str = "",
    ) -> Iterator[Progress]:
        """Stream a letter: the text so far; the last item carries the letter with its review. Closing the stream stops the writing."""
        asked = {"language": language, "tone": tone, "length": length, "unit": unit, "instructions": instructions, "notes": notes}
        return self._stream("/write", resume=_file(resume), posting=posting, strict=strict, workspace=workspace, model=model, **asked)

    def answer(
        self,
        resume: str | Path,
        posting: str,
        questions: Sequence[Question],
        *,
        language: LanguageChoice = "auto",
        notes: str = "",
        workspace: str = "",
    ) -> Iterator[Progress]:
        """Stream answers to the questions of a form; `progress.letter.answers` holds them at the end."""
        given = [question.model_dump() for question in questions]
        return self._stream(
            "/answer", resume=_file(resume), posting=posting, questions=given, language=language, notes=notes, workspace=workspace
        )

    def review(self, letter: str, resume: str | Path, posting: str = "", notes: str = "") -> Review:
        """Hold every sentence of a letter against the resume."""
        return Review.model_validate(self._call("/review", letter=letter, resume=_file(resume), posting=posting, notes=notes))

    def revise(
        self, letter: str, instruction: str, resume: str | Path, posting: str, *, notes: str = "", workspace: str = ""
    ) -> Iterator[Progress]:
        """Stream a changed letter; `letter` is a text, or with a workspace the id of a kept one."""
        asked = {"letter": letter, "instruction": instruction, "posting": posting, "notes": notes, "workspace": workspace}
        return self._stream("/revise", resume=_file(resume), **asked)

    def export(self, letter: str, path: str | Path) -> Path:
        """Save a letter as PDF, DOCX, Markdown or text, as `path` ends."""
        target = Path(path)
        format = cast(ExportFormat, target.suffix.lstrip(".").lower())
        made = self._call("/export", letter=letter, format=format)
        shutil.copyfile(made if isinstance(made, str) else str(cast(dict[str, object], made)["path"]), target)
        return target

    def letters(self, workspace: str) -> tuple[LetterSummary, ...]:
        """What a workspace keeps, newest first."""
        return TypeAdapter(tuple[LetterSummary, ...]).validate_python(self._call("/letters", workspace=workspace))

    def letter(self, workspace: str, id: str) -> KeptLetter:
        """One kept letter with its versions."""
        return KeptLetter.model_validate(self._call("/letter", workspace=workspace, id=id))

    def erase(self, workspace: str) -> Erased:
        """Erase all a workspace keeps."""
        return Erased.model_validate(self._call("/erase", workspace=workspace))

    def _call(self, endpoint: str, **given: object) -> object:
        try:
            return self._client.predict(api_name=endpoint, **given)
        except (ToldByServer, httpx.HTTPError, OSError) as error:
            raise _sentence(error) from None

    def _stream(self, endpoint: str, **given: object) -> Iterator[Progress]:
        job = self._client.submit(api_name=endpoint, **given)
        try:
            for item in job:
                yield Progress.model_validate(item)
            job.result()
        except (ToldByServer, httpx.HTTPError, OSError) as error:
            raise _sentence(error) from None
        finally:
            if not job.done():
                job.cancel()


def finished(stream: Iterator[Progress]) -> Letter:
    """Wait for the end of a stream and return its letter."""
    letter: Letter | None = None
    for progress in stream:
        letter = progress.letter or letter
    if letter is None:
        raise NotReady("The server ended before the letter did; try again.")
    return letter


def _file(path: str | Path) -> object:
    if not Path(path).is_file():
        raise BadInput(f"Check the path of the resume: there is no file called {Path(path).name}.")
    return handle_file(str(path))


def _sentence(error: Exception) -> AppError:
    if isinstance(error, ToldByServer):
        return AppError(str(error.message) if getattr(error, "message", None) else str(error))
    return NotReady("The server does not answer; try again in a moment.")
