"""Amounts: is each one in the lines the sentence rests on, can it be worked out from them, or do they say another?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from coverletter.facts.numbers import Quantity, agrees, value_fits
from coverletter.review.arithmetic import across, worked_out
from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason


def judge_quantities(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals number_FATE, the first three each the share of the sentence's amounts, the others their count, at most 2: found, worked_out, elsewhere, conflict, missing,
    near_miss, posting, unit_conflict, rate_conflict, other_year; and change_conflict, number_far (told of another line than the meaning's)."""
    counts: dict[str, list[Reason | None]] = {}
    used = _used(claim)
    for mine in claimed_amounts(claim.statement):
        fate, line = _fate(mine, claim, used, dossier)
        written = claim.statement.text[mine.start : mine.end]
        reason = None
        if fate in _CONTRADICTING and line:
            reason = Reason(kind="number", hard=True, claim=written, found=shorten(line.text))
        elif fate in ("number_missing", "number_posting", "number_near_miss"):
            reason = Reason(kind="number", hard=False, claim=written, found=shorten(line.text) if line else "")
        counts.setdefault(fate, []).append(reason)
    total = sum(len(reasons) for reasons in counts.values())
    for fate, reasons in counts.items():
        value = len(reasons) / total if fate in _SUPPORTING else float(min(2, len(reasons)))
        yield Signal(fate, value, next((reason for reason in reasons if reason), None))
    yield from _changes(claim)
    if "number_found" in counts:
        yield from _distance(claim)


_SUPPORTING = ("number_found", "number_worked_out", "number_elsewhere")
_CONTRADICTING = ("number_conflict", "unit_conflict", "rate_conflict", "number_other_year")


def _used(claim: Claim) -> frozenset[tuple[int, int]]:
    """The amounts of the linked lines that some amount of the sentence agrees with, as (line, start)."""
    return frozenset(
        (one.line.number, theirs.start)
        for one in claim.links
        for theirs in one.line.statement.quantities
        if any(_may_be(mine, theirs) for mine in claim.statement.quantities)
    )


def _may_be(mine: Quantity, theirs: Quantity) -> bool:
    return agrees(mine, theirs) or (
        mine.dimension == "count" and theirs.dimension in ("count", "rank") and not mine.per and value_fits(mine, theirs.value)
    )


def _changes(claim: Claim) -> Iterator[Signal]:
    """A change of which one end is the line's and the other is not."""
    for mine in claim.statement.changes:
        for one in claim.links[:2]:
            kin = [
                theirs
                for theirs in one.line.statement.changes
                if mine.before.dimension == theirs.before.dimension and mine.before.unit == theirs.before.unit
            ]
            ends = [(_may_be(mine.before, theirs.before), _may_be(mine.after, theirs.after)) for theirs in kin]
            if any(start != end for start, end in ends) and not any(start and end for start, end in ends):
                text = claim.statement.text[mine.before.start : mine.after.end]
                yield Signal("change_conflict", 1.0, Reason(kind="number", hard=True, claim=text, found=shorten(one.line.statement.text)))


def _distance(claim: Claim) -> Iterator[Signal]:
    """How much nearer in meaning another line is than the one that holds the amounts, 0 to 1."""
    amounts = claimed_amounts(claim.statement)
    holders = [one for one in claim.links if any(_may_be(mine, theirs) for mine in amounts for theirs in one.line.statement.quantities)]
    if holders:
        gap = max(one.similarity for one in claim.links) - max(one.similarity for one in holders)
        if gap > 0.03:
            yield Signal("number_far", min(1.0, gap * 4))


def claimed_amounts(statement: Statement) -> list[Quantity]:
    """The amounts worth checking: no names or levels, no lengths of time of a month or more (see `times`), no bare one and two; a share told
    as one count of another is checked as the share, not as its parts."""
    shares = [quantity for quantity in statement.quantities if quantity.unit == "of"]
    named = [(found.start, found.end) for group in (statement.scores, statement.certificates, statement.tools) for found in group]
    kept = []
    for quantity in statement.quantities:
        inside = any(share is not quantity and share.start <= quantity.start and quantity.end <= share.end for share in shares)
        if inside or quantity.dimension in ("name", "grade") or (quantity.dimension == "time" and quantity.value >= 40_000):
            continue
        if any(start <= quantity.start and quantity.end <= end for start, end in named):
            continue
        if quantity.dimension == "count" and quantity.value <= 2 and quantity.unit not in ("person", "place"):
            continue
        kept.append(quantity)
    return kept


def _fate(mine: Quantity, claim: Claim, used: frozenset[tuple[int, int]], dossier: Dossier) -> tuple[str, Statement | None]:
    lines = [one.line.statement for one in claim.links]
    bodies = [one.line.statement for one in claim.links if one.line.passage.kind != "entry"]
    headers = [dossier.entries[one.line.entry].header for one in claim.links if one.line.entry >= 0]
    years = {found.day.year for found in claim.statement.dates}
    for line in [*lines, *headers]:
        for theirs in line.quantities:
            if not _may_be(mine, theirs):
                continue
            if mine.per and not theirs.per and line in bodies and _took_longer(mine, line):
                return "rate_conflict", line
            stated = {found.day.year for found in line.dates}
            if years and stated and not years & stated and line in bodies and not _spanned(years, line, dossier):
                return "number_other_year", line
            return "number_found", line
    loose = replace(mine, per="")
    for line in lines:
        for theirs in line.quantities:
            if mine.per and theirs.per and mine.per != theirs.per and agrees(loose, replace(theirs, per="")):
                return "rate_conflict", line
            if mine.value > 20 and {mine.dimension, theirs.dimension} == {"count", "money"} and abs(mine.value - theirs.value) < 1e-9:
                return "unit_conflict", line
    if any(value_fits(mine, value) for line in lines for value in worked_out(line, mine, claim.statement.text)):
        return "number_worked_out", None
    if any(value_fits(mine, value) for value in across(lines, mine)):
        return "number_worked_out", None
    if (rival := _rival(mine, claim, used, 0.5)) and rival[0] == "number_conflict":
        return rival
    for other in dossier.lines:
        if any(agrees(mine, theirs) for theirs in other.statement.quantities) or any(
            value_fits(mine, value) for value in worked_out(other.statement, mine, claim.statement.text)
        ):
            return "number_elsewhere", other.statement
    if rival := _rival(mine, claim, used, 0.3 if mine.dimension == "money" else 0.42):
        return rival
    if any(agrees(mine, theirs) for statement in dossier.posting for theirs in statement.quantities):
        return "number_posting", None
    return "number_missing", None


def _rival(mine: Quantity, claim: Claim, used: frozenset[tuple[int, int]], least: float) -> tuple[str, Statement] | None:
    """An amount of the best line that stands where `mine` does and says another: of its dimension, and told by no other part of the sentence."""
    if not claim.links or claim.links[0].strength < least:
        return None
    best = claim.links[0].line
    if mine.unit == "of":
        return ("number_conflict", best.statement) if _half_of_it(mine, claim.statement, best.statement) else None
    rivals = [
        theirs
        for theirs in best.statement.quantities
        if theirs.dimension == mine.dimension and theirs.unit != "of" and (best.number, theirs.start) not in used
    ]
    retold = claim.links[0].strength >= RETOLD and len(rivals) == 1
    if retold or any(mine.dimension != "count" or (theirs.unit == mine.unit and mine.unit) for theirs in rivals):
        return "number_conflict", best.statement
    return ("number_near_miss", best.statement) if rivals else None


RETOLD = 0.8
"""From this strength on a sentence tells a line again, and the one number it tells otherwise is that line's, whatever it counts."""
_MONTHS = {"day": 0.04, "week": 0.25, "month": 1.0, "quarter": 3.0, "year": 12.0}
_WITHIN = regex.compile(
    r"\b(?:in|over|within|during|across|for)\s(?:the (?:last|past|first)\s)?$|(?<!\p{L})(?:지난|최근)\s$", regex.IGNORECASE
)
_WITHIN_AFTER = regex.compile(r"^\s?(?:간|동안|만에|에 걸쳐)")


def _took_longer(mine: Quantity, line: Statement) -> bool:
    """Whether the line counts over a time much longer than the one the sentence gives the amount to: 58 in three years told as 58 a year."""
    return any(
        duration.months > 1.5 * _MONTHS.get(mine.per, 1000.0)
        and (_WITHIN.search(line.text[: duration.start]) or _WITHIN_AFTER.match(line.text[duration.end :]))
        for duration in line.durations
    )


def _half_of_it(mine: Quantity, claimed: Statement, stated: Statement) -> bool:
    """Whether the line counts a part of so many of which the sentence has one number right and the other wrong."""
    part = _counts_in(mine, claimed)
    return any(
        sum(value_fits(first, second.value) for first, second in zip(part, whole, strict=True)) == 1
        for share in stated.quantities
        if share.unit == "of" and len(whole := _counts_in(share, stated)) == len(part) == 2
    )


def _counts_in(share: Quantity, statement: Statement) -> list[Quantity]:
    """The two counts of a share told as one of the other, the smaller first."""
    inside = [
        found for found in statement.quantities if found.dimension == "count" and share.start <= found.start and found.end <= share.end
    ]
    return sorted(inside, key=lambda found: found.value)


def _spanned(years: set[int], line: Statement, dossier: Dossier) -> bool:
    """Whether a stretch of time in the line takes in one of the years."""
    return any(found.range.start.year <= year <= (found.range.end or dossier.today).year for found in line.ranges for year in years)
