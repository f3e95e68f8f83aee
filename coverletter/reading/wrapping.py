"""Regions to lines: cells of one row kept apart, and lines that broke because the next word did not fit joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

from coverletter.reading.columns import Region
from coverletter.reading.lines import LOOSE_BREAK, SOFT_BREAK, Line
from coverletter.reading.segments import Segment

TIGHTEST, LOOSEST = 1.12, 1.95
"""A wrapped line lies at most so many usual line distances, and so many ems, below."""

_HANGUL = "가-힣"
_KOREAN_BREAK = re.compile(f"[{_HANGUL}0-9A-Za-z%)\\]’”」〉]$")
_KOREAN_START = re.compile(f"^[{_HANGUL}0-9A-Za-z(%·,.]")
_RANGE_END = re.compile(r"^(?:present|current|now|today|현재|재직|(?:19|20)\d\d|[A-Za-z]{3,9}\.? (?:19|20)\d\d)", re.IGNORECASE)
_PREFIXES = frozenset(
    ["co", "self", "non", "cross", "well", "half", "full", "part", "long", "short", "high", "low", "post", "multi", "semi", "e"]
)
"""Before these a hyphen is the author's."""

_LABEL = re.compile(r"^[A-Z가-힣][^:：.,]{1,24}[:：]\s")
ONE_SYLLABLE = 1.25
"""Ems that a Hangul syllable takes at most, with some measuring error."""

SAME_START = 4.0
"""Points."""

MOST_PEERS = 600
"""Lines looked at to tell where a column breaks."""

NARROW = 22
"""Ems. In wider columns a line rarely ends right before the edge by chance."""

# fmt: off
_CONNECTIVES = frozenset([
    "and", "or", "of", "the", "a", "an", "in", "on", "at", "for", "to", "with", "by", "from", "as", "into",
    "de", "del", "der", "von", "van",
])
# fmt: on
_CONTACT = re.compile(r"\S+@\S+\.|https?://|www\.|\+?\d[\d ()-]{7,}$")
_ITEM_END = re.compile(r"(?:\([^()]{0,12}(?:19|20)\d\d[^()]{0,12}\)|, (?:19|20)\d\d)$")
_OPEN_RANGE = re.compile(r"(?:19|20)\d\d(?:[./]\s?\d{1,2}\.?)?\s*(?:[-–—~]|\bto|\buntil)$")


@dataclass(slots=True)
class _Growing:
    """A line that may still grow: its cells with the last segment of each."""

    texts: list[str]
    places: list[int]
    last: list[Segment]
    first: Segment
    limits: list[float]
    after: tuple[str, ...] = ()
    baseline: float = 0.0
    gap: float = 0.0
    rows: int = 1


@dataclass(slots=True)
class _Page:
    """What the lines of a page need to know of it."""

    number: int
    words: frozenset[str]
    peers: Edges | None


def lines_of(region: Region, page: int, words: frozenset[str] = frozenset(), peers: Edges | None = None) -> list[Line]:
    """The lines of one region, top to bottom.

    `peers` are the edges of the same column on all pages, which tell where its lines break;
    `words` are the words of the document, which tell a hyphen of the typesetter from one of the author.
    """
    known = _Page(page, words, peers)
    parts = [_lines(cell, edge, known) for cell, edge in zip(region.cells, region.edges, strict=True)]
    if len(parts) == 1:
        return parts[0]
    if all(len(part) == 1 and not part[0].bullet for part in parts):
        first = parts[0][0]
        cells = tuple(cell for part in parts for cell in part[0].cells)
        return [Line(cells, page, first.size, first.bold, first.style, left=first.left, apart=True)]
    return [line for part in parts for line in part]


def _lines(segments: Sequence[Segment], edge: float, page: _Page) -> list[Line]:
    if not segments:
        return []
    rows = _rows(segments)
    steps = [round(b[0].baseline - a[0].baseline, 1) for a, b in pairwise(rows)]
    ems = [step for step, row in zip(steps, rows, strict=False) if 0 < step <= LOOSEST * row[0].size]
    usual = median(ems) if ems else 1.4 * rows[0][0].size
    start = min(segment.left for segment in segments)
    edges = page.peers or Edges(segments)
    grown: list[_Growing] = []
    for row in rows:
        if not (grown and _continue(grown[-1], row, usual, page)):
            gap = row[0].baseline - grown[-1].baseline if grown else 1e9
            grown.append(_begin(row, edges, edge, gap))
    return [_finish(line, page, start, usual) for line in grown]


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.baseline, s.left)):
        if rows and abs(rows[-1][0].baseline - segment.baseline) <= 0.3 * max(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _begin(row: list[Segment], edges: Edges, edge: float, gap: float) -> _Growing:
    limits = [after.left - 0.5 * after.size for after in row[1:]]
    limits.append(edges.limit(row[-1], edge))
    after = tuple(text for segment in row for text in segment.after)
    texts: list[str] = []
    places: list[int] = []
    for segment in row:
        texts += [*segment.before, segment.text]
        places.append(len(texts) - 1)
    return _Growing(texts, places, list(row), row[0], limits, after, row[0].baseline, gap)


class Edges:
    """Where lines that start at the same place end, over a whole column, looked up without going through all of it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._by_place: dict[int, list[Segment]] = {}
        for segment in segments:
            self._by_place.setdefault(round(segment.left / SAME_START), []).append(segment)

    def limit(self, segment: Segment, edge: float) -> float:
        """Where lines that start at this place break: where several of them end, else the edge of the region."""
        place = round(segment.left / SAME_START)
        near = (s for bucket in (place - 1, place, place + 1) for s in self._by_place.get(bucket, ()))
        same = [s.right for s in islice(near, MOST_PEERS) if abs(s.left - segment.left) <= SAME_START and abs(s.size - segment.size) < 0.6]
        local = max((right for right in same if right <= edge + 1), default=edge)
        if local >= edge - 1.5 * segment.size:
            return edge
        return local if sum(right >= local - 3.5 * segment.size for right in same) >= max(4, 0.4 * len(same)) else edge


def _continue(line: _Growing, row: list[Segment], usual: float, page: _Page) -> bool:
    """Add the row to the line when it is the rest of it."""
    first = row[0]
    if first.bullet or any(s.after or s.before for s in row):
        return False
    if _LABEL.match(first.text) and not line.first.bullet:
        return False
    if _CONTACT.match(first.text) or (_ITEM_END.search(line.texts[-1]) and _ITEM_END.search(row[-1].text)):
        return False
    step = first.baseline - line.baseline
    if len(row) == 1 and _OPEN_RANGE.search(line.texts[-1]) and _RANGE_END.match(first.text) and step <= 2.2 * first.size:
        line.texts[-1] += " " + first.text
        line.baseline = first.baseline
        return True
    if step > min(TIGHTEST * usual, LOOSEST * first.size) or len(row) > len(line.last):
        return False
    matches = [(segment, _cell_above(line, segment)) for segment in row]
    if any(cell is None or not _fits(line, cell, segment) for segment, cell in matches):
        return False
    for segment, cell in matches:
        assert cell is not None
        place = line.places[cell]
        above = line.last[cell]
        room = (line.limits[cell] - above.right) / above.size if above.size else 0.0
        line.texts[place] = join(line.texts[place], segment.text, above.blank_after, page.words, room)
        line.last[cell] = segment
    line.baseline = first.baseline
    line.rows += 1
    return True


def _cell_above(line: _Growing, segment: Segment) -> int | None:
    for index, above in enumerate(line.last):
        start = line.first.left if index == 0 else above.left
        hanging = 2.6 * segment.size if index == 0 and line.rows == 1 else 3.0
        ahead = 1.8 * segment.size if line.first.bullet and index == 0 and line.rows == 1 else 3.0
        if start - hanging <= segment.left <= start + ahead or abs(above.left - segment.left) <= 3.0:
            return index
    return None


def _fits(line: _Growing, cell: int, segment: Segment) -> bool:
    above = line.last[cell]
    if abs(above.size - segment.size) > 0.15 and above.text[-1:] != "-":
        return False
    if segment.look not in (above.look, above.end_look):
        return False
    unfinished = above.text[-1] in "-,(–" or segment.text[0].islower()
    hangs = line.first.bullet and cell == 0 and abs(segment.left - line.first.left) <= 3.0 and line.first.indented
    if len(line.last) == 1 and (unfinished or hangs):
        return True
    if _begins_anew(line, above, segment, cell):
        return False
    room = line.limits[cell] - above.right
    return room < segment.first_word + 0.4 * segment.size


def _begins_anew(line: _Growing, above: Segment, segment: Segment, cell: int) -> bool:
    """Whether a line in a narrow column is rather the next item of a list: it starts with a capital, and nothing above asks for more.

    In a narrow column nearly every line is full, so that fullness alone tells little.
    """
    if line.first.bullet or above.bold or not ("A" <= segment.text[0] <= "Z") or not above.text[-1:].isascii():
        return False
    width = line.limits[cell] - (line.first.left if cell == 0 else line.last[cell].left)
    asks = above.text[-1] in ",;:&/(-" or above.text.split()[-1].lower() in _CONNECTIVES
    return width < NARROW * segment.size and not asks and above.text[-1] not in ".!?"


def join(upper: str, lower: str, blank_after: bool, words: frozenset[str], room: float = 0.0) -> str:
    """Two lines as one: hyphens of the typesetter taken out, Korean that may have broken inside a word marked for `joining.py`.

    `room` is what the upper line left free, in ems.
    """
    if upper.endswith("-") and len(upper) > 1 and upper[-2].isalpha() and lower[:1].islower():
        return _join_hyphen(upper, lower, words)
    if upper.endswith("-") and len(upper) > 1 and upper[-2].isalnum():
        return upper + lower
    hangul = re.search(f"[{_HANGUL}]", upper[-6:] + lower[:6]) is not None
    if blank_after or not (hangul and _KOREAN_BREAK.search(upper) and _KOREAN_START.match(lower)):
        return f"{upper} {lower}"
    return upper + (LOOSE_BREAK if room > ONE_SYLLABLE else SOFT_BREAK) + lower


def _join_hyphen(upper: str, lower: str, words: frozenset[str]) -> str:
    first = re.search(r"([^\W\d_]+)-$", upper)
    second = re.match(r"[^\W\d_]+", lower)
    assert first is not None
    assert second is not None
    whole = (first[1] + second[0]).lower()
    if whole in words:
        return upper[:-1] + lower
    if (
        first[1].lower() in _PREFIXES
        or f"{first[1]}-{second[0]}".lower() in words
        or (first[1].lower() in words and second[0].lower() in words)
    ):
        return upper + lower
    return upper[:-1] + lower


def _finish(line: _Growing, page: _Page, start: float, usual: float) -> Line:
    first = line.first
    cells = tuple(" ".join(text.split(" ")) for text in (*line.texts, *line.after) if text.strip())
    bold = first.bold
    return Line(
        cells, page.number, round(first.size, 1), bold, first.look, first.bullet, round(first.left - start, 1), line.gap > 1.3 * usual
    )
