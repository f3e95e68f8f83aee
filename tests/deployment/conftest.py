"""An engine, the built images, and the stacks of these tests."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.deployment.engine import MODEL_STACK, ROOT, Engine, NoEngine, Stack, find_engine

SINGLE = ("docker-compose.yml", MODEL_STACK)
DEVELOPMENT = ("docker-compose.yml", "docker-compose.override.yml", MODEL_STACK)
PRODUCTION = ("docker-compose.yml", "docker-compose.prod.yml", MODEL_STACK)

OPEN_LIMITS = {"REQUESTS_PER_MINUTE": "100000", "REQUESTS_BURST": "10000", "CONNECTIONS_PER_ADDRESS": "2000"}
"""Hundreds of callers come from the one address of a test; the limits have a test of their own."""


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Docker, or a clear word about what is missing."""
    try:
        return find_engine()
    except NoEngine as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def images(engine: Engine) -> Engine:
    """The images, built from this checkout."""
    started = time.monotonic()
    engine.docker("build", "-t", "coverletter", ".", timeout=1800)
    engine.docker("build", "-t", "coverletter-frontend", "nginx")
    print(f"\nbuilt in {time.monotonic() - started:.0f} s")
    return engine


def stack(engine: Engine, name: str, files: tuple[str, ...], **variables: str) -> Iterator[Stack]:
    """A stack from nothing; down, with its volumes, when the tests that share it are through."""
    made = Stack(engine, name, files, dict(variables))
    made.down("-v")
    try:
        made.up()
        yield made
    finally:
        made.down("-v")


@pytest.fixture(scope="session", autouse=True)
def secrets() -> Iterator[None]:
    """The files that production's secrets are read from, unless an operator has made them already; gone again afterwards."""
    folder = ROOT / "secrets"
    folder.mkdir(exist_ok=True)
    contents = {
        "database_password": "made-for-a-test",
        "database_url": "postgresql+psycopg://coverletter:made-for-a-test@postgres:5432/coverletter",
        "openai_api_key": "\n",
    }
    made = {folder / name: content for name, content in contents.items() if not (folder / name).exists()}
    for path, content in made.items():
        path.write_text(content, encoding="utf-8")
    yield
    for path in made:
        path.unlink()


@pytest.fixture(scope="module")
def single(images: Engine) -> Iterator[Stack]:
    """Frontend, one backend with SQLite and its own index, and a fake model."""
    yield from stack(images, "cl-single", SINGLE)


@pytest.fixture(scope="module")
def production(images: Engine) -> Iterator[Stack]:
    """Frontend, three backends, Postgres, Chroma and a fake model."""
    yield from stack(images, "cl-production", PRODUCTION, **OPEN_LIMITS)
