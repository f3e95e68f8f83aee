"""The production files as a stack of Swarm on one node; a second frontend needs a second node, for each has the port of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.deployment.calls import kept_ids, write_letter
from tests.deployment.conftest import OPEN_LIMITS, PRODUCTION
from tests.deployment.engine import Engine, free_port

pytestmark = pytest.mark.deployment

NAME = "cl-swarm"
WORKSPACE = "cd" * 32
SECONDS = 240.0
POOL = "10.129.0.0/16"
"""Out of the way of the lab's own 10.0.2.0/24: a container of a network with the same addresses answers there, and nobody hears it."""


@pytest.fixture(scope="module")
def swarm(images: Engine) -> Iterator[Engine]:
    """The engine as the one node of a swarm; as it was before, afterwards."""
    was_in_one = images.docker("info", "--format", "{{.Swarm.LocalNodeState}}").strip() == "active"
    if not was_in_one:
        images.docker("swarm", "init", "--advertise-addr", "127.0.0.1", "--default-addr-pool", POOL)
    try:
        yield images
    finally:
        images.docker("stack", "rm", NAME, check=False)
        _wait(lambda: "coverletter-network" not in images.docker("network", "ls", "--format", "{{.Name}}").split())
        if not was_in_one:
            images.docker("swarm", "leave", "--force", check=False)
        images.docker("volume", "prune", "--all", "--force", "--filter", f"label=com.docker.stack.namespace={NAME}", check=False)


def _wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "not within the time given"
        time.sleep(1)


def _running(engine: Engine) -> dict[str, str]:
    """How many of how many replicas run, by service."""
    lines = engine.docker("stack", "services", NAME, "--format", "{{.Name}} {{.Replicas}}").splitlines()
    return {name.removeprefix(f"{NAME}_"): replicas for name, replicas in (line.split()[:2] for line in lines)}


def test_the_production_files_run_as_a_stack(swarm: Engine) -> None:
    port = free_port()
    files = [part for file in PRODUCTION for part in ("-c", file)]
    variables = {**OPEN_LIMITS, "FRONTEND_PORT": str(port)}
    swarm.docker("stack", "deploy", "--detach=true", *files, NAME, **variables)
    expected = {"frontend": "1/1", "backend": "3/3", "postgres": "1/1", "chroma": "1/1", "model": "1/1"}
    _wait(lambda: _running(swarm) == expected)
    address = f"http://127.0.0.1:{swarm.reach(port)}"
    _wait(lambda: _status(address) == 200)
    letters = {str(write_letter(address, WORKSPACE)["id"]) for _ in range(5)}
    assert kept_ids(address, WORKSPACE) == letters


def _status(address: str) -> int:
    try:
        return httpx.get(f"{address}/ready", timeout=10).status_code
    except httpx.HTTPError:
        return 0
