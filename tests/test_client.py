"""The typed client against a real server: paths in, records out, sentences for what goes wrong."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from coverletter.client import CoverLetterClient, finished
from coverletter.errors import AppError, BadInput, NotReady
from coverletter.types import Fit, KeptLetter, Letter, Posting, Question, Resume, Review
from tests.fake_model import FakeModel
from tests.server import ROOT, Server, free_port

RESUME = ROOT / "samples" / "resume.pdf"
POSTING = (ROOT / "samples" / "posting_en.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client(server: Server) -> CoverLetterClient:
    return CoverLetterClient(server.url)


def test_documents_come_back_as_records(client: CoverLetterClient) -> None:
    resume, posting = client.read_resume(RESUME), client.read_posting(POSTING)
    assert isinstance(resume, Resume)
    assert resume.name == "Annelie de Wit"
    assert isinstance(posting, Posting)
    assert posting.company == "Tidewater Freight"
    fit = client.match(str(RESUME), POSTING)
    assert isinstance(fit, Fit)
    assert {match.status for match in fit.matches} <= {"met", "partial", "missing"}


def test_a_letter_streams(client: CoverLetterClient) -> None:
    steps = list(client.write(RESUME, POSTING, length=180, tone="warm"))
    assert [step.done for step in steps] == [False] * (len(steps) - 1) + [True]
    assert isinstance(steps[-1].letter, Letter)
    assert steps[-1].letter.review is not None


def test_answers_and_review_and_export(client: CoverLetterClient, tmp_path: Path) -> None:
    letter = finished(client.answer(RESUME, POSTING, [Question(question="Why us?", limit=500)]))
    assert letter.answers[0].count <= 500
    assert isinstance(client.review(letter.text, RESUME, POSTING), Review)
    for ending in ("pdf", "docx", "md", "txt"):
        assert client.export(letter.text, tmp_path / f"letter.{ending}").stat().st_size > 50


def test_a_workspace_lives_and_goes(client: CoverLetterClient) -> None:
    workspace = secrets.token_hex(32)
    letter = finished(client.write(RESUME, POSTING, workspace=workspace))
    assert [line.id for line in client.letters(workspace)] == [letter.id]
    finished(client.revise(letter.id, "shorter", RESUME, POSTING, workspace=workspace))
    kept = client.letter(workspace, letter.id)
    assert isinstance(kept, KeptLetter)
    assert [version.instruction for version in kept.versions] == ["", "shorter"]
    assert client.erase(workspace).letters == 1
    assert client.letters(workspace) == ()


def test_ones_own_model_is_used_for_ones_own_calls(server: Server) -> None:
    with FakeModel() as inner, pytest.raises(AppError) as refused:
        finished(CoverLetterClient(server.url, model_key="sk-mine", model_url=inner.url).write(RESUME, POSTING))
    assert "address" in str(refused.value)


def test_what_goes_wrong_is_a_sentence(client: CoverLetterClient, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no file called nothing\.pdf"):
        client.read_resume(tmp_path / "nothing.pdf")
    with pytest.raises(AppError, match="length between"):
        finished(client.write(RESUME, POSTING, length=1))
    with pytest.raises(AppError, match=r"(?i)no such letter"):
        client.letter(secrets.token_hex(32), "nothing")
    with pytest.raises(NotReady, match="make run"):
        CoverLetterClient(f"http://127.0.0.1:{free_port()}")


def test_a_stream_that_is_closed_stops(client: CoverLetterClient) -> None:
    stream = client.write(RESUME, POSTING)
    first = next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert not first.done
