"""What the facts alone say about a requirement: years added up, degrees, certificates and languages compared, amounts held against a threshold.

Each verdict stands for one thing the requirement asks for; how far it can be trusted, and what similar wording is worth where
there is no verdict, is weighed in `status.py`. Rules, as the labels of the evaluation sets decide them: in progress, passed in part or
expired is partial; a lower or another degree or certificate is missing; a language below the level asked for is partial; the
right to work, willingness and availability are never inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverletter.facts.credentials import FoundCertificate, FoundScore
from coverletter.facts.dates import total_months
from coverletter.facts.numbers import Quantity
from coverletter.matching.asked import (
    Facts,
    allows_equivalents,
    field_asked,
    is_either,
    is_personal,
    states_personal,
    without_length,
)
from coverletter.matching.held import Held
from coverletter.matching.words import words_of
from coverletter.types import MatchStatus

Subject = Literal["personal", "degree", "certificate", "language", "years", "amount", "tool"]
Nearness = Callable[[str, int], float]
"""How near a probe (a piece of the requirement) is to a passage, by number: the cosine, -1 to 1."""

ORDER: dict[MatchStatus, int] = {"missing": 0, "partial": 1, "met": 2}
_BY_ORDER: tuple[MatchStatus, ...] = ("missing", "partial", "met")
_OPEN_STATES = {"partial", "in_progress", "expired"}
FIELD_NEAR, FIELD_SAME = 0.38, 0.52
JOB_NEAR = 0.42
WORKING_LEVEL = 3.0
"""CEFR B1: what "able to" in a language is read as where no level is said."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the facts say about one thing asked for; `places` are the numbers of the passages that say it, best first."""

    subject: Subject
    status: MatchStatus
    english: str = ""
    korean: str = ""
    places: tuple[int, ...] = ()
    ratio: float = 0.0
    """For years and amounts what is held over what is asked."""


def verdicts_of(wanted: Facts, held: Held, order: Sequence[int], near: Nearness, today: date) -> tuple[Verdict, ...]:
    """Every verdict the facts allow; `order` holds the passages' numbers from the best evidence down."""
    found = (
        _personal(wanted, order, held),
        _degree(wanted, held, near),
        _certificate(wanted, held),
        _language(wanted, held),
        _years(wanted, held, near, today),
        _amount(wanted, held, order),
        _tool(wanted, held),
    )
    return tuple(verdict for verdict in found if verdict)


def _personal(wanted: Facts, order: Sequence[int], held: Held) -> Verdict | None:
    if not is_personal(wanted.text):
        return None
    stated = tuple(place for place in order[:5] if states_personal(held.facts[place].text))
    if stated:
        return Verdict("personal", "partial", places=stated[:1])
    return Verdict("personal", "missing", "not stated, and never inferred", "적혀 있지 않으며 짐작하지 않습니다")


def _degree(wanted: Facts, held: Held, near: Nearness) -> Verdict | None:
    if not wanted.degrees:
        return None
    level = wanted.degree
    field = field_asked(wanted.text)
    under_way_is_enough = any(found.state == "in_progress" for found in wanted.degrees)
    best: tuple[int, float, int] = (0, -1.0, -1)
    for place, facts in enumerate(held.facts):
        for found in facts.degrees:
            if found.order < level or found.state in ("planned", "none"):
                continue
            nearness = 1.0 if not field else _field_nearness(field, facts, place, near)
            score = 2 if nearness >= FIELD_SAME else 1 if nearness >= FIELD_NEAR else 0
            done = found.state == "held" or (under_way_is_enough and found.state in _OPEN_STATES)
            best = max(best, (score if done else min(score, 1), nearness, place))
    if best[2] < 0:
        return Verdict("degree", "missing", "no degree of that level is stated", "해당 수준의 학위가 적혀 있지 않습니다")
    return Verdict("degree", _BY_ORDER[best[0]], places=(best[2],), ratio=best[1])


def _field_nearness(field: str, facts: Facts, place: int, near: Nearness) -> float:
    return 1.0 if set(words_of(field)) & set(facts.words) else near(field, place)


def _certificate(wanted: Facts, held: Held) -> Verdict | None:
    known = [found for found in wanted.certificates if found.known]
    asked = known or list(wanted.certificates)
    if not asked:
        return None
    outcomes = [_one_certificate(one, held) for one in asked]
    either = is_either(wanted.text) or len({one.family for one in asked}) == 1
    status = _combine([status for status, _ in outcomes], either)
    if status == "missing" and not known:
        return None
    places = tuple(dict.fromkeys(place for state, place in outcomes if place >= 0 and state != "missing"))
    if status == "missing":
        return Verdict(
            "certificate",
            "missing",
            "no such certificate is stated",
            "해당 자격이 적혀 있지 않습니다",
            ratio=float(allows_equivalents(wanted.text)),
        )
    return Verdict("certificate", status, places=places, ratio=float(allows_equivalents(wanted.text)))


def _one_certificate(asked: FoundCertificate, held: Held) -> tuple[MatchStatus, int]:
    best: tuple[int, int] = (0, -1)
    for place, facts in enumerate(held.facts):
        for found in facts.certificates:
            same = found.name == asked.name or (bool(asked.family) and found.family == asked.family)
            if not same or (found.level < asked.level and found.name != asked.name) or (0 < found.level < asked.level):
                continue
            if found.state == "held":
                best = max(best, (2, place))
            elif found.state in _OPEN_STATES:
                best = max(best, (1, place))
    return _BY_ORDER[best[0]], best[1]


def _language(wanted: Facts, held: Held) -> Verdict | None:
    asked: dict[str, float] = {name: float(level) for name, level in wanted.languages}
    for score in wanted.scores:
        if score.language:
            asked[score.language] = max(asked.get(score.language, 0.0), score.cefr or 0.0)
    if not asked:
        return None
    outcomes = [_one_language(name, level, wanted, held) for name, level in asked.items()]
    status = _combine([status for status, _ in outcomes], is_either(wanted.text))
    places = tuple(dict.fromkeys(place for state, place in outcomes if place >= 0 and state != "missing"))
    return Verdict("language", status, places=places)


def _one_language(name: str, level: float, wanted: Facts, held: Held) -> tuple[MatchStatus, int]:
    wanted_scores = [score for score in wanted.scores if score.language == name and score.value is not None]
    best: tuple[int, float, int] = (0, 0.0, -1)
    if name == {"ko": "korean", "en": "english"}[held.language]:
        best = (2, 0.0, -1)
    for place, facts in enumerate(held.facts):
        levels = [float(said) for spoken, said in facts.languages if spoken == name and (said or _is_listed(facts))]
        scores = [score for score in facts.scores if score.language == name and score.cefr is not None]
        if not levels and not scores:
            continue
        reached = max([*levels, *(score.cefr or 0.0 for score in scores)])
        comparable = [(mine, theirs) for mine in scores for theirs in wanted_scores if _comparable(mine, theirs)]
        if comparable:
            enough = any((mine.value or 0) >= (theirs.value or 0) for mine, theirs in comparable)
        else:
            enough = reached >= (level or WORKING_LEVEL)
        best = max(best, (2 if enough else 1, reached, place))
    return _BY_ORDER[best[0]], best[2]


def _is_listed(facts: Facts) -> bool:
    return len(facts.words) <= 12


def _comparable(mine: FoundScore, theirs: FoundScore) -> bool:
    return mine.test == theirs.test and mine.value is not None


def _years(wanted: Facts, held: Held, near: Nearness, today: date) -> Verdict | None:
    if not wanted.months:
        return None
    topic = without_length(wanted.text)
    nearness = {job.place: max(near(topic, place) for place in job.places) for job in held.jobs}
    words = set(words_of(topic))
    relevant = [job for job in held.jobs if nearness[job.place] >= JOB_NEAR or words & set(held.facts[job.place].words)]
    months = total_months([one for job in relevant for one in held.facts[job.place].ranges], today)[1]
    ratio = months / wanted.months
    status: MatchStatus = "met" if ratio >= 0.97 else "partial" if relevant else "missing"
    places = tuple(job.place for job in sorted(relevant, key=lambda job: -nearness[job.place]))
    held_years, asked_years = round(months / 12, 1), round(wanted.months / 12, 1)
    return Verdict("years", status, f"{held_years:g} of {asked_years:g} years", f"{asked_years:g}년 중 {held_years:g}년", places, ratio)


def _amount(wanted: Facts, held: Held, order: Sequence[int]) -> Verdict | None:
    asked = [
        amount
        for amount in wanted.amounts
        if amount.value and (amount.bound in ("at_least", "at_most", "over") or amount.dimension != "count")
    ]
    if not asked:
        return None
    for place in order[:3]:
        for threshold in asked:
            same = [amount for amount in held.facts[place].amounts if _same_kind(amount, threshold)]
            if not same:
                continue
            below = threshold.bound in ("at_most", "under")
            value = min(amount.value for amount in same) if below else max(amount.value for amount in same)
            enough = value <= threshold.value if below else value >= threshold.value
            return Verdict("amount", "met" if enough else "partial", places=(place,), ratio=value / threshold.value)
    return None


_PEOPLE = {
    "person",
    "people",
    "staff",
    "employee",
    "employees",
    "associates",
    "nurse",
    "nurses",
    "engineer",
    "engineers",
    "member",
    "members",
    "명",
}


def _same_kind(mine: Quantity, asked: Quantity) -> bool:
    if mine.dimension != asked.dimension:
        return False
    if mine.dimension == "count":
        return mine.unit == asked.unit or (asked.unit in _PEOPLE or mine.unit in _PEOPLE)
    return mine.dimension != "money" or mine.unit == asked.unit


def _tool(wanted: Facts, held: Held) -> Verdict | None:
    if not wanted.tools:
        return None
    places: dict[str, int] = {}
    for place, facts in enumerate(held.facts):
        for name, _ in facts.tools:
            places.setdefault(name, place)
    outcomes: list[MatchStatus] = ["met" if name in places else "missing" for name, _ in wanted.tools]
    status = _combine(outcomes, is_either(wanted.text))
    return Verdict(
        "tool",
        status,
        places=tuple(places[name] for name, _ in wanted.tools if name in places),
        ratio=sum(one == "met" for one in outcomes) / len(outcomes),
    )


def _combine(outcomes: Sequence[MatchStatus], either: bool) -> MatchStatus:
    """Of alternatives the best counts; of parts all must be met, and one that is there makes the whole partial."""
    orders = [ORDER[outcome] for outcome in outcomes]
    if either or len(set(orders)) == 1:
        return _BY_ORDER[max(orders)]
    return "partial"
