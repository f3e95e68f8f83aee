"""Amounts in English and Korean text: value, dimension, unit, currency, rate, bound, and changes from one value to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["count", "money", "share", "points", "multiple", "time", "length", "area", "volume", "mass", "data", "rank", "other"]
Bound = Literal["exact", "about", "over", "under", "at_least", "at_most"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount.

    `value` is in the dimension's base unit: minutes for time, metres, square metres, litres, kilograms, bytes, 0 to 1 for a share
    (percentages and fractions), percentage points for points, the currency's unit for money, the number itself for the rest.
    `unit` is the canonical unit ("KRW", "minute", "people") or the counted noun as written, lower case; `per` is "day", "week",
    "month", "quarter" or "year" for a rate; `step` is what the last written digit is worth, in the base unit.
    """

    value: float
    dimension: Dimension
    unit: str
    bound: Bound
    step: float
    per: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """A value that went from `before` to `after`."""

    before: Quantity
    after: Quantity


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every amount in order of text; dates, versions, levels and the digits of names are left out."""
    raise NotImplementedError


def find_changes(text: str) -> tuple[Change, ...]:
    """Every pair of amounts told as from one to the other ("from 12% to 7%", "71%에서 94%로"), in order of text."""
    raise NotImplementedError


def agrees(claimed: Quantity, stated: Quantity) -> bool:
    """Whether `claimed` may be said where `stated` is true: equal, or sensibly rounded within the bound its words give."""
    raise NotImplementedError
