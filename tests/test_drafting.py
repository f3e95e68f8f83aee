"""Drafts that invent: sent back once with the evidence, what stays is marked, and with strict it is taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverletter.types import Language, Letter, WriteRequest
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING
from tests.fake_model import FakeModel
from tests.house import gather, house, last, run, writing_with

LANGUAGES: list[Language] = ["en", "ko"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


def asking(language: Language, **changes: object) -> WriteRequest:
    resume, posting, length = (ENGLISH, ENGLISH_POSTING, 180) if language == "en" else (KOREAN, KOREAN_POSTING, 160)
    return WriteRequest(resume=resume, posting=posting, length=length).model_copy(update=changes)


def written(folder: Path, model: FakeModel, request: WriteRequest) -> Letter:
    letter = last(house(folder, writing_with(model), keeps=False).write(request)).letter
    assert letter is not None
    assert letter.review is not None
    return letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_inventions_are_sent_back_once_with_reasons_and_evidence(folder: Path, language: Language) -> None:
    with FakeModel(says="fabricate") as model:
        letters = house(folder, writing_with(model), keeps=False)
        steps = run(gather(letters.write(asking(language))))
        repairs = [call.prompt for call in model.received if "to put right" in call.prompt or "고치거나 뺄" in call.prompt]
    assert len(repairs) == 1
    assert "repairing" in [step.stage for step in steps]
    assert ("claimed:" in repairs[0]) or ("쓴 것:" in repairs[0])
    line = next(passage.text for passage in asking(language).resume.passages if passage.kind == "bullet")
    assert line in repairs[0]
    letter = steps[-1].letter
    assert letter is not None
    assert letter.review is not None
    assert letter.review.unsupported <= 1
    assert letter.usage.output_tokens > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stays_is_marked_with_its_reasons(folder: Path, language: Language) -> None:
    with FakeModel(says="stubborn") as model:
        letter = written(folder, model, asking(language))
    assert letter.review is not None
    marked = [sentence for sentence in letter.review.sentences if sentence.verdict == "unsupported"]
    assert len(marked) >= 3
    assert all(sentence.reasons for sentence in marked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", ["fabricate", "stubborn"])
def test_with_strict_nothing_marked_is_left_and_the_letter_still_reads(folder: Path, voice: str, language: Language) -> None:
    with FakeModel(says=voice) as model:
        letter = written(folder, model, asking(language, strict=True))
    assert letter.review is not None
    assert letter.review.unsupported == 0
    assert letter.outcome == "complete"
    paragraphs = letter.text.split("\n\n")
    assert all(paragraph.strip() for paragraph in paragraphs)
    assert paragraphs[0].startswith("Dear ") or paragraphs[0].endswith("님께,")
    assert paragraphs[-1].endswith(asking(language).resume.name)
    assert letter.review.supported >= 2
    if voice == "stubborn":
        assert "taken out" in letter.notice or "뺐습니다" in letter.notice


def test_strict_changes_nothing_where_all_is_true(folder: Path) -> None:
    plain = last(house(folder, keeps=False).write(asking("en"))).letter
    strict = last(house(folder, keeps=False).write(asking("en", strict=True))).letter
    assert plain is not None
    assert strict is not None
    assert plain.text == strict.text
    assert plain.notice == strict.notice


def test_a_repair_that_makes_things_worse_is_not_taken(folder: Path) -> None:
    deeds = "At Tayside Conveyors Ltd I led a team of 6 fitters through the replacement of 180 drive units in eleven weeks."
    honest = f"Dear team,\n\n{deeds} At Harrow Pumps I rebuilt 65 pumps a year. I hold a PhD from Stanford University.\n\nSincerely,\nMorag Ellison"
    with FakeModel(text=honest, says="stubborn", mends=True) as model:
        letter = written(folder, model, asking("en", length=45))
    assert letter.text == honest


@pytest.mark.parametrize(
    "courtesy",
    [
        "Thank you for your time and consideration.",
        "I look forward to hearing from you.",
        "Thank you for taking the time to read this.",
        "I am writing to apply for the position of Reliability Engineer at Brackenfield Foods.",
        "Please find my resume attached.",
    ],
)
def test_the_courtesies_of_every_letter_are_not_doubted(folder: Path, courtesy: str) -> None:
    text = (
        f"Dear Brackenfield Foods hiring team,\n\n{courtesy} I led a team of 6 fitters at Tayside Conveyors.\n\nSincerely,\nMorag Ellison"
    )
    review = house(folder, keeps=False).review(text, ENGLISH, ENGLISH_POSTING)
    assert next(sentence for sentence in review.sentences if sentence.text == courtesy).verdict != "unsupported"
