"""Amounts read from English and Korean text, and when one may be said of another."""

from __future__ import annotations

import pytest

from coverletter.facts.changes import find_changes
from coverletter.facts.numbers import agrees, find_quantities, value_fits


def amounts(text: str) -> list[tuple[float, str, str]]:
    return [(round(quantity.value, 4), quantity.dimension, quantity.unit) for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1억 2천만 원", 120_000_000, "KRW"),
        ("1.2억 원", 120_000_000, "KRW"),
        ("KRW 120 million", 120_000_000, "KRW"),
        ("5천만원", 50_000_000, "KRW"),
        ("3만 2천 건", 32_000, "item"),
        ("백서른두 명", 132, "person"),
        ("스물다섯 곳", 25, "place"),
        ("마흔일곱 분과 함께", 47, "person"),
        ("£64k", 64_000, "GBP"),
        ("€1.5m", 1_500_000, "EUR"),
        ("A$61,000", 61_000, "AUD"),
        ("forty-one thousand visitors", 41_000, "visitors"),
        ("half a dozen terms", 6, "terms"),
        ("half a million users", 500_000, "person"),
        ("three quarters of a million dollars", 750_000, "USD"),
        ("1 h 50 min", 110, "minute"),
        ("약 3백 평", 991.74, "m2"),
        ("one centimetre", 0.01, "m"),
        ("응답 시간을 30초로", 0.5, "minute"),
        ("지연을 600ms로", 0.01, "minute"),
        ("90 ms on average", 0.0015, "minute"),
        ("초당 3천 TPS를", 3_000, "request a second"),
        ("20GB로", 20e9, "byte"),
        ("500kW 설비", 500_000, "watt"),
    ],
)
def test_an_amount_is_read_in_its_base_unit(text: str, value: float, unit: str) -> None:
    found = find_quantities(text)
    assert [(pytest.approx(value), unit)] == [(quantity.value, quantity.unit) for quantity in found]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("two thirds of them", 2 / 3),
        ("3분의 1로", 1 / 3),
        ("one in four guests", 0.25),
        ("열에 일곱쯤", 0.7),
        ("열 건 중 세 건꼴", 0.3),
        ("전체 61개 화면 가운데 48개", 48 / 61),
        ("45 per cent", 0.45),
        ("절반 가까이", 0.5),
        ("the rate halved", 0.5),
        ("I taught ten, and two thirds of them stayed", 2 / 3),
    ],
)
def test_a_share_is_read_however_it_is_told(text: str, share: float) -> None:
    assert any(quantity.dimension == "share" and quantity.value == pytest.approx(share) for quantity in find_quantities(text))


@pytest.mark.parametrize("text", ["since March 2019", "2021.03 ~ 현재", "8D 보고서", "B2 시험", "at 3:30 pm", "in 2024"])
def test_dates_and_names_are_no_amounts(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_number_of_a_standard_is_a_name() -> None:
    assert [quantity.dimension for quantity in find_quantities("ISO 9001 audit")] == ["name"]


def test_percentage_points_are_not_percent() -> None:
    assert [quantity.dimension for quantity in find_quantities("5%포인트, 5%, five percentage points")] == ["points", "share", "points"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("nearly 40%", "under"),
        ("over sixty orders", "over"),
        ("at least 12 people", "at_least"),
        ("up to 30 guests", "at_most"),
        ("some 50 clients", "about"),
        ("서른 명 남짓", "over"),
        ("30여 명", "over"),
        ("5년 이상", "at_least"),
        ("절반 가까이", "under"),
        ("백 명쯤", "about"),
        ("3분의 1 아래로", "under"),
    ],
)
def test_words_beside_an_amount_say_how_exact_it_is(text: str, bound: str) -> None:
    assert find_quantities(text)[0].bound == bound


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("£64,000 a year", "year"),
        ("six reviews per agent and month", "month"),
        ("월 400건", "month"),
        ("하루 평균 25건", "day"),
        ("주간 다운로드 2,600회", "week"),
        ("해마다 두 번", "year"),
        ("40 boxes", ""),
    ],
)
def test_a_rate_knows_its_time(text: str, per: str) -> None:
    assert find_quantities(text)[0].per == per


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("complaints fell from 12% to 7%", 0.12, 0.07),
        ("71%에서 94%로 상승", 0.71, 0.94),
        ("2.4MB를 1.3MB로 축소", 2.4e6, 1.3e6),
        ("from 74 to 29 minutes", 74, 29),
        ("26 minutes, before that 70", 70, 26),
        ("2 h instead of 7 h", 420, 120),
        ("하루 3시간 걸리던 업무를 40분으로", 180, 40),
    ],
)
def test_a_change_has_two_ends_in_order(text: str, before: float, after: float) -> None:
    assert [(pytest.approx(before), pytest.approx(after))] == [(change.before.value, change.after.value) for change in find_changes(text)]


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("about fifty guests", "52 guests"),
        ("over sixty orders", "63 orders"),
        ("nearly 40%", "38%"),
        ("KRW 2.4 million", "240만 원"),
        ("32,000 orders", "3만 2천 건"),
        ("a third", "34%"),
        ("more than half", "62%"),
        ("열 곳 중 일곱 곳", "71%"),
        ("약 1억 원", "9,800만 원"),
    ],
)
def test_sensible_rounding_agrees(said: str, true: str) -> None:
    claimed, stated = find_quantities(said)[0], find_quantities(true)[0]
    assert agrees(claimed, stated) or value_fits(claimed, stated.value)


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("25 minutes", "52 minutes"),
        ("over sixty orders", "54 orders"),
        ("nearly 40%", "43%"),
        ("KRW 4.3 billion", "4억 3천만 원"),
        ("£41,000", "€41,000"),
        ("30 orders a month", "30 orders a week"),
        ("64,000 files", "6,400 files"),
        ("half", "12%"),
        ("more than half", "70%"),
    ],
)
def test_another_amount_does_not_agree(said: str, true: str) -> None:
    assert not agrees(find_quantities(said)[0], find_quantities(true)[0])


def test_every_one_of_so_many_is_no_share() -> None:
    assert not any(quantity.dimension == "share" for quantity in find_quantities("every single one of the forty-two parcels arrived"))


def test_a_night_that_only_describes_is_no_time() -> None:
    assert amounts("17 night deliveries") == [(17.0, "count", "deliveries")]
    assert amounts("a 3-day course")[0][1] == "time"


@pytest.mark.parametrize("text", ["민원을 월 34건에서 11건으로 줄임", "대기 인원 120명에서 45명으로 감소"])
def test_a_korean_change_is_no_share(text: str) -> None:
    assert not any(quantity.dimension == "share" for quantity in find_quantities(text))
    assert len(find_changes(text)) == 1
