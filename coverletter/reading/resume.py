"""A resume file becomes a `Resume`: PDF, Word, Markdown or plain text, told apart by content, not by name."""

from __future__ import annotations

from coverletter.types import Resume


class ResumeReader:
    """Reads resumes; safe to call from many threads. Binary files are parsed only inside a sandboxed process."""

    def __init__(self, max_pages: int = 20, max_bytes: int = 5_000_000, workers: int = 2) -> None:
        """At most `max_pages` pages of a file of at most `max_bytes` are read, `workers` files at once."""
        self._limits = (max_pages, max_bytes, workers)

    def read(self, data: bytes, filename: str) -> Resume:
        """The resume. `filename` tells Markdown from plain text and nothing else.

        Raises:
            UnreadableResume: with a sentence that says what to do: empty, not a resume file, encrypted, a scan, too large,
                damaged, in a script we do not read, or too slow to read.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the sandboxed processes."""
