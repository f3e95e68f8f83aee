"""The adapters that the settings name, put together; the server, the command line and the benchmarks start here."""

from __future__ import annotations

import functools
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from coverletter.errors import BadInput, NotReady
from coverletter.guard import guarded_client
from coverletter.keeping.export import export_letter
from coverletter.keeping.reconcile import reconcile
from coverletter.keeping.records import Records, open_records
from coverletter.matching.embedding import SentenceEmbedder
from coverletter.matching.fit import Matcher
from coverletter.matching.index import ChromaIndex
from coverletter.pipeline import CoverLetters
from coverletter.readiness import Part
from coverletter.reading.passages import notes_passages
from coverletter.reading.posting import read_posting
from coverletter.reading.resume import ResumeReader
from coverletter.reading.web import PostingFetcher
from coverletter.review.reviewer import Reviewer
from coverletter.second_opinion import second_opinion
from coverletter.settings import Settings
from coverletter.types import Brief, Chunk, ModelChoice, Passage, Resume, Review
from coverletter.writing.line import Line
from coverletter.writing.offline_writer import NAME as OFFLINE
from coverletter.writing.offline_writer import OfflineWriter
from coverletter.writing.openai_writer import OpenAIWriter

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class House:
    """The facade; the parts `/ready` tells about, in the order they are started; and what the server does now and then."""

    letters: CoverLetters
    parts: dict[str, Part] = field(default_factory=dict)
    count_vectors: Callable[[], int] | None = None
    keep_tidy: Callable[[], None] | None = None
    close: Callable[[], None] | None = None


class OneCallWriter:
    """A visitor's own model: every text over a connection of its own, closed afterwards, so that no key outlives its call."""

    def __init__(self, make: Callable[[], OpenAIWriter]) -> None:
        self._make = make

    @property
    def name(self) -> str:
        """The model's name."""
        return self._make().name

    def would_send(self, brief: Brief) -> str:
        """Exactly the words that `write` would send."""
        return self._make().would_send(brief)

    async def complete(self, prompt: str, schema: dict[str, object] | None = None, name: str = "") -> str:
        """The whole answer to a prompt; see `OpenAIWriter.complete`."""
        writer = self._make()
        try:
            return await writer.complete(prompt, schema, name)
        finally:
            await writer.aclose()

    async def write(self, brief: Brief) -> AsyncGenerator[Chunk, None]:
        """Stream the text; see `OpenAIWriter.write`."""
        writer = self._make()
        try:
            async with aclosing(writer.write(brief)) as chunks:
                async for chunk in chunks:
                    yield chunk
        finally:
            await writer.aclose()


AnyWriter = OpenAIWriter | OfflineWriter | OneCallWriter


class WriterChoice:
    """The operator's writer, the visitor's own, or the offline one.

    A visitor's key goes to the visitor's address (or to OpenAI), the operator's key only to the operator's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._line = Line(settings.model_concurrency)
        self._visitors_line = Line(settings.model_concurrency)  # a visitor's slow server keeps nobody else waiting for the operator's
        self._allowed_hosts = tuple(host.strip() for host in settings.allowed_hosts.split(",") if host.strip())
        self._operators = functools.lru_cache(maxsize=16)(self._operators_writer)

    def __call__(self, choice: ModelChoice) -> AnyWriter:
        """Choose. Raises `BadInput` for a model's name where no server is configured that could know it."""
        if choice.model == OFFLINE:
            return OfflineWriter()
        if choice.base_url or choice.api_key.get_secret_value():
            return OneCallWriter(functools.partial(self._visitors_writer, choice))
        if self._settings.writes_online:
            return self._operators(choice.model or self._settings.openai_model)
        if choice.model:
            raise BadInput(
                "No model's server is configured here; leave the model empty, or give a key or an address of your own.",
                "이곳에는 모델 서버가 없습니다. 모델을 비워 두거나 직접 키나 주소를 넣어 주세요.",
            )
        return OfflineWriter()

    def _operators_writer(self, model: str) -> OpenAIWriter:
        settings = self._settings
        return OpenAIWriter(
            settings.openai_base_url, settings.openai_api_key, model, settings.model_seconds, line=self._line, hide_name=settings.hide_name
        )

    def _visitors_writer(self, choice: ModelChoice) -> OpenAIWriter:
        seconds = self._settings.model_seconds
        client = guarded_client(self._allowed_hosts, seconds)
        model = choice.model or self._settings.openai_model
        hidden = self._settings.hide_name
        return OpenAIWriter(choice.base_url, choice.api_key, model, seconds, line=self._visitors_line, hide_name=hidden, http_client=client)


def build_house(settings: Settings) -> House:
    """Build every adapter; nothing is loaded or opened until it is used or started."""
    embedder = SentenceEmbedder(settings.embedding_model)
    folder = None if settings.chroma_url else settings.data_dir / "chroma_db"
    index = ChromaIndex(embedder.name, folder, settings.chroma_url)
    records = open_records(settings)
    resumes = ResumeReader(max_pages=settings.max_pages, max_bytes=int(settings.max_upload_mb * 1_000_000))
    hosts = tuple(host.strip() for host in settings.allowed_hosts.split(",") if host.strip())
    choose_writer = WriterChoice(settings)
    letters = CoverLetters(
        resumes=resumes,
        read_posting=functools.partial(read_posting, max_characters=settings.max_posting_characters),
        fetcher=PostingFetcher(hosts, max_characters=settings.max_posting_characters),
        read_notes=notes_passages,
        matcher=Matcher(embedder, index),
        choose_writer=choose_writer,
        reviewer=Reviewer(embedder),
        export=export_letter,
        store=records,
        doubt=functools.partial(ask_again, choose_writer) if settings.second_opinion else None,
        seconds=settings.model_seconds,
    )

    def start_index() -> None:
        _check(index)
        reconcile(records, index)

    def close() -> None:
        resumes.close()
        index.close()
        records.close()

    return House(
        letters=letters,
        parts={
            "records": Part(records.prepare, records.check),
            "index": Part(start_index, functools.partial(_check, index)),
            "writer": Part(lambda: choose_writer(ModelChoice())),
            "embedder": Part(embedder.warm_up),
        },
        count_vectors=index.count,
        keep_tidy=functools.partial(let_go, records, index),
        close=close,
    )


async def ask_again(
    choose: Callable[[ModelChoice], AnyWriter], choice: ModelChoice, review: Review, resume: Resume, notes: Sequence[Passage]
) -> Review:
    """The review with the doubts of the model that writes; as it is where no model does."""
    writer = choose(choice)
    return review if isinstance(writer, OfflineWriter) else await second_opinion(writer, review, resume, notes)


def let_go(records: Records, index: ChromaIndex) -> None:
    """Let go of what nobody used for the retention time, vectors too; what cannot be reached now is tried again next time."""
    try:
        for owner in records.expire():
            index.forget(owner)
            records.vectors_gone(owner)
    except NotReady:
        log.warning("what is past its retention time could not all be erased; tried again in an hour")


def _check(index: ChromaIndex) -> None:
    if not index.is_ready():
        raise NotReady("The index does not answer; try again in a moment.", "색인이 답하지 않습니다. 잠시 뒤에 다시 시도해 주세요.")
