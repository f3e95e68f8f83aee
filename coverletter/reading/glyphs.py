"""Glyphs of a PDF page with their places, and which of them nobody can see. Runs only inside the sandbox.

PDFium tells more than the text: where each glyph stands, how large, in which colour. Reading order, columns, wrapped
lines and hidden text are worked out from that (`layout.py`), not from the order in which a program wrote the file.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_GLYPHS = 60_000
"""Glyphs read of one page. A dense page of a resume has about 6,000."""

MOST_OBJECTS = 4_000
"""Drawn objects looked at on one page for bullets that are drawn, not written."""

TINY = 3.0
"""Points; smaller text cannot be read on paper."""

NEAR_WHITE = 235
LEAST_CONTRAST = 24
INVISIBLE = 3
"""The text render mode that paints nothing."""


@dataclass(slots=True)
class Glyph:
    """One character: left, right and baseline in points from the top left corner of the upright page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    hidden: str = ""


@dataclass(slots=True)
class PageGlyphs:
    """A page: its glyphs in the order of the file, the centres of small drawn marks, its size in points."""

    glyphs: list[Glyph]
    marks: list[tuple[float, float]]
    width: float
    height: float
    cut: bool = False


class _Reader:
    """Asks PDFium about one page, glyph by glyph."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.text = page.get_textpage()
        self.rotation = int(page.get_rotation())
        box_width, box_height = page.get_size()
        self.width, self.height = float(box_width), float(box_height)
        left, bottom, right, top = page.get_cropbox()
        self.crop = (float(left), float(bottom), float(right), float(top))
        self._bold_fonts: dict[int, bool] = {}

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it is stored, as a point from the top left of the page as it is shown."""
        left, bottom, right, top = self.crop
        if self.rotation == 90:
            return y - bottom, x - left
        if self.rotation == 180:
            return right - x, y - bottom
        if self.rotation == 270:
            return top - y, right - x
        return x - left, top - y

    def _is_bold(self, index: int, text_object: Any) -> bool:
        font = raw.FPDFTextObj_GetFont(text_object) if text_object else None
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key is None:
            return False
        if key not in self._bold_fonts:
            buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
            raw.FPDFText_GetFontInfo(self.text, index, buffer, 256, flags)
            name = buffer.value.decode("utf-8", "replace").lower()
            heavy = any(word in name for word in ("bold", "black", "heavy", "demi", "cmbx"))
            self._bold_fonts[key] = heavy or raw.FPDFText_GetFontWeight(self.text, index) >= 600
        return self._bold_fonts[key]

    def glyph(self, index: int) -> Glyph | None:
        """The glyph at `index`, None for line ends and for what PDFium cannot name."""
        code = raw.FPDFText_GetUnicode(self.text, index)
        if code in (0, 0xA, 0xD) or 0xD800 <= code <= 0xDFFF:
            return None
        character = "-" if raw.FPDFText_IsHyphen(self.text, index) == 1 or code in (0x2, 0xFFFE) else chr(code)
        box = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(self.text, index, *box)
        origin = [ctypes.c_double(), ctypes.c_double()]
        raw.FPDFText_GetCharOrigin(self.text, index, *origin)
        x0, y0 = self.place(box[0].value, box[2].value)
        x1, y1 = self.place(box[1].value, box[3].value)
        _, baseline = self.place(origin[0].value, origin[1].value)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text, index, matrix)
        scale = max((matrix.c**2 + matrix.d**2) ** 0.5, (matrix.a**2 + matrix.b**2) ** 0.5)
        size = raw.FPDFText_GetFontSize(self.text, index) * (scale or 1.0)
        text_object = raw.FPDFText_GetTextObject(self.text, index)
        bold = self._is_bold(index, text_object)
        left, right = min(x0, x1), max(x0, x1)
        return Glyph(
            character, left, right, baseline, size, bold, self._why_hidden(index, text_object, left, right, baseline, size, abs(y1 - y0))
        )

    def _why_hidden(self, index: int, text_object: Any, left: float, right: float, baseline: float, size: float, tall: float) -> str:
        if text_object is None or right <= left:
            return ""
        if right < 0 or left > self.width or baseline < 0 or baseline - size > self.height:
            return "off the page"
        if 0 < size < TINY and tall < TINY:
            return "tiny"
        if raw.FPDFTextObj_GetTextRenderMode(text_object) == INVISIBLE:
            return "invisible"
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if raw.FPDFText_GetFillColor(self.text, index, red, green, blue, alpha):
            if alpha.value < 16:
                return "invisible"
            if min(red.value, green.value, blue.value) >= NEAR_WHITE:
                return "white"
        return ""

    def marks(self) -> list[tuple[float, float]]:
        """Centres of small drawn shapes: bullets that a browser paints instead of writing."""
        found = []
        for item in islice(self.page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2), MOST_OBJECTS):
            x0, y0, x1, y1 = item.get_bounds()
            wide, tall = x1 - x0, y1 - y0
            if 1.0 <= wide <= 7.0 and 1.0 <= tall <= 7.0 and 0.6 <= wide / tall <= 1.7:
                found.append(self.place((x0 + x1) / 2, (y0 + y1) / 2))
        return found

    def has_large_image(self) -> bool:
        """Whether a picture covers half of the page, as in a scan."""
        for item in islice(self.page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2), 200):
            x0, y0, x1, y1 = item.get_bounds()
            if (x1 - x0) * (y1 - y0) > 0.5 * self.width * self.height:
                return True
        return False


def _seen_against_background(page: Any, glyphs: list[Glyph]) -> None:
    """White text on a dark bar is meant to be read: look at the painted page before calling white text hidden."""
    bitmap = page.render(scale=1, grayscale=True)
    pixels, stride = bytes(cast(Any, bitmap.buffer)), bitmap.stride
    for glyph in glyphs:
        if glyph.hidden != "white":
            continue
        top, bottom = int(max(0, glyph.baseline - glyph.size)), int(min(bitmap.height, glyph.baseline + 2))
        start, end = int(max(0, glyph.left - 1)), int(min(bitmap.width, glyph.right + 2))
        values = [pixels[row * stride + column] for row in range(top, bottom) for column in range(start, end)]
        if values and max(values) - min(values) >= LEAST_CONTRAST:
            glyph.hidden = ""
    bitmap.close()


def read_glyphs(page: Any) -> PageGlyphs:
    """All glyphs of a page (a pypdfium2 `PdfPage`), hidden ones marked with the reason.

    The invisible text layer over a scanned page is not called hidden: it is how scanners make a page searchable.
    Does not catch text that a picture or a shape covers.
    """
    reader = _Reader(page)
    count = reader.text.count_chars()
    glyphs = [glyph for index in range(min(count, MOST_GLYPHS)) if (glyph := reader.glyph(index)) is not None]
    written = [glyph for glyph in glyphs if not glyph.text.isspace()]
    invisible = sum(1 for glyph in written if glyph.hidden == "invisible")
    if invisible > len(written) / 2 and reader.has_large_image():
        for glyph in glyphs:
            glyph.hidden = "" if glyph.hidden == "invisible" else glyph.hidden
    if any(glyph.hidden == "white" for glyph in glyphs) and reader.width * reader.height < 4_000_000:
        _seen_against_background(page, glyphs)
    result = PageGlyphs(glyphs, reader.marks(), reader.width, reader.height, cut=count > MOST_GLYPHS)
    reader.text.close()
    return result


def open_document(data: bytes) -> Any:
    """The document. Raises `pypdfium2.PdfiumError` when it cannot be opened."""
    return pdfium.PdfDocument(data)
