"""The lines of one section, grouped into entries: which lines are the header of a job, school or project, and what stands under it.

Bullets tell most: what stands right above them, up to the dates and the title, is their header. Lines without bullets are
entries of their own where they tell a stretch of time, or a title followed by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coverletter.reading.datelines import ends_with_date, has_date, has_range, is_only_date, is_row
from coverletter.reading.lines import Line
from coverletter.types import PassageKind

MOST_HEADER_LINES = 5
MOST_TITLE_WORDS = 24
MOST_ROLE_WORDS = 16
MOST_NAME_WORDS = 6
MOST_LABEL_LINES = 2
LEAST_INDENT = 7.0
"""Points."""

LABEL = re.compile(r"^[^:：]{1,28}[:：]\s")
_SENTENCE = re.compile(r"[.!?。]\s*$|(?:니다|다)\s*$")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together: one bullet or plain line, or the whole header of an entry. `entry` has a piece a line."""

    lines: tuple[Line, ...]
    kind: PassageKind
    entry: str = ""


@dataclass(slots=True)
class _Header:
    lines: list[Line]
    employer: tuple[str, ...] = ()
    roles: tuple[Line, ...] = ()

    def text(self) -> str:
        own = tuple(cell for line in (*self.lines, *self.roles) for cell in line.cells)
        return "\n".join((*self.employer, *own))


def _with_unmarked_items(lines: Sequence[Line]) -> list[Line]:
    """Lines set in under lines with dates are items of a list, also where no bullet is drawn; bulleted headers are none."""
    base = min((line.left for line in lines), default=0.0)
    level = [line for line in lines if line.left < base + LEAST_INDENT and not line.bullet]
    dated = [line for line in level if has_range(line.text)]
    bullets = [line for line in lines if line.bullet]
    outer = min((line.left for line in bullets), default=0.0)
    tops = [line for line in bullets if line.left < outer + LEAST_INDENT]
    others = len(tops) < len(bullets) or len(level) >= len(tops)
    if others and tops and sum(is_row(line) and has_range(line.text) for line in tops) >= 0.5 * len(tops):
        return [replace(line, bullet=line.bullet and line.left >= outer + LEAST_INDENT) for line in lines]
    if not dated or len(dated) < 0.5 * len(level) or any(line.bullet for line in lines) or not any(line.style for line in lines):
        return list(lines)
    return [replace(line, bullet=line.left >= base + LEAST_INDENT) for line in lines]


class SectionReader:
    """Goes through the lines of one section from top to bottom. `titles` are the styles that headers of entries are set in."""

    def __init__(self, lines: Sequence[Line], titles: frozenset[str]) -> None:
        self.lines = _with_unmarked_items(lines)
        self.titles = titles
        self.groups: list[Group] = []
        self.header: _Header | None = None
        self.outer: tuple[str, ...] = ()

    def read(self) -> list[Group]:
        """Every line in exactly one group, in order."""
        start = 0
        while start < len(self.lines):
            if self.lines[start].bullet:
                self.groups.append(Group((self.lines[start],), "bullet", self.header.text() if self.header else ""))
                start += 1
                continue
            end = start
            while end < len(self.lines) and not self.lines[end].bullet:
                end += 1
            if end < len(self.lines):
                first = self._header_start(start, end)
                self._read_plain(start, first)
                if first < end:
                    self._open(first, end)
            else:
                self._read_plain(start, end)
            start = end
        return self.groups

    def _is_title(self, line: Line) -> bool:
        return bool(line.style) and line.style in self.titles and not LABEL.match(line.text)

    def _header_start(self, start: int, end: int) -> int:
        """Where the header of the bullets at `end` begins; `end` when these lines are no header."""
        dated = titled = False
        first = end
        while first > max(start, end - MOST_HEADER_LINES):
            line = self.lines[first - 1]
            if len(line.text.split()) > MOST_TITLE_WORDS and not has_range(line.text):
                break
            own_date = has_range(line.text) or (has_date(line.text) and (is_only_date(line.text) or is_row(line)))
            if own_date and dated and not (self._is_title(line) and not titled and is_only_date(self.lines[first].text)):
                break
            if is_row(line) and not has_range(line.text) and not dated and first - 1 > start and is_row(self.lines[first - 2]):
                break
            if own_date and titled and not dated and not self._only_place_and_date(line):
                break
            if dated and not own_date and not self._names_the_entry(first - 1, start, titled):
                break
            if not dated and not titled and first < end and _SENTENCE.search(line.text) and not self._is_title(line):
                break
            first -= 1
            dated, titled = dated or own_date, titled or self._is_title(line)
            if dated and titled and not (line.style in self.titles and own_date):
                above = self.lines[first - 1] if first > start else None
                if above is None or not self._is_title(above) or has_date(above.text):
                    break
        if first == end or dated or titled:
            return first
        return self._weak_header(start, end)

    def _only_place_and_date(self, line: Line) -> bool:
        return is_only_date(line.text) or (len(line.cells) > 1 and is_only_date(line.cells[0])) or ends_with_date(line)

    def _names_the_entry(self, index: int, start: int, titled: bool) -> bool:
        """Whether an undated line above the dates is the title, or the employer of several roles."""
        line = self.lines[index]
        if self._is_title(line):
            return True
        if self.titles and titled:
            return index > start and self._is_title(self.lines[index - 1]) and not has_date(self.lines[index - 1].text)
        below = self.lines[index + 1]
        if _SENTENCE.search(line.text):
            return False
        if is_only_date(below.text) or ends_with_date(below) or (index > start and self._is_title(self.lines[index - 1])):
            return True
        opens = index == start or line.apart
        short = max(len(line.text.split()), len(below.text.split())) <= MOST_NAME_WORDS + 2
        return opens and short and is_only_date(self.lines[index + 2].text)

    def _weak_header(self, start: int, end: int) -> int:
        """A short line without date or style right above bullets."""
        line = self.lines[end - 1]
        short = len(line.text.split()) <= 12 and not LABEL.match(line.text) and not _SENTENCE.search(line.text)
        opens = end - 1 == 0 or line.apart or line.bold or self.lines[end - 2].bullet
        return end - 1 if short and opens and end - 1 >= start else end

    def _open(self, first: int, end: int) -> None:
        """Make these lines the header; short lines behind the dates name the role or the firm and go with it."""
        block = list(self.lines[first:end])
        employer = self._employer(block)
        last = max(
            (
                index
                for index, line in enumerate(block)
                if self._is_title(line) or has_range(line.text) or is_only_date(line.text) or is_row(line)
            ),
            default=len(block) - 1,
        )
        if (
            last + 1 < len(block)
            and len(block[last + 1].text.split()) <= MOST_NAME_WORDS
            and not re.search(r"\d|[.:]$", block[last + 1].text)
        ):
            last += 1
        roles = tuple(line for line in block[last + 1 :] if len(line.text.split()) <= MOST_ROLE_WORDS and not line.text.endswith("."))
        self.header = _Header(block[: last + 1], employer, roles)
        self.groups.append(Group(tuple(block[: last + 1]), "entry", self.header.text()))
        for line in block[last + 1 :]:
            self.groups.append(Group((line,), "line", self.header.text()))

    def _employer(self, block: Sequence[Line]) -> tuple[str, ...]:
        """The employer a role stands under when several roles share one, as its undated title line said."""
        titled = [line for line in block if self._is_title(line)]
        if (
            len(titled) >= 2
            and not has_date(titled[0].text)
            and titled[0] is block[0]
            and has_range(" ".join(line.text for line in block[1:]))
        ):
            inner = next((index for index, line in enumerate(block) if index and self._is_title(line)), len(block))
            self.outer = tuple(cell for line in block[:inner] for cell in line.cells)
            return ()
        if self.outer and len(titled) == 1 and titled[0] is block[0] and has_range(titled[0].text):
            return self.outer
        self.outer = ()
        return ()

    def _read_plain(self, start: int, end: int) -> None:
        """Lines above no bullets: entries of their own where they tell a stretch of time, else plain lines."""
        index = start
        while index < end:
            size = self._entry_size(index, end)
            if size:
                block = list(self.lines[index : index + size])
                self.header = _Header(block, self._employer(block))
                self.groups.append(Group(tuple(block), "entry", self.header.text()))
                index += size
                followers = 0
                while index < end and followers < MOST_LABEL_LINES and self._follows(index, end):
                    self.groups.append(Group((self.lines[index],), "line", self.header.text()))
                    index += 1
                    followers += 1
                if index < end:
                    self.header = None
                continue
            line = self.lines[index]
            detail = self.header is not None and not line.apart and not has_date(line.text) and index == start
            self.groups.append(Group((line,), "line", self.header.text() if detail and self.header else ""))
            index += 1

    def _entry_size(self, index: int, end: int) -> int:
        """How many lines from here on are the header of an entry without bullets; 0 for a plain line."""
        line = self.lines[index]
        if LABEL.match(line.text) and not self._is_title(line) and not is_row(line):
            return 0
        if self._is_table_head(index):
            return 0
        after = self.lines[index + 1] if index + 1 < end else None
        words = len(line.text.split())
        if is_only_date(line.text) and has_range(line.text):
            return 2 if after is not None and not has_date(after.text) and len(after.text.split()) <= MOST_TITLE_WORDS else 1
        if has_range(line.text):
            return 1 if words <= MOST_TITLE_WORDS + 10 else 0
        if after is None or words > MOST_TITLE_WORDS or _SENTENCE.search(line.text) or has_date(line.text):
            return 0
        if has_range(after.text) and (
            is_only_date(after.text) or ends_with_date(after) or (self._is_title(line) and not self._is_title(after))
        ):
            return 2
        if self._is_title(line) and self._is_title(after) and has_range(after.text):
            return 2
        third = self.lines[index + 2] if index + 2 < end else None
        if (
            self._is_title(line)
            and third is not None
            and not has_date(after.text)
            and has_range(third.text)
            and len(after.text.split()) <= MOST_ROLE_WORDS
        ):
            return 3
        opens = index == 0 or line.apart or self.lines[index - 1].bullet
        if opens and third is not None and is_only_date(third.text) and has_range(third.text) and not has_date(after.text):
            return 3 if max(words, len(after.text.split())) <= MOST_NAME_WORDS + 2 and line.style == after.style else 0
        return 0

    def _follows(self, index: int, end: int) -> bool:
        """Whether a line behind an entry without bullets says more of it."""
        line = self.lines[index]
        if line.apart or has_date(line.text) or self._is_title(line) or is_row(line) or self._entry_size(index, end):
            return False
        return len(line.text.split()) <= MOST_ROLE_WORDS or bool(_SENTENCE.search(line.text))

    def _is_table_head(self, index: int) -> bool:
        """Names of columns: several short cells without a digit, before rows that have dates."""
        line = self.lines[index]
        if (
            len(line.cells) < 2
            or any(len(cell.split()) > 6 or re.search(r"\d", cell) for cell in line.cells)
            or index + 1 >= len(self.lines)
        ):
            return False
        after = self.lines[index + 1]
        return has_date(after.text) and (is_only_date(after.text) or is_row(after)) and not self._is_title(line)
