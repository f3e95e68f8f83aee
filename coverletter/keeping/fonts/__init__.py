"""The fonts exported letters are set in, and what to do with a character they do not have."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

LETTER_FONT = Path(__file__).parent / "Pretendard-Regular.ttf"
FALLBACK_FONT = Path(__file__).parent / "NotoSansCJKkr-subset.ttf"

_ALIKE = {"\u2011": "-", "\u223c": "~", "\u2252": "≈", "\u25c8": "◆", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": "    "}
"""Characters that look or mean the same as ones the fonts have; what NFKC knows is not repeated here."""

_STAND_IN = "?"


@functools.cache
def printable_characters() -> frozenset[int]:
    """The code points the two fonts can draw."""
    return frozenset(TTFont(LETTER_FONT, lazy=True).getBestCmap()) | frozenset(TTFont(FALLBACK_FONT, lazy=True).getBestCmap())


def printable(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with nothing the fonts cannot draw, and the characters that were lost, each once.

    A character without a glyph becomes what is alike; a pictograph is left out; a letter becomes `?`, so that a name never
    silently loses one. Marks that draw nothing (joiners, variation selectors) are dropped without a word.

    >>> printable("A\\u2011Z 2\\u2154 \U0001f600")
    ('A-Z 22/3 ', ('\U0001f600',))
    """
    known, lost, out = printable_characters(), dict[str, None](), list[str]()
    for character in unicodedata.normalize("NFC", text):
        if character == "\n" or (ord(character) in known and character not in _ALIKE):
            out.append(character)
            continue
        alike = _ALIKE.get(character) or unicodedata.normalize("NFKC", character).replace("\u2044", "/")
        category = unicodedata.category(character)
        if category not in {"Cf", "Cc", "Cn"} and all(ord(part) in known for part in alike):
            out.append(alike)
        elif category in {"Cf", "Cc", "Mn", "Sk"} or 0x1F3FB <= ord(character) <= 0x1F3FF:
            continue
        else:
            lost[character] = None
            out.append("" if category in {"So", "Co", "Cn"} else _STAND_IN)
    return "".join(out), tuple(lost)
