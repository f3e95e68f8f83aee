"""Names of people, employers and schools across Hangul and Latin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation by the shape of its name ("… Inc", "(주)…", "… 병원", "… University")."""

    name: str
    kind: Literal["company", "school", "hospital", "public", "other"]
    start: int
    end: int


def key_of(name: str) -> str:
    """A rough Latin key: legal forms stripped, Hangul romanised, common company words translated, vowels evened out."""
    raise NotImplementedError


def name_score(a: str, b: str) -> float:
    """0 to 1: how likely the two names, each Hangul or Latin, are one."""
    raise NotImplementedError


def same_name(a: str, b: str) -> bool:
    """Whether the two names are probably one."""
    raise NotImplementedError


def find_organisations(text: str) -> tuple[FoundOrganisation, ...]:
    """Organisations in order of text, by general shape alone."""
    raise NotImplementedError
