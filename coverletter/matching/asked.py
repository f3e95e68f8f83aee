"""What a text names that can be compared: degrees, certificates, languages, tools, lengths of time, amounts."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from coverletter.facts.credentials import (
    FoundCertificate,
    FoundDegree,
    FoundScore,
    find_certificates,
    find_degrees,
    find_language_scores,
)
from coverletter.facts.dates import FoundRange, find_date_ranges
from coverletter.facts.durations import find_durations
from coverletter.facts.implied import implied_concepts
from coverletter.facts.lexicon import concepts
from coverletter.facts.numbers import Quantity, find_quantities
from coverletter.facts.tools import find_languages, find_tools
from coverletter.matching.words import pieces_of, words_of

_PLUS = regex.compile(r"(?<=\w)\s?(?:\(\d+\)|\+)(?=\s?(?:years?|yrs?|months?|년))", regex.IGNORECASE)
_LENGTH = regex.compile(
    r"(?:\b(?:at least|no (?:fewer|less) than|a minimum of|minimum(?: of)?|more than|over|for)\s)*"
    r"(?:[\p{L}-]+|\d+)?\s?(?:\(\d+\)\s?)?\+?\s?(?:years?|yrs?|months?)\b['’]?(?:\s(?:or (?:more|longer)|and more|of|in|as|on))*"
    r"|(?:만|최소|총|합산)?\s?\d+\s?(?:년|개월)\s?(?:간|이상|넘게|을 넘긴)?",
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"\byears?\b|\byrs?\b|\d\s?년\s?(?:이상|간)|\bmonths?\b|개월", regex.IGNORECASE)
_DEGREE_WORDS = regex.compile(
    r"\b(?:a|an|any)?\s?(?:bachelor|master|doctor|associate)(?:['’]?s|ate)?(?: of (?:science|arts))?\b"
    r"|\b(?:degrees?|diploma|ph\.?d|b\.?sc|b\.?a|m\.?sc|m\.?a)\b"
    r"|\b(?:completed?|in progress|an?|preferred|required|closely related|related|similar|something close|any subject|subject|field)\b"
    r"|\bfrom an accredited program\b"
    r"|4년제|고졸|고등학교|전문?대학교?|대졸|졸업|학사|석사|박사|학위|소지자?|이상|계열|관련|분야|전공자?|우대",
    regex.IGNORECASE,
)
_ANY_FIELD = regex.compile(r"\bany (?:subject|discipline|field|major|area)\b|전공\s?(?:무관|은 보지|불문)|전공에 관계", regex.IGNORECASE)
_EITHER = regex.compile(
    r"\s(?:or|and/or)\s|\b(?:such as|e\.g\.|for instance|any other|another|one of|similar|equivalent|any colour)\b"
    r"|또는|혹은|이나\s|거나\s|가운데 하나|중\s?(?:하나|\d)|등(?:의|을|\s|\)|$)|같은\s",
    regex.IGNORECASE,
)
_EQUIVALENT = regex.compile(
    r"\bequivalent|\bcomparable|\bor similar|\bother\b|\banother\b|준하는|동등|상응|등(?:의|을|\s|\)|$)", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one text names."""

    text: str
    words: tuple[str, ...]
    pieces: frozenset[str]
    concepts: frozenset[str]
    tools: tuple[tuple[str, str], ...]
    """Name and category."""
    degrees: tuple[FoundDegree, ...]
    certificates: tuple[FoundCertificate, ...]
    scores: tuple[FoundScore, ...]
    languages: tuple[tuple[str, int], ...]
    """Name and level as said: 0 for not said, 1 (basic) to 7 (native)."""
    ranges: tuple[FoundRange, ...]
    amounts: tuple[Quantity, ...]
    months: float
    """The longest length of time that is said, 0 for none."""

    @property
    def asks_time(self) -> bool:
        """Whether a length of time is said, or at least years are spoken of."""
        return self.months > 0 or bool(_YEARS.search(self.text))

    @property
    def degree(self) -> int:
        """The lowest degree named, 1 (high school) to 5 (doctor); 0 for none."""
        return min((found.order for found in self.degrees), default=0)


def facts_of(text: str) -> Facts:
    """Read one text."""
    plain = _PLUS.sub("", text)
    scores = find_language_scores(text)
    return Facts(
        text=text,
        words=words_of(text),
        pieces=pieces_of(text),
        concepts=concepts(text) | implied_concepts(text),
        tools=tuple(dict.fromkeys((found.name, found.category) for found in find_tools(text))),
        degrees=find_degrees(text),
        certificates=find_certificates(text),
        scores=scores,
        languages=_languages(text),
        ranges=find_date_ranges(text),
        amounts=tuple(found for found in find_quantities(text) if found.dimension not in ("time", "name", "grade", "rank")),
        months=max((found.months for found in find_durations(plain)), default=0.0),
    )


def _languages(text: str) -> tuple[tuple[str, int], ...]:
    best: dict[str, int] = {}
    for found in find_languages(text):
        best[found.name] = max(best.get(found.name, 0), found.level)
    return tuple(best.items())


def is_either(text: str) -> bool:
    """Whether one of several things is enough: "or", "such as", "e.g.", 또는, 등."""
    return bool(_EITHER.search(text))


def allows_equivalents(text: str) -> bool:
    """Whether something else of the same worth is enough: "or equivalent", "or similar", 준하는, 등."""
    return bool(_EQUIVALENT.search(text))


def without_length(text: str) -> str:
    """The requirement without its length of time: what the years must have been spent on."""
    return " ".join(_LENGTH.sub(" ", text).split()).strip(" ,.") or text


def field_asked(text: str) -> str:
    """The requirement without the words of a degree: the fields of study, empty where none is named or any will do."""
    if _ANY_FIELD.search(text):
        return ""
    rest = " ".join(_DEGREE_WORDS.sub(" ", text).split()).strip(" ,.()")
    return rest if any(len(word) > 1 for word in words_of(rest)) else ""


def probes_of(facts: Facts) -> tuple[str, ...]:
    """Texts to be held against the resume besides the requirement and its clauses."""
    return (without_length(facts.text),) if facts.months else ()
