"""Words that resumes use as section headings, English and Korean."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MOST_HEADING_WORDS = 7

_SMALL_WORDS = frozenset(["and", "&", "/", "·", ",", "of", "in", "the", "my", "for", "및", "와", "과", "그", "외"])


@cache
def _heading_words() -> frozenset[str]:
    text = files("coverletter.reading").joinpath("headings.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_known_heading(text: str) -> bool:
    """Whether the text consists of words that resumes use as headings, joined by small words."""
    plain = re.sub(r"[:：|■□●▶◆○\[\]【】<>()·]+", " ", re.sub(r"\([^)]*\)", " ", text)).strip().lower()
    plain = " ".join(plain.split())
    if not plain or len(plain.split()) > MOST_HEADING_WORDS:
        return False
    known = _heading_words()
    if plain in known or plain.replace(" ", "") in known:
        return True
    parts = [part.strip() for part in re.split(r"\s+(?:and|&|및|와|과|/)\s+|\s*[,/·&]\s*", plain)]
    return len(parts) > 1 and all(part in known or part in _SMALL_WORDS for part in parts if part)
