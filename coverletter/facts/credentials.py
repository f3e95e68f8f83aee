"""Degrees, certificates, licences and language scores, English and Korean, each with its level and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["held", "partial", "in_progress", "planned", "expired", "dropped", "none"]
"""partial: passed in part; dropped: given up (중퇴); none: said not to be held."""

DegreeLevel = Literal["high_school", "associate", "bachelor", "master", "doctor"]
DEGREE_ORDER: dict[str, int] = {"high_school": 1, "associate": 2, "bachelor": 3, "master": 4, "doctor": 5}


@dataclass(frozen=True, slots=True)
class FoundDegree:
    """A degree; `field` is a concept id of the lexicon's fields of study, or the words as written, or empty."""

    level: DegreeLevel
    state: State
    field: str
    start: int
    end: int

    @property
    def order(self) -> int:
        """1 (high school) to 5 (doctor)."""
        return DEGREE_ORDER[self.level]


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A certificate or licence.

    `name` is the canonical English name of a known one ("PMP"), else the words as written in lower case; `family` groups those of one
    ladder ("electrical engineer KR"), `level` orders them within it (higher is more), 0 where it has none.
    """

    name: str
    family: str
    level: int
    state: State
    known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundScore:
    """A language test or level: `test` is "TOEIC", "OPIc", "TOPIK", "JLPT", "CEFR" ...; `language` "english", "korean", "japanese" ...;
    `value` orders within one test (higher is better), None where only the test was named; `cefr` is about 0 (none) to 6 (C2)."""

    test: str
    language: str
    text: str
    value: float | None
    cefr: float | None
    at_least: bool
    start: int
    end: int


def find_degrees(text: str) -> tuple[FoundDegree, ...]:
    """Degrees in order of text."""
    raise NotImplementedError


def find_certificates(text: str) -> tuple[FoundCertificate, ...]:
    """Certificates and licences in order of text, also unknown ones of a certificate's shape ("…기사", "licensed …")."""
    raise NotImplementedError


def find_language_scores(text: str) -> tuple[FoundScore, ...]:
    """Language tests and levels in order of text."""
    raise NotImplementedError
