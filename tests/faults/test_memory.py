"""Memory does not grow with the number of calls: what the framework remembers of sessions is bounded, in number and in time."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coverletter.web.server import SESSIONS, forget_sessions
from tests.server import Server, call, running_server

WARM_UP, CALLS = 150, 450
MOST_GROWTH = 45.0
"""Megabytes for 450 calls; they were 180 when each call's session was remembered."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("memory"), {"DEBUG": "false"}) as running:
        yield running


def megabytes(server: Server) -> float:
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_calls_leave_no_memory_behind(server: Server) -> None:
    def ask(times: int) -> None:
        for _ in range(times):
            assert call(server, "letters", workspace=secrets.token_hex(32))[0] == "complete"

    ask(max(WARM_UP, SESSIONS))
    warm = megabytes(server)
    ask(CALLS)
    grown = megabytes(server) - warm
    print(f"{grown:.1f} MB more after {CALLS} calls")
    assert grown < MOST_GROWTH


def test_sessions_that_nobody_uses_are_forgotten() -> None:
    class Holder:
        def __init__(self) -> None:
            self.session_data = {"old": "text of a letter", "new": "text of another"}
            self.time_last_used = {"old": datetime.now() - timedelta(minutes=20), "new": datetime.now()}

    class Blocks:
        state_holder = Holder()

    assert forget_sessions(Blocks(), 15 * 60) == 1  # type: ignore[arg-type]
    assert Blocks.state_holder.session_data == {"new": "text of another"}
    assert set(Blocks.state_holder.time_last_used) == {"new"}
