"""The real server for tests: `app.py` in a process of its own, on a free port, with a data folder and a temporary folder of its own."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTS_WITHIN = 90.0


@dataclass(frozen=True)
class Server:
    """A server that listens; `data`, `files` and `log` are all it writes to."""

    url: str
    data: Path
    files: Path
    log: Path
    process: subprocess.Popen[bytes]

    def uploads(self) -> list[Path]:
        """Files that lie where uploads and exports do."""
        return [path for path in self.files.rglob("*") if path.is_file()]

    def written(self) -> bytes:
        """Every byte of every file this server wrote."""
        return b"".join(
            path.read_bytes() for folder in (self.data, self.files, self.log.parent) for path in folder.rglob("*") if path.is_file()
        )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running_server(folder: Path, environment: Mapping[str, str] | None = None, *, wait_until_ready: bool = True) -> Iterator[Server]:
    """Start the app, wait until it is ready, stop it."""
    data, files, log = folder / "data", folder / "files", folder / "log" / "server.log"
    for place in (data, files, log.parent):
        place.mkdir(parents=True)
    port = free_port()
    settings = {"BACKEND_PORT": str(port), "DATA_DIR": str(data), "GRADIO_TEMP_DIR": str(files), "OMP_NUM_THREADS": "1", "DEBUG": "true"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")], cwd=folder, env={**os.environ, **settings, **(environment or {})},
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}", data, files, log, process)
    try:
        wait_for(server, "/ready" if wait_until_ready else "/health")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(server: Server, path: str) -> None:
    """Until `path` answers 200; fails with the log if the process ends or the time is over."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(server.url + path, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"the server did not get there:\n{server.log.read_text(errors='replace')[-3000:]}")


def fetch(url: str, *, data: bytes | None = None, headers: Mapping[str, str] | None = None, method: str | None = None) -> tuple[int, bytes]:
    """One raw request: status and body, whatever the status."""
    request = urllib.request.Request(url, data=data, headers=dict(headers or {}), method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def upload(server: Server, path: Path) -> str:
    """Upload a file as curl does, and return the path the server gave it."""
    boundary = "----coverletter"
    disposition = f'Content-Disposition: form-data; name="files"; filename="{path.name}"'
    head = f"--{boundary}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n"
    body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    status, answer = fetch(
        f"{server.url}/gradio_api/upload", data=body, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )
    assert status == 200, answer
    given: list[str] = json.loads(answer)
    return given[0]


def as_file(path: str) -> dict[str, object]:
    """A path as the endpoints take it."""
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def call(server: Server, endpoint: str, **given: object) -> tuple[str, object]:
    """Call an endpoint as curl does, by names: the last event (`complete` or `error`) and its data."""
    events = call_events(server, endpoint, **given)
    return events[-1]


def call_events(server: Server, endpoint: str, **given: object) -> list[tuple[str, object]]:
    """Every event of a call, heartbeats left out."""
    post = f"{server.url}/gradio_api/call/v2/{endpoint}"
    status, answer = fetch(post, data=json.dumps(given).encode(), headers={"Content-Type": "application/json"})
    if status != 200:
        return [("refused", json.loads(answer)["detail"])]
    identity = json.loads(answer)["event_id"]
    _, stream = fetch(f"{server.url}/gradio_api/call/{endpoint}/{identity}")
    events: list[tuple[str, object]] = []
    for block in stream.decode().split("\n\n"):
        kind, _, data = block.partition("\ndata: ")
        if kind.startswith("event: ") and kind != "event: heartbeat":
            events.append((kind.removeprefix("event: "), json.loads(data)))
    return events
