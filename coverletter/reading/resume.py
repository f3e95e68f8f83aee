"""A resume file becomes a `Resume`: PDF, Word, Markdown or plain text, told apart by content, not by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from coverletter.reading import refusals
from coverletter.reading.filetypes import decode_text, sniff
from coverletter.reading.joining import join_broken_words
from coverletter.reading.lines import Extract, Line
from coverletter.reading.notices import warnings_of
from coverletter.reading.passages import passages_of
from coverletter.reading.person import find_name
from coverletter.reading.plaintext import markdown_lines, text_lines
from coverletter.reading.quality import text_quality
from coverletter.reading.sandbox import Sandbox, SandboxRefused
from coverletter.reading.structure import find_headings
from coverletter.text.language import detect_language, is_supported_script
from coverletter.types import Resume

LEAST_LETTERS = 20
"""Fewer letters than this are no resume: a scan, or a file that was saved empty."""

PAGES_OF_A_BOOK = 5
"""A file with this many times `max_pages` is refused, for it is not a resume; between that and `max_pages` the first pages are read."""

UNREADABLE = 0.4
"""Quality below which the text is no use to anybody."""

MOST_TEXT = 200_000
ENOUGH_TEXT = 10_000
"""Characters that tell the script of a text."""


class ResumeReader:
    """Reads resumes; safe to call from many threads. Binary files are parsed only inside a sandboxed process."""

    def __init__(self, max_pages: int = 20, max_bytes: int = 5_000_000, workers: int = 2) -> None:
        """At most `max_pages` pages of a file of at most `max_bytes` are read, `workers` files at once."""
        self.max_pages = max_pages
        self.max_bytes = max_bytes
        self._sandbox = Sandbox(workers)

    def warm(self) -> None:
        """Start a process ahead of the first file."""
        self._sandbox.warm()

    def workers(self) -> tuple[int, ...]:
        """Process ids of the sandboxed processes that live now."""
        return self._sandbox.processes()

    def close(self) -> None:
        """End the sandboxed processes."""
        self._sandbox.close()

    def read(self, data: bytes, filename: str) -> Resume:
        """The resume. `filename` tells Markdown from plain text and nothing else.

        Raises:
            UnreadableResume: with a sentence that says what to do: empty, not a resume file, encrypted, a scan, too large,
                damaged, in a script we do not read, or too slow to read.
        """
        if not data:
            raise refusals.empty()
        if len(data) > self.max_bytes:
            raise refusals.too_large(self.max_bytes)
        extract = self._extract(data, filename)
        lines = join_broken_words(extract.lines)
        text = _assemble(lines)
        self._check(text, extract)
        quality = text_quality(text, extract.unreadable_glyphs)
        if quality < UNREADABLE:
            raise refusals.garbled()
        return Resume(
            id=hashlib.sha256(data).hexdigest(),
            name=find_name(lines),
            pages=extract.pages,
            language=detect_language(text),
            text=text,
            passages=passages_of(lines),
            quality=quality,
            warnings=warnings_of(extract, quality),
        )

    def _extract(self, data: bytes, filename: str) -> Extract:
        kind = sniff(data)
        if kind in ("pdf", "docx"):
            try:
                return self._sandbox.run(kind, data, self.max_pages, self.max_pages * PAGES_OF_A_BOOK)
            except SandboxRefused as refused:
                raise refusals.refused(str(refused)) from None
        if kind != "text":
            raise refusals.wrong_kind(kind)
        text = decode_text(data)
        if text is None:
            raise refusals.wrong_kind("binary")
        markdown = PurePath(filename).suffix.lower() in (".md", ".markdown")
        lines = markdown_lines(text[:MOST_TEXT]) if markdown else text_lines(text[:MOST_TEXT])
        return Extract(lines, 1, 1, cut=len(text) > MOST_TEXT)

    @staticmethod
    def _check(text: str, extract: Extract) -> None:
        letters = sum(character.isalpha() for character in text)
        if letters < LEAST_LETTERS:
            if sum(len(item.text) for item in extract.hidden) >= LEAST_LETTERS and not extract.pictures:
                raise refusals.all_hidden()
            if extract.unreadable_glyphs > LEAST_LETTERS:
                raise refusals.garbled()
            raise refusals.scan() if extract.pictures or not letters else refusals.too_short()
        if not is_supported_script(text[:ENOUGH_TEXT]):
            raise refusals.unknown_script()


def _assemble(lines: Sequence[Line]) -> str:
    """The whole text: a line per line, an empty line before headings and wherever the page sets blocks apart."""
    headings = find_headings(lines)
    rows: list[str] = []
    for index, line in enumerate(lines):
        if rows and (index in headings or (not headings and line.apart and not line.bullet)):
            rows.append("")
        rows.append(("• " if line.bullet else "") + line.text)
    return "\n".join(rows)
