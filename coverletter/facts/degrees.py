"""Degrees with level, field and state, English and Korean.

Not caught: a school's name alone (no level is guessed from "Hillside College"), and professional doctorates written as two bare capitals
(MD, JD), which are as often a state or initials.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coverletter.facts.states import State, clause_around, state_of

DegreeLevel = Literal["high_school", "associate", "bachelor", "master", "doctor"]
DEGREE_ORDER: dict[str, int] = {"high_school": 1, "associate": 2, "bachelor": 3, "master": 4, "doctor": 5}

_WORDS: tuple[tuple[DegreeLevel, str], ...] = (
        (
            "doctor",
            r"\bPh\.?\s?D\b\.?|\bD\.?Phil\b|\bEd\.?D\b\.?|\bPharm\.?D\b|\bM\.D\.|\bJ\.D\.|\bD\.?N\.?P\b|\bDr\. rer|"
            r"\b[Dd]octora(?:te|l)\b|\b[Dd]octor of [A-Z]\w+|"
            r"(?<![가-힣])(?:공학|이학|문학|경영학|의학|법학|교육학|약학|간호학|농학|철학|경제학)?박사(?!님)(?=\s|학위|과정|수료|"
            r"졸업|통합|,|\)|$|\(|·|급|을|를|이|는|과|와|로)",
        ),
        (
            "master",
            r"\bM\.?Sc\b\.?|\bM\.S\.|\bMS(?= (?:in|degree)\b)|\bM\.A\.|(?<!, )\bMA(?= (?:in |\(|[A-Z][a-z]+)|,|$)|\bMBA\b|"
            r"\bM\.?Eng\b\.?|\bM\.?Ed\b\.?|\bMPH\b|\bMFA\b|\bLL\.?M\b\.?|"
            r"\bMSW\b|\bMPharm\b|\bMSN\b|\bM\.?Res\b|\bM\.?Phil\b|\bM\.?Arch\b|\bMChem\b|\bMPA\b|\bMPP\b|\bMHA\b|\bM\.?Tech\b|"
            r"\bMSci\b|\bMMath\b|\bMPhys\b|\bMBiol\b|"
            r"\b[Mm]aster['’]?s?(?:[- ]level)? degree|\b[Mm]aster['’]s\b|\bMasters (?:in|of)\b|"
            r"\b[Mm]aster of (?:[A-Z]\w+|science|arts|business|engineering|education|laws?|public|social)|\bpostgraduate degree|"
            r"\bgraduate degree|"
            r"(?<![가-힣])(?:공학|이학|문학|경영학|법학|교육학|약학|간호학|농학|경제학|석·?|사회복지학)?석사(?=\s|학위|과정|수료|"
            r"졸업|통합|,|\)|$|\(|·|급|를|을|이|는|와|과|로)|"
            r"대학원(?=[^,.\n]{0,25}(?:졸업|수료|재학|휴학|중퇴|전공))",
        ),
        (
            "associate",
            r"\b[Aa]ssociate['’]?s?(?: degree| of (?:Arts|Science|Applied))|\b[Aa]ssociate['’]s\b|\bA\.A\.S?\.|\bAAS\b|\bA\.S\.|"
            r"\bHN[CD]\b|\b[Ff]oundation degree|\b(?:two|2)-year (?:college )?(?:degree|diploma)|"
            r"\b[Cc]ollege [Dd]iploma|\b(?:[Tt]echnical|[Aa]dvanced|[Hh]igher [Nn]ational|[Hh]igher) [Dd]iploma|"
            r"\b[Dd]iploma (?:in|of) [A-Z]\w+|"
            r"전문학사|초대졸|전문대졸|전문대학\s?졸업|전문대(?:학)?(?=[^,.\n]{0,20}(?:졸업|재학|휴학|중퇴))|(?<!\d)[23]년제",
        ),
        (
            "bachelor",
            r"\bB\.?Sc\b\.?|\bB\.S\.|\bBS(?= (?:in|degree)\b|,)|\bB\.A\.|(?<!, )\bBA(?= (?:in |\(|Hons|[A-Z][a-z]+)|,|$)|"
            r"\bB\.?Eng\b\.?|\bB\.?Ed\b\.?|\bLL\.?B\b\.?|\bB\.?Com\b|\bBBA\b|\bBSN\b|"
            r"\bBFA\b|\bB\.?Tech\b|\bB\.?Arch\b|\bBPharm\b|\bBSW\b|\bBBus\b|\bBNurs\b|\bBHSc\b|\bBCA\b|\bMBBS\b|\bMBChB\b|\bBDS\b|"
            r"\bBN\b(?= |,)|\b[Bb]achelor['’]?s? degree|\b[Bb]achelor['’]s\b|"
            r"\b[Bb]achelors?(?= (?:in|of)\b)|\b[Uu]ndergraduate degree|\b[Ff]irst degree|\b(?:[Uu]niversity|[Cc]ollege|"
            r"[Hh]onou?rs|[Ff]our-year|4-year) degree|"
            r"\b(?:[Uu]niversity|[Cc]ollege) graduate\b|\b[Dd]egree(?=(?: or equivalent)? in [A-Za-z])|\b[Gg]raduated? (?:from|"
            r"in) (?=[A-Z]\w+ (?:University|College))|\b[Dd]iplom-|"
            r"(?<![가-힣])(?<!전문)(?:공학|이학|문학|경영학|법학|교육학|약학|간호학|농학|경제학|사회복지학|체육학|예술|미술|조형)?학사"
            r"(?!\s?(?:일정|관리|행정|운영|제도|정보|시스템|업무|지원|팀))(?=\s|학위|과정|수료|졸업|,|\)|$|\(|·|급|를|을|이|는|와|과|로)|"
            r"대졸|(?<!\d)4년제|(?<!전문)대학교?(?!원)\s?졸업|(?<!전문)대학교(?!병원|\s?병원|"
            r"\s?부속)(?!원)(?=[^,.\n]{0,40}(?:졸업|재학|휴학|중퇴|수료|편입|전공))|학부\s?(?:졸업|재학)|\d학년\s?(?:재학|편입|"
            r"휴학)",
        ),
        (
            "high_school",
            r"\b[Hh]igh [Ss]chool(?= (?:[Dd]iploma|[Gg]raduate|[Ee]ducation|or equivalent|[Ee]quivalen\w+|leaving))|\bGED\b|"
            r"\bA[- ][Ll]evels?\b|\bAbitur\b|\bGCSEs?\b|\b[Ss]econdary [Ss]chool "
            r"(?:[Cc]ertificate|[Dd]iploma|[Ll]eaving)|\bBaccalaur[eé]at\b|고졸|(?:고등학교|공업고|상업고|마이스터고|특성화고|"
            r"공고|상고)(?=[^,.\n]{0,20}(?:졸업|중퇴|검정))|검정고시",
        ),
    )  # fmt: skip
_PATTERNS = tuple((level, re.compile(words)) for level, words in _WORDS)
_SOMEONE_ELSES = re.compile(r"(?:supervis\w*|mentor\w*|teach\w*|taught|advis\w*|coach\w*|지도|멘토링)[^.;]{0,40}$", re.IGNORECASE)
_NOT_A_DEGREE = re.compile(r"['’]?s?\s?(?:students?|thes[ie]s|level (?:course|teaching))", re.IGNORECASE)
_FIELD_AFTER = re.compile(
    r"(?:\s?(?:\([^)]{0,25}\)|degree|programme|program|Hons\.?|\(Hons\)))*\s*(?:in|of|,|:|–|-|"
    r"—)?\s*(?:the\s)?((?:[A-Za-z][\w&'’-]*\s?(?:and |of |& )?){1,6})"
)
_FIELD_BEFORE_KO = re.compile(
    r"([가-힣A-Za-z·]{1,20}?(?:공학|학|과학|행정|복지|경영|회계|간호|디자인|교육|예술|체육)(?:과|부|전공|계열)?)\s?(?:전공)?\s?\(?$"
)
_DEPARTMENT_KO = re.compile(r"([가-힣·]{1,18}?)(?:학과|학부|과|전공)(?=\s|\)|,|$|를|을|에|로|·|졸업|학사|석사|박사|재학)")
_STOP_FIELD = re.compile(
    r"\b(?:from|at|with|from the|University|College|Institute|School|preferred|required|or|degree|first|upper|lower|distinction|"
    r"merit|is|was|has|who)\b.*$",
    re.S,
)


_SCHOOL_WORD = re.compile(r"대학교?|대학원|전문대학?|고등학교|공업고|상업고|마이스터고|특성화고|공고|상고")
_Span = tuple[int, int, DegreeLevel]


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


def _field(text: str, start: int, end: int) -> str:
    clause_start, clause_end = clause_around(text, start, end, soft=True)
    if re.search(r"[가-힣]", text[start:end]):
        departments = _DEPARTMENT_KO.findall(text[clause_start:clause_end])
        before = _FIELD_BEFORE_KO.search(text[clause_start:start])
        own = re.match(r"([가-힣]+?학)(?=석사|박사|학사)|(공학|이학|문학|예술)", text[start:end])
        written = before.group(1) if before else (departments[0] if departments else (own.group(0) if own else ""))
        return re.sub(r"(?<=학)(?:과|부|전공)$|전공$", "", str(written).strip())
    after = _FIELD_AFTER.match(text, end, clause_end)
    if after is None:
        return ""
    return _STOP_FIELD.sub("", after.group(1)).strip(" ,-")


def _without_schools(text: str, spans: list[_Span]) -> list[_Span]:
    """Of one clause, the degree words ("석사") rather than the school ("대학교 … 졸업"); of two schools the later and higher."""
    kept: list[_Span] = []
    for index, (start, end, level) in enumerate(spans):
        _, clause_end = clause_around(text, start, end, soft=True)
        followed = index + 1 < len(spans) and spans[index + 1][0] < clause_end
        if not (followed and _SCHOOL_WORD.fullmatch(text[start:end])):
            kept.append((start, end, level))
    return kept


@lru_cache(maxsize=4096)
def find_degrees(text: str) -> tuple[FoundDegree, ...]:
    """Degrees in order of text; those of somebody taught or supervised are left out."""
    spans: list[_Span] = []
    for level, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _ in spans):
                continue
            spans.append((match.start(), match.end(), level))
    spans = _without_schools(text, sorted(spans))
    found = []
    for index, (start, end, level) in enumerate(spans):
        if _SOMEONE_ELSES.search(text[max(0, start - 60) : start]) and _NOT_A_DEGREE.match(text, end):
            continue
        left, right = clause_around(text, start, end, soft=True)
        left = max([left, *(other_end for _, other_end, _ in spans[:index])])
        right = min([right, *(other_start for other_start, _, _ in spans[index + 1 :])])
        found.append(FoundDegree(level, state_of(text[left:right], goes_on_is_open=True), _field(text, start, end), start, end))
    return tuple(found)
