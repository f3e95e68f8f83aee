"""Amounts: is each one in the lines the sentence rests on, can it be worked out from them, or do they say another?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from coverletter.facts.numbers import Quantity, agrees, value_fits
from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_PER_YEAR = {"day": 365.0, "shift": 230.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}


def judge_quantities(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals number_found, number_worked_out, number_elsewhere, number_posting, number_conflict, number_missing, unit_conflict, rate_conflict:
    each the count of the sentence's amounts of that fate, at most 2."""
    lines = [one.line.statement for one in claim.links]
    best = lines[:1]
    resume = [line.statement for line in dossier.lines]
    headers = [dossier.entries[one.line.entry].header for one in claim.links if one.line.entry >= 0]
    counts: dict[str, list[Reason | None]] = {}
    for mine in claimed_amounts(claim.statement):
        fate, other = _fate(mine, lines + headers, best, resume, dossier)
        written = claim.statement.text[mine.start : mine.end]
        reason = None
        if fate in ("number_conflict", "unit_conflict", "rate_conflict") and other:
            reason = Reason(kind="number", hard=True, claim=written, found=shorten(other))
        elif fate in ("number_missing", "number_posting"):
            reason = Reason(kind="number", hard=False, claim=written)
        counts.setdefault(fate, []).append(reason)
    for fate, reasons in counts.items():
        yield Signal(fate, float(min(2, len(reasons))), next((reason for reason in reasons if reason), None))


def claimed_amounts(statement: Statement) -> list[Quantity]:
    """The amounts worth checking: no names or levels, no lengths of time of a month or more (see `times`), no bare one and two; a share told
    as one count of another is checked as the share, not as its parts."""
    shares = [quantity for quantity in statement.quantities if quantity.unit == "of"]
    kept = []
    for quantity in statement.quantities:
        inside = any(share is not quantity and share.start <= quantity.start and quantity.end <= share.end for share in shares)
        if inside or quantity.dimension in ("name", "grade") or (quantity.dimension == "time" and quantity.value >= 40_000):
            continue
        if quantity.dimension == "count" and quantity.value <= 2 and quantity.unit not in ("person", "place"):
            continue
        kept.append(quantity)
    return kept


def _fate(mine: Quantity, lines: list[Statement], best: list[Statement], resume: list[Statement], dossier: Dossier) -> tuple[str, str]:
    loose = replace(mine, per="") if mine.per else mine
    for line in lines:
        for theirs in line.quantities:
            if agrees(mine, theirs):
                if clashing := _unit_clash(mine, theirs):
                    return clashing, line.text
                return "number_found", line.text
            if mine.dimension == "count" and theirs.dimension in ("count", "rank") and value_fits(mine, theirs.value) and not mine.per:
                return "number_found", line.text
    for line in lines:
        for theirs in line.quantities:
            if loose is not mine and agrees(loose, theirs) and theirs.per:
                return "rate_conflict", line.text
            if (
                mine.value > 2
                and mine.dimension != theirs.dimension
                and abs(mine.value - theirs.value) < 1e-9
                and {mine.dimension, theirs.dimension} == {"count", "money"}
            ):
                return "unit_conflict", line.text
    if any(value_fits(mine, value) for line in lines for value in worked_out(line, mine)):
        return "number_worked_out", ""
    if any(value_fits(mine, value) for value in across(lines, mine)):
        return "number_worked_out", ""
    for line in resume:
        if any(agrees(mine, theirs) for theirs in line.quantities) or any(value_fits(mine, value) for value in worked_out(line, mine)):
            return "number_elsewhere", line.text
    for line in best:
        rivals = [
            theirs for theirs in line.quantities if theirs.dimension == mine.dimension and _same_thing(mine, theirs) and theirs.unit != "of"
        ]
        if rivals and mine.dimension != "count":
            return "number_conflict", line.text
        if rivals and any(theirs.unit == mine.unit and mine.unit for theirs in rivals):
            return "number_conflict", line.text
    if any(agrees(mine, theirs) for statement in dossier.posting for theirs in statement.quantities):
        return "number_posting", ""
    return "number_missing", ""


def _unit_clash(mine: Quantity, theirs: Quantity) -> str:
    return "rate_conflict" if mine.per and theirs.per and mine.per != theirs.per else ""


def _same_thing(mine: Quantity, theirs: Quantity) -> bool:
    return mine.dimension not in ("count",) or not mine.unit or not theirs.unit or mine.unit == theirs.unit


def worked_out(line: Statement, mine: Quantity) -> Iterable[float]:
    """What follows from one line for the dimension of `mine`: differences, ratios and cuts of its changes, shares and remainders of its counts,
    sums, and rates taken over other stretches of time."""
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
    counts = [quantity for quantity in line.quantities if quantity.dimension == "count"]
    if mine.dimension in ("share", "count"):
        for first, second in combinations(counts[:6], 2):
            large, small = max(first.value, second.value), min(first.value, second.value)
            if large > 0 and mine.dimension == "share":
                yield small / large
                yield 1 - small / large
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
