"""Certificates and languages: held, unfinished, expired, lower than asked for, or not there."""

from __future__ import annotations

import regex

from coverletter.facts.credentials import FoundCertificate, State
from coverletter.facts.states import state_of
from coverletter.matching.asked import Facts, allows_equivalents, is_either
from coverletter.matching.held import Held
from coverletter.matching.verdict import BY_ORDER, Verdict, combine
from coverletter.types import MatchStatus

OPEN_STATES = frozenset({"partial", "in_progress", "expired"})
"""Begun, passed in part or no longer valid: partial."""
_UNFINISHED = regex.compile(
    r"\b(?:exam|test|paper|assessment)s?,? (?:is |was )?not\b|\bnot (?:yet )?(?:taken|written|sat|passed|awarded)\b|\bstudy group\b"
    r"|\d+\s?of\s?\d+ (?:papers|parts|exams)|(?:part|level) (?:\d|i{1,3})\b.{0,12}(?:합격|passed)|미응시|응시\s?전|안 봄"
    r"|(?:제?\s?\d차|필기)\s?(?:시험)?\s?합격|\d+\s?과목 중 \d+\s?과목",
    regex.IGNORECASE,
)
_ANY_LANGUAGE = regex.compile(r"\b(?:any|a|another) (?:second|other|foreign) language|외국어", regex.IGNORECASE)
LIST_WORDS = 12
"""A language without a level counts in a passage of at most so many words, a list of skills; in a sentence it may be a customer's."""
WORKING_LEVEL = 3.0
"""CEFR B1: what "able to" in a language is read as where no level is said."""


def judge_certificates(wanted: Facts, held: Held) -> Verdict | None:
    """The certificates and licences asked for; None where there are none, or where none is known and nothing like them is held."""
    known = [found for found in wanted.certificates if found.known]
    asked = known or list(wanted.certificates)
    if not asked:
        return None
    outcomes = [_one_certificate(one, held) for one in asked]
    either = is_either(wanted.text) or len({one.family for one in asked}) == 1
    status = combine([status for status, _ in outcomes], either)
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
    states: dict[int, list[State]] = {}
    for place, facts in enumerate(held.facts):
        for found in facts.certificates:
            same = found.name == asked.name or (bool(asked.family) and found.family == asked.family)
            if not same or (found.level < asked.level and found.name != asked.name) or (0 < found.level < asked.level):
                continue
            states.setdefault(place, []).append(_state(facts, found))
    for place, read in states.items():
        if all(state == "held" for state in read):
            best = max(best, (2, place))
        elif any(state in OPEN_STATES for state in read):
            best = max(best, (1, place))
    return BY_ORDER[best[0]], best[1]


def _state(facts: Facts, found: FoundCertificate) -> State:
    """The certificate's state, read also from what follows it up to the next one: "..., expired 2024", "...; exam not taken"."""
    if found.state != "held":
        return found.state
    following = min((other.start for other in facts.certificates if other.start >= found.end and other.name != found.name), default=None)
    tail = facts.text[found.start : following].split("|")[0]
    return "in_progress" if _UNFINISHED.search(tail) else state_of(tail)


def judge_languages(wanted: Facts, held: Held) -> Verdict | None:
    """The languages asked for, by the same test where both name one, else by level; the resume's own language counts as held."""
    asked: dict[str, float] = {name: float(level) for name, level in wanted.languages}
    for score in wanted.scores:
        if score.language:
            asked[score.language] = max(asked.get(score.language, 0.0), score.cefr or 0.0)
    if _ANY_LANGUAGE.search(wanted.text):
        asked |= {name: 0.0 for facts in held.facts for name, _ in facts.languages if name != _written(held)}
    if not asked:
        return None
    outcomes = [_one_language(name, level, wanted, held) for name, level in asked.items()]
    status = combine([status for status, _ in outcomes], is_either(wanted.text))
    places = tuple(dict.fromkeys(place for state, place in outcomes if place >= 0 and state != "missing"))
    return Verdict("language", status, places=places)


def _one_language(name: str, level: float, wanted: Facts, held: Held) -> tuple[MatchStatus, int]:
    tests = {score.test: score.value for score in wanted.scores if score.language == name and score.value is not None}
    by_test: list[tuple[int, float, int]] = []
    by_level: list[tuple[int, float, int]] = [(2, 0.0, -1)] if name == _written(held) else []
    for place, facts in enumerate(held.facts):
        if regex.search(rf"\b(?:no|not|without)\s(?:\w+\s)?{name}\b", facts.text, regex.IGNORECASE):
            continue
        for score in facts.scores:
            if score.language == name and score.value is not None and score.test in tests:
                by_test.append((2 if score.value >= (tests[score.test] or 0.0) else 1, score.value, place))
        said = [float(found) for spoken, found in facts.languages if spoken == name and (found or len(facts.words) <= LIST_WORDS)]
        said += [score.cefr for score in facts.scores if score.language == name and score.cefr is not None]
        if said:
            by_level.append((2 if max(said) >= (level or WORKING_LEVEL) else 1, max(said), place))
    order, _, place = max(by_test or by_level, default=(0, 0.0, -1))
    return BY_ORDER[order], place


def _written(held: Held) -> str:
    return {"ko": "korean", "en": "english"}[held.language]
