"""The pieces of a posting that are each judged once: headings, items of lists, lines, and clauses of running prose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from coverletter.reading.clauses import cut_clauses, strip_ends
from coverletter.reading.clean import Line
from coverletter.reading.prose import split_prose
from coverletter.reading.words import covering_cues
from coverletter.text.language import hangul_share

Shape = Literal["heading", "item", "line", "clause"]

MOST_UNITS = 600
LONG_ITEM = 60
"""Words from which on an item is read as prose."""
_SENTENCE_INSIDE = regex.compile(r"[.!?。]['\"”’)]*\s+\S|[.!?。]['\"”’)]*$|(?:니다|[아어해예에]요)(?:[.!~]|$)")
_LEAD = regex.compile(r"^([^:：.!?]{2,60}?)\s*[:：]\s+(?=\S)|^([^:：]{2,60}?\?{1,3})\s+(?=\S)|^([\p{Hangul} ·/()]{2,14})\s?[:：]\s?(?=\S)")
_CLAUSE_LEAD = regex.compile(
    r"(?:you|we|they|it)\s(?!(?:[\w'’ ]{0,40}\s)?(?:have|bring|need|are|will|should|must|offer|expect|want|get|do|be|if|love|like)\s*[:：])",
    regex.I,
)
_DASHED_LEAD = regex.compile(r"^([^–—-]{2,40}?)\s+[–—-]\s+(?=\S)")
_TOPIC = regex.compile(r"^[\p{Hangul}\s]{0,24}(?:일|업무|직무|역할|요건|조건|자격|사항|분|것)(?:은|는)\s+(?=\S)")
_BRACKETED = regex.compile(
    r"^(?:<[^<>]{1,40}>|【[^】]{1,40}】|\[[^\]]{1,40}\]|«[^»]{1,40}»|〈[^〉]{1,40}〉|《[^》]{1,40}》|\{[^}]{1,40}\})[:：]?$"
)
_CLOSED = regex.compile(r"[.!。]$")
_ENDS_OPEN = regex.compile(r"(?:[:：]|\.\.\.|…|\?+)\s*$")
_ANNOUNCES = regex.compile(r"(?:다음과 같|아래와 같|이렇습니다|이렇|같습니다|as follows|the following)[^.]{0,12}[.:]?$", regex.I)


@dataclass(frozen=True)
class Unit:
    """One piece of the posting, verbatim."""

    text: str
    shape: Shape
    line: int
    """The number of its line, so that the clauses of one line share it."""
    marker: str = ""
    sign: str = ""
    gap: bool = False
    label: str = ""
    sentence: int = 0
    """The number of its sentence within the line."""
    clause: int = 0
    """The number of its clause within the sentence."""
    final: str = ""
    """What the piece ended with: `.`, `:`, `?`, or nothing."""
    marked: bool = False
    """Whether the source marks it as a heading."""


def split_units(lines: list[Line]) -> list[Unit]:
    """Every piece of the posting in order, at most `MOST_UNITS`."""
    units: list[Unit] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        units.extend(_units_of(line, number, before, after))
        if len(units) >= MOST_UNITS:
            break
    return units[:MOST_UNITS]


def word_count(text: str) -> int:
    """Words, where two Korean ones weigh about as much as three English ones."""
    words = len(text.split())
    return round(words * 1.5) if hangul_share(text) >= 0.3 else words


def is_prose(text: str) -> bool:
    """Whether a line without a mark reads as sentences, not as the item of a list."""
    return word_count(text) > 14 or _SENTENCE_INSIDE.search(text) is not None


def looks_like_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """By shape alone: marked as one, in brackets, in capitals, open at the end, or a short line above a list or a paragraph."""
    text = line.text
    if line.heading or _BRACKETED.match(text):
        return True
    words = word_count(text)
    opens_list = after is not None and bool(after.marker) and after.sign != line.sign
    among = before is not None and before.sign == line.sign
    if line.marker == "glyph" and opens_list and not among and words <= 10:
        return True
    if line.marker in ("glyph", "code") or words > 16:
        return False
    if line.marker in ("number", "letter", "emoji"):
        counts = after is not None and (after.marker in ("glyph", "emoji") or after.first)
        return words <= 14 and ((opens_list and (counts or not among)) or (not among and after is not None and not after.marker))
    if _ENDS_OPEN.search(text) and words <= 14:
        return True
    if _CLOSED.search(text) and not _ANNOUNCES.search(text):
        return opens_list and line.marker == "" and len(split_prose(text)) == 1 and (line.gap or before is None)
    if line.marker == "block":
        return words <= 10 and not regex.search(r"\s:\s|: ", text)
    letters = regex.sub(r"[^\p{L}]", "", text)
    if len(letters) > 3 and letters.isupper() and not regex.search(r"\p{Hangul}", letters):
        return True
    if after is None or words > 12:
        return False
    return opens_list or (words <= 10 and (line.gap or word_count(after.text) > 20))


def _lead_end(text: str) -> int:
    """Where the label ends that a line begins with, as in `Salary: ...` or `Must haves – ...`; 0 if there is none."""
    if (lead := _LEAD.match(text)) and word_count(lead.group()) <= 9 and not _CLAUSE_LEAD.match(lead.group()):
        return lead.end()
    if (lead := _DASHED_LEAD.match(text)) and covering_cues(lead.group(1)):
        return lead.end()
    return 0


def _units_of(line: Line, number: int, before: Line | None, after: Line | None) -> list[Unit]:
    def unit(text: str, shape: Shape, sentence: int = 0, clause: int = 0) -> Unit:
        final = raw[-1] if (raw := text.rstrip()) and raw[-1] in ".:?!…" else ""
        return Unit(
            strip_ends(text), shape, number, line.marker, line.sign, line.gap, line.label, sentence, clause, final, marked=line.heading
        )

    if looks_like_heading(line, before, after):
        lead = _LEAD.match(line.text)
        if not lead or line.heading:
            return [one for one in [unit(line.text, "heading")] if one.text]
    listed = line.marker in ("glyph", "number", "letter", "code", "emoji")
    if listed and word_count(line.text) <= LONG_ITEM:
        return [one for one in [unit(line.text, "item")] if one.text]
    units: list[Unit] = []
    rest = line.text
    if end := _lead_end(rest):
        units.append(replace(unit(rest[:end].strip(), "heading"), marked=True))
        rest = rest[end:]
    if not is_prose(rest) and not units:
        return [one for one in [unit(rest, "line")] if one.text]
    sentences = split_prose(rest)
    for position, sentence in enumerate(sentences):
        words = word_count(sentence)
        announces = _ANNOUNCES.search(sentence) is not None and words <= 14
        opens = position == 0 < len(sentences) - 1 and words <= 9 and bool(covering_cues(sentence))
        if announces or opens or (sentence.endswith(("?", ":")) and words <= 10):
            units.append(unit(sentence, "heading", sentence=position + 1))
            continue
        start = 0
        lead = _LEAD.match(sentence) or _TOPIC.match(sentence)
        if lead and word_count(lead.group()) <= 16 and len(cut_clauses(sentence[lead.end() :], listed=True)) > 1:
            units.append(unit(lead.group().strip(), "heading", sentence=position + 1))
            start = lead.end()
        clauses = cut_clauses(sentence[start:], listed=start > 0 or (bool(units) and units[-1].shape == "heading"))
        units.extend(unit(clause, "clause", sentence=position + 1, clause=place) for place, clause in enumerate(clauses))
    return [one for one in units if one.text]
