"""Real Chroma on a temporary folder and behind its own server: kept, found, erased, damaged, killed, gone and back."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from coverletter.errors import NotReady
from coverletter.matching.index import ChromaIndex, Vectors

MINA, JOON = (hashlib.sha256(name.encode()).hexdigest() for name in ("mina", "joon"))
RESUME, OTHER = (hashlib.sha256(name.encode()).hexdigest() for name in ("a resume", "another resume"))


def directions(count: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def names(count: int) -> list[str]:
    return [f"id{number:03}" for number in range(count)]


def misses(index: ChromaIndex, owner: str, resume: str, vectors: Vectors) -> int:
    """How many of the vectors a query for themselves does not find."""
    found = index.query(owner, resume, vectors, len(vectors))
    return sum(name not in hits for name, hits in zip(names(len(vectors)), found, strict=True))


def files_holding(folder: Path, needle: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex("tiny", tmp_path / "chroma_db")
    yield index
    index.close()


def test_the_cosine_of_every_vector_comes_back(index: ChromaIndex) -> None:
    vectors = directions(60)
    index.upsert(MINA, RESUME, names(60), vectors)
    found = index.query(MINA, RESUME, vectors[:5], 60)
    exact = vectors[:5] @ vectors.T
    for row, hits in enumerate(found):
        assert [hits[name] for name in names(60)] == pytest.approx(exact[row], abs=1e-4)
    assert index.held(MINA, RESUME) == frozenset(names(60))
    assert index.count() == 60


def test_nothing_kept_is_nothing_found(index: ChromaIndex) -> None:
    assert index.held(MINA, RESUME) == frozenset()
    assert index.query(MINA, RESUME, directions(2), 3) == [{}, {}]
    assert index.forget(MINA) == 0
    assert index.is_ready()


def test_owners_do_not_meet(index: ChromaIndex) -> None:
    index.upsert(MINA, RESUME, names(10), directions(10))
    assert index.held(JOON, RESUME) == frozenset()
    assert index.query(JOON, RESUME, directions(1), 10) == [{}]
    index.upsert(JOON, RESUME, names(4), directions(4, seed=1))
    assert index.forget(MINA) == 10
    assert index.held(JOON, RESUME) == frozenset(names(4))
    assert misses(index, JOON, RESUME, directions(4, seed=1)) == 0


def test_two_models_do_not_meet(tmp_path: Path) -> None:
    small, large = ChromaIndex("small", tmp_path), ChromaIndex("large", tmp_path)
    small.upsert(MINA, RESUME, names(3), directions(3))
    large.upsert(MINA, RESUME, names(3), np.ones((3, 8), dtype=np.float32))
    assert small.query(MINA, RESUME, directions(1), 1) == [{"id000": pytest.approx(1, abs=1e-4)}]
    assert small.forget(MINA) == 6
    small.close()
    large.close()


@pytest.mark.parametrize("count", [10, 60, 130])
def test_what_is_erased_is_on_no_page_of_the_disk(index: ChromaIndex, tmp_path: Path, count: int) -> None:
    vectors, kept = directions(count), directions(60, seed=1)
    index.upsert(JOON, OTHER, names(60), kept)
    index.upsert(MINA, RESUME, names(count), vectors)
    index.upsert(MINA, OTHER, names(count), vectors)
    index.query(MINA, RESUME, vectors, 3)
    assert any(files_holding(tmp_path, vector.tobytes()) for vector in vectors)
    assert index.forget(MINA) == 2 * count
    assert [files_holding(tmp_path, vector.tobytes()) for vector in vectors if files_holding(tmp_path, vector.tobytes())] == []
    assert files_holding(tmp_path, MINA.encode()) == []
    assert misses(index, JOON, OTHER, kept) == 0


def test_no_name_that_could_reach_another_owner(index: ChromaIndex) -> None:
    for owner in (f"{MINA}.{RESUME}", "../x", "", "나"):
        with pytest.raises(ValueError, match="digest"):
            index.forget(owner)


def test_kept_across_a_restart(index: ChromaIndex, tmp_path: Path) -> None:
    index.upsert(MINA, RESUME, names(60), directions(60))
    index.close()
    again = ChromaIndex("tiny", tmp_path / "chroma_db")
    assert misses(again, MINA, RESUME, directions(60)) == 0
    again.close()


def test_a_process_with_many_open_files_can_open_it(tmp_path: Path) -> None:
    """Asked in a process of its own: an index that runs out of files takes its process down."""
    program = (
        "import sys; from pathlib import Path; from coverletter.matching.index import ChromaIndex;"
        "held = [open('/dev/null') for _ in range(400)];"
        "print(ChromaIndex('tiny', Path(sys.argv[1])).count())"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "chroma_db"], capture_output=True, text=True, timeout=120, check=False
    )
    assert asked.stdout.strip() == "0", asked.stderr[-2000:]


def test_a_deleted_folder_is_begun_anew(index: ChromaIndex, tmp_path: Path) -> None:
    index.upsert(MINA, RESUME, names(60), directions(60))
    shutil.rmtree(tmp_path / "chroma_db")
    assert index.held(MINA, RESUME) == frozenset()
    index.upsert(MINA, RESUME, names(60), directions(60))
    assert misses(index, MINA, RESUME, directions(60)) == 0
    assert index.is_ready()


@pytest.mark.parametrize("while_open", [True, False])
def test_a_damaged_database_is_begun_anew(index: ChromaIndex, tmp_path: Path, while_open: bool) -> None:
    index.upsert(MINA, RESUME, names(60), directions(60))
    if not while_open:
        index.close()
    with (tmp_path / "chroma_db" / "chroma.sqlite3").open("r+b") as file:
        file.write(b"not a database any more" * 4000)
    index.upsert(MINA, RESUME, names(60), directions(60))
    assert misses(index, MINA, RESUME, directions(60)) == 0


def test_damaged_vectors_are_dropped_and_the_others_stay(index: ChromaIndex, tmp_path: Path) -> None:
    index.upsert(MINA, RESUME, names(130), directions(130))
    index.query(MINA, RESUME, directions(130), 3)
    before = {path.name for path in (tmp_path / "chroma_db").iterdir() if path.is_dir()}
    index.upsert(JOON, OTHER, names(130), directions(130, seed=1))
    index.close()
    for folder in before:
        for path in (tmp_path / "chroma_db" / folder).iterdir():
            path.write_bytes(b"garbage" * 500)
    index.reconcile()
    if index.held(MINA, RESUME) != frozenset(names(130)) or misses(index, MINA, RESUME, directions(130)):
        index.upsert(MINA, RESUME, names(130), directions(130))
    assert misses(index, MINA, RESUME, directions(130)) == 0
    assert misses(index, JOON, OTHER, directions(130, seed=1)) == 0


def test_reconciling_drops_another_models_and_folders_of_none(index: ChromaIndex, tmp_path: Path) -> None:
    index.upsert(MINA, RESUME, names(60), directions(60))
    index.close()
    other = ChromaIndex("newer", tmp_path / "chroma_db")
    other.upsert(JOON, RESUME, names(60), directions(60))
    (tmp_path / "chroma_db" / "7d5f0f60-0000-4000-8000-000000000000").mkdir()
    assert other.reconcile() == 0
    assert other.count() == 60
    assert not (tmp_path / "chroma_db" / "7d5f0f60-0000-4000-8000-000000000000").exists()
    other.close()


WRITER = """
import sys
from pathlib import Path
from tests.test_index import MINA, directions, names
from coverletter.matching.index import ChromaIndex
index = ChromaIndex("tiny", Path(sys.argv[1]))
for number in range(10_000):
    index.upsert(MINA, f"resume-{number}", names(70), directions(70, seed=number))
    print(number, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_missed(tmp_path: Path) -> None:
    for seconds in (0.15, 0.4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        time.sleep(seconds)
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        writer.wait()
        index = ChromaIndex("tiny", tmp_path)
        index.reconcile()
        for number in range(acknowledged + 1):
            assert misses(index, MINA, f"resume-{number}", directions(70, seed=number)) == 0
        index.forget(MINA)
        index.close()


@contextmanager
def chroma_server(folder: Path, port: int) -> Iterator[None]:
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait(10)


def until_ready(index: ChromaIndex) -> bool:
    deadline = time.monotonic() + 20
    while not index.is_ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_a_server_gone_is_told_and_used_again_once_it_is_back(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    index = ChromaIndex("tiny", url=f"http://127.0.0.1:{port}")
    assert not index.is_ready()
    with pytest.raises(NotReady, match="try again"):
        index.held(MINA, RESUME)
    with chroma_server(tmp_path, port):
        assert until_ready(index)
        index.upsert(MINA, RESUME, names(60), directions(60))
        assert misses(index, MINA, RESUME, directions(60)) == 0
    with pytest.raises(NotReady):
        index.query(MINA, RESUME, directions(1), 1)
    with chroma_server(tmp_path, port):
        assert until_ready(index)
        assert misses(index, MINA, RESUME, directions(60)) == 0
        assert index.forget(MINA) == 60
        assert index.count() == 0
    index.close()
