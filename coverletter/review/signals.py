"""What a judge says about a claim: a named number for the fitted model, and with it a reason a person understands."""

from __future__ import annotations

from dataclasses import dataclass

from coverletter.types import Reason


@dataclass(frozen=True)
class Signal:
    """`value` is 0 to 1 unless the judge says otherwise; `reason` is shown when the sentence is doubted."""

    name: str
    value: float = 1.0
    reason: Reason | None = None


def shorten(text: str, most: int = 160) -> str:
    """A quotation for a reason, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
