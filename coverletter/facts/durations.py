"""How long something lasted, as said in words: "over eight years", "5년 이상", "18개월", "a decade", "반년", "삼 년"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from coverletter.facts.bounds import Bound, bound_of
from coverletter.facts.numbers import find_quantities

MINUTES_A_MONTH = 43830.0
WEEK = 10080 / MINUTES_A_MONTH

_WORDS: tuple[tuple[regex.Pattern[str], float], ...] = (
    (regex.compile(r"\b(?:a|one|the (?:last|past)|nearly a|full)\sdecade\b|\bdecade\b(?!s)", regex.IGNORECASE), 120.0),
    (regex.compile(r"\bhalf\s(?:a|of a)\syear\b|\ba half[- ]year\b|\bhalf-year\b|(?<!\p{L})반\s?년", regex.IGNORECASE), 6.0),
    (regex.compile(r"\b(?:a|one|an entire|a full|a whole)\syear and a half\b|\ba year-and-a-half\b|일\s?년\s?반", regex.IGNORECASE), 18.0),
    (
        regex.compile(
            r"\b(?:a|one|an entire|a full|a whole)\s(?:whole\s|full\s)?year\b(?! and a half)(?!,? (?:I|we|for each)\b)", regex.IGNORECASE
        ),
        12.0,
    ),
    (regex.compile(r"\b(?:a|one|an entire|a full|a whole)\smonth\b", regex.IGNORECASE), 1.0),
    (regex.compile(r"\b(?:a )?fortnight\b|(?<!\p{L})보름", regex.IGNORECASE), 0.5),
    (regex.compile(r"(?<!\p{L})일\s?년(?=\s|을|이|동안|간|\b)(?!에)"), 12.0),
    (regex.compile(r"(?<!\p{L})십\s?년"), 120.0),
    (regex.compile(r"(?<!\p{L})이십\s?년"), 240.0),
    (regex.compile(r"(?<!\p{L})십오\s?년"), 180.0),
)
_RATE = regex.compile(r"(?:times|once|twice|per|every|each)\s(?:\p{L}+\s){0,1}$", regex.IGNORECASE)
_NTH = regex.compile(r"^\s?(?:째|차(?=\s|를|의|인))(?!에)")
"""In the seventh year six are over."""
_POINT = regex.compile(r"^\s?(?:전|뒤|후|만에|차\b|차에|째에)|^\s(?:ago|later|earlier|old|before)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time in months; `step` is its grain in months (12 for whole years)."""

    months: float
    bound: Bound
    step: float
    start: int
    end: int


def find_durations(text: str) -> tuple[Duration, ...]:
    """Every stated length of at least a week, in order of text; points in time ("three years ago", "2년 전", "1년 만에") are left out.

    >>> [(d.months, d.bound) for d in find_durations("over eight years, 5년 이상, 반년")]
    [(96.0, 'over'), (60.0, 'at_least'), (6.0, 'exact')]
    """
    found: list[Duration] = []
    for quantity in find_quantities(text):
        months = quantity.value / MINUTES_A_MONTH
        if quantity.dimension != "time" or months < WEEK * 0.99:
            continue
        if _NTH.search(text[quantity.end :]) and (step := _grain(text[quantity.start : quantity.end])) < months:
            found.append(Duration(months - step, "over", step, quantity.start, quantity.end))
            continue
        if _POINT.search(text[quantity.end :]):
            continue
        if quantity.per or _RATE.search(text[: quantity.start]):
            continue
        found.append(
            Duration(
                months,
                quantity.bound,
                max(quantity.step / MINUTES_A_MONTH, _grain(text[quantity.start : quantity.end])),
                quantity.start,
                quantity.end,
            )
        )
    for pattern, months in _WORDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found) or _RATE.search(text[:start]) or _POINT.search(text[end:]):
                continue
            if (
                regex.search(r"[\p{Nd}\p{L}]\s?$", text[max(0, start - 2) : start])
                and months == 12.0
                and text[start].isascii()
                and regex.search(r"[\p{Nd}%]\s$", text[max(0, start - 2) : start])
            ):
                continue
            if months in (12.0, 1.0) and regex.search(
                r"(?:\d|times|once|twice|days?|nights?|weeks?|people|hours?|[a-z]+s)\s$", text[max(0, start - 12) : start], regex.IGNORECASE
            ):
                continue
            found.append(Duration(months, bound_of(text, start, end), min(months, 12.0), start, end))
    return tuple(sorted(found, key=lambda duration: duration.start))


def _grain(written: str) -> float:
    if regex.search(r"개월|달|month", written, regex.IGNORECASE):
        return 1.0
    if regex.search(r"주|week", written, regex.IGNORECASE):
        return WEEK
    return 6.0 if regex.search(r"half|반", written, regex.IGNORECASE) else 12.0


def duration_fits(claimed: Duration, least: float, most: float) -> bool:
    """Whether `claimed` may be said of something that lasted between `least` and `most` months.

    A plain number of years may be cut off or rounded ("five years" of 58 or of 70 months); "over" takes up to half as much again,
    "about" and "nearly" a fifth. One month is always forgiven, for resumes state months without days.
    """
    months = claimed.months
    if claimed.bound in ("over", "at_least"):
        return most + 1 >= months and least <= max(months * 1.5, months + 20)
    if claimed.bound in ("under", "at_most"):
        return most >= months * 0.75 and least <= months + 1
    if claimed.bound == "about":
        return most >= months * 0.8 - 1 and least <= months * 1.22 + 1
    slack = 1.0 if claimed.step >= 1 else 0.35
    upper = months + max(claimed.step * 0.95, months * 0.12) if claimed.step >= 6 else months * 1.1
    return most >= months - max(slack, claimed.step * 0.2 if claimed.step >= 12 else 0, months * 0.04) and least <= upper + slack
