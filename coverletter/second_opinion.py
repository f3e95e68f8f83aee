"""An optional second opinion by a model: one structured call for a whole review.

It may raise a doubt where the rules found none; it never clears one, and never makes a contradiction: a model that reads a resume is persuaded by
what a letter says well. What it answers is checked before it counts: only numbers of sentences that were shown, only supported ones, and as what
the resume says only words that stand there. Resume and letter go as JSON strings, so that neither can step out of its place; what either may
talk the model into is at most a question too many or one too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pydantic import BaseModel, ValidationError

from coverletter.errors import Busy, ModelFailed
from coverletter.review.model import shipped_model
from coverletter.review.signals import shorten
from coverletter.types import Passage, Reason, Resume, Review, ReviewedSentence
from coverletter.writing.prompts import second_opinion_prompt

MOST_DOUBTS = 40
MOST_CHARACTERS = 300
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "doubts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"sentence": {"type": "integer"}, "claim": {"type": "string"}, "found": {"type": "string"}},
                "required": ["sentence", "claim", "found"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["doubts"],
    "additionalProperties": False,
}


class Completes(Protocol):
    """`writing.openai_writer.OpenAIWriter`."""

    async def complete(self, prompt: str, schema: dict[str, object] | None = None, name: str = "") -> str: ...


class _Doubt(BaseModel):
    sentence: int
    claim: str
    found: str


class _Answer(BaseModel):
    doubts: list[_Doubt]


async def second_opinion(
    model: Completes, review: Review, resume: Resume, notes: Sequence[Passage] = (), threshold: float | None = None
) -> Review:
    """The review with the model's doubts added to sentences it had let pass, after one call.

    Unchanged where there is nothing to ask, where the call fails or comes too late, and where the answer is not of the shape asked for.
    `threshold` is the least score of a doubted sentence, by default the one that the shipped model flags from.
    """
    asked = [number for number, sentence in enumerate(review.sentences) if sentence.verdict == "supported"]
    if not asked:
        return review
    facts = [
        passage.text if not passage.entry else f"[{passage.entry.splitlines()[0]}] {passage.text}"
        for passage in (*resume.passages, *notes)
        if passage.kind not in ("contact", "heading")
    ]
    try:
        answer = _Answer.model_validate_json(
            await model.complete(
                second_opinion_prompt({number: review.sentences[number].text for number in asked}, facts), SCHEMA, resume.name
            )
        )
    except (ModelFailed, Busy, ValidationError):
        return review
    shown = frozenset(asked)
    doubts = {doubt.sentence: doubt for doubt in reversed(answer.doubts[:MOST_DOUBTS]) if doubt.sentence in shown}
    if not doubts:
        return review
    least = shipped_model().unsupported_from if threshold is None else threshold
    stated = _plain(" ".join(facts))
    sentences = tuple(
        _doubted(sentence, doubts[number], least, stated) if number in doubts else sentence
        for number, sentence in enumerate(review.sentences)
    )
    return review.model_copy(
        update={
            "sentences": sentences,
            "supported": review.supported - len(doubts),
            "unsupported": review.unsupported + len(doubts),
        }
    )


def _doubted(sentence: ReviewedSentence, doubt: _Doubt, least: float, stated: str) -> ReviewedSentence:
    claim = doubt.claim if _plain(doubt.claim) in _plain(sentence.text) and doubt.claim.strip() else sentence.text
    found = doubt.found if _plain(doubt.found) in stated else ""
    reason = Reason(kind="second_opinion", hard=False, claim=shorten(claim, MOST_CHARACTERS), found=shorten(found, MOST_CHARACTERS))
    return sentence.model_copy(
        update={"verdict": "unsupported", "score": max(sentence.score, least), "reasons": (*sentence.reasons, reason)}
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
