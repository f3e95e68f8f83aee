"""A visitor's key, given to every way in and to a model's server that repeats it in its errors: it is written nowhere."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.server import ROOT, Server, as_file, call, fetch, running_server, upload

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
JSON = {"Content-Type": "application/json"}


@contextmanager
def parrot(status: int, kind: str) -> Iterator[tuple[str, list[str]]]:
    """A model's server that answers with the key it was given, as some do; its address, and the keys it saw."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            key = self.headers.get("Authorization", "")
            seen.append(key)
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            told = {"error": {"message": f"Incorrect key provided: {key}", "code": key}}
            body = f"<h1>{key}</h1>".encode() if kind == "text/html" else json.dumps(told).encode()
            self.send_response(status, f"No {key}")
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("X-Seen", key)):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Debug lines and all; may reach a visitor's model on loopback."""
    with running_server(tmp_path_factory.mktemp("keys"), {"ALLOWED_HOSTS": "127.0.0.1", "LETTERS_PER_HOUR": "1000"}) as running:
        yield running


def call_with(server: Server, key: str, url: str, endpoint: str, **given: object) -> bytes:
    headers = {**JSON, "X-Model-Key": key, "X-Model-Url": url}
    status, answer = fetch(f"{server.url}/gradio_api/call/v2/{endpoint}", data=json.dumps(given).encode(), headers=headers)
    assert status == 200, answer
    return fetch(f"{server.url}/gradio_api/call/{endpoint}/{json.loads(answer)['event_id']}", headers=headers)[1]


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "application/json"), (400, "application/json"), (429, "application/json"), (500, "text/html"), (200, "text/html")],
)
def test_a_key_that_is_repeated_in_errors_is_written_nowhere(server: Server, status: int, kind: str) -> None:
    key, workspace = f"sk-canary-{secrets.token_hex(8)}", secrets.token_hex(32)
    with parrot(status, kind) as (url, seen):
        file = lambda: as_file(upload(server, RESUME))  # noqa: E731
        questions = [{"question": "Why?", "limit": 60, "unit": "words"}]
        told = call_with(server, key, url, "write", resume=file(), posting=POSTING, length=80, workspace=workspace)
        told += call_with(server, key, url, "answer", resume=file(), posting=POSTING, questions=questions, workspace=workspace)
        told += call_with(
            server, key, url, "revise", letter="Dear team, I led 4 people.", instruction="shorter", resume=file(), posting=POSTING
        )
    assert len(seen) >= 3
    assert all(key in header for header in seen)
    kind_of_end, exported = call(server, "export", letter="Dear team, I led 4 people.", format="pdf")
    assert kind_of_end == "complete"
    told += fetch(f"{server.url}/gradio_api/file={quote(exported[0]['path'])}")[1]  # type: ignore[index]
    told += b"".join(fetch(f"{server.url}{path}")[1] for path in ("/metrics", "/ready", "/config", "/gradio_api/info"))
    assert key.encode() not in told
    assert key.encode() not in server.written()


def is_for_keys(component: dict[str, Any]) -> bool:
    return bool(component["props"].get("type") == "password")


def test_a_key_typed_into_the_page_is_written_nowhere(server: Server) -> None:
    """Every event of the page with the key where keys are typed, and in what the browser remembers of it."""
    key, cookie = f"sk-canary-{secrets.token_hex(8)}", {"Cookie": "coverletter_visitor=keys"}
    config = json.loads(fetch(f"{server.url}/config")[1])
    components = {one["id"]: one for one in config["components"]}
    before = {path for path in Path("/tmp").glob("*") if path.is_file()}
    called = 0
    for event in config["dependencies"]:
        if not event["backend_fn"]:
            continue
        session = f"k{secrets.token_hex(6)}"
        inputs = [components[one] for one in event["inputs"]]
        typed = sum(is_for_keys(one) for one in inputs)
        data = [key if is_for_keys(one) else one["props"].get("value") for one in inputs]
        body = json.dumps({"data": data, "fn_index": event["id"], "session_hash": session}).encode()
        if fetch(f"{server.url}/gradio_api/queue/join", data=body, headers={**JSON, **cookie})[0] == 200:
            fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}", headers=cookie)
            called += typed > 0
    assert called >= 5
    assert key.encode() not in server.written()
    fresh = {path for path in Path("/tmp").glob("*") if path.is_file()} - before
    assert not any(key.encode() in path.read_bytes() for path in fresh if path.stat().st_size < 1_000_000)
