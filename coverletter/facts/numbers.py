"""Amounts in English and Korean text: value, dimension, unit, currency, rate and bound.

Units stand in `units.tsv`. Beside plain amounts this reads shares told in words ("two thirds", "3분의 1", "one in four",
"열에 일곱") and multiples ("doubled", "세 배"). Years and dates, the digits of names ("ISO 9001") and levels ("4급") are no amounts.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, cast

import regex

from coverletter.facts.bounds import Bound, bound_of, rate_of
from coverletter.facts.numerals import Numeral, find_numerals

Dimension = Literal[
    "count", "money", "share", "points", "multiple", "time", "length", "area", "volume", "mass", "data", "rank", "grade", "name"
]

_CURRENCY = {
    "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "US$": "USD", "$": "USD", "€": "EUR",
    "£": "GBP", "₩": "KRW", "¥": "JPY", "KRW": "KRW", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "CHF": "CHF", "CAD": "CAD",
    "AUD": "AUD", "NZD": "NZD", "SGD": "SGD",
}  # fmt: skip
_BEFORE_CURRENCY = regex.compile(r"(?:" + "|".join(regex.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True)) + r")\s?$")
_FRACTION_NAMES = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
}
_NUMERATORS = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "nine": 9}
_FRACTION = regex.compile(
    r"\b(?:(?P<top>a|an|one|two|three|four|five|six|seven|nine)[\s-](?:full\s)?)?(?P<bottom>half|third|quarter|fifth|sixth|seventh|eighth|tenth)(?P<many>s)?\b"
    r"(?!\s+(?:year|party|time\b|place|prize|level|shift|grade|floor|edition|largest|most|best|language|finisher|week|day|month|and\b))",
    regex.IGNORECASE,
)
_OF_A_MILLION = regex.compile(
    r"\b(?:(?P<top>a|one|two|three)\s)?(?P<bottom>half|third|quarter|fifth)s?\s(?:of\s)?a\s(?P<scale>million|billion)\b(?:\s(?P<unit>\p{L}+))?",
    regex.IGNORECASE,
)
_CURRENCY_WORDS = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "won": "KRW"}
_KOREAN_FRACTION = regex.compile(r"(\d+|[이삼사오육칠팔구십]|세|네)\s?분의\s?(\d+|[일이삼사오육칠팔구])")
_HALF = regex.compile(r"절반|반(?=으로|만 |\s?이상|\s가까)")
_TWICE = regex.compile(
    r"\b(?:twice(?=\s(?:as|the|its|what|my|our|their|that))|doubl(?:e|ed|es|ing)|twofold|two-fold)\b|갑절|두\s?배|곱절", regex.IGNORECASE
)
_THRICE = regex.compile(r"\b(?:tripl(?:e|ed|ing)|threefold|three-fold|thrice)\b|세\s?배", regex.IGNORECASE)
_HALVED = regex.compile(r"\bhalv(?:e|ed|es|ing)\b|반토막|반감", regex.IGNORECASE)
_OUT_OF = regex.compile(r"\s(?:\p{L}+\s)?(?:in|out of|of|of the|of all|of its|of my|of our|of their|in every)\s", regex.IGNORECASE)
_AMONG = regex.compile(r"\s?(?:\p{Hangul}{1,6}\s){0,2}(?:\p{Hangul}{0,6}\s?)(?:중(?:에서?)?|가운데|에(?!서)|당)\s?(?:\p{Hangul}{1,6}\s)?")
_EVERY = regex.compile(r"\b(?:every|each|any|not|no)\s(?:single\s)?$", regex.IGNORECASE)
"""Before "one of": "every one of the forty" is all of them, no fortieth."""
_CALENDAR = regex.compile(
    r"(?<!\d)(?:19|20)\d\d(?=\s?(?:년(?!간)|[-./~–—]\s?\d|\b))(?!\s?(?:%|명|건|곳|개|people|employees|원|만))(?:\s?년)?(?:[-./]\s?\d{1,2}(?!\d))?(?:[-./]\d{1,2}(?!\d))?(?:\s?\d{1,2}월)?(?:\s?\d{1,2}일)?"
    r"|(?<!\d)\d{1,2}월(?:\s?\d{1,2}일)?|\b\d{1,2}(?::\d\d|\s?[ap]\.?m\.?\b)|(?<=[’'‘])\d\d\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?\b(?!\d)"
)
_ACRONYM_BEFORE = regex.compile(r"(?:^|[\s(/·,])\p{Lu}{2,}[\p{L}]*(?:[\s-]\p{Lu}\p{L}*)?[\s-]$")


IN_WORDS = 0.05
"""The step of a share told in words."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount.

    `value` is in the dimension's base unit: minutes for time, metres, square metres, litres, kilograms, bytes, 0 to 1 for a share
    (percentages and fractions), percentage points for points, the currency's unit for money, the number itself for the rest.
    `unit` is the canonical unit ("KRW", "minute", "person") or the counted noun as written, lower case; `per` is "day", "week",
    "month", "quarter" or "year" for a rate; `step` is what the last written digit is worth, in the base unit.
    """

    value: float
    dimension: Dimension
    unit: str
    bound: Bound
    step: float
    per: str
    start: int
    end: int


@cache
def _units() -> tuple[regex.Pattern[str], dict[str, tuple[Dimension, str, float]]]:
    table: dict[str, tuple[Dimension, str, float]] = {}
    for line in resources.files(__package__).joinpath("units.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, dimension, unit, factor = line.split("\t")
            table[form] = (cast(Dimension, dimension), unit, float(factor))
    forms = sorted(table, key=len, reverse=True)
    latin = "|".join(regex.escape(form) for form in forms if form.isascii() and form[-1].isalnum())
    other = "|".join(regex.escape(form) for form in forms if not (form.isascii() and form[-1].isalnum()))
    return regex.compile(rf"여?[\s-]?(?P<unit>(?:{other})|(?:{latin})(?![\p{{Latin}}\d]))"), table


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every amount in order of text; dates, versions, levels and the digits of names are left out.

    >>> [(q.value, q.unit, q.bound) for q in find_quantities("약 1억 2천만 원, nearly 40%")]
    [(120000000.0, 'KRW', 'about'), (0.4, 'share', 'under')]
    """
    calendar = [match.span() for match in _CALENDAR.finditer(text)]
    found = _shares_in_words(text)
    numerals = [
        numeral for numeral in find_numerals(text) if not any(numeral.start < end and start < numeral.end for start, end in calendar)
    ]
    plain: list[Quantity] = []
    for numeral in numerals:
        if any(numeral.start < other.end and other.start < numeral.end for other in found):
            continue
        if quantity := _quantity(text, numeral):
            plain.append(quantity)
    joined = _join_time(text, plain)
    return tuple(sorted([*found, *joined, *_shares_of(text, joined)], key=lambda quantity: (quantity.start, -quantity.end)))


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    pattern, table = _units()
    before = text[max(0, numeral.start - 24) : numeral.start]
    if sign := _BEFORE_CURRENCY.search(before):
        start = numeral.start - len(sign.group())
        return _make(text, numeral, "money", _CURRENCY[sign.group().strip()], 1.0, start, numeral.end)
    following = pattern.match(text, numeral.end)
    if following:
        dimension, unit, factor = table[following["unit"]]
        end = following.end()
        if text[numeral.end : end] in ("m", "t", "g", "l", "L", "s", "h", "x") and numeral.word:
            return None
        if following["unit"] == "분" and (numeral.native or regex.match(r"의|께|을|이 |에게|들", text[end:])):
            dimension, unit, factor = "count", "person", 1.0
        if following["unit"] in ("주",) and regex.match(r"년|요", text[end:]):
            return None
        if following["unit"] in ("night", "day") and numeral.value > 1 and regex.match(r"\s\p{L}+s\b", text[end:]):
            return _make(text, numeral, "count", text[end:].split()[0].strip(",.;:").casefold(), 1.0, numeral.start, numeral.end)
        if unit == "times" and dimension == "multiple" and numeral.value >= 20:
            dimension = "count"
        value = numeral.value
        if regex.match(r"\s?반(?=\s|을|이|의|만|에|부터|가|동안|간|,|\.|$)", text[end:]) and dimension == "time" and factor >= 60:
            value += 0.5
        return replace(_make(text, numeral, dimension, unit, factor, numeral.start, end), value=value * factor)
    if half := regex.match(r"\s(?:and\s)?a\shalf\s(years?|months?|hours?|days?|weeks?)", text[numeral.end :]):
        dimension, unit, factor = table[half[1]]
        end = numeral.end + half.end()
        return replace(
            _make(text, numeral, dimension, unit, factor, numeral.start, end), value=(numeral.value + 0.5) * factor, step=factor / 2
        )
    if _ACRONYM_BEFORE.search(before) and not numeral.word:
        name = before.split()[-1].strip("(/·,-").casefold()
        return _make(text, numeral, "name", name, 1.0, numeral.start, numeral.end)
    if numeral.word and numeral.value == 1:
        return None
    if text[numeral.end : numeral.end + 1].isalpha() and text[numeral.end].isascii() and not numeral.word:
        return None
    if regex.search(
        r"(?:level|grade|type|class|phase|step|no\.|number|section|chapter|stage|version|v|tier|band|part)\s$", before, regex.IGNORECASE
    ):
        return _make(text, numeral, "grade", "grade", 1.0, numeral.start, numeral.end)
    noun = regex.match(
        r"여?\s?(?:or so\s|or more\s|further\s|more\s|other\s|new\s|different\s|of\s(?:the|our|my|its|their)\s)?((?:[\p{L}][\p{L}’'-]+\s){0,2}?[\p{L}][\p{L}’'-]+)",
        text[numeral.end :],
    )
    return _make(text, numeral, "count", noun[1].casefold() if noun else "", 1.0, numeral.start, numeral.end)


def _make(text: str, numeral: Numeral, dimension: Dimension, unit: str, factor: float, start: int, end: int) -> Quantity:
    bound = bound_of(text, start, end)
    step = numeral.step * factor
    return Quantity(numeral.value * factor, dimension, unit, bound, step, rate_of(text, start, end), start, end)


def _shares_in_words(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _OF_A_MILLION.finditer(text):
        part = _NUMERATORS[(match["top"] or "").casefold()] / _FRACTION_NAMES[match["bottom"].casefold()]
        scale = 1e6 if match["scale"].casefold() == "million" else 1e9
        currency = next((code for word, code in _CURRENCY_WORDS.items() if word in (match["unit"] or "").casefold()), "")
        dimension: Dimension = "money" if currency else "count"
        noun = (match["unit"] or "").casefold()
        unit = currency or _units()[1].get(noun, ("count", noun, 1.0))[1]
        found.append(Quantity(part * scale, dimension, unit, bound_of(text, *match.span()), scale / 20, "", *match.span()))

    def add(value: float, step: float, start: int, end: int, dimension: Dimension = "share") -> None:
        if not any(start < other.end and other.start < end for other in found):
            unit = "share" if dimension == "share" else "times"
            found.append(Quantity(value, dimension, unit, bound_of(text, start, end), step, "", start, end))

    for match in _KOREAN_FRACTION.finditer(text):
        bottom, top = (next(iter(find_numerals(part + " 명")), None) or None for part in match.groups())
        below = float(match[1]) if match[1].isdigit() else (bottom.value if bottom else _SINO_DIGITS.get(match[1], 0))
        above = float(match[2]) if match[2].isdigit() else _SINO_DIGITS.get(match[2], top.value if top else 0)
        if below:
            add(above / below, 0.05, *match.span())
    for match in _FRACTION.finditer(text):
        top_word, bottom_word = (match["top"] or "").casefold(), match["bottom"].casefold()
        if bottom_word != "half" and not top_word:
            continue
        if regex.match(r"\s+(?:a\s+)?(?:years?|months?|hours?|days?|weeks?|dozen|million|a\b)", text[match.end() :]) or (
            top_word in ("", "a", "one") and regex.search(r"and\s$", text[max(0, match.start() - 5) : match.start()])
        ):
            continue
        add(_NUMERATORS[top_word] / _FRACTION_NAMES[bottom_word], 0.05, *match.span())
    for pattern, value, dimension in (
        (_TWICE, 2.0, "multiple"),
        (_THRICE, 3.0, "multiple"),
        (_HALVED, 0.5, "share"),
        (_HALF, 0.5, "share"),
    ):
        for match in pattern.finditer(text):
            if regex.search(r"[\d]\s?$", text[max(0, match.start() - 2) : match.start()]):
                continue
            add(value, 0.25 if dimension == "multiple" else 0.05, match.start(), match.end(), dimension)
    return found


_SINO_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10, "세": 3, "네": 4}


def _shares_of(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Shares told as one count of another: "three of four", "61개 가운데 48개", "열에 일곱"."""
    found: list[Quantity] = []
    counted = [quantity for quantity in quantities if quantity.dimension == "count"]
    starts = [*counted, *_bare_ones(text, counted)]
    starts.sort(key=lambda quantity: quantity.start)
    for first, second in itertools.pairwise(starts):
        between = text[first.end : second.start]
        if _OUT_OF.fullmatch(between):
            part, whole = first, second
        elif _AMONG.fullmatch(between):
            whole, part = first, second
        else:
            continue
        if part.value == 1 and _EVERY.search(text[: part.start]):
            continue
        if 0 < part.value <= whole.value and whole.value > 1:
            share = part.value / whole.value
            worded = whole.value <= 100 and not any(character.isdigit() for character in text[first.start : second.end])
            found.append(Quantity(share, "share", "of", part.bound, 0.05 if worded else 0.5 / whole.value, "", first.start, second.end))
    return found


def _bare_ones(text: str, counted: list[Quantity]) -> list[Quantity]:
    ones = [
        Quantity(1.0, "count", "", "exact", 1.0, "", *match.span())
        for match in regex.finditer(r"\b[Oo]ne(?=\s(?:\p{L}+\s)?(?:in|out of|of)\s)|(?<![\p{L}])하나(?=\s?꼴|가|를|는|만|\s|뿐|도)", text)
    ]
    return [one for one in ones if not any(one.start < other.end and other.start < one.end for other in counted)]


def _join_time(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """ "1 h 50 min" and "2년 6개월" are one amount."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if (
            last
            and last.dimension == quantity.dimension == "time"
            and text[last.end : quantity.start].strip() in ("", "and")
            and quantity.value < last.value
        ):
            joined[-1] = replace(last, value=last.value + quantity.value, step=quantity.step, end=quantity.end, bound=quantity.bound)
        else:
            joined.append(quantity)
    return joined


def agrees(claimed: Quantity, stated: Quantity) -> bool:
    """Whether `claimed` may be said where `stated` is true: equal, or sensibly rounded within the bound its words give.

    A bare number may round by half of its last non-zero digit, but by no more than 4%; "about" allows 13%, "over" and "nearly" a
    quarter on their side, for people say "over sixty" of 63 and not of 90; "over half" reaches to 63%. Fractions in words allow a tenth of the whole either way.
    """
    if claimed.dimension != stated.dimension or (claimed.dimension == "money" and not _same_money(claimed.unit, stated.unit)):
        return False
    if claimed.per and stated.per and claimed.per != stated.per:
        return False
    return value_fits(claimed, stated.value)


_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})


def _same_money(claimed: str, stated: str) -> bool:
    """Plain dollars may be any country's."""
    return claimed == stated or (claimed == "USD" and stated in _DOLLARS)


def value_fits(claimed: Quantity, value: float) -> bool:
    """Whether the amount `claimed`, as worded, may be said of `value` (same base unit)."""
    said = claimed.value
    slack = abs(value) * 1e-6 + 1e-12
    if abs(said - value) <= slack:
        return True
    if said == 0 or value == 0:
        return False
    if claimed.dimension in ("rank", "grade", "name"):
        return False
    in_words = claimed.dimension == "share" and claimed.step == 0.05
    ratio = value / said
    if in_words and abs(said - value) <= 0.012:
        return True
    if claimed.bound in ("over", "at_least"):
        round_number = said > 5 and math.log10(said) % 1 < 1e-9
        if in_words:
            return 0 <= value - said <= 0.13
        return 1 - 1e-9 <= ratio <= (1.5 if round_number else 1.3) or (claimed.dimension == "multiple" and 1 <= ratio <= 1.5)
    if claimed.bound in ("under", "at_most"):
        return 0.8 <= ratio <= 1 + 1e-9 or (claimed.dimension == "share" and 0 <= said - value <= 0.05)
    if claimed.bound == "about":
        return 0.86 <= ratio <= 1.15
    if in_words:
        return abs(said - value) <= 0.035 or 0.93 <= ratio <= 1.07
    if claimed.dimension == "multiple":
        return 0.92 <= ratio <= 1.12
    return abs(said - value) <= claimed.step / 2 + slack and abs(ratio - 1) <= 0.04
