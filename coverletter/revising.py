"""A letter changed as the applicant asks: the whole of it, or one paragraph."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from coverletter.drafting import Drafter
from coverletter.errors import BadInput
from coverletter.text.counting import count
from coverletter.types import Brief, Progress


async def draft_revision(drafter: Drafter, brief: Brief, text: str, paragraph: int | None) -> AsyncGenerator[Progress, None]:
    """Stream `text` changed as `brief.instructions` say; with `paragraph` (0-based) only that one changes.

    Raises:
        BadInput: there is no such paragraph.
    """
    before, chosen, after = _cut_out(text, paragraph)
    asked = brief.model_copy(update={"draft": chosen, "length": count(chosen, brief.unit)})
    async with aclosing(drafter.letter(asked, before=before, after=after)) as steps:
        async for step in steps:
            yield step


def _cut_out(text: str, paragraph: int | None) -> tuple[str, str, str]:
    """What stands before the paragraph, the paragraph, and what stands after it."""
    if paragraph is None:
        return "", text, ""
    paragraphs = text.split("\n\n")
    if not 0 <= paragraph < len(paragraphs):
        raise BadInput("Choose a paragraph of the letter.", "글에 있는 문단을 골라 주세요.")
    before = "".join(f"{kept}\n\n" for kept in paragraphs[:paragraph])
    after = "".join(f"\n\n{kept}" for kept in paragraphs[paragraph + 1 :])
    return before, paragraphs[paragraph], after
