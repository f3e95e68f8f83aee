"""The sentences of a posting, also of one written in haste."""

from __future__ import annotations

import regex

_SENTENCE_END = regex.compile(
    r"(?<=[.!?。…])[.!?…]*[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[\p{L}\p{N}£$€₩<])"
    r"|(?<=[다요죠함음임됨])\s+(?=[※*])"
)
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\"'])(?:e\.g|i\.e|etc|approx|incl|max|min|no|nos|vs|mr|mrs|ms|dr|prof|st|sr|jr|inc|ltd|co|corp|dept|est|esp|ref|tel|fig|vol|ca|bldg|[a-z])\.$",
    regex.IGNORECASE,
)
_NUMBER = regex.compile(r"(?:^|[\s(])(\d{1,2})\.$")
_MONTH = regex.compile(r"\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", regex.IGNORECASE)
_POINT = regex.compile(r"(?:^|[\s(])(\d{1,2})\.(?=\s)")


def split_prose(paragraph: str) -> list[str]:
    """The sentences of one line, also of a chat that begins them in lower case."""
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        before = paragraph[start : end.start()]
        if _ABBREVIATION.search(before[-12:]) or _numbers_a_point(paragraph, start, end.start()):
            continue
        if before.strip():
            sentences.append(paragraph[start : end.end()].strip())
            start = end.end()
    if paragraph[start:].strip():
        sentences.append(paragraph[start:].strip())
    return sentences


def _numbers_a_point(paragraph: str, start: int, end: int) -> bool:
    """Whether the number before a full stop counts points of a list ("1. Python 2. SQL"), and ends no sentence ("Level 3. ...")."""
    found = _NUMBER.search(paragraph, start, end)
    if not found:
        return False
    number = int(found[1])
    if not paragraph[start : found.start()].strip():
        return True
    if _MONTH.match(paragraph, end):
        return True
    others = {int(other) for other in _POINT.findall(paragraph)}
    return number - 1 in others or (number == 1 and 2 in others)
