"""A letter as a file: PDF, DOCX, Markdown, text.

The file holds the letter and nothing else: the title goes into its name and properties, and nothing in it tells the
time, so the same letter is the same bytes.
"""

from __future__ import annotations

import re
import unicodedata

from coverletter.errors import BadInput
from coverletter.keeping.fonts import printable
from coverletter.keeping.letter_docx import letter_as_docx
from coverletter.keeping.letter_pdf import letter_as_pdf
from coverletter.keeping.letter_text import Paragraph, paragraphs_of
from coverletter.types import ExportedFile, ExportFormat, Language

MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
LONGEST_LETTER = 100_000
"""Characters; far beyond any letter, so that nobody has a book typeset here."""

LONGEST_NAME = 60

_UNNAMED: dict[Language, str] = {"en": "Cover letter", "ko": "자기소개서"}
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[^\w &+,()\-]+")
_MARKDOWN = re.compile(r"([\\`*<\[\]]|(?<![^\W_])_|_(?![^\W_]))")
_MARKDOWN_START = re.compile(r"^([#>]|[=-]{2,}$)")


def export_letter(text: str, format: ExportFormat, language: Language, title: str = "") -> ExportedFile:
    """A letter as a file whose bytes are the same for the same letter.

    `title` names the file, such as "Data Engineer, Gaon". A PDF carries its fonts; what they cannot draw (emoji, scripts
    other than Latin, Greek, Cyrillic, Hangul, kana and the Hanja of KS X 1001) is left out or becomes `?`, and the
    `notice` says so.

    Raises:
        BadInput: the letter is empty or too long, or the format is none of pdf, docx, md, txt.
    """
    if format not in MEDIA_TYPES:
        raise BadInput("Choose pdf, docx, md or txt.", "pdf, docx, md, txt 가운데 하나를 골라 주세요.")
    clean = _UNPRINTED.sub("", unicodedata.normalize("NFC", text)).replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\t", "    ")
    if len(clean) > LONGEST_LETTER:
        raise BadInput("The letter is too long to export; shorten it first.", "글이 너무 길어 내보낼 수 없습니다. 먼저 줄여 주세요.")
    paragraphs = paragraphs_of(clean)
    if not paragraphs:
        raise BadInput("There is nothing to export yet; write the letter first.", "내보낼 내용이 없습니다. 먼저 글을 작성해 주세요.")
    name = _file_name(title, language)
    notice = ""
    if format == "pdf":
        drawn, lost = printable(clean)
        notice = _notice(lost, language)
        data = letter_as_pdf(paragraphs_of(drawn), language, name)
    elif format == "docx":
        data = letter_as_docx(paragraphs, language, name)
    else:
        data = (_markdown(paragraphs) if format == "md" else _text(paragraphs)).encode()
    return ExportedFile(filename=f"{name}.{format}", media_type=MEDIA_TYPES[format], data=data, notice=notice)


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n\n".join("\n".join(line.text for line in paragraph.lines) for paragraph in paragraphs) + "\n"


def _markdown(paragraphs: tuple[Paragraph, ...]) -> str:
    """Reads as the letter once rendered: line breaks are hard, signs that Markdown would take for its own are escaped."""
    blocks = []
    for paragraph in paragraphs:
        headings = [f"**{_escaped(line.text)}**" for line in paragraph.lines if line.heading]
        body = [_escaped(line.text) for line in paragraph.lines if not line.heading]
        blocks += [*headings, "\\\n".join(body)] if body else headings
    return "\n\n".join(blocks) + "\n"


def _escaped(line: str) -> str:
    return _MARKDOWN_START.sub(r"\\\1", _MARKDOWN.sub(r"\\\1", line))


def _file_name(title: str, language: Language) -> str:
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", unicodedata.normalize("NFC", title)).split())
    return plain[:LONGEST_NAME].strip(" ,-(&+") or _UNNAMED[language]


def _notice(lost: tuple[str, ...], language: Language) -> str:
    if not lost:
        return ""
    shown = " ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
    if language == "ko":
        return f"PDF 글꼴에 없는 문자를 빼거나 ?로 바꾸었습니다: {shown}"
    return f"The PDF's fonts lack these characters, which were left out or became ?: {shown}"
