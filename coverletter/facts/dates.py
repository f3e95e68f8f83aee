"""Dates and stretches of time, English and Korean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverletter.types import DateRange

Precision = Literal["year", "season", "month", "day"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date: `day` is its first day when only a year, season or month was said; `start`, `end` are offsets."""

    day: date
    precision: Precision
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A stretch of time: `range.end` is None when it goes on; `precision` is the coarser of its two ends."""

    range: DateRange
    precision: Precision
    start: int
    end: int


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date, month, season or year in `text`, in order, those inside ranges included."""
    raise NotImplementedError


def find_date_ranges(text: str) -> tuple[FoundRange, ...]:
    """Every stretch of time with two ends, or a start and a word such as "present" or "since", in order."""
    raise NotImplementedError


def months_of(range: DateRange, today: date) -> int:
    """Whole months, the first and the last month counted (Mar 2019 to Feb 2021 is 24)."""
    raise NotImplementedError


def total_months(ranges: Iterable[FoundRange], today: date) -> tuple[int, int]:
    """The least and the most months the ranges cover together, overlaps counted once."""
    raise NotImplementedError
