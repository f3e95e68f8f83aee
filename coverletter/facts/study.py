"""Fields of study: the words of one beside a degree, and how near two of them are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from coverletter.facts.states import clause_around
from coverletter.facts.stems import stem

Nearness = Literal["same", "near", "far", "unknown"]

_HANGUL = re.compile(r"[가-힣]")
_AFTER = re.compile(
    r"(?:\s?(?:\([^)]{0,25}\)|degrees?|programme|program|Hons\.?))*(?P<joint>\s+(?:in|of)\s+|\s*[,:–—]\s*|\s+)(?:the\s|any\s)?"
    r"(?P<field>(?:[A-Za-z][\w&'’–-]*\s?(?:(?:and|of|&)\s)?){1,6})"
)
_STOP = re.compile(
    r"\b(?:from|at|with|University|College|Institute|School|Hochschule|Universiteit|preferred|required|or|degree|first|upper|lower|distinction|"
    r"merit|pass|is|was|has|who|related|closely|equivalent|top-up|part-time|full-time|online|mark|thesis|grade|minor|candidate|expected|student|field)\b.*$",
    re.DOTALL,
)
_LISTED = re.compile(r"(?:[A-Za-z][\w&'’–-]*(?:,\s|\s)?){1,12}")
_LISTED_STOP = re.compile(
    r"(?:,\s|\s)?\b(?:or (?:a |an |any |some)?(?:closely |something|related|similar|equivalent|other|relevant)\w*|from|at|with|is|was|"
    r"preferred|required|and (?:at least|a |an |\d)|who|plus|would|experience|University|College|Institute|School|upper|lower|first|"
    r"distinction|merit)\b.*$|,\s(?=[A-Z]).*$",
    re.DOTALL,
)
_SCHOOL = re.compile(r"University|College|Institute|School|Academy|Universit|대학|학교|\d")
_DEPARTMENT = re.compile(r"([가-힣·]{2,18})(?:학과|학부|과|전공)(?=\s|\)|\(|,|$|를|을|에|로|·|졸업|학사|석사|박사|전문학사|재학|\d)")
_BEFORE = re.compile(
    r"((?:[가-힣·]+[,·]\s?|[가-힣]+\s?(?:또는|및|이나)\s)*[가-힣]{2,20})\s?"
    r"(?:계열|분야|관련(?:\s?(?:분야|학과|전공|계열))?|전공)?\s?(?:의\s)?[(,]?\s*$"
)
_OWN = re.compile(r"(공학|이학|문학|경영학|의학|법학|교육학|약학|간호학|농학|철학|경제학|사회복지학|체육학|예술|미술)(?=석사|박사|학사)")
_NO_FIELD = re.compile(
    r"^(?:관련|해당|대학|대학교|일반대학원|대학원|졸업|학위|재직|과정|이상|학점은행제|4년제|년제|정규)$|대학교$|대학원$|대학$"
)
_BROAD = re.compile(r"공학|이학|자연|인문|사회|이공|예체능|상경")
_GENERAL = re.compile(r"related|any|relevant|관련|무관|이공|공학 계열|인문")

_NEIGHBOURS = (
    frozenset({"computing", "electrical", "mathematics"}),
    frozenset({"electrical", "mechanical", "industrial"}),
    frozenset({"mechanical", "chemical", "civil"}),
    frozenset({"mathematics", "natural", "economics"}),
    frozenset({"natural", "life", "chemical"}),
    frozenset({"life", "health", "food", "agriculture"}),
    frozenset({"business", "accounting", "economics", "trade", "marketing", "people"}),
    frozenset({"industrial", "trade", "business"}),
    frozenset({"law", "public"}),
    frozenset({"public", "social", "people"}),
    frozenset({"social", "psychology", "education", "people"}),
    frozenset({"languages", "humanities", "media"}),
    frozenset({"media", "marketing", "design"}),
    frozenset({"tourism", "business", "food"}),
    frozenset({"computing", "design"}),
    frozenset({"sport", "health", "education"}),
)
"""Families whose graduates commonly do each other's work."""


def field_beside(text: str, start: int, end: int) -> str:
    """The words of the field of study beside the degree at text[start:end], empty when none is found."""
    left, right = clause_around(text, start, end, soft=True)
    if _HANGUL.search(text[start:end]):
        return _korean_field(text[left:start], text[left:right], text[start:end])
    after = _AFTER.match(text, end, right)
    if after is not None:
        field = _STOP.sub("", after["field"]).strip(" ,-–&")
        joined = after["joint"].strip() in ("in", "of")
        if joined and (listed := _LISTED.match(text, after.start("field"), right)):
            return _LISTED_STOP.sub("", listed.group(0)).strip(" ,-–&")
        if field and (joined or (field[0].isupper() and not re.fullmatch(r"[A-Z]{2,5}", field))):
            return field
    before = [part.strip() for part in text[left:start].split(",") if part.strip()]
    if before and re.fullmatch(r"[A-Z][\w&'’ –-]{3,50}", before[-1]) and not _SCHOOL.search(before[-1]) and families_of(before[-1]):
        return before[-1]
    return ""


def _korean_field(before: str, clause: str, degree: str) -> str:
    departments = _DEPARTMENT.findall(clause)
    if departments:
        name = str(departments[0])
        return name if name.endswith("학") or name + "학" not in clause.replace(" ", "") else name + "학"
    own = _OWN.match(degree)
    near = _BEFORE.search(before)
    if near is not None:
        parts = [part for part in re.split(r"[,·]\s?", near.group(1).strip()) if not _NO_FIELD.search(part.strip())]
        written = ", ".join(parts)
        if families_of(written) or _BROAD.search(written):
            return written
    return own.group(1) if own else ""


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = files("coverletter.facts").joinpath("tables/study_fields.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple((family, re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", re.IGNORECASE)) for family, words in rows)


@lru_cache(maxsize=4096)
def families_of(field: str) -> frozenset[str]:
    """The families that a field of study belongs to: "Civil and Environmental Engineering" is of "civil"."""
    return frozenset(family for family, words in _families() if words.search(field))


def nearness(field: str, asked: str) -> Nearness:
    """How near a field of study is to one that is asked for (which may name several).

    `same` when one is named by the other's words or both are of one family, `near` when their families often stand in for one another,
    `far` otherwise; `unknown` when either is empty or asks for nothing in particular.
    """
    if not field or not asked or _GENERAL.fullmatch(asked.strip()):
        return "unknown"
    ours, theirs = families_of(field), families_of(asked)
    words = {stem(word) for word in re.findall(r"[A-Za-z]{4,}", field)} & {stem(word) for word in re.findall(r"[A-Za-z]{4,}", asked)}
    if ours & theirs or words - {"engineer", "scienc", "stud", "degre"}:
        return "same"
    if not ours or not theirs:
        return "unknown"
    return "near" if any(one in group and other in group for group in _NEIGHBOURS for one in ours for other in theirs) else "far"
