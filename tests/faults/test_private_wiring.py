"""Every event of the page called raw, with somebody else's ids beside one's own key in every place: nothing of theirs comes out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

import pytest

from tests.server import ROOT, Server, as_file, call, fetch, running_server, upload

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("wiring"), {"LETTERS_PER_HOUR": "100000", "DEBUG": "false"}) as running:
        yield running


def person(server: Server) -> tuple[str, str, str]:
    """A workspace, the id of its letter, and a word that only this person wrote."""
    workspace, marker = secrets.token_hex(32), f"zq{secrets.token_hex(5)}"
    posting = POSTING.replace("forty European ports", f"forty European ports and {marker}")
    assert call(server, "write", resume=as_file(upload(server, RESUME)), posting=posting, length=60, workspace=workspace)[0] == "complete"
    _, (lines,) = call(server, "letters", workspace=workspace)  # type: ignore[misc]
    return workspace, lines[0]["id"], marker


def raw(server: Server, number: int, data: list[object]) -> bytes:
    session = f"w{secrets.token_hex(6)}"
    body = json.dumps({"data": data, "fn_index": number, "session_hash": session}).encode()
    cookie = {"Cookie": "coverletter_visitor=wiring"}
    if fetch(f"{server.url}/gradio_api/queue/join", data=body, headers={**JSON, **cookie})[0] != 200:
        return b""
    return fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}", headers=cookie)[1]


def test_no_event_gives_what_is_anothers(server: Server) -> None:
    mine, other = person(server), person(server)
    config = json.loads(fetch(f"{server.url}/config")[1])
    kinds = {one["id"]: one for one in config["components"]}
    calls, own_seen = 0, False
    for event in config["dependencies"]:
        if not event["backend_fn"]:
            continue
        usual = [kinds[one]["props"].get("value") for one in event["inputs"]]
        texts = [
            place for place, one in enumerate(event["inputs"]) if kinds[one]["type"] in ("textbox", "browserstate", "state", "dropdown")
        ]
        for place in texts[:30]:
            for letter in (other[1], mine[1]):
                data = [mine[0] if at == place else letter if at in texts else value for at, value in enumerate(usual)]
                told = raw(server, event["id"], data)
                calls += 1
                own_seen = own_seen or (letter == other[1] and mine[1].encode() in told)
                assert other[2].encode() not in told, event["api_name"]
                assert other[0].encode() not in told, event["api_name"]
                assert b"Traceback" not in told
    _, (lines,) = call(server, "letters", workspace=other[0])  # type: ignore[misc]
    assert [line["id"] for line in lines] == [other[1]], "nor was anything of theirs changed or erased"
    print(f"{calls} raw calls of the page's events, 0 gave anything of another workspace; one's own was given: {own_seen}")
    assert calls > 50
    assert own_seen, "the key did open what is its own"
