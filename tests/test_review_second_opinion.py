"""The model may doubt what the rules let pass, and nothing else."""

from __future__ import annotations

import asyncio
import json

import pytest

from coverletter.review.second_opinion import second_opinion
from coverletter.types import Reason, Review, ReviewedSentence
from tests.review_cases import BAKER

SENTENCES = (
    ReviewedSentence(text="Dear team,", verdict="neutral", score=0.0),
    ReviewedSentence(text="I plan 14 lines.", verdict="supported", score=0.1),
    ReviewedSentence(
        text="I hold a PhD.",
        verdict="unsupported",
        score=0.9,
        reasons=(Reason(kind="degree", hard=True, claim="PhD", found="BSc Nutrition"),),
    ),
)
REVIEW = Review(sentences=SENTENCES, checks=(), supported=1, unsupported=1, neutral=1)


class Oracle:
    """A model that says what it is told to say, and remembers what it was asked."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def complete(self, prompt: str, schema: dict[str, object] | None = None) -> str:
        self.asked.append(prompt)
        return self.answer


def ask(answer: str, review: Review = REVIEW) -> tuple[Review, Oracle]:
    oracle = Oracle(answer)
    return asyncio.run(second_opinion(oracle, review, BAKER, ())), oracle


def test_a_doubt_is_a_question_not_a_contradiction() -> None:
    review, oracle = ask(json.dumps({"doubts": [{"sentence": 1, "claim": "14 lines", "found": ""}]}))
    assert len(oracle.asked) == 1
    assert (review.supported, review.unsupported, review.neutral) == (0, 2, 1)
    assert review.sentences[1].verdict == "unsupported"
    assert [reason.hard for reason in review.sentences[1].reasons] == [False]


@pytest.mark.parametrize("number", [0, 2, 7, -1])
def test_it_touches_only_what_it_was_shown(number: int) -> None:
    review, _ = ask(json.dumps({"doubts": [{"sentence": number, "claim": "x", "found": "y"}]}))
    assert review == REVIEW


def test_it_never_clears_a_doubt() -> None:
    review, oracle = ask(json.dumps({"doubts": []}))
    assert review == REVIEW
    assert "PhD" not in oracle.asked[0]


@pytest.mark.parametrize("answer", ["", "no", "[]", '{"doubts": "all"}', '{"doubts": [{"sentence": "one"}]}'])
def test_an_answer_of_another_shape_changes_nothing(answer: str) -> None:
    assert ask(answer)[0] == REVIEW


def test_nothing_is_asked_where_nothing_is_supported() -> None:
    review = REVIEW.model_copy(update={"sentences": SENTENCES[:1], "supported": 0, "unsupported": 0})
    assert ask("", review)[1].asked == []
