"""Which of a file's own heading levels are sections, for Word and Markdown: above them stands the name, below them the jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from coverletter.reading.headings import is_known_heading
from coverletter.reading.lines import Line


def mark_sections(lines: Sequence[Line], levels: Sequence[int]) -> list[Line]:
    """The lines with `heading` set on those whose level (1, 2, ...; 0 for plain lines) is the level of sections.

    It is the level with the most known heading words, or else the highest level that occurs at least twice.
    """
    known = Counter(level for line, level in zip(lines, levels, strict=True) if level and is_known_heading(line.text))
    used = Counter(level for level in levels if level)
    section = max(known, key=lambda level: (known[level], -level)) if known else min((lv for lv, n in used.items() if n >= 2), default=0)
    return [replace(line, heading=bool(section) and level == section) for line, level in zip(lines, levels, strict=True)]
