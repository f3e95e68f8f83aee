"""Every endpoint, through `gradio_client` and raw over HTTP, with good input and with bad."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any, cast

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from tests.server import ROOT, Server, as_file, call, call_events, fetch, upload

SAMPLES = ROOT / "samples"
RESUME = SAMPLES / "resume.pdf"
POSTING = (SAMPLES / "posting_en.txt").read_text(encoding="utf-8")
POSTING_KO = (SAMPLES / "posting_ko.txt").read_text(encoding="utf-8")
WRONG = "At Oakhurst Ticketing I built the refund workflow used by 900 support agents."
RIGHT = "At Fenwick & Vale Logistics I cut the median response time of the public API from 420 ms to 95 ms."
LETTER = f"{WRONG} {RIGHT}"


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    return Client(server.url, verbose=False)


def sentence_of(client: Client, endpoint: str, **given: object) -> str:
    """The sentence an endpoint refuses with."""
    with pytest.raises(AppError) as refused:
        client.predict(api_name=endpoint, **given)
    return str(refused.value)


def test_a_resume_is_read(client: Client) -> None:
    read = client.predict(handle_file(str(RESUME)), api_name="/read_resume")
    assert read["name"] == "Annelie de Wit"
    assert (read["pages"], read["language"]) == (1, "en")
    assert any("1.8 million" in passage["text"] and passage["page"] == 1 for passage in read["passages"])


@pytest.mark.parametrize(
    ("posting", "title", "company"),
    [(POSTING, "Senior Backend Engineer", "Tidewater Freight"), (POSTING_KO, "백엔드 개발자", "한결해운테크")],
)
def test_a_posting_is_read(client: Client, posting: str, title: str, company: str) -> None:
    read = client.predict(posting=posting, api_name="/read_posting")
    assert (read["title"], read["company"]) == (title, company)
    assert {"required", "preferred", "responsibility"} == {one["kind"] for one in read["requirements"]}


def test_requirements_are_matched_with_quoted_evidence(client: Client) -> None:
    fit = client.predict(handle_file(str(RESUME)), POSTING, "I can start in March.", api_name="/match")
    assert 0 < fit["coverage"] <= 1
    kubernetes = next(match for match in fit["matches"] if "Kubernetes" in match["requirement"])
    assert kubernetes["status"] == "met"
    assert "Kubernetes" in kubernetes["evidence"][0]["text"]
    assert all(not match["evidence"] for match in fit["matches"] if match["status"] == "missing")


def test_a_letter_streams_and_ends_with_its_review(client: Client) -> None:
    job = client.submit(resume=handle_file(str(RESUME)), posting=POSTING, length=200, api_name="/write")
    items = list(job)
    assert len({item["text"] for item in items}) > 1
    assert [item["done"] for item in items] == [False] * (len(items) - 1) + [True]
    letter = items[-1]["letter"]
    assert letter["outcome"] == "complete"
    assert "Tidewater Freight" in letter["text"]
    assert letter["review"]["supported"] >= 3
    assert all("letter" not in item or item["letter"] is None for item in items[:-1])


def test_curl_gets_the_same_letter_by_names_alone(server: Server) -> None:
    events = call_events(server, "write", resume=as_file(upload(server, RESUME)), posting=POSTING_KO)
    kinds = [kind for kind, _ in events]
    assert kinds[-1] == "complete"
    assert set(kinds[:-1]) == {"generating"}
    (last,) = cast(list[dict[str, Any]], [*cast(list[Any], events[-2][1])])
    assert last["letter"]["language"] == "ko"
    assert "한결해운테크" in last["letter"]["text"]


def test_values_without_names_may_leave_out_what_has_a_default(server: Server) -> None:
    data = json.dumps({"data": [POSTING]}).encode()
    _, answer = fetch(f"{server.url}/gradio_api/call/read_posting", data=data, headers={"Content-Type": "application/json"})
    _, stream = fetch(f"{server.url}/gradio_api/call/read_posting/{json.loads(answer)['event_id']}")
    assert b"event: complete" in stream
    assert b"Tidewater Freight" in stream


def test_answers_keep_within_their_limits(client: Client) -> None:
    questions = [
        {"question": "지원동기를 적어 주세요.", "limit": 400, "unit": "characters"},
        {"question": "Describe a technical achievement.", "limit": 120, "unit": "words"},
    ]
    done = client.predict(handle_file(str(RESUME)), POSTING, questions, api_name="/answer")
    answers = done["letter"]["answers"]
    assert [answer["question"] for answer in answers] == [question["question"] for question in questions]
    assert all(0 < answer["count"] <= answer["limit"] for answer in answers)


def test_a_letter_of_ones_own_is_reviewed(client: Client) -> None:
    review = client.predict(LETTER, handle_file(str(RESUME)), POSTING, "", api_name="/review")
    verdicts = {sentence["text"]: sentence["verdict"] for sentence in review["sentences"]}
    assert verdicts[WRONG] == "unsupported"
    assert verdicts[RIGHT] == "supported"
    assert {"name", "passed", "message"} == set(review["checks"][0])


@pytest.mark.parametrize(("format", "starts"), [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"At Oakhurst"), ("txt", b"At Oakhurst")])
def test_a_letter_is_exported(client: Client, format: str, starts: bytes) -> None:
    made = client.predict(LETTER, format, api_name="/export")
    assert Path(made if isinstance(made, str) else made["path"]).read_bytes().startswith(starts)


def test_a_workspace_keeps_shows_revises_and_erases(client: Client) -> None:
    workspace = secrets.token_hex(32)
    written = client.predict(resume=handle_file(str(RESUME)), posting=POSTING, workspace=workspace, api_name="/write")["letter"]
    (line,) = client.predict(workspace=workspace, api_name="/letters")
    assert (line["id"], line["company"], line["versions"]) == (written["id"], "Tidewater Freight", 1)
    client.predict(
        letter=written["id"],
        instruction="shorter",
        resume=handle_file(str(RESUME)),
        posting=POSTING,
        workspace=workspace,
        api_name="/revise",
    )
    kept = client.predict(workspace, written["id"], api_name="/letter")
    assert [version["instruction"] for version in kept["versions"]] == ["", "shorter"]
    assert kept["posting"].startswith("Senior Backend Engineer")
    assert client.predict(workspace=workspace, api_name="/erase")["letters"] == 1
    assert client.predict(workspace=workspace, api_name="/letters") == []


def test_without_a_workspace_nothing_is_kept(server: Server, client: Client) -> None:
    marker = f"zq{secrets.token_hex(6)}"
    client.predict(resume=handle_file(str(RESUME)), posting=POSTING, notes=f"My story is {marker}.", api_name="/write")
    assert marker.encode() not in server.written()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("notes.pdf", b"%PDF-1.4 nothing of the kind", "damaged"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200), "PDF"),
    ],
)
def test_a_bad_resume_is_refused_with_what_to_do(client: Client, tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    sentence = sentence_of(client, "/read_resume", resume=handle_file(str(file)))
    assert says in sentence
    assert str(tmp_path) not in sentence


@pytest.mark.parametrize(
    "posting", ["", "   ", "engineer", "x" * 200_000, "Мы ищем инженера по данным. Требования: опыт работы с базами данных от трёх лет."]
)
def test_a_bad_posting_is_refused_with_what_to_do(client: Client, posting: str) -> None:
    sentence = sentence_of(client, "/read_posting", posting=posting)
    assert sentence.endswith(".")
    assert "paste" in sentence.lower() or "shorten" in sentence.lower() or "characters" in sentence.lower()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"length": 0}, "length between"),
        ({"length": 10_000}, "length between"),
        ({"length": "many"}, "length"),
        ({"language": "fr"}, "language"),
        ({"tone": "rude"}, "tone"),
        ({"unit": "miles"}, "unit"),
        ({"workspace": "short"}, "64 hexadecimal digits"),
        ({"model": "gpt-4o"}, "No model's server is configured"),
    ],
)
def test_a_bad_wish_is_refused_with_what_to_do(server: Server, given: dict[str, object], says: str) -> None:
    kind, told = call(server, "write", resume=as_file(upload(server, RESUME)), posting=POSTING, **given)
    assert kind == "error"
    assert says in json.dumps(told)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://localhost:8000/ready"]
)
def test_an_inner_address_is_never_opened(client: Client, url: str) -> None:
    assert "address" in sentence_of(client, "/read_posting", url=url).lower()


def test_what_was_not_given_is_asked_for(server: Server) -> None:
    kind, told = call(server, "write", posting=POSTING)
    assert kind == "refused"
    assert "/gradio_api/info" in json.dumps(told)
    kind, told = call(server, "read_resume", resume=None)
    assert kind == "error"
    assert "must be an uploaded file" in json.dumps(told)
    kind, told = call(server, "answer", resume=as_file(upload(server, RESUME)), posting=POSTING, questions=[])
    assert "at least one question" in json.dumps(told)


def test_an_unknown_letter_is_not_found(client: Client) -> None:
    assert "no such letter" in sentence_of(client, "/letter", workspace=secrets.token_hex(32), id="nothing").lower()


def test_health_ready_and_metrics(server: Server) -> None:
    assert fetch(f"{server.url}/health") == (200, b'{"status":"ok"}')
    status, body = fetch(f"{server.url}/ready")
    assert status == 200
    assert set(json.loads(body)["parts"]) == {"records", "index", "writer", "embedder"}
    status, body = fetch(f"{server.url}/metrics")
    assert b"coverletter_requests_total" in body
    assert b"coverletter_index_vectors" in body


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/monitoring", "/monitoring/summary", "/gradio_api/runs", "/gradio_api/deep_link?session_hash=x",
             "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/file=http://127.0.0.1/",
             "/gradio_api/dev/reload", "/gradio_api/component_server",
             "/gradio_api/profiling/summary", "/gradio_api/vibe-code", "/login", "/gradio_api/queue/status"],
)  # fmt: skip
def test_doors_that_nobody_uses_are_shut(server: Server, path: str) -> None:
    assert fetch(server.url + path)[0] == 404
    assert fetch(server.url + path, data=b"{}")[0] == 404


def test_every_answer_carries_the_id_of_its_request(server: Server) -> None:
    import urllib.request

    request = urllib.request.Request(f"{server.url}/health", headers={"X-Request-ID": "from-nginx-1"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["x-request-id"] == "from-nginx-1"
    request = urllib.request.Request(f"{server.url}/health", headers={"X-Request-ID": "no good\ttext"})
    with urllib.request.urlopen(request) as answer:
        assert len(answer.headers["x-request-id"]) == 16


def test_an_assistant_can_call_the_same(server: Server) -> None:
    ask = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    status, body = fetch(f"{server.url}/gradio_api/mcp/", data=json.dumps(ask).encode(), headers=headers)
    assert status == 200, body
    tools = json.loads(body.decode().partition("data: ")[2] or body)["result"]["tools"]
    named = {tool["name"] for tool in tools}
    assert {"read_resume", "read_posting", "match", "write"} <= {name.removeprefix("cover_letter_") for name in named}, named
