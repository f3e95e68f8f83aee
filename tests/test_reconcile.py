"""The records are the truth; a real index is brought in line with them at the start."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from coverletter.errors import NotReady
from coverletter.keeping.reconcile import reconcile
from coverletter.keeping.records import Records, open_records, owner_of
from coverletter.matching.index import ChromaIndex
from coverletter.settings import Settings
from coverletter.types import Passage, Resume
from tests.postgres import free_port
from tests.test_index import chroma_server, until_ready

IDS = [f"id{number}" for number in range(8)]
VECTORS = np.eye(8, dtype=np.float32)


def a_resume() -> Resume:
    passage = Passage(id="p1", page=1, text="text", kind="bullet")
    return Resume(id="a" * 64, name="", pages=1, language="en", text="text", passages=(passage,), quality=1.0)


def keep(records: Records, index: ChromaIndex, workspace: str) -> None:
    records.keep_resume(workspace, a_resume())
    index.upsert(owner_of(workspace), a_resume().id, IDS, VECTORS)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    kept = open_records(Settings(data_dir=tmp_path))
    kept.prepare()
    yield kept
    kept.close()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex("tiny", tmp_path / "chroma_db")
    yield index
    index.close()


def test_what_is_in_line_stays(records: Records, index: ChromaIndex) -> None:
    keep(records, index, secrets.token_hex(32))
    done = reconcile(records, index)
    assert (done.healed, done.forgotten, index.count()) == (0, 0, 8)


def test_vectors_of_an_erase_that_a_crash_cut_short_go(records: Records, index: ChromaIndex) -> None:
    mine, yours = secrets.token_hex(32), secrets.token_hex(32)
    keep(records, index, mine)
    keep(records, index, yours)
    records.erase(mine)
    assert reconcile(records, index).forgotten == 8
    assert records.owners_to_forget() == ()
    assert index.owners() == {owner_of(yours)}


def test_vectors_no_record_speaks_of_go(records: Records, index: ChromaIndex) -> None:
    index.upsert(owner_of(secrets.token_hex(32)), a_resume().id, IDS, VECTORS)
    keep(records, index, secrets.token_hex(32))
    assert reconcile(records, index).forgotten == 8
    assert index.count() == 8


def test_an_erase_while_chroma_is_gone_is_made_good_once_it_is_back(records: Records, tmp_path: Path) -> None:
    port = free_port()
    index = ChromaIndex("tiny", url=f"http://127.0.0.1:{port}")
    workspace = secrets.token_hex(32)
    with chroma_server(tmp_path / "server", port):
        assert until_ready(index)
        keep(records, index, workspace)
    records.erase(workspace)
    with pytest.raises(NotReady):
        reconcile(records, index)
    assert records.owners_to_forget() == (owner_of(workspace),)
    with chroma_server(tmp_path / "server", port):
        assert until_ready(index)
        assert reconcile(records, index).forgotten == 8
        assert index.owners() == frozenset()
    assert records.owners_to_forget() == ()
    index.close()
