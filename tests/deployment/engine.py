"""A Docker engine and the stacks brought up in it: the machine's own, or the one that tests/lab starts."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LAB = ROOT / "tests" / "lab" / "docker-lab"
NEEDED_IMAGES = ("python:3.11-slim", "nginx:stable", "postgres:17")
MODEL_STACK = "tests/deployment/docker-compose.model.yml"


class NoEngine(RuntimeError):
    """What is missing for bringing containers up."""


@dataclass(frozen=True)
class Engine:
    """Where `docker` goes, and whether it is the lab's engine, whose ports listen in a network of its own."""

    environment: dict[str, str]
    in_lab: bool

    def docker(self, *arguments: str, timeout: float = 900, check: bool = True, **variables: str) -> str:
        """Run `docker ...` and return what it printed."""
        result = subprocess.run(
            ["docker", *arguments],
            env={**self.environment, **variables},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and result.returncode:
            raise AssertionError(f"docker {shlex.join(arguments)}\n{result.stdout[-3000:]}\n{result.stderr[-3000:]}")
        return result.stdout + (result.stderr if not check else "")

    def reach(self, published: int) -> int:
        """The port of this machine at which a published port answers."""
        if not self.in_lab:
            return published
        port = free_port()
        subprocess.run([LAB, "fwd", str(port), str(published)], check=True, capture_output=True, timeout=30)
        return port


def find_engine() -> Engine:
    """The engine of this machine, or the lab's, which is unpacked and started if this is root on Debian.

    Raises:
        NoEngine: neither can be had; the message says what to install.
    """
    own = Engine(dict(os.environ), in_lab=False)
    if shutil.which("docker") and own.docker("info", check=False, timeout=30).count("Server Version"):
        return own
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoEngine(
            "these tests need a running Docker engine with Compose: install Docker, or run as root on Debian for the lab's engine"
        )
    for step in ("get", "start"):
        _lab(step)
    stated = _lab("env").removeprefix("export ").split()
    engine = Engine({**os.environ, **dict(pair.split("=", 1) for pair in stated)}, in_lab=True)
    have = engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}").split()
    if not set(NEEDED_IMAGES) <= set(have):
        _lab("images")
    return engine


def _lab(step: str) -> str:
    result = subprocess.run([LAB, step], capture_output=True, text=True, timeout=1200, check=False)
    if result.returncode:
        raise NoEngine(f"docker-lab {step} failed: {result.stderr[-800:]}")
    return result.stdout.strip()


@dataclass
class Stack:
    """One Compose project: its files, its variables, and the port its frontend is reached at from here."""

    engine: Engine
    name: str
    files: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def compose(self, *arguments: str, timeout: float = 900, check: bool = True) -> str:
        """Run `docker compose ...` on this project."""
        named = [part for file in self.files for part in ("-f", file)]
        return self.engine.docker("compose", "-p", self.name, *named, *arguments, timeout=timeout, check=check, **self.variables)

    def up(self, *arguments: str, seconds: float = 240) -> float:
        """Bring it up and wait until every container that has a health check is healthy; returns the seconds it took."""
        lab_port = self.variables.setdefault("FRONTEND_PORT", str(free_port()))
        started = time.monotonic()
        self.compose("up", "-d", "--no-build", *arguments)
        self.wait_until_healthy(seconds)
        took = time.monotonic() - started
        self.port = self.port or self.engine.reach(int(lab_port))
        return took

    def wait_until_healthy(self, seconds: float = 240) -> None:
        """Wait for every container's own health check."""
        end = time.monotonic() + seconds
        while True:
            states = self.states()
            if states and all(state in ("healthy", "running") for state in states.values()):
                return
            if time.monotonic() > end:
                raise AssertionError(
                    f"not healthy after {seconds:.0f} s: {states}\n{self.compose('logs', '--tail', '40', check=False)[-6000:]}"
                )
            time.sleep(0.5)

    def states(self) -> dict[str, str]:
        """Health (or state, where no check is stated) by container name."""
        rows = [json.loads(line) for line in self.compose("ps", "-a", "--format", "json").splitlines() if line.startswith("{")]
        return {row["Name"]: row["Health"] or row["State"] for row in rows}

    def containers(self, service: str) -> list[str]:
        """Ids of a service's running containers."""
        return self.compose("ps", "-q", service).split()

    def run(self, *command: str, network: str = "coverletter-network", check: bool = True, timeout: float = 600) -> str:
        """Run a command in a fresh container of the app's image on a network of this stack, with tests/deployment mounted."""
        mount = f"{ROOT / 'tests' / 'deployment'}:/tests:ro"
        samples = f"{ROOT / 'samples'}:/samples:ro"
        return self.engine.docker(
            *("run", "--rm", "--network", network, "-v", mount, "-v", samples, "coverletter", *command), check=check, timeout=timeout
        )

    def down(self, *arguments: str) -> None:
        """Take it down."""
        self.compose("down", "--remove-orphans", "-t", "5", *arguments, check=False)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
