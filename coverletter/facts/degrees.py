"""Degrees with level, field and state, English and Korean.

Not caught: a school's name alone (no level is guessed from "Hillside College"), and professional doctorates written as two bare capitals
(MD, JD), which are as often a state or initials.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from coverletter.facts.spans import Taken
from coverletter.facts.states import State, clause_around, state_of
from coverletter.facts.study import field_beside

DegreeLevel = Literal["high_school", "associate", "bachelor", "master", "doctor"]
DEGREE_ORDER: dict[str, int] = {"high_school": 1, "associate": 2, "bachelor": 3, "master": 4, "doctor": 5}

_SOMEONE_ELSES = re.compile(r"(?:supervis\w*|mentor\w*|teach\w*|taught|advis\w*|coach\w*|지도|멘토링)[^.;]{0,40}$", re.IGNORECASE)
_NOT_A_DEGREE = re.compile(r"['’]?s?\s?(?:students?|thes[ie]s|level (?:course|teaching))", re.IGNORECASE)
_SCHOOL_WORD = re.compile(r"대학교?|대학원|전문대학?|고등학교|공업고|상업고|마이스터고|특성화고|공고|상고")
_Span = tuple[int, int, DegreeLevel, str]


@dataclass(frozen=True, slots=True)
class FoundDegree:
    """A degree; `field` holds the words of its field as written, empty when none stands beside it."""

    level: DegreeLevel
    state: State
    field: str
    start: int
    end: int

    @property
    def order(self) -> int:
        """1 (high school) to 5 (doctor)."""
        return DEGREE_ORDER[self.level]


@cache
def _words() -> tuple[tuple[DegreeLevel, re.Pattern[str], str], ...]:
    """Level, pattern and the field that the words themselves name."""
    table = files("coverletter.facts").joinpath("tables/degrees.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple((cast(DegreeLevel, row[0]), re.compile(row[1]), row[2] if len(row) > 2 else "") for row in rows)


def _without_doubles(text: str, spans: list[_Span]) -> list[_Span]:
    """Of one clause, the degree words ("석사") rather than the school ("대학교 … 졸업"); one said twice ("석사(MBA)") is one."""
    kept: list[_Span] = []
    for index, (start, end, level, field) in enumerate(spans):
        _, clause_end = clause_around(text, start, end, soft=True)
        followed = index + 1 < len(spans) and spans[index + 1][0] < clause_end
        if followed and _SCHOOL_WORD.fullmatch(text[start:end]):
            continue
        if kept and kept[-1][2] == level and re.fullmatch(r"[\s(,]{0,2}(?:대학\s?)?", text[kept[-1][1] : start]):
            kept[-1] = (kept[-1][0], end, level, kept[-1][3] or field)
            continue
        kept.append((start, end, level, field))
    return kept


@lru_cache(maxsize=4096)
def find_degrees(text: str) -> tuple[FoundDegree, ...]:
    """Degrees in order of text; those of somebody taught or supervised are left out."""
    spans: list[_Span] = []
    taken = Taken(text)
    for level, pattern, field in _words():
        for match in pattern.finditer(text):
            if taken.claim(match.start(), match.end()):
                spans.append((match.start(), match.end(), level, field))
    spans = _without_doubles(text, sorted(spans))
    found = []
    for index, (start, end, level, field) in enumerate(spans):
        if _SOMEONE_ELSES.search(text[max(0, start - 60) : start]) and _NOT_A_DEGREE.match(text, end):
            continue
        left, right = clause_around(text, start, end, soft=True)
        left = max(left, spans[index - 1][1]) if index else left
        right = min(right, spans[index + 1][0]) if index + 1 < len(spans) else right
        beside = "" if level == "high_school" and text[start].isascii() else field_beside(text, start, end)
        found.append(FoundDegree(level, state_of(text[left:right], goes_on_is_open=True), beside or field, start, end))
    return tuple(found)
