"""A letter as a Word document that can go on being edited, with the font inside.

The document is a handful of small parts kept as templates in `docx/`; python-docx's own template would bring 440 KB of
styles and no way to embed a font.
"""

from __future__ import annotations

import functools
import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from string import Template
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape

from fontTools import subset

from coverletter.keeping.fonts import LETTER_FONT
from coverletter.keeping.letter_text import Line, Paragraph
from coverletter.types import Language

LEADING: dict[Language, float] = {"en": 1.3, "ko": 1.45}
"""Times the font's own line height (1.19): the distance the lines have in the PDF."""

SIZE: dict[Language, float] = {"en": 11, "ko": 10.5}
_LINE_UNITS = 240
_TEMPLATES = Path(__file__).parent / "docx"
_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/_rels/document.xml.rels",
    "word/_rels/fontTable.xml.rels",
    "docProps/core.xml",
    "docProps/app.xml",
)
_FONT_PART = "word/fonts/font1.odttf"
_TAGS: dict[Language, str] = {"en": "en-US", "ko": "ko-KR"}
_NO_DAY = (2000, 1, 1, 0, 0, 0)
"""The same letter is the same file, whenever it is made."""


def letter_as_docx(paragraphs: tuple[Paragraph, ...], language: Language, title: str) -> bytes:
    """The bytes of the document: A4, one Word paragraph a paragraph, line breaks where the applicant made them.

    The embedded font has the letter's own characters and those an editor is likely to type next: Latin and the 2,350
    syllables of KS X 1001. Characters no font of ours has are left to the reader's own.
    """
    text = "".join(line.text for paragraph in paragraphs for line in paragraph.lines)
    font = _font_with(frozenset(text) - _usual_characters())
    key = uuid5(NAMESPACE_URL, hashlib.sha256(font).hexdigest())
    values = {
        "paragraphs": "\n".join(_paragraph(paragraph) for paragraph in paragraphs),
        "language": _TAGS[language],
        "line": round(LEADING[language] * _LINE_UNITS),
        "size": round(SIZE[language] * 2),
        "title": escape(title),
        "font_key": str(key).upper(),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in _PARTS:
            part = Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)
            package.writestr(_entry(name), part.encode())
        package.writestr(_entry(_FONT_PART), _obfuscated(font, key))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _paragraph(paragraph: Paragraph) -> str:
    headings = [line for line in paragraph.lines if line.heading]
    body = [line for line in paragraph.lines if not line.heading]
    parts = [f'<w:p><w:pPr><w:pStyle w:val="Question"/></w:pPr>{_run(line)}</w:p>' for line in headings]
    if body:
        parts.append(f"<w:p>{'<w:r><w:br/></w:r>'.join(_run(line) for line in body)}</w:p>")
    return "\n".join(parts)


def _run(line: Line) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(line.text)}</w:t></w:r>'


@functools.cache
def _usual_characters() -> frozenset[str]:
    latin = {chr(code) for span in ((0x20, 0x180), (0x2010, 0x2040)) for code in range(*span)}
    rows = (bytes((lead, trail)) for lead in (0xA1, *range(0xB0, 0xC9)) for trail in range(0xA1, 0xFF))
    return frozenset(latin | {character for row in rows for character in row.decode("euc-kr", "ignore")})


@functools.lru_cache(maxsize=8)
def _font_with(more: frozenset[str]) -> bytes:
    """The letter font cut down to the usual characters and `more`."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    font = subset.load_font(str(LETTER_FONT), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in _usual_characters() | more])
    subsetter.subset(font)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _obfuscated(font: bytes, key: UUID) -> bytes:
    """ECMA-376 part 1, 17.8.1: the first 32 bytes are XORed with the key, read backwards, twice."""
    mask = (key.bytes[::-1]) * 2
    return bytes(byte ^ pad for byte, pad in zip(font[:32], mask, strict=True)) + font[32:]
