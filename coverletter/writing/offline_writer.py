"""Writes without a key and without a server: every sentence about the applicant is a line of the resume, put into a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import regex

from coverletter.types import Brief, Chunk
from coverletter.writing.adjusting import lengthen, revise, shorten
from coverletter.writing.answers import compose_answer
from coverletter.writing.composing import Composed, compose_letter

NAME = "offline"
_PIECE = regex.compile(r"\S+\s*(?:\S+\s*){0,7}")


class OfflineWriter:
    """A writer that composes; satisfies the same tests as `OpenAIWriter`."""

    @property
    def name(self) -> str:
        """What stands in a letter's record where a model's name would."""
        return NAME

    def would_send(self, brief: Brief) -> str:  # noqa: ARG002 - the seam's shape
        """Nothing leaves the house."""
        return ""

    async def write(self, brief: Brief) -> AsyncIterator[Chunk]:
        """Stream the text in pieces of a few words; it always ends complete."""
        composed = await asyncio.to_thread(_TASKS[brief.task], brief)
        for piece in _PIECE.findall(composed.text):
            yield Chunk(text=piece)
            await asyncio.sleep(0)
        yield Chunk(outcome="complete", notice=composed.notice)


def _unchanged(brief: Brief) -> Composed:
    """The draft as it stands: nothing here could word a doubtful sentence anew."""
    return Composed(brief.draft, "")


_TASKS: Mapping[str, Callable[[Brief], Composed]] = {
    "letter": compose_letter,
    "answer": compose_answer,
    "revise": revise,
    "mend": _unchanged,
    "shorten": shorten,
    "lengthen": lengthen,
}
