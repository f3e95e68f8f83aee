"""Writes without a key and without a server: every sentence about the applicant is a line of the resume, put into a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping

import regex

from coverletter.types import Brief, Chunk, Review
from coverletter.writing.adjusting import lengthen, revise, shorten
from coverletter.writing.answers import compose_answer
from coverletter.writing.composing import Composed, compose_letter
from coverletter.writing.evidence import material_of, says
from coverletter.writing.mend import strip_unsupported

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

    async def write(self, brief: Brief) -> AsyncGenerator[Chunk, None]:
        """Stream the text in pieces of a few words; it always ends complete."""
        composed = await asyncio.to_thread(_TASKS[brief.task], brief)
        for piece in _PIECE.findall(composed.text):
            yield Chunk(text=piece)
            await asyncio.sleep(0)
        yield Chunk(outcome="complete", notice=composed.notice)


def mend(brief: Brief) -> Composed:
    """The draft without its doubtful sentences, filled with other lines, if it is one of ours; a person's own text stays as it is."""
    compose = compose_answer if brief.question else compose_letter
    again = brief.model_copy(update={"task": "answer" if brief.question else "letter", "draft": "", "doubts": ()})
    if compose(again).text != brief.draft:
        return Composed(brief.draft, "")
    doubted = [doubt.text for doubt in brief.doubts]
    told = tuple(fact.passage.text for fact in material_of(brief).facts if any(says(fact, sentence) for sentence in doubted))
    composed = compose(again.model_copy(update={"spent": (*brief.spent, *told), "doubts": brief.doubts}))
    marks = Review(sentences=brief.doubts, checks=(), supported=0, unsupported=len(doubted), neutral=0)
    return Composed(strip_unsupported(composed.text, marks), composed.notice)


_TASKS: Mapping[str, Callable[[Brief], Composed]] = {
    "letter": compose_letter,
    "answer": compose_answer,
    "revise": revise,
    "mend": mend,
    "shorten": shorten,
    "lengthen": lengthen,
}
