"""Which employer, school or project a sentence is about, and whether the deed it tells belongs there."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.review.dossier import Dossier, Entry
from coverletter.review.linking import Claim, Link
from coverletter.review.places import is_heard, is_named
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_I = regex.IGNORECASE
_THERE = regex.compile(
    r"\b(?:there|that (?:firm|company|shop|hospital|ward|job|post|team|school|building|site|work|project|role|period)"
    r"|(?:the )?same (?:company|employer|year|firm|hospital|job|team|project|place)|at the time|in those (?:years|days)|during that time|that same)\b"
    r"|그곳|거기서|그 회사|그 시절|그때|같은 회사|같은 곳|이 회사|그 무렵|이때|그 기간|같은 해|같은 시기|이 시기|그 현장|그 병원|그 학교|그 팀",
    _I,
)
_HERE_AND_NOW = regex.compile(
    r"\b(?:my|our|in my|at my) (?:current|present) (?:\p{L}+ ){0,2}\p{L}+|\b(?:currently|at present|these days|now I|I now|today I)\b|\bin my (?:present|current) (?:role|job|position|post)"
    r"|현재\s(?!까지)|(?<!\p{L})지금\s?(?:회사|직장|근무|팀|있는|은|의|저는)|현 직장|재직 중인",
    _I,
)
_NOW = regex.compile(r"\b(?:now|today|still|currently|to date)\b|지금|현재|계속", _I)
_STILL_AT = regex.compile(r"(?:지금|현재|아직)도?[^.]{0,12}(?:일하|근무|재직|다니)|\b(?:still|currently) (?:work|employed|at)\b", _I)
_ONGOING = regex.compile(
    r"\bto this (?:very )?day\b|\bstill\b(?! (?:to|have|need|had))|\b(?:I|we) (?:have|['’]ve) (?:\p{L}+ ){1,12}since\b"
    r"|(?:지금|현재|오늘)(?:까지)?도? (?!쓰이)[^.]{0,40}(?:있습니다|있다|옵니다|합니다)|부터 (?:지금|현재)까지|부터 [^.]{0,40}(?:고|어|아|여|해) (?:있습니다|왔습니다|오고 있)",
    _I,
)
_SCHOOL = regex.compile(r"\b(?:University|College|School|Institute of Technology)\b|대학|고등학교|학과")
_STUDIES = regex.compile(r"education|academic|stud(?:y|ies)|qualification|training|학력|교육|학업", _I)
_SEVERAL = regex.compile(
    r"\b(?:after leaving|since leaving|before joining|when I left|moved (?:from|to))\b|나온 뒤|옮긴 뒤|떠난 뒤|입사하기 전", _I
)
_OPEN_END = regex.compile(r"present|current|ongoing|현재|재직\s?중|[~–—-]\s*$", _I)
SURE = 0.5
LIKELY = 0.36
STRONG = 0.42
_STORY = 9
"""From so many content words on a header tells a deed: projects are often one line."""


def named_entries(statement: Statement, dossier: Dossier) -> frozenset[int]:
    """The entries that a statement points at by a proper word of their headers; of several words the one that fewest entries hold decides."""
    found = [holders for word, holders in dossier.places.items() if is_mentioned(word, statement)]
    if not found:
        return frozenset()
    fewest = min(len(holders) for holders in found)
    if fewest > max(2, len(dossier.entries) // 2):
        return frozenset()
    return frozenset().union(*(holders for holders in found if len(holders) == fewest))


def is_mentioned(word: str, statement: Statement) -> bool:
    """Whether a statement holds a proper word, as written or, where the scripts differ, by its sound."""
    if word[0].isascii():
        if regex.search(rf"(?<![\p{{L}}\d])(?=\p{{Lu}})(?i:{regex.escape(word)})(?![\p{{Latin}}\d])", statement.text):
            return True
    elif is_named(word, statement.folded):
        return True
    return word[0].isascii() == statement.is_korean and is_heard(word, statement.sounds)


def is_school(entry: Entry) -> bool:
    """Whether an entry tells of studies, by its degree, its school or the heading it stands under."""
    return bool(entry.header.degrees or (_SCHOOL.search(entry.header.text) and not entry.header.cues) or _STUDIES.search(entry.heading))


def points_back(statement: Statement) -> bool:
    """Whether a statement means the place of the sentence before: "there", "그곳"."""
    return _THERE.search(statement.text) is not None


def home_of(claim: Claim) -> Link | None:
    """The strongest link to a deed that stands under an entry; a bare header is no deed, one that tells a whole story is."""
    return next((one for one in claim.links if one.line.entry >= 0 and _is_deed(one)), None)


def _is_deed(one: Link) -> bool:
    kind = one.line.passage.kind
    return kind not in ("entry", "heading", "contact") or (kind == "entry" and len(one.line.statement.words) >= _STORY)


def focus_of(claim: Claim, dossier: Dossier) -> frozenset[int]:
    """The entries that a following "there" means."""
    if named := named_entries(claim.statement, dossier):
        return named
    first = next((one for one in claim.links if one.line.entry >= 0), None)
    return frozenset({first.line.entry}) if first and first.strength >= LIKELY else frozenset()


def judge_entries(claim: Claim, dossier: Dossier, focus: frozenset[int]) -> Iterator[Signal]:
    """Signals entry_right, other_entry (the deed stands under another employer than the one named), other_entry_there (than the one the
    sentence before spoke of), not_current (told as today's, stands under a job that ended), still_for_ended (told as going on; the line
    gives it an end). `focus` are the entries of the sentence before."""
    yield from _left(claim, dossier)
    home = home_of(claim)
    text = claim.statement.text
    if home is None or home.strength < LIKELY:
        return
    header = dossier.entries[home.line.entry].header
    reason = Reason(
        kind="employer", hard=True, claim=shorten(text), found=f"{shorten(home.line.statement.text)} ({shorten(header.text, 80)})"
    )
    value = 1.0 if home.strength >= SURE else 0.5
    named = named_entries(claim.statement, dossier)
    if named:
        if _stands_with(home, claim, named, dossier):
            yield Signal("entry_right")
        elif not _SEVERAL.search(text):
            yield Signal("other_entry", value, reason)
    elif focus and _THERE.search(text) and not _stands_with(home, claim, focus, dossier):
        yield Signal("other_entry_there", value, reason)
    own = home.line.statement.ranges
    if (
        own
        and _ONGOING.search(text)
        and home.strength >= STRONG
        and home.line.passage.kind != "entry"
        and all(found.range.end is not None and found.range.end < dossier.today for found in own)
        and not _NOW.search(home.line.statement.text)
    ):
        yield Signal("still_for_ended", 1.0, reason)
    if (
        _HERE_AND_NOW.search(text)
        and not _NOW.search(home.line.statement.text)
        and _ended(home.line.entry, dossier)
        and not any(
            one.line.entry >= 0 and not _ended(one.line.entry, dossier) and one.strength >= 0.8 * home.strength for one in claim.links
        )
    ):
        yield Signal("not_current", value, reason)


def _left(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """not_current: one still works at an employer that the resume has left."""
    named = named_entries(claim.statement, dossier)
    if named and _STILL_AT.search(claim.statement.text) and all(_ended(number, dossier) for number in named):
        header = shorten(dossier.entries[min(named)].header.text)
        yield Signal("not_current", 1.0, Reason(kind="employer", hard=True, claim=shorten(claim.statement.text), found=header))


def _stands_with(home: Link, claim: Claim, named: frozenset[int], dossier: Dossier) -> bool:
    """Whether the deed may belong to one of the entries named: it stands there, or something as near does, or it is no job's but of that time."""
    if home.line.entry in named:
        named = named - {home.line.entry}
        if not named or home.line.passage.kind != "entry":
            return True
    if any(one.line.entry in named and one.strength >= 0.75 * home.strength and _is_deed(one) for one in claim.links):
        return True
    own = dossier.entries[home.line.entry]
    if any(is_mentioned(word, home.line.statement) for word, holders in dossier.places.items() if holders & named):
        return True
    if any(dossier.entries[number].header.degrees or _SCHOOL.search(dossier.entries[number].header.text) for number in named):
        return True
    if any(dossier.entries[number].heading == own.heading for number in named):
        return False
    mine = [(found.range.start, found.range.end or dossier.today) for found in [*home.line.statement.ranges, *own.header.ranges]]
    mine = mine or [(found.day, found.day) for found in home.line.statement.dates]
    theirs = [found.range for number in named for found in dossier.entries[number].header.ranges]
    if not mine or not theirs:
        return True
    return any(start.year <= (other.end or dossier.today).year and other.start.year <= end.year for start, end in mine for other in theirs)


def _ended(number: int, dossier: Dossier) -> bool:
    """Whether an entry has a stretch of time and it is over."""
    header = dossier.entries[number].header
    if not header.ranges or _OPEN_END.search(header.text):
        return False
    return all(found.range.end is not None and found.range.end < dossier.today for found in header.ranges)
