"""Glyphs to segments: runs on one baseline, cut at wide gaps, at table rules and at icons. Runs only inside the sandbox."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from coverletter.reading.glyph import Glyph
from coverletter.reading.glyphs import PageGlyphs

Rule = tuple[float, float, float, float]

GAP_OF_SEGMENTS = 1.05
"""Ems. Wider blanks separate cells; the blanks of justified text stay below."""

SURE_GAP = 0.45
"""Ems. A blank whatever the file says; together with a change of look the border of a cell."""

LEAST_BLANKS = 0.04
"""Share of glyphs with a written blank before them from which on a font is taken to write its blanks (LaTeX does not)."""

BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·–—-*►▶▸▹➢➤✓✔❖◆◇»※ㆍ・")
SYMBOLS = frozenset("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf02d")
"""Bullets of Word's symbol fonts."""

WEAK_BULLETS = frozenset("·–—-*»■□◆◇※")
"""These also begin words and headings: a bullet only before a blank."""

NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+[^\W\d]")
_SPACED_OUT = re.compile(r"[가-힣](?: [가-힣]){2,5}|[A-Z](?: [A-Z]){3,}")
ICON = "\ue000"


@dataclass(slots=True)
class Segment:
    """Glyphs on one baseline without a wide gap; `blank_after` when the file wrote a blank behind it."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    look: str = ""
    end_look: str = ""
    bullet: bool = False
    blank_after: bool = False
    indented: bool = False
    """Whether its bullet stands apart from it, so that the text hangs behind the bullet."""
    before: tuple[str, ...] = ()
    """What stands in the margin left of it, such as dates."""
    after: tuple[str, ...] = ()
    """What stands in the margin right of it."""
    first_word: float = 0.0
    """Width of the first word, which tells whether it would have fitted on the line before."""


def clean_character(character: str) -> str:
    """The character as text: control characters become blanks, ligatures letters, icons a mark that is cut at."""
    if character in "\u2010\u2011\u00ad":
        return "-"
    if " " < character < "\x7f" or "가" <= character <= "힣":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category == "Cf":
        return ""
    if category in ("Co", "Cn", "Cs") or (category == "So" and (ord(character) >= 0x1F000 or "\u2600" <= character <= "\u27bf")):
        return ICON
    if "\ufb00" <= character <= "\ufb06" or "\uf900" <= character <= "\ufaff" or "\u2f00" <= character <= "\u2fdf":
        return unicodedata.normalize("NFKC", character)
    return character


def find_segments(page: PageGlyphs) -> list[Segment]:
    """The visible segments of a page, top to bottom and left to right."""
    upright = [rule for rule in page.rules if rule[2] - rule[0] <= 2.5 and rule[3] - rule[1] >= 8.0]
    rows = _rows(glyph for glyph in page.glyphs if not glyph.hidden)
    counts = Counter(glyph.look for glyph in page.glyphs)
    blanks = Counter(glyph.look for glyph in page.glyphs if glyph.blank_before)
    writes_blanks = frozenset(look for look, count in counts.items() if blanks[look] > LEAST_BLANKS * count)
    segments = [segment for row in rows for segment in _cut(row, upright, writes_blanks)]
    return _with_bullets(segments, page.marks)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.left)):
        for row in reversed(rows[-3:]):
            if abs(row[0].baseline - glyph.baseline) <= 0.3 * max(row[0].size, glyph.size):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def _cut(row: Sequence[Glyph], upright: Sequence[Rule], writes_blanks: frozenset[str]) -> list[Segment]:
    baseline, size = row[0].baseline, row[0].size
    walls = [rule[0] for rule in upright if rule[1] <= baseline - 0.3 * size <= rule[3]]
    usual = _letter_space(row)
    runs: list[list[tuple[str, Glyph]]] = [[]]
    for glyph in row:
        character = "•" if glyph.text in SYMBOLS else clean_character(glyph.text)
        run = runs[-1]
        if character == ICON:
            runs.append([])
            continue
        if not character.strip():
            continue
        if run:
            before = run[-1][1]
            gap = glyph.left - before.right
            if glyph.text == before.text and abs(glyph.left - before.left) < 0.4 and glyph.index != before.index + 1:
                continue
            if (
                gap > GAP_OF_SEGMENTS * max(glyph.size, before.size)
                or any(before.right - 1 <= wall <= glyph.left + 1 for wall in walls)
                or (gap > SURE_GAP * glyph.size and before.look != glyph.look)
            ):
                runs.append([])
                run = runs[-1]
            elif gap - usual > _blank_width(before, glyph, writes_blanks) * min(glyph.size, before.size) or (
                glyph.blank_before and gap > -0.1 * glyph.size
            ):
                character = " " + character
        run.append((character, glyph))
    return [_segment(run) for run in runs if run]


def _letter_space(row: Sequence[Glyph]) -> float:
    """Points between the letters of a row that is spaced out; 0 for ordinary text."""
    gaps = sorted(after.left - before.right for before, after in pairwise(row))
    return max(0.0, gaps[len(gaps) // 4]) if len(gaps) >= 8 else 0.0


def _blank_width(before: Glyph, after: Glyph, writes_blanks: frozenset[str]) -> float:
    """Ems of a gap that is a blank though the file wrote none. Some programs widen the border of Korean and Latin by a quarter."""
    if before.look == after.look and after.look in writes_blanks:
        return SURE_GAP if "가" <= before.text <= "힣" or "가" <= after.text <= "힣" else 0.25
    return 0.09 if after.blank_guessed else 0.13


def _segment(run: Sequence[tuple[str, Glyph]]) -> Segment:
    text = "".join(character for character, _ in run)
    if _SPACED_OUT.fullmatch(text):
        text = text.replace(" ", "")
    glyphs = [glyph for _, glyph in run]
    bold = sum(glyph.bold for glyph in glyphs) > 0.6 * len(glyphs)
    end = next((index for index, (character, _) in enumerate(run) if index and character.startswith(" ")), len(run))
    first = glyphs[end - 1].right - glyphs[0].left
    size = median(glyph.size for glyph in glyphs)
    return Segment(
        text,
        glyphs[0].left,
        glyphs[-1].right,
        glyphs[0].baseline,
        size,
        bold,
        glyphs[0].look,
        glyphs[-1].look,
        blank_after=glyphs[-1].blank_after,
        first_word=first,
    )


def _with_bullets(segments: Sequence[Segment], marks: Sequence[tuple[float, float]]) -> list[Segment]:
    """Bullets taken off: written ones at the start of a segment or alone before it, and drawn ones beside it."""
    kept: list[Segment] = []
    waiting: Segment | None = None
    for segment in segments:
        if len(segment.text) == 1 and segment.text in BULLETS:
            waiting = segment
            continue
        if waiting is not None:
            if abs(waiting.baseline - segment.baseline) < 0.4 * segment.size and 0 <= segment.left - waiting.right < 3.5 * segment.size:
                segment.bullet = segment.indented = True
            elif waiting.text in "-–—":
                kept.append(waiting)
            waiting = None
        strong = segment.text[0] in BULLETS and segment.text[0] not in WEAK_BULLETS
        if len(segment.text) > 2 and segment.text[0] in BULLETS and (strong or segment.text[1] == " "):
            segment.text, segment.bullet = segment.text[1:].lstrip(), True
        elif NUMBERED.match(segment.text):
            segment.bullet = True
        elif any(0 < segment.left - x < 2.2 * segment.size and -0.1 < (segment.baseline - y) / segment.size < 0.8 for x, y in marks):
            segment.bullet = segment.indented = True
        kept.append(segment)
    return kept
