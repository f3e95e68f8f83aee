"""Make the fallback font: what KS X 1001 has and Pretendard has not, and kana, with TrueType outlines.

Embedded with its own PostScript outlines the font is addressed through an encoding that some readers of PDFs (pypdf is
one) do not follow: they find a stray NUL before every Hanja.

python -m coverletter.keeping.make_fallback_font /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from coverletter.keeping.fonts import FALLBACK_FONT, LETTER_FONT

KOREAN_FACE = 1
"""Its place in the collection."""

CURVE_ERROR = 1.5
"""How far, in thousandths of the type size, a quadratic outline may lie from the cubic one: not visible in print."""


def ks_x_1001() -> set[int]:
    """Every character of the Korean standard, by way of EUC-KR, in its NFC form: the standard has some Hanja twice."""
    found: set[int] = set()
    for lead in range(0xA1, 0xFF):
        for trail in range(0xA1, 0xFF):
            character = bytes((lead, trail)).decode("euc-kr", "ignore")
            found.update(map(ord, unicodedata.normalize("NFC", character)))
    return found


def make(collection: Path, target: Path = FALLBACK_FONT) -> None:
    """Cut the Korean face of a Noto CJK collection down."""
    wanted = (ks_x_1001() | set(range(0x3040, 0x3100))) - set(TTFont(LETTER_FONT).getBestCmap())
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.font_number = KOREAN_FACE
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.recalc_bounds = True
    font = subset.load_font(str(collection), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _to_truetype(font)
    subset.save_font(font, str(target), options)


def _to_truetype(font: TTFont) -> None:
    drawn, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphs, font["glyf"].glyphOrder = glyphs, font.getGlyphOrder()
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    font["maxp"].tableVersion = 0x00010000
    for field in (
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType, font["post"].glyphOrder = 3.0, None
    font.sfntVersion = "\x00\x01\x00\x00"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
