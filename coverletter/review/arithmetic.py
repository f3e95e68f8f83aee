"""What follows from the amounts of one line or two: differences, ratios, shares, sums, rates over another stretch of time.

Caught: "from 61 to 39 days" told as a cut by a third, "48 of 64" as three quarters, six for each of eleven as sixty-six; only what is counted alike is added up. Not caught: sums over
three lines and more, and what needs a year's working days.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import regex

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


def worked_out(line: Statement, mine: Quantity, said: str) -> Iterable[float]:
    """What follows from one line: of its changes, shares and remainders of its counts, sums, and rates taken over other stretches of time.

    `said` is the sentence that `mine` stands in: cut "by a third" is cut "to two thirds", but never "by two thirds".
    """
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
                if first.unit == second.unit:
                    yield large - small
                    yield large + small
                yield large * small
                if small:
                    yield large / small
    for quantity in line.quantities:
        if quantity.dimension == "share" and mine.dimension == "share" and not (_is_cut(quantity, line.text) and _is_cut(mine, said)):
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


def _is_cut(share: Quantity, text: str) -> bool:
    """Whether a share is what something fell or rose by."""
    return bool(_BY.search(text[: share.start]) or _KOREAN_BY.match(text[share.end :]))


_BY = regex.compile(r"\bby (?:about |almost |around |nearly |over |some |more than )?(?:a |an )?$", regex.IGNORECASE)
_KOREAN_BY = regex.compile(r"\s?(?:가량|정도|쯤|이상)?(?:을|를)?\s?(?:줄|낮|감소|단축|절감|늘|높|증가|올)")


def across(lines: list[Statement], mine: Quantity) -> Iterable[float]:
    """Products, sums, differences and shares of amounts of two lines: six reviews for each of eleven agents are sixty-six."""
    counts = [(number, quantity) for number, line in enumerate(lines[:4]) for quantity in line.quantities if quantity.dimension == "count"]
    for (first_line, one), (second_line, other) in combinations(counts[:14], 2):
        first, second = one.value, other.value
        if first_line == second_line:
            continue
        if mine.dimension == "count":
            yield first * second
            if one.unit == other.unit:
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
