"""All for some: the line counts a part of so many, and the sentence claims the whole number.

Caught: "moved 30 of 48 recipes" told as 48 moved, "priced 63; 54 were approved" told as all approved. Not caught: a whole that is told
without its number, which `limits` and `part` may see by its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from coverletter.facts.numbers import value_fits
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_WHOLE_FROM = 0.42
_BESIDE = 16
_OWNS_A_PART = frozenset({"helped", "jointly", "only", "others", "unfinished", "partly"})
_OF_THOSE = regex.compile(
    r"\s?(?:\p{L}+\s)?(?:were|was|are|have|had|got|of (?:them|these|those|which)|passed|approved|adopted|accepted|completed|stayed|remain\w*|left)\b",
    regex.IGNORECASE,
)


def judge_wholes(claim: Claim) -> Iterator[Signal]:
    """Signal whole_for_part: the line counts some of so many ("two of fourteen", "63; 54 were approved"), the sentence claims the whole number.

    Only a number that the sentence does not itself break into parts; the line must be the one the sentence rests on.
    """
    mine = claim.statement
    best = claim.links[0] if claim.links else None
    if best is None or best.strength < _WHOLE_FROM or mine.kinds & _OWNS_A_PART or any(q.dimension == "share" for q in mine.quantities):
        return
    line = best.line.statement
    counts = [quantity for quantity in line.quantities if quantity.dimension == "count"]
    said = [quantity for quantity in mine.quantities if quantity.dimension == "count" and quantity.value > 2]
    for share in line.quantities:
        if share.unit != "of" or share.value >= 1:
            continue
        inside = sorted(count.value for count in counts if share.start <= count.start and count.end <= share.end)
        if inside and any(value_fits(one, inside[-1]) and not value_fits(one, inside[0]) for one in said) and not _says(mine, inside[0]):
            yield _whole(claim, line)
            return
    if "absolute" in mine.kinds:
        for first, second in pairwise(counts):
            part = second.value < first.value and _OF_THOSE.match(line.text[second.end :])
            whole = any(value_fits(one, first.value) and _is_all(mine, one.start, one.end) for one in said)
            if part and whole and not _says(mine, second.value):
                yield _whole(claim, line)
                return


def _is_all(statement: Statement, start: int, end: int) -> bool:
    """Whether "all" or "every one" stands beside the number at `start`."""
    return any(
        mark.kind == "absolute" and (0 <= start - mark.end <= _BESIDE or 0 <= mark.start - end <= _BESIDE) for mark in statement.marks
    )


def _says(statement: Statement, value: float) -> bool:
    return any(quantity.dimension == "count" and value_fits(quantity, value) for quantity in statement.quantities)


def _whole(claim: Claim, line: Statement) -> Signal:
    return Signal("whole_for_part", 1.0, Reason(kind="scope", hard=True, claim=shorten(claim.statement.text), found=shorten(line.text)))
