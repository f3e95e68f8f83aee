"""Whatever is thrown at the server, it answers with a sentence: no 500, no trace, no path, nothing of anybody else's."""

from __future__ import annotations

import asyncio
import json
import random
import re
import secrets
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.fake_model import FakeModel
from tests.server import ROOT, Server, running_server

KEY = "sk-canary-4f1d9a77c2"
VICTIM = "5f" * 32
CANARY = "CANARY-kingfisher-8841"
LEAKS = (
    "Traceback",
    "site-packages",
    ".venv",
    "/coverletter/",
    KEY,
    CANARY,
    VICTIM,
    "sqlite3.",
    "sqlalchemy",
    "psycopg",
    "root:x:0",
    "pydantic",
)
ROUNDS = 400
AT_ONCE = 8
POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
BROKE = "Something went wrong on our side"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with FakeModel() as model:
        environment = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": KEY, "LETTERS_PER_HOUR": "100000", "DEBUG": "false"}
        with running_server(tmp_path_factory.mktemp("app"), environment) as running:
            plant_a_victim(running)
            yield running


def upload(client: httpx.Client, data: bytes, name: str) -> dict[str, object]:
    path = client.post("/gradio_api/upload", files={"files": (name, data)}).raise_for_status().json()[0]
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def call(client: httpx.Client, endpoint: str, *data: object) -> tuple[str, str]:
    """The last event of a call and what it carried."""
    event = client.post(f"/gradio_api/call/{endpoint}", json={"data": data}).raise_for_status().json()["event_id"]
    kind = carried = ""
    with client.stream("GET", f"/gradio_api/call/{endpoint}/{event}") as answer:
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            kind, carried = (value, carried) if name == "event" else (kind, value) if name == "data" else (kind, carried)
    return kind, carried


def plant_a_victim(app: Server) -> None:
    """Somebody's kept letter, which nobody else may ever see a word of."""
    with httpx.Client(base_url=app.url, timeout=60) as client:
        resume = upload(client, (ROOT / "samples" / "resume.pdf").read_bytes(), f"{CANARY}.pdf")
        kind, carried = call(client, "write", resume, POSTING, "en", "formal", 200, "words", "", CANARY, False, VICTIM)
        assert kind == "complete", carried


def values(chance: random.Random, app: Server) -> object:
    """One value that no well-meaning caller would send."""
    data, files = app.data, app.files
    file = {"meta": {"_type": "gradio.FileData"}}
    return chance.choice(
        [
            *(
                None,
                True,
                False,
                0,
                -1,
                10**30,
                1e308,
                0.5,
                "",
                " ",
                "\x00",
                "\ud83d",
                "x" * 20_000,
                "가" * 3_000,
                "💥" * 500,
                "{}",
                "[]",
                "null",
            ),
            *([], {}, [[]], [None], {"a": {"b": [1] * 50}}, [[[[[[[[[[]]]]]]]]]], {"__class__": "x"}, ["x"] * 300),
            *(
                "../../etc/passwd",
                "file:///etc/passwd",
                "http://127.0.0.1:1/",
                "http://169.254.169.254/latest",
                "javascript:alert(1)",
                "%s%n{0}",
                "${7*7}",
            ),
            *(
                "' OR 1=1 --",
                '"; DROP TABLE letters; --',
                "%",
                "_",
                "A" * 64,
                "5e" * 32,
                "<script>alert(1)</script>",
                "\r\nSet-Cookie: x=1",
            ),
            *(
                {"path": "/proc/self/environ", **file},
                {"path": "/etc/passwd", **file},
                {"path": str(data / "cover_letters" / "records.sqlite3"), **file},
            ),
            *(
                {"path": "", **file},
                {"path": None, **file},
                {"path": ["a"], **file},
                {"path": "x" * 5000, **file},
                {"url": "http://127.0.0.1:1/x", **file},
            ),
            *({"path": str(files / ("a" * 64) / "x.pdf"), **file}, {"path": "/dev/zero", **file}, {"path": "/proc/self/fd/0", **file}),
            *(
                [{"question": "왜?", "limit": -1}],
                [{"question": "왜?", "limit": "many", "unit": "furlongs"}],
                [{"limit": 5}],
                [{"question": None, "limit": 10**9}],
            ),
            *("pdf", "docx", "exe", "ko", "en", "klingon", "words", "bytes_neis", POSTING, "Dear you, I led 4 people."),
        ]
    )


def check(text: str, app: Server) -> None:
    found = [leak for leak in (*LEAKS, str(app.data), str(app.files), str(ROOT)) if leak in text]
    assert found == [], text[:500]


async def _one_call(client: httpx.AsyncClient, app: Server, endpoint: str, data: object, told: list[str]) -> None:
    body = json.dumps({"data": data}).encode("utf-8", "replace")
    answer = await client.post(f"/gradio_api/call/{endpoint}", content=body, headers={"content-type": "application/json"})
    assert answer.status_code < 500, (endpoint, data, answer.text)
    check(answer.text, app)
    if answer.status_code != 200:
        return
    async with client.stream("GET", f"/gradio_api/call/{endpoint}/{answer.json()['event_id']}") as stream:
        assert stream.status_code < 500
        text = "".join([part async for part in stream.aiter_text()])
    assert "event: " in text, (endpoint, data, text)
    check(re.sub(rf"{app.files}/[0-9a-f]{{64}}/", "", text) if endpoint == "export" else text, app)
    if BROKE in text:
        told.append(f"{endpoint} {json.dumps(data)[:300]}")


async def _calls(app: Server, seed: int) -> list[str]:
    chance, told = random.Random(seed), list[str]()
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=app.url, timeout=60) as client:
        described = (await client.get("/gradio_api/info")).json()["named_endpoints"]
        sizes = {name.strip("/"): len(entry["parameters"]) for name, entry in described.items()}
        assert len(sizes) >= 11

        async def attempt(endpoint: str) -> None:
            async with gate:
                size = chance.choice([sizes[endpoint]] * 6 + [0, 1, sizes[endpoint] + 3])
                data: object = [values(chance, app) for _ in range(size)]
                if size and chance.random() < 0.4 and endpoint not in ("read_posting", "letters", "letter", "erase", "export"):
                    place = 1 if endpoint == "review" else 2 if endpoint == "revise" else 0
                    files = {"files": ("resume.txt", b"Jordan Park\n\nExperience\n- Led 4 people at Gaon 2019.03 - 2021.05")}
                    path = (await client.post("/gradio_api/upload", files=files)).json()[0]
                    data = [
                        {"path": path, "meta": {"_type": "gradio.FileData"}} if number == place else value
                        for number, value in enumerate(data)
                    ]
                await _one_call(client, app, endpoint, chance.choice([data] * 12 + [None, {}, "x", 5]), told)

        await asyncio.gather(*(attempt(chance.choice(list(sizes))) for _ in range(ROUNDS)))
    return told


def test_no_call_ends_in_a_broken_server_or_a_leak(app: Server) -> None:
    told = asyncio.run(_calls(app, 4711))
    assert told == [], "calls that nobody foresaw:\n" + "\n".join(told)
    assert app.process.poll() is None
    check_log(app)


def check_log(app: Server) -> None:
    log = app.log.read_text(errors="replace")
    assert "unforeseen" not in log, log[-3000:]
    assert [leak for leak in (KEY, CANARY, VICTIM) if leak in log] == []


PATHS = [
    *("/", "/health", "/ready", "/metrics", "/docs", "/openapi.json", "/monitoring", "/monitoring/summary", "/config", "/gradio_api/info"),
    *(
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../app.py",
        "/gradio_api/file=%2e%2e/app.py",
        "/gradio_api/file=http://127.0.0.1:1/",
    ),
    *("/gradio_api/proxy=http://127.0.0.1:1/", "/gradio_api/stream/x", "/gradio_api/queue/data", "/gradio_api/queue/data?session_hash=x"),
    *("/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/call/write", "/gradio_api/call/write/x", "/gradio_api/run/write"),
    *(
        "/gradio_api/run/predict",
        "/gradio_api/reset",
        "/gradio_api/cancel",
        "/gradio_api/heartbeat/x",
        "/gradio_api/upload_progress?upload_id=x",
    ),
    *(
        "/static/../app.py",
        "/assets/..%2f..%2fapp.py",
        "/svelte/x",
        "/theme.css",
        "/" + "a" * 3000,
        "/%00",
        "/%ff",
        "/..;/",
        "//etc/passwd",
        "/\u202e",
    ),
    *("/gradio_api/mcp/", "/gradio_api/mcp/sse", "/gradio_api/mcp/messages/", "/gradio_api/call/v2/write", "/gradio_api/startup-events"),
]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"data":',
    b'{"data":null}',
    b'{"data":[],"session_hash":5}',
    b'{"data":[],"fn_index":99999}',
    b"\xff\xfe",
    b'{"data":[],"fn_index":-1,"session_hash":"x"}',
    b'{"data":[],"event_id":["x"]}',
    b"[" * 5_000,
    b'{"a":' * 2_000,
    b"x" * 100_000,
    b'{"data":[1e999],"trigger_id":{}}',
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="\x00"\r\n\r\nx\r\n--x--\r\n',
]
TYPES = [
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "application/x-www-form-urlencoded",
    "",
    "\x80",
]


async def _doors(app: Server, seed: int) -> list[str]:
    broken: list[str] = []
    chance = random.Random(seed)
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=app.url, timeout=20) as client:

        async def knock() -> None:
            async with gate:
                method = chance.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
                path, body, kind = chance.choice(PATHS), chance.choice(BODIES), chance.choice(TYPES)
                headers = {"content-type": kind.encode("latin-1"), "x-request-id": chance.choice(["x", "a" * 300, "<b>"])}
                headers |= chance.choice(
                    [{}, {}, {"cookie": "route=../../x; " + "a=b; " * 50 + "c=d"}, {"range": "bytes=0-,5-1"}, {"accept-encoding": "zip"}]
                )
                request = client.build_request(method, httpx.URL(app.url + path), content=body, headers=headers)
                try:
                    answer = await client.send(request, stream=True)
                except httpx.RemoteProtocolError:
                    return
                try:
                    if answer.status_code >= 500 and answer.status_code != 501:
                        broken.append(f"{answer.status_code} {method} {path[:80]} {body[:60]!r} {kind}")
                    text = b""
                    async with asyncio.timeout(1):
                        async for part in answer.aiter_bytes():
                            text += part
                except TimeoutError:
                    pass
                finally:
                    await answer.aclose()
                if path != "/gradio_api/info":
                    check(text.decode("utf-8", "replace").replace("text/javascript", ""), app)

        await asyncio.gather(*(knock() for _ in range(ROUNDS)))
    return broken


def test_no_door_breaks_or_leaks(app: Server) -> None:
    broken = asyncio.run(_doors(app, 815))
    assert broken == [], "\n".join(broken)
    assert app.process.poll() is None
    assert httpx.get(f"{app.url}/health").status_code == 200
    check_log(app)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /gradio_api/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n",
        b"POST /gradio_api/call/write HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + secrets.token_bytes(200),
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
        b"\r\n" * 1_000,
    ],
)
def test_no_raw_bytes_break_it(app: Server, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(app.url.rsplit(":", 1)[1])), timeout=5) as connection:
        connection.sendall(raw)
        connection.settimeout(2)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except (TimeoutError, ConnectionError):
            pass
    assert b" 500 " not in answer.split(b"\r\n")[0]
    check(answer.decode("utf-8", "replace") if not answer.startswith(b"HTTP/1.1 200") else "", app)
    assert app.process.poll() is None
    assert httpx.get(f"{app.url}/health").status_code == 200


def test_nothing_that_was_written_holds_a_key_or_a_workspace(app: Server) -> None:
    with httpx.Client(base_url=app.url, timeout=60) as client:
        kind, carried = call(client, "letters", VICTIM)
    assert kind == "complete"
    assert len(json.loads(carried)[0]) == 1
    written = app.written()
    assert KEY.encode() not in written
    assert VICTIM.encode() not in written
    assert [path.name for path in app.uploads() if CANARY in path.name] == []
