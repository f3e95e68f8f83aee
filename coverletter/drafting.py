"""One letter on its way: drafted, brought to length, reviewed, mended once, kept, with the text shown as it grows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

from coverletter.errors import AppError, ModelFailed
from coverletter.review.checks import CheckList
from coverletter.types import Answer, Brief, Chunk, Language, Letter, Outcome, Progress, Review, Usage
from coverletter.writing.length import refit_of
from coverletter.writing.mend import better_of, mend_of, strip_unsupported
from coverletter.writing.prompts import PROMPT_VERSION

UPDATES_PER_SECOND = 15
"""More updates a second cost a small server its first word, and no eye sees them (measured with 100 streams at once)."""

TICK_SECONDS = 0.5
"""How often a silent stream is shown as still alive; it is also when a caller that went away is noticed."""


class Writer(Protocol):
    """`writing.openai_writer.OpenAIWriter` and `writing.offline_writer.OfflineWriter` satisfy the same tests."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> AsyncGenerator[Chunk, None]: ...

    def would_send(self, brief: Brief) -> str: ...


@dataclass
class Transcript:
    """What a writer has said so far, and how it ended."""

    text: str = ""
    outcome: Outcome = "cut_off"
    notice: str = ""
    usage: Usage = field(default_factory=Usage)
    ahead: int = 0

    @property
    def stage(self) -> str:
        """Whether the letter is being written or still waits for its turn."""
        return "waiting" if self.ahead else "writing"

    def add(self, chunk: Chunk) -> None:
        """Append what came; the last chunk says how it ended."""
        self.text += chunk.text
        self.ahead = chunk.ahead
        if chunk.outcome:
            self.outcome, self.notice, self.usage = chunk.outcome, chunk.notice, chunk.usage


async def follow(writer: Writer, brief: Brief, transcript: Transcript) -> AsyncGenerator[None, None]:
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


async def _next_chunks(writer: Writer, brief: Brief) -> AsyncGenerator[Chunk, None]:
    async for chunk in writer.write(brief):
        yield chunk


async def _next_or_none(chunks: AsyncGenerator[Chunk, None]) -> Chunk | None:
    return await anext(chunks, None)


@dataclass
class Work:
    """One piece of text in the making; `usage` sums what all its calls cost."""

    text: str = ""
    outcome: Outcome = "cut_off"
    notice: str = ""
    usage: Usage = field(default_factory=Usage)
    review: Review | None = None
    ahead: int = 0

    def spend(self, usage: Usage) -> None:
        """Add the tokens of one more call."""
        self.usage = Usage(
            input_tokens=self.usage.input_tokens + usage.input_tokens, output_tokens=self.usage.output_tokens + usage.output_tokens
        )


@dataclass(frozen=True)
class Drafter:
    """What every draft of one request shares: who writes, who reviews, where it is kept, and until when.

    Args:
        letter_id: the id of the letter that gets a new version; empty for a new letter.
        seconds: after this long no further call is begun and a running repair is given up.
        doubt: adds the doubts of a model to a review.
    """

    writer: Writer
    review: Callable[[str, CheckList], Review]
    keep: Callable[[Letter], None]
    seconds: float = 120.0
    letter_id: str = ""
    doubt: Callable[[Review], Awaitable[Review]] | None = None
    ids: Callable[[], str] = field(default=lambda: uuid4().hex)

    async def letter(self, brief: Brief, strict: bool = False, before: str = "", after: str = "") -> AsyncGenerator[Progress, None]:
        """Draft, bring to length, review, mend once what no evidence supports, keep; the last `Progress` carries the letter.

        A letter whose stream did not end properly is kept and shown with its outcome, never as finished, and is reviewed
        but neither mended nor stretched. If the caller goes away, what was written is kept; `before` and `after` are paragraphs
        that stay as they are.

        Raises:
            ModelFailed: the model's server gave no text at all.
        """
        work, letter_id = Work(), self.letter_id or self.ids()
        checks = CheckList(length=brief.length if brief.task == "letter" else 0, unit=brief.unit)
        kept = False

        def letter() -> Letter:
            return Letter(
                id=letter_id,
                text=work.text,
                language=brief.language,
                outcome=work.outcome,
                model=self.writer.name,
                usage=work.usage,
                notice=work.notice,
                review=work.review,
                prompt_version=PROMPT_VERSION,
            )

        try:
            async with contextlib.aclosing(self._drafted(work, brief, before, after, checks)) as steps:
                async for step in steps:
                    yield step
            if strict and work.review and work.review.unsupported:
                await asyncio.to_thread(self._strip, work, brief.language, checks)
            finished = letter()
            kept = True
            await asyncio.to_thread(self.keep, finished)
            yield Progress(text=work.text, done=True, stage="done", letter=finished)
        finally:
            if not kept and work.text.strip():
                work.outcome = "stopped" if work.review is None and work.outcome == "cut_off" else work.outcome
                # the caller is gone and nobody may wait here any more
                asyncio.get_running_loop().run_in_executor(None, self.keep, letter())

    async def _drafted(self, work: Work, brief: Brief, before: str, after: str, checks: CheckList) -> AsyncGenerator[Progress, None]:
        deadline = asyncio.get_running_loop().time() + self.seconds
        transcript = Transcript()
        async with contextlib.aclosing(follow(self.writer, brief, transcript)) as ticks:
            async for _ in ticks:
                work.text = f"{before}{transcript.text}{after}"
                yield Progress(text=work.text, done=False, stage=transcript.stage, ahead=transcript.ahead)
        work.text, work.outcome, work.notice = f"{before}{transcript.text.strip()}{after}", transcript.outcome, transcript.notice
        work.spend(transcript.usage)
        if work.outcome == "complete" and brief.task == "letter" and (again := refit_of(brief, work.text)):
            async with contextlib.aclosing(self.second_call(work, again, deadline)) as ticks:
                async for _ in ticks:
                    yield Progress(text=work.text, done=False, stage="writing")
        yield Progress(text=work.text, done=False, stage="reviewing")
        async with contextlib.aclosing(self.reviewed(work, checks)) as ticks:
            async for _ in ticks:
                yield Progress(text=work.text, done=False, stage="reviewing")
        if work.outcome == "complete" and work.review and work.review.unsupported:
            async with contextlib.aclosing(self.mended(work, brief, checks, deadline)) as steps:
                async for step in steps:
                    yield step

    def follow(self, brief: Brief, transcript: Transcript) -> AsyncGenerator[None, None]:
        """Run the writer; see `follow`."""
        return follow(self.writer, brief, transcript)

    async def second_call(self, work: Work, again: Brief, deadline: float) -> AsyncGenerator[None, None]:
        """Replace `work.text` by what another call makes of it; a call that fails or ends badly changes nothing."""
        second = Transcript()
        try:
            async with contextlib.aclosing(follow(self.writer, again, second)) as ticks:
                async for _ in ticks:
                    if asyncio.get_running_loop().time() > deadline:
                        return
                    yield
        except ModelFailed:
            return
        work.spend(second.usage)
        if second.outcome == "complete" and second.text.strip():
            work.text = second.text.strip()

    async def reviewed(self, work: Work, checks: CheckList) -> AsyncGenerator[None, None]:
        """Review `work.text` into `work.review`; yields while a model is asked for its doubts, so that a caller who went away is noticed."""
        work.review = await asyncio.to_thread(self.review, work.text, checks)
        if self.doubt is None:
            return
        asking = asyncio.ensure_future(self.doubt(work.review))
        try:
            while not (await asyncio.wait({asking}, timeout=TICK_SECONDS))[0]:
                yield
            work.review = asking.result()
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking

    async def mended(self, work: Work, brief: Brief, checks: CheckList, deadline: float) -> AsyncGenerator[Progress, None]:
        """Send the doubtful sentences back once; the text with fewer of them stays."""
        first, review = work.text, work.review
        if review is None:
            return
        yield Progress(text=first, done=False, stage="repairing")
        async with contextlib.aclosing(self.second_call(work, mend_of(brief, first, review), deadline)) as ticks:
            async for _ in ticks:
                yield Progress(text=first, done=False, stage="repairing")
        if work.text != first:
            async with contextlib.aclosing(self.reviewed(work, checks)) as ticks:
                async for _ in ticks:
                    yield Progress(text=first, done=False, stage="repairing")
            work.text, work.review = better_of((first, review), (work.text, work.review or review))

    def _strip(self, work: Work, language: Language, checks: CheckList) -> None:
        """Take out what is unsupported; a sentence may lose its support with the one before it, so look again."""
        taken = 0
        while work.review and work.review.unsupported:
            taken += work.review.unsupported
            work.text = strip_unsupported(work.text, work.review)
            work.review = self.review(work.text, checks)
        work.notice = " ".join(filter(None, (work.notice, _taken_out(taken, language))))


async def side_by_side(streams: Sequence[AsyncGenerator[Progress, None]]) -> AsyncGenerator[tuple[Progress, ...], None]:
    """The latest `Progress` of several drafts, whenever one of them has moved, at most fifteen times a second.

    Raises:
        AppError: that of the first draft, when every one of them failed.
    """
    latest = [Progress(text="", done=False, stage="writing")] * len(streams)
    failed: dict[int, AppError] = {}

    async def run(place: int) -> None:
        try:
            async with contextlib.aclosing(streams[place]) as steps:
                async for step in steps:
                    latest[place] = step
        except AppError as error:
            failed[place] = error
            latest[place] = latest[place].model_copy(update={"done": True, "stage": "done"})

    running = {asyncio.ensure_future(run(place)) for place in range(len(streams))}
    everyone = set(running)
    shown: tuple[Progress, ...] = ()
    try:
        while running:
            _, running = await asyncio.wait(running, timeout=1 / UPDATES_PER_SECOND)
            if (now := tuple(latest)) != shown:
                shown = now
                if len(failed) < len(streams):
                    yield shown
        for task in everyone:
            task.result()
        if len(failed) == len(streams):
            raise failed[min(failed)]
    finally:
        for task in everyone:
            task.cancel()
        await asyncio.gather(*everyone, return_exceptions=True)


def _taken_out(count: int, language: Language) -> str:
    if language == "ko":
        return f"이력서에서 근거를 찾지 못한 문장 {count}개를 뺐습니다."
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    return f"{sentences} without support in the resume {'was' if count == 1 else 'were'} taken out."


def joined_answers(answers: Sequence[Answer]) -> str:
    """The answers as one text, each under its question, as the stream of `/answer` shows them."""
    return "\n\n".join(f"{answer.question}\n{answer.text}" for answer in answers)
