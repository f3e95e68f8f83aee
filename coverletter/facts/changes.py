"""A value that went from one amount to another, however it is told."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import regex

from coverletter.facts.numbers import IN_WORDS, Quantity, find_quantities


@dataclass(frozen=True, slots=True)
class Change:
    """A value that went from `before` to `after`."""

    before: Quantity
    after: Quantity


def find_changes(text: str) -> tuple[Change, ...]:
    """Every pair of amounts told as from one to the other, in order of text.

    Reads "from 12% to 7%", "71%에서 94%로", "9일 → 4일", "four in 2023, one in 2024", "26 minutes, before that 70", "7 instead of 11".
    """
    changes: list[Change] = []
    every = [quantity for quantity in find_quantities(text) if quantity.dimension not in ("name", "grade", "rank")]
    shares = [quantity for quantity in every if quantity.unit == "of"]
    quantities = [
        quantity
        for quantity in every
        if quantity.unit == "of" or not any(share.start <= quantity.start and quantity.end <= share.end for share in shares)
    ]
    for first, second in itertools.pairwise(quantities):
        between, before = text[first.end : second.start], text[max(0, first.start - 16) : first.start]
        if len(between) > 60:
            continue
        if (first.step == IN_WORDS) != (second.step == IN_WORDS) and first.dimension == second.dimension == "share":
            continue
        first, second = _same_unit(first, second)
        if first.dimension != second.dimension:
            continue
        if (
            (regex.search(r"(?:\bfrom|\bwas)\s(?:\p{L}+\s){0,2}$", before) and regex.search(r"\bto\b", between))
            or regex.match(r"\s?(?:에서|이던|이었던|였던|에 머물던|하던|짜리)", between)
            or regex.fullmatch(r"\s?(?:→|->|⇒|➔|to)\s?", between)
            or regex.match(r"\s?\p{Hangul}{0,4}던\s(?:\p{Hangul}+\s){0,3}\p{Hangul}*[을를이가은는]\s(?:\p{Hangul}+\s)?$", between)
            or (regex.match(r"[을를]\s?$", between) and regex.match(r"\s?(?:으로|로|까지)", text[second.end :]))
            or (
                regex.fullmatch(r"\s(?:in|as of)\s(?:19|20)\d\d,?\s(?:and\s|to\s|then\s)?", between)
                and regex.match(r"\s(?:in|by|as of)\s(?:19|20)\d\d", text[second.end :])
            )
        ):
            changes.append(Change(first, second))
        elif regex.search(r"\b(?:instead of|before that|down from|up from|formerly|previously|against)\s?(?:\p{L}+\s){0,2}$", between):
            changes.append(Change(second, first))
    return tuple(changes)


def _same_unit(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Give an amount without a unit the unit of its fellow: "from 74 to 29 minutes"."""
    if first.dimension == "count" and second.dimension not in ("count", "share", "multiple", "points", "money") and second.value:
        factor = _factor_of(second)
        return replace(first, dimension=second.dimension, unit=second.unit, value=first.value * factor, step=first.step * factor), second
    if second.dimension == "count" and first.dimension in ("time", "share", "money"):
        factor = _factor_of(first) if first.dimension != "money" else 1.0
        return first, replace(second, dimension=first.dimension, unit=first.unit, value=second.value * factor, step=second.step * factor)
    if first.dimension == "count" and second.dimension in ("share", "points", "money"):
        factor = 0.01 if second.dimension == "share" else 1.0
        return replace(first, dimension=second.dimension, unit=second.unit, value=first.value * factor, step=first.step * factor), second
    return first, second


def _factor_of(quantity: Quantity) -> float:
    if quantity.dimension == "share":
        return 0.01
    if quantity.dimension == "time":
        return max(factor for factor in (1 / 60, 1, 60, 1440, 10080, 43830, 525960) if quantity.step >= factor * 0.999 or factor == 1 / 60)
    return 1.0
