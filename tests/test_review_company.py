"""What a letter says of the company: right, wrong, or nowhere to be read."""

from __future__ import annotations

import pytest

from coverletter.review.reviewer import Reviewer
from coverletter.types import Posting
from tests.review_cases import BAKER, EMBEDDER, PLANNER, POSTING, TODAY, judged

KOREAN = Posting(
    title="생산계획 담당",
    company="들꽃유통",
    language="ko",
    text="들꽃유통은 매장 90곳에 신선식품을 공급합니다.\n임직원은 320명입니다.\n복지: 연차 20일",
    requirements=(),
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Your 45 shops have been on my mind for days.", "company_conflict"),
        ("It impressed me that your site has 500 employees.", "company_conflict"),
        ("I was glad to read of your expansion to Norway.", "company_unknown"),
        ("That Orchard Vale delivers 7,000 pallets a week impressed me.", "company_unknown"),
    ],
)
def test_what_the_posting_does_not_say_is_seen(sentence: str, expected: str) -> None:
    assert expected in judged(sentence).values


@pytest.mark.parametrize(
    "sentence",
    [
        "Your 90 shops have been on my mind for days.",
        "I would visit ten of your shops in my first 30 days.",
        "Which of your 12 lines is the oldest?",
        "I plan 14 lines, and your planners may find that useful.",
        "In March I read your advertisement twice.",
        "You know Kinaxis and Power BI, I read.",
    ],
)
def test_what_is_right_or_claims_nothing_passes(sentence: str) -> None:
    assert not {"company_conflict", "company_unknown"} & set(judged(sentence).values)


def test_in_korean_too() -> None:
    assert "company_conflict" in judged("귀사의 임직원이 700명이라니 놀랐습니다.", resume=PLANNER, posting=KOREAN).values
    assert "company_unknown" in judged("네 번째 물류센터를 여셨다는 소식이 반가웠습니다.", resume=PLANNER, posting=KOREAN).values
    assert "company_conflict" not in judged("귀사의 임직원이 320명이라니 놀랐습니다.", resume=PLANNER, posting=KOREAN).values


def test_without_a_posting_nothing_is_held_against_it() -> None:
    assert not {"company_conflict", "company_unknown"} & set(judged("Your 45 shops impressed me.", posting=None).values)


def test_a_wrong_fact_is_flagged_with_the_line_though_it_claims_nothing_of_the_candidate() -> None:
    sentence = Reviewer(EMBEDDER).review("Your 45 shops have been on my mind for days.", BAKER, POSTING, (), TODAY).sentences[0]
    assert sentence.verdict == "unsupported"
    assert [(reason.kind, reason.hard) for reason in sentence.reasons][:1] == [("company_fact", True)]
    assert "90 shops" in sentence.reasons[0].found
