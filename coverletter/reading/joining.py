"""Korean words that broke at a line end: whether a blank stood there.

Korean has no hyphen and may break anywhere, depending on the program. Kiwi tells which reading is the likelier; a document
that hardly ever breaks inside a word is taken to break at blanks only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from coverletter.reading.lines import LOOSE_BREAK, SOFT_BREAK, Line
from coverletter.text.sentences import kiwi

CLEARLY_ONE_WORD = -2.0
"""Difference of Kiwi's log scores, with and without a blank, below which the halves are one word."""

SHARE_OF_LOOSE_BREAKS = 0.25
"""A program that breaks inside words fills every line but for less than a syllable; with more loose lines than this it does not."""

_UNIT = re.compile(r"(?:년|월|일|시|분|초|명|건|개|회|곳|원|억|만|천|백|배|차|종|점|호|급|주|대|권|편|장|쪽|층|평|톤|세|살|%)")


def join_broken_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without soft breaks: each a blank or nothing."""
    breaks = [pair for line in lines for cell in line.cells for pair in _breaks(cell.replace(LOOSE_BREAK, " "))]
    if not breaks and not any(LOOSE_BREAK in cell for line in lines for cell in line.cells):
        return tuple(lines)
    loose = sum(line.text.count(LOOSE_BREAK) for line in lines)
    inside_words = loose <= SHARE_OF_LOOSE_BREAKS * (loose + len(breaks))
    attached, apart = _parentheses(lines)
    verdicts = iter(
        attached > apart if right.startswith("(") else _splits_number(left, right) or (inside_words and _is_one_word(left, right))
        for left, right in breaks
    )

    def mend(cell: str) -> str:
        first, *rest = cell.replace(LOOSE_BREAK, " ").split(SOFT_BREAK)
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
    """Whether the halves are one word: by Kiwi's scores, or where they tie by the blanks Kiwi would set.

    Between two nouns of more than one syllable both are usual in Korean; there a blank is taken to have stood.
    """
    before, after = " ".join(left.split()[-2:]), " ".join(right.split()[:2])
    analyser = kiwi()
    whole, parted = (analyser.analyze(text)[0][1] for text in (before + after, f"{before} {after}"))
    if parted - whole < CLEARLY_ONE_WORD:
        return True
    tokens = analyser.tokenize(f"{before} {after}")
    last = next((token for token in reversed(tokens) if token.start < len(before)), None)
    first = next((token for token in tokens if token.start > len(before)), None)
    if last is not None and first is not None and last.tag.startswith("NN") and first.tag.startswith("NN"):
        return min(int(last.len), int(first.len)) == 1
    spaced = str(analyser.space(before + after))
    return not _blank_behind(spaced, len(before.replace(" ", "")))


def _blank_behind(text: str, letters: int) -> bool:
    """Whether a blank stands behind so many letters."""
    for index, character in enumerate(text):
        letters -= not character.isspace()
        if letters == 0:
            return text[index + 1 : index + 2].isspace()
    return False
