"""Pages to the lines of a document in reading order, running headers and footers taken out. Runs only inside the sandbox."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from coverletter.reading.columns import Region, arrange
from coverletter.reading.glyphs import PageGlyphs
from coverletter.reading.lines import Hidden, Line
from coverletter.reading.segments import Segment, find_segments
from coverletter.reading.wrapping import Edges, lines_of

MARGIN_SHARE = 0.09
"""Share of the page's height at top and bottom where running headers and footers stand."""

SAME_GUTTER = 10.0
MOST_HIDDEN = 20

_PAGE_NUMBER = re.compile(
    r"^(?:.{0,60}?[\s|·–—-]+)?(?:page|쪽|페이지|p\.)?\s*[-–—]?\s*\d{1,3}\s*(?:(?:/|of)\s*\d{1,3}|쪽|페이지)?\s*[-–—]?$", re.IGNORECASE
)
_SURE_PAGE_NUMBER = re.compile(
    r"(?:^|[\s|·–—-])(?:\d{1,2}\s*/\s*\d{1,2}|page\s+\d{1,3}(?:\s+of\s+\d{1,3})?|\d{1,3}\s*(?:쪽|페이지)|[-–—]\s*\d{1,3}\s*[-–—])\s*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@|\d{3}.?\d{4}")


def read_lines(pages: Sequence[PageGlyphs]) -> list[Line]:
    """All visible lines of a document.

    Columns that go on over pages are read one after the other, the side column first.
    """
    segments = _without_furniture([find_segments(page) for page in pages], [page.height for page in pages])
    words = frozenset(word.strip(".,;:()").lower() for page in segments for s in page for word in s.text.split())
    arranged: list[tuple[int, Region]] = []
    for number, (found, page) in enumerate(zip(segments, pages, strict=True), 1):
        _append(arranged, [(number, region) for region in arrange(found, page.rules)])
    columns: dict[str, list[Segment]] = defaultdict(list)
    for _, region in arranged:
        if len(region.cells) == 1:
            columns[region.part] += region.cells[0]
    peers = {part: Edges(segments) for part, segments in columns.items()}
    lines = [
        line
        for number, region in arranged
        for line in lines_of(region, number, words, peers[region.part] if len(region.cells) == 1 else None)
    ]
    return lines + [Line((text,), number, apart=True) for number, page in enumerate(pages, 1) for text in page.turned]


def _append(arranged: list[tuple[int, Region]], regions: list[tuple[int, Region]]) -> None:
    """Add a page; when its first column continues the last page's, its side column goes behind that page's side column."""
    if arranged and regions and arranged[-1][1].part == "main" and regions[0][1].part == "side":
        gutter = arranged[-1][1].gutter
        if abs(gutter - regions[0][1].gutter) <= SAME_GUTTER:
            place = max(index for index, item in enumerate(arranged) if item[1].part == "side") + 1
            side = [item for item in regions if item[1].part == "side" and abs(item[1].gutter - gutter) <= SAME_GUTTER]
            arranged[place:place] = side
            regions = [item for item in regions if item not in side]
    arranged += regions


def _without_furniture(pages: list[list[Segment]], heights: Sequence[float]) -> list[list[Segment]]:
    """Without lines that repeat at the top or bottom of the pages, and without page numbers.

    A repeated line with contact details is kept on the first page.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (segments, height) in enumerate(zip(pages, heights, strict=True)):
        for segment in segments:
            if _in_margin(segment, height):
                for step in (0, 1):
                    seen[_shape(segment, step)].add(number)
    least = max(2, 0.6 * len(pages))
    repeated = {shape for shape, numbers in seen.items() if len(numbers) >= least and len(re.findall(r"[^\W\d_]", shape[0])) > 2}
    result = []
    for number, (segments, height) in enumerate(zip(pages, heights, strict=True)):
        usual = Counter(round(s.size, 1) for s in segments for _ in s.text).most_common(1)
        body = usual[0][0] if usual else 0.0
        kept = []
        for segment in segments:
            drop = False
            if _in_margin(segment, height):
                first_of_its_kind = number == 0 and (_CONTACT.search(segment.text) or segment.size > 1.15 * body)
                drop = not first_of_its_kind and any(_shape(segment, step) in repeated for step in (0, 1))
                drop = drop or (segment.baseline > height / 2 and _is_page_number(segment, segments))
            if not drop:
                kept.append(segment)
        result.append(kept)
    return result


def _in_margin(segment: Segment, height: float) -> bool:
    return segment.baseline < MARGIN_SHARE * height or segment.baseline > (1 - MARGIN_SHARE) * height


def _is_page_number(segment: Segment, segments: Sequence[Segment]) -> bool:
    if not _SURE_PAGE_NUMBER.search(segment.text) and not (len(segment.text) <= 4 and _PAGE_NUMBER.match(segment.text)):
        return False
    return all(other.baseline <= segment.baseline + 2 for other in segments)


def _shape(segment: Segment, step: int) -> tuple[str, int]:
    """The text with any digits, and its height on the page, in steps of eight points that overlap by half."""
    return re.sub(r"\d+", "0", segment.text), int((segment.baseline + 4 * step) // 8) * 2 + step


def read_hidden(pages: Sequence[PageGlyphs]) -> tuple[Hidden, ...]:
    """Runs of hidden text, each with how it hides."""
    found: list[Hidden] = []
    for page in pages:
        run, how = "", ""
        for glyph in [*page.glyphs, None]:
            reason = glyph.hidden if glyph is not None else ""
            if reason != how or glyph is None:
                if how and run.strip():
                    found.append(Hidden(how, " ".join(run.split())[:2000]))
                run, how = "", reason
            if glyph is not None and reason:
                run += (" " if glyph.blank_before else "") + glyph.text
    return tuple(found[:MOST_HIDDEN])
