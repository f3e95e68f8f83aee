"""The facade on real parts: write, answer, revise, variants, keep, erase."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from coverletter.errors import BadInput, ModelFailed, NotFound
from coverletter.pipeline import CoverLetters
from coverletter.text.counting import count
from coverletter.types import AnswerRequest, ModelChoice, Question, ReviseRequest, WriteRequest
from tests.applicants import ENGLISH, ENGLISH_POSTING, KOREAN, KOREAN_POSTING
from tests.fake_model import FakeModel
from tests.house import WORKSPACE, gather, house, last, run, writing_with

OTHER_WORKSPACE = "7" * 64


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> CoverLetters:
    return house(tmp_path_factory.mktemp("house"))


def asking(**changes: object) -> WriteRequest:
    return WriteRequest(resume=ENGLISH, posting=ENGLISH_POSTING, length=200).model_copy(update=changes)


def test_write_streams_stages_and_ends_with_a_reviewed_letter(letters: CoverLetters) -> None:
    steps = run(gather(letters.write(asking())))
    stages = [step.stage for step in steps]
    assert stages[0] == "matching"
    assert list(dict.fromkeys(stages)) == ["matching", "writing", "reviewing", "done"]
    assert all(later.text.startswith(earlier.text) for earlier, later in pairwise(steps) if later.stage == "writing")
    letter = steps[-1].letter
    assert letter is not None
    assert steps[-1].done
    assert letter.text == steps[-1].text
    assert letter.review is not None
    assert letter.review.unsupported == 0
    assert letter.outcome == "complete"
    assert letter.model == "offline"
    assert "offline" in letter.notice
    assert {check.name for check in letter.review.checks if not check.passed} == set()


def test_the_posting_decides_the_language_unless_asked(letters: CoverLetters) -> None:
    for request, language in (
        (asking(), "en"),
        (WriteRequest(resume=KOREAN, posting=KOREAN_POSTING, length=500, unit="characters"), "ko"),
        (asking(language="ko", length=500, unit="characters"), "ko"),
    ):
        letter = last(letters.write(request)).letter
        assert letter is not None
        assert letter.language == language


@pytest.mark.parametrize("length", [0, 10_000, -5])
def test_a_length_no_letter_has_is_refused(letters: CoverLetters, length: int) -> None:
    with pytest.raises(BadInput, match="length"):
        last(letters.write(asking(length=length)))
    with pytest.raises(BadInput, match="limit"):
        last(
            letters.answer(
                AnswerRequest(resume=ENGLISH, posting=ENGLISH_POSTING, questions=(Question(question="Why?", limit=length * 10),))
            )
        )


def test_notes_are_a_second_source(letters: CoverLetters) -> None:
    note = "I can start on the first of June and already live in Arbroath."
    letter = last(letters.write(asking(notes=note))).letter
    assert letter is not None
    assert note in letter.text
    assert letter.review is not None
    assert letter.review.unsupported == 0


def test_a_workspace_keeps_letters_and_their_versions(letters: CoverLetters) -> None:
    letter = last(letters.write(asking(workspace=WORKSPACE))).letter
    assert letter is not None
    assert [line.id for line in letters.letters(WORKSPACE)] == [letter.id]
    assert letters.letters(OTHER_WORKSPACE) == ()
    revised = last(
        letters.revise(ReviseRequest(letter=letter.id, instruction="shorter", resume=ENGLISH, posting=ENGLISH_POSTING, workspace=WORKSPACE))
    ).letter
    assert revised is not None
    assert revised.id == letter.id
    assert count(revised.text, "words") < count(letter.text, "words")
    kept = letters.letter(WORKSPACE, letter.id)
    assert [version.text for version in kept.versions] == [letter.text, revised.text]
    assert kept.versions[1].instruction == "shorter"
    letters.keep_version(WORKSPACE, letter.id, letter.text, "restored", letter.review)
    assert letters.letter(WORKSPACE, letter.id).versions[2].text == letter.text
    with pytest.raises(NotFound):
        letters.letter(OTHER_WORKSPACE, letter.id)
    again = last(letters.write(asking(workspace=WORKSPACE))).letter
    assert again is not None
    assert again.review is not None
    assert not next(check for check in again.review.checks if check.name == "reuse").passed
    erased = letters.erase(WORKSPACE)
    assert erased.letters == 2
    assert erased.vectors > 0
    assert letters.letters(WORKSPACE) == ()
    assert letters.erase(WORKSPACE).model_dump() == {"letters": 0, "files": 0, "vectors": 0}


def test_nothing_is_kept_without_a_workspace(tmp_path: Path) -> None:
    letters = house(tmp_path)
    last(letters.write(asking()))
    assert letters.letters(WORKSPACE) == ()
    assert not list((tmp_path / "job_postings").rglob("*.json"))


def test_a_wrong_workspace_is_refused_before_any_work(letters: CoverLetters) -> None:
    with pytest.raises(BadInput, match="workspace"):
        last(letters.write(asking(workspace="short")))


REVISIONS = [
    ("en", "more about the seal change", lambda before, after: "seal change" in after and "seal change" not in before),
    ("en", "make it longer", lambda before, after: count(after, "words") > count(before, "words")),
    ("en", "Warmer, please", lambda _before, after: "Warm regards" in after and "Sincerely" not in after),
    ("ko", "더 짧게", lambda before, after: len(after) < len(before)),
    ("ko", "실사에 대해 더 써 주세요", lambda before, after: "실사" in after and "실사" not in before),
    ("ko", "더 길게 써 줘", lambda before, after: len(after) > len(before)),
]


@pytest.mark.parametrize(("language", "wish", "holds"), REVISIONS)
def test_offline_revisions_that_need_no_rewording(letters: CoverLetters, language: str, wish: str, holds: object) -> None:
    resume, posting, length, unit = (
        (ENGLISH, ENGLISH_POSTING, 110, "words") if language == "en" else (KOREAN, KOREAN_POSTING, 300, "characters")
    )
    before = last(letters.write(WriteRequest(resume=resume, posting=posting, length=length, unit=unit))).letter  # type: ignore[arg-type]
    assert before is not None
    revised = last(letters.revise(ReviseRequest(letter=before.text, instruction=wish, resume=resume, posting=posting))).letter
    assert revised is not None
    assert holds(before.text, revised.text), revised.text  # type: ignore[operator]
    assert revised.review is not None
    assert revised.review.unsupported == 0
    assert revised.text.split("\n")[0] == before.text.split("\n")[0] or "Warmer" in wish


def test_what_needs_a_model_is_said_plainly(letters: CoverLetters) -> None:
    revised = last(
        letters.revise(
            ReviseRequest(letter="Dear team,\n\nHello.", instruction="in the style of a sonnet", resume=ENGLISH, posting=ENGLISH_POSTING)
        )
    )
    assert revised.letter is not None
    assert revised.letter.text == "Dear team,\n\nHello."
    assert "Without a model" in revised.letter.notice


def test_one_paragraph_is_revised_and_the_others_stay(tmp_path: Path) -> None:
    with FakeModel(text="I kept 42 belt lines running.") as model:
        letters = house(tmp_path, writing_with(model), keeps=False)
        draft = "Dear team,\n\nFirst thing.\n\nSincerely,\nMorag Ellison"
        request = ReviseRequest(letter=draft, instruction="about the belts", resume=ENGLISH, posting=ENGLISH_POSTING, paragraph=1)
        revised = last(letters.revise(request)).letter
        assert revised is not None
        assert revised.text == "Dear team,\n\nI kept 42 belt lines running.\n\nSincerely,\nMorag Ellison"
        assert "First thing." in model.received[0].prompt
        with pytest.raises(BadInput, match="paragraph"):
            last(letters.revise(request.model_copy(update={"paragraph": 9})))


def test_variants_come_side_by_side_and_differ(letters: CoverLetters) -> None:
    steps = run(gather(letters.variants(asking(), 3)))
    drafts = [progress.letter for progress in steps[-1]]
    assert all(progress.done for progress in steps[-1])
    assert len({draft.text for draft in drafts if draft}) == 3
    with pytest.raises(BadInput):
        run(gather(letters.variants(asking(), 4)))


def test_a_variant_that_fails_leaves_the_others(tmp_path: Path) -> None:
    with FakeModel(does=["500", "500", "500", "well"]) as model:
        letters = house(tmp_path, lambda _: writing_with(model)(ModelChoice()), keeps=False)
        drafts = [progress.letter for progress in run(gather(letters.variants(asking(), 2)))[-1]]
        assert any(draft is not None for draft in drafts)
    with FakeModel(does="401") as model:
        letters = house(tmp_path, writing_with(model), keeps=False)
        with pytest.raises(ModelFailed):
            run(gather(letters.variants(asking(), 2)))


def test_blind_hiring_keeps_the_person_out_of_letter_and_prompt(letters: CoverLetters, tmp_path: Path) -> None:
    request = WriteRequest(resume=KOREAN, posting=KOREAN_POSTING, length=400, unit="characters", blind=True)
    letter = last(letters.write(request)).letter
    assert letter is not None
    assert letter.review is not None
    assert next(check for check in letter.review.checks if check.name == "blind").passed
    assert "반채운" not in letter.text
    with FakeModel() as model:
        last(house(tmp_path, writing_with(model), keeps=False).write(request))
        assert "반채운" not in model.received[0].prompt


def test_would_send_is_exactly_what_is_sent(tmp_path: Path) -> None:
    with FakeModel() as model:
        writer = writing_with(model)(ModelChoice())
        letters = house(tmp_path, lambda _: writer, keeps=False)
        shown = letters.would_send(asking())
        last(letters.write(asking()))
        assert model.received[0].prompt == shown
        assert "morag.ellison@mail.example" not in shown


def test_a_letter_far_off_its_length_is_sent_back_once(tmp_path: Path) -> None:
    with FakeModel(says=["long", "good", "good"]) as model:
        letter = last(house(tmp_path, writing_with(model), keeps=False).write(asking(length=100))).letter
        assert letter is not None
        assert "Shorten the draft" in model.received[1].prompt
        assert count(letter.text, "words") < 200
        assert letter.usage.input_tokens >= 2000


def test_an_edited_draft_is_held_against_what_was_asked_of_it(letters: CoverLetters) -> None:
    asked = WriteRequest(resume=ENGLISH, posting=ENGLISH_POSTING, length=110, workspace=WORKSPACE)
    first = last(letters.write(asked)).letter
    assert first is not None
    edited = f"{first.text} I was born in Dundee."
    names = {check.name for check in letters.review_draft(edited, asked).checks}
    assert {"length", "language", "reuse"} <= names
    own = {check.name for check in letters.review_draft(edited, asked, first.id).checks}
    assert "reuse" not in own
