"""Glyphs of a PDF page with their places, the drawn marks and rules, and what nobody can see. Runs only inside the sandbox.

PDFium tells more than the text: where each glyph stands, how large, in which colour. Reading order, columns, wrapped
lines and hidden text are worked out from that (`layout.py`), not from the order in which a program wrote the file.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pypdfium2.raw as raw

from coverletter.reading.glyph import Glyph
from coverletter.reading.ink import mark_unseen

MOST_GLYPHS = 40_000
"""Glyphs read of one page. A dense page of a resume has about 6,000."""

MOST_OBJECTS = 3_000
"""Drawn objects looked at on one page for bullets and table rules."""

TINY = 3.0
"""Points; smaller text cannot be read on paper."""

NEAR_WHITE = 235
INVISIBLE = 3
"""The text render mode that paints nothing."""


@dataclass(slots=True)
class PageGlyphs:
    """A page: glyphs in the order of the file, centres of small drawn marks, rules as (x0, y0, x1, y1), size in points."""

    glyphs: list[Glyph]
    turned: list[str]
    marks: list[tuple[float, float]]
    rules: list[tuple[float, float, float, float]]
    width: float
    height: float
    picture: bool = False
    unreadable: int = 0
    cut: bool = False


@dataclass(slots=True)
class _Look:
    """What all glyphs of one text object share."""

    size: float
    bold: bool
    name: str
    hidden: str
    turned: bool
    slope: float
    """How far italics made by slanting lean, per point of height."""


@dataclass(slots=True)
class _Reader:
    """Asks PDFium about one page, glyph by glyph."""

    page: Any
    text: Any = None
    rotation: int = 0
    width: float = 0.0
    height: float = 0.0
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    looks: dict[int, _Look] = field(default_factory=dict)
    bold_fonts: dict[int, bool] = field(default_factory=dict)
    pictures: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.page.get_textpage()
        self.rotation = int(self.page.get_rotation())
        wide, tall = self.page.get_size()
        self.width, self.height = float(wide), float(tall)
        shown = raw.FS_RECTF()
        if raw.FPDF_GetPageBoundingBox(self.page, shown):
            self.crop = (shown.left, shown.bottom, shown.right, shown.top)
        else:
            self.crop = (0.0, 0.0, self.width, self.height)

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
        if key not in self.bold_fonts:
            buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
            raw.FPDFText_GetFontInfo(self.text, index, buffer, 256, flags)
            name = buffer.value.decode("utf-8", "replace").lower()
            heavy = any(word in name for word in ("bold", "black", "heavy", "demi", "cmbx"))
            self.bold_fonts[key] = heavy or raw.FPDFText_GetFontWeight(self.text, index) >= 600
        return self.bold_fonts[key]

    def look(self, index: int) -> _Look:
        """Size, weight, colour and visibility, asked once for each text object."""
        text_object = raw.FPDFText_GetTextObject(self.text, index)
        key = ctypes.cast(text_object, ctypes.c_void_p).value or 0 if text_object else 0
        if key and key in self.looks:
            return self.looks[key]
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text, index, matrix)
        upright, slanted = abs(matrix.a) + abs(matrix.d), abs(matrix.b) + abs(matrix.c)
        scale = max((matrix.c**2 + matrix.d**2) ** 0.5, (matrix.a**2 + matrix.b**2) ** 0.5) or 1.0
        size = raw.FPDFText_GetFontSize(self.text, index) * scale
        bold = self._is_bold(index, text_object)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        coloured = raw.FPDFText_GetFillColor(self.text, index, red, green, blue, alpha)
        colour = (red.value, green.value, blue.value) if coloured else (0, 0, 0)
        hidden = ""
        if (text_object and raw.FPDFTextObj_GetTextRenderMode(text_object) == INVISIBLE) or (coloured and alpha.value < 16):
            hidden = "invisible"
        elif coloured and min(colour) >= NEAR_WHITE:
            hidden = "white"
        name = f"{size:.1f} {'bold ' if bold else ''}{colour[0] >> 4:x}{colour[1] >> 4:x}{colour[2] >> 4:x}"
        turned = (slanted > upright) != (self.rotation in (90, 270))
        slope = matrix.c / matrix.d if matrix.d and not slanted > upright else 0.0
        found = _Look(size, bold, name, hidden, turned, slope)
        if key:
            self.looks[key] = found
        return found

    def read(self) -> PageGlyphs:
        """Every glyph, in the order of the file."""
        page = PageGlyphs([], [], [], [], self.width, self.height)
        count = self.text.count_chars()
        page.cut = count > MOST_GLYPHS
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        blank, guessed, turned = False, False, ""
        for index in range(min(count, MOST_GLYPHS)):
            code = raw.FPDFText_GetUnicode(self.text, index)
            if code in (0xA, 0xD, 0x20, 0xA0, 0x9):
                if code in (0x20, 0xA0) and raw.FPDFText_IsGenerated(self.text, index) != 1:
                    blank = True
                    if page.glyphs:
                        page.glyphs[-1].blank_after = True
                guessed = True
                turned += " "
                continue
            if code in (0, 0xFFFD) or 0xD800 <= code <= 0xDFFF:
                page.unreadable += 1
                continue
            character = "-" if code in (0x2, 0xFFFE) else chr(code)
            look = self.look(index)
            if look.turned and not look.hidden:
                turned += character
                continue
            raw.FPDFText_GetLooseCharBox(self.text, index, box)
            raw.FPDFText_GetCharOrigin(self.text, index, x, y)
            x0, y0 = self.place(box.left, box.bottom)
            x1, y1 = self.place(box.right, box.top)
            _, baseline = self.place(x.value, y.value)
            x0, x1 = min(x0, x1), max(x0, x1)
            if look.slope > 0 and self.rotation == 0:
                lean = look.slope * (box.top - box.bottom)
                x0, x1 = x.value - self.crop[0], x.value - self.crop[0] + max(0.0, x1 - x0 - lean)
            hidden = look.hidden
            if x1 > x0 and (x1 < 0 or x0 > self.width or baseline < 0 or baseline - look.size > self.height):
                hidden = "off the page"
            elif 0 < look.size < TINY and abs(y1 - y0) < TINY:
                hidden = "tiny"
            page.glyphs.append(Glyph(character, x0, x1, baseline, look.size, look.bold, look.name, hidden, index, False, blank, guessed))
            blank = guessed = False
        page.turned = [" ".join(turned.split())] if turned.strip() else []
        return page

    def draw(self, page: PageGlyphs) -> None:
        """Small drawn marks (bullets a browser paints), rules of tables, and whether a picture covers the page."""
        kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
        for item in islice(self.page.get_objects(filter=kinds, max_depth=3), MOST_OBJECTS):
            x0, y0, x1, y1 = item.get_bounds()
            wide, tall = x1 - x0, y1 - y0
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(item)
                page.picture = page.picture or wide * tall > 0.5 * self.width * self.height
                continue
            if 1.0 <= wide <= 7.0 and 1.0 <= tall <= 7.0 and 0.6 <= wide / tall <= 1.7:
                page.marks.append(self.place((x0 + x1) / 2, (y0 + y1) / 2))
            elif min(wide, tall) <= 2.5 and max(wide, tall) >= 8.0:
                a, b = self.place(x0, y0), self.place(x1, y1)
                page.rules.append((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
            elif wide >= 8.0 and tall >= 8.0 and tall < 0.9 * self.height:
                a, b = self.place(x0, y0), self.place(x1, y1)
                left, top, right, bottom = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
                page.rules += [
                    (left, top, right, top),
                    (left, bottom, right, bottom),
                    (left, top, left, bottom),
                    (right, top, right, bottom),
                ]


def read_glyphs(page: Any) -> PageGlyphs:
    """All glyphs of a page (a pypdfium2 `PdfPage`), hidden ones marked with the reason.

    The invisible text layer over a scanned page is not called hidden: it is how scanners make a page searchable.
    """
    reader = _Reader(page)
    result = reader.read()
    reader.draw(result)
    invisible = sum(1 for glyph in result.glyphs if glyph.hidden == "invisible")
    if invisible > len(result.glyphs) / 2 and result.picture:
        for glyph in result.glyphs:
            glyph.hidden = "" if glyph.hidden == "invisible" else glyph.hidden
    else:
        mark_unseen(page, result.glyphs, reader.width, reader.height, reader.pictures)
    reader.text.close()
    return result
