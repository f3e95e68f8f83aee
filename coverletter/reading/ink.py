"""Is there ink where the text stands? A page is painted once, and text of which nothing can be seen is called hidden.

Runs only inside the sandbox. So text is found that is clipped, covered by a shape or a picture, in the colour of its ground, on a
layer that is switched off, or masked. Does not catch text under a photograph that is itself full of contrast, nor what a file
says that a drawn word should be read as (ActualText).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

import pypdfium2.raw as raw

from coverletter.reading.glyph import Glyph

LEAST_CONTRAST = 24
"""Of 255, between the darkest and the lightest point of a letter's place; text in the palest grey that people use has more."""
NO_CONTRAST = 9
LARGEST_PAINTED = 4_000_000
LARGEST_PICTURES = 6_000_000
"""Points of all pictures of a page together; larger ones are taken off before it is painted, or memory runs out."""
MOST_OBJECTS = 60_000
FEWEST_LETTERS = 4
MOST_LOOKED_AT = 8
"""Letters of one run; a run in which not one of them can be seen is hidden."""


def mark_unseen(page: Any, glyphs: list[Glyph], width: float, height: float, pictures: Sequence[Any] = ()) -> None:
    """Call hidden what cannot be seen, and not hidden what is white on a dark bar; `pictures` are the page's image objects."""
    if not glyphs or width * height >= LARGEST_PAINTED or not _can_be_painted(page, pictures):
        return
    painting = _Painting(page, 1)
    for glyph in glyphs:
        if glyph.hidden == "white" and painting.contrast(glyph, 1.0) >= LEAST_CONTRAST:
            glyph.hidden = ""
    doubtful = [run for run in _runs(glyphs) if all(painting.contrast(glyph) < LEAST_CONTRAST for glyph in _some(run))]
    if doubtful and width * height * 4 < LARGEST_PAINTED:
        closer = _Painting(page, 2, in_colour=True)
        for run in doubtful:
            if all(closer.contrast(glyph) < NO_CONTRAST for glyph in _some(run)):
                for glyph in run:
                    glyph.hidden = "invisible"


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Visible glyphs that follow each other on one line in one look, where they are enough to judge."""
    seen = (glyph for glyph in glyphs if not glyph.hidden)
    runs = [list(run) for _, run in groupby(seen, key=lambda glyph: (glyph.look, round(glyph.baseline)))]
    return [run for run in runs if sum(glyph.text.isalnum() for glyph in run) >= FEWEST_LETTERS]


def _some(run: Sequence[Glyph]) -> list[Glyph]:
    letters = [glyph for glyph in run if glyph.text.isalnum()]
    return letters[:: max(1, len(letters) // MOST_LOOKED_AT)]


def _can_be_painted(page: Any, pictures: Sequence[Any]) -> bool:
    """Whether there are few enough objects; pictures that are too large are taken off the page."""
    if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        return False
    wide, tall, points = ctypes.c_uint(), ctypes.c_uint(), 0
    for picture in pictures:
        if raw.FPDFImageObj_GetImagePixelSize(picture, wide, tall):
            points += wide.value * tall.value
    if points <= LARGEST_PICTURES:
        return True
    return all(raw.FPDFPage_RemoveObject(page, picture) for picture in pictures)  # one inside a form cannot be taken off


class _Painting:
    """The page as it is seen, `scale` points to a point."""

    def __init__(self, page: Any, scale: int, in_colour: bool = False) -> None:
        bitmap = page.render(scale=scale, grayscale=not in_colour)
        self._scale, self._channels = scale, int(bitmap.n_channels)
        self._width, self._height, self._stride = int(bitmap.width), int(bitmap.height), int(bitmap.stride)
        self._pixels = bytes(cast(Any, bitmap.buffer))
        bitmap.close()

    def contrast(self, glyph: Glyph, margin: float = 0.0) -> int:
        """Between the darkest and the lightest point where the glyph stands, of the colour that tells most; 255 outside the page."""
        scale, channels = self._scale, self._channels
        top, bottom = int(max(0.0, (glyph.baseline - glyph.size) * scale)), int(min(self._height, (glyph.baseline + 2 * margin) * scale))
        start = int(max(0.0, (glyph.left - margin) * scale))
        end = int(min(self._width, (glyph.right + 2 * margin) * scale + 1))
        if top >= bottom or start >= end:
            return 255
        rows = [self._pixels[row * self._stride + start * channels : row * self._stride + end * channels] for row in range(top, bottom)]
        values = b"".join(rows)
        told = [values[channel::channels] for channel in range(min(3, channels))]
        return max((max(one) - min(one) for one in told if one), default=255)
