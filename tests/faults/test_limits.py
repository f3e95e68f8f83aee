"""How much one address and one workspace may ask for in an hour: letters, uploads, pages that are fetched."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

import pytest

from tests.server import ROOT, Server, as_file, call_events, fetch, running_server

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def mean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that allows very little in an hour."""
    with running_server(tmp_path_factory.mktemp("mean"), {"LETTERS_PER_HOUR": "2", "TRUSTED_PROXIES": "*"}) as server:
        yield server


def from_address(address: str) -> dict[str, str]:
    return {**JSON, "X-Forwarded-For": address}


def ask(server: Server, address: str, workspace: str = "") -> tuple[str, str]:
    given = {"resume": as_file(upload_from(server, address)), "posting": POSTING, "length": 60, "workspace": workspace}
    status, answer = fetch(f"{server.url}/gradio_api/call/v2/write", data=json.dumps(given).encode(), headers=from_address(address))
    assert status == 200, answer
    _, stream = fetch(f"{server.url}/gradio_api/call/write/{json.loads(answer)['event_id']}", headers=from_address(address))
    last = stream.decode().strip().split("\n\n")[-1]
    return last.partition("\n")[0].removeprefix("event: "), last


def upload_from(server: Server, address: str) -> str:
    status, answer = try_upload(server, address)
    assert status == 200, answer
    return str(json.loads(answer)[0])


def try_upload(server: Server, address: str) -> tuple[int, bytes]:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="r.pdf"\r\n\r\n' + RESUME.read_bytes() + b"\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-Forwarded-For": address}
    return fetch(f"{server.url}/gradio_api/upload", data=body, headers=headers)


def test_letters_are_limited_per_address(mean: Server) -> None:
    assert [ask(mean, "203.0.113.7")[0] for _ in range(2)] == ["complete", "complete"]
    kind, told = ask(mean, "203.0.113.7")
    assert kind == "error"
    assert "2 letters within an hour; come back in" in told
    assert ask(mean, "203.0.113.8")[0] == "complete"


def test_letters_are_limited_per_network_of_ipv6(mean: Server) -> None:
    assert [ask(mean, f"2001:db8:1:2::{place}")[0] for place in (1, 2)] == ["complete", "complete"]
    assert ask(mean, "2001:db8:1:2:ffff::9")[0] == "error"
    assert ask(mean, "2001:db8:1:3::1")[0] == "complete"


def test_letters_are_limited_per_workspace_from_wherever(mean: Server) -> None:
    workspace = secrets.token_hex(32)
    assert [ask(mean, f"198.51.100.{place}", workspace)[0] for place in (1, 2)] == ["complete", "complete"]
    kind, told = ask(mean, "198.51.100.3", workspace)
    assert kind == "error"
    assert "within an hour" in told


def test_uploads_are_limited_per_address(mean: Server) -> None:
    answers = [try_upload(mean, "192.0.2.33") for _ in range(11)]
    assert [status for status, _ in answers] == [200] * 10 + [429]
    assert "10 files within an hour; come back in" in json.loads(answers[-1][1])["detail"]
    assert try_upload(mean, "192.0.2.34")[0] == 200


def test_pages_that_are_fetched_are_limited_per_address(mean: Server) -> None:
    def fetch_page(address: str) -> str:
        given = {"url": "http://127.0.0.1:9/job"}
        _, answer = fetch(f"{mean.url}/gradio_api/call/v2/read_posting", data=json.dumps(given).encode(), headers=from_address(address))
        return fetch(f"{mean.url}/gradio_api/call/read_posting/{json.loads(answer)['event_id']}", headers=from_address(address))[1].decode()

    assert all("This address is not opened" in fetch_page("192.0.2.50") for _ in range(4))
    assert "4 pages fetched within an hour; come back in" in fetch_page("192.0.2.50")
    assert "This address is not opened" in fetch_page("192.0.2.51")
    assert call_events(mean, "read_posting", posting=POSTING)[-1][0] == "complete"
