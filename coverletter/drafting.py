"""One letter on its way: drafted, reviewed, mended once, and kept, with the text shown as it grows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from coverletter.types import Answer, Brief, Chunk, Language, Letter, Outcome, Progress, Review, Usage
from coverletter.writing.mend import mend_letter, strip_unsupported
from coverletter.writing.prompts import PROMPT_VERSION

UPDATES_PER_SECOND = 15
"""More updates a second cost a small server its first word, and no eye sees them (measured with 100 streams at once)."""

TICK_SECONDS = 0.5
"""How often a silent stream is shown as still alive; it is also when a caller that went away is noticed."""


class Writer(Protocol):
    """`writing.openai_writer.OpenAIWriter` and `writing.offline_writer.OfflineWriter` satisfy the same tests."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> AsyncIterator[Chunk]: ...


@dataclass
class Transcript:
    """What a writer has said so far, and how it ended."""

    text: str = ""
    outcome: Outcome = "cut_off"
    notice: str = ""
    usage: Usage = Usage()

    def add(self, chunk: Chunk) -> None:
        """Append what came; the last chunk says how it ended."""
        self.text += chunk.text
        if chunk.outcome:
            self.outcome, self.notice, self.usage = chunk.outcome, chunk.notice, chunk.usage


@dataclass(frozen=True)
class Task:
    """A letter to be drafted and what to do with it; `before` and `after` are paragraphs that stay as they are."""

    review: Callable[[str], Review]
    keep: Callable[[Letter], None]
    letter_id: str = ""
    before: str = ""
    after: str = ""
    strict: bool = False


async def follow(writer: Writer, brief: Brief, transcript: Transcript) -> AsyncIterator[None]:
    """Run `writer` and yield whenever there is something to show, at most fifteen times a second, at least twice.

    Closing this generator ends the call to the model.
    """
    loop = asyncio.get_running_loop()
    shown = 0.0
    pending: asyncio.Task[Chunk | None] | None = None
    async with contextlib.aclosing(_next_chunks(writer, brief)) as chunks:
        try:
            while True:
                pending = pending or asyncio.ensure_future(_next_or_none(chunks))
                done, _ = await asyncio.wait({pending}, timeout=TICK_SECONDS)
                if not done:
                    yield
                    continue
                chunk, pending = pending.result(), None
                if chunk is None:
                    return
                transcript.add(chunk)
                if loop.time() - shown >= 1 / UPDATES_PER_SECOND:
                    shown = loop.time()
                    yield
        finally:
            if pending:
                pending.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await pending


async def _next_chunks(writer: Writer, brief: Brief) -> AsyncIterator[Chunk]:
    async for chunk in writer.write(brief):
        yield chunk


async def _next_or_none(chunks: AsyncIterator[Chunk]) -> Chunk | None:
    return await anext(chunks, None)


async def draft_letter(writer: Writer, brief: Brief, task: Task) -> AsyncIterator[Progress]:
    """Draft, review, mend once what no evidence supports, keep; the last `Progress` carries the letter.

    A letter whose stream did not end properly is kept and shown with its outcome, never as finished, and is reviewed
    but not mended. If the caller goes away in mid-stream, what was written is kept as stopped.

    Raises:
        ModelFailed: the model's server gave no text at all.
    """
    transcript = Transcript()
    letter_id = task.letter_id or uuid4().hex

    def whole(text: str) -> str:
        return f"{task.before}{text}{task.after}"

    def letter(text: str, outcome: Outcome, notice: str = "", review: Review | None = None) -> Letter:
        return Letter(
            id=letter_id,
            text=text,
            language=brief.language,
            outcome=outcome,
            model=writer.name,
            usage=transcript.usage,
            notice=notice,
            review=review,
            prompt_version=PROMPT_VERSION,
        )

    followed = False
    try:
        async for _ in follow(writer, brief, transcript):
            yield Progress(text=whole(transcript.text), done=False, stage="writing")
        followed = True
    finally:
        if not followed and transcript.text.strip():
            task.keep(letter(whole(transcript.text), "stopped"))

    text = whole(transcript.text.strip())
    yield Progress(text=text, done=False, stage="reviewing")
    review = await asyncio.to_thread(task.review, text)
    if transcript.outcome == "complete" and review.unsupported:
        yield Progress(text=text, done=False, stage="repairing")
        mended = await mend_letter(writer, brief, text, review)
        if mended != text:
            text = mended
            review = await asyncio.to_thread(task.review, text)
    notice = transcript.notice
    if task.strict and review.unsupported:
        text, review, taken = await asyncio.to_thread(_strip_until_clean, text, review, task.review)
        notice = " ".join(filter(None, (notice, _taken_out(taken, brief.language))))
    finished = letter(text, transcript.outcome, notice, review)
    await asyncio.to_thread(task.keep, finished)
    yield Progress(text=text, done=True, stage="done", letter=finished)


def _strip_until_clean(text: str, review: Review, look_again: Callable[[str], Review]) -> tuple[str, Review, int]:
    """Take out what is unsupported; a sentence may lose its support with the one before it, so look again."""
    taken = 0
    while review.unsupported:
        taken += review.unsupported
        text = strip_unsupported(text, review)
        review = look_again(text)
    return text, review, taken


def _taken_out(count: int, language: Language) -> str:
    if language == "ko":
        return f"이력서에서 근거를 찾지 못한 문장 {count}개를 뺐습니다."
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    return f"{sentences} without support in the resume {'was' if count == 1 else 'were'} taken out."


def joined_answers(answers: tuple[Answer, ...]) -> str:
    """The answers as one text, each under its question, as the stream of `/answer` shows them."""
    return "\n\n".join(f"{answer.question}\n{answer.text}" for answer in answers)
