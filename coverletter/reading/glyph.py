"""One character of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Glyph:
    """One character: left, right and baseline in points from the top left corner of the upright page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    look: str = ""
    hidden: str = ""
    index: int = 0
    blank_after: bool = False
    blank_before: bool = False
    """Whether the file wrote a blank before it."""
    blank_guessed: bool = False
    """Whether PDFium takes the gap before it for a blank."""
