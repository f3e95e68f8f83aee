"""A job posting, however it was pasted, as title, company and the list of what it asks for."""

from __future__ import annotations

from coverletter.types import Posting

MAX_CHARACTERS = 50_000


def read_posting(text: str, *, max_characters: int = MAX_CHARACTERS) -> Posting:
    """Read a posting, locally and without a model.

    Args:
        text: as pasted: plain, with HTML leftovers, emoji, one paragraph, a chat, a mail, a flattened table.
        max_characters: the longest text that is read.

    Raises:
        UnreadablePosting: empty, one word, longer than `max_characters`, or neither Latin nor Hangul; the sentence says what to do.
    """
    raise NotImplementedError
