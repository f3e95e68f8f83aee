"""What each line of a resume is: a heading, the header of a job, school or project, a bullet, a contact, or plain text.

Looks decide where the file has any: headings share a style of their own, headers of entries another. Known heading words and
dates decide where it has none, as in plain text. Not caught: a heading in the middle of a paragraph, or an entry without a
date, without a style of its own and without bullets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coverletter.reading.headings import MOST_HEADING_WORDS, is_known_heading
from coverletter.reading.lines import Line
from coverletter.types import PassageKind

MOST_HEADER_LINES = 4
MOST_ROLE_WORDS = 14

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter)[a-z]*\.?"
_POINT = rf"(?:(?:{_MONTH}\s+|\d{{1,2}}\s?[./]\s?)?['’]?(?:19|20)\d\d(?:\s?[./-]\s?\d{{1,2}}(?!\d))?(?:\s?[./]\s?\d{{1,2}})?\.?|(?:19|20)\d\d\s?년(?:\s?\d{{1,2}}\s?월)?)"
_OPEN = r"(?:present|current(?:ly)?|now|today|date|ongoing|현재|재직\s?중?|진행\s?중)"
_DASH = r"(?:[-–—~∼〜]|\bto\b|\buntil\b|\bthrough\b)"
RANGE = re.compile(
    rf"(?:{_POINT}|{_MONTH})\s*{_DASH}\s*(?:{_POINT}|{_OPEN}|\d{{1,2}}\b)|{_POINT}\s*[-–—~]\s*(?:$|\s{{2}})|\b(?:since|from)\s+{_POINT}|{_POINT}\s?부터",
    re.IGNORECASE,
)
POINT = re.compile(_POINT, re.IGNORECASE)
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|\b(?:linkedin|github)\b[.:/ ]|(?<!\d)\(?\+?\d{2,4}\)?[-. ]\d{2,4}[-. ]\d{3,4}(?:[-. ]\d{2,4})?(?!\d)"
    r"|생년월일|연락처|전자우편|이메일|휴대폰|전화|^주소\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^[^:：]{1,28}[:：]\s")
_SENTENCE_END = re.compile(r"[.!?。]$|(?:다|요|음|함)\.?$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line, what it is, and what it stands under. `entry` holds the pieces of the header, one a line."""

    lines: tuple[Line, ...]
    kind: PassageKind
    heading: str = ""
    entry: str = ""


def _heading_shape(line: Line) -> bool:
    text = line.text
    return (
        len(line.cells) == 1
        and not line.bullet
        and 0 < len(text.split()) <= MOST_HEADING_WORDS
        and len(text) <= 48
        and not POINT.search(text)
        and not CONTACT.search(text)
        and not text.rstrip().endswith((".", ",", ";"))
    )


def find_headings(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines that are section headings."""
    marked = {index for index, line in enumerate(lines) if line.heading}
    if marked:
        return marked | {
            i for i, line in enumerate(lines) if _heading_shape(line) and is_known_heading(line.text) and (line.bold or line.apart)
        }
    styled = any(line.style for line in lines)
    return _headings_by_style(lines) if styled else _headings_in_plain_text(lines)


def _headings_in_plain_text(lines: Sequence[Line]) -> set[int]:
    found = set()
    for index, line in enumerate(lines):
        if not _heading_shape(line) or index + 1 >= len(lines):
            continue
        capitals = line.text.isupper() and len(line.text) > 3
        alone = (line.apart and index > 0) and not lines[index + 1].apart and len(line.text.split()) <= 5
        if is_known_heading(line.text) or ((capitals or alone) and index > 1):
            found.add(index)
    return found


def _headings_by_style(lines: Sequence[Line]) -> set[int]:
    usual = Counter[tuple[float, bool]]()
    for line in lines:
        usual[(line.size, line.bold)] += len(line.text)
    body = usual.most_common(1)[0][0][0]
    groups: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        groups[line.style].append(index)
    largest = max(line.size for line in lines)
    known = {index for index, line in enumerate(lines) if _heading_shape(line) and is_known_heading(line.text)}
    chosen: set[int] = set()
    for members in groups.values():
        shaped = [index for index in members if _heading_shape(lines[index])]
        first = lines[members[0]]
        hits = [index for index in shaped if index in known]
        stands_out = first.size > body + 0.6 or first.bold
        share = len(shaped) / len(members)
        if hits and share >= 0.6 and (len(hits) >= 0.25 * len(shaped) or (stands_out and first.size > body + 0.6)):
            chosen.update(shaped)
        elif not hits and first.size > body + 0.6 and first.size < largest and len(shaped) >= 3 and share >= 0.9:
            chosen.update(shaped)
        elif hits and stands_out:
            chosen.update(hits)
    if not chosen:
        chosen = {index for index in known if lines[index].apart or lines[index].bold}
    return {index for index in chosen if lines[index].size < largest or largest <= body + 0.6 or index in known}


def label(lines: Sequence[Line]) -> list[Labelled]:
    """Every line with its kind, heading and entry, in the order given; the lines of an entry's header are taken together."""
    headings = find_headings(lines)
    title_styles = _title_styles(lines, headings)
    labelled: list[Labelled] = []
    section: list[Line] = []
    heading = ""
    for index, line in enumerate(lines):
        if index in headings:
            labelled += _label_section(section, heading, title_styles) if heading else _label_top(section, title_styles)
            section, heading = [], " ".join(line.text.split())
            labelled.append(Labelled((line,), "heading", heading))
        else:
            section.append(line)
    return labelled + (_label_section(section, heading, title_styles) if heading else _label_top(section, title_styles))


def _title_styles(lines: Sequence[Line], headings: set[int]) -> frozenset[str]:
    """Styles that headers of entries are set in: bold or large, and not the style of running text."""
    votes: Counter[str] = Counter()
    total: Counter[str] = Counter(line.style for line in lines if not line.bullet)
    for index, line in enumerate(lines):
        if index in headings or line.bullet or not line.style:
            continue
        following = lines[index + 1 : index + 4]
        if line.bold and (RANGE.search(line.text) or any(RANGE.search(after.text) or after.bullet for after in following[:2])):
            votes[line.style] += 1
    return frozenset(style for style, count in votes.items() if count >= 2 and count >= 0.3 * total[style])


def _label_top(lines: Sequence[Line], title_styles: frozenset[str]) -> list[Labelled]:
    """The lines before the first heading: name, wished role, contacts, perhaps a summary."""
    if any(line.bullet for line in lines) and sum(len(line.text) for line in lines) > 600:
        return _label_section(lines, "", title_styles)
    contacts = [bool(CONTACT.search(line.text)) for line in lines]
    labelled = []
    for index, line in enumerate(lines):
        near = any(contacts[max(0, index - 1) : index + 2])
        short = len(line.text.split()) <= 5 and index > 0 and not line.bullet
        kind: PassageKind = "contact" if contacts[index] or (near and short and index > 1) else "bullet" if line.bullet else "line"
        labelled.append(Labelled((line,), kind))
    return labelled


@dataclass(slots=True)
class _Entry:
    header: list[Line]
    titled: bool = False
    dated: bool = False
    body: bool = False
    employer: tuple[str, ...] = ()

    def pieces(self) -> tuple[str, ...]:
        return self.employer + tuple(cell for line in self.header for cell in line.cells)


def _only_date(line: Line) -> bool:
    rest = RANGE.sub(" ", line.text)
    rest = POINT.sub(" ", rest)
    return (
        bool(POINT.search(line.text))
        and len(re.findall(r"[^\W\d_]{2,}", re.sub(_MONTH + "|" + _OPEN, " ", rest, flags=re.IGNORECASE))) == 0
    )


def _date_at_end(line: Line) -> bool:
    """Place and dates, or a date at the right: what stands under a title rather than being one."""
    found = list(RANGE.finditer(line.text)) or list(POINT.finditer(line.text))
    return bool(found) and found[-1].end() >= len(line.text.rstrip()) - 1 and len(line.text.split()) <= 9


def _label_section(lines: Sequence[Line], heading: str, title_styles: frozenset[str]) -> list[Labelled]:
    labelled: list[Labelled] = []
    entry: _Entry | None = None
    outer: tuple[str, ...] = ()
    outer_style = ""
    dates_first = bool(lines) and _only_date(lines[0]) and bool(RANGE.search(lines[0].text))

    def close() -> None:
        nonlocal entry
        if entry is not None and not entry.body:
            _emit_header(entry)
        entry = None

    def _emit_header(done: _Entry) -> None:
        text = "\n".join(done.pieces())
        labelled.append(Labelled(tuple(done.header), "entry", heading, text))

    for index, line in enumerate(lines):
        if line.bullet:
            if entry is not None and not entry.body:
                entry.body = True
                _emit_header(entry)
            labelled.append(Labelled((line,), "bullet", heading, "\n".join(entry.pieces()) if entry else ""))
            continue
        if _is_table_head(lines, index):
            close()
            labelled.append(Labelled((line,), "line", heading))
            continue
        dated = bool(RANGE.search(line.text))
        titled = bool(line.style) and line.style in title_styles and (dated or _leads(lines, index))
        if _is_row(line) and not _bullets_follow(lines, index) and (entry is None or entry.body or _is_row(lines[index - 1])):
            close()
            text = "\n".join(line.cells)
            labelled.append(Labelled((line,), "entry" if dated else "line", heading, text if dated else ""))
            continue
        before_bullets = _bullets_follow(lines, index)
        starts = _starts_entry(entry, line, titled, dated, before_bullets, dates_first, lines, index)
        if starts:
            employer: tuple[str, ...] = ()
            if entry is not None and not entry.body and entry.titled and not entry.dated and titled and dated:
                outer, outer_style = tuple(cell for item in entry.header for cell in item.cells), line.style
                employer = outer
            elif titled and dated and outer and line.style == outer_style and entry is not None and entry.employer:
                employer = outer
            elif titled and not dated:
                outer = ()
            close()
            entry = _Entry([line], titled, dated, employer=employer)
            continue
        if entry is not None and not entry.body:
            if _belongs_to_header(entry, line, dated, before_bullets):
                entry.header.append(line)
                entry.dated = entry.dated or dated or (_date_at_end(line))
                entry.titled = entry.titled or titled
                continue
            entry.body = True
            _emit_header(entry)
        kind: PassageKind = "contact" if CONTACT.search(line.text) and len(line.text.split()) <= 8 else "line"
        labelled.append(Labelled((line,), kind, heading, "\n".join(entry.pieces()) if entry else ""))
    close()
    return labelled


def _is_table_head(lines: Sequence[Line], index: int) -> bool:
    """Names of columns: several short cells without a digit, before rows with dates."""
    line = lines[index]
    if len(line.cells) < 2 or any(len(cell.split()) > 6 or re.search(r"\d", cell) for cell in line.cells) or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    return bool(POINT.search(after.text)) and (_only_date(after) or len(after.cells) >= len(line.cells)) and (index == 0 or line.apart)


def _is_row(line: Line) -> bool:
    """A row of a table that tells a date in a cell of its own."""
    return len(line.cells) >= 2 and any(POINT.search(cell) and len(cell.split()) <= 5 for cell in line.cells)


def _leads(lines: Sequence[Line], index: int) -> bool:
    """Whether dates or bullets follow soon, as they do after the title of an entry."""
    if LABEL.match(lines[index].text):
        return False
    return _bullets_follow(lines, index) or any(
        RANGE.search(after.text) or _only_date(after) for after in lines[index + 1 : index + 3] if not after.bullet
    )


def _bullets_follow(lines: Sequence[Line], index: int) -> bool:
    """Whether bullets come within the next lines of a header."""
    for after in lines[index + 1 : index + MOST_HEADER_LINES]:
        if after.bullet:
            return True
        if len(after.text.split()) > 25:
            return False
    return False


def _starts_entry(
    entry: _Entry | None, line: Line, titled: bool, dated: bool, before_bullets: bool, dates_first: bool, lines: Sequence[Line], index: int
) -> bool:
    fresh = entry is None or entry.body
    only_date = _only_date(line)
    if only_date and dates_first and dated:
        return True
    if only_date:
        return False if entry is not None and not entry.body and not entry.dated else dated and fresh
    if titled:
        return fresh or (
            entry is not None and (entry.dated or entry.titled) and not (entry.dated and not entry.titled and len(entry.header) == 1)
        )
    if title_like_follow(lines, index):
        return fresh or (entry is not None and entry.dated)
    if LABEL.match(line.text) and not before_bullets:
        return False
    if dated and len(line.text.split()) <= 30:
        if entry is not None and not entry.body and not entry.dated and _date_at_end(line):
            return False
        return fresh or (entry is not None and entry.dated and (len(line.cells) > 1 or line.text.strip()[:1].isdigit() or before_bullets))
    if fresh and before_bullets and len(line.text.split()) <= 20 and (entry is None or line.apart or lines[index - 1].bullet):
        return not _SENTENCE_END.search(line.text)
    return False


def title_like_follow(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line only tells place and dates, so that this one is a title."""
    if index + 1 >= len(lines) or lines[index].bullet:
        return False
    line, after = lines[index], lines[index + 1]
    if RANGE.search(line.text) or len(line.text.split()) > 22 or after.bullet:
        return False
    return (
        bool(RANGE.search(after.text) or _only_date(after))
        and (_only_date(after) or _date_at_end(after))
        and not _SENTENCE_END.search(line.text)
    )


def _belongs_to_header(entry: _Entry, line: Line, dated: bool, before_bullets: bool) -> bool:
    if len(entry.header) >= MOST_HEADER_LINES:
        return False
    if not entry.dated and (dated or _only_date(line)):
        return True
    if entry.dated and len(entry.header) == 1 and _only_date(entry.header[0]):
        return True
    if LABEL.match(line.text) and not before_bullets:
        return False
    short = len(line.text.split()) <= MOST_ROLE_WORDS and not line.text.rstrip().endswith(".")
    return short and (before_bullets or not entry.dated)
