"""The audit of the dependencies finds what it is for, and passes on what is locked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.audit_dependencies import advisory_problems, lock_problems, read_lock, read_requirements

ROOT = Path(__file__).parents[1]


def test_the_locked_dependencies_pass() -> None:
    run = subprocess.run([sys.executable, "-m", "scripts.audit_dependencies"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "CVE-2026-45829" in run.stdout


def test_an_audit_that_cannot_ask_fails_instead_of_skipping() -> None:
    nobody = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), "http://127.0.0.1:1")
    run = subprocess.run(
        [sys.executable, "-m", "scripts.audit_dependencies", "--online"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | nobody,
    )
    assert run.returncode == 1
    assert "pip-audit: " in run.stderr


def test_the_lock_is_whole_down_to_the_last() -> None:
    lock = read_lock(ROOT / "constraints.txt")
    wanted = read_requirements(ROOT / "requirements.txt")
    assert lock_problems(wanted, lock) == []
    del lock["starlette"]
    (problem,) = lock_problems(wanted, lock)
    assert problem.startswith("starlette ")
    assert problem.endswith("is not in constraints.txt")


def test_another_version_than_the_locked_one_is_told() -> None:
    lock = read_lock(ROOT / "constraints.txt") | {"sqlalchemy": "2.0.0"}
    assert [problem for problem in lock_problems([Requirement("sqlalchemy")], lock) if "locked to 2.0.0" in problem]


def test_what_is_not_installed_is_told() -> None:
    assert lock_problems([Requirement("no-such-package-here")], {}) == [
        "no-such-package-here, brought by requirements.txt, is not installed"
    ]


def test_an_advisory_is_told_unless_something_holds_it_off() -> None:
    lock = {"h11": "0.14.0", "chromadb": "1.5.9"}
    known = json.loads((ROOT / "scripts" / "advisories.json").read_text(encoding="utf-8"))["advisories"]
    assert advisory_problems(lock, known) == ["h11 0.14.0: CVE-2025-43859, Request smuggling through malformed chunked bodies."]
    unmended = [{name: value for name, value in entry.items() if name != "mitigation"} for entry in known]
    assert len(advisory_problems(lock, unmended)) == 2


def test_a_line_that_locks_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "constraints.txt").write_text("torch>=2\n")
    with pytest.raises(ValueError, match="not a locked version"):
        read_lock(tmp_path / "constraints.txt")
