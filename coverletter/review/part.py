"""How much of a deed was the candidate's: rank, involvement, state, company, extent, frequency and form of employment, by level.

`limits` tells that a line holds a word of restraint; here the levels of both sides are compared, so that "assistant manager" told as "manager"
and "weekly" told as "daily" show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from coverletter.facts.roles import Cue, CueKind
from coverletter.review.dossier import Dossier, Line, Vectors
from coverletter.review.entries import home_of, named_entries
from coverletter.review.limits import NEAR, sureness, touched_pieces
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, in_its_words, shorten
from coverletter.types import Reason

_I = regex.IGNORECASE
_SELF_BEFORE = regex.compile(
    r"(?:\bas|\bI am|\bI'm|\bI was|\bI['’]ve been|\bbeen|\bbecame|\bserved as|\bmakes me|\bpromoted to|\b(?:post|role|position|job) of|\bmy (?:time|years|days) as)"
    r"\s(?:(?:a|an|the|our|its|their|its)\s)?(?:[\p{L}’'-]+\s){0,4}$",
    _I,
)
_SELF_AFTER = regex.compile(r"^(?:으로서|로서|으로|로 |이 되|가 되|을 맡|를 맡|이었|였|입니다|이자|직을|직책|으로 승진|로 승진|까지)")
_ANOTHERS_BEFORE = regex.compile(
    r"\b(?:the|our|by|for|with|to|under|my|all|of|from|\d+|two|three|four|five|six|several|new|site|other)\s(?:[\p{L}’'-]+\s)?$", _I
)
_ANOTHERS_AFTER = regex.compile(r"^(?:에게|께|과 |와 |의 |이 |가 |님|들| (?:보고|보조|부재|대행|지시|승인|검토|결재|지원))")
_UNPAID = frozenset({"volunteer"})
_HIRED = regex.compile(r"\b(?:employ(?:ed|ment)|hired|on the payroll|salaried|staff)\b|채용되|고용되|정직원|정규직|직원으로", _I)
_PERMANENT = regex.compile(r"\b(?:permanent|staff (?:member|editor|writer|nurse|engineer|position|job))\b|정규직|정직원", _I)
_LIMITED = frozenset({"contract", "temporary", "dispatched", "freelance", "intern", "volunteer", "part_time", "apprentice", "side_job"})
_TEAM_LEAD = 7


def judge_part(claim: Claim, dossier: Dossier, vectors: Vectors) -> Iterator[Signal]:
    """Signals raised_involvement, raised_state, raised_togetherness, raised_extent, raised_frequency, all_for_share, raised_rank, raised_employment."""
    if not claim.links:
        return
    best = claim.links[0]
    line = best.line.statement
    pieces = touched_pieces(claim, best, dossier, vectors)
    theirs = [cue for cue in line.cues if any(start <= cue.start < end for start, end in pieces)] or list(line.cues)
    sure = sureness(best)
    for kind, least in _COMPARED.items():
        mine, stated = _levels(claim.statement.cues, kind), _levels(theirs, kind)
        if (
            mine
            and stated
            and max(mine) >= least
            and min(stated) <= _LOW.get(kind, 9)
            and not (min(mine) <= min(stated) and max(mine) <= _PLAIN.get(kind, 0))
            and max(mine) > max(stated) - _OVERLAP.get(kind, 0)
        ):
            value = sure * (1.0 if max(mine) > max(stated) else 0.5)
            cue = max((cue for cue in claim.statement.cues if cue.kind == kind), key=lambda cue: cue.level)
            yield Signal(f"raised_{kind}", value, _reason(_SHOWN[kind], in_its_words(claim.statement.text, cue.start, cue.end), line.text))
    if "absolute" in claim.statement.kinds:
        part = [share for share in line.quantities if share.unit == "of" and share.value < 1]
        if part and not any(quantity.dimension == "share" for quantity in claim.statement.quantities):
            mark = next(mark for mark in claim.statement.marks if mark.kind == "absolute")
            yield Signal("all_for_share", sure, _reason("scope", in_its_words(claim.statement.text, mark.start, mark.end), line.text))
    yield from _prefix(claim, dossier)
    yield from _rank(claim, dossier)
    yield from _employment(claim, dossier)


_COMPARED: dict[CueKind, int] = {"involvement": 5, "state": 4, "togetherness": 2, "extent": 4, "frequency": 3}
_LOW: dict[CueKind, int] = {"involvement": 3}
"""Only what was less than one's own is raised: "managed" for "ran" is a way of saying it."""
_PLAIN: dict[CueKind, int] = {"involvement": 5}
"""A sentence that also says "helped" owns up, unless it says "led" or "managed" as well."""
_OVERLAP: dict[CueKind, int] = {"involvement": 1}
_SHOWN: dict[CueKind, str] = {
    "involvement": "responsibility", "state": "achievement", "togetherness": "responsibility", "extent": "scope", "frequency": "scope",
}  # fmt: skip


def _levels(cues: Sequence[Cue], kind: CueKind) -> list[int]:
    return [cue.level for cue in cues if cue.kind == kind]


def _rank(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """A rank the candidate gives themselves against the highest that any header or line of the entry holds."""
    text = claim.statement.text
    own = [
        cue
        for cue in claim.statement.cues
        if cue.kind == "rank" and (_SELF_BEFORE.search(text[: cue.start]) or _SELF_AFTER.search(text[cue.end :]))
    ]
    if not own:
        return
    highest = max(own, key=lambda cue: cue.level)
    home = home_of(claim)
    numbers = named_entries(claim.statement, dossier) or ({home.line.entry} if home else frozenset(range(len(dossier.entries))))
    held: list[tuple[int, str]] = []
    for number in numbers:
        entry = dossier.entries[number]
        held.extend((cue.level, entry.header.text) for cue in entry.header.cues if cue.kind == "rank")
        held.extend((cue.level, dossier.lines[at].statement.text) for at in entry.lines for cue in _own_ranks(dossier.lines[at]))
    held.extend(
        (cue.level, one.line.statement.text)
        for one in claim.links
        if one.line.entry in numbers or one.line.entry < 0
        for cue in _own_ranks(one.line)
    )
    if not held:
        if highest.level >= _TEAM_LEAD and numbers:
            yield Signal("raised_rank", 0.6, _reason("title", text[highest.start : highest.end], dossier.entries[min(numbers)].header.text))
        return
    level, where = max(held)
    if highest.level > level:
        yield Signal(
            "raised_rank", min(1.0, 0.5 + 0.25 * (highest.level - level)), _reason("title", text[highest.start : highest.end], where)
        )
    else:
        yield Signal("rank_found")


def _prefix(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """prefix_dropped: the line says "co-founder" or 부회장, the sentence founder or 회장."""
    text = claim.statement.text
    if _PREFIXED.search(text):
        return
    for one in claim.links:
        if one.strength < NEAR * claim.links[0].strength:
            continue
        line = one.line.statement.text
        for found in _PREFIXED.finditer(line):
            word = found["english"] or found["korean"]
            role = regex.compile(
                rf"\b(?:the|a|as|its|their|and|principal|lead|sole|main)\s(?:\p{{L}}+\s)?{regex.escape(word)}s?\b"
                if found["english"]
                else rf"(?<!\p{{L}}){word}(?=을|를|으로|이|직|\s|,|\.)",
                _I,
            )
            if len(word) > 1 and role.search(text) and not any(_bare(word, other.statement.text) for other in dossier.lines):
                yield Signal("prefix_dropped", 1.0, _reason("title", word, line))
                return


def _bare(word: str, line: str) -> bool:
    """Whether a line gives the candidate the role without the prefix."""
    return any(
        not _PREFIX_BEFORE.search(line[: found.start()]) and not _NAME_NEXT.match(line[found.end() :])
        for found in regex.finditer(regex.escape(word), line, _I)
    )


_PREFIXED = regex.compile(
    r"\b(?i:co-|deputy |vice[ -]|assistant |acting |associate )(?P<english>(?!manager\b)\p{L}{5,})|(?<!\p{L})(?:부|공동 ?)(?P<korean>회장|대표|단장|팀장|반장|학회장|위원장|저자|창업자|연구책임자)"
)
_PREFIX_BEFORE = regex.compile(r"(?:co-|deputy |vice[ -]|assistant |acting |associate |부|공동 ?)$", _I)
_NAME_NEXT = regex.compile(r"\s?[:,(]?\s?(?:\p{Lu}\.\s?)*\p{Lu}\p{Ll}+")


def _own_ranks(line: Line) -> list[Cue]:
    """The ranks of a line, but for those of the people it names: "for the managing director", "팀장에게"."""
    text = line.statement.text
    return [
        cue
        for cue in line.statement.cues
        if cue.kind == "rank" and not _ANOTHERS_BEFORE.search(text[: cue.start]) and not _ANOTHERS_AFTER.match(text[cue.end :])
    ]


def _employment(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Voluntary work told as a job, a contract as a permanent post."""
    text = claim.statement.text
    hired, permanent = _HIRED.search(text), _PERMANENT.search(text)
    if not (hired or permanent):
        return
    named = named_entries(claim.statement, dossier)
    numbers = list(named) or [one.line.entry for one in claim.links[:1] if one.line.entry >= 0]
    texts = [one.line.statement for one in claim.links[:1]] + [dossier.entries[number].header for number in numbers]
    for statement in texts:
        forms = {cue.value for cue in statement.cues if cue.kind == "employment"}
        mine = {cue.value for cue in claim.statement.cues if cue.kind == "employment"}
        if mine & forms or "full_time" in forms:
            return
        if forms & (_LIMITED if permanent else _UNPAID):
            found = permanent or hired
            assert found
            yield Signal("raised_employment", 1.0, _reason("title", found.group(), statement.text))
            return


def _reason(kind: str, claim: str, found: str) -> Reason:
    return Reason(kind=kind, hard=True, claim=claim, found=shorten(found))
