"""The adapters that the settings name, put together; a test puts others together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coverletter.pipeline import CoverLetters
from coverletter.readiness import Part


@dataclass(frozen=True)
class House:
    """The facade, the parts `/ready` tells about by name, and what an operator or the end of the server needs."""

    letters: CoverLetters
    parts: dict[str, Part] = field(default_factory=dict)
    count_vectors: Callable[[], int] | None = None
    close: Callable[[], None] | None = None
