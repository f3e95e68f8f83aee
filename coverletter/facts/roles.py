"""Words that say how much of a deed was the person's: rank, part, state, scope, company, frequency, form of employment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CueKind = Literal["rank", "involvement", "state", "togetherness", "extent", "frequency", "employment"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: `value` is its canonical word, `level` orders the values of one kind (more is higher).

    rank: 1 intern, 2 junior/사원, 3 associate/주임, 4 대리/senior staff, 5 과장/manager, 6 차장, 7 부장/팀장/head, 8 director/이사, 9 VP/상무, 10 C-level/대표
    involvement: 1 observed, 2 assisted, 3 contributed, 4 co-led, 5 owned/ran/담당, 6 managed, 7 led/총괄
    state: 0 abandoned, 1 planned, 2 started, 3 in progress, 4 done
    togetherness: 1 joint, 2 sole
    extent: 1 some, 2 half, 3 most, 4 all
    frequency: 1 once, 2 occasional, 3 yearly, 4 quarterly, 5 monthly, 6 weekly, 7 daily
    employment: level 0; value intern, part_time, contract, dispatched, freelance, volunteer, full_time, temporary, apprentice
    """

    kind: CueKind
    value: str
    level: int
    start: int
    end: int


def find_cues(text: str) -> tuple[Cue, ...]:
    """Every cue in order of text."""
    raise NotImplementedError


def cues_of(text: str, kind: CueKind) -> tuple[Cue, ...]:
    """The cues of one kind, in order of text."""
    raise NotImplementedError
