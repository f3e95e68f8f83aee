"""Dates and stretches of time, English and Korean.

A date is read with the precision it was said in: "2019" is a year, "autumn 2014" a season (three months, a quarter, a half), "2019.03" a
month. Day and month before the year are read as the writer's country does: 31.12.2019 and 12/31/2019 are the same day, 03/04/2019 is
March. Not caught: two-digit years without an apostrophe outside a range, dates in words ("two years ago"), months without any year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from coverletter.types import DateRange

Precision = Literal["year", "season", "month", "day"]

_COARSENESS: dict[Precision, int] = {"year": 0, "season": 1, "month": 2, "day": 3}
_DAYS_PER_MONTH = 30.4375
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_SEASONS: dict[str, tuple[int, int]] = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (1, 12), "early": (1, 4), "mid": (5, 8),
    "middle": (5, 8), "late": (9, 12), "beginning": (1, 4), "end": (9, 12),
    "봄": (3, 5), "여름": (6, 8), "가을": (9, 11), "겨울": (1, 12), "초": (1, 4),
    "중반": (5, 8), "중순": (5, 8), "말": (9, 12), "상반기": (1, 6), "하반기": (7, 12), "h1": (1, 6), "h2": (7, 12),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
}  # fmt: skip
"""First and last month. Winter spans the turn of the year, so it says no more than the year."""

_POINT = re.compile(
    rf"""
    (?<![\d.,$€£₩])(?P<ky>{_YEAR}|['‘’]?\d\d(?=\s?년\s?\d))\s?년(?:도)?(?:\s?(?P<km>1[0-2]|0?[1-9])\s?월(?:\s?(?P<kd>[12]\d|3[01]|0?[1-9])\s?일)?
        |\s?(?P<ks>봄|여름|가을|겨울|초(?!등|과|기)|중반|중순|말(?![가-힣])|상반기|하반기|[1-4]\s?분기))?
  | ['‘’](?P<ay>\d\d)(?=[.,;)\s~–—-]*(?:$|[~–—-]|[^\w\s]|\s))(?![./-]\d)
  | (?<![\w$€£₩])(?P<ny>{_YEAR}|['‘’]\d\d)(?:
          (?P<sep>[./-])(?P<nm>1[0-2]|0?[1-9])(?:(?P=sep)(?P<nd>3[01]|[12]\d|0?[1-9]))?(?!\d|[./]\d)
        | \.\s(?P<sm>1[0-2]|0?[1-9])\.(?:\s?(?P<sd>3[01]|[12]\d|0?[1-9])\.)?)
  | \b(?P<em>{_MONTH_NAME})\b\.?[\s,/-]{{0,2}}(?:(?P<ed>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,\s*|\s+))?(?:of\s+)?(?P<ey>{_YEAR}|['‘’]\d\d)(?!\d)
  | \b(?P<fd>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<fm>{_MONTH_NAME})\b\.?,?\s+(?P<fy>{_YEAR})(?!\d)
  | \b(?P<es>spring|summer|autumn|fall|winter|early|mid|late|[hq][1-4]|(?:the\s)?(?:beginning|middle|end))[\s-]?(?:of\s+)?(?:in\s+)?(?P<esy>{_YEAR})(?!\d)
  | (?<![\w$€£₩])(?P<qy>{_YEAR})[\s-]?(?P<qs>[hq][1-4]|\s?[1-4]\s?분기)\b
  | (?<![\w.,/$€£₩-])(?P<ua>3[01]|[12]\d|0?[1-9])(?P<us>[./-])(?P<ub>3[01]|[12]\d|0?[1-9])(?P=us)(?P<uy>{_YEAR})(?!\d)
  | (?<![\w.,/$€£₩-])(?P<om>1[0-2]|0?[1-9])[./-](?P<oy>{_YEAR})(?!\d)
  | (?<![\d.,$€£₩#@/'’\w])(?<!\b\d{{3}}[-–])(?<!\b\d{{2}}[-–])(?<!-\d{{4}}-)(?P<y>{_YEAR})(?=년도|학년도|학번|[부까이에을은의]|\b)(?!\d|[.,]\d|\s?[%‰+]|\s?(?:명|건|원|개|대|만|억|천|회|시간|평|톤|점|장|석|실|인|kg|km|m²|㎡|ml|mg)
        |\s(?:people|employees|users|customers|clients|students|pupils|patients|hours|units|items|orders|staff|members|miles|beds|rooms|words|lines|pages|
             tons|tonnes|dollars|euros|won|pounds|square|calls|tickets|cases|volunteers|participants|respondents|samples)\b)
  | \b(?P<bm>{_MONTH_NAME})\b\.?(?=\s?(?:[–—~-]|to\b|through\b|until\b))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DASH = r"[-–—−~∼〜～→]"
_CONNECTOR = re.compile(
    rf"[\s,.)]{{0,3}}(?:{_DASH}{{1,2}}|\bto\b|\bthrough\b|\bthru\b|\b(?:un)?till?\b|부터|에서)[\s(]{{0,3}}", re.IGNORECASE
)
_PRESENT = re.compile(
    r"(?:the\s+)?(?:present|current(?:ly)?|now|today|date\b|on-?going|ing\b)|현재|재직|근무\s?중|재학|진행\s?중|오늘|지금|현직|"
    r"휴직|(?:지금|현재)까지",
    re.IGNORECASE,
)
_OPEN_END = re.compile(rf"\s{{0,2}}{_DASH}\s{{0,2}}(?=$|\n|[)\],;|·])|\s?[~∼〜～]\s+(?=[^\d\s'’])")
_SINCE = re.compile(r"\b(?:since|from|starting|started(?:\s+in)?)\s+(?:about\s+|around\s+|the\s+)?$", re.IGNORECASE)
_SINCE_AFTER = re.compile(r"\s?(?:부터|이후|이래|(?:and\s)?onwards?\b|입사)", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_SHORT_END = re.compile(r"(?P<dash>[-–—~/])(?P<two>\d\d)(?![\d.,%/-])(?!\s?(?:명|건|원|개|대|회|%))")
_MONTH_END = re.compile(
    rf"\s?(?:{_DASH})\s?(?P<m>1[0-2]|0[1-9]|[1-9])(?:\s?월|(?=\s*(?:$|[),\n])))|\s?(?:부터|에서)\s(?P<k>1[0-2]|0?[1-9])월(?=까지)"
)
_TWO_DIGIT_RANGE = re.compile(
    rf"(?<![\d.,/$€£₩'’])(?P<y>\d\d)[./](?P<m>0[1-9]|1[0-2])\s?{_DASH}\s?(?:(?P<y2>\d\d)[./](?P<m2>0[1-9]|1[0-2])(?![\d%.,])|"
    rf"(?P<now>현재|재직|present))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date: `day` and `last` are its first and last day (the same for a day); `start`, `end` are offsets in the text."""

    day: date
    last: date
    precision: Precision
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A stretch of time from the first day of its start to the last day of its end; `range.end` is None when it goes on."""

    range: DateRange
    start_precision: Precision
    end_precision: Precision
    start: int
    end: int

    @property
    def precision(self) -> Precision:
        """The coarser of the two ends."""
        return min(self.start_precision, self.end_precision, key=lambda precision: _COARSENESS[precision])


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _full_year(text: str) -> int:
    digits = text.lstrip("'‘’")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _month(year: int, month: int, start: int, end: int) -> FoundDate:
    return FoundDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", start, end)


def _year(year: int, start: int, end: int) -> FoundDate:
    return FoundDate(date(year, 1, 1), date(year, 12, 31), "year", start, end)


def _season(year: int, word: str, start: int, end: int) -> FoundDate:
    key = word.lower().removeprefix("the ").strip()
    if key.endswith("분기"):
        key = f"q{key.strip()[0]}"
    first, last = _SEASONS.get(key, (1, 12))
    return FoundDate(
        date(year, first, 1), date(year, last, monthrange(year, last)[1]), "year" if last - first == 11 else "season", start, end
    )


def _day(year: int, month: int, day: int, start: int, end: int) -> FoundDate:
    if day > monthrange(year, month)[1]:
        return _month(year, month, start, end)
    return FoundDate(date(year, month, day), date(year, month, day), "day", start, end)


def _read_point(match: re.Match[str]) -> FoundDate | None:
    """None for a month that has no year of its own."""
    group, start, end = match.groupdict(), match.start(), match.end()
    for year, month, day in (
        ("ky", "km", "kd"),
        ("ny", "nm", "nd"),
        ("ny", "sm", "sd"),
        ("ey", "em", "ed"),
        ("fy", "fm", "fd"),
        ("oy", "om", None),
    ):
        if group[year] and group[month]:
            number = int(group[month]) if group[month].isdigit() else _month_number(group[month])
            if day and group[day]:
                return _day(_full_year(group[year]), number, int(group[day]), start, end)
            return _month(_full_year(group[year]), number, start, end)
    for year, season in (("ky", "ks"), ("esy", "es"), ("qy", "qs")):
        if group[year] and group[season]:
            return _season(_full_year(group[year]), group[season], start, end)
    if group["uy"]:
        a, b = int(group["ua"]), int(group["ub"])
        day_first = a > 12 or (group["us"] == "." and b <= 12)
        return _day(int(group["uy"]), min(b if day_first else a, 12), a if day_first else b, start, end)
    plain = group["ky"] or group["y"] or group["ay"]
    return _year(_full_year(plain), start, end) if plain else None


@lru_cache(maxsize=4096)
def _points(text: str) -> tuple[tuple[FoundDate, ...], tuple[tuple[int, int, int], ...]]:
    """The dates, and the bare months as (number, start, end)."""
    dates: list[FoundDate] = []
    bare: list[tuple[int, int, int]] = []
    for match in _POINT.finditer(text):
        point = _read_point(match)
        if point is not None:
            dates.append(point)
        elif match["bm"]:
            bare.append((_month_number(match["bm"]), match.start(), match.end()))
    return tuple(dates), tuple(bare)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date, month, season or year in `text`, in order, those inside ranges included."""
    return _points(text)[0] if any(character.isdigit() for character in text) else ()


def _range(first: FoundDate, last: FoundDate | None, start: int, end: int) -> FoundRange | None:
    """None when it would end before it begins."""
    if last is None:
        return FoundRange(DateRange(start=first.day, end=None), first.precision, "day", start, end)
    if last.last < first.day:
        return None
    return FoundRange(DateRange(start=first.day, end=last.last), first.precision, last.precision, start, end)


def _abbreviated_end(text: str, point: FoundDate) -> FoundDate | None:
    """The end of "2013–15", "2021.03~08" and "2021년 3월~5월", whose year stands only in the start."""
    if point.precision == "year":
        match = _SHORT_END.match(text, point.end)
        if match is None:
            return None
        year = point.day.year // 100 * 100 + int(match["two"])
        return _year(year, match.start("two"), match.end()) if point.day.year < year <= point.day.year + 20 else None
    match = _MONTH_END.match(text, point.end)
    if match is None or point.precision != "month":
        return None
    month = int(match["m"] or match["k"])
    return _month(point.day.year, month, match.start(), match.end()) if month >= point.day.month else None


def _range_from(text: str, index: int, dates: tuple[FoundDate, ...]) -> tuple[FoundRange | None, int]:
    """The range that starts at `dates[index]`, if any, and how many dates it used."""
    point = dates[index]
    following = dates[index + 1] if index + 1 < len(dates) else None
    connector = _CONNECTOR.match(text, point.end)
    if connector is not None:
        if following is not None and following.start == connector.end():
            return _range(point, following, point.start, following.end), 2
        present = _PRESENT.match(text, connector.end())
        if present is not None:
            return _range(point, None, point.start, present.end()), 1
    if (
        following is not None
        and text[point.end : following.start].strip() == "and"
        and _BETWEEN.search(text[max(0, point.start - 20) : point.start])
    ):
        return _range(point, following, point.start, following.end), 2
    shortened = _abbreviated_end(text, point)
    if shortened is not None:
        return _range(point, shortened, point.start, shortened.end), 1
    open_end = _OPEN_END.match(text, point.end)
    if open_end is not None:
        return _range(point, None, point.start, open_end.end()), 1
    since = None if text[point.end : point.end + 4] == " to " else _SINCE.search(text[max(0, point.start - 30) : point.start])
    after = _SINCE_AFTER.match(text, point.end)
    if since is not None or after is not None:
        start = max(0, point.start - 30) + since.start() if since else point.start
        return _range(point, None, start, after.end() if after else point.end), 1
    return None, 1


@lru_cache(maxsize=4096)
def find_date_ranges(text: str) -> tuple[FoundRange, ...]:
    """Every stretch of time with two ends, or a start and a word such as "present", "since" or "부터", in order.

    The range of "until 2020" has no start and is not returned; a range that ends before it begins is not one.
    """
    if not any(character.isdigit() for character in text):
        return ()
    dates, bare = _points(text)
    found: list[FoundRange] = []
    for month, start, end in bare:
        connector = _CONNECTOR.match(text, end)
        later = next((point for point in dates if connector is not None and point.start == connector.end()), None)
        if later is not None and later.precision == "month":
            first = _month(later.day.year - (month > later.day.month), month, start, end)
            joined = _range(first, later, start, later.end)
            found.extend([joined] if joined else [])
    index = 0
    while index < len(dates):
        taken = next((one for one in found if one.start <= dates[index].start < one.end), None)
        one, used = (None, 1) if taken else _range_from(text, index, dates)
        found.extend([one] if one else [])
        index += used if one else 1
    for match in _TWO_DIGIT_RANGE.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            first = _month(_full_year(match["y"]), int(match["m"]), match.start(), match.end("m"))
            last = None if match["now"] else _month(_full_year(match["y2"]), int(match["m2"]), match.start("y2"), match.end())
            joined = _range(first, last, match.start(), match.end())
            found.extend([joined] if joined else [])
    return tuple(sorted(found, key=lambda one: one.start))


def months_of(range: DateRange, today: date) -> int:
    """Whole months, the first and the last month counted (Mar 2019 to Feb 2021 is 24); 0 for a range that starts after today."""
    end = min(range.end or today, today) if range.start <= today else range.start
    return round(((end - range.start).days + 1) / _DAYS_PER_MONTH) if range.start <= today else 0


def _doubt_in_days(precision: Precision, first: date, last: date) -> int:
    return {"day": 0, "month": 15, "season": (last - first).days, "year": 364}[precision]


def total_months(ranges: Iterable[FoundRange], today: date) -> tuple[int, int]:
    """The least and the most months the ranges cover together, overlaps counted once.

    The two differ by what the dates leave open: 2013–2015 is 13 to 36 months, Mar 2019 – Feb 2021 is 23 to 24. Ranges that touch (one ends
    in the month or year where the next begins) count as unbroken.
    """
    spans = sorted(
        ((one.range.start, min(one.range.end or today, today), one) for one in ranges if one.range.start <= today),
        key=lambda span: (span[0], span[1]),
    )
    least = most = 0.0
    while spans:
        start, end, first = spans.pop(0)
        last = first
        while spans and (spans[0][0] - end).days <= 1:
            _, other_end, other = spans.pop(0)
            if other_end >= end:
                end, last = other_end, other
        days = (end - start).days + 1
        doubt = _doubt_in_days(first.start_precision, date(start.year, 1, 1), date(start.year, 4, 1))
        if last.range.end is not None:
            doubt += _doubt_in_days(last.end_precision, date(end.year, 1, 1), date(end.year, 4, 1))
        most += days / _DAYS_PER_MONTH
        least += max(0, days - doubt) / _DAYS_PER_MONTH
    return round(least), round(most)
