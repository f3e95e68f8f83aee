"""Word files to lines. Runs only inside the sandbox, for a `.docx` is an archive that may hide a bomb."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from coverletter.reading.lines import Extract, Hidden, Line
from coverletter.reading.sections import mark_sections
from coverletter.reading.unreadable import Unreadable

MOST_PARTS = 3_000
MOST_BYTES = 60 * 2**20
"""Unpacked size of all parts together; pictures are not unpacked, but count."""

MOST_XML = 12 * 2**20
MOST_PARAGRAPHS = 6_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = re.compile(r"^[•◦▪▫■□●○‣⁃∙►▶▸➢✓✔❖\uf0b7\uf0a7·–—*-]\s+")


def extract_docx(data: bytes) -> Extract:
    """The lines of a Word file: headers, body and text boxes in order; tables row by row.

    Raises `Unreadable`: `damaged`, `too_much`.
    """
    _check_archive(data)
    import docx

    document = docx.Document(io.BytesIO(data))
    reader = _Reader()
    for header in _headers(document):
        reader.read(header)
    reader.read(document.element.body)
    return Extract(tuple(mark_sections(reader.lines, reader.levels)), reader.page, reader.page, tuple(reader.hidden), cut=reader.cut)


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("damaged") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unreadable("too_much")
    if any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise Unreadable("too_much")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    if not any(part.filename == "word/document.xml" for part in parts):
        raise Unreadable("damaged")


def _headers(document: Any) -> Iterator[Any]:
    section = document.sections[0] if len(document.sections) else None
    if section is not None:
        first = section.different_first_page_header_footer
        yield (section.first_page_header if first else section.header)._element


class _Reader:
    """Walks the XML of a document and collects lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.levels: list[int] = []
        self.hidden: list[Hidden] = []
        self.page = 1
        self.cut = False
        self._blank = True

    def read(self, container: Any) -> None:
        """Every paragraph and table below, in order."""
        for child in container:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"):
                self.read(child)

    def _paragraph(self, paragraph: Any) -> None:
        if len(self.lines) >= MOST_PARAGRAPHS:
            self.cut = True
            return
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                self.read(box)
        rows = self._text(paragraph)
        if not any(text.strip() for text, _ in rows):
            self._blank = True
            return
        for text, bold in rows:
            self._line(paragraph, text, bold)

    def _line(self, paragraph: Any, text: str, bold: bool) -> None:
        cells = tuple(" ".join(cell.split()) for cell in re.split(r"\t+| {3,}", text) if cell.strip())
        if not cells:
            return
        style, level = _style(paragraph)
        bullet = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or "list" in style
        if mark := _BULLET.match(cells[0]):
            bullet, cells = True, (cells[0][mark.end() :], *cells[1:])
        look = f"{style}{' bold' if bold else ''}"
        size = 20.0 if style in ("title", "제목") else {1: 16.0, 2: 14.0, 3: 12.0}.get(level, 11.0)
        self.lines.append(Line(cells, self.page, size, bold or level > 0, look, bullet and level == 0, apart=self._blank))
        self.levels.append(level)
        self._blank = False

    def _text(self, paragraph: Any) -> list[tuple[str, bool]]:
        """The paragraph's lines, each with whether most of it is bold; text marked hidden is set aside."""
        rows: list[tuple[str, int, int]] = [("", 0, 0)]
        for run in paragraph.iter(f"{_W}r"):
            if any(parent.tag in (f"{_W}txbxContent", f"{_W}del") for parent in run.iterancestors() if _below(parent, paragraph)):
                continue
            properties = run.find(f"{_W}rPr")
            how = _why_hidden(properties)
            for item in run:
                if item.tag == f"{_W}t" and item.text:
                    if how:
                        self.hidden.append(Hidden(how, item.text[:2000]))
                        continue
                    text, heavy, total = rows[-1]
                    bold = _is_on(properties, "b")
                    rows[-1] = (text + item.text, heavy + bold * len(item.text), total + len(item.text))
                elif item.tag in (f"{_W}tab", f"{_W}ptab"):
                    rows[-1] = (rows[-1][0] + "\t", *rows[-1][1:])
                elif item.tag == f"{_W}noBreakHyphen":
                    rows[-1] = (rows[-1][0] + "-", *rows[-1][1:])
                elif item.tag in (f"{_W}br", f"{_W}cr"):
                    self.page += item.get(f"{_W}type") == "page"
                    rows.append(("", 0, 0))
                elif item.tag == f"{_W}lastRenderedPageBreak":
                    self.page += 1
        return [(text, heavy > 0.6 * total) for text, heavy, total in rows]

    def _table(self, table: Any) -> None:
        self._blank = True
        for row in table.iter(f"{_W}tr"):
            if next((parent for parent in row.iterancestors(f"{_W}tbl")), None) is not table:
                continue
            start = len(self.lines)
            parts: list[tuple[int, int]] = []
            for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
                before = len(self.lines)
                self.read(cell if cell.tag == f"{_W}tc" else cell.find(f"{_W}sdtContent"))
                parts.append((before, len(self.lines)))
            filled = [(first, last) for first, last in parts if last > first]
            if len(filled) > 1 and all(last - first == 1 and not self.lines[first].bullet for first, last in filled):
                merged = self.lines[start]
                cells = tuple(cell for first, _ in filled for cell in self.lines[first].cells)
                self.lines[start:] = [Line(cells, merged.page, merged.size, merged.bold, merged.style, apart=True)]
                self.levels[start:] = [0]
        self._blank = True


def _below(parent: Any, paragraph: Any) -> bool:
    return any(ancestor is paragraph for ancestor in parent.iterancestors())


def _style(paragraph: Any) -> tuple[str, int]:
    """The style's name in lower case, and the level of its heading (0 for none)."""
    mark = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (mark.get(f"{_W}val") or "").lower() if mark is not None else ""
    found = re.match(r"(?:heading|제목|überschrift|titre)\s?(\d)|(\d)$", name)
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if found:
        return name, int(found[1] or found[2])
    return name, int(outline.get(f"{_W}val", "8")) + 1 if outline is not None and outline.get(f"{_W}val", "9") < "6" else 0


def _is_on(properties: Any, name: str) -> bool:
    mark = properties.find(f"{_W}{name}") if properties is not None else None
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _why_hidden(properties: Any) -> str:
    if properties is None:
        return ""
    if _is_on(properties, "vanish"):
        return "invisible"
    size, colour = properties.find(f"{_W}sz"), properties.find(f"{_W}color")
    if size is not None and (size.get(f"{_W}val") or "20").isdigit() and int(size.get(f"{_W}val")) < 6:
        return "tiny"
    shaded = properties.find(f"{_W}shd") is not None or properties.find(f"{_W}highlight") is not None
    return "white" if colour is not None and (colour.get(f"{_W}val") or "").upper() == "FFFFFF" and not shaded else ""
