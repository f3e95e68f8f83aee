"""What each line of a resume is: a heading, the header of a job, school or project, a bullet, a contact, or plain text.

Looks decide where the file has any: headings share a style of their own, headers of entries another. Known heading words and
dates decide where it has none, as in plain text. Not caught: a heading in the middle of a paragraph, or an entry without a
date, without a style of its own and without bullets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coverletter.reading.datelines import has_date, has_range
from coverletter.reading.entries import SectionReader
from coverletter.reading.headings import MOST_HEADING_WORDS, is_known_heading
from coverletter.reading.lines import Line
from coverletter.types import PassageKind

CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|\b(?:linkedin|github)(?:\.com|\s*[:/]\s*\S)"
    r"|(?<!\d)\(?\+?\d{2,4}\)?[-. ]\d{2,4}[-. ]\d{3,4}(?:[-. ]\d{2,4})?(?!\d)"
    r"|생년월일|연락처|전자우편|이메일|휴대폰|전화|^주소\b",
    re.IGNORECASE,
)


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
        and not has_date(text)
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
    """Known headings and lines in capitals; only where there are hardly any, short lines that open a block."""
    sure, likely = set(), set()
    for index, line in enumerate(lines[:-1]):
        if not _heading_shape(line):
            continue
        if is_known_heading(line.text) or (line.text.isupper() and len(line.text) > 3 and index > 1):
            sure.add(index)
        elif index > 1 and line.apart and not lines[index + 1].apart and len(line.text.split()) <= 5:
            likely.add(index)
    return sure if len(sure) >= 2 else sure | likely


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
        share = len(shaped) / len(members)
        larger = first.size > body + 0.6
        named = hits and share >= 0.6 and (len(hits) >= 0.25 * len(shaped) or larger)
        unnamed = not hits and larger and first.size < largest and len(shaped) >= 3 and share >= 0.9
        if named or unnamed:
            chosen.update(shaped)
        elif hits and (larger or first.bold):
            chosen.update(hits)
    if not chosen:
        chosen = {index for index in known if lines[index].apart or lines[index].bold}
    return {index for index in chosen if lines[index].size < largest or largest <= body + 0.6 or index in known}


def split_label_headings(lines: Sequence[Line]) -> list[Line]:
    """Headings that stand in a column of their own, beside their section, as lines of their own before it."""
    labels = [index for index, line in enumerate(lines) if len(line.cells) > 1 and is_known_heading(line.cells[0]) and not line.bullet]
    if len(labels) < 2:
        return list(lines)
    split: list[Line] = []
    for index, line in enumerate(lines):
        if index in labels:
            split.append(replace(line, cells=line.cells[:1], heading=False, apart=True))
            split.append(replace(line, cells=line.cells[1:], bold=False, style=line.style and f"{line.style} beside", apart=False))
        else:
            split.append(line)
    return split


def label(lines: Sequence[Line]) -> list[Labelled]:
    """Every line with its kind, heading and entry, in the order given; the lines of an entry's header are taken together."""
    lines = split_label_headings(lines)
    headings = find_headings(lines)
    titles = _title_styles(lines, headings)
    labelled: list[Labelled] = []
    section: list[Line] = []
    heading = ""
    for index, line in enumerate(lines):
        if index in headings:
            labelled += _label_section(section, heading, titles)
            section, heading = [], " ".join(line.text.split())
            labelled.append(Labelled((line,), "heading", heading))
        else:
            section.append(line)
    return labelled + _label_section(section, heading, titles)


def _title_styles(lines: Sequence[Line], headings: set[int]) -> frozenset[str]:
    """Styles that headers of entries are set in: bold or large, with dates or bullets near, and not the style of running text."""
    votes: Counter[str] = Counter()
    total: Counter[str] = Counter(line.style for line in lines if not line.bullet)
    for index, line in enumerate(lines):
        if index in headings or line.bullet or not line.style or not line.bold:
            continue
        following = lines[index + 1 : index + 3]
        if has_range(line.text) or any(has_range(after.text) or after.bullet for after in following):
            votes[line.style] += 1
    running = [line for line in lines if line.bullet] or lines
    usual = Counter(line.style for line in running for _ in line.text.split()).most_common(1)
    return frozenset(style for style, count in votes.items() if count >= 0.3 * total[style] and style != usual[0][0])


def _label_section(lines: Sequence[Line], heading: str, titles: frozenset[str]) -> list[Labelled]:
    if not heading and not (any(line.bullet for line in lines) and sum(len(line.text) for line in lines) > 600):
        return _label_top(lines)
    return [
        Labelled(group.lines, "contact" if group.kind == "line" and _is_contact(group.lines[0]) else group.kind, heading, group.entry)
        for group in SectionReader(lines, titles).read()
    ]


def _is_contact(line: Line) -> bool:
    return bool(CONTACT.search(line.text)) and len(line.text.split()) <= 10


def _label_top(lines: Sequence[Line]) -> list[Labelled]:
    """The lines before the first heading: name, wished role, contacts, perhaps a summary."""
    contacts = [bool(CONTACT.search(line.text)) for line in lines]
    labelled = []
    for index, line in enumerate(lines):
        near = any(contacts[max(0, index - 1) : index + 2])
        short = len(line.text.split()) <= 5 and index > 1
        kind: PassageKind = "contact" if contacts[index] or (near and short) else "bullet" if line.bullet else "line"
        labelled.append(Labelled((line,), kind))
    return labelled
