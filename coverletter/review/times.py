"""Durations and dates: what a sentence says, and what the resume's ranges come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coverletter.facts.dates import FoundRange, months_of, total_months
from coverletter.facts.durations import Duration, duration_fits
from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.types import Reason


def judge_times(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals duration_found, duration_elsewhere, duration_conflict, duration_missing, date_found, date_conflict, date_missing."""
    entries = [entry.header.ranges for entry in dossier.entries]
    linked = _linked_ranges(claim, dossier)
    for duration in claim.statement.durations:
        if duration.months < 0.9:
            continue
        yield _judge_duration(duration, claim, linked, entries, dossier)
    yield from _judge_dates(claim, linked, dossier)


def _linked_ranges(claim: Claim, dossier: Dossier) -> list[FoundRange]:
    ranges: list[FoundRange] = []
    for one in claim.links:
        ranges.extend(one.line.statement.ranges)
        if one.line.entry >= 0:
            ranges.extend(dossier.entries[one.line.entry].header.ranges)
    return ranges


def _judge_duration(
    duration: Duration, claim: Claim, linked: list[FoundRange], entries: list[tuple[FoundRange, ...]], dossier: Dossier
) -> Signal:
    stated = [other for one in claim.links for other in one.line.statement.durations]
    if any(duration_fits(duration, other.months - other.step * 0.05, other.months) for other in stated):
        return Signal("duration_found")
    if linked and any(duration_fits(duration, *bounds) for bounds in _spans(linked, dossier.today)):
        return Signal("duration_found")
    every = [found for ranges in entries for found in ranges]
    spans = _spans(every, dossier.today)
    written = claim.statement.text[duration.start : duration.end]
    if any(duration_fits(duration, *bounds) for bounds in spans):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if any(duration_fits(duration, other.months, other.months) for line in dossier.lines for other in line.statement.durations):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if linked:
        longest = max(months_of(found.range, dossier.today) for found in linked)
        header = next(
            (dossier.entries[one.line.entry].header.text for one in claim.links if one.line.entry >= 0), claim.links[0].line.statement.text
        )
        if duration.months > longest:
            return Signal("duration_conflict", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(header)))
    return Signal("duration_missing", 1.0, Reason(kind="duration", hard=False, claim=written))


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
    """A year that the lines name or that lies within a stretch of time they stand under is found."""
    years = {found.day.year for one in claim.links for found in one.line.statement.dates}
    for found in claim.statement.dates:
        year = found.day.year
        inside = any(span.range.start.year <= year <= (span.range.end or dossier.today).year for span in linked)
        if year in years:
            yield Signal("date_found")
            continue
        reason = Reason(
            kind="date",
            hard=bool(years),
            claim=claim.statement.text[found.start : found.end],
            found=shorten(claim.links[0].line.statement.text) if years else "",
        )
        if inside:
            yield Signal("date_inside", 1.0)
        elif claim.links and claim.links[0].line.statement.dates:
            yield Signal("date_conflict", 1.0, reason)
        else:
            anywhere = any(found.day.year == year for line in dossier.lines for found in line.statement.dates)
            yield Signal("date_elsewhere" if anywhere else "date_missing", 1.0, reason)
