"""The real server under people who go away, ask too much, send what hurts, or name files that are not theirs."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import json
import secrets
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from benchmarks.pdf_bombs import bombs
from coverletter.web.guard import Guard
from coverletter.web.metrics import Metrics
from coverletter.web.uploads import receive_upload
from tests.fake_model import FakeModel
from tests.server import ROOT, Server, as_file, call, fetch, running_server, upload

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
JSON = {"Content-Type": "application/json"}
SLOW = bombs()["two hundred thousand words"]


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, FakeModel]]:
    with FakeModel() as model:
        environment = {"OPENAI_BASE_URL": model.url, "LETTERS_PER_HOUR": "10000", "MODEL_CONCURRENCY": "2"}
        with running_server(tmp_path_factory.mktemp("server"), environment) as server:
            yield server, model


def until(is_so: object, seconds: float = 10) -> float:
    """Wait until `is_so()`; how long that took."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < seconds:  # type: ignore[operator]
        time.sleep(0.01)
    return time.monotonic() - began


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1])), timeout=30)


# --- uploads ---------------------------------------------------------------------------------------------------------


def half_an_upload(server: Server, share: float) -> None:
    """Send that share of an upload of three megabytes and hang up."""
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="CANARY.pdf"\r\n\r\n' + b"x" * 3_000_000 + b"\r\n--x--\r\n"
    head = f"POST /gradio_api/upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\n\r\n"
    with connect(server) as connection:
        connection.sendall(head.encode() + body[: int(len(body) * share)])
        time.sleep(0.2)


def open_files(server: Server) -> list[str]:
    """What the server's process has open on any disk, files without a name too."""
    found = []
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(str(link.readlink()))
    return [name for name in found if "(deleted)" in name or "/files/" in name]


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_an_upload_that_breaks_off_leaves_nothing(with_model: tuple[Server, FakeModel], share: float) -> None:
    server, _ = with_model
    temporary = {path for path in Path("/tmp").iterdir() if path.is_file()}
    before = set(server.uploads())
    for _ in range(3):
        half_an_upload(server, share)
    assert until(lambda: not open_files(server)) < 10, open_files(server)
    assert until(lambda: set(server.uploads()) <= before) < 10
    assert not {path for path in Path("/tmp").iterdir() if path.is_file() and "CANARY" in path.name} - temporary


@pytest.mark.parametrize(
    ("endpoint", "given"),
    [
        ("read_resume", {}),
        ("match", {"posting": "x"}),
        ("review", {"letter": "I led 4 people.", "posting": "x"}),
        ("write", {"posting": "x"}),
        ("write", {"posting": POSTING, "workspace": "no key"}),
        ("write", {"posting": POSTING, "length": -4}),
        ("answer", {"posting": POSTING, "questions": []}),
        ("revise", {"posting": POSTING, "letter": "", "instruction": ""}),
    ],
)
def test_an_upload_is_gone_whatever_else_is_wrong_with_the_call(
    with_model: tuple[Server, FakeModel], endpoint: str, given: dict[str, object]
) -> None:
    server, _ = with_model
    path = upload(server, RESUME)
    assert Path(path).exists()
    call(server, endpoint, resume=as_file(path), **given)
    assert not Path(path).parent.exists()
    assert call(server, "read_resume", resume=as_file(path))[0] == "error", "the path is of no use to anybody who saw it"
    assert fetch(f"{server.url}/gradio_api/file={path}")[0] in (403, 404)


def foreign_paths(server: Server) -> Iterator[str]:
    """Paths that nobody uploaded; links are laid where only the server itself could put them."""
    folder = server.files / secrets.token_hex(32)
    folder.mkdir()
    for name, target in (("passwd.pdf", "/etc/passwd"), ("environ.pdf", "/proc/self/environ"), ("data.pdf", str(server.data))):
        (folder / name).symlink_to(target)
        yield str(folder / name)
    linked = server.files / secrets.token_hex(32)
    linked.symlink_to(server.data / "cover_letters")
    yield str(next((linked / path.name for path in (server.data / "cover_letters").iterdir()), linked / "x"))
    yield from ("/proc/self/environ", "/etc/passwd", "/proc/self/cwd/app.py", "/dev/zero", "/dev/stdin", "app.py", "~/.ssh/id_rsa", "")
    yield from (
        f"{server.files}/../data",
        f"{folder}/../{folder.name}/passwd.pdf",
        f"{folder}",
        f"{server.files}",
        f"{folder}/.",
        f"{folder}/..",
    )
    yield from (
        str(server.log),
        str(server.data / "cover_letters" / "records.sqlite3"),
        str(server.files / secrets.token_hex(32) / "resume.pdf"),
    )
    yield from (
        f"file://{server.log}",
        f"{folder}/passwd.pdf\x00.pdf",
        "//etc/passwd",
        "/etc//passwd",
        f"{server.files}//{folder.name}/passwd.pdf",
    )


SECRETS_OF_THE_MACHINE = (b"root:x:0", b"GRADIO_TEMP_DIR=", b"SQLite format", b"from coverletter", b"Uvicorn")


def test_no_endpoint_and_no_event_of_the_page_opens_a_path_that_was_not_uploaded(with_model: tuple[Server, FakeModel]) -> None:
    server, _ = with_model
    config = json.loads(fetch(f"{server.url}/config")[1])
    kinds = {one["id"]: one["type"] for one in config["components"]}
    cookie = {"Cookie": "coverletter_visitor=mine"}
    tried = 0
    for path in foreign_paths(server):
        for endpoint, given in (
            ("read_resume", {}),
            ("match", {"posting": POSTING}),
            ("review", {"letter": "I led 4 people."}),
            ("write", {"posting": POSTING}),
            ("answer", {"posting": POSTING, "questions": [{"question": "Why?", "limit": 100, "unit": "words"}]}),
            ("revise", {"posting": POSTING, "letter": "I led 4 people.", "instruction": "shorter"}),
        ):
            kind, told = call(server, endpoint, resume=as_file(path), **given)
            assert kind in ("error", "refused"), (endpoint, path, told)
            assert not any(secret in json.dumps(told).encode() for secret in SECRETS_OF_THE_MACHINE), (endpoint, path)
            tried += 1
        for form in (f"/gradio_api/file={path}", f"/gradio_api/file/{path}"):
            with contextlib.suppress(ValueError, OSError):
                answer = fetch(f"{server.url}{urllib.request.quote(form)}")
                assert not any(secret in answer[1] for secret in SECRETS_OF_THE_MACHINE), form
        for event in config["dependencies"]:
            if not event["backend_fn"] or not any(kinds[one] == "file" for one in event["inputs"]):
                continue
            session = f"p{secrets.token_hex(6)}"
            data = [as_file(path) if kinds[one] == "file" else None for one in event["inputs"]]
            body = json.dumps({"data": data, "fn_index": event["id"], "session_hash": session}).encode()
            if fetch(f"{server.url}/gradio_api/queue/join", data=body, headers={**JSON, **cookie})[0] != 200:
                continue
            _, stream = fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}", headers=cookie)
            assert not any(secret in stream for secret in SECRETS_OF_THE_MACHINE), (event["api_name"], path)
            tried += 1
    print(f"{tried} calls with foreign paths, 0 opened")
    assert tried > 100


# --- going away, and holding up --------------------------------------------------------------------------------------


def test_a_client_that_goes_away_stops_the_model_and_keeps_the_part(with_model: tuple[Server, FakeModel]) -> None:
    server, model = with_model
    workspace = secrets.token_hex(32)
    model.pause = 0.05
    try:
        given = {"resume": as_file(upload(server, RESUME)), "posting": POSTING, "length": 300, "workspace": workspace}
        _, answer = fetch(f"{server.url}/gradio_api/call/v2/write", data=json.dumps(given).encode(), headers=JSON)
        stream = urllib.request.urlopen(f"{server.url}/gradio_api/call/write/{json.loads(answer)['event_id']}", timeout=60)
        text = ""
        while len(text) < 60:
            line = stream.readline().decode()
            if line.startswith("data: ") and '"text"' in line:
                text = json.loads(line.removeprefix("data: "))[0]["text"]
        stream.close()
        took = until(lambda: model.open_now == 0)
    finally:
        model.pause = 0.0
    print(f"the call to the model ended {took:.2f} s after its reader went away")
    assert took < 1
    lines: list[dict[str, object]] = []
    deadline = time.monotonic() + 10
    while not lines and time.monotonic() < deadline:
        _, (lines,) = call(server, "letters", workspace=workspace)  # type: ignore[misc]
    _, (kept,) = call(server, "letter", workspace=workspace, id=lines[0]["id"])  # type: ignore[misc]
    assert kept["versions"][0]["text"].startswith(text)


def test_a_file_that_takes_long_holds_nobody_else_up(with_model: tuple[Server, FakeModel], tmp_path: Path) -> None:
    server, _ = with_model
    (tmp_path / "slow.pdf").write_bytes(SLOW)
    path = upload(server, tmp_path / "slow.pdf")
    waits: list[float] = []
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        reading = pool.submit(call, server, "write", resume=as_file(path), posting=POSTING)
        while not reading.done():
            began = time.monotonic()
            assert fetch(f"{server.url}/health")[0] == 200
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
    took = time.monotonic() - started
    print(f"longest wait of others while a hostile file was read: {max(waits):.2f} s")
    assert max(waits) < 0.3 * took  # read on the loop of events, it would make others wait as long as it takes


def test_a_letter_that_waits_is_told_how_many_are_ahead(with_model: tuple[Server, FakeModel]) -> None:
    """Fifty at once, two places at a model that never answers: everybody is told so, nobody stands in a queue that says nothing."""
    server, model = with_model
    model.does = "slow"

    told: list[int] = []
    over = time.monotonic() + 100

    def write(number: int) -> None:
        given = {"resume": as_file(upload(server, RESUME)), "posting": POSTING, "length": 60}
        _, answer = fetch(f"{server.url}/gradio_api/call/v2/write", data=json.dumps(given).encode(), headers=JSON)
        with urllib.request.urlopen(f"{server.url}/gradio_api/call/write/{json.loads(answer)['event_id']}", timeout=120) as stream:
            for raw in stream:
                if b'"stage": "waiting"' in raw and number not in told:
                    told.append(number)
                if len(told) == 48 or time.monotonic() > over:
                    return

    try:
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            list(pool.map(write, range(50)))
    finally:
        model.does = "well"
    print(f"50 letters at once, 2 places: {len(told)} were told that they wait")
    assert len(told) == 48
    assert until(lambda: model.open_now == 0) < 10


def test_a_full_queue_is_a_sentence(tmp_path: Path) -> None:
    """The framework's own queue, behind the writers' line."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse({"detail": "Queue is full. Max size is 400 and size is 400."}, status_code=503)(scope, receive, send)

    guarded = TestClient(Guard(app, Metrics(), [], 1000))
    answer = guarded.post("/gradio_api/call/write", json={"data": []})
    assert (answer.status_code, answer.json()) == (503, {"detail": "Too many are being served just now; come back in a minute."})
    assert guarded.get("/ready").json()["detail"].startswith("Queue"), "what an operator reads is left as it is"


def test_whoever_goes_away_while_the_answer_is_made_leaves_nothing(tmp_path: Path) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="r.pdf"\r\n\r\nhello\r\n--x--\r\n'
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"multipart/form-data; boundary=x")]}
    asyncio.run(receive_upload(Request(scope, receive), tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_path_cannot_write_lines_into_the_log(with_model: tuple[Server, FakeModel]) -> None:
    server, _ = with_model
    fetch(f"{server.url}/gradio_api/call/x%0A2026-01-01%20-%20coverletter%20-%20ERROR%20-%20forged/y")
    assert not any(line.startswith("2026-01-01 - coverletter") for line in server.log.read_text().splitlines())


def test_more_than_may_be_sent_is_one_answer(with_model: tuple[Server, FakeModel]) -> None:
    server, _ = with_model
    with connect(server) as connection:
        connection.sendall(
            b"POST /gradio_api/call/write HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n"
        )
        answer = b""
        while b"more than this server takes" not in answer and (piece := connection.recv(65536)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"more than this server takes" in answer
    assert answer.count(b"HTTP/1.1") == 1
    assert "Unexpected ASGI message" not in server.log.read_text()
