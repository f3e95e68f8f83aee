"""Whether a degree, certificate or piece of work is there, under way, planned, lapsed or given up, by the words around it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, cast

State = Literal["held", "partial", "in_progress", "planned", "expired", "dropped", "none"]
"""partial: passed in part; dropped: given up (중퇴); none: said not to be held, or failed."""

_CLAUSE_BREAK = re.compile(r"[;•·|\n]|(?<=\w)[.。](?=\s)|,|\s/\s")
_SOFT_BREAK = re.compile(r"[;•|\n]|(?<=\w\w)[.。](?=\s)")


REACH = 300
"""Characters; a passage of a resume is seldom longer, and a wall of text without a stop must not cost more than its length."""


@cache
def _cues() -> tuple[tuple[State, re.Pattern[str]], ...]:
    table = files("coverletter.facts").joinpath("tables/credential_states.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple((cast(State, state), re.compile(words, re.IGNORECASE)) for state, words in rows)


def clause_around(text: str, start: int, end: int, *, soft: bool = False) -> tuple[int, int]:
    """The offsets of the clause that holds text[start:end]: to the next comma, dot or semicolon outside brackets.

    `soft` does not end it at commas. A clause reaches no further than `REACH` characters to either side.
    """
    pattern = _SOFT_BREAK if soft else _CLAUSE_BREAK
    left = max(0, start - REACH)
    for match in pattern.finditer(text, left, start):
        left = match.end()
    depth = 0
    position = end
    while position < min(len(text), end + REACH):
        character = text[position]
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if depth == 0 and pattern.match(text, position):
            break
        position += 1
    return left, position


_GOES_ON = re.compile(r"\b(?:present|since|ongoing)\b|현재|[~–—-]\s*\)?$|부터", re.IGNORECASE)


def state_of(clause: str, *, goes_on_is_open: bool = False) -> State:
    """The state its words tell of; `held` when they tell of none.

    A stretch of time without an end ("2023 – present") keeps a licence held, yet leaves a degree in progress: `goes_on_is_open`.
    """
    for state, pattern in _cues():
        if pattern.search(clause):
            return state
    return "in_progress" if goes_on_is_open and _GOES_ON.search(clause) else "held"
