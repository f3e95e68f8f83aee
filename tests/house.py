"""The facade on real parts: the bundled embedder, Chroma in a temporary folder, the reviewer, SQLite; the writer is the test's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from coverletter.drafting import Writer
from coverletter.keeping.database import open_engine
from coverletter.keeping.export import export_letter
from coverletter.keeping.files import KeptFiles
from coverletter.keeping.records import Records
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.fit import Matcher
from coverletter.matching.index import ChromaIndex
from coverletter.pipeline import CoverLetters
from coverletter.reading.passages import notes_passages
from coverletter.reading.posting import read_posting
from coverletter.reading.resume import ResumeReader
from coverletter.reading.web import PostingFetcher
from coverletter.review.reviewer import Reviewer
from coverletter.seams import Doubts
from coverletter.types import ModelChoice, Progress
from coverletter.writing.offline_writer import OfflineWriter
from coverletter.writing.openai_writer import OpenAIWriter
from tests.fake_model import FakeModel

TODAY = date(2026, 3, 2)
WORKSPACE = "5" * 64
Item = TypeVar("Item")


@cache
def embedder() -> SentenceEmbedder:
    """The bundled model, loaded once a run."""
    return SentenceEmbedder("bundled")


def house(
    folder: Path,
    writer: Callable[[ModelChoice], Writer] | None = None,
    keeps: bool = True,
    seconds: float = 20,
    doubt: Doubts | None = None,
) -> CoverLetters:
    """The facade; without `writer` it composes offline."""
    records = Records(open_engine("", folder), KeptFiles(folder), clock=lambda: datetime.now(UTC))
    if keeps:
        records.prepare()
    return CoverLetters(
        resumes=ResumeReader(),
        read_posting=read_posting,
        fetcher=PostingFetcher(),
        read_notes=notes_passages,
        matcher=Matcher(embedder(), ChromaIndex(embedder().name, folder / "chroma_db")),
        choose_writer=writer or (lambda _: OfflineWriter()),
        reviewer=Reviewer(embedder()),
        export=export_letter,
        doubt=doubt,
        store=records if keeps else None,
        today=lambda: TODAY,
        seconds=seconds,
    )


def writing_with(model: FakeModel, seconds: float = 10) -> Callable[[ModelChoice], Writer]:
    """A choice of writer that always takes the fake model's server."""
    return lambda _: OpenAIWriter(model.url, "sk-test-key", "fake", seconds)


def run(work: Coroutine[Any, Any, Item]) -> Item:
    """Run to the end, background work included."""
    return asyncio.run(work)


async def gather(stream: AsyncIterator[Item]) -> list[Item]:
    """Everything a stream gives."""
    return [item async for item in stream]


def last(stream: AsyncIterator[Progress]) -> Progress:
    """The last progress of a stream, which carries the letter."""
    return run(gather(stream))[-1]


async def first_text(stream: AsyncGenerator[Progress, None], least: int = 40) -> str:
    """Read until some text has come, then go away."""
    async with aclosing(stream) as steps:
        async for step in steps:
            if len(step.text) >= least:
                return step.text
    return ""
