"""Instructions that a document addresses to a language model instead of a reader."""

from __future__ import annotations


def find_instructions(text: str) -> tuple[str, ...]:
    """The phrases of `text` that are addressed to a language model, in order, as they stand in it."""
    return ()
