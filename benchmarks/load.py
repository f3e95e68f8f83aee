"""Many people at once: the app behind a real nginx, with a fake model's server, writing and streaming.

    python -m benchmarks.load --people 100 --seconds 120

Everyone has an address and a workspace of their own, uploads a resume, has a letter written, reads the stream to its end
and begins again. Afterwards one address asks far too often, and one workspace asks for more than its hour allows. Prints
the error rate, the wait for the first word and for the whole letter, how evenly people were served, and the server's
memory from beginning to end. Needs nginx; opens nothing beyond loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import shutil
import signal
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.corpus import Table
from benchmarks.quality import print_table

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
ARRIVAL_SECONDS = 3.0
PATIENCE = 120.0
PARTS = 5


@dataclass
class Person:
    """One visitor, and what happened to them."""

    number: int
    is_new_each_time: bool = False
    first_words: list[float] = field(default_factory=list)
    letters: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        """Their own address on loopback."""
        return f"127.0.{1 + self.number // 250}.{1 + self.number % 250}"

    @property
    def workspace(self) -> str:
        """Their own key, or with each letter another one."""
        return f"{self.number + 1_000_000 * len(self.letters) * self.is_new_each_time:064x}"


@dataclass(frozen=True)
class Stack:
    """The processes under load."""

    url: str
    app: subprocess.Popen[bytes]

    def memory(self) -> float:
        """Resident megabytes of the app and its helpers (the PDF readers)."""
        pids, total = [self.app.pid], 0.0
        for pid in pids:
            with contextlib.suppress(OSError):
                pids += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                total += pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        return total

    def processor(self) -> float:
        """Seconds of processor time the app has taken, its helpers that ended included."""
        fields = Path(f"/proc/{self.app.pid}/stat").read_text().rpartition(") ")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def stack(folder: Path, pause: float, **environment: str) -> Iterator[Stack]:
    """A fake model's server, the app and nginx, on free ports."""
    from tests.postgres import free_port

    model, app, front = free_port(), free_port(), free_port()
    settings = {
        **{"OPENAI_BASE_URL": f"http://127.0.0.1:{model}/v1", "OPENAI_API_KEY": "sk-load", "BACKEND_PORT": str(app)},
        **{"DATA_DIR": str(folder / "data"), "GRADIO_TEMP_DIR": str(folder / "files"), "OMP_NUM_THREADS": "1", **environment},
    }
    conf = string.Template((ROOT / "benchmarks" / "load.nginx.conf").read_text(encoding="utf-8"))
    (folder / "nginx.conf").write_text(conf.substitute(folder=folder, port=front, app=app, requests_per_minute=120))
    commands = [
        [sys.executable, "-m", "tests.fake_model", "--port", str(model), "--says", "good", "--does", "well", "--pause", str(pause)],
        [sys.executable, "app.py"],
        [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)],
    ]
    with contextlib.ExitStack() as running, (folder / "log").open("wb") as log:
        started = []
        for command in commands:
            process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=log)
            running.callback(_end, process)
            started.append(process)
        made = Stack(f"http://127.0.0.1:{front}", started[1])
        _wait_until_ready(made)
        yield made


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_ready(made: Stack) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and made.app.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{made.url}/ready", timeout=5).status_code == 200:
                return
        time.sleep(0.3)
    raise RuntimeError("the app did not become ready")


async def letter(client: httpx.AsyncClient, person: Person, resume: bytes, posting: str) -> None:
    """One letter from the upload to the last event; raises what went wrong as a `RuntimeError` with a short name."""
    started = time.monotonic()
    answer = await client.post("/gradio_api/upload", files={"files": ("resume.pdf", resume)})
    if answer.status_code != 200:
        raise RuntimeError(f"upload {answer.status_code}")
    file = {"path": answer.json()[0], "meta": {"_type": "gradio.FileData"}}
    asked = {"resume": file, "posting": posting, "length": 250, "workspace": person.workspace}
    answer = await client.post("/gradio_api/call/v2/write", json=asked)
    if answer.status_code != 200:
        raise RuntimeError(f"call {answer.status_code}")
    kind = ""
    has_words = False
    async with client.stream("GET", f"/gradio_api/call/write/{answer.json()['event_id']}") as events:
        async for line in events.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif kind == "error":
                raise RuntimeError(str(json.loads(line.removeprefix("data: ")).get("error", "error"))[:60])
            elif not has_words and kind == "generating" and '"text": ""' not in line and line.startswith("data: "):
                has_words = True
                person.first_words.append(time.monotonic() - started)
    if kind != "complete":
        raise RuntimeError("the stream ended early")
    person.letters.append(time.monotonic() - started)


async def live(url: str, person: Person, until: float, delay: float, resume: bytes, posting: str) -> None:
    """Write letters until the time is over."""
    await asyncio.sleep(delay)
    transport = httpx.AsyncHTTPTransport(local_address=person.address)
    async with httpx.AsyncClient(base_url=url, transport=transport, timeout=PATIENCE) as client:
        while time.monotonic() < until:
            try:
                await letter(client, person, resume, posting)
            except (RuntimeError, httpx.HTTPError) as error:
                person.errors[str(error)[:60] if isinstance(error, RuntimeError) else type(error).__name__] += 1
                await asyncio.sleep(0.5)


async def watch(made: Stack, seen: list[float], until: float) -> None:
    """Look at the memory once a second."""
    while time.monotonic() < until:
        seen.append(made.memory())
        await asyncio.sleep(1)


def under_load(made: Stack, people: int, seconds: float, are_new: bool, resume: bytes, posting: str) -> Table:
    """Everybody writes for `seconds`; with `are_new` each letter is another person's, with a workspace and vectors of its own."""
    visitors, seen = [Person(number, are_new) for number in range(people)], [made.memory()]
    until, spent = time.monotonic() + seconds, made.processor()

    async def all_at_once() -> None:
        arrivals = (live(made.url, one, until, ARRIVAL_SECONDS * one.number / people, resume, posting) for one in visitors)
        await asyncio.gather(watch(made, seen, until), *arrivals)

    asyncio.run(all_at_once())
    first = sorted(value for one in visitors for value in one.first_words)
    whole = sorted(value for one in visitors for value in one.letters)
    errors = sum((one.errors for one in visitors), Counter[str]())
    share = sorted(len(one.letters) for one in visitors)
    failed = errors.total() / max(1, errors.total() + len(whole))
    return Table(
        f"{people} people at once for {seconds:.0f} s",
        ("what", "value"),
        (
            ("letters", len(whole)),
            ("errors", f"{errors.total()} ({failed:.2%})"),
            ("first word, s: median, p95, worst", _spread(first)),
            ("whole letter, s: median, p95, worst", _spread(whole)),
            ("processor time per letter, s", round((made.processor() - spent) / max(1, len(whole)), 3)),
            ("letters per person: fewest, median, most", f"{share[0]}, {statistics.median(share):g}, {share[-1]}"),
            ("memory, MB: at rest; least in each fifth of the time; most", _memory(seen)),
        ),
        tuple(f"{count} x {name}" for name, count in errors.most_common(8)),
    )


def _spread(values: list[float]) -> str:
    if not values:
        return "none"
    return f"{statistics.median(values):.2f}, {values[min(len(values) - 1, int(len(values) * 0.95))]:.2f}, {values[-1]:.2f}"


def _memory(seen: list[float]) -> str:
    """The least of each part, because the app gives freed memory back once a minute: what does not come back is what grows."""
    ends = [round(part * len(seen) / PARTS) for part in range(PARTS + 1)]
    least = [min(seen[start:end] or seen) for start, end in itertools.pairwise(ends)]
    return f"{seen[0]:.0f}; {', '.join(f'{value:.0f}' for value in least)}; {max(seen):.0f}"


def limits(made: Stack, most: int, resume: bytes, posting: str) -> Table:
    """One address asks too often, while another is served; one workspace asks for more letters than its hour allows."""
    greedy, other = Person(901), Person(902)

    async def flood() -> tuple[Counter[int], bool]:
        sender = httpx.AsyncHTTPTransport(local_address=greedy.address)
        async with httpx.AsyncClient(base_url=made.url, transport=sender, timeout=PATIENCE) as client:
            posts = (client.post("/gradio_api/call/v2/letters", json={"workspace": greedy.workspace}) for _ in range(100))
            answers = await asyncio.gather(*posts)
        sender = httpx.AsyncHTTPTransport(local_address=other.address)
        async with httpx.AsyncClient(base_url=made.url, transport=sender, timeout=PATIENCE) as client:
            await letter(client, other, resume, posting)
        return Counter(answer.status_code for answer in answers), bool(other.letters)

    async def insist() -> tuple[int, str]:
        told = ""
        kept = Person(903)
        for turn in range(most + 3):
            sender = httpx.AsyncHTTPTransport(local_address=Person(910 + turn).address)
            async with httpx.AsyncClient(base_url=made.url, transport=sender, timeout=PATIENCE) as client:
                try:
                    await letter(client, kept, resume, posting)
                except RuntimeError as error:
                    told = str(error)
        return len(kept.letters), told

    statuses, is_served = asyncio.run(flood())
    written, told = asyncio.run(insist())
    return Table(
        "limits",
        ("what", "value"),
        (
            ("100 calls at once from one address", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))),
            ("another address in the meantime", "served" if is_served else "NOT served"),
            (f"letters of one workspace from many addresses, {most} allowed", written),
            ("what it is told then", told),
        ),
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=0.02, help="seconds between two tokens of the model")
    parser.add_argument("--new", action="store_true", help="every letter is another person's, with a workspace of its own")
    parser.add_argument("--places", default="100", help="MODEL_CONCURRENCY: letters at the model at once")
    given = parser.parse_args()
    resume, posting = (ROOT / "samples" / "resume.pdf").read_bytes(), (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")
    busy = {"MODEL_CONCURRENCY": given.places, "LETTERS_PER_HOUR": "100000"}
    with tempfile.TemporaryDirectory() as name, stack(Path(name), given.pause, **busy) as made:
        print_table(under_load(made, given.people, given.seconds, given.new, resume, posting))
    with tempfile.TemporaryDirectory() as name, stack(Path(name), 0, LETTERS_PER_HOUR="5") as made:
        print_table(limits(made, 5, resume, posting))


if __name__ == "__main__":
    main()
