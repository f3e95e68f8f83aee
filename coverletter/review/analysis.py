"""Every sentence of a letter with its links and all the judges' signals: what the model weighs and the page explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coverletter.review.awards import judge_awards
from coverletter.review.company import judge_company
from coverletter.review.credentials import judge_credentials
from coverletter.review.dossier import Dossier, Embedder
from coverletter.review.entries import focus_of, judge_entries
from coverletter.review.limits import judge_limits
from coverletter.review.linking import Claim, goes_on, link
from coverletter.review.mood import judge_mood
from coverletter.review.part import judge_part
from coverletter.review.quantities import judge_quantities
from coverletter.review.signals import Signal
from coverletter.review.skills import judge_skills
from coverletter.review.statements import Statement
from coverletter.review.times import judge_times
from coverletter.review.wholes import judge_wholes


@dataclass(frozen=True)
class Analysis:
    """One sentence: its claim and the signals of both models."""

    claim: Claim
    signals: tuple[Signal, ...]
    moods: tuple[Signal, ...]

    @cached_property
    def values(self) -> dict[str, float]:
        """The signals of the second model; where a name came twice the larger counts. Support that stands beside a contradiction counts half:
        a distorted line is as near as a true one."""
        values = _largest(self.signals)
        doubt = min(1.0, values.get("contradicted", 0.0))
        return {name: value * (1 - _SILENCED * doubt) if name in SUPPORTING else value for name, value in values.items()}

    @cached_property
    def mood_values(self) -> dict[str, float]:
        """The signals of the neutral model."""
        return _largest(self.moods)


def analyse(sentences: Sequence[str], dossier: Dossier, embedder: Embedder) -> tuple[Analysis, ...]:
    """Read, link and judge each sentence, in the order of the letter. Costs one embedding batch."""
    statements = [Statement(sentence) for sentence in sentences]
    texts = [text for statement in statements for text in (statement.text, *statement.clauses)]
    vectors = embedder.embed(texts) if texts else None
    found: list[Analysis] = []
    row = 0
    before: Statement | None = None
    focus: frozenset[int] = frozenset()
    leans_on: frozenset[int] = frozenset()
    for number, statement in enumerate(statements):
        assert vectors is not None
        rows = vectors[row : row + 1 + len(statement.clauses)]
        row += 1 + len(statement.clauses)
        claim = link(statement, before, rows, dossier, leans_on if goes_on(statement) else frozenset())
        position = number / max(1, len(statements) - 1)
        signals = [
            *judge_limits(claim, dossier, rows),
            *judge_part(claim, dossier, rows),
            *judge_awards(claim, dossier),
            *judge_quantities(claim, dossier),
            *judge_wholes(claim),
            *judge_times(claim, dossier, focus),
            *judge_entries(claim, dossier, focus),
            *judge_credentials(claim, dossier),
            *judge_skills(claim, dossier),
            *judge_company(claim, dossier),
            *_coverage(claim),
        ]
        signals = _without_what_is_found(signals)
        signals.extend(_pooled(signals))
        found.append(Analysis(claim, tuple(signals), tuple(judge_mood(claim, signals, dossier, position))))
        before, focus = statement, focus_of(claim, dossier) or focus
        leans_on = _spoken_of(claim, dossier)
    return tuple(found)


def _spoken_of(claim: Claim, dossier: Dossier) -> frozenset[int]:
    """The lines that a following "its" may mean: those of the best line's entry, or that line alone."""
    best = claim.best
    if best is None or best.strength < _SPOKEN_FROM:
        return frozenset()
    return frozenset(dossier.entries[best.line.entry].lines) if best.line.entry >= 0 else frozenset({best.line.number})


_SPOKEN_FROM = 0.3

HARD = frozenset(
    (  # noqa: SIM905 - names read better as words
        "number_conflict change_conflict unit_conflict rate_conflict number_other_year duration_conflict duration_too_long "
        "date_conflict degree_state degree_level field_conflict certificate_state certificate_level score_level tool_denied tool_posting_only "
        "tool_other_entry tool_swapped certificate_posting_only name_posting_only other_entry other_entry_there not_current "
        "raised_involvement raised_state raised_togetherness raised_extent raised_frequency raised_rank raised_employment "
        "company_conflict all_for_share award_raised led_for_helped all_for_part whole_for_part prefix_dropped tool_slight still_for_ended won_for_placed routine_for_once"
    ).split()
)
"""The judges' signals that contradict a line, or tell what only the posting holds: nine in ten of them are right, so they are shown as hard reasons."""


SUPPORTING = frozenset(
    (  # noqa: SIM905 - names read better as words
        "number_found number_worked_out duration_found date_found date_inside similarity strength covered "
        "covered_anywhere weakest_clause owned_limit tool_found certificate_found degree_found score_found entry_right "
        "rank_found award_found"
    ).split()
)
"""Signals that may only lower a doubt."""
_COMMON = ("strength_finished", "strength_holds")
_SILENCED = 0.5
_NEAR_ENOUGH = {"similarity": 0.55, "strength": 0.45, "covered": 0.6}
"""From here on more likeness is no more support: a line told falsely is as like as one told truly."""


def _without_what_is_found(signals: list[Signal]) -> list[Signal]:
    """Without the strength of "hold" and "completed" where what is held was found and nothing speaks against it."""
    names = {signal.name for signal in signals}
    if not names & _FOUND or names & _NOT_FOUND:
        return signals
    return [signal for signal in signals if signal.name not in _COMMON]


_FOUND = frozenset({"degree_found", "certificate_found", "score_found"})
_NOT_FOUND = frozenset(
    {"degree_state", "degree_level", "degree_missing", "certificate_state", "certificate_level", "certificate_missing", "held_for_attended"}
)


def _pooled(signals: Sequence[Signal]) -> Iterable[Signal]:
    """Rare signals speak louder together: the strongest contradiction, how many judges contradict, how many strengths were added."""
    values = _largest(signal for signal in signals if signal.name in HARD)
    if values:
        ordered = sorted(values.values(), reverse=True)
        yield Signal("contradicted", ordered[0])
        yield Signal("contradicted_twice", ordered[1] if len(ordered) > 1 else 0.0)
    added = sum(1 for signal in signals if signal.name.startswith("strength_") and signal.name not in _COMMON)
    if added:
        yield Signal("strengthened", min(1.0, added / 2))


def _coverage(claim: Claim) -> Iterable[Signal]:
    best = claim.best
    yield Signal("crossed", float(best is not None and best.line.statement.is_korean != claim.statement.is_korean))
    nearest = max((one.similarity for one in claim.links), default=0.0)
    yield Signal("similarity", min(_NEAR_ENOUGH["similarity"], nearest))
    yield Signal("strength", min(_NEAR_ENOUGH["strength"], claim.links[0].strength if claim.links else 0.0))
    yield Signal("covered", min(_NEAR_ENOUGH["covered"], claim.covered))
    yield Signal("covered_anywhere", min(_NEAR_ENOUGH["covered"], claim.covered_anywhere))
    yield Signal("weakest_clause", min(claim.clause_similarity, default=0.0))


def _largest(signals: Iterable[Signal]) -> dict[str, float]:
    values: dict[str, float] = {}
    for signal in signals:
        values[signal.name] = max(values.get(signal.name, signal.value), signal.value)
    return values
