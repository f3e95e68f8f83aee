"""What was pasted, as lines of plain text: HTML leftovers, entities, emoji, hashtags and invisible characters taken out.

A mark at the start of a line (bullet, number, emoji) is kept beside the line, for it says that the line is one of a list.
"""

from __future__ import annotations

import html
import itertools
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

import regex

Marker = Literal["", "glyph", "number", "letter", "block", "emoji", "code"]
"""What a line began with: `glyph` - • *, `number` 1. ①, `letter` 가. a), `block` ■ ▶ Ⅰ., `emoji`, `code` A1 |."""


@dataclass(frozen=True)
class Line:
    """One line of a posting."""

    text: str
    marker: Marker = ""
    sign: str = ""
    """The mark itself with its counting taken out, so that the lines of one list share it: `-`, `0.`, `가.`, `📌`."""
    gap: bool = False
    """Whether an empty line, or the edge of an HTML block, stands before it."""
    heading: bool = False
    """Whether HTML or Markdown marks it as a heading, or as the label of a table's row."""
    label: str = ""
    """The other cells of its table row."""
    first: bool = False
    """Whether its mark begins a count: 1, 가, ①, a."""


_BREAKS = (
    "address|article|aside|blockquote|body|br|div|dd|dl|dt|fieldset|figure|footer|form|header|hr|html|main|nav|ol|p|pre|section"
    "|table|tbody|thead|tfoot|ul"
)
_TAG = regex.compile(
    rf"<(?P<close>/?)\s*(?P<name>{_BREAKS}|li|h[1-6]|tr|t[dh]|b|strong|em|i|u|s|a|span|font|small|sup|sub|img|button|input|label|svg|path|code"
    r"|head|title|meta|link|script|style|mark|center|details|summary|option|select|textarea|figcaption|time|o:p)\b(?P<rest>[^<>]{0,3000})>",
    regex.IGNORECASE,
)
_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_ESCAPED_TAG = regex.compile(r"&lt;/?(?:p|br|li|ul|div|h[1-6]|strong|span)\b", regex.IGNORECASE)

_HEADING, _ITEM, _ROW_LABEL, _CELL = "\ue001", "\ue002", "\ue003", "\ue004"
_OWN_MARKS = regex.compile("[\ue000-\uf8ff]")

INVISIBLE = regex.compile(r"[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff]|(?![\t\n\r])\p{Cc}")
EMOJI = regex.compile(
    r"(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}--[©®™↔↕↩↪▪▫▶◀◻◼〰ℹⓂ☎☑✓✔✖➡⬅⬆⬇★☆♠♥♦♣]]|[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff])(?:[0-9#*]?\u20e3)?",
    regex.VERSION1,
)
_EMOJI_SIGN = regex.compile(rf"^(?:{EMOJI.pattern}\s*)+", regex.VERSION1)
_BLOCK_SIGN = regex.compile(r"^(?:[■□◆◇▣▤▶▷►▻◈◎●○⦿☐▌▍▎█│┃―—]\s*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.)]?\s+|(?:I{1,3}|IV|VI{0,3}|IX|X)[.)]\s+)")
_GLYPH_SIGN = regex.compile(r"^(?:[-–‑−*+~·•‣⁃∙◦▪▫◾◽✓✔☑✗✘✖➡➜➔➤→⇒»›❯★☆♥♠♦♣※ㆍ・ᆞ](?=\s|[\p{L}\p{N}\"'“‘(]))+\s*")
_NUMBER_SIGN = regex.compile(r"^(?:\(?\d{1,2}\s?[.)](?!\d)\s*|[①-⑳⓵-⓾❶-❿➀-➓㈀-㈎㉠-㉭]\s*|\[\d{1,2}\]\s*)")
_LETTER_SIGN = regex.compile(r"^(?:[가나다라마바사아자차카타파하]\s?[.)]\s*|\(?[a-zA-Z][.)]\s+)")
_SIGNS: tuple[tuple[Marker, regex.Pattern[str]], ...] = (
    ("block", _BLOCK_SIGN),
    ("glyph", _GLYPH_SIGN),
    ("number", _NUMBER_SIGN),
    ("letter", _LETTER_SIGN),
)
_FIRST_OF_COUNT = regex.compile(r"[(\[]?(?:0?1|가|[aA]|[①⓵❶➀㈀㉠])(?![0-9])")
_CODE_CELL = regex.compile(r"^(?:[A-Z]{0,2}\d{0,2}|\d{1,2}|[가-하])[.)]?$")
_RULE = regex.compile(r"^[\s\-=_*~·.│|+:─━═#<>]{3,}$")
_HASHTAGS = regex.compile(r"^\s*(?:#[\p{L}\p{N}_·-]+[\s,]*)+$")
_HASH = regex.compile(r"(?<![^\s(])#(?=\p{L})")
_LINK = regex.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]{1,500})\)")
_EMPHASIS = regex.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,300})(?<=\S)\1")
_MARKDOWN_HEADING = regex.compile(r"^#{1,6}\s+")
_BOLD_LINE = regex.compile(r"^(\*\*|__)[^*_]+\1:?$")
_WORDS = regex.compile(r"[\p{L}\p{N}]")
_CELL_EDGE = regex.compile(r"\s*\|\s*|\t+")
_SPACES = regex.compile(r"[\s\p{Zs}]+")
LONG_LINE = 60
"""From this length on an emoji within a line ends a phrase, as in a chat; in a shorter one it is decoration."""


def read_lines(text: str) -> list[Line]:
    """The lines of a pasted posting in order, without empty ones.

    >>> [(line.text, line.marker) for line in read_lines("<h3>You bring</h3><ul><li>SQL &amp; Python</li></ul>")]
    [('You bring', ''), ('SQL & Python', 'glyph')]
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    text = _OWN_MARKS.sub("", text).replace("\u00ad", "")
    if len(_ESCAPED_TAG.findall(text)) > 2:
        text = html.unescape(text)
    if _TAG.search(text):
        text = _flatten_html(text)
    text = html.unescape(text)
    lines: list[Line] = []
    gap, rows = True, text.split("\n")
    table = _table_rows(rows)
    for number, raw in enumerate(rows):
        if not raw.strip(" \t\xa0"):
            gap = True
            continue
        found = _read_line(raw, gap, number in table)
        lines.extend(found)
        if found:
            gap = False
        elif _RULE.match(raw):
            gap = True
    return _settle_signs(lines)


def _settle_signs(lines: list[Line]) -> list[Line]:
    """A sign such as ○ stands before headings and before items: where two lines in a row have it, they are items."""
    settled = list(lines)
    for number, (line, after) in enumerate(itertools.pairwise(lines)):
        if line.marker == after.marker == "block" and line.sign == after.sign and not line.heading:
            settled[number] = replace(line, marker="glyph")
            settled[number + 1] = replace(after, marker="glyph")
    return settled


def plain_text(lines: list[Line]) -> str:
    """The cleaned text: one line per line, an empty one where a block begins."""
    return "\n".join(("\n" if line.gap and position else "") + line.text for position, line in enumerate(lines))


def _flatten_html(text: str) -> str:
    for opening, ending in _UNSEEN:
        text = _cut_out(text, opening, ending)
    cells = 0

    def replace(tag: regex.Match[str]) -> str:
        nonlocal cells
        name, closing = tag["name"].lower(), bool(tag["close"])
        if name == "li":
            return "" if closing else f"\n{_ITEM}"
        if name[0] == "h" and name[1:].isdigit():
            return "\n" if closing else f"\n\n{_HEADING}"
        if name == "tr":
            cells = 0
            return ""
        if name in ("td", "th"):
            cells += not closing
            return "" if closing else f"\n\n{_ROW_LABEL}" if cells == 1 else "\n"
        if name == "br":
            return "\n"
        if name in _BREAKS.split("|"):
            return "\n\n"
        if name in ("b", "strong") and not closing:
            return _CELL
        if name in ("b", "strong"):
            return _CELL
        return ""

    return _TAG.sub(replace, text)


def _cut_out(text: str, opening: str, ending: str) -> str:
    """`text` without what stands between `opening` and `ending`; an opening that never ends is left alone."""
    kept: list[str] = []
    lowered, start = text.lower(), 0
    while (begin := lowered.find(opening, start)) >= 0 and (end := lowered.find(ending, begin)) >= 0:
        kept.append(text[start:begin])
        start = end + len(ending)
    return " ".join([*kept, text[start:]])


def _table_rows(rows: list[str]) -> set[int]:
    """The numbers of the lines that stand in a table drawn with bars or tabs: at least two rows of as many cells."""
    counts = [len(_cells(row)) for row in rows]
    found: set[int] = set()
    filled = [number for number, row in enumerate(rows) if row.strip()]
    for above, below in itertools.pairwise(filled):
        if below - above == 1 and counts[above] == counts[below] >= 2:
            found |= {above, below}
    return found


def _is_coded(row: str) -> bool:
    cells = _cells(row)
    return len(cells) == 2 and bool(cells[0]) and _CODE_CELL.match(cells[0]) is not None


def _cells(row: str) -> list[str]:
    row = row.strip().strip("|")
    return [cell.strip() for cell in _CELL_EDGE.split(row)] if "|" in row or "\t" in row.strip() else [row]


def _read_line(raw: str, gap: bool, in_table: bool) -> list[Line]:
    heading = _HEADING in raw or _ROW_LABEL in raw
    item = _ITEM in raw
    body = raw.replace(_HEADING, "").replace(_ROW_LABEL, "").replace(_ITEM, "").strip()
    if body.startswith(_CELL) and body.rstrip(" :").endswith(_CELL) and body.count(_CELL) == 2:
        heading = True
    body = body.replace(_CELL, "")
    if _HASHTAGS.match(body) or _RULE.match(body):
        return []
    if _MARKDOWN_HEADING.match(body):
        heading, body = True, _MARKDOWN_HEADING.sub("", body)
    body = _LINK.sub(r"\1", body)
    if _BOLD_LINE.match(body):
        heading = True
    body = _HASH.sub("", _EMPHASIS.sub(r"\2", body))
    label = ""
    if in_table or _is_coded(body):
        cells = [_plain(cell) for cell in _cells(body)]
        cells = [cell for cell in cells if cell and not _RULE.match(cell)] if any(not _RULE.match(cell) for cell in cells) else []
        if not cells:
            return []
        if len(cells) > 1:
            main = max(cells[:3], key=len) if not _CODE_CELL.match(cells[0]) else max(cells[1:], key=len)
            label = " | ".join(cell for cell in cells if cell is not main and not _CODE_CELL.match(cell))
            code = cells[0] if _CODE_CELL.match(cells[0]) else ""
            section = bool(code) and not any(letter.isdigit() for letter in code)
            return [Line(main, "block" if section else "code", "A|" if section else "0|", gap, heading or section, label)]
        body = cells[0]
    marker, sign, first, body = _take_marker(body)
    if item and not marker:
        marker, sign = "glyph", "<li>"
    pieces = [_plain(piece) for piece in ([body] if marker else _cut_at_emoji(body))]
    pieces = [piece for piece in pieces if _WORDS.search(piece)]
    return [
        Line(piece, marker, sign, gap, heading, label, first) if position == 0 else Line(piece, heading=heading, label=label)
        for position, piece in enumerate(pieces)
    ]


def _take_marker(body: str) -> tuple[Marker, str, bool, str]:
    """The mark a line begins with: its kind, its sign, whether it begins a count, and the rest of the line."""
    visible = INVISIBLE.sub("", body).lstrip()
    if found := _EMOJI_SIGN.match(visible):
        rest = visible[found.end() :]
        return "emoji", found.group()[0], False, _take_marker(rest)[3] if rest else rest
    for marker, pattern in _SIGNS:
        if (found := pattern.match(visible)) and (rest := visible[found.end() :].strip()):
            mark = found.group().strip()
            if marker in ("number", "letter"):
                counted = "0" if marker == "number" else "가"
                return marker, counted + regex.sub(r"[\p{L}\p{N}\s]", "", mark), _FIRST_OF_COUNT.match(mark) is not None, rest
            return marker, mark[:1], False, rest
    return "", "", False, body


def _cut_at_emoji(body: str) -> list[str]:
    if len(body) < LONG_LINE:
        return [EMOJI.sub(" ", body)]
    return EMOJI.split(body)


def _plain(piece: str) -> str:
    piece = INVISIBLE.sub("", EMOJI.sub(" ", piece))
    return _SPACES.sub(" ", piece).replace(" )", ")").strip(" \t|")
