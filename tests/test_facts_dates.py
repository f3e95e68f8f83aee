"""Dates and stretches of time in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverletter.facts.dates import find_date_ranges, find_dates, months_of, total_months
from coverletter.types import DateRange

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Mar 2019 – present", date(2019, 3, 1), None),
        ("2019.03 ~ 현재", date(2019, 3, 1), None),
        ("2019년 3월부터 2021년 2월까지 일했습니다", date(2019, 3, 1), date(2021, 2, 28)),
        ("Sept 2014 to January 2018", date(2014, 9, 1), date(2018, 1, 31)),
        ("Feb – Jul 2021", date(2021, 2, 1), date(2021, 7, 31)),
        ("Nov - Feb 2021", date(2020, 11, 1), date(2021, 2, 28)),
        ("2013–2015", date(2013, 1, 1), date(2015, 12, 31)),
        ("2013-15", date(2013, 1, 1), date(2015, 12, 31)),
        ("2021.3 -", date(2021, 3, 1), None),
        ("2024.09 ~  새빛대학교 편입", date(2024, 9, 1), None),
        ("I have run the desk since autumn 2014.", date(2014, 9, 1), None),
        ("'19.03~'21.02", date(2019, 3, 1), date(2021, 2, 28)),
        ("19.03 ~ 21.02", date(2019, 3, 1), date(2021, 2, 28)),
        ("2022.09 ~ 재직중", date(2022, 9, 1), None),
        ("2021.03~08", date(2021, 3, 1), date(2021, 8, 31)),
        ("2021년 3월~5월", date(2021, 3, 1), date(2021, 5, 31)),
        ("2021년 3월부터 5월까지", date(2021, 3, 1), date(2021, 5, 31)),
        ("from June 2018 until May 2020", date(2018, 6, 1), date(2020, 5, 31)),
        ("between 2018 and 2020", date(2018, 1, 1), date(2020, 12, 31)),
        ("2014 – Jan 2019", date(2014, 1, 1), date(2019, 1, 31)),
        ("06/2018 - 09/2020", date(2018, 6, 1), date(2020, 9, 30)),
        ("2020-01-15 to 2020-03-02", date(2020, 1, 15), date(2020, 3, 2)),
        ("2019. 3. ~ 2020. 2.", date(2019, 3, 1), date(2020, 2, 29)),
        ("May '18 – Aug '19", date(2018, 5, 1), date(2019, 8, 31)),
        ("July 2022 to date", date(2022, 7, 1), None),
        ("시니어 에이전트(2022.01부터)", date(2022, 1, 1), None),
        ("1 March 2019 – 30 April 2020", date(2019, 3, 1), date(2020, 4, 30)),
        ("2018년 ~ 2020년", date(2018, 1, 1), date(2020, 12, 31)),
        ("18년 3월 ~ 20년 2월", date(2018, 3, 1), date(2020, 2, 29)),
        ("Summer 2019 – Spring 2020", date(2019, 6, 1), date(2020, 5, 31)),
    ],
)
def test_one_range(text: str, start: date, end: date | None) -> None:
    ranges = find_date_ranges(text)
    assert [(one.range.start, one.range.end) for one in ranges] == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Backlog fell from 2016 to 800 tickets",
        "2,019 ~ 2,021명",
        "In 2019. 3 people left.",
        "until 2020",
        "2022년 대비 2024년 매출 12% 증가",
        "call 010-2019-2021",
        "We may – if asked – travel",
        "I was 19년 경력",
        "ratio 10.05 to 12.10",
    ],
)
def test_no_range(text: str) -> None:
    assert find_date_ranges(text) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("passed in June 2021", [(date(2021, 6, 1), "month")]),
        ("In 2019. 3 people left.", [(date(2019, 1, 1), "year")]),
        ("정보처리기사 (2019.11)", [(date(2019, 11, 1), "month")]),
        ("Summer 2020", [(date(2020, 6, 1), "season")]),
        ("2021년 하반기, Q3 2022", [(date(2021, 7, 1), "season"), (date(2022, 7, 1), "season")]),
        ("31.12.2019 and 12/31/2019", [(date(2019, 12, 31), "day")] * 2),
        ("March 3, 2020", [(date(2020, 3, 3), "day")]),
        ("2000명, 2000 employees, $2000, ES2022, 2000kg, 2,000", []),
        ("2018년도 우수사원", [(date(2018, 1, 1), "year")]),
        ("2018년에 입사", [(date(2018, 1, 1), "year")]),
        ("2015년 초등학교", [(date(2015, 1, 1), "year")]),
        ("30 February 2020", [(date(2020, 2, 1), "month")]),
    ],
)
def test_dates(text: str, days: list[tuple[date, str]]) -> None:
    assert [(one.day, one.precision) for one in find_dates(text)] == days


def test_offsets_point_at_the_words() -> None:
    text = "Foreman, Apr 2019 – present (Calgary)"
    (one,) = find_date_ranges(text)
    assert text[one.start : one.end] == "Apr 2019 – present"


def test_several_ranges_in_one_text() -> None:
    text = "Mar 2019 – Feb 2021, then 2021.03 ~ 2023.02, and since May 2023"
    assert [one.range.start for one in find_date_ranges(text)] == [date(2019, 3, 1), date(2021, 3, 1), date(2023, 5, 1)]


FORMS = {
    "{a:%b %Y} – {b:%b %Y}": "month",
    "{a:%B %Y} to {b:%B %Y}": "month",
    "{a:%Y.%m} ~ {b:%Y.%m}": "month",
    "{a:%m/%Y} - {b:%m/%Y}": "month",
    "{a.year}년 {a.month}월부터 {b.year}년 {b.month}월까지": "month",
    "{a.year}년 {a.month}월 ~ {b.year}년 {b.month}월": "month",
    "'{a:%y.%m}~'{b:%y.%m}": "month",
    "{a:%Y-%m-%d} – {b:%Y-%m-%d}": "day",
    "{a.year}–{b.year}": "year",
}


@given(
    st.dates(date(1985, 1, 1), date(2029, 12, 31)),
    st.dates(date(1985, 1, 1), date(2029, 12, 31)),
    st.sampled_from(sorted(FORMS)),
)
def test_what_was_written_is_found(one: date, other: date, form: str) -> None:
    a, b = min(one, other), max(one, other)
    (found,) = find_date_ranges(form.format(a=a, b=b))
    assert found.precision == FORMS[form]
    assert found.range.end is not None
    parts = {"year": 1, "month": 2, "day": 3}[FORMS[form]]
    assert found.range.start.timetuple()[:parts] == a.timetuple()[:parts]
    assert found.range.end.timetuple()[:parts] == b.timetuple()[:parts]


@given(st.text(alphabet="0123456789.~-– '년월일/년부터to現Mar", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for one in find_date_ranges(text):
        assert 0 <= one.start < one.end <= len(text)


def test_months_count_both_ends() -> None:
    assert months_of(DateRange(start=date(2019, 3, 1), end=date(2021, 2, 28)), TODAY) == 24
    assert months_of(DateRange(start=date(2025, 7, 1), end=None), TODAY) == 12
    assert months_of(DateRange(start=date(2027, 7, 1), end=None), TODAY) == 0


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("2013–2015", 12, 36),
        ("Mar 2019 – Feb 2021", 23, 24),
        ("Mar 2019 – Feb 2021, Mar 2021 – Feb 2022", 35, 36),
        ("Mar 2019 – Feb 2021, Jan 2020 – Dec 2020", 23, 24),
        ("Mar 2019 – Feb 2020, Mar 2021 – Feb 2022", 22, 24),
        ("July 2025 – present", 11, 12),
        ("", 0, 0),
    ],
)
def test_total_months(text: str, least: int, most: int) -> None:
    assert total_months(find_date_ranges(text), TODAY) == (least, most)
