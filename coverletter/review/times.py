"""Durations and dates: what a sentence says, and what the resume's ranges come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import regex

from coverletter.facts.dates import FoundRange, months_of, total_months
from coverletter.facts.durations import Duration, duration_fits
from coverletter.review.dossier import Dossier, Entry
from coverletter.review.entries import is_mentioned, is_school, named_entries
from coverletter.review.linking import Claim, Link
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_THERE_AFTER = regex.compile(r"^\s(?:there|at that|in that)\b", regex.IGNORECASE)
_AT_NAME = regex.compile(r"^\s(?:at|with|working for|employed by)\s[^,.;]{2,40}", regex.IGNORECASE)
_SEVERAL_PLACES = regex.compile(r"\band\b|(?:와|과|및)\s|두 |세 |여러")
_GRADUATED = regex.compile(
    r"\bgraduat\w+|졸업|학위를 (?:받|취득)|\b(?:earned|received|completed|finished|got) (?:my|a|an|the) (?:\p{L}+['’]?s? ){0,2}(?:degree|BSc|MSc|BA|MA|PhD)\b",
    regex.IGNORECASE,
)
_GRADUATED_THEN = regex.compile(r"\b(?:in|since)\s(?:\p{L}+\s)?(?:19|20)\d\d\b|(?:19|20)\d\d년(?:\s?\d{1,2}월)?에", regex.IGNORECASE)
_SINCE = regex.compile(
    r"\bsince (?:\p{L}+ )?(?P<year>(?:19|20)\d\d)\b|(?P<from_year>(?:19|20)\d\d)년(?:\s?\d{1,2}월)?부터", regex.IGNORECASE
)
_EXPERIENCE = regex.compile(
    r"^['’]?\s?(?:of\s|in\s)?(?:\p{L}+\s){0,3}?(?:experience|career)\b|^\s?(?:간|동안)?(?:의)?\s?(?:\S+\s){0,2}?(?:경력|경험)",
    regex.IGNORECASE,
)
_WORK = regex.compile(
    r"\b(?:work\w*|experience\w*|career|industry|professional\w*|practi[sc]\w+|engineer\w*|develop\w*|manag\w+|employ\w+|job|field)\b|경력|경험|근무|일해|일하|일했|업무|종사|해 왔|해왔|맡아|일을 (?:하|해|했|시작)|\d년 ?차",
    regex.IGNORECASE,
)
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
    if career := _longer_than_career(duration, claim, dossier):
        return career
    if (_EXPERIENCE.match(claim.statement.text[duration.end :]) or _is_of_every_job(claim, dossier)) and _is_the_career(duration, dossier):
        return Signal("duration_found")
    spans = _spans([found for ranges in entries for found in ranges], dossier.today)
    if any(duration_fits(duration, *bounds) for bounds in spans):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if any(duration_fits(duration, other.months, other.months) for line in dossier.lines for other in line.statement.durations):
        return Signal("duration_elsewhere", 1.0, Reason(kind="duration", hard=False, claim=written))
    if linked and duration.months > max(months_of(found.range, dossier.today) for found in linked):
        header = next((dossier.entries[one.line.entry].header.text for one in near if one.line.entry >= 0), near[0].line.statement.text)
        return Signal("duration_too_long", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(header)))
    return Signal("duration_missing", 1.0, Reason(kind="duration", hard=False, claim=written))


def _jobs(dossier: Dossier) -> list[Entry]:
    return [entry for entry in dossier.entries if entry.header.ranges and not is_school(entry)]


def _is_of_every_job(claim: Claim, dossier: Dossier) -> bool:
    """Whether the sentence names what all jobs were: a designer here and a designer there has been one all the time."""
    jobs = _jobs(dossier)
    return bool(jobs) and bool(claim.units & frozenset.intersection(*(job.header.units for job in jobs)))


def _is_the_career(duration: Duration, dossier: Dossier) -> bool:
    """Whether a time of experience is all the time worked, or since the first job."""
    ranges = [found for entry in _jobs(dossier) for found in entry.header.ranges]
    if not ranges:
        return False
    since_first = (dossier.today - min(found.range.start for found in ranges)).days / 30.4375
    return duration_fits(duration, float(total_months(ranges, dossier.today)[0]), since_first)


def _longer_than_career(duration: Duration, claim: Claim, dossier: Dossier) -> Signal | None:
    """A time of work that is longer than all the time since the first job began; school does not count."""
    jobs = _jobs(dossier)
    if not jobs or not _WORK.search(claim.statement.text):
        return None
    first = min(jobs, key=lambda entry: min(found.range.start for found in entry.header.ranges))
    months = (dossier.today - min(found.range.start for found in first.header.ranges)).days / 30.4375
    if duration.bound in ("under", "about", "at_most") or duration.months <= months * 1.08 + 2:
        return None
    written = claim.statement.text[duration.start : duration.end]
    return Signal("duration_too_long", 1.0, Reason(kind="duration", hard=True, claim=written, found=shorten(first.header.text)))


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
    """A year that the lines name, or that lies within a stretch of time they stand under, is found; not so the year of a graduation, which
    is the end of a time at school, nor the year one has worked since, which is none before the first job."""
    if conflict := _graduated(claim, dossier) or _worked_since(claim, dossier):
        yield conflict
        return
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


def _graduated(claim: Claim, dossier: Dossier) -> Signal | None:
    """A year of graduation that no school of the resume ends in; where the sentence names a school, that one alone counts."""
    text = claim.statement.text
    said = [found for found in claim.statement.dates if _GRADUATED.search(text)]
    if len(said) != 1 or not _GRADUATED_THEN.search(text):
        return None
    named = named_entries(claim.statement, dossier)
    schools = [entry for number, entry in enumerate(dossier.entries) if is_school(entry) and (not named or number in named)]
    ranges = [found.range for entry in schools for found in entry.header.ranges]
    dated = [found for entry in schools for at in entry.lines for found in dossier.lines[at].statement.dates]
    years = {(one.end or dossier.today).year for one in ranges} | {one.day.year for one in dated} - {one.start.year for one in ranges}
    if not years or said[0].day.year in years:
        return None
    return _date_conflict(claim, said[0].start, said[0].end, schools[0].header.text)


def _worked_since(claim: Claim, dossier: Dossier) -> Signal | None:
    """Work "since" a year before the first job."""
    jobs = _jobs(dossier)
    open_ended = [found for found in claim.statement.ranges if found.range.end is None and found.start_precision in ("year", "month")]
    since = _SINCE.search(claim.statement.text)
    if not jobs or not _WORK.search(claim.statement.text) or not (open_ended or since):
        return None
    year = int(since["year"] or since["from_year"]) if since else open_ended[0].range.start.year
    first = min(jobs, key=lambda entry: min(found.range.start for found in entry.header.ranges))
    known = {found.day.year for line in dossier.lines for found in line.statement.dates if line.passage.kind != "entry"}
    if year >= min(found.range.start for found in first.header.ranges).year or year in known:
        return None
    start, end = since.span() if since else (open_ended[0].start, open_ended[0].end)
    return _date_conflict(claim, start, end, first.header.text)


def _date_conflict(claim: Claim, start: int, end: int, found: str) -> Signal:
    return Signal("date_conflict", 1.0, Reason(kind="date", hard=True, claim=claim.statement.text[start:end].strip(), found=shorten(found)))


def _holds(ranges: Sequence[FoundRange], year: int, dossier: Dossier) -> bool:
    return any(found.range.start.year <= year <= (found.range.end or dossier.today).year for found in ranges)
