"""Lines to passages: one bullet or one sentence each, bound to its section and to the job, school or project it stands under."""

from __future__ import annotations

from collections.abc import Sequence

from coverletter.reading.lines import Line
from coverletter.types import Passage

MOST_WORDS = 60


def passages_of(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """Passages in reading order, ids p1, p2, ...

    `entry` holds the header of the job, school or project with its pieces (cells and lines) separated by line breaks; an
    entry's own passage has the same pieces separated by blanks, so that dates, employer and title can be quoted together.
    """
    raise NotImplementedError


def notes_passages(text: str) -> tuple[Passage, ...]:
    """What the applicant wrote beyond the resume, as passages with ids n1, n2, ..., page 0 and source `notes`."""
    raise NotImplementedError
