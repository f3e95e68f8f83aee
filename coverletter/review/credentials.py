"""Degrees, certificates and language scores: held, of that level, and finished?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from coverletter.facts.degrees import FoundDegree
from coverletter.facts.states import state_of
from coverletter.facts.study import families_of
from coverletter.review.dossier import Dossier, Line
from coverletter.review.entries import is_school
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_STUDIED = regex.compile(
    r"(?P<field>[가-힣]{2,12}?(?:학|공학|과학|경영|회계|디자인|교육|간호|통계|전자|컴퓨터|기계|무역|행정))(?:과|부)?(?:을|를)?\s?(?:복수\s?|부\s?)?(?:전공|졸업|공부)"
    r"|\b(?:majored in|major in|studied|a degree in|degree in|graduated in)\s(?P<english>(?:\p{L}[\p{L}&-]*\s?){1,4})"
)
_CALLED_CERTIFICATE = regex.compile(
    r"(?P<korean>(?:[\p{Latin}][\p{Latin}\d+#.&-]*|[가-힣]{2,10})(?:\s(?:[\p{Latin}][\p{Latin}\d+#.&-]*|[가-힣]{2,10}))?)\s?(?:관련\s)?(?:자격증?|면허증?)(?:을|를)?\s?(?:취득|보유|획득|갖|가지|땄|따)"
    r"|\b(?:hold|have|earned|obtained|with|completed|passed|got)\s(?:an?|the|my)\s(?P<english>(?:[\p{Lu}][\p{L}\d+&-]*\s){1,4})(?:certif\w+|licen[cs]e)\b"
    r"|\b(?:am|an?|as an?)\s(?P<english>(?:[\p{Lu}][\p{L}\d+&-]*[\s-]){1,3})certified\b|\bcertified (?:in|by|as an?|on) (?P<english>(?:[\p{Lu}][\p{L}\d+&-]*\s?){1,3})"
)
_ABOUT_CERTIFICATES = regex.compile(r"certif|licen[cs]|qualif|accredit|자격|면허|인증|수료", regex.IGNORECASE)
_NOT_HELD = ("partial", "in_progress", "planned", "expired", "dropped", "none")


def judge_credentials(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """Signals degree_found, degree_state, degree_level, field_conflict, certificate_found, certificate_state, certificate_level, certificate_missing, certificate_posting_only, score_found,
    score_level, score_missing."""
    yield from _degrees(claim, dossier)
    yield from _fields(claim, dossier)
    yield from _certificates(claim, dossier)
    yield from _named_certificates(claim, dossier)
    yield from _scores(claim, dossier)


def _owns_up(claim: Claim) -> bool:
    """Whether the sentence itself says that it was not all: a part, a paper, still to come."""
    return bool(claim.statement.kinds & {"partly", "unfinished", "yet", "failed", "lapsed"}) or any(
        quantity.dimension == "share" for quantity in claim.statement.quantities
    )


def _fields(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """What one says to have studied, against the fields of all studies in the resume."""
    said = _STUDIED.search(claim.statement.text)
    if not said:
        return
    written = said["field"] or said["english"]
    studies = [line for line in dossier.lines if line.statement.degrees or (line.entry >= 0 and is_school(dossier.entries[line.entry]))]
    known = frozenset().union(*(families_of(line.statement.text) for line in studies))
    claimed = families_of(written)
    if claimed and known and not claimed & known and written.casefold() not in " ".join(line.statement.folded for line in studies):
        yield Signal("field_conflict", 1.0, Reason(kind="degree", hard=True, claim=written, found=shorten(studies[0].statement.text)))


def _named_certificates(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    """A certificate that is known by no list but called one ("AWS 자격증", "certified in Azure"), of which no line about certificates speaks."""
    if _owns_up(claim) or any(found.known for found in claim.statement.certificates):
        return
    for said in _CALLED_CERTIFICATE.finditer(claim.statement.text):
        written = said["korean"] or said["english"]
        named = Statement(written)
        lines = [line for line in dossier.lines if _ABOUT_CERTIFICATES.search(f"{line.passage.heading} {line.statement.text}")]
        if not named.words or any(named.words & line.statement.words or set(named.tools) & set(line.statement.tools) for line in lines):
            continue
        asked = any(named.folded.strip() in one.folded and _ABOUT_CERTIFICATES.search(one.text) for one in dossier.posting)
        yield Signal(
            "certificate_posting_only" if asked else "certificate_missing",
            1.0,
            Reason(kind="certificate", hard=asked, claim=said.group().strip()),
        )


def _degrees(claim: Claim, dossier: Dossier) -> Iterator[Signal]:
    stated = [(_as_its_entry_says(degree, line, dossier), line) for line in dossier.lines for degree in line.statement.degrees]
    for mine in claim.statement.degrees:
        written = claim.statement.text[mine.start : mine.end]
        if mine.state == "in_progress" and all(mine.order > degree.order for degree, _ in stated):
            yield Signal("degree_missing", 1.0, Reason(kind="degree", hard=False, claim=written))
        if mine.state != "held" or _owns_up(claim):
            continue
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
