"""General job terms of both languages as concepts: `concepts("led the team") & concepts("팀을 이끌었다")` is not empty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term of the lexicon in a text; `concept` is its id (the first English form), `field` its section of the table."""

    concept: str
    field: str
    start: int
    end: int


def find_terms(text: str) -> tuple[FoundTerm, ...]:
    """Terms in order of text, longest first where they overlap; shorter ones inside a longer one are found too."""
    raise NotImplementedError


def concepts(text: str) -> frozenset[str]:
    """The concept ids that `text` names, in either language; cached."""
    raise NotImplementedError
