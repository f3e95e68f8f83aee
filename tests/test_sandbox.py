"""Strangers' files cannot hurt: each is refused or read in time, in little memory, and the next one is read as if nothing had been."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.pdf_bombs import bombs, text_page
from coverletter.errors import UnreadableResume
from coverletter.reading.extract import MEMORY
from coverletter.reading.resume import ResumeReader
from coverletter.reading.sandbox import Sandbox, SandboxRefused
from tests import resume_files as files

GOOD = text_page(["Jane Thornquist", "Experience", "Backend engineer at Harbour Lane Software since 2019, in charge of the ledger."])
SLOW = bombs()["two hundred thousand words"]
BOMBS = bombs()


@pytest.fixture(scope="module")
def reader() -> Iterator[ResumeReader]:
    reader = ResumeReader(workers=1)
    yield reader
    reader.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(workers=2)
    yield sandbox
    sandbox.close()


def read_good(sandbox: Sandbox) -> str:
    return "\n".join(line.text for line in sandbox.run("pdf", GOOD, 20, 100).lines)


def processes_of(parent: int) -> set[int]:
    """The live children of a process."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.add(int(status.parent.name))
    return found


def peak_megabytes(process: int) -> float:
    """The most memory a process has held."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_with_a_sentence_within_five_seconds(reader: ResumeReader, name: str) -> None:
    began = time.monotonic()
    with suppress(UnreadableResume):
        reader.read(BOMBS[name], "resume.pdf")
    assert time.monotonic() - began < 5.0
    assert "Harbour Lane" in reader.read(GOOD, "resume.pdf").text


def test_memory_is_bounded_by_the_kernel(sandbox: Sandbox) -> None:
    assert MEMORY <= 256 * 2**20
    read_good(sandbox)
    workers = {worker.process.pid for worker in sandbox._idle}
    with pytest.raises(SandboxRefused, match="too_much"):
        sandbox.run("pdf", BOMBS["content of 200 megabytes"], 20, 100)
    assert all(peak_megabytes(process) <= 256 for process in workers & processes_of(os.getpid()))


def test_a_process_is_used_again_while_all_is_well_and_never_after_a_failure(sandbox: Sandbox) -> None:
    read_good(sandbox)
    worker = sandbox._idle[-1]
    read_good(sandbox)
    assert sandbox._idle[-1] is worker
    with pytest.raises(SandboxRefused):
        sandbox.run("pdf", BOMBS["forms ten to the ninth"], 20, 100)
    assert worker.process.poll() is not None
    assert "Harbour Lane" in read_good(sandbox)


def test_the_clock_ends_a_file_that_takes_too_long() -> None:
    sandbox = Sandbox(workers=1, seconds=0.3)
    try:
        read_good(sandbox)
        began = time.monotonic()
        with pytest.raises(SandboxRefused, match="too_slow"):
            sandbox.run("pdf", SLOW, 20, 100)
        assert time.monotonic() - began < 2.0
    finally:
        sandbox.close()


def test_a_process_killed_in_the_middle_takes_no_other_caller_with_it(sandbox: Sandbox) -> None:
    read_good(sandbox)

    def killer() -> None:
        for _ in range(10):
            time.sleep(0.05)
            for worker in list(sandbox._busy):
                os.kill(worker.process.pid, signal.SIGKILL)

    def attempt(_: int) -> str:
        try:
            return read_good(sandbox)
        except SandboxRefused as refused:
            return f"refused {refused}"

    with ThreadPoolExecutor(5) as pool:
        killing = pool.submit(killer)
        results = list(pool.map(attempt, range(12)))
        killing.result()
    assert {result for result in results if not result.startswith("refused")} <= {read_good(sandbox)}
    assert len(results) == 12


def test_the_environment_of_a_process_holds_nothing_of_ours(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary-4711")
    sandbox.warm()
    read_good(sandbox)
    for worker in sandbox._idle:
        assert b"canary-4711" not in Path(f"/proc/{worker.process.pid}/environ").read_bytes()
        assert os.getpgid(worker.process.pid) != os.getpgid(0)


def test_closing_ends_every_process() -> None:
    sandbox = Sandbox(workers=2)
    read_good(sandbox)
    mine = {worker.process.pid for worker in sandbox._idle}
    assert mine
    sandbox.close()
    assert not mine & processes_of(os.getpid())


def test_what_libraries_print_is_no_answer(sandbox: Sandbox) -> None:
    assert (
        sandbox.run("docx", files.word_file(lambda document: document.add_paragraph("Jane Thornquist")), 20, 100).lines[0].text
        == "Jane Thornquist"
    )
    assert "Harbour Lane" in read_good(sandbox)
