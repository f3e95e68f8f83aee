"""Durations and dates: what a sentence says, and what the resume's ranges come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import regex

from coverletter.facts.dates import FoundRange, months_of, total_months
from coverletter.facts.durations import Duration, duration_fits
from coverletter.review.dossier import Dossier
from coverletter.review.entries import is_mentioned
from coverletter.review.linking import Claim, Link
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_THERE_AFTER = regex.compile(r"^\s(?:there|at that|in that)\b", regex.IGNORECASE)
_AT_NAME = regex.compile(r"^\s(?:at|with|working for|employed by)\s[^,.;]{2,40}", regex.IGNORECASE)
_SEVERAL_PLACES = regex.compile(r"\band\b|(?:와|과|및)\s|두 |세 |여러")
_NAME_AT = regex.compile(r"(?:\S+\s){0,2}\S+에서\s(?:\S+\s){0,2}$")


def judge_times(claim: Claim, dossier: Dossier, focus: frozenset[int]) -> Iterator[Signal]:
    """Signals duration_found, duration_elsewhere, duration_conflict, duration_missing, date_found, date_inside, date_conflict, date_elsewhere,
    date_missing."""
    entries = [entry.header.ranges for entry in dossier.entries]
    for duration in claim.statement.durations:
        if duration.months >= 0.9:
            meant = _place_of(duration, claim, focus, dossier)
            yield _outlasted(duration, claim, meant, dossier) or _judge_duration(duration, claim, entries, dossier)
    yield from _judge_dates(claim, [found for one in claim.links for found in _ranges_of(one, dossier)], dossier)


def _ranges_of(one: Link, dossier: Dossier) -> tuple[FoundRange, ...]:
    """The stretches of time in a line, or else those of its entry."""
    return one.line.statement.ranges or (dossier.entries[one.line.entry].header.ranges if one.line.entry >= 0 else ())


def _place_of(duration: Duration, claim: Claim, focus: frozenset[int], dossier: Dossier) -> frozenset[int]:
    """The entries at which a length of time was spent: right after it "there" or "at" a name, or in Korean a name with 에서 before it."""
    text = claim.statement.text
    if _THERE_AFTER.match(text[duration.end :]):
        return focus
    after = _AT_NAME.match(text[duration.end :])
    before = _NAME_AT.search(text[: duration.start])
    part = after.group() if after else before.group() if before else ""
    if not part or _SEVERAL_PLACES.search(part):
        return frozenset()
    said = Statement(part)
    return frozenset().union(*(holders for word, holders in dossier.places.items() if is_mentioned(word, said)))


def _outlasted(duration: Duration, claim: Claim, meant: frozenset[int], dossier: Dossier) -> Signal | None:
    """A time at an employer that the sentence names, or means by "there", and that was shorter in all."""
    if not meant:
        return None
    ranges = [found for number in meant for found in dossier.entries[number].header.ranges]
    if not ranges:
        return None
    least, most = total_months(ranges, dossier.today)
    if duration_fits(duration, least, most + 1) or duration.months <= most + max(1.0, 0.1 * most):
        return None
    header = dossier.entries[min(meant)].header.text
    written = claim.statement.text[duration.start : duration.end]
    return Signal("duration_conflict", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(header)))


def _judge_duration(duration: Duration, claim: Claim, entries: list[tuple[FoundRange, ...]], dossier: Dossier) -> Signal:
    near = [one for one in claim.links if one.strength >= 0.75 * claim.links[0].strength]
    linked = [found for one in near for found in _ranges_of(one, dossier)]
    stated = [other for one in near for other in one.line.statement.durations]
    written = claim.statement.text[duration.start : duration.end]
    if any(duration_fits(duration, other.months - other.step * 0.05, other.months) for other in stated):
        return Signal("duration_found")
    if linked and any(duration_fits(duration, *bounds) for bounds in _spans(linked, dossier.today)):
        return Signal("duration_found")
    days = sorted(found.day for one in near for found in one.line.statement.dates)
    until = [] if any(one.line.statement.ranges for one in near) else [dossier.today]
    if any(duration_fits(duration, *_between(first, last)) for first, last in combinations([*days, *until], 2)):
        return Signal("duration_found")
    own = near[0].line.statement.ranges if near else ()
    if own and near[0].strength >= 0.4 and near[0].line.passage.kind != "entry":
        longest = max(months_of(found.range, dossier.today) for found in own)
        if duration.months > longest + 1:
            return Signal(
                "duration_conflict", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(near[0].line.statement.text))
            )
    spans = _spans([found for ranges in entries for found in ranges], dossier.today)
    if any(duration_fits(duration, *bounds) for bounds in spans):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if any(duration_fits(duration, other.months, other.months) for line in dossier.lines for other in line.statement.durations):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if linked and duration.months > max(months_of(found.range, dossier.today) for found in linked):
        header = next((dossier.entries[one.line.entry].header.text for one in near if one.line.entry >= 0), near[0].line.statement.text)
        return Signal("duration_too_long", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(header)))
    return Signal("duration_missing", 1.0, Reason(kind="duration", hard=False, claim=written))


def _between(first: date, last: date) -> tuple[float, float]:
    months = abs((last - first).days) / 30.4375
    return max(0.0, months - 1), months + 1


def _spans(ranges: list[FoundRange], today: date) -> list[tuple[float, float]]:
    """The lengths in months that may be meant: each range, all of them together, runs of neighbours, and from each start until today."""
    spans: list[tuple[float, float]] = []
    for found in ranges:
        months = float(months_of(found.range, today))
        slack = {"year": 11.0, "season": 3.0}.get(found.precision, 1.0)
        spans.append((max(0.0, months - slack), months + (slack if found.precision == "year" else 0.0)))
    ordered = sorted(ranges, key=lambda found: found.range.start)
    if len(ordered) > 1:
        for first in range(len(ordered)):
            for last in range(first + 2, min(len(ordered), first + 5) + 1):
                least, most = total_months(ordered[first:last], today)
                spans.append((float(least), float(most)))
        least, most = total_months(ordered, today)
        spans.append((float(least), float(most)))
    return spans


def _judge_dates(claim: Claim, linked: list[FoundRange], dossier: Dossier) -> Iterator[Signal]:
    """A year that the lines name, or that lies within a stretch of time they stand under, is found."""
    years = {found.day.year for one in claim.links for found in one.line.statement.dates}
    everywhere = {found.day.year for line in dossier.lines for found in line.statement.dates}
    spans = [found for entry in dossier.entries for found in entry.header.ranges]
    for found in claim.statement.dates:
        year = found.day.year
        written = claim.statement.text[found.start : found.end]
        if year in years:
            yield Signal("date_found")
        elif _holds(linked, year, dossier):
            yield Signal("date_inside")
        elif claim.links and (best := claim.links[0]).strength >= 0.5 and best.line.passage.kind != "entry" and best.line.statement.dates:
            text = shorten(best.line.statement.text)
            yield Signal("date_conflict", 1.0, Reason(kind="date", hard=True, claim=written, found=text))
        elif year in everywhere or _holds(spans, year, dossier):
            yield Signal("date_elsewhere", 1.0, Reason(kind="date", hard=False, claim=written))
        else:
            yield Signal("date_missing", 1.0, Reason(kind="date", hard=False, claim=written))


def _holds(ranges: Sequence[FoundRange], year: int, dossier: Dossier) -> bool:
    return any(found.range.start.year <= year <= (found.range.end or dossier.today).year for found in ranges)
