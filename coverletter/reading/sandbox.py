"""Reused processes of our own that parse strangers' files: limited in memory, processor and wall clock, never reused after a failure.

`multiprocessing.Pool` waits for ever for a killed worker and `ProcessPoolExecutor` breaks for all others; PDFium ends its
process when memory runs out. So each file goes to one of a few plain processes, one spare is always warm, and whatever goes
wrong ends that process group and nothing else.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from coverletter.reading.extract import HEAD, READY
from coverletter.reading.lines import Extract, from_plain

WALL_SECONDS = 4.0
"""So that a person waits five seconds at the most, with the end of the process, and passages and quality of a long text, included."""

MOST_ANSWER = 32 * 2**20
JOBS_OF_A_WORKER = 200
STARTING_SECONDS = 20.0

_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from coverletter.reading.extract import serve; serve()"


class SandboxRefused(Exception):
    """The file was refused; the one word says why: `encrypted`, `damaged`, `no_pages`, `too_many_pages`, `too_much`, `too_slow`."""


class _Worker:
    """One process, and how many jobs it has done."""

    def __init__(self) -> None:
        self.jobs = 0
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
            start_new_session=True,
            bufsize=0,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.input, False)
        os.set_blocking(self.output, False)

    def end(self) -> None:
        """Kill the whole group and wait for it."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self.process.wait()

    def exchange(self, message: bytes, seconds: float) -> dict[str, Any]:
        """Send a job and wait for the answer; the clock starts when the process is warm.

        Raises `TimeoutError`, or `OSError` when the process died or answered nonsense.
        """
        if self.jobs == 0 and self._receive(HEAD.size, time.monotonic() + STARTING_SECONDS) != READY:
            raise OSError("not a worker")
        deadline = time.monotonic() + seconds
        view = memoryview(message)
        while view:
            self._wait(self.input, deadline, writing=True)
            with suppress(BlockingIOError):
                view = view[os.write(self.input, view) :]
        size, _ = HEAD.unpack(self._receive(HEAD.size, deadline))
        if size > MOST_ANSWER:
            raise OSError("answer too long")
        try:
            answer = json.loads(self._receive(size, deadline))
        except ValueError as error:
            raise OSError("not an answer") from error
        if not isinstance(answer, dict):
            raise OSError("not an answer")
        return answer

    def _receive(self, count: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        while count:
            self._wait(self.output, deadline, writing=False)
            with suppress(BlockingIOError):
                part = os.read(self.output, min(count, 1 << 20))
                if not part:
                    raise OSError("the process ended")
                parts.append(part)
                count -= len(part)
        return b"".join(parts)

    def _wait(self, descriptor: int, deadline: float, writing: bool) -> None:
        left = deadline - time.monotonic()
        poll = select.poll()
        poll.register(descriptor, select.POLLOUT if writing else select.POLLIN)
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError


class Sandbox:
    """Reads files in limited processes; safe to call from many threads, `workers` files at once."""

    def __init__(self, workers: int = 2, seconds: float = WALL_SECONDS) -> None:
        """Nothing is started until the first `run` or `warm`."""
        self.seconds = seconds
        self._slots = BoundedSemaphore(workers)
        self._lock = Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    def warm(self) -> None:
        """Have one process ready, so that the first file does not wait for it."""
        with self._lock:
            if not self._idle and not self._closed:
                self._idle.append(_Worker())

    def run(self, kind: str, data: bytes, max_pages: int, most_pages: int) -> Extract:
        """The lines of a `pdf` or `docx` file.

        Raises `SandboxRefused`. Waits while all workers are busy.
        """
        head = json.dumps({"kind": kind, "max_pages": max_pages, "most_pages": most_pages}).encode()
        message = HEAD.pack(len(head), len(data)) + head + data
        with self._slots:
            worker = self._take()
            try:
                answer = worker.exchange(message, self.seconds)
                extract = self._understand(answer)
            except TimeoutError:
                self._drop(worker)
                raise SandboxRefused("too_slow") from None
            except (OSError, ValueError):
                died_of_time = worker.process.poll() == -signal.SIGXCPU
                self._drop(worker)
                raise SandboxRefused("too_slow" if died_of_time else "too_much") from None
            except SandboxRefused:
                self._give_back(worker, spent=bool(answer.get("spent")))
                raise
            except BaseException:
                self._drop(worker)
                raise
            self._give_back(worker, spent=False)
            return extract

    def processes(self) -> tuple[int, ...]:
        """Ids of the processes that live now."""
        with self._lock:
            return tuple(worker.process.pid for worker in [*self._idle, *self._busy])

    def close(self) -> None:
        """End every process."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.end()

    @staticmethod
    def _understand(answer: Mapping[str, Any]) -> Extract:
        if "refused" in answer:
            raise SandboxRefused(str(answer["refused"]))
        return from_plain(answer["extract"] if isinstance(answer.get("extract"), dict) else {})

    def _take(self) -> _Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else _Worker()
            self._busy.add(worker)
            if not self._idle and not self._closed:
                self._idle.append(_Worker())
        return worker

    def _give_back(self, worker: _Worker, spent: bool) -> None:
        worker.jobs += 1
        if spent or worker.jobs >= JOBS_OF_A_WORKER or self._closed:
            self._drop(worker)
            return
        with self._lock:
            self._busy.discard(worker)
            self._idle.append(worker)

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        worker.end()
