"""Words that limit a claim and words that strengthen one, in both languages.

Resumes say honestly what was less than it sounds: helped, in a team, a pilot, expired, the written part only, by a vendor, once. A letter
that tells the deed and drops the limit is the commonest kind of untruth, and it brings no new word. The table `tables/marks.tsv` holds the
words by kind; which kinds weigh how much is fitted, not written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

LIMITS = (
    "negated", "failed", "lapsed", "unfinished", "partly", "attended", "basic", "others", "supervised", "jointly", "helped", "stand_in",
    "pilot", "once", "only", "runner_up", "associate", "temporary", "gap",
)  # fmt: skip
STRENGTHS = ("cause", "absolute", "first", "sole", "hands_on", "lead", "win", "finished", "holds", "routine", "expert")


_DENIED = regex.compile(r"\b(?:not|no|never|n't|without)\s(?:yet\s)?(?:(?:a|an|the|been|being)\s)?$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One such word at `text[start:end]`."""

    kind: str
    text: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    parts: dict[str, list[str]] = {}
    for line in resources.files(__package__).joinpath("tables/marks.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, pattern = line.split("\t")
            latin = regex.search(r"\p{Hangul}", pattern) is None
            parts.setdefault(kind, []).append(rf"(?<![\p{{L}}])(?:{pattern})(?![\p{{L}}])" if latin else f"(?:{pattern})")
    return tuple((kind, regex.compile("|".join(patterns), regex.IGNORECASE)) for kind, patterns in parts.items())


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every mark in `text`, by kind and then in order of text; kinds may overlap."""
    return tuple(
        Mark(kind, found.group(), *found.span())
        for kind, pattern in _patterns()
        for found in pattern.finditer(text)
        if found.group().strip()
    )
