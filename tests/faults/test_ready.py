"""A part of the real server goes and comes back: `/ready` tells which, callers get a sentence, and nobody has to lend a hand."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coverletter.keeping.database import SQLITE_NAME
from tests.postgres import free_port
from tests.server import ROOT, Server, as_file, call, fetch, running_server, upload
from tests.test_index import chroma_server

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
BACK_WITHIN = 30.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server"), {"LETTERS_PER_HOUR": "1000"}) as running:
        yield running


def state(server: Server) -> tuple[int, dict[str, str]]:
    status, answer = fetch(f"{server.url}/ready")
    parts: dict[str, str] = json.loads(answer)["parts"]
    return status, parts


def wait_for_state(server: Server, part: str, wanted: str) -> float:
    """How long it took until `/ready` says so of that part."""
    began = time.monotonic()
    while state(server)[1][part] != wanted:
        assert time.monotonic() - began < BACK_WITHIN, state(server)
        time.sleep(0.2)
    assert state(server)[0] == (200 if wanted == "up" else 503)
    return time.monotonic() - began


def write(server: Server, workspace: str) -> tuple[str, object]:
    return call(server, "write", resume=as_file(upload(server, RESUME)), posting=POSTING, length=80, workspace=workspace)


def kept(server: Server, workspace: str) -> int:
    kind, told = call(server, "letters", workspace=workspace)
    assert kind == "complete", told
    return len(told[0])  # type: ignore[index]


def test_a_locked_database_is_told_and_over_once_it_is_free(server: Server) -> None:
    workspace = secrets.token_hex(32)
    assert write(server, workspace)[0] == "complete"
    holder = sqlite3.connect(server.data / "cover_letters" / SQLITE_NAME, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    wait_for_state(server, "records", "down")
    kind, told = write(server, workspace)
    assert kind == "error"
    assert "cannot be reached just now" in str(told)
    assert fetch(f"{server.url}/health")[0] == 200, "a letter without a workspace can still be written"
    assert write(server, "")[0] == "complete"
    holder.execute("ROLLBACK")
    holder.close()
    took = wait_for_state(server, "records", "up")
    print(f"records up {took:.1f} s after the lock was gone")
    assert kept(server, workspace) == 1
    assert write(server, workspace)[0] == "complete"
    assert kept(server, workspace) == 2


@pytest.mark.parametrize("how", ["deleted", "damaged"])
def test_an_index_that_is_deleted_or_damaged_is_built_again(server: Server, how: str) -> None:
    workspace = secrets.token_hex(32)
    assert write(server, workspace)[0] == "complete"
    index = server.data / "chroma_db"
    if how == "deleted":
        shutil.rmtree(index)
    else:
        for path in index.rglob("*"):
            if path.is_file():
                path.write_bytes(b"\x00garbage" * 4_000)
    assert write(server, workspace)[0] == "complete"
    wait_for_state(server, "index", "up")
    assert kept(server, workspace) == 2
    _, (gone,) = call(server, "erase", workspace=workspace)  # type: ignore[misc]
    assert gone["letters"] == 2
    assert gone["vectors"] > 0, "the vectors are there again, and gone with the rest"


def test_a_chroma_server_that_goes_is_told_and_used_again_once_it_is_back(tmp_path: Path) -> None:
    port, workspace = free_port(), secrets.token_hex(32)
    with contextlib.ExitStack() as stack:
        first = contextlib.ExitStack()
        stack.callback(first.close)
        first.enter_context(chroma_server(tmp_path / "chroma", port))
        server = stack.enter_context(running_server(tmp_path / "app", {"CHROMA_URL": f"http://127.0.0.1:{port}"}))
        assert write(server, workspace)[0] == "complete"
        first.close()
        wait_for_state(server, "index", "down")
        kind, told = write(server, workspace)
        assert kind == "complete" or "try again" in str(told), told
        assert write(server, "")[0] == "complete"
        assert kept(server, workspace) >= 1, "no acknowledged letter is lost"
        with chroma_server(tmp_path / "chroma", port):
            took = wait_for_state(server, "index", "up")
            print(f"index up {took:.1f} s after Chroma came back")
            assert write(server, workspace)[0] == "complete"
