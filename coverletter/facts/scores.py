"""Scores and levels of language tests, with an order to compare by and a rough place on the CEFR."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from coverletter.facts.spans import Taken
from coverletter.facts.tools import find_languages

_ACTFL = {
    "nl": 1.0,
    "nm": 2.0,
    "nh": 3.0,
    "il": 4.0,
    "im1": 5.0,
    "im": 5.5,
    "im2": 6.0,
    "im3": 7.0,
    "ih": 8.0,
    "al": 9.0,
    "am": 10.0,
    "ah": 11.0,
}
_CEFR = {"a1": 1.0, "a2": 2.0, "b1": 3.0, "b2": 4.0, "c1": 5.0, "c2": 6.0}
_CAMBRIDGE = {"fce": 4.0, "first": 4.0, "cae": 5.0, "advanced": 5.0, "cpe": 6.0, "proficiency": 6.0}
_ACTFL_TO_CEFR = [1.0, 4.0, 5.0, 8.0, 9.0, 11.0]

_GRADE = r"[\s:(]{0,3}(?:영어|중국어|일본어)?[\s:(]{0,3}(?:Lv\.?|Level|레벨)?\s?(?P<grade>N[LMH]|I[LH]|IM\s?[123]?|A[LMH])(?![A-Za-z])"
_POINTS = r"[^\d\n,;·/|]{0,14}?(?<![\d.])(?P<points>\d{1,3}(?:\.\d)?)(?:\s?점|\s?points)?(?![\d급%/-]|\.\d\d)"
_LEVEL = (
    r"(?P<level>[1-9])\s?급|[\s:(]{0,3}(?:[Ll]evel|[Ll]v\.?|레벨|Grade|grade)\s?(?P<level2>[1-9])(?!\d)|"
    r"\s(?P<level3>[1-9])(?=[\s,;)·/]|$)"
)


@dataclass(frozen=True, slots=True)
class _Test:
    """`cefr` holds the least values of A1, A2, B1, B2, C1 and C2 as the test's maker, or common practice, publishes them."""

    name: str
    language: str
    pattern: re.Pattern[str]
    cefr: tuple[float, ...]


def _test(name: str, language: str, words: str, reading: str, *cefr: float) -> _Test:
    return _Test(name, language, re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])(?:{reading})?"), cefr)


_SPEAKING = rf"{_GRADE}|[\s:(]{{0,3}}(?:[Ll]evel|Lv\.?|레벨)\s?(?P<level>[1-8])|{_POINTS}"
_TESTS = (
    _test("TOEIC Speaking", "english", r"TOEIC[\s-]?(?:Speaking|SPEAKING|S(?=\s))|토익\s?스피킹|토스", _SPEAKING, *_ACTFL_TO_CEFR),
    _test("OPIc", "english", r"(?:영어\s?)?(?:OPIc|OPIC|Opic|오픽)(?!\s?\((?:중국|일본|한국))", _GRADE, *_ACTFL_TO_CEFR),
    _test("TOEIC", "english", r"TOEIC|Toeic|toeic|토익(?!\s?스피킹)", _POINTS, 120, 225, 550, 785, 945, 991),
    _test("TEPS", "english", r"(?:New\s?|뉴)?TEPS|텝스", _POINTS, 101, 200, 265, 327, 453, 526),
    _test("TOEFL", "english", r"TOEFL(?:\s?iBT)?|토플", _POINTS, 10, 32, 42, 72, 95, 114),
    _test("IELTS", "english", r"IELTS(?:\s?(?:Academic|General))?|아이엘츠", _POINTS, 2, 3, 4, 5.5, 7, 8.5),
    _test("Duolingo", "english", r"Duolingo(?: English Test)?|\bDET\b", _POINTS, 10, 60, 75, 100, 130, 150),
    _test("G-TELP", "english", r"G-?TELP|지텔프", rf"(?:\s?[Ll]evel\s?2)?{_POINTS}", 20, 32, 50, 70, 90, 101),
    _test("TOPIK", "korean", r"TOPIK(?:\s?II?)?|토픽|한국어능력시험(?!\s?KBS)", rf"[\s:(]{{0,3}}(?:{_LEVEL})", 1, 2, 3, 4, 5, 6),
    _test("JLPT", "japanese", r"JLPT|일본어\s?능력\s?시험|(?<=일본어 )(?=N[1-5])", r"[\s:(]{0,3}(?P<n>N[1-5]|[1-5]급)", 1, 2, 3, 4, 5, 6),
    _test("JPT", "japanese", r"JPT", _POINTS, 315, 430, 525, 660, 800, 900),
    _test("HSK", "chinese", r"(?:신\s?)?HSK|(?:中国)?한어수평고시", rf"[\s:(]{{0,3}}(?:{_LEVEL})", 1, 2, 3, 4, 5, 6),
    _test("TSC", "chinese", r"TSC|BCT", rf"[\s:(]{{0,3}}(?:{_LEVEL})", 2, 3, 4, 5, 7, 9),
    _test("SJPT", "japanese", r"SJPT", rf"[\s:(]{{0,3}}(?:{_LEVEL})", 2, 3, 4, 5, 7, 9),
    _test("DELE", "spanish", r"DELE", r"[\s:(]{0,3}(?P<c>[ABC][12])", 1, 2, 3, 4, 5, 6),
    _test("DELF", "french", r"DELF|DALF", r"[\s:(]{0,3}(?P<c>[ABC][12])", 1, 2, 3, 4, 5, 6),
    _test("Goethe", "german", r"Goethe(?:-Zertifikat)?|TestDaF|괴테", r"[\s:(]{0,3}(?P<c>[ABC][12])", 1, 2, 3, 4, 5, 6),
    _test("Cambridge", "english", r"Cambridge (?:English:? )?(?P<exam>FCE|CAE|CPE|First|Advanced|Proficiency)", "", 1, 2, 3, 4, 5, 6),
)  # fmt: skip
_PLAIN_CEFR = re.compile(r"(?<![\w-])(?P<c>[ABC][12])(?:\s?\+)?(?:[\s/–-]{1,3}[ABC][12])?(?![\w-])")
_AT_LEAST = re.compile(r"\s?(?:이상|or (?:higher|above|better)|and above|\+|minimum)|\s?점\s?이상|\s?급\s?이상")
_AT_LEAST_BEFORE = re.compile(r"(?:at least|minimum|above|over|최소)\s*(?:of\s)?$", re.IGNORECASE)
_TOEIC_SPEAKING_LEVELS = {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 5.0, 6: 6.5, 7: 8.0, 8: 9.5}
_TOEIC_SPEAKING_POINTS = (
    (0, 1.0),
    (20, 2.0),
    (50, 3.0),
    (80, 4.0),
    (110, 5.0),
    (120, 6.0),
    (130, 7.0),
    (140, 8.0),
    (160, 9.0),
    (180, 10.0),
    (200, 11.0),
)


@dataclass(frozen=True, slots=True)
class FoundScore:
    """A language test or level.

    `test` is "TOEIC", "OPIc", "TOPIK", "JLPT", "CEFR" ...; `language` "english", "korean" ..., empty where it is not said; `value` orders
    within one test (higher is better; JLPT N1 is 5), None where only the test was named; `cefr` runs from 0 (none) to 6 (C2);
    `at_least` where a floor is asked for.
    """

    test: str
    language: str
    text: str
    value: float | None
    cefr: float | None
    at_least: bool
    start: int
    end: int


def _value(test: _Test, match: re.Match[str]) -> float | None:
    group = {name: value for name, value in match.groupdict().items() if value}
    if "grade" in group:
        return _ACTFL[re.sub(r"\s", "", group["grade"]).lower()]
    if "points" in group:
        points = float(group["points"])
        if test.name == "TOEIC Speaking":
            return _TOEIC_SPEAKING_POINTS[bisect_right([least for least, _ in _TOEIC_SPEAKING_POINTS], points) - 1][1]
        return points
    if "n" in group:
        return 6.0 - int(group["n"].strip("N급"))
    if "c" in group:
        return _CEFR[group["c"].lower()]
    if "exam" in group:
        return _CAMBRIDGE[group["exam"].lower()]
    level = group.get("level") or group.get("level2") or group.get("level3")
    if level is None:
        return None
    return _TOEIC_SPEAKING_LEVELS[int(level)] if test.name == "TOEIC Speaking" else float(level)


def _floor(text: str, start: int, end: int) -> bool:
    return bool(_AT_LEAST.match(text, end) or _AT_LEAST_BEFORE.search(text[max(0, start - 15) : start]))


@lru_cache(maxsize=4096)
def find_language_scores(text: str) -> tuple[FoundScore, ...]:
    """Language tests and CEFR levels in order of text; a bare CEFR level counts only with a language or "CEFR" beside it."""
    found: list[FoundScore] = []
    taken = Taken(text)
    for test in _TESTS:
        for match in test.pattern.finditer(text):
            start, end = match.span()
            if start == end or not taken.claim(start, end):
                continue
            value = _value(test, match)
            cefr = None if value is None else float(bisect_right(test.cefr, value))
            found.append(FoundScore(test.name, test.language, text[start:end], value, cefr, _floor(text, start, end), start, end))
    languages = find_languages(text)
    for match in _PLAIN_CEFR.finditer(text):
        start, end = match.span()
        if not taken.claim(start, end):
            continue
        near = [
            language
            for language in languages
            if abs(language.start - start) < 40 and not re.search(r"[;\n.]\s", text[min(language.end, start) : start])
        ]
        if near or "CEFR" in text:
            before = [language for language in near if language.end <= start] or near
            language = before[-1].name if before else ""
            value = _CEFR[match["c"].lower()]
            found.append(FoundScore("CEFR", language, match.group(0), value, value, _floor(text, start, end), start, end))
    return tuple(sorted(found, key=lambda one: one.start))
