"""Degrees, certificates and language scores: held, of that level, and finished?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from coverletter.facts.degrees import FoundDegree
from coverletter.facts.states import state_of
from coverletter.review.dossier import Dossier, Line
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.types import Reason

_NOT_HELD = ("partial", "in_progress", "planned", "expired", "dropped", "none")


def judge_credentials(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals degree_found, degree_state, degree_level, certificate_found, certificate_state, certificate_level, certificate_missing, certificate_posting_only, score_found,
    score_level, score_missing."""
    yield from _degrees(claim, dossier)
    yield from _certificates(claim, dossier)
    yield from _scores(claim, dossier)


def _owns_up(claim: Claim) -> bool:
    """Whether the sentence itself says that it was not all: a part, a paper, still to come."""
    return bool(claim.statement.kinds & {"partly", "unfinished", "yet", "failed", "lapsed"}) or any(
        quantity.dimension == "share" for quantity in claim.statement.quantities
    )


def _degrees(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    stated = [(_as_its_entry_says(degree, line, dossier), line) for line in dossier.lines for degree in line.statement.degrees]
    for mine in claim.statement.degrees:
        if mine.state != "held" or _owns_up(claim):
            continue
        written = claim.statement.text[mine.start : mine.end]
        same = [(degree, line) for degree, line in stated if degree.level == mine.level]
        if any(degree.state == "held" for degree, _ in same):
            yield Signal("degree_found")
        elif same:
            yield Signal("degree_state", 1.0, Reason(kind="degree", hard=True, claim=written, found=shorten(same[0][1].statement.text)))
        elif stated:
            highest = max(stated, key=lambda pair: pair[0].order)
            name = "degree_level" if mine.order > highest[0].order else "degree_missing"
            yield Signal(
                name, 1.0, Reason(kind="degree", hard=name == "degree_level", claim=written, found=shorten(highest[1].statement.text))
            )
        else:
            yield Signal("degree_missing", 1.0, Reason(kind="degree", hard=False, claim=written))


def _as_its_entry_says(degree: FoundDegree, line: Line, dossier: Dossier) -> FoundDegree:
    """A degree of a header whose state stands in a line below: "coursework passed, thesis not submitted", "석사과정 수료"."""
    if line.passage.kind != "entry" or line.entry < 0 or degree.state != "held":
        return degree
    for number in dossier.entries[line.entry].lines:
        below = dossier.lines[number].statement
        if dossier.lines[number].passage.kind == "entry" or below.ranges or len(below.text) > _SHORT:
            continue
        same = [other.state for other in below.degrees if other.level == degree.level]
        state = same[0] if same else state_of(below.text) if _OF_A_DEGREE.search(below.text) and not below.degrees else "held"
        if state != "held":
            return replace(degree, state=state)
    return degree


_SHORT = 90
_OF_A_DEGREE = regex.compile(
    r"\b(?:thesis|dissertation|coursework|credits|degree|programme|program|viva|defen[cs]e)\b|논문|학위|학점|과정", regex.IGNORECASE
)


def _certificates(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    stated = [(certificate, line) for line in dossier.lines for certificate in line.statement.certificates]
    asked = {certificate.name for statement in dossier.posting for certificate in statement.certificates}
    for mine in claim.statement.certificates:
        if mine.state != "held" or _owns_up(claim):
            continue
        written = claim.statement.text[mine.start : mine.end]
        same = [(certificate, line) for certificate, line in stated if certificate.name == mine.name and certificate.level == mine.level]
        ladder = [(certificate, line) for certificate, line in stated if mine.family and certificate.family == mine.family]
        doubted = [line for certificate, line in same if certificate.state != "held"]
        if any(certificate.state == "held" and line not in doubted for certificate, line in same):
            yield Signal("certificate_found")
        elif same:
            yield Signal(
                "certificate_state", 1.0, Reason(kind="certificate", hard=True, claim=written, found=shorten(same[0][1].statement.text))
            )
        elif ladder and mine.level and max(certificate.level for certificate, _ in ladder) < mine.level:
            yield Signal(
                "certificate_level", 1.0, Reason(kind="certificate", hard=True, claim=written, found=shorten(ladder[0][1].statement.text))
            )
        elif ladder:
            yield Signal("certificate_found")
        elif mine.name in asked:
            yield Signal("certificate_posting_only", 1.0, Reason(kind="certificate", hard=True, claim=written))
        elif mine.known:
            yield Signal("certificate_missing", 1.0, Reason(kind="certificate", hard=False, claim=written))


def _scores(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    stated = [(score, line) for line in dossier.lines for score in line.statement.scores]
    for mine in claim.statement.scores:
        written = claim.statement.text[mine.start : mine.end]
        same = [(score, line) for score, line in stated if score.test == mine.test and score.language == mine.language]
        if not same:
            kin = [(score, line) for score, line in stated if score.language == mine.language and score.language]
            name = "score_missing"
            if mine.cefr is not None and kin:
                best = max(score.cefr or 0.0 for score, _ in kin)
                name = "score_level" if best + 0.75 < mine.cefr else "score_found"
            found = shorten(kin[0][1].statement.text) if kin and name == "score_level" else ""
            yield Signal(
                name,
                1.0,
                None if name == "score_found" else Reason(kind="language", hard=name == "score_level", claim=written, found=found),
            )
            continue
        values = [score.value for score, _ in same if score.value is not None]
        if (
            mine.value is None
            or not values
            or any(abs(value - mine.value) < 1e-9 or (mine.at_least and value >= mine.value) for value in values)
        ):
            yield Signal("score_found")
        elif max(values) < mine.value or not mine.at_least:
            near = any(abs(value - mine.value) <= 0.03 * abs(value) for value in values) and mine.value > 100
            yield Signal(
                "score_found" if near else "score_level",
                1.0,
                None if near else Reason(kind="language", hard=True, claim=written, found=shorten(same[0][1].statement.text)),
            )
