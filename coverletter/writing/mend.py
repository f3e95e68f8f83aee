"""Putting right what no evidence supports, and taking out what stays so, such that the letter still reads."""

from __future__ import annotations

import regex

from coverletter.types import Brief, Review


def mend_of(brief: Brief, text: str, review: Review) -> Brief:
    """The brief that sends the doubtful sentences of `text` back, with the reasons and the evidence that exists."""
    doubts = tuple(sentence for sentence in review.sentences if sentence.verdict == "unsupported")
    return brief.model_copy(update={"task": "mend", "draft": text, "doubts": doubts})


def better_of(first: tuple[str, Review], second: tuple[str, Review]) -> tuple[str, Review]:
    """The text with fewer unsupported sentences; of two alike the one with more supported ones."""
    return min(first, second, key=lambda pair: (pair[1].unsupported, -pair[1].supported))


def strip_unsupported(text: str, review: Review) -> str:
    """`text` without the sentences that `review` marks."""
    for sentence in review.sentences:
        if sentence.verdict == "unsupported":
            words = r"\s+".join(regex.escape(word) for word in sentence.text.split())
            text = regex.sub(rf"[ \t]*{words}", "", text, count=1)
    return regex.sub(r"\n\s*\n\s*", "\n\n", text).strip()
