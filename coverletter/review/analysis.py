"""Every sentence of a letter with its links and all the judges' signals: what the model weighs and the page explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coverletter.review.awards import judge_awards
from coverletter.review.credentials import judge_credentials
from coverletter.review.dossier import Dossier, Embedder
from coverletter.review.entries import focus_of, judge_entries
from coverletter.review.limits import judge_limits
from coverletter.review.linking import Claim, link
from coverletter.review.mood import judge_mood
from coverletter.review.part import judge_part
from coverletter.review.quantities import judge_quantities
from coverletter.review.signals import Signal
from coverletter.review.skills import judge_skills
from coverletter.review.statements import Statement
from coverletter.review.times import judge_times


@dataclass(frozen=True)
class Analysis:
    """One sentence: its claim and the signals of both models."""

    claim: Claim
    signals: tuple[Signal, ...]
    moods: tuple[Signal, ...]

    @cached_property
    def values(self) -> dict[str, float]:
        """The signals of the second model; where a name came twice the larger counts."""
        return _largest(self.signals)

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
    for number, statement in enumerate(statements):
        assert vectors is not None
        rows = vectors[row : row + 1 + len(statement.clauses)]
        row += 1 + len(statement.clauses)
        claim = link(statement, before, rows, dossier)
        position = number / max(1, len(statements) - 1)
        signals = [
            *judge_limits(claim, dossier, rows),
            *judge_part(claim, dossier, rows),
            *judge_awards(claim, dossier),
            *judge_quantities(claim, dossier),
            *judge_times(claim, dossier, focus),
            *judge_entries(claim, dossier, focus),
            *judge_credentials(claim, dossier),
            *judge_skills(claim, dossier),
            *_coverage(claim),
        ]
        signals.extend(_pooled(signals))
        found.append(Analysis(claim, tuple(signals), tuple(judge_mood(claim, signals, dossier, position))))
        before, focus = statement, focus_of(claim, dossier) or focus
    return tuple(found)


HARD = frozenset(
    (  # noqa: SIM905 - names read better as words
        "number_conflict change_conflict unit_conflict rate_conflict number_other_year duration_conflict duration_too_long "
        "date_conflict degree_state degree_level certificate_state certificate_level score_level tool_denied tool_posting_only "
        "tool_other_entry tool_swapped certificate_posting_only name_posting_only other_entry other_entry_there not_current "
        "raised_involvement raised_state raised_togetherness raised_extent raised_frequency raised_rank raised_employment "
        "all_for_share award_raised led_for_helped all_for_part won_for_placed routine_for_once"
    ).split()
)
"""The judges' signals that contradict a line, or tell what only the posting holds: nine in ten of them are right, so they are shown as hard reasons."""


def _pooled(signals: Sequence[Signal]) -> Iterable[Signal]:
    """Rare signals speak louder together: the strongest contradiction, how many judges contradict, how many strengths were added."""
    values = _largest(signal for signal in signals if signal.name in HARD)
    if values:
        ordered = sorted(values.values(), reverse=True)
        yield Signal("contradicted", ordered[0])
        yield Signal("contradicted_twice", ordered[1] if len(ordered) > 1 else 0.0)
    added = sum(1 for signal in signals if signal.name.startswith("strength_"))
    if added:
        yield Signal("strengthened", min(1.0, added / 2))


def _coverage(claim: Claim) -> Iterable[Signal]:
    best = claim.best
    yield Signal("crossed", float(best is not None and best.line.statement.is_korean != claim.statement.is_korean))
    yield Signal("similarity", max((one.similarity for one in claim.links), default=0.0))
    yield Signal("strength", claim.links[0].strength if claim.links else 0.0)
    yield Signal("covered", claim.covered)
    yield Signal("covered_anywhere", claim.covered_anywhere)
    yield Signal("weakest_clause", min(claim.clause_similarity, default=0.0))


def _largest(signals: Iterable[Signal]) -> dict[str, float]:
    values: dict[str, float] = {}
    for signal in signals:
        values[signal.name] = max(values.get(signal.name, signal.value), signal.value)
    return values
