"""What a judge says about a claim: a named number for the fitted model, and with it a reason a person understands."""

from __future__ import annotations

from dataclasses import dataclass

from coverletter.text.language import hangul_share
from coverletter.types import Reason


@dataclass(frozen=True)
class Signal:
    """`value` is 0 to 1 unless the judge says otherwise; `reason` is shown when the sentence is doubted."""

    name: str
    value: float = 1.0
    reason: Reason | None = None


def in_its_words(text: str, start: int, end: int) -> str:
    """What text[start:end] is about, in whole words: with the two before it in Korean, where the verb comes last, or after it in English."""
    before, after = text[:start].split(" "), text[end:].split(" ")
    mine = before[-1] + text[start:end] + after[0]
    around = [*before[-3:-1], mine] if hangul_share(text) >= HANGUL else [mine, *after[1:3]]
    return " ".join(around).strip(' .,;:()“”‘’"')


HANGUL = 0.2


def shorten(text: str, most: int = 160) -> str:
    """A quotation for a reason, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
