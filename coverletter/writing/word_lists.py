"""Small lists of words, kept in `word_lists.txt`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = (files("coverletter.writing") / "word_lists.txt").read_text(encoding="utf-8")
    sections = (section.partition("]") for section in text.split("\n[")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}


def listed(name: str) -> frozenset[str]:
    """The words under the heading `[name]`."""
    return _lists()[name]
