"""The answers of a form, each reviewed alone, as one review."""

from __future__ import annotations

from coverletter.review.together import together
from coverletter.types import Check, Evidence, Language, Review, ReviewedSentence

DEED = "Cut the refund backlog from 900 to 40 cases in six weeks."
HEADER = "Oakhurst Ticketing | Support lead | 2019.03 - 2022.06"


def reviewed(line: str, sentence: str = "I cut the backlog.", fits: bool = True) -> Review:
    told = ReviewedSentence(text=sentence, verdict="supported", score=0.1, evidence=(Evidence(text=line, page=1, score=0.9),))
    length = Check(name="length", passed=fits, message="The length fits." if fits else "Too long.")
    return Review(sentences=(told,), checks=(length,), supported=1, unsupported=0, neutral=0)


def check(reviews: dict[int, Review], name: str, language: Language = "en") -> Check:
    review = together(reviews, language)
    assert review is not None
    return next(found for found in review.checks if found.name == name)


def test_a_deed_behind_two_answers_is_pointed_out_by_number() -> None:
    reviews = {1: reviewed(DEED), 2: reviewed("Trained 12 colleagues."), 4: reviewed(DEED)}
    found = check(reviews, "evidence")
    assert not found.passed
    assert found.message == f"Questions 1 and 4 are answered with the same deed: “{DEED}”."
    assert check(reviews, "evidence", "ko").message == f"1번과 4번 문항이 같은 일을 말합니다: ‘{DEED}’."


def test_the_line_that_heads_a_job_may_stand_behind_every_answer() -> None:
    assert check({1: reviewed(HEADER), 2: reviewed(HEADER)}, "evidence").passed


def test_a_failed_check_says_which_answer_fails_it() -> None:
    found = check({1: reviewed(DEED), 2: reviewed("Trained 12 colleagues.", fits=False)}, "length")
    assert (found.passed, found.message) == (False, "Question 2: Too long.")


def test_one_answer_needs_no_number_and_no_comparison() -> None:
    review = together({1: reviewed(DEED, fits=False)}, "en")
    assert review is not None
    assert [found.message for found in review.checks] == ["Too long."]


def test_sentences_and_counts_are_those_of_all() -> None:
    review = together({1: reviewed(DEED, "First."), 2: reviewed("Trained 12 colleagues.", "Second.")}, "en")
    assert review is not None
    assert [sentence.text for sentence in review.sentences] == ["First.", "Second."]
    assert (review.supported, review.unsupported, review.neutral) == (2, 0, 0)
    assert together({}, "en") is None
