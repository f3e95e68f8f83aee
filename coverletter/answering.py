"""The questions of an application form, answered one after the other, each within its limit."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from coverletter.drafting import Drafter
from coverletter.types import Brief, Progress, Question


async def draft_answers(drafter: Drafter, brief: Brief, questions: Sequence[Question]) -> AsyncGenerator[Progress, None]:
    """Answer every question; the last `Progress` carries the letter with its answers."""
    raise NotImplementedError
    yield
