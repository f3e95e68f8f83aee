"""No path that was not uploaded here is ever opened, and an upload is gone as soon as it is read."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coverletter.errors import RefusedAddress, UnreadableResume
from coverletter.web.uploads import put_file, sweep, take_upload
from tests.server import ROOT, Server, as_file, call, fetch, upload

POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
RESUME = ROOT / "samples" / "resume.pdf"
QUESTIONS = [{"question": "Why us?", "limit": 300, "unit": "characters"}]
TAKES_A_FILE: dict[str, dict[str, object]] = {
    "read_resume": {},
    "match": {"posting": POSTING},
    "write": {"posting": POSTING},
    "answer": {"posting": POSTING, "questions": QUESTIONS},
    "review": {"letter": "I led a team."},
    "revise": {"letter": "I led a team.", "instruction": "shorter", "posting": POSTING},
}


def hostile_paths(server: Server) -> Iterator[str]:
    """Paths that a caller may name and the server must not open."""
    planted = server.files / ("b" * 64)
    planted.mkdir(exist_ok=True)
    (planted / "link.txt").unlink(missing_ok=True)
    (planted / "link.txt").symlink_to("/etc/passwd")
    linked = server.files / ("c" * 64)
    if not linked.is_symlink():
        linked.symlink_to("/etc")
    yield from ("/proc/self/environ", "/etc/passwd", "/proc/self/cmdline", str(ROOT / "app.py"), str(server.log))
    yield str(server.files / ".." / "data" / "cover_letters")
    yield f"{server.files}/{'a' * 64}/../../../../../etc/passwd"
    yield f"{server.files}/../../../etc/passwd"
    yield str(planted / "link.txt")
    yield str(linked / "passwd")
    yield str(planted)
    yield f"{server.files}/{'d' * 64}/nothing.pdf"
    yield "resume.pdf"
    yield "http://127.0.0.1/resume.pdf"
    yield "file:///etc/passwd"
    yield "/etc/passwd\0.pdf"
    yield "/" + "x" * 5000
    yield ""


@pytest.mark.parametrize("endpoint", TAKES_A_FILE)
def test_a_path_that_was_not_uploaded_is_refused(server: Server, endpoint: str) -> None:
    for path in hostile_paths(server):
        kind, told = call(server, endpoint, resume=as_file(path), **TAKES_A_FILE[endpoint])
        text = json.dumps(told)
        assert kind in ("error", "refused"), path
        assert "root:" not in text
        assert "PATH=" not in text
        assert len(path) < 3 or path not in text


@pytest.mark.parametrize(
    "given",
    [None, 7, [], {}, {"path": 7}, {"path": ["/etc/passwd"]}, {"path": None}, {"url": "http://127.0.0.1/"}, [{"path": "/etc/passwd"}]],
)
def test_what_is_no_file_is_refused(server: Server, given: object) -> None:
    kind, told = call(server, "read_resume", resume=given)
    assert kind in ("error", "refused")
    assert "root:" not in json.dumps(told)


def test_the_pages_own_upload_event_refuses_them_too(server: Server) -> None:
    _, body = fetch(f"{server.url}/config")
    config = json.loads(body)
    number = next(one["id"] for one in config["dependencies"] if one["api_name"].startswith("read_upload"))
    asked = config["dependencies"][[one["id"] for one in config["dependencies"]].index(number)]
    kinds = {one["id"]: one["type"] for one in config["components"]}
    for path in hostile_paths(server):
        data = [as_file(path) if kinds[component] == "file" else "en" for component in asked["inputs"]]
        session = f"files{time.monotonic_ns()}"
        payload = json.dumps({"data": data, "fn_index": number, "session_hash": session}).encode()
        fetch(f"{server.url}/gradio_api/queue/join", data=payload, headers={"Content-Type": "application/json"})
        _, stream = fetch(f"{server.url}/gradio_api/queue/data?session_hash={session}")
        assert b"root:" not in stream
        assert b"passages" not in stream


@pytest.mark.parametrize("route", ["file=", "file/"])
def test_files_of_the_machine_are_not_served(server: Server, route: str) -> None:
    for path in hostile_paths(server):
        if path and "\0" not in path and " " not in path:
            status, body = fetch(f"{server.url}/gradio_api/{route}{path}")
            assert status in (400, 403, 404, 414), path
            assert b"root:" not in body


def test_what_the_house_keeps_is_not_served(server: Server) -> None:
    for kept in [path for path in server.data.rglob("*") if path.is_file()]:
        assert fetch(f"{server.url}/gradio_api/file={kept}")[0] in (403, 404)


@pytest.mark.parametrize("endpoint", TAKES_A_FILE)
def test_an_upload_is_gone_when_it_was_read(server: Server, endpoint: str) -> None:
    path = upload(server, RESUME)
    assert Path(path).is_file()
    call(server, endpoint, resume=as_file(path), **TAKES_A_FILE[endpoint])
    assert not Path(path).exists()
    assert not Path(path).parent.exists()


def test_an_upload_that_cannot_be_read_is_gone_too(server: Server, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    path = upload(server, bad)
    assert call(server, "read_resume", resume=as_file(path))[0] == "error"
    assert not Path(path).exists()


def test_two_people_with_the_same_file_do_not_share_it(server: Server) -> None:
    first, second = upload(server, RESUME), upload(server, RESUME)
    assert first != second
    assert call(server, "read_resume", resume=as_file(first))[0] == "complete"
    assert call(server, "read_resume", resume=as_file(second))[0] == "complete"


def test_an_upload_can_be_read_once(server: Server) -> None:
    path = upload(server, RESUME)
    assert call(server, "read_resume", resume=as_file(path))[0] == "complete"
    assert "not uploaded here" in json.dumps(call(server, "read_resume", resume=as_file(path))[1])


def test_an_upload_that_breaks_off_leaves_nothing(server: Server) -> None:
    before = server.uploads()
    host, _, port = server.url.removeprefix("http://").partition(":")
    head = (
        "POST /gradio_api/upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 3000000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="files"; filename="secret.pdf"\r\n\r\n'
    )
    for _ in range(5):
        with socket.create_connection((host, int(port))) as caller:
            caller.sendall(head.encode() + b"a secret line " * 150_000)
            time.sleep(0.1)
    time.sleep(0.5)
    assert server.uploads() == before


def test_names_are_made_harmless(tmp_path: Path) -> None:
    for name in (
        "../../etc/cron.d/x",
        "..",
        "",
        "a\0b.pdf",
        "C:\\Users\\me\\resume.pdf",
        "x" * 900 + ".pdf",
        "이력서 (최종).pdf",
        ".bashrc",
    ):
        path = put_file(b"text", name, tmp_path)
        assert path.parent.parent == tmp_path
        assert len(path.name) <= 140
        assert not path.name.startswith(".")
    assert put_file(b"", "이력서 (최종).pdf", tmp_path).name == "이력서 (최종).pdf"


def test_take_upload_takes_only_what_lies_where_uploads_do(tmp_path: Path) -> None:
    path = put_file(b"my resume", "resume.txt", tmp_path)
    assert take_upload(as_file(str(path)), tmp_path, 100) == (b"my resume", "resume.txt")  # type: ignore[arg-type]
    with pytest.raises(RefusedAddress):
        take_upload(as_file(str(path)), tmp_path, 100)  # type: ignore[arg-type]
    with pytest.raises(UnreadableResume):
        take_upload(None, tmp_path, 100)
    fifo = tmp_path / ("e" * 64) / "pipe.pdf"
    fifo.parent.mkdir()
    os.mkfifo(fifo)
    with pytest.raises(RefusedAddress):
        take_upload(str(fifo), tmp_path, 100)


def test_what_nobody_fetched_is_swept_away(tmp_path: Path) -> None:
    old, new = put_file(b"old", "a.pdf", tmp_path), put_file(b"new", "b.pdf", tmp_path)
    os.utime(old.parent, (time.time() - 1000, time.time() - 1000))
    assert sweep(tmp_path, 900) == 1
    assert not old.exists()
    assert new.exists()
