"""A requirement taken apart into its clauses."""

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
    return tuple(dict.fromkeys([requirement, *(part for part in parts if len(regex.findall(r"\p{L}", part)) >= 2)]))
