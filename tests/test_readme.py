"""What the documents tell people to type, typed: examples run against the real server, settings stand in all three places alike."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from coverletter.settings import Settings
from tests.server import ROOT, Server

DOCUMENTS = ("README.md", "README.ko.md", "docs/api.md")
ADDRESS = "http://127.0.0.1:8000"
BLOCK = re.compile(r"^```(python|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_TYPED_HERE = ("make ", "docker ", "git clone", "pip install")
"""Commands that install or deploy; the tests of deployment and CI type those."""


def examples(language: str) -> list[object]:
    """The blocks of all documents in one language that call the server or the command line."""
    found = []
    for name in DOCUMENTS:
        for number, (kind, code) in enumerate(BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))):
            typed = not any(line.startswith(NOT_TYPED_HERE) for line in code.splitlines())
            if kind == language and typed and ("8000" in code or "coverletter" in code):
                found.append(pytest.param(code, id=f"{name}-{number}"))
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the examples name."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "postings").mkdir()
    shutil.copy(ROOT / "samples" / "posting_en.txt", tmp_path / "postings")
    (tmp_path / "letter.txt").write_text("At Fenwick & Vale Logistics I mentor two junior engineers.", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "python3"):
        (tmp_path / ".venv" / "bin" / name).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
        (tmp_path / ".venv" / "bin" / name).chmod(0o755)
    return tmp_path


def environment(desk: Path) -> dict[str, str]:
    path = f"{desk / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "DATA_DIR": str(desk / "data"), "OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize("code", examples("python"))
def test_python_examples_run(server: Server, desk: Path, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code.replace(ADDRESS, server.url)],
        cwd=desk,
        env=environment(desk),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 100


@pytest.mark.parametrize("code", examples("bash"))
def test_shell_examples_run(server: Server, desk: Path, code: str) -> None:
    script = "set -uo pipefail\n" + code.replace(ADDRESS, server.url)
    done = subprocess.run(["bash", "-c", script], cwd=desk, env=environment(desk), capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    assert len(done.stdout) > 100
    assert "event: error" not in done.stdout
    assert "Traceback" not in done.stderr


def shown(value: object) -> str:
    """A default as the documents write it."""
    value = value.get_secret_value() if isinstance(value, SecretStr) else value
    return str(value)


def test_settings_stand_alike_in_code_example_and_readme() -> None:
    known = {name.upper(): shown(field.default) for name, field in Settings.model_fields.items()}
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    in_example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert {name: value.lower() for name, value in in_example.items()} == {name: value.lower() for name, value in known.items()}
    for name in ("README.md", "README.ko.md"):
        rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        told = {setting: default.strip().strip("`") for setting, default in rows if setting in known}
        empty = ("empty", "없음", "비어 있음", "")
        assert {key: "" if value in empty else value.lower() for key, value in told.items()} == {key: known[key].lower() for key in told}
    assert set(known) <= set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))


def test_every_document_that_is_linked_is_there() -> None:
    for document in (ROOT / name for name in DOCUMENTS):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
