"""A resume's entries (jobs, schools, projects) with their stretches of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverletter.facts.dates import FoundRange
from coverletter.types import Passage

EntryKind = Literal["job", "education", "project", "other"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, school or project: its header text, its time, and the passages that belong to it (the header's own included)."""

    header: str
    heading: str
    kind: EntryKind
    ranges: tuple[FoundRange, ...]
    passage_ids: tuple[str, ...]


def entries_of(passages: Iterable[Passage], today: date) -> tuple[Entry, ...]:
    """The entries in reading order; passages that belong to none are left out."""
    raise NotImplementedError


def months_in(
    entries: Iterable[Entry], today: date, *, where: Callable[[Entry], bool] = lambda entry: entry.kind == "job"
) -> tuple[int, int]:
    """The least and the most months of the entries that `where` accepts, overlaps counted once."""
    raise NotImplementedError
