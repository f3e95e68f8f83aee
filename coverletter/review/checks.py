"""What is looked at before a letter is sent. Each check is a name, passed or not, and one sentence in the letter's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coverletter.types import Check, KeptLetter, Language, Passage, Posting, Resume, ReviewedSentence, Unit


@dataclass(frozen=True)
class CheckList:
    """What the checks must know besides the documents.

    Args:
        length: what was asked for, in `unit`; 0 when nothing was.
        is_limit: `length` must not be exceeded (answers), rather than be met within a tenth (letters).
        language: the language that was asked for; None for the posting's.
        blind: Korean blind hiring: name, sex, age, region, school and family must not be told.
        earlier: the person's own earlier letters, to point out what is used again.
    """

    length: int = 0
    unit: Unit = "words"
    is_limit: bool = False
    language: Language | None = None
    blind: bool = False
    earlier: tuple[KeptLetter, ...] = ()


def run_checks(
    text: str,
    sentences: Sequence[ReviewedSentence],
    resume: Resume,
    posting: Posting | None,
    notes: Sequence[Passage],
    asked: CheckList,
) -> tuple[Check, ...]:
    """Every check that applies, in the order a reader looks: company, role, language, length, then the text itself."""
    return ()
