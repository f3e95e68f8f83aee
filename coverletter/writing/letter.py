"""An offline letter and its parts, in the frame's language."""

from __future__ import annotations

from collections.abc import Sequence

from coverletter.writing import letter_en, letter_ko
from coverletter.writing.evidence import Fact
from coverletter.writing.frame import Frame


def render_letter(frame: Frame, facts: Sequence[Fact]) -> str:
    """The letter with these facts, in the order of the resume."""
    opening = " ".join(filter(None, (frame.applying(), job_sentence(frame), frame.own_words)))
    paragraphs = [frame.greeting(), opening, *body(frame, facts), " ".join(frame.notes), frame.closing(), frame.signature()]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def body(frame: Frame, facts: Sequence[Fact]) -> list[str]:
    """The paragraphs between opening and closing: one for each place of work, short ones joined."""
    return letter_ko.body(frame, facts) if frame.language == "ko" else letter_en.body(frame, facts)


def job_sentence(frame: Frame) -> str:
    """Where one works now, or worked last; empty without a title or where the frame leaves it out."""
    return letter_ko.job_sentence(frame) if frame.language == "ko" else letter_en.job_sentence(frame)
