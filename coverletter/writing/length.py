"""How long a text should be: what may be asked for, and when it must be made shorter or longer."""

from __future__ import annotations

from coverletter.errors import BadInput
from coverletter.text.counting import count
from coverletter.types import Brief, Question, Unit

TOLERANCE = 0.10
"""A letter is as long as asked within this share of the length."""

LEAST_SHARE = 0.80
"""An answer fills at least this share of its limit, as the forms' readers expect (80 to 95 percent)."""

_SHORTEST: dict[Unit, int] = {"words": 40}
_LONGEST: dict[Unit, int] = {"words": 1_500}
_SHORTEST_IN_CHARACTERS, _LONGEST_IN_CHARACTERS = 100, 6_000
_LONGEST_IN_BYTES = 18_000
SHORTEST_LIMIT, LONGEST_LIMIT = 20, 30_000


def check_length(length: int, unit: Unit) -> None:
    """Raises `BadInput` for a length no letter has: under 40 or over 1,500 words, under 100 or over 6,000 characters (18,000 bytes)."""
    least = _SHORTEST.get(unit, _SHORTEST_IN_CHARACTERS)
    most = _LONGEST.get(unit, _LONGEST_IN_BYTES if unit.startswith("bytes") else _LONGEST_IN_CHARACTERS)
    if not least <= length <= most:
        raise BadInput(
            f"Choose a length between {least:,} and {most:,} {unit.replace('_', ' ')}.",
            f"분량을 {least:,}에서 {most:,} 사이로 정해 주세요.",
        )


def check_limit(question: Question) -> None:
    """Raises `BadInput` for an empty question or a limit no form has."""
    if not question.question.strip():
        raise BadInput("Write the question that is to be answered.", "답할 문항을 적어 주세요.")
    if not SHORTEST_LIMIT <= question.limit <= LONGEST_LIMIT:
        raise BadInput(
            f"Choose a limit between {SHORTEST_LIMIT} and {LONGEST_LIMIT:,} for each question.",
            f"문항마다 글자 수 제한을 {SHORTEST_LIMIT}에서 {LONGEST_LIMIT:,} 사이로 정해 주세요.",
        )


def refit_of(brief: Brief, text: str) -> Brief | None:
    """The brief that brings a text of the wrong length to the right one, or None when it is right.

    A letter is right within a tenth of its length; an answer from 80 percent of its limit up to the limit.
    """
    length = count(text, brief.unit)
    if brief.question:
        is_right, is_long = LEAST_SHARE * brief.length <= length <= brief.length, length > brief.length
    else:
        is_right, is_long = abs(length - brief.length) <= brief.length * TOLERANCE, length > brief.length
    return None if is_right else brief.model_copy(update={"task": "shorten" if is_long else "lengthen", "draft": text})
