"""Prizes: which place a sentence claims and which place the resume gives."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from coverletter.review.dossier import Dossier
from coverletter.review.linking import Claim
from coverletter.review.signals import Signal, shorten
from coverletter.review.statements import Statement
from coverletter.types import Reason

_I = regex.IGNORECASE
_LEVELS: tuple[tuple[int, regex.Pattern[str]], ...] = (
    (1, regex.compile(r"\b(?:finalists?|short-?list\w*|nominat\w+|long-?list\w*|semi-?final\w*|entered|participa\w+)\b|본선|입선|결선 진출|후보|참가상|노미네이트", _I)),
    (2, regex.compile(r"\b(?:highly commended|commended|commendation|honou?rable mention|special mention|merit award)\b|장려상|가작|특별상|입상|격려상|참방", _I)),
    (3, regex.compile(r"\b(?:(?:took|taking|went|came|gone) home|picked up|received|collected|was awarded|were awarded|presented with)\b[^.,;]{0,40}\b(?:award|prize|medal|trophy)\b|\b(?:third (?:place|prize)|bronze|came third|placed third|3rd (?:place|prize))\b|동상|3위|3등", _I)),
    (4, regex.compile(r"\b(?:runners?-up|second (?:place|prize)|silver|came second|placed second|2nd (?:place|prize)|excellence (?:award|prize))\b|은상|(?<!최)우수상|준우승|2위|2등", _I)),
    (5, regex.compile(r"\b(?:grand prize|first (?:place|prize)|gold|best (?:prize|award)|1st (?:place|prize)|champions?|winners?|won|came first|took (?:the )?(?:first|top))\b|대상(?=을|의|\s*수상|\s*받|[,.)]|\s*\(|$)|최우수상|금상|우승|(?<!\d)1위|(?<!\d)1등|수석", _I)),
)  # fmt: skip
_OF_A_PRIZE = regex.compile(
    r"\b(?:awards?|prizes?|contests?|competitions?|medals?|trophy|hackathons?|championships?|of the year|runners?-up|finalist)\b|상(?=을|의|\s|[,.)(]|$)|대회|공모전|경진|콘테스트|경연|우승|입상",
    _I,
)
_NOT = regex.compile(r"\b(?:not|no)\s(?:the|a|an)?\s?$|(?<!\p{L})비$", _I)


def place_of(statement: Statement) -> int:
    """0 where no prize is told, else 1 (finalist) to 5 (first); the highest place that is not denied."""
    text = statement.text
    if not _OF_A_PRIZE.search(text):
        return 0
    for level, pattern in reversed(_LEVELS):
        if any(not _NOT.search(text[max(0, found.start() - 10) : found.start()]) for found in pattern.finditer(text)):
            return level
    return 0


def judge_awards(claim: Claim, _: Dossier) -> Iterator[Signal]:
    """Signals award_found, award_raised: a better place than the lines about that prize give, and award_missing: a prize where no linked line has one."""
    mine = place_of(claim.statement)
    if not mine:
        return
    stated = [(place, one) for one in claim.links if (place := place_of(one.line.statement))]
    if not stated:
        if mine >= 3 and not any(_OF_A_PRIZE.search(one.line.statement.text) for one in claim.links):
            yield Signal("award_missing", 1.0, Reason(kind="achievement", hard=False, claim=shorten(claim.statement.text)))
        return
    place, one = max(stated, key=lambda pair: pair[1].strength)
    if mine > max(place, place if len(stated) == 1 else min(high for high, _ in stated)) and mine > place:
        yield Signal(
            "award_raised",
            1.0,
            Reason(kind="achievement", hard=True, claim=shorten(claim.statement.text), found=shorten(one.line.statement.text)),
        )
    else:
        yield Signal("award_found")
