"""What the facts alone say about a requirement: years added up, degrees, certificates and languages compared, amounts measured.

Each verdict stands for one thing the requirement asks for; how far it is trusted, and what similar wording is worth where there is
no verdict, stands in `status.py`. Rules, as the labels of the evaluation sets decide them: in progress, passed in part or expired is
partial; a lower or another degree or certificate is missing; a language below the level asked for is partial; the right to work,
willingness and availability are never inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import regex

from coverletter.facts.dates import total_months
from coverletter.facts.numbers import Quantity
from coverletter.facts.study import nearness
from coverletter.matching.asked import (
    Facts,
    field_asked,
    is_either,
    without_length,
)
from coverletter.matching.comparison import Comparison
from coverletter.matching.credentials import OPEN_STATES, judge_certificates, judge_languages
from coverletter.matching.held import Held, Stretch
from coverletter.matching.personal import asks_personal, states_personal
from coverletter.matching.verdict import BY_ORDER, Verdict, combine
from coverletter.matching.words import telling_concepts, words_of
from coverletter.types import MatchStatus

Nearness = Callable[[str, str], float]
"""How near a probe (a piece of the requirement) is to a text of the resume: the cosine, -1 to 1."""

JOB_NEAR = 0.4
CAREER_SHARE = 0.35
"""With so much of the time asked for in the field, the latest jobs among it, the other jobs count as steps to it."""
CAREER_MONTHS = 24
ENOUGH = 0.97
"""Dates are as coarse as months or years, so a length counts as reached from this share on."""


def find_verdicts(comparison: Comparison, scores: npt.NDArray[np.float64], today: date) -> tuple[Verdict, ...]:
    """Every verdict the facts allow; `scores` say which passages are the best evidence, `today` ends what goes on."""
    wanted, held, near = comparison.wanted, comparison.held, comparison.near
    order = [int(place) for place in np.argsort(-scores, kind="stable")]
    if personal := _personal(wanted, held):
        return (personal,)
    found = (
        _degree(wanted, held),
        judge_certificates(wanted, held),
        judge_languages(wanted, held),
        _years(wanted, held, near, today),
        _amount(wanted, held, order),
        _tool(wanted, held),
    )
    return tuple(verdict for verdict in found if verdict)


def _personal(wanted: Facts, held: Held) -> Verdict | None:
    asked = asks_personal(wanted.text)
    if asked is None:
        return None
    stated = tuple(place for place, facts in enumerate(held.facts) if states_personal(facts.text, asked))
    if stated:
        return Verdict("personal", "met", places=stated[:1])
    return Verdict("personal", "missing", "not stated, and never inferred", "적혀 있지 않으며 짐작하지 않습니다")


def _degree(wanted: Facts, held: Held) -> Verdict | None:
    if not wanted.degrees:
        return None
    level = wanted.degree
    field = field_asked(wanted.text)
    under_way_is_enough = any(found.state == "in_progress" for found in wanted.degrees)
    best: tuple[int, int] = (0, -1)
    for place, facts in enumerate(held.facts):
        for found in facts.degrees:
            if found.order < level or found.state in ("planned", "none"):
                continue
            score = 2 if not field else _field_score(field, facts, found.field)
            done = found.state == "held" or (under_way_is_enough and found.state in OPEN_STATES)
            best = max(best, (score if done else min(score, 1), place))
    if best[1] < 0:
        return Verdict("degree", "missing", "no degree of that level is stated", "해당 수준의 학위가 적혀 있지 않습니다")
    return Verdict("degree", BY_ORDER[best[0]], places=(best[1],))


def _field_score(field: str, facts: Facts, studied: str) -> int:
    """2 for the field asked for, or where neither can be told, 1 for a neighbouring one, 0 for another."""
    near = nearness(studied, field)
    if near == "unknown":
        near = "same" if not studied or telling_concepts(field) & facts.concepts or set(words_of(field)) & set(facts.words) else "near"
    return {"same": 2, "near": 1, "far": 0, "unknown": 1}[near]


def _years(wanted: Facts, held: Held, near: Nearness, today: date) -> Verdict | None:
    """Months of the jobs that have to do with the requirement, overlaps counted once, against the months asked for.

    A job has to do with it when a telling concept or word of the requirement stands in its header or beneath, or the header is
    near. `ratio` is over all work, whatever its subject.
    """
    if not wanted.months or wanted.degrees or wanted.certificates:
        return None
    topic = without_length(wanted.text)
    telling, words = telling_concepts(topic), set(words_of(topic))
    relevant: list[tuple[float, Stretch]] = []
    for job in held.jobs:
        shared = [len(telling & held.facts[place].concepts) + len(words & set(held.facts[place].words)) for place in job.places]
        nearest = max(near(topic, held.facts[place].text) for place in job.places)
        if any(shared) or nearest >= JOB_NEAR:
            relevant.append((2.0 * shared[0] + sum(shared) + nearest, job))
    relevant.sort(key=lambda pair: -pair[0])
    months, worked = _months([job for _, job in relevant], today), _months(held.jobs, today)
    latest = {job.place for job in held.jobs[:2]}
    goes_on = (
        wanted.months >= CAREER_MONTHS
        and worked >= wanted.months
        and months >= CAREER_SHARE * wanted.months
        and any(job.place in latest for _, job in relevant)
    )
    status: MatchStatus = "met" if months >= ENOUGH * wanted.months or goes_on else "partial" if relevant else "missing"
    if wanted.months < CAREER_MONTHS:
        english, korean = f"{months} of {wanted.months:g} months", f"{wanted.months:g}개월 요건에 {months}개월"
    else:
        held_years, asked_years, all_years = f"{months / 12:.1f}", f"{wanted.months / 12:g}", f"{worked / 12:.1f}"
        english = f"{held_years} of {asked_years} years; {all_years} years of work in all"
        korean = f"{asked_years}년 요건에 관련 경력 {held_years}년, 전체 경력 {all_years}년"
    return Verdict(
        "years",
        status,
        english,
        korean,
        tuple(job.place for _, job in relevant),
        worked / wanted.months,
    )


def _months(jobs: Sequence[Stretch], today: date) -> int:
    return total_months([one for job in jobs for one in job.ranges[:1]], today)[1]


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
            same = [amount for amount in held.facts[place].amounts if _same_kind(amount, held.facts[place], threshold, wanted)]
            if not same:
                continue
            below = threshold.bound in ("at_most", "under")
            value = min(amount.value for amount in same) if below else max(amount.value for amount in same)
            enough = value <= threshold.value if below else value >= threshold.value
            return Verdict("amount", "met" if enough else "partial", places=(place,), ratio=value / threshold.value)
    return None


_PEOPLE = frozenset({
    "person", "people", "staff", "employee", "employees", "associate", "associates", "nurse", "nurses", "engineer", "engineers", "member",
    "members", "report", "reports", "agent", "agents", "developer", "developers", "designer", "designers", "technician", "technicians",
    "operator", "operators", "colleague", "colleagues", "picker", "pickers", "driver", "drivers", "trainee", "trainees", "apprentice",
    "apprentices", "baker", "bakers", "teacher", "teachers", "worker", "workers",
})  # fmt: skip
_OF_PEOPLE = regex.compile(r"\b(?:teams?|crews?|staff|people|shifts?|reports)\b|팀|조직|인원|부서", regex.IGNORECASE)


def _unit(amount: Quantity, facts: Facts) -> str:
    """What is counted: "person" for all kinds of staff, and where only a team's size is given; empty where it cannot be told."""
    if amount.unit in _PEOPLE:
        return "person"
    if len(amount.unit) > 3 and amount.unit not in ("more", "years", "times"):
        return amount.unit
    near = facts.text[max(0, amount.start - 30) : amount.end + 12]
    return "person" if amount.unit in ("", "of", "or", "for", "to", "on") and _OF_PEOPLE.search(near) else ""


def _same_kind(mine: Quantity, facts: Facts, asked: Quantity, wanted: Facts) -> bool:
    if mine.dimension != asked.dimension:
        return False
    if mine.dimension == "count":
        return bool(_unit(mine, facts)) and _unit(mine, facts) == _unit(asked, wanted)
    return mine.dimension != "money" or mine.unit == asked.unit


def _tool(wanted: Facts, held: Held) -> Verdict | None:
    if not wanted.tools:
        return None
    places: dict[str, int] = {}
    for place, facts in enumerate(held.facts):
        for name, _ in facts.tools:
            places.setdefault(name, place)
    outcomes: list[MatchStatus] = ["met" if name in places else "missing" for name, _ in wanted.tools]
    status = combine(outcomes, is_either(wanted.text))
    return Verdict(
        "tool",
        status,
        places=tuple(places[name] for name, _ in wanted.tools if name in places),
        ratio=sum(one == "met" for one in outcomes) / len(outcomes),
    )
