"""A letter set on A4 as a PDF, with the fonts inside, whose text reads back as it was."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import Align, TextMode, WrapMode, XPos, YPos

from coverletter.keeping.fonts import FALLBACK_FONT, LETTER_FONT
from coverletter.keeping.letter_text import Paragraph
from coverletter.types import Language

MARGIN = 25.0
"""Millimetres on each side; a line then holds about 85 Latin or 45 Hangul characters, what typographers call readable."""

SIZE: dict[Language, float] = {"en": 11, "ko": 10.5}
LEADING: dict[Language, float] = {"en": 1.5, "ko": 1.7}
"""Hangul fills its square and needs more air between lines than Latin does."""

_INK = (33, 33, 38)
_BOLD_STROKE = 0.09
_MILLIMETRES = 25.4 / 72
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""The same letter is the same file, whenever it is made."""


def letter_as_pdf(paragraphs: tuple[Paragraph, ...], language: Language, title: str) -> bytes:
    """The bytes of the PDF. The text must hold only what the fonts can draw (`fonts.printable`)."""
    for name in ("fontTools.subset", "fontTools.ttLib", "fpdf"):
        logging.getLogger(name).setLevel(logging.ERROR)
    page = FPDF(format="A4", unit="mm")
    page.set_creation_date(_NO_DAY)
    page.set_producer("Cover Letter")
    page.set_title(title)
    page.set_lang(language)
    page.set_margins(MARGIN, MARGIN)
    page.set_auto_page_break(True, MARGIN)
    page.add_font("letter", fname=LETTER_FONT)
    page.add_font("fallback", fname=FALLBACK_FONT)
    page.set_fallback_fonts(["fallback"])
    page.set_font("letter", size=SIZE[language])
    page.set_text_color(*_INK)
    page.set_draw_color(*_INK)
    page.set_line_width(_BOLD_STROKE)
    page.add_page()
    height = SIZE[language] * LEADING[language] * _MILLIMETRES
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.ln(height * (1.1 if paragraph.lines[0].heading else 0.6))
        for line in paragraph.lines:
            page.text_mode = TextMode.FILL_STROKE if line.heading else TextMode.FILL
            if line.heading and page.will_page_break(3 * height):
                page.add_page()
            page.set_x(MARGIN)
            page.multi_cell(0, height, line.text, align=Align.L, wrapmode=WrapMode.WORD, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            if line.heading:
                page.ln(height * 0.15)
    out = BytesIO()
    page.output(out)
    return out.getvalue()
