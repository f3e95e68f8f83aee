"""Plain text and Markdown to lines: bullets, cells, and lines that an editor or a mail program wrapped."""

from __future__ import annotations

import re
from dataclasses import replace

from coverletter.reading.lines import Line
from coverletter.reading.sections import mark_sections
from coverletter.reading.segments import BULLETS, NUMBERED

LEAST_WRAPPED = 55
"""Characters of a line that may have been wrapped; shorter ones end where their writer wanted."""

_BULLET = re.compile(rf"^\s*(?:[{''.join(re.escape(mark) for mark in sorted(BULLETS))}+o]\s+|[•◦▪●○➢✓]\s*)(?=\S)")
_CELLS = re.compile(r"\t+| {2,}|\s+\|\s+")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_BOLD = re.compile(r"^\s*(\*\*|__)(?!\s)(.+?)\1\s*:?\s*$")


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text."""
    lines: list[Line] = []
    apart = True
    for raw in text.expandtabs(8).splitlines():
        if not raw.strip() or re.fullmatch(r"[\s=_*~-]{4,}", raw):
            apart = True
            continue
        mark = _BULLET.match(raw)
        body = raw[mark.end() :] if mark else raw
        if lines and not apart and not mark and not NUMBERED.match(raw.strip()) and _continues(lines[-1], raw):
            before = lines[-1]
            lines[-1] = replace(before, cells=(*before.cells[:-1], f"{before.cells[-1]} {' '.join(body.split())}"))
            continue
        cells = tuple(" ".join(cell.split()) for cell in _CELLS.split(body.strip()) if cell.strip())
        if cells:
            lines.append(
                Line(cells, bullet=bool(mark) or bool(NUMBERED.match(raw.strip())), apart=apart, left=float(len(raw) - len(raw.lstrip())))
            )
        apart = False
    return tuple(lines)


def _continues(before: Line, raw: str) -> bool:
    indent, text = len(raw) - len(raw.lstrip()), raw.strip()
    if before.bullet and indent > before.left and len(before.text) >= LEAST_WRAPPED // 2:
        return True
    return len(before.text) >= LEAST_WRAPPED and len(before.cells) == 1 and text[:1].islower() and indent == before.left


def markdown_lines(text: str) -> tuple[Line, ...]:
    """The lines of a Markdown text; headings of the level that holds the sections are marked."""
    plain: list[str] = []
    marks: dict[str, tuple[int, bool]] = {}
    for raw in text.splitlines():
        level, bold = 0, False
        if found := _HEADING.match(raw):
            level, raw = len(found[1]), found[2]
        elif (under := _UNDERLINE.match(raw)) and plain and plain[-1].strip() and len(raw.strip()) >= 3:
            marks[_key(plain[-1])] = (1 if under[1][0] == "=" else 2, True)
            continue
        elif found := _BOLD.match(raw):
            bold = True
        if re.fullmatch(r"\s*\|?(?:\s*:?-{3,}:?\s*\|?)+\s*", raw):
            continue
        clean = _inline(raw.strip("| ") if raw.lstrip().startswith("|") else raw)
        if level or bold:
            marks[_key(clean)] = (level, True)
            plain.append("")
        plain.append(clean)
    lines = text_lines("\n".join(plain))
    levels = [marks.get(_key(line.text), (0, False))[0] for line in lines]
    marked = mark_sections(lines, levels)
    return tuple(
        replace(
            line,
            bold=marks.get(_key(line.text), (0, line.bold))[1],
            style=f"heading {level}" if level else "bold" if _key(line.text) in marks else "text",
        )
        for line, level in zip(marked, levels, strict=True)
    )


def _key(text: str) -> str:
    return " ".join(re.sub(r"[|]", " ", text).split())


def _inline(text: str) -> str:
    """Without the marks of emphasis, code, links and pictures."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]*)[^)]*\)", lambda link: link[1] if link[1] in link[2] else f"{link[1]}", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", lambda found: found[1] or found[2], text)
    text = re.sub(r"`([^`]+)`", r"\1", text)
    return re.sub(r"<br\s*/?>", " ", re.sub(r"\\([*_#\-+.!\[\]()])", r"\1", text))
