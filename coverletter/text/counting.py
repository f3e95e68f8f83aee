"""How long a text is under the counting rule that a form states, and cutting it to fit.

Korean forms count differently, so the rule always stands beside the number: characters with or without blanks, bytes as
EUC-KR (Hangul 2, ASCII 1), bytes as UTF-8 (Hangul 3), or NEIS bytes (Hangul 3, ASCII 1, a line break 2). A character is
what a reader sees as one (a grapheme cluster after NFC), and CRLF is one line break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

from coverletter.text.sentences import split_sentences
from coverletter.types import Unit

_GRAPHEME = regex.compile(r"\X")
_LINE_BREAK = regex.compile(r"\r\n?|[\u0085\u2028\u2029]")
_MOST_CODE_POINTS = 4
"""Of one counted character, be it decomposed Hangul: what stands further on than this cannot be within the limit, and need not be cut."""

_WORD_END = regex.compile(r"\S(?=\s|$)")


def count(text: str, unit: Unit) -> int:
    """The length of `text` under `unit`.

    Words are what blanks separate. Outside ASCII every code point is two bytes as EUC-KR, also those the code page does
    not hold, such as emoji: forms disagree about these.

    >>> count("가 a", "characters"), count("가 a", "characters_no_blanks"), count("가 a", "bytes_euckr"), count("가 a", "bytes_utf8")
    (3, 2, 4, 5)
    """
    text = unicodedata.normalize("NFC", _LINE_BREAK.sub("\n", text))
    if unit == "words":
        return len(text.split())
    if unit == "characters":
        return len(_GRAPHEME.findall(text))
    if unit == "characters_no_blanks":
        return sum(1 for cluster in _GRAPHEME.findall(text) if not cluster.isspace())
    if unit == "bytes_euckr":
        return sum(1 if character.isascii() else 2 for character in text)
    in_utf8 = len(text.encode("utf-8", "surrogatepass"))
    return in_utf8 + text.count("\n") if unit == "bytes_neis" else in_utf8


def cut_at_sentence(text: str, limit: int, unit: Unit) -> str:
    """The longest beginning of `text` that ends with a sentence and is at most `limit` long.

    Where not even the first sentence fits it ends with a word, and where not even the first word fits with a character.
    """
    text = text.strip()
    if count(text, unit) <= limit:
        return text
    text = text if unit == "words" else text[: limit * _MOST_CODE_POINTS]
    for ends in (_sentence_ends(text), [found.end() for found in _WORD_END.finditer(text)]):
        if cut := _longest_prefix(text, ends, limit, unit):
            return cut
    return _longest_prefix(text, [found.end() for found in _GRAPHEME.finditer(text)], limit, unit)


def _sentence_ends(text: str) -> list[int]:
    ends: list[int] = []
    position = 0
    for sentence in split_sentences(text):
        found = text.find(sentence, position)
        if found >= 0:
            position = found + len(sentence)
            ends.append(position)
    return ends


def _longest_prefix(text: str, ends: Sequence[int], limit: int, unit: Unit) -> str:
    """The longest `text[:end]` within `limit`, by bisection: a longer beginning never counts less."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        if count(text[: ends[middle - 1]], unit) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[: ends[low - 1]].rstrip() if low else ""
