"""Which employer, school or project a sentence is about, and whether the deed it tells belongs there."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.review.dossier import Dossier, units_of
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_THERE = regex.compile(
    r"\b(?:there|that (?:firm|company|shop|hospital|ward|job|post|team|school|building|site|work|project)|same (?:company|employer|year|firm|hospital|job|team)"
    r"|at the time|in those years|during that time|that (?:same )?(?:job|role|series|show))\b"
    r"|그곳|거기|그 회사|그 시절|그때|같은 회사|같은 곳|이 회사|그 무렵|당시|이때|그 기간|그 사이|같은 해|그것도|같은 시기|이 시기|그 현장|그 병원|그 학교|그 팀",
    regex.IGNORECASE,
)
_NOW = regex.compile(
    r"\b(?:now|today|these days|currently|at present|presently|present (?:role|job|position|post|shift|group|employer)|current (?:role|job|position|employer|post|team))\b"
    r"|현재|지금|요즘|재직 중|최근",
    regex.IGNORECASE,
)
_OPEN_END = regex.compile(r"present|current|ongoing|now|현재|재직|지금|today|[~–—-]\s*$", regex.IGNORECASE)
_SEVERAL = regex.compile(
    r"\b(?:before (?:that|joining)|after (?:that|leaving)|later|then|since leaving|earlier|previously|already|back)\b|이전|이후|뒤에|거쳐|나온 뒤|전에는|옮긴",
    regex.IGNORECASE,
)


def named_entries(statement: Statement, dossier: Dossier) -> dict[int, float]:
    """The entries whose header a statement names, with how telling the words are that it shares with that header alone."""
    owners: dict[str, set[int]] = {}
    for number, entry in enumerate(dossier.entries):
        for unit in units_of(entry.header):
            owners.setdefault(unit, set()).add(number)
    named: dict[int, float] = {}
    for unit in units_of(statement):
        holders = owners.get(unit, set())
        if 0 < len(holders) <= max(2, len(dossier.entries) // 4):
            for number in holders:
                named[number] = named.get(number, 0.0) + dossier.weight(unit) / len(holders)
    return named


def is_current(number: int, dossier: Dossier) -> bool:
    """Whether an entry goes on today."""
    header = dossier.entries[number].header
    return any(found.range.end is None for found in header.ranges) or bool(_OPEN_END.search(header.text))


def judge_entries(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals other_entry (the deed stands under another employer than the one named), other_entry_there (than the one the sentence before
    spoke of), not_current (told as today's, stands under a job that ended), entry_named."""
    deeds = [one for one in claim.links if one.line.entry >= 0 and one.line.passage.kind not in ("entry", "heading")]
    named = named_entries(claim.statement, dossier)
    strong = {number: weight for number, weight in named.items() if weight >= 1.2 and weight >= 0.6 * max(named.values())}
    if strong:
        yield Signal("entry_named", 1.0)
    if not deeds:
        return
    best = deeds[0]
    homes = {one.line.entry for one in deeds if one.strength >= 0.75 * best.strength}
    header = dossier.entries[best.line.entry].header
    reason = Reason(
        kind="employer",
        hard=True,
        claim=shorten(claim.statement.text),
        found=f"{shorten(best.line.statement.text)} ({shorten(header.text, 80)})",
    )
    if strong and not homes & set(strong) and not _SEVERAL.search(claim.statement.text):
        share = _own_share(claim, best.line.number, strong, dossier)
        yield Signal("other_entry", share, reason)
    elif not strong and claim.before is not None and _THERE.search(claim.statement.text):
        there = named_entries(claim.before, dossier)
        likely = {number for number, weight in there.items() if weight >= 1.2}
        if likely and not homes & likely:
            yield Signal("other_entry_there", 1.0, reason)
    if _NOW.search(claim.statement.text) and dossier.entries and not any(is_current(home, dossier) for home in homes):
        if any(is_current(number, dossier) for number in range(len(dossier.entries))):
            yield Signal("not_current", 1.0, reason)


def _own_share(claim: Claim, line: int, strong: dict[int, float], dossier: Dossier) -> float:
    """How much better the deed fits its own line than any line of the entries that the sentence names, 0 to 1."""
    best = claim.links[0].strength if claim.links else 0.0
    own = max((one.strength for one in claim.links if one.line.number == line), default=best)
    theirs = max((one.strength for one in claim.links if one.line.entry in strong and one.line.passage.kind != "entry"), default=0.0)
    return max(0.0, min(1.0, (own - theirs) * 2.5))
