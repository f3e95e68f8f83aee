"""What all tests share: nothing leaves loopback, nothing reads the developer's environment."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.postgres import Postgres, running_postgres
from tests.server import Server, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.fake_model import FakeModel
    from tests.visiting import Visit

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "DATABASE_URL", "CHROMA_URL", "SPACE_ID"):
    os.environ.pop(name, None)


# A machine under load is slow, not wrong. CI looks at the same examples each time; `--hypothesis-profile deep` looks long.
settings.register_profile("usual", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("deep", deadline=None, max_examples=3000)
settings.load_profile("usual")


class ReachedOutside(RuntimeError):
    """A test tried to open a connection beyond loopback."""


def _is_outside(address: object) -> bool:
    if not isinstance(address, tuple):
        return False
    host = str(address[0])
    try:
        return not ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host != "localhost"


@pytest.fixture(autouse=True, scope="session")
def stay_on_loopback() -> Iterator[None]:
    """Fail any test whose own process connects beyond loopback."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: object) -> None:
        if _is_outside(address):
            raise ReachedOutside(f"a test reached beyond loopback: {address}")
        connect(self, address)  # type: ignore[arg-type]

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        if _is_outside(address):
            raise ReachedOutside(f"a test reached beyond loopback: {address}")
        return connect_ex(self, address)  # type: ignore[arg-type]

    socket.socket.connect, socket.socket.connect_ex = guarded_connect, guarded_connect_ex  # type: ignore[method-assign]
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One real Postgres for the whole run."""
    yield from running_postgres()


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """The server with no database lent out."""
    yield postgres_server
    postgres_server.take_back()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app for the whole run, composing offline; it may be asked for many letters."""
    with running_server(tmp_path_factory.mktemp("server"), {"LETTERS_PER_HOUR": "10000"}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for the tests that need one."""
    from tests.visiting import open_browser

    with open_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """A visitor of the page that composes offline."""
    from tests.visiting import Visit

    opened = Visit(browser, server)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, FakeModel]]:
    """The app with a slow model behind it."""
    from tests.fake_model import FakeModel

    with FakeModel(pause=0.2) as model, running_server(tmp_path_factory.mktemp("page"), {"OPENAI_BASE_URL": model.url}) as running:
        yield running, model
