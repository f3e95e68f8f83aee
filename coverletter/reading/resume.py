"""A resume file becomes a `Resume`: PDF, Word, Markdown or plain text, told apart by content, not by name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from coverletter.errors import UnreadableResume
from coverletter.reading import refusals
from coverletter.reading.filetypes import decode_text, sniff
from coverletter.reading.joining import join_broken_words
from coverletter.reading.lines import Extract, Hidden, Line
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

GARBLED, UNREADABLE = 0.85, 0.4
"""Quality below which the reader is warned, and below which the file is refused. Resumes of six typesetters measured .98 to 1."""

MOST_TEXT = 200_000


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
            warnings=tuple(self._warnings(extract, quality)),
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
            if extract.unreadable_glyphs > LEAST_LETTERS:
                raise refusals.garbled()
            raise refusals.scan() if extract.pictures or not letters else refusals.too_short()
        if not is_supported_script(text):
            raise refusals.unknown_script()

    def _warnings(self, extract: Extract, quality: float) -> list[str]:
        warnings = []
        if extract.pages > extract.pages_read:
            warnings.append(
                f"Only the first {extract.pages_read} of {extract.pages} pages were read; upload a shorter file if what matters comes later."
            )
        elif extract.cut:
            warnings.append("Part of the file could not be read or was too long and is left out; check the text before you rely on it.")
        if quality < GARBLED:
            warnings.append(
                "Some of the text is garbled, because fonts in this file do not say which letters they draw; "
                "export the resume again from the program it was written in."
            )
        if extract.pictures and extract.pages_read > extract.pictures:
            warnings.append("Some pages are pictures; what is only in a picture was not read.")
        return warnings + [_hidden_warning(how, found) for how, found in _grouped(extract.hidden)]


def _grouped(hidden: Sequence[Hidden]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for item in hidden:
        groups.setdefault(item.how, []).append(item.text)
    return [(how, texts) for how, texts in groups.items() if any(character.isalnum() for text in texts for character in text)]


def _hidden_warning(how: str, texts: Sequence[str]) -> str:
    words = sum(len(text.split()) for text in texts)
    manner = {"white": "in the colour of the page", "tiny": "too small to read", "off the page": "outside the page"}.get(how, "invisible")
    return f"The file holds hidden text ({words} {'word' if words == 1 else 'words'}, {manner}); it was left out and is not used."


def _assemble(lines: Sequence[Line]) -> str:
    """The whole text: a line per line, an empty line before headings and wherever the page sets blocks apart."""
    headings = find_headings(lines)
    sizes = Counter(line.size for line in lines)
    rows: list[str] = []
    for index, line in enumerate(lines):
        if rows and (index in headings or (not headings and line.apart and not line.bullet and bool(sizes))):
            rows.append("")
        rows.append(("• " if line.bullet else "") + line.text)
    return "\n".join(rows)


__all__ = ["ResumeReader", "UnreadableResume"]
