"""Words that say how much of a deed was the person's: rank, part, state, company, extent, frequency, form of employment.

The words lie in `tables/cues.tsv`, general English and Korean, each with its place in the order of its kind. A cue is read where it stands;
whose rank or part it is ("worked with the head of sales") is for the reader to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

from coverletter.facts.spans import Taken

CueKind = Literal["rank", "involvement", "state", "togetherness", "extent", "frequency", "employment"]

_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: `value` is its canonical word, `level` orders the values of one kind (more is higher).

    rank: 1 intern, 2 junior (사원), 3 associate (주임), 4 senior, assistant_manager (대리), 5 supervisor, manager (과장),
    6 deputy_head (차장), 7 team_lead (팀장), head (부장), 8 director (이사), 9 vice_president (상무), 10 chief (대표)
    involvement: 1 observed, 2 assisted, 3 contributed, 4 co_led, 5 owned, 6 managed, 7 led
    state: 0 abandoned, 1 planned, 2 started, 3 in_progress, 4 done; togetherness: 1 joint, 2 sole; extent: 1 some, 2 half, 3 most, 4 all
    frequency: 1 once, 2 occasional, 3 yearly, 4 quarterly, 5 monthly, 6 weekly, 7 daily
    employment, all 0: full_time, part_time, contract, temporary, dispatched, freelance, intern, volunteer, side_job, apprentice
    """

    kind: CueKind
    value: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    kind: CueKind
    value: str
    level: int
    pattern: re.Pattern[str]
    is_korean: bool


@cache
def _table() -> tuple[_Words, ...]:
    table = []
    for line in files("coverletter.facts").joinpath("tables/cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, value, level, words = line.split("\t")
            is_korean = bool(_HANGUL.search(words))
            pattern = re.compile(words if is_korean else rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE)
            table.append(_Words(cast(CueKind, kind), value, int(level), pattern, is_korean))
    return tuple(table)


@lru_cache(maxsize=8192)
def find_cues(text: str) -> tuple[Cue, ...]:
    """Every cue in order of text; of two of one kind that overlap, the longer."""
    has_hangul = bool(_HANGUL.search(text))
    found: list[Cue] = []
    for words in _table():
        if words.is_korean and not has_hangul:
            continue
        for match in words.pattern.finditer(text):
            if match.end() > match.start():
                found.append(Cue(words.kind, words.value, words.level, match.start(), match.end()))
    found.sort(key=lambda cue: (cue.start - cue.end, cue.start))
    taken = {kind: Taken(text) for kind in get_args(CueKind)}
    kept = [cue for cue in found if taken[cue.kind].claim(cue.start, cue.end)]
    return tuple(sorted(kept, key=lambda cue: (cue.start, cue.kind)))


def cues_of(text: str, kind: CueKind) -> tuple[Cue, ...]:
    """The cues of one kind, in order of text."""
    return tuple(cue for cue in find_cues(text) if cue.kind == kind)
