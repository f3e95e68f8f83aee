"""Glyphs to lines in reading order: columns, margins of dates, wrapped lines, bullets. Pure functions over places.

The order in which a program wrote a page says little. What a reader sees does: a gutter between two columns, a narrow
margin of dates beside the entries, a line that broke because the next word did not fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from coverletter.reading.glyphs import Glyph

SOFT_BREAK = "\x1f"
"""Where Korean broke at a line end and the page does not tell whether a blank stood there."""

GAP_OF_SEGMENTS = 1.05
"""Ems. Wider blanks separate cells; the blanks of justified text stay below."""

BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·–—-*►▶➢➤✓✔❖◆◇»※ㆍ・")
_SYMBOL_BULLETS = frozenset("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf02d")
_DATE = re.compile(r"(?:19|20)\d\d")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_DANGLING_RANGE = re.compile(r"(?:19|20)\d\d(?:[./]\d{1,2})?\s*[-–—~]$|\b(?:to|until)$")


@dataclass(slots=True)
class Segment:
    """Glyphs on one baseline without a wide gap."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    trailing_blank: bool = False
    bullet: bool = False


@dataclass(slots=True)
class Line:
    """One line as a reader sees it: cells separated by two blanks, bullets taken off, wrapped lines joined."""

    text: str
    page: int = 1
    size: float = 0.0
    bold: bool = False
    bullet: bool = False
    indent: float = 0.0
    space_before: bool = False
    top: float = 0.0
    right: float = 0.0
    first_right: float = 0.0
    cells: tuple[float, ...] = field(default=())
    trailing_blank: bool = False
    last_top: float = 0.0


def clean_character(character: str) -> str:
    """The character as text: icons and control characters become blanks, ligatures letters."""
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category == "Cf":
        return "-" if character == "\u00ad" else ""
    if category in ("Co", "Cn", "Cs"):
        return "\ue000"
    if "\ufb00" <= character <= "\ufb06" or "\uf900" <= character <= "\ufaff" or "\u2f00" <= character <= "\u2fdf":
        return unicodedata.normalize("NFKC", character)
    return character


def find_segments(glyphs: Iterable[Glyph]) -> list[Segment]:
    """Runs of glyphs on one baseline, cut at wide gaps and at icons."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in glyphs if not glyph.text.isspace()), key=lambda glyph: (glyph.baseline, glyph.left)):
        row = next(
            (row for row in reversed(rows[-3:]) if abs(row[0].baseline - glyph.baseline) <= 0.35 * max(row[0].size, glyph.size)), None
        )
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    return [segment for row in rows for segment in _cut_row(sorted(row, key=lambda glyph: glyph.left))]


def _cut_row(row: list[Glyph]) -> list[Segment]:
    segments: list[Segment] = []
    run: list[Glyph] = []
    text = ""
    bullet_next = False

    def close() -> None:
        nonlocal run, text, bullet_next
        if run and text.strip():
            size = median(glyph.size for glyph in run)
            bold = sum(glyph.bold for glyph in run) > 0.6 * len(run)
            segments.append(
                Segment(text.strip(), run[0].left, run[-1].right, median(g.baseline for g in run), size, bold, bullet=bullet_next)
            )
            bullet_next = False
        run, text = [], ""

    for glyph in row:
        if glyph.text in _SYMBOL_BULLETS and not run and not segments:
            bullet_next = True
            continue
        character = clean_character(glyph.text)
        if character == "\ue000":
            close()
            continue
        if run:
            gap = glyph.left - run[-1].right
            if gap > GAP_OF_SEGMENTS * max(glyph.size, run[-1].size):
                close()
            elif glyph.left < run[-1].left + 0.05 and glyph.text == run[-1].text:
                continue
        if run and _blank_between(run[-1], glyph):
            text += " "
        text += character
        run.append(glyph)
    close()
    return segments


def _blank_between(before: Glyph, after: Glyph) -> bool:
    return after.space_before or after.left - before.right > 0.28 * min(before.size, after.size)
