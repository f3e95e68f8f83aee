"""What the sandboxed side says when it cannot read a file."""

from __future__ import annotations


class Unreadable(Exception):
    """Why a file cannot be read, as one word the parent has a sentence for."""
