"""Counting rules of Korean forms, and cutting to a limit."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverletter.text.counting import count, cut_at_sentence
from coverletter.types import Unit

UNITS: tuple[Unit, ...] = get_args(Unit)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("가나 다", "characters", 4),
        ("가나 다", "characters_no_blanks", 3),
        ("가나 다a", "bytes_euckr", 8),
        ("가나 다a", "bytes_utf8", 11),
        ("가나 다a", "bytes_neis", 11),
        ("가\n나", "bytes_neis", 8),
        ("가\r\n나", "bytes_neis", 8),
        ("가\r\n나", "bytes_utf8", 7),
        ("가\r\n나", "characters", 3),
        ("가\r나", "characters", 3),
        ("one two\nthree", "words", 3),
        ("", "words", 0),
        ("한", "characters", 1),  # decomposed: three jamo, one character
        ("한", "bytes_utf8", 3),
        ("👩‍👩‍👧‍👦", "characters", 1),
        ("e\u0301", "characters", 1),
        ("가\u3000나", "characters_no_blanks", 2),
    ],
)
def test_counts_as_the_form_does(text: str, unit: Unit, expected: int) -> None:
    assert count(text, unit) == expected


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert cut_at_sentence("One. Two.", 9, "characters") == "One. Two."


def test_cuts_after_the_last_sentence_that_fits() -> None:
    text = "정산 서비스를 만들었습니다. 오류를 줄였습니다.\n\n지금도 운영합니다."
    assert cut_at_sentence(text, 30, "characters") == "정산 서비스를 만들었습니다. 오류를 줄였습니다."


def test_cuts_after_a_word_when_no_sentence_fits() -> None:
    assert cut_at_sentence("a sentence without any end in sight", 12, "characters") == "a sentence"


def test_cuts_after_a_character_when_no_word_fits() -> None:
    assert cut_at_sentence("가나다라마바사", 7, "bytes_utf8") == "가나"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab가나 .다\n\r👍é", max_size=200), st.integers(0, 120), st.sampled_from(UNITS))
def test_never_over_the_limit(text: str, limit: int, unit: Unit) -> None:
    cut = cut_at_sentence(text, limit, unit)
    assert count(cut, unit) <= limit
    assert text.strip().startswith(cut)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.sampled_from(UNITS))
def test_a_longer_text_never_counts_less_by_more_than_a_joined_character(first: str, second: str, unit: Unit) -> None:
    assert count(first + second, unit) <= count(first, unit) + count(second, unit)
