"""Ruled tables of a page: which rules make rows and which make cells. Pure functions over places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coverletter.reading.segments import Rule, Segment

THIN = 2.5
SAME_PLACE = 2.0
LEAST_ROW = 7.0


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a ruled table: its top, and the segments of each cell from left to right."""

    top: float
    cells: tuple[tuple[Segment, ...], ...]
    edges: tuple[float, ...]
    """How far right the text of each cell may reach."""


def level_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Horizontal rules, those that continue each other joined."""
    flat = [rule for rule in rules if rule[3] - rule[1] <= THIN and rule[2] - rule[0] > THIN]
    return [(x0, y, x1, y) for y, x0, x1 in _joined([((rule[1] + rule[3]) / 2, rule[0], rule[2]) for rule in flat])]


def upright_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Vertical rules, those that continue each other joined."""
    tall = [rule for rule in rules if rule[2] - rule[0] <= THIN and rule[3] - rule[1] > THIN]
    return [(x, y0, x, y1) for x, y0, y1 in _joined([((rule[0] + rule[2]) / 2, rule[1], rule[3]) for rule in tall])]


def _joined(strokes: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    joined: list[list[float]] = []
    for place, start, end in sorted(strokes):
        for other in reversed(joined[-40:]):
            if abs(other[0] - place) <= SAME_PLACE and start <= other[2] + SAME_PLACE + 1 and end >= other[1] - SAME_PLACE - 1:
                other[1], other[2] = min(other[1], start), max(other[2], end)
                break
        else:
            joined.append([place, start, end])
    return [(place, start, end) for place, start, end in joined]


def find_bands(segments: Sequence[Segment], level: Sequence[Rule], upright: Sequence[Rule]) -> list[Band]:
    """Rows of the widest ruled table among these segments, top to bottom; empty when there is none.

    A row lies between two rules of the same width and has a vertical rule that parts its text.
    """
    for left, right in sorted({(round(rule[0]), round(rule[2])) for rule in level}, key=lambda span: span[0] - span[1]):
        tops = sorted(rule[1] for rule in level if abs(rule[0] - left) <= 3 and abs(rule[2] - right) <= 3)
        bands = [
            band
            for top, bottom in pairwise(tops)
            if bottom - top >= LEAST_ROW and (band := _band(segments, upright, (left - 3.0, top, right + 3.0, bottom))) is not None
        ]
        if bands:
            return bands
    return []


def _band(segments: Sequence[Segment], upright: Sequence[Rule], box: tuple[float, float, float, float]) -> Band | None:
    left, top, right, bottom = box
    inside = [s for s in segments if top - 1 <= s.baseline - 0.3 * s.size <= bottom + 1 and s.left >= left and s.right <= right + 2]
    walls = sorted({rule[0] for rule in upright if left + 5 < rule[0] < right - 5 and rule[1] <= top + 3 and rule[3] >= bottom - 3})
    edges = [wall for index, wall in enumerate(walls) if index == 0 or wall - walls[index - 1] > 4]
    cells: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
    for segment in inside:
        cells[sum(1 for wall in edges if segment.left >= wall - 2)].append(segment)
    filled = [(tuple(cell), start, end) for cell, start, end in zip(cells, [left + 3, *edges], [*edges, right - 3], strict=True) if cell]
    if len(filled) < 2:
        return None
    limits = (end - max(0.0, min(s.left for s in cell) - start) for cell, start, end in filled)
    return Band(top, tuple(cell for cell, _, _ in filled), tuple(limits))
