"""What a plain `docker compose up` starts: one of each, the code mounted, and a reload when it changes."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.deployment.calls import write_letter
from tests.deployment.conftest import DEVELOPMENT, stack
from tests.deployment.engine import ROOT, Engine, Stack, free_port

pytestmark = pytest.mark.deployment


@pytest.fixture(scope="module")
def development(images: Engine) -> Iterator[Stack]:
    yield from stack(images, "cl-development", DEVELOPMENT, BACKEND_PORT=str(free_port()))


def test_it_comes_up_under_the_names_of_the_guide(development: Stack) -> None:
    states = development.states()
    assert {"coverletter-frontend", "coverletter-backend"} <= set(states)
    assert set(states.values()) == {"healthy"}


def test_a_letter_is_written_and_the_backend_has_a_port_on_loopback(development: Stack) -> None:
    address = f"http://127.0.0.1:{development.port}"
    _wait_until_ready(address)
    assert write_letter(address, "ef" * 32)["outcome"] == "complete"
    published = development.engine.docker("port", "coverletter-backend", "8000").strip()
    assert published == f"127.0.0.1:{development.variables['BACKEND_PORT']}"


def test_changed_code_is_loaded_again(development: Stack) -> None:
    before = _starts(development)
    os.utime(ROOT / "coverletter" / "probe.py")
    end = time.monotonic() + 60
    while _starts(development) <= before:
        assert time.monotonic() < end, development.compose("logs", "--tail", "20", "backend")
        time.sleep(0.5)
    _wait_until_ready(f"http://127.0.0.1:{development.port}")


def _starts(development: Stack) -> int:
    """How often the server has begun."""
    return len(re.findall("Application startup complete", development.compose("logs", "backend")))


def _wait_until_ready(address: str) -> None:
    end = time.monotonic() + 120
    while httpx.get(f"{address}/ready", timeout=10).status_code != 200:
        assert time.monotonic() < end, "not ready"
        time.sleep(0.5)
