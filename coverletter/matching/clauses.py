"""A requirement taken apart: its clauses, and which of them are alternatives of each other."""

from __future__ import annotations

import regex

_MARKS = regex.compile(r"[()\[\]:;–—]|, |,$|·|/(?=\p{L})| - ")
_AND = regex.compile(
    r"\s(?:and|&|plus|as well as|together with|그리고)\s|\s및\s|(?<=\p{Hangul})(?:과|와|하고|이며|며|고)\s", regex.IGNORECASE
)
_OR = regex.compile(r"\s(?:or|또는|혹은|이나|내지)\s|(?<=\p{Hangul})(?:이나|거나)\s", regex.IGNORECASE)


def clauses_of(requirement: str) -> tuple[str, ...]:
    """The parts between commas, brackets, "and" and "or" that have at least two letters, the whole first; each once."""
    parts = [requirement]
    for cut in (_MARKS, _OR, _AND):
        parts += [piece.strip(" .,") for piece in cut.split(requirement)]
    for cut in (_OR, _AND):
        parts += [piece.strip(" .,") for part in _MARKS.split(requirement) for piece in cut.split(part)]
    return tuple(dict.fromkeys(part for part in parts if len(regex.findall(r"\p{L}", part)) >= 2))


def has_alternatives(requirement: str) -> bool:
    """Whether one of several things is enough: "or", "such as", "e.g.", 또는, 등."""
    return bool(_OR.search(requirement) or regex.search(r"\b(?:such as|e\.g\.|like|similar|equivalent)\b|등(?:의|을|을|\s|$)", requirement))
