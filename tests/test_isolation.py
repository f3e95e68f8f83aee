"""Nothing of one workspace, one browser or one visitor's key can be reached by another."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from coverletter.web.guard import Guard
from coverletter.web.metrics import Metrics
from tests.fake_model import FakeModel
from tests.server import ROOT, Server, as_file, call, fetch, running_server, upload

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Person:
    """Somebody with a workspace, a letter in it, and a word that only they wrote."""

    workspace: str
    letter: str
    marker: str


@pytest.fixture(scope="module")
def two(server: Server) -> tuple[Person, Person]:
    people = []
    for _ in range(2):
        workspace, marker = secrets.token_hex(32), f"zq{secrets.token_hex(5)}"
        posting = POSTING.replace("forty European ports", f"forty European ports and {marker}")
        kind, told = call(server, "write", resume=as_file(upload(server, RESUME)), posting=posting, workspace=workspace)
        assert kind == "complete", told
        _, (lines,) = call(server, "letters", workspace=workspace)  # type: ignore[misc]
        people.append(Person(workspace, lines[0]["id"], marker))
    return people[0], people[1]


def test_ids_swapped_reach_nothing(server: Server, two: tuple[Person, Person]) -> None:
    for one, other in (two, two[::-1]):
        kind, told = call(server, "letter", workspace=one.workspace, id=other.letter)
        assert kind == "error"
        assert other.marker not in json.dumps(told)
        kind, told = call(server, "letter", workspace=one.workspace, id=one.letter)
        assert kind == "complete"
        assert one.marker in json.dumps(told)
        file = as_file(upload(server, RESUME))
        kind, told = call(
            server, "revise", letter=other.letter, instruction="shorter", resume=file, posting=POSTING, workspace=one.workspace
        )
        assert kind == "error"
        assert other.marker not in json.dumps(told)


def test_lists_hold_ones_own_alone(server: Server, two: tuple[Person, Person]) -> None:
    for person in two:
        _, (lines,) = call(server, "letters", workspace=person.workspace)  # type: ignore[misc]
        assert [line["id"] for line in lines] == [person.letter]
    _, (nobody,) = call(server, "letters", workspace=secrets.token_hex(32))  # type: ignore[misc]
    assert nobody == []


@pytest.mark.parametrize("workspace", ["", "*", "%", "' OR 1=1 --", "0" * 63, "g" * 64, "../" * 21 + "a", None, 7, ["a"]])
def test_what_is_no_key_opens_nothing(server: Server, workspace: object) -> None:
    for endpoint, more in (("letters", {}), ("letter", {"id": "%"}), ("erase", {})):
        kind, told = call(server, endpoint, workspace=workspace, **more)
        assert kind in ("error", "refused"), told


def test_erasing_ones_own_leaves_the_others(server: Server, two: tuple[Person, Person]) -> None:
    stranger = secrets.token_hex(32)
    assert call(server, "write", resume=as_file(upload(server, RESUME)), posting=POSTING, workspace=stranger)[0] == "complete"
    kind, (gone,) = call(server, "erase", workspace=stranger)  # type: ignore[misc]
    assert kind == "complete"
    assert gone["letters"] == 1
    for person in two:
        assert call(server, "letter", workspace=person.workspace, id=person.letter)[0] == "complete"


def test_the_key_itself_is_written_nowhere(server: Server, two: tuple[Person, Person]) -> None:
    written = server.written()
    assert all(person.workspace.encode() not in written for person in two)
    assert all(person.marker.encode() not in server.log.read_bytes() for person in two)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://evil.example:8000", "null", "http://127.0.0.1.evil.example", "http://localhost:1"]
)
@pytest.mark.parametrize(
    "path", ["/", "/config", "/gradio_api/info", "/gradio_api/call/letters", "/gradio_api/upload", "/gradio_api/queue/join"]
)
def test_pages_of_other_sites_may_not_call(server: Server, origin: str, path: str) -> None:
    for data in (None, b"{}"):
        assert fetch(server.url + path, data=data, headers={"Origin": origin, **JSON})[0] == 403


def test_ones_own_origin_and_a_named_one_may_call(server: Server) -> None:
    assert fetch(f"{server.url}/config", headers={"Origin": server.url})[0] == 200

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("in")(scope, receive, send)

    guarded = TestClient(Guard(app, Metrics(), ["https://careers.example"], 1000))
    assert guarded.get("/config", headers={"Origin": "https://careers.example"}).text == "in"
    assert guarded.get("/config", headers={"Origin": "https://evil.example"}).status_code == 403


def join(server: Server, session: str, number: int, data: list[object], cookie: str) -> tuple[int, bytes]:
    payload = json.dumps({"data": data, "fn_index": number, "session_hash": session}).encode()
    return fetch(f"{server.url}/gradio_api/queue/join", data=payload, headers={**JSON, "Cookie": cookie})


def dependency(server: Server, name: str) -> dict[str, object]:
    config = json.loads(fetch(f"{server.url}/config")[1])
    found: dict[str, object] = next(one for one in config["dependencies"] if one["api_name"] == name)
    return found


def test_a_session_that_is_known_by_name_stays_its_browsers(server: Server) -> None:
    mine, theirs, session = "coverletter_visitor=mine", "coverletter_visitor=theirs", f"s{secrets.token_hex(6)}"
    number = int(str(dependency(server, "read_posting")["id"]))
    assert join(server, session, number, ["Engineer wanted", ""], mine)[0] == 200
    for cookie in (theirs, "", "coverletter_visitor="):
        assert join(server, session, number, ["Engineer wanted", ""], cookie)[0] == 404
        assert fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}", headers={"Cookie": cookie})[0] == 404
        cancel = json.dumps({"session_hash": session, "fn_index": number, "event_id": "x"}).encode()
        assert fetch(f"{server.url}/gradio_api/cancel", data=cancel, headers={**JSON, "Cookie": cookie})[0] == 404
    status, stream = fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}", headers={"Cookie": mine})
    assert status == 200
    assert b"process_completed" in stream


def test_a_guessed_session_or_event_is_nothing(server: Server) -> None:
    assert fetch(f"{server.url}/gradio_api/queue/data?session_hash={secrets.token_hex(6)}")[0] == 404
    status, body = fetch(f"{server.url}/gradio_api/call/letters/{secrets.token_hex(16)}")
    assert b"complete" not in body
    assert status in (200, 404)


def test_private_wiring_called_raw_gives_no_more_than_the_endpoints(server: Server, two: tuple[Person, Person]) -> None:
    """Every event of the page, called with nothing, with rubbish, and with a workspace that is not there."""
    config = json.loads(fetch(f"{server.url}/config")[1])
    kinds = {one["id"]: one for one in config["components"]}
    secrets_of_others = [word.encode() for person in two for word in (person.marker, person.workspace, person.letter)]
    for event in config["dependencies"]:
        if not event["backend_fn"]:
            continue
        for filler in (None, secrets.token_hex(32), {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}):
            session = f"p{secrets.token_hex(6)}"
            data = [filler if kinds[one]["type"] != "file" else as_file("/etc/passwd") for one in event["inputs"]]
            if join(server, session, event["id"], data, "")[0] != 200:
                continue
            _, stream = fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}")
            assert not any(word in stream for word in secrets_of_others), event["api_name"]
            assert b"root:" not in stream
            assert b"Traceback" not in stream


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, FakeModel]]:
    with FakeModel() as model:
        environment = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "sk-operators-canary", "ALLOWED_HOSTS": "127.0.0.1"}
        with running_server(tmp_path_factory.mktemp("model"), environment) as server:
            yield server, model


def call_with_key(server: Server, key: str, url: str) -> bytes:
    headers = {**JSON, "X-Model-Key": key, "X-Model-Url": url}
    given = {"resume": as_file(upload(server, RESUME)), "posting": POSTING, "workspace": secrets.token_hex(32)}
    _, answer = fetch(f"{server.url}/gradio_api/call/v2/write", data=json.dumps(given).encode(), headers=headers)
    return fetch(f"{server.url}/gradio_api/call/write/{json.loads(answer)['event_id']}")[1]


def test_a_visitors_key_reaches_their_server_and_nothing_else(with_model: tuple[Server, FakeModel]) -> None:
    server, operators = with_model
    key = f"sk-visitors-canary-{secrets.token_hex(6)}"
    with FakeModel() as visitors:
        stream = call_with_key(server, key, visitors.url)
        assert b"event: complete" in stream
        assert visitors.received
        assert all(key in call.headers.get("authorization", "") for call in visitors.received)
        assert not any("sk-operators-canary" in str(call.headers) for call in visitors.received)
    with FakeModel(does="401") as refusing:
        refused = call_with_key(server, key, refusing.url)
    assert b"event: error" in refused
    assert not any(key in str(call.headers) for call in operators.received)
    assert key.encode() not in server.written() + stream + refused
    assert b"sk-operators-canary" not in server.written() + stream + refused


def test_a_visitors_address_may_not_be_an_inner_one(server: Server) -> None:
    with FakeModel() as inner:
        stream = call_with_key(server, "sk-x", inner.url)
        assert b"event: error" in stream
        assert inner.received == []
