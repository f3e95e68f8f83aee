"""Which lines tell dates, as far as the structure of a resume needs it; what the dates mean is `facts.dates`."""

from __future__ import annotations

import re

from coverletter.reading.lines import Line

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter)[a-z]*\.?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_POINT = (
    rf"(?:(?:{_MONTH},?\s+|(?<![\d.])\d{{1,2}}\s?[./]\s?)?['’]?(?<![\d,.]){_YEAR}(?![\d,]\d)"
    rf"(?:\s?[./-]\s?\d{{1,2}}(?!\d))?(?:\s?[./]\s?\d{{1,2}}(?!\d))?\.?|{_YEAR}\s?년(?:\s?\d{{1,2}}\s?월)?|{_MONTH}\s?['’]\d\d(?!\d))"
)
_OPEN = r"(?:present|current(?:ly)?|now|today|date|ongoing|현재|재직\s?중?|재학\s?중?|진행\s?중)"
_DASH = r"(?:[-–—~∼〜]|\bto\b|\buntil\b|\bthrough\b|\btill\b)"
_RANGE = re.compile(
    rf"(?:{_POINT}|{_MONTH})\s*{_DASH}\s*(?:{_POINT}|{_OPEN}|\d{{1,2}}\b)|{_POINT}\s*[-–—~]\s*(?:$|\s{{2}})|\b(?:since|from)\s+{_POINT}|{_POINT}\s?부터",
    re.IGNORECASE,
)
_DATE = re.compile(_POINT, re.IGNORECASE)
_NOT_WORDS = re.compile(rf"{_MONTH}|{_OPEN}|개월|년|\b(?:to|until|since|from|expected|months?|years?|mos?|yrs?)\b", re.IGNORECASE)


def has_range(text: str) -> bool:
    """Whether the text tells a stretch of time, also an open one."""
    return _RANGE.search(text) is not None


def has_date(text: str) -> bool:
    """Whether the text tells a year at least."""
    return _DATE.search(text) is not None


def is_only_date(text: str) -> bool:
    """Whether nothing but a date or a stretch of time stands there, perhaps with its length in brackets."""
    if not has_date(text):
        return False
    rest = _NOT_WORDS.sub(" ", _DATE.sub(" ", _RANGE.sub(" ", re.sub(r"\([^)]{0,24}\)", " ", text))))
    return re.search(r"[^\W\d_]{2,}", rest) is None


def ends_with_date(line: Line) -> bool:
    """Whether a short line ends with its date, as place and dates do under a title."""
    found = list(_RANGE.finditer(line.text)) or list(_DATE.finditer(line.text))
    return bool(found) and found[-1].end() >= len(re.sub(r"\s*\([^)]*\)\s*$", "", line.text).rstrip()) - 1 and len(line.text.split()) <= 9


def is_row(line: Line) -> bool:
    """Whether the line is a row of cells one of which is a date."""
    return len(line.cells) >= 2 and any(has_date(cell) and len(cell.split()) <= 5 for cell in line.cells)
