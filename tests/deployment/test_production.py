"""Three backends over Postgres and Chroma: every kind of caller, losses, growth, floods, walls, and a restore from nothing."""

from __future__ import annotations

import secrets
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from tests.deployment.calls import call, called, finished, kept_ids, share_good, start_calling, write_letter
from tests.deployment.engine import ROOT, Stack

pytestmark = pytest.mark.deployment


@pytest.fixture(scope="module")
def address(production: Stack) -> str:
    """Where the frontend is reached from this machine, once every backend is ready."""
    for backend in production.containers("backend"):
        for _ in range(120):
            ready = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:8000/ready').status)"
            if production.engine.docker("exec", backend, "python", "-c", ready, check=False).strip() == "200":
                break
            time.sleep(0.5)
        else:
            raise AssertionError(production.compose("logs", "--tail", "60", "backend"))
    return f"http://127.0.0.1:{production.port}"


@contextmanager
def letters_being_written(address: str, workspace: str) -> Iterator[list[str]]:
    """Write letters one after the other while the block runs; the list holds the ids that were acknowledged."""
    acknowledged: list[str] = []
    over = threading.Event()

    def keep_writing() -> None:
        while not over.is_set():
            try:
                acknowledged.append(str(write_letter(address, workspace)["id"]))
            except (httpx.HTTPError, AssertionError):
                continue

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        yield acknowledged
    finally:
        over.set()
        writer.join(timeout=240)


def test_three_backends_are_up(production: Stack) -> None:
    states = production.states()
    assert sum("backend" in name for name in states) == 3, states
    assert set(states.values()) == {"healthy"}, states


@pytest.mark.parametrize(("kind", "at_once"), [("client", "10"), ("curl", "10"), ("session", "25")])
def test_a_hundred_callers_of_each_kind_all_land(production: Stack, address: str, kind: str, at_once: str) -> None:
    assert address
    assert share_good(called(production, kind, "--count", "100", "--at-once", at_once)) == 1.0


def test_a_browser_writes_a_letter(address: str, tmp_path: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-quic"])
        page = browser.new_page(locale="en-US")
        page.goto(address)
        page.set_input_files("#resume-upload input[type=file]", ROOT / "samples" / "resume.pdf")
        expect(page.locator("#resume-card")).to_contain_text("Annelie de Wit", timeout=60_000)
        page.fill("#posting textarea", (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8"))
        page.click("#write")
        letter = page.locator("#letter textarea").first
        lengths = set()
        for _ in range(400):
            if letter.count():
                lengths.add(len(letter.input_value()))
            if page.locator("#review .sentence").count():
                break
            time.sleep(0.2)
        page.screenshot(path=tmp_path / "written.png")
        assert len(lengths) > 3, f"not streamed: {sorted(lengths)}"
        assert "Dear" in letter.input_value()
        browser.close()


def test_a_backend_that_dies_costs_next_to_nothing(production: Stack, address: str) -> None:
    workspace = secrets.token_hex(32)
    with letters_being_written(address, workspace) as acknowledged:
        calling = start_calling(production, "session", "--count", "400", "--at-once", "3")
        time.sleep(8)
        victim = production.containers("backend")[0]
        production.engine.docker("kill", victim)
        result = finished(calling)
    production.engine.docker("start", victim)
    production.wait_until_healthy()
    assert share_good(result) >= 0.99
    assert acknowledged
    assert set(acknowledged) <= kept_ids(address, workspace)


def test_a_rolling_restart_loses_no_letter(production: Stack, address: str) -> None:
    workspace = secrets.token_hex(32)
    with letters_being_written(address, workspace) as acknowledged:
        for backend in production.containers("backend"):
            production.engine.docker("restart", "-t", "40", backend)
            production.wait_until_healthy()
    print(f"{len(acknowledged)} letters acknowledged during the restart")
    assert acknowledged
    assert set(acknowledged) <= kept_ids(address, workspace)


def test_it_grows_and_shrinks_under_load_without_an_edit(production: Stack, address: str) -> None:
    assert address
    calling = start_calling(production, "session", "--count", "600", "--at-once", "4")
    for size in ("5", "2"):
        production.compose("up", "-d", "--no-build", "--no-recreate", "--scale", f"backend={size}")
        production.wait_until_healthy()
        assert len(production.containers("backend")) == int(size)
    result = finished(calling)
    production.compose("up", "-d", "--no-build", "--no-recreate", "--scale", "backend=3")
    production.wait_until_healthy()
    assert share_good(result) >= 0.99


def test_a_flood_of_bogus_sessions_hurts_nobody_else(production: Stack, address: str) -> None:
    assert address
    flood = start_calling(production, "flood", "--seconds", "15")
    time.sleep(1)
    good = called(production, "session", "--count", "100", "--at-once", "4")
    print(finished(flood))
    assert share_good(good) >= 0.99


def test_only_the_frontend_can_be_reached(production: Stack) -> None:
    published = [line for line in production.compose("ps", "--format", "{{.Service}} {{.Ports}}").splitlines() if "->" in line]
    assert [line.split()[0] for line in published] == ["frontend"]
    inner = f"{production.name}_inner"
    addresses = production.engine.docker("network", "inspect", inner, "--format", "{{range .Containers}}{{.IPv4Address}} {{end}}").split()
    targets = [f"{address.split('/')[0]}:{port}" for address in addresses for port in (5432, 8000)]
    assert len(targets) >= 10
    program = f"for at in postgres:5432 chroma:8000 {' '.join(targets)}; do curl -sv -m 2 telnet://$at </dev/null; done; curl -sv -m 2 telnet://backend:8000 </dev/null"
    from_frontend = production.compose("exec", "-T", "frontend", "sh", "-c", program, check=False)
    assert from_frontend.count("Established connection") == from_frontend.count("Established connection to backend") == 1, from_frontend[
        -1500:
    ]
    beside_frontend = called(production, "reach", *targets)
    assert beside_frontend["reached"] == []


def test_the_inner_network_has_no_way_out(production: Stack) -> None:
    inner = f"{production.name}_inner"
    assert production.engine.docker("network", "inspect", inner, "--format", "{{.Internal}}").strip() == "true"
    assert production.engine.docker("network", "inspect", "coverletter-network", "--format", "{{json .Options}}").count('"false"') == 1


def test_everything_lost_is_brought_back(production: Stack, address: str, tmp_path: Path) -> None:
    """A backup while letters are written, then every volume gone, then a restore into a fresh stack."""
    workspace = secrets.token_hex(32)
    before = write_letter(address, workspace)
    with letters_being_written(address, secrets.token_hex(32)):
        run_make(production, "backup", tmp_path)
    (made,) = tmp_path.iterdir()
    production.down("-v")
    production.up()
    assert kept_ids(address, workspace) == set()
    run_make(production, "restore", tmp_path, f"BACKUP={made}")
    assert kept_ids(address, workspace) == {before["id"]}
    letter = call(address, "letter", workspace=workspace, id=before["id"])
    assert isinstance(letter, dict)
    assert letter["versions"][0]["text"] == before["text"]


def run_make(stack: Stack, target: str, backups: Path, *arguments: str) -> None:
    """Run one of the Makefile's targets against this stack."""
    files = " ".join(f"-f {file}" for file in stack.files)
    compose = f"docker compose -p {stack.name} {files}"
    command = ["make", target, f"COMPOSE={compose}", f"STACK={compose}", f"BACKUPS={backups}", *arguments]
    result = subprocess.run(
        command, cwd=ROOT, env={**stack.engine.environment, **stack.variables}, capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
