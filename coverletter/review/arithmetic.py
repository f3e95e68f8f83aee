"""What follows from the amounts of one line or two: differences, ratios, shares, sums, rates over another stretch of time.

Caught: "from 61 to 39 days" told as a cut by a third, "48 of 64" as three quarters, six for each of eleven as sixty-six. Not caught: sums over
three lines and more, and what needs a year's working days.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from coverletter.facts.numbers import Quantity
from coverletter.review.statements import Statement

_PER_YEAR = {"day": 365.0, "shift": 230.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}


def of_changes(line: Statement, mine: Quantity) -> Iterable[float]:
    """What follows from the changes of one line for the dimension of `mine`: differences, ratios and cuts."""
    for change in line.changes:
        before, after = change.before.value, change.after.value
        if mine.dimension == "points" and change.before.dimension in ("share", "points"):
            yield abs(after - before) * (100 if change.before.dimension == "share" else 1)
        if mine.dimension == change.before.dimension:
            yield abs(after - before)
        if before and mine.dimension == "share":
            yield abs(after - before) / abs(before)
            yield after / before
            yield 1 - after / before if after < before else before / after if after else 0.0
        if before and after and mine.dimension in ("multiple", "count"):
            yield max(after / before, before / after)
        if mine.dimension == "share" and change.before.dimension == "share":
            yield 1 - after
            yield 1 - before


def worked_out(line: Statement, mine: Quantity) -> Iterable[float]:
    """What follows from one line: of its changes, shares and remainders of its counts, sums, and rates taken over other stretches of time."""
    yield from of_changes(line, mine)
    counts = [quantity for quantity in line.quantities if quantity.dimension == "count"]
    if mine.dimension in ("share", "count", "multiple"):
        for first, second in combinations(counts[:6], 2):
            large, small = max(first.value, second.value), min(first.value, second.value)
            if large > 0 and mine.dimension == "share":
                yield small / large
                yield 1 - small / large
            elif mine.dimension == "multiple" and small:
                yield large / small
            elif mine.dimension == "count":
                yield large - small
                yield large + small
                yield large * small
                if small:
                    yield large / small
    for quantity in line.quantities:
        if quantity.dimension == "share" and mine.dimension == "share":
            yield 1 - quantity.value
        if quantity.dimension == mine.dimension and mine.per and quantity.per and mine.per in _PER_YEAR and quantity.per in _PER_YEAR:
            yield quantity.value * _PER_YEAR[quantity.per] / _PER_YEAR[mine.per]
        if quantity.dimension == mine.dimension == "money" and quantity.per in _PER_YEAR:
            yield quantity.value * _PER_YEAR[quantity.per]
        if quantity.dimension == "share" and mine.dimension in ("share", "points") and quantity.value > 1:
            yield (quantity.value - 1) * (100 if mine.dimension == "points" else 1)
    same = [quantity.value for quantity in line.quantities if quantity.dimension == mine.dimension and quantity.dimension != "share"]
    if len(same) > 2:
        yield sum(same)


def across(lines: list[Statement], mine: Quantity) -> Iterable[float]:
    """Products, sums, differences and shares of amounts of two lines: six reviews for each of eleven agents are sixty-six."""
    counts = [
        (number, quantity.value) for number, line in enumerate(lines[:4]) for quantity in line.quantities if quantity.dimension == "count"
    ][:14]
    for (first_line, first), (second_line, second) in combinations(counts, 2):
        if first_line == second_line:
            continue
        if mine.dimension == "count":
            yield first * second
            yield first + second
        elif mine.dimension == "share" and max(first, second):
            yield min(first, second) / max(first, second)
    if mine.dimension in ("points", "share", "multiple"):
        shares = [
            quantity.value
            for line in lines[:4]
            for quantity in line.quantities
            if quantity.dimension == "share" and quantity.unit == "share"
        ][:8]
        for first, second in combinations(shares, 2):
            if mine.dimension == "points":
                yield abs(first - second) * 100
            elif mine.dimension == "share" and max(first, second):
                yield 1 - min(first, second) / max(first, second)
