"""What every reader gives: lines in reading order, with what is known of their looks.

A PDF tells sizes, weights and places; Word tells styles; plain text tells nothing. `structure.py` makes passages of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SOFT_BREAK = "\x1f"
"""Where Korean broke at a full line and the page does not tell whether a blank stood there; `joining.py` decides."""

LOOSE_BREAK = "\x1e"
"""Where Korean broke though another syllable would have fitted: at a blank."""

CELL_BREAK = "  "
"""What separates the cells of one line in the text: two blanks."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it: wrapped lines joined, bullets taken off, cells (table columns, dates at the margin) apart.

    `size` is in points, 0 where unknown; `style` is equal for lines that look the same and empty where looks are unknown;
    `left` is the distance from the left edge of its column in points; `apart` says that more than a line's space stands above;
    `heading` that the file itself calls it one.
    """

    cells: tuple[str, ...]
    page: int = 1
    size: float = 0.0
    bold: bool = False
    style: str = ""
    bullet: bool = False
    left: float = 0.0
    apart: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        """The cells as one line."""
        return CELL_BREAK.join(self.cells)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that nobody can see: how it hides, and the text."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Extract:
    """What came out of one file."""

    lines: tuple[Line, ...]
    pages: int
    pages_read: int
    hidden: tuple[Hidden, ...] = ()
    pictures: int = 0
    """Pages that a picture covers."""
    unreadable_glyphs: int = 0
    cut: bool = False
    """Whether text was left out because there was too much of it."""


def to_plain(extract: Extract) -> dict[str, Any]:
    """The extract as plain data, for the way out of the sandbox."""
    return asdict(extract)


def from_plain(data: Mapping[str, Any]) -> Extract:
    """The extract again; checks types, for the sandbox is not trusted. Raises `ValueError` when the data is not one."""
    try:
        lines = tuple(_line(item) for item in data["lines"])
        hidden = tuple(Hidden(str(item["how"]), str(item["text"])) for item in data["hidden"])
        return Extract(
            lines,
            int(data["pages"]),
            int(data["pages_read"]),
            hidden,
            int(data["pictures"]),
            int(data["unreadable_glyphs"]),
            bool(data["cut"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not an extract") from error


def _line(item: Mapping[str, Any]) -> Line:
    return Line(
        tuple(str(cell) for cell in item["cells"]),
        int(item["page"]),
        float(item["size"]),
        bool(item["bold"]),
        str(item["style"]),
        bool(item["bullet"]),
        float(item["left"]),
        bool(item["apart"]),
        bool(item["heading"]),
    )


def plain_lines(rows: Sequence[str]) -> tuple[Line, ...]:
    """Lines of plain text, for tests and for readers without looks."""
    return tuple(Line((row,)) for row in rows)
