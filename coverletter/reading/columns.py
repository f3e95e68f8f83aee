"""Segments of a page to regions in reading order: ruled tables, columns, and dates or labels kept in a margin.

The order in which a program wrote a page says little; what a reader sees does. A gutter with running text on both sides
parts two columns, and the narrower one, the side column, is read first. A gutter beside short texts that stand on the same
baselines as the entries is a margin: those texts belong to the lines beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from coverletter.reading.segments import Rule, Segment
from coverletter.reading.tables import Band, find_bands, level_rules, upright_rules

DATE = re.compile(r"(?:19|20)\d\d|\b(?:present|current|now|today)\b|현재|재직", re.IGNORECASE)
DANGLING = re.compile(r"(?:[-–—~]|\b(?:to|until|since|from|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z.]*)$", re.IGNORECASE)
MOST_LETTERS_BY_DATES = 26
MOST_HEAD_LINES = 6
LEAST_GUTTER = 6.0
LEAST_LINES = 4
MOST_SEGMENTS = 1_500
"""On a page with more pieces of text than this no columns are looked for; a dense page of a resume has 300."""

DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Region:
    """Segments that are read row by row. `cells` has more than one part for a row of a ruled table.

    `edges` tells how far right the text of each may reach. `part` is `side` or `main` inside columns whose gutter lies at `gutter`.
    """

    cells: tuple[tuple[Segment, ...], ...]
    edges: tuple[float, ...]
    part: str = ""
    gutter: float = 0.0


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    left: list[Segment]
    right: list[Segment]
    top: float
    bottom: float


def arrange(segments: Sequence[Segment], rules: Sequence[Rule]) -> list[Region]:
    """The regions of one page in reading order."""
    edge = max((segment.right for segment in segments), default=0.0)
    return _arrange(list(segments), level_rules(rules), upright_rules(rules), edge, 0)


def _arrange(segments: list[Segment], level: Sequence[Rule], upright: Sequence[Rule], edge: float, depth: int) -> list[Region]:
    if len(segments) < 2 or depth > DEEPEST:
        return [Region((tuple(segments),), (edge,))] if segments else []
    columns = _best_columns(segments, level)
    if columns is not None:
        return _read_columns(segments, columns, level, upright, edge, depth)
    bands = find_bands(segments, level, upright)
    if bands:
        return _read_bands(segments, bands, level, upright, edge, depth)
    reduced = _attach_margins(segments)
    if len(reduced) < len(segments):
        return _arrange(reduced, level, upright, edge, depth + 1)
    return [Region((tuple(segments),), (edge,))]


def _read_bands(
    segments: list[Segment], bands: Sequence[Band], level: Sequence[Rule], upright: Sequence[Rule], edge: float, depth: int
) -> list[Region]:
    regions: list[Region] = []
    used = {id(segment) for band in bands for cell in band.cells for segment in cell}
    rest = [segment for segment in segments if id(segment) not in used]
    start = float("-inf")
    for band in bands:
        between = [segment for segment in rest if start <= segment.baseline < band.top]
        regions += _arrange(between, level, upright, edge, depth + 1)
        start = band.top
        parts = [_arrange(list(cell), level, upright, limit, depth + 1) for cell, limit in zip(band.cells, band.edges, strict=True)]
        if all(len(part) == 1 and len(part[0].cells) == 1 for part in parts):
            regions.append(Region(tuple(part[0].cells[0] for part in parts), band.edges))
        else:
            regions += [region for part in parts for region in part]
    return regions + _arrange([segment for segment in rest if segment.baseline >= start], level, upright, edge, depth + 1)


def _read_columns(
    segments: list[Segment], found: _Gutter, level: Sequence[Rule], upright: Sequence[Rule], edge: float, depth: int
) -> list[Region]:
    found = _trimmed(found)
    inside = {id(segment) for segment in found.left + found.right}
    above = [s for s in segments if id(s) not in inside and s.baseline <= found.top]
    below = [s for s in segments if id(s) not in inside and s.baseline > found.top]
    left_width, right_width = _width(found.left), _width(found.right)
    left_is_side = left_width <= right_width * 1.25
    side, main = (found.left, found.right) if left_is_side else (found.right, found.left)
    regions = _arrange(above, level, upright, edge, depth + 1)
    for part, column in (("side", side), ("main", main)):
        limit = max(segment.right for segment in column)
        regions += [replace(region, part=part, gutter=found.x) for region in _arrange(column, level, upright, limit, depth + 1)]
    return regions + _arrange(below, level, upright, edge, depth + 1)


def _trimmed(found: _Gutter) -> _Gutter:
    """Without what stands above or below a short column: two lists beside each other are not two columns of a page.

    A few lines above one column only, with space below them, are the head of the page.
    """
    sides = [sorted(side, key=lambda s: s.baseline) for side in (found.left, found.right)]
    spans = [(side[0].baseline - side[0].size, side[-1].baseline) for side in sides]
    top, bottom = max(span[0] for span in spans), min(span[1] for span in spans)
    short = bottom - top < 0.5 * max(span[1] - span[0] for span in spans)
    kept: list[list[Segment]] = []
    for side in sides:
        above = [s for s in side if s.baseline <= top]
        inside = [s for s in side if s.baseline > top]
        if above and inside and not short:
            gap = inside[0].baseline - above[-1].baseline
            if len(above) > MOST_HEAD_LINES or gap < 1.6 * above[-1].size:
                inside = side
        if short:
            end = bottom
            for segment in inside:
                if bottom < segment.baseline <= end + 1.9 * segment.size:
                    end = segment.baseline
            inside = [s for s in inside if s.baseline <= end]
        kept.append(inside)
    if not kept[0] or not kept[1]:
        return found
    return replace(found, left=kept[0], right=kept[1], top=min(s.baseline for s in kept[0] + kept[1]) - 0.1)


def _width(segments: Sequence[Segment]) -> float:
    return max(s.right for s in segments) - min(s.left for s in segments)


def _gutters(segments: list[Segment], least: int) -> list[_Gutter]:
    """Every vertical strip that stays free of text over a run of lines, with the segments on both sides."""
    if len(segments) > MOST_SEGMENTS:
        return []
    segments = sorted(segments, key=lambda s: s.baseline)
    baselines = [s.baseline for s in segments]
    edges = sorted({round(s.left) - 1.0 for s in segments} | {round(s.right) + 1.0 for s in segments})
    candidates = [x for index, x in enumerate(edges) if index == 0 or x - edges[index - 1] >= 2]
    found: dict[tuple[int, int, float], _Gutter] = {}
    for x in candidates:
        crossing = [s.baseline for s in segments if s.left < x - 0.5 and s.right > x + 0.5]
        bounds = [float("-inf"), *crossing, float("inf")]
        for top, bottom in pairwise(bounds):
            first, last = bisect_right(baselines, top), bisect_left(baselines, bottom)
            if last - first < 2 * least:
                continue
            run = segments[first:last]
            left = [s for s in run if s.right <= x + 0.5]
            right = [s for s in run if s.left >= x - 0.5]
            if len(left) < least or len(right) < least or len(left) + len(right) < len(run):
                continue
            if min(s.left for s in right) - max(s.right for s in left) < LEAST_GUTTER:
                continue
            found[(len(left), len(right), top)] = _Gutter(x, left, right, top, bottom)
    return list(found.values())


def _beside(segments: Sequence[Segment], others: Sequence[Segment]) -> list[tuple[Segment, float]]:
    """Segments that have text of the other side at their height, with the distance of the baselines in ems."""
    heights = sorted(other.baseline for other in others)
    result = []
    for segment in segments:
        place = bisect_left(heights, segment.baseline)
        gaps = [abs(height - segment.baseline) for height in heights[max(0, place - 1) : place + 1]]
        if gaps and segment.size and min(gaps) <= segment.size:
            result.append((segment, min(gaps) / segment.size))
    return result


def _is_margin(gutter: _Gutter, level: Sequence[Rule]) -> bool:
    """Whether one side only labels the other: short texts or dates on the same baselines, or rules that span both."""
    small, large = sorted((gutter.left, gutter.right), key=len)
    spanning = [rule for rule in level if rule[0] < gutter.x - 10 and rule[2] > gutter.x + 10 and gutter.top < rule[1] < gutter.bottom]
    inner = [rule for rule in spanning if min(s.baseline for s in small) < rule[1] < max(s.baseline for s in small)]
    if len(inner) >= 2:
        return True
    beside = _beside(small, large)
    if len(beside) < 0.4 * len(small):
        return len(beside) > 0 and all(distance < 0.3 for _, distance in beside)
    aligned = sum(distance < 0.3 for _, distance in beside) / len(beside)
    dates = sum(_is_dates(s.text) for s in small) / len(small)
    if dates >= 0.4 and aligned >= 0.4:
        return True
    looks = Counter((round(s.size * 2), s.bold) for s in small)
    usual = looks.most_common(1)[0][0]
    heads = [s for s in small if (round(s.size * 2), s.bold) != usual and (s.size > usual[0] / 2 + 0.4 or s.bold)]
    two_headed = len(small) >= 5 and len(heads) >= 2 and len(heads) < 0.6 * len(small)
    return aligned >= 0.75 and not two_headed


def _is_dates(text: str) -> bool:
    """Whether a text tells dates, perhaps with a place, and little else."""
    return bool(DATE.search(text)) and not text.endswith(")") and len(re.findall(r"[^\W\d_]", DATE.sub("", text))) <= MOST_LETTERS_BY_DATES


def _best_columns(segments: list[Segment], level: Sequence[Rule]) -> _Gutter | None:
    best: _Gutter | None = None
    for gutter in _gutters(segments, LEAST_LINES):
        overlap = min(max(s.baseline for s in side) for side in (gutter.left, gutter.right)) - max(
            min(s.baseline for s in side) for side in (gutter.left, gutter.right)
        )
        if overlap < 30 or _is_margin(gutter, level):
            continue
        if best is None or len(gutter.left) + len(gutter.right) > len(best.left) + len(best.right):
            best = gutter
    return best


def _attach_margins(segments: list[Segment]) -> list[Segment]:
    """Margin texts moved onto the lines beside them; the same list when there is no margin."""
    margins = [g for g in _gutters(segments, 2) if _margin_side(g)]
    if not margins:
        return segments
    gutter = max(margins, key=lambda g: len(g.left) + len(g.right))
    side = _margin_side(gutter)
    small, large = (gutter.left, gutter.right) if side == "left" else (gutter.right, gutter.left)
    taken: set[int] = set()
    for block in _stacks(small):
        anchor = min(large, key=lambda other: (abs(other.baseline - block[0].baseline), other.left if side == "left" else -other.right))
        if abs(anchor.baseline - block[0].baseline) > 1.0 * block[0].size:
            continue
        if side == "left":
            anchor.before = (*anchor.before, " ".join(s.text for s in block))
        else:
            anchor.after = (*anchor.after, *(text for text in _stack_texts(block)))
        taken.update(id(s) for s in block)
    return [s for s in segments if id(s) not in taken]


def _margin_side(gutter: _Gutter) -> str:
    """`left` or `right`, the side that only holds short labels or dates beside the other; empty when neither does."""
    for side, small, large in (("left", gutter.left, gutter.right), ("right", gutter.right, gutter.left)):
        if len(small) > len(large) or _width(small) > 0.5 * _width(large):
            continue
        beside = _beside(small, large)
        if not beside:
            continue
        stacks = _stacks([segment for segment, _ in beside])
        wrapped = len(beside) > len(stacks) or any(
            s.bullet or abs(s.left - other.left) < 2 for s in large for other in large if s is not other and s.baseline != other.baseline
        )
        dates = sum(_is_dates(" ".join(s.text for s in stack)) for stack in stacks) / len(stacks)
        if dates >= 0.5 and wrapped:
            return side
        if side == "left" and len(stacks) >= 2 and len(large) >= 1.5 * len(stacks) and median(len(s.text) for s in small) < 30:
            return side
    return ""


def _stacks(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Margin texts that wrap over lines, taken together."""
    stacks: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.baseline, s.left)):
        if stacks:
            last = stacks[-1][-1]
            tight = segment.baseline - last.baseline <= 1.6 * last.size
            both_dates = bool(DATE.search(last.text)) and bool(DATE.search(segment.text)) and not DANGLING.search(last.text)
            aligned = abs(segment.left - last.left) < 2 or abs(segment.right - last.right) < 2
            if tight and aligned and not both_dates:
                stacks[-1].append(segment)
                continue
        stacks.append([segment])
    return stacks


def _stack_texts(block: Sequence[Segment]) -> list[str]:
    texts: list[str] = []
    for segment in block:
        if texts and DANGLING.search(texts[-1]):
            texts[-1] = f"{texts[-1]} {segment.text}"
        else:
            texts.append(segment.text)
    return texts
