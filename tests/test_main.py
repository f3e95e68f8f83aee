"""The command line, each command as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coverletter.__main__ import main
from coverletter.keeping.export import export_letter
from tests.server import ROOT

SAMPLES = ROOT / "samples"
RESUME, POSTING = str(SAMPLES / "resume.pdf"), str(SAMPLES / "posting_en.txt")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command touches the developer's data."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_write_from_a_shell(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coverletter", "write", RESUME, POSTING, "--length", "180"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, env={**os.environ, "DATA_DIR": str(tmp_path / "data")}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Dear")
    assert "Tidewater Freight" in done.stdout
    assert "writing ..." in done.stderr
    assert "Traceback" not in done.stderr


def test_write_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["write", RESUME, str(SAMPLES / "posting_ko.txt"), "--out", "letter.pdf"]) == 0
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert main(["write", RESUME, POSTING, "--out", "letter.exe"]) == 2
    assert "end in .pdf" in capsys.readouterr().err


def test_match_tells_the_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", RESUME, POSTING]) == 0
    assert "Senior Backend Engineer, Tidewater Freight" in capsys.readouterr().out
    assert main(["match", RESUME, POSTING, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["coverage"] > 0


def test_a_posting_may_be_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "posting.pdf").write_bytes(export_letter(Path(POSTING).read_text(encoding="utf-8"), "pdf", "en").data)
    assert main(["match", RESUME, str(tmp_path / "posting.pdf")]) == 0
    assert "Tidewater Freight" in capsys.readouterr().out


def test_review_says_what_to_look_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("At Oakhurst Ticketing I built the refund workflow used by 900 support agents.", encoding="utf-8")
    assert main(["review", "letter.txt", RESUME, "--posting", POSTING]) == 1
    assert "unsupported" in capsys.readouterr().out


def test_batch_writes_one_letter_for_each_posting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "postings"
    folder.mkdir()
    for name in ("posting_en.txt", "posting_ko.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    (folder / "short.txt").write_text("hi", encoding="utf-8")
    assert main(["batch", RESUME, str(folder), str(tmp_path / "letters"), "--format", "docx"]) == 1
    assert sorted(path.name for path in (tmp_path / "letters").iterdir()) == ["posting_en.docx", "posting_ko.docx"]
    assert "short.txt:" in capsys.readouterr().err


def test_doctor_backup_and_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert all(f"ok      {part}" in told for part in ("records", "index", "writer", "embedder"))
    assert "composed offline" in told
    assert main(["backup", str(tmp_path / "backups")]) == 0
    made = capsys.readouterr().out.strip()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "other"))
    assert main(["restore", made]) == 0
    assert main(["restore", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["write", "nothing.pdf", POSTING], "nothing.pdf"),
        (["write", RESUME, "nothing.txt"], "nothing.txt"),
        (["write", RESUME, POSTING, "--length", "1"], "length between"),
        (["write", RESUME, POSTING, "--model", "gpt-4o"], "No model's server"),
        (["match", RESUME, "http://127.0.0.1/job"], "address"),
        (["batch", RESUME, "nothing", "letters"], "folder with postings"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert says in told
    assert "Traceback" not in told


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "never")
    assert main(["doctor"]) == 2
    assert "RETENTION_DAYS" in capsys.readouterr().err
