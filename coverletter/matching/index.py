"""Vectors of kept resumes, in Chroma: one collection for each resume of each owner.

Layout decides everything here. A query that filters one big collection is linear in the whole of it (5 seconds at 5,000
resumes), while a small collection of its own answers in 4 ms at any number; and only a collection of its own can be
erased, for deleted rows stay readable in shared files. `sync_threshold` 50 lets Chroma purge its log.

Nothing but vectors and salted digests is stored, no text. The index can be rebuilt at any time: what is damaged is thrown
away, and the next match puts back what it misses.
"""

from __future__ import annotations

import logging
import resource
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from coverletter import heap
from coverletter.errors import NotReady

Vectors = npt.NDArray[np.float32]
T = TypeVar("T")

CONFIGURATION = {"hnsw": {"space": "cosine", "sync_threshold": 50, "ef_search": 200}}
OPEN_FILES = 250
"""Chroma keeps a fifth of the soft limit of open files as open collections. Memory after 800 resumes: 690 MB with 1,000 and 340 MB
with 250, for a few milliseconds more on a resume that was not asked for lately.
"""
FILES_TO_OPEN = 100
"""More than opening the index takes, with room for what other threads open in that moment."""

DATABASE = "chroma.sqlite3"
PAGE = 500
VACUUM_SECONDS = 10.0

_log = logging.getLogger(__name__)


class ChromaIndex:
    """Chroma in this process under `folder`, or behind `url`; exactly one of the two is given.

    Only one process may open a folder; several need a server. Safe to call from many threads. `model` is the embedder's
    name and part of every collection's, because another model has other vectors. Every method raises `NotReady` while
    Chroma cannot be reached, and works again by itself once it can. Behind `url` the erased vectors' pages are scrubbed
    by the server's own `chroma vacuum`.
    """

    def __init__(self, model: str, folder: Path | None = None, url: str = "") -> None:
        if (folder is None) == (not url):
            raise ValueError("give a folder or a url")
        self._model = model
        self._folder = folder
        self._url = url
        self._opened: Client | None = None
        self._opening = Lock()
        self._untidy = False

    def held(self, owner: str, resume_id: str) -> frozenset[str]:
        """The ids that are kept for this resume."""
        return self._run(self._name(owner, resume_id), lambda found: frozenset(found.get(include=[])["ids"]), frozenset())

    def upsert(self, owner: str, resume_id: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Keep one vector for each id, in one batch."""
        name = self._name(owner, resume_id)
        self._run(name, lambda found: found.upsert(ids=list(ids), embeddings=vectors), None, create=True)
        if self._untidy:
            self._tidy()

    def query(self, owner: str, resume_id: str, vectors: Vectors, k: int) -> list[dict[str, float]]:
        """For each of `vectors` the `k` nearest ids with their cosine (-1 to 1), in one batch; empty where nothing is kept.

        The search is approximate above 200 vectors, and after a crash some of them may not be found: compare with `held`.
        """

        def nearest(found: Collection) -> list[dict[str, float]]:
            answer = found.query(query_embeddings=vectors, n_results=k, include=["distances"])
            rows = zip(answer["ids"], answer["distances"] or [], strict=True)
            return [{id: 1.0 - float(distance) for id, distance in zip(*row, strict=True)} for row in rows]

        return self._run(self._name(owner, resume_id), nearest, [{} for _ in vectors])

    def forget(self, owner: str) -> int:
        """Erase all that is kept for `owner`, of any model, also from the free pages of the files; how many vectors that were."""
        marked = _word(owner)
        mine = [name for name in self._with_client(_names) if name.split(".")[1:2] == [marked]]
        erased = 0
        for name in mine:
            erased += self._run(name, lambda found: int(found.count()), 0)
            self._with_client(partial(_delete, name=name))
        if mine:
            self._tidy()
        return erased

    def owners(self) -> frozenset[str]:
        """All owners of whom anything is kept, of any model."""
        return frozenset(name.split(".")[1] for name in self._with_client(_names))

    def count(self) -> int:
        """How many vectors are kept in all; counts collection by collection."""
        return sum(self._run(name, lambda found: int(found.count()), 0) for name in self._with_client(_names))

    def is_ready(self) -> bool:
        """Whether Chroma answers."""
        try:
            self._with_client(lambda client: client.heartbeat())
        except NotReady:
            return False
        return True

    def reconcile(self) -> int:
        """Look for vectors that a query for themselves does not find, and keep them again; how many those were.

        For start-up. Collections of another model, those that cannot be read, and folders that belong to none are removed,
        and the next match puts back what it misses.
        """
        healed = 0
        for name in self._with_client(_names):
            if self._folder and name.split(".")[0] != self._model:
                self._with_client(partial(_delete, name=name))
            else:
                healed += self._run(name, _heal, 0)
        self._tidy()
        return healed

    def close(self) -> None:
        """Let go of the files or the connection; the next call opens them again."""
        with self._opening:
            client, self._opened = self._opened, None
        if client is not None:
            client.close()

    def _name(self, owner: str, resume_id: str) -> str:
        return f"{self._model}.{_word(owner)}.{_word(resume_id)}"

    def _run(self, name: str, work: Callable[[Collection], T], otherwise: T, *, create: bool = False) -> T:
        """`work` on the collection of that name; `otherwise` where there is none. A collection that fails is dropped once."""

        def attempt(client: Client) -> T:
            try:
                if create:
                    return work(client.get_or_create_collection(name, embedding_function=None, configuration=CONFIGURATION))  # type: ignore[arg-type]
                return work(client.get_collection(name, embedding_function=None))
            except NotFoundError:
                return otherwise

        try:
            return self._with_client(attempt)
        except NotReady:
            if not self._folder:
                raise
            _log.warning("an index that could not be used is dropped; the next match builds it again")
            self._with_client(partial(_delete, name=name))
            return self._with_client(attempt)

    def _with_client(self, work: Callable[[Client], T]) -> T:
        """`work` on an open client; on failure once more on a new one, because files and servers come and go."""
        failure: Exception | None = None
        for _ in range(2):
            try:
                return work(self._client())
            except Exception as error:  # chromadb, httpx and sqlite each have their own
                failure = error
                self.close()
        raise NotReady(
            "The index of kept resumes does not answer just now; please try again in a minute.",
            "보관된 이력서의 색인이 응답하지 않습니다. 잠시 뒤 다시 시도해 주세요.",
        ) from failure

    def _client(self) -> Client:
        with self._opening:
            if self._opened is not None and (not self._folder or (self._folder / DATABASE).exists()):
                return self._opened
            if self._opened is not None:
                self._opened.close()
            self._opened = None
            self._opened = _open_server(self._url) if not self._folder else _open_folder(self._folder)
            return self._opened

    def _tidy(self) -> None:
        """Remove folders that no collection names, and give free pages back; again later while others write."""
        if not self._folder:
            return
        try:
            with sqlite3.connect(self._folder / DATABASE, timeout=VACUUM_SECONDS, isolation_level=None) as database:
                named = {str(row[0]) for row in database.execute("SELECT id FROM segments")}
                for path in self._folder.iterdir():
                    if path.is_dir() and path.name not in named:
                        shutil.rmtree(path, ignore_errors=True)
                database.execute("VACUUM")
            database.close()
            self._untidy = False
        except sqlite3.Error:
            _log.warning("the index is busy; its free pages are given back later")
            self._untidy = True


def _word(text: str) -> str:
    """A part of a collection's name: letters, digits and hyphens only."""
    if not text.isascii() or not text.replace("-", "").isalnum() or len(text) > 100:
        raise ValueError("an owner and a resume are named by a digest")
    return text


def _names(client: Client) -> list[str]:
    names: list[str] = []
    while page := client.list_collections(limit=PAGE, offset=len(names)):
        names += [found.name for found in page]
    return names


def _delete(client: Client, name: str) -> None:
    try:
        client.delete_collection(name)
    except NotFoundError:
        return


def _heal(found: Collection) -> int:
    kept = found.get(include=["embeddings"])
    ids, vectors = kept["ids"], np.asarray(kept["embeddings"], dtype=np.float32)
    if not ids:
        return 0
    nearest = found.query(query_embeddings=vectors, n_results=3, include=[])["ids"]
    lost = [place for place, id in enumerate(ids) if id not in nearest[place]]
    if lost:
        found.upsert(ids=[ids[place] for place in lost], embeddings=vectors[lost])
    return len(lost)


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


def _open_server(url: str) -> Client:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return cast(Client, chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=_settings()))


def _open_folder(folder: Path) -> Client:
    heap.overwrite_what_is_freed()  # Chroma writes its buffers with their unused parts, and what lay there before
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / DATABASE).exists() and _is_damaged(folder / DATABASE):
        _log.warning("the index is damaged and begun anew; the next matches build it again")
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    in_use = sum(1 for _ in Path("/dev/fd").iterdir())
    needed = max(OPEN_FILES, in_use + FILES_TO_OPEN)  # a busy process must not run out while the limit is low
    lowered = needed if soft == resource.RLIM_INFINITY else min(soft, needed)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowered, hard))
    try:
        return cast(Client, chromadb.PersistentClient(folder, settings=_settings()))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _is_damaged(database: Path) -> bool:
    """Whether SQLite itself says that the file is not whole; a file that is merely locked or out of reach is not damaged."""
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=VACUUM_SECONDS)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
