"""How long something lasted, as said in words: "over eight years", "5년 이상", "a decade", "반년"."""

from __future__ import annotations

from dataclasses import dataclass

from coverletter.facts.numbers import Bound


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time in months; `step` is its grain in months (12 for whole years)."""

    months: float
    bound: Bound
    step: float
    start: int
    end: int


def find_durations(text: str) -> tuple[Duration, ...]:
    """Every stated length of at least a week, in order of text."""
    raise NotImplementedError


def duration_fits(claimed: Duration, least: float, most: float) -> bool:
    """Whether `claimed` may be said of something that lasted between `least` and `most` months."""
    raise NotImplementedError
