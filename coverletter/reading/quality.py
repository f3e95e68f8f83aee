"""How much of a text reads as language, and how much as the debris of a font without a map to Unicode."""

from __future__ import annotations

import re
import unicodedata

_VOWELS = re.compile(r"[aeiouyà-üœæ]", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_CID = re.compile(r"\(cid:\d+\)|/[A-Z]\d{1,3}/")
_PLAIN = re.compile(r"[가-힣0-9.,()~%·-]*|[A-Za-z]{0,4}[.,]?|[A-Z]+[.,]?")
_MIXED = re.compile(r"[A-Za-z][^\w\s.,;:'’()/&+#@%-][A-Za-z]")


def text_quality(text: str, unreadable: int = 0) -> float:
    """0 to 1: the share of characters in words that look like words; `unreadable` counts glyphs without a character.

    Numbers, abbreviations, addresses and Korean all count as words. Does not catch a font that maps every letter to another letter with
    the vowels kept.
    """
    good = bad = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if _is_debris(word):
            bad += len(word)
        else:
            good += len(word)
    total = good + bad + unreadable
    return round(good / total, 3) if total else 0.0


def _is_debris(word: str) -> bool:
    if _PLAIN.fullmatch(word):
        return False
    if _CID.search(word) or "\ufffd" in word:
        return True
    strange = sum(unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs") or "\u3130" <= character <= "\u318f" for character in word)
    if strange * 3 > len(word):
        return True
    if "@" in word or "/" in word or "." in word.strip(".") or len(word) < 4:
        return False
    if _MIXED.search(word):
        return True
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", word)
    return len(letters) >= 5 and len(letters) > 0.7 * len(word) and not letters.isupper() and _VOWELS.search(letters) is None
