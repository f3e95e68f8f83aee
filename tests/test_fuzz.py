"""Properties that hold for any text: counting, amounts, durations, dates, and masking there and back."""

from __future__ import annotations

import math
import time
import unicodedata
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coverletter.facts.changes import find_changes
from coverletter.facts.dates import find_date_ranges, find_dates
from coverletter.facts.durations import find_durations
from coverletter.facts.numbers import find_quantities
from coverletter.text.counting import count, cut_at_sentence
from coverletter.types import Unit
from coverletter.writing.privacy import Mask

UNITS: tuple[Unit, ...] = get_args(Unit)

pieces = st.sampled_from(
    [
        *[
            "가",
            "각",
            "나다",
            "ㅋ",
            "\u1112\u1161\u11ab",
            "a",
            "Z",
            "é",
            "e\u0301",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "👩‍💻",
            "🇰🇷",
            "1",
            "23",
            ",",
            ".",
        ],
        *[
            "%",
            "억",
            "만",
            "천",
            "년",
            "개월",
            "명",
            "년간",
            "from ",
            " to ",
            "$",
            "₩",
            "-",
            "~",
            "–",
            "(",
            ")",
            "이상",
            "about ",
            "twenty",
            "세 배",
        ],
        *["<", "<<", ">>", "@", "/"],
    ]
)
texts = st.one_of(st.text(max_size=120), st.lists(pieces, max_size=40).map("".join))


@given(texts)
@example("\r\n\r")
def test_a_count_does_not_depend_on_how_the_text_was_typed(text: str) -> None:
    for unit in UNITS:
        assert count(text, unit) >= 0
        assert count(unicodedata.normalize("NFD", text), unit) == count(text, unit)
        assert count(text.replace("\r\n", "\n").replace("\n", "\r\n"), unit) == count(text.replace("\r\n", "\n"), unit)


@given(texts)
def test_the_counting_rules_keep_their_order(text: str) -> None:
    assert count(text, "characters_no_blanks") <= count(text, "characters") <= count(text, "bytes_utf8") <= count(text, "bytes_neis")
    assert count(text, "words") <= count(text, "characters_no_blanks")
    assert count(text, "characters") <= count(text, "bytes_euckr")


@given(texts, st.integers(0, 60), st.sampled_from(UNITS))
def test_a_cut_fits_and_is_a_beginning(text: str, limit: int, unit: Unit) -> None:
    cut = cut_at_sentence(text, limit, unit)
    assert count(cut, unit) <= limit
    assert text.strip().startswith(cut)
    assert cut_at_sentence(cut, limit, unit) == cut


@given(texts)
def test_what_is_found_lies_in_the_text(text: str) -> None:
    for found in (*find_quantities(text), *find_durations(text), *find_dates(text), *find_date_ranges(text)):
        assert 0 <= found.start < found.end <= len(text)
    assert all(math.isfinite(quantity.value) and quantity.step >= 0 for quantity in find_quantities(text))
    assert all(duration.months > 0 for duration in find_durations(text))
    find_changes(text)


def in_korean(number: int) -> str:
    """As people write it: 1억 2345만 678."""
    eok, rest = divmod(number, 100_000_000)
    man, rest = divmod(rest, 10_000)
    return " ".join(part for part, value in ((f"{eok}억", eok), (f"{man}만", man), (str(rest), rest)) if value)


@given(st.integers(1, 99_999_999_999))
@example(10_000)
@example(32_000)
@example(120_000_000)
def test_an_amount_is_the_same_in_every_spelling(number: int) -> None:
    for written in (f"총 {in_korean(number)}원을 줄였습니다.", f"총 {number:,}원을 줄였습니다.", f"saved ₩{number:,} in all."):
        (found,) = find_quantities(written)
        assert (found.value, found.dimension, found.unit) == (number, "money", "KRW")


@given(st.integers(1, 9_999), st.integers(1, 9))
def test_thousands_and_decimals_are_told_apart(whole: int, tenth: int) -> None:
    (found,) = find_quantities(f"moved {whole:,}.{tenth} million events")
    assert found.value == pytest.approx((whole + tenth / 10) * 1_000_000)


@given(st.integers(1, 40), st.integers(1, 11))
def test_years_and_months_add_up(years: int, months: int) -> None:
    for written in (f"{years}년 {months}개월 동안 일했습니다.", f"I worked there for {years} years and {months} months."):
        (found,) = find_durations(written)
        assert found.months == pytest.approx(years * 12 + months, abs=0.01)


@given(st.integers(1980, 2024), st.integers(1, 12), st.integers(1, 5), st.integers(1, 12), st.sampled_from([" - ", " ~ ", " – "]))
def test_a_range_of_months_is_read_in_every_spelling(year: int, month: int, years: int, last: int, dash: str) -> None:
    for first, second in ((f"{year}.{month:02}", f"{year + years}.{last:02}"), (f"{year}년 {month}월", f"{year + years}년 {last}월")):
        (found,) = find_date_ranges(f"가온 데이터팀 {first}{dash}{second}")
        assert found.range.end is not None
        assert (found.range.start.year, found.range.start.month) == (year, month)
        assert (found.range.end.year, found.range.end.month) == (year + years, last)


HOSTILE = [
    *[
        "1",
        "1,",
        "1.",
        "1 ",
        "만 ",
        "억",
        "1만 ",
        "2019.",
        "2019-",
        "2019.03 - ",
        "from 1 to ",
        "a ",
        "약 ",
        "이상",
        "열 ",
        "one ",
        "twenty-",
    ],
    *["%", "$", "<<", "@", "a@", "a.", "010-", "서울 ", "가", "서울시 강남구 ", "1 A ", "http://", "생년월일", "(", "[", "\n", "년 ", "I "],
    *["- ", "é", "\u0301", "🇰🇷"],
]
LONGEST = 10_000
"""Characters; the longest resume or posting there is. Letters and sentences are far shorter."""


@pytest.mark.parametrize("fragment", HOSTILE)
def test_no_text_takes_long_to_read(fragment: str) -> None:
    text = (fragment * LONGEST)[:LONGEST]
    spent = {}
    for work in (find_quantities, find_changes, find_durations, find_dates, find_date_ranges, lambda text: Mask([text], "A B").hide(text)):
        started = time.process_time()
        work(text)
        spent[getattr(work, "__name__", "")] = time.process_time() - started
    assert max(spent.values()) < 2.5, spent


local = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=3, max_size=12).filter(
    lambda text: text[0].isalnum() and text[-1].isalnum()
)
emails = st.tuples(local, st.sampled_from(["example.com", "mail.co.kr", "uni.ac.uk"])).map("@".join)
digits = st.text("0123456789", min_size=4, max_size=4)
phones = st.one_of(
    digits.map(lambda end: f"010-{end}-{end[::-1]}"),
    digits.map(lambda end: f"+82 10-{end}-{end}"),
    digits.map(lambda end: f"(541) 555-{end}"),
)
residents = st.integers(1, 28).map(lambda day: f"9003{day:02}-1234567")
details = st.one_of(emails, phones, residents)
AROUND = [
    *["김하늘", "Jordan Park", "데이터팀", "led 4 people", "2019.03 - 2021.05", "40%", "1억 2천만 원", "<<EMAIL_1>>", "<b>", "a < b"],
    *["x >> y", "\n", "·", "|"],
]
words = st.lists(st.sampled_from(AROUND), max_size=8)


@st.composite
def resumes(draw: st.DrawFn) -> tuple[str, list[str]]:
    secret = draw(st.lists(details, max_size=4))
    around = draw(words)
    parts = draw(st.permutations([*secret, *around]))
    return " ".join(parts), secret


@given(resumes())
def test_no_detail_passes_the_mask_and_all_come_back(resume: tuple[str, list[str]]) -> None:
    text, secret = resume
    mask = Mask([text], "Jordan Park")
    hidden = mask.hide(text)
    assert [detail for detail in secret if detail in hidden] == []
    assert mask.restore(hidden) == text


@given(resumes(), st.integers(1, 7))
def test_a_stream_cut_anywhere_is_restored_as_a_whole(resume: tuple[str, list[str]], size: int) -> None:
    text, _ = resume
    mask = Mask([text], "Jordan Park")
    hidden = mask.hide(text)
    restorer = mask.restorer()
    shown = [restorer.feed(hidden[start : start + size]) for start in range(0, len(hidden), size)]
    assert "".join([*shown, restorer.finish()]) == text


@given(texts, texts)
def test_any_text_comes_back_from_the_mask(text: str, other: str) -> None:
    mask = Mask([text, other], "김하늘", hide_name=True)
    assert mask.restore(mask.hide(text)) == text
    assert mask.restore(mask.hide(other)) == other
