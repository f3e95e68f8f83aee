"""Lengths of time in words, and whether they may be said of a stretch of months."""

from __future__ import annotations

import pytest

from coverletter.facts.durations import duration_fits, find_durations


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("over eight years", 96),
        ("5년 이상", 60),
        ("18개월 동안", 18),
        ("a decade of service", 120),
        ("three and a half years", 42),
        ("2년 반을 일하며", 30),
        ("삼 년 동안", 36),
        ("십 년 넘게", 120),
        ("여섯 해 동안", 72),
        ("반년 동안", 6),
        ("half a year", 6),
        ("스무 달 동안", 20),
        ("꼬박 일 년을", 12),
        ("ten weeks", 2.3),
        ("7년째", 72),
        ("3년 차 개발자", 24),
    ],
)
def test_a_length_is_read_in_months(text: str, months: float) -> None:
    assert [duration.months for duration in find_durations(text)] == [pytest.approx(months, abs=0.05)]


@pytest.mark.parametrize(
    "text",
    [
        "two years ago",
        "2년 전",
        "석 달 만에",
        "3년 차에 팀장이",
        "입사 2년째에",
        "six visits a year",
        "£64,000 a year",
        "for several years",
        "40 minutes",
    ],
)
def test_points_in_time_and_rates_are_no_lengths(text: str) -> None:
    assert find_durations(text) == ()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("over eight years", 104),
        ("five years", 62),
        ("nearly three years", 34),
        ("about two years", 26),
        ("10년 넘게", 131),
        ("a year", 11),
    ],
)
def test_what_may_be_said(text: str, months: float) -> None:
    assert duration_fits(find_durations(text)[0], months, months)


@pytest.mark.parametrize(
    ("text", "months"),
    [("over eight years", 80), ("five years", 40), ("nearly three years", 40), ("꼬박 1년", 6), ("15년", 90), ("two and a half years", 9)],
)
def test_what_may_not_be_said(text: str, months: float) -> None:
    assert not duration_fits(find_durations(text)[0], months, months)
