"""Korean words that broke at a line end: whether a blank stood there.

Korean has no hyphen and may break anywhere, depending on the program. Kiwi tells which reading is the likelier; a document
that hardly ever breaks inside a word is taken to break at blanks only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coverletter.reading.lines import SOFT_BREAK, Line
from coverletter.text.sentences import kiwi

CLEARLY_ONE_WORD = -2.0
"""Difference of Kiwi's log scores, with and without a blank, below which the halves are one word."""

ENOUGH_BREAKS = 4
SHARE_OF_BROKEN_WORDS = 0.35
"""A program that breaks anywhere breaks inside a word more often than this; measured on Word and browser files: .8 against 0 to .2."""

_UNIT = re.compile(r"(?:년|월|일|시|분|초|명|건|개|회|곳|원|억|만|천|백|배|차|종|점|호|급|주|대|권|편|장|쪽|층|평|톤|세|살|%)")


def join_broken_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without soft breaks: each a blank or nothing."""
    breaks = [pair for line in lines for cell in line.cells for pair in _breaks(cell)]
    if not breaks:
        return tuple(lines)
    attached, apart = _parentheses(lines)
    broken = [_is_one_word(left, right) for left, right in breaks]
    anywhere = len(breaks) < ENOUGH_BREAKS or sum(broken) / len(breaks) >= SHARE_OF_BROKEN_WORDS
    verdicts = iter(
        (attached > apart) if right.startswith("(") else one and (anywhere or _splits_number(left, right))
        for (left, right), one in zip(breaks, broken, strict=True)
    )

    def mend(cell: str) -> str:
        first, *rest = cell.split(SOFT_BREAK)
        for part in rest:
            first += ("" if next(verdicts) else " ") + part
        return first

    return tuple(replace(line, cells=tuple(mend(cell) for cell in line.cells)) for line in lines)


def _breaks(cell: str) -> list[tuple[str, str]]:
    parts = cell.split(SOFT_BREAK)
    return [(parts[index - 1], parts[index]) for index in range(1, len(parts))]


def _parentheses(lines: Sequence[Line]) -> tuple[int, int]:
    """How often the writer sets a parenthesis right behind a Korean word, and how often behind a blank."""
    text = "\n".join(line.text for line in lines)
    return len(re.findall(r"[가-힣]\(", text)), len(re.findall(r"[가-힣] \(", text))


def _splits_number(left: str, right: str) -> bool:
    return left[-1:].isdigit() and _UNIT.match(right) is not None


def _is_one_word(left: str, right: str) -> bool:
    if _splits_number(left, right):
        return True
    before, after = " ".join(left.split()[-2:]), " ".join(right.split()[:2])
    analyser = kiwi()
    whole, parted = (analyser.analyze(text)[0][1] for text in (before + after, f"{before} {after}"))
    return bool(parted - whole < CLEARLY_ONE_WORD)
