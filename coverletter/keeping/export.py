"""A letter as a file: PDF, DOCX, Markdown, text."""

from __future__ import annotations

from coverletter.types import ExportedFile, ExportFormat, Language


def export_letter(text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile:
    """A letter as a file whose bytes are the same for the same letter: nothing in it tells the time.

    Raises:
        BadInput: the letter is empty, or the format is none of pdf, docx, md, txt.
    """
    raise NotImplementedError
