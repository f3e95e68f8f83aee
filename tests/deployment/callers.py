"""Callers that run in a container beside the stack: `python /tests/callers.py KIND [--count N] [--seconds S] ...`.

Prints one JSON object. Kinds: `client` (gradio_client), `curl` (bare HTTP, two requests for each call, no cookie kept),
`session` (a browser's way: cookie, session, queue, event stream), `flood` (event streams of sessions that do not exist),
`quick` (as many calls as come, to meet the limit), `reach` (which addresses of other containers answer).
"""

from __future__ import annotations

import argparse
import json
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

RESUME = Path("/samples/resume.pdf")


def client_writes(address: str, posting: str) -> str:
    """A letter by gradio_client; returns its text."""
    from gradio_client import Client, handle_file

    client = Client(address, verbose=False)
    job = client.submit(resume=handle_file(str(RESUME)), posting=posting, api_name="/write")
    final = job.result(timeout=240)
    steps = len(job.outputs())
    assert steps > 2, f"not streamed: {steps} steps"
    assert final["done"], final["stage"]
    return str(final["letter"]["text"])


def curl_writes(address: str, posting: str) -> str:
    """A letter as curl would get it: upload, call, event stream, each a connection without a cookie."""
    with RESUME.open("rb") as file:
        path = httpx.post(f"{address}/gradio_api/upload", files={"files": ("resume.pdf", file)}, timeout=60).raise_for_status().json()[0]
    body = {"resume": {"path": path, "meta": {"_type": "gradio.FileData"}}, "posting": posting}
    event = httpx.post(f"{address}/gradio_api/call/v2/write", json=body, timeout=60).raise_for_status().json()["event_id"]
    return _last_of_stream("GET", f"{address}/gradio_api/call/write/{event}", httpx.Client())


def session_reads(address: str, posting: str) -> str:
    """A posting read as a browser does it: page, cookie, queue, event stream."""
    with httpx.Client(base_url=address, timeout=60) as browser:
        browser.get("/").raise_for_status()
        config = browser.get("/config").raise_for_status().json()
        number = next(entry["id"] for entry in config["dependencies"] if entry["api_name"] == "read_posting")
        session = secrets.token_hex(8)
        joined = browser.post("/gradio_api/queue/join", json={"data": [posting, ""], "fn_index": number, "session_hash": session})
        joined.raise_for_status()
        with browser.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line[5:]) if line.startswith("data:") else {}
                if message.get("msg") == "process_completed":
                    assert message["success"], message
                    return str(message["output"]["data"][0]["title"])
    raise AssertionError("the stream ended before the call did")


def _last_of_stream(method: str, url: str, http: httpx.Client) -> str:
    kind, last = "", None
    with http.stream(method, url, timeout=240) as stream:
        for line in stream.iter_lines():
            if line.startswith("event:"):
                kind = line[6:].strip()
            elif line.startswith("data:") and line[5:].strip() not in ("", "null"):
                last = json.loads(line[5:])
                if kind == "error":
                    raise AssertionError(f"error: {last}")
            if kind == "complete" and line.startswith("data:"):
                break
    assert last, "nothing came"
    assert last[0]["done"], last[0]["stage"]
    return str(last[0]["letter"]["text"])


def many(work: Callable[[], str], count: int, at_once: int) -> dict[str, object]:
    """Run `work` `count` times; what came of it."""
    failures: Counter[str] = Counter()
    seconds: list[float] = []
    good = 0

    def one(_: int) -> None:
        nonlocal good
        started = time.monotonic()
        try:
            assert work().strip()
            good += 1
        except Exception as error:
            failures[f"{type(error).__name__}: {error}"[:160]] += 1
        seconds.append(time.monotonic() - started)

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, range(count)))
    seconds.sort()
    return {"asked": count, "good": good, "failures": dict(failures.most_common(5)), "p95": seconds[int(0.95 * (len(seconds) - 1))]}


def flood(address: str, seconds: float, threads: int) -> dict[str, object]:
    """Event streams of sessions that nobody opened, from several threads, for some seconds."""
    statuses: Counter[str] = Counter()
    end = time.monotonic() + seconds

    def pour() -> None:
        with httpx.Client(timeout=5) as http:
            while time.monotonic() < end:
                try:
                    answer = http.get(f"{address}/gradio_api/queue/data", params={"session_hash": secrets.token_hex(6)})
                    statuses[str(answer.status_code)] += 1
                except httpx.HTTPError as error:
                    statuses[type(error).__name__] += 1

    pourers = [threading.Thread(target=pour) for _ in range(threads)]
    for pourer in pourers:
        pourer.start()
    for pourer in pourers:
        pourer.join()
    return {"statuses": dict(statuses)}


def quick(address: str, posting: str, count: int) -> dict[str, object]:
    """Calls as fast as they go; how many of each status came back."""
    statuses: Counter[int] = Counter()
    with httpx.Client(timeout=30) as http:
        for _ in range(count):
            statuses[http.post(f"{address}/gradio_api/call/read_posting", json={"data": [posting, ""]}).status_code] += 1
    return {"statuses": {str(status): number for status, number in statuses.items()}}


def reach(targets: list[str]) -> dict[str, object]:
    """Which of HOST:PORT accept a connection from here."""
    open_ones = []
    for target in targets:
        host, port = target.rsplit(":", 1)
        try:
            socket.create_connection((host, int(port)), timeout=2).close()
            open_ones.append(target)
        except OSError:
            continue
    return {"reached": open_ones}


def main() -> None:
    """Do what the command line says and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("client", "curl", "session", "flood", "quick", "reach"))
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--address", default="http://frontend:8080")
    parser.add_argument("--posting", type=Path, default=Path("/samples/posting_en.txt"))
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=10)
    parser.add_argument("--hold", type=float, default=0, help="seconds to keep this container's address afterwards")
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    posting = options.posting.read_text(encoding="utf-8")
    if options.kind == "flood":
        result = flood(options.address, options.seconds, threads=6)
    elif options.kind == "quick":
        result = quick(options.address, posting, options.count)
    elif options.kind == "reach":
        result = reach(options.targets)
    else:
        work = {"client": client_writes, "curl": curl_writes, "session": session_reads}[options.kind]
        result = many(lambda: work(options.address, posting), options.count, options.at_once)
    print(json.dumps(result, ensure_ascii=False), flush=True)
    time.sleep(options.hold)


if __name__ == "__main__":
    main()
