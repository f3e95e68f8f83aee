"""Words beside an amount: how exact it is ("about", "넘게"), and the time it is counted by ("a week", "월평균")."""

from __future__ import annotations

from typing import Literal

import regex

Bound = Literal["exact", "about", "over", "under", "at_least", "at_most"]

_I = regex.IGNORECASE
_BEFORE: tuple[tuple[Bound, regex.Pattern[str]], ...] = (
    ("at_least", regex.compile(r"(?:at least|no (?:less|fewer) than|a minimum of|minimum|최소|적어도)\s(?:a\s|the\s)?$", _I)),
    ("at_most", regex.compile(r"(?:at most|no more than|not more than|up to|as many as|a maximum of|within|최대|많아야|많게는)\s(?:a\s|the\s)?$", _I)),
    ("under", regex.compile(r"(?:nearly|almost|just under|just below|a little under|a little less than|less than|fewer than|under|below|close to|not quite|barely|just short of|inside|거의|못해도)\s(?:a\s|an\s|the\s)?$", _I)),
    ("over", regex.compile(r"(?:(?:a (?:bit|little)|slightly|well|just|far|much|some(?:what)?)?\s?(?:more than|over|above|upwards? of|in excess of|north of|beyond|past)|better than)\s(?:a\s|an\s|the\s)?(?:full\s)?$", _I)),
    ("about", regex.compile(r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.|some|or so|an estimated|something like|in the region of|约|약|대략|얼추|한|~)\s?(?:a\s|an\s|the\s)?(?:[A-Z]{0,3}[$€£₩]|KRW\s?|USD\s?|EUR\s?|GBP\s?)?$", _I)),
)  # fmt: skip
_SUFFIX_OK = r"^(?:[가이은는을를의도]?\s?)?"
_AFTER: tuple[tuple[Bound, regex.Pattern[str]], ...] = (
    ("at_least", regex.compile(r"^\s?(?:\p{Hangul}{0,4}\s?)?이상|^\s(?:\p{L}+\s)?or more\b|^\+|^\splus\b", _I)),
    ("at_most", regex.compile(r"^\s?(?:이하|이내|안쪽|안에)|^\s(?:\p{L}+\s)?(?:at most|or less|or fewer)\b", _I)),
    ("under", regex.compile(r"^\s?(?:[가이은는을를의에]|에도)?\s?(?:미만|아래|밑으로|가까이|가까운|가까워|조금 못|못 미|못\s?미치|채 (?:안|되지|못|걸리지)|조금 안|조금 넘지|채\s)", _I)),
    ("over", regex.compile(r"^\s?(?:\p{Hangul}{0,3}\s?)?(?:[가이은는을를의]\s?)?(?:조금\s|훌쩍\s|한참\s|꽤\s)?(?:넘게|넘는|넘은|넘겨|넘긴|넘었|넘도록|넘어|넘습|초과|웃도는|웃돌|남짓|상회)|^\s(?:and (?:a bit|more)|plus)\b", _I)),
    ("about", regex.compile(r"^\s?(?:\p{Hangul}{0,2}\s?)?(?:가량|정도|쯤|안팎|내외|전후|꼴)|^\s(?:\p{L}+\s)?(?:or so|give or take|or thereabouts|approximately)\b|^-odd\b|^-ish\b", _I)),
)  # fmt: skip

_PER_AFTER = regex.compile(
    r"^(?:[가-힣]{0,2})?\s?(?:[\p{L}-]+\s){0,4}?(?:(?:a|an|per|each|every|/)\s?(?P<unit>shift|night|day|week|fortnight|month|quarter|year|annum)\b|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)\b|per\s\p{L}+\sand\s(?P<second>day|week|month|year))",
    _I,
)
_PER_BEFORE = regex.compile(
    r"(?P<unit>하루에?|일평균|일\s?평균|매일|날마다|한\s?주에?|일주일에|주당|주\s?평균|주간|매주|주마다|한\s?달에?|월\s?평균|월평균|월|월간|매월|매달|달마다|다달이|분기당|분기마다|한\s?해에?|연\s?평균|연평균|연간|연|해마다|매년|년간|주)"
    r"\s?(?:평균\s?|약\s?|최대\s?|꼬박\s?)?$"
    r"|(?<![가-힣])(?P<unit>주간|월간|연간|일평균|월평균|연평균|매주|매월|매년)\s(?:\p{Hangul}{1,6}\s){1,2}(?:약\s?)?$"
)
_PER_BEFORE_ENGLISH = regex.compile(
    r"\b(?P<adverb>daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)\b(?:\s\p{L}+){0,4}\s(?:of\s)?(?:[A-Z]{0,3}[$€£]|KRW\s)?$", _I
)
_KOREAN_UNITS = (("분기", "quarter"), ("하루", "day"), ("일평", "day"), ("일 평", "day"), ("매일", "day"), ("날", "day"), ("일주", "week"), ("주", "week"), ("한 주", "week"), ("한주", "week"), ("매주", "week"), ("달", "month"), ("월", "month"), ("다달", "month"), ("연", "year"), ("해", "year"), ("년", "year"))  # fmt: skip
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}


def bound_of(text: str, start: int, end: int) -> Bound:
    """How exact the amount at `text[start:end]` is by the words around it."""
    before, after = text[max(0, start - 32) : start], text[end : end + 24]
    if "여" in text[start:end][-4:] and regex.search(r"\d여", text[start:end]):
        return "over"
    for bound, pattern in _AFTER:
        if pattern.search(after):
            return bound
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    return "exact"


def rate_of(text: str, start: int, end: int) -> str:
    """The time the amount is counted by: "day", "week", "month", "quarter", "year", or empty."""
    before, after = text[max(0, start - 40) : start], text[end : end + 44]
    if korean := _PER_BEFORE.search(before):
        written = korean["unit"]
        preceding = before[: korean.start()]
        if len(written) == 1 and preceding and not preceding[-1].isspace() and preceding[-1] not in "(,·:":
            return ""
        if written in ("월", "년간", "주간", "연간") and regex.search(r"\d\s?$", preceding):
            return ""
        return next((unit for form, unit in _KOREAN_UNITS if form in written), "")
    if following := _PER_AFTER.search(after.split(",")[0].split(".")[0].split(";")[0]):
        unit = following["unit"] or following["second"]
        return (
            {"shift": "shift", "night": "day", "annum": "year"}.get(unit.casefold(), unit.casefold())
            if unit
            else _ADVERBS[following["adverb"].casefold()]
        )
    if preceding_word := _PER_BEFORE_ENGLISH.search(before):
        return _ADVERBS[preceding_word["adverb"].casefold()]
    return ""
