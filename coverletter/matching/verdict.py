"""What the facts say about one thing a requirement asks for, and how several such things add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coverletter.types import MatchStatus

Subject = Literal["personal", "degree", "certificate", "language", "years", "amount", "tool"]
ORDER: dict[MatchStatus, int] = {"missing": 0, "partial": 1, "met": 2}
BY_ORDER: tuple[MatchStatus, ...] = ("missing", "partial", "met")


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


def combine(outcomes: Sequence[MatchStatus], either: bool) -> MatchStatus:
    """Of alternatives the best counts; of parts all must be met, and one that is there makes the whole partial."""
    orders = [ORDER[outcome] for outcome in outcomes]
    if either or len(set(orders)) == 1:
        return BY_ORDER[max(orders)]
    return "partial"
