"""PDF files made to hurt a reader: generated, small on disk, each named for what it does."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: Sequence[bytes], root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, extra, start)
    return bytes(out)


def stream(data: bytes, head: bytes = b"", packed: int = 1) -> bytes:
    """A stream object, packed with Flate so many times."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * packed + b"]" if packed else b""
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (head, filters, len(data), data)


def page_with(content: bytes, resources: bytes = b"", more: Sequence[bytes] = (), packed: int = 1) -> bytes:
    """A file of one page; `more` objects are numbered from 6."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
            % resources,
            stream(content, packed=packed),
            FONT,
            *more,
        ]
    )


def text_page(lines: Sequence[str]) -> bytes:
    """A harmless page of text."""
    rows = b" T* ".join(b"(%s) Tj" % line.encode("latin-1", "replace").replace(b"(", b"[").replace(b")", b"]") for line in lines)
    return page_with(b"BT /F1 11 Tf 14 TL 72 720 Td " + rows + b" ET")


def _nested_forms(breadth: int, depth: int) -> bytes:
    """Forms that draw forms: breadth ** depth drawings."""
    more = []
    for level in range(depth):
        last = level == depth - 1
        content = b"BT /F1 9 Tf (x) Tj ET" if last else b"/X Do " * breadth
        inside = b"/Font << /F1 5 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (7 + level)
        more.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>" % inside))
    return page_with(b"/X Do " * breadth, b"/XObject << /X 6 0 R >>", more)


def _page_loop() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>",
        ]
    )


def _deep_pages(depth: int) -> bytes:
    kids = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, number + 1) for number in range(3, depth)]
    last = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (depth - 1)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *kids, last])


def _image(width: int, height: int, packed: int) -> bytes:
    rows = stream(
        b"\x00" * min(width * height, 200_000_000),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (width, height),
        packed,
    )
    return page_with(b"q 612 0 0 792 0 0 cm /X Do Q", b"/XObject << /X 6 0 R >>", [rows])


def _scattered_words(count: int) -> bytes:
    """Words strewn over a page one by one: as many segments as glyphs, which layout must not take the square of."""
    parts = (b"1 0 0 1 %d %d Tm (w%d) Tj" % (20 + (n * 37) % 560, 20 + (n * 53) % 750, n % 97) for n in range(count))
    return page_with(b"BT /F1 4 Tf " + b" ".join(parts) + b" ET")


def bombs() -> dict[str, bytes]:
    """Every bomb by name; a few megabytes together."""
    line = b"(Built a ledger that posts four million lines a day) Tj T* "
    many = b"BT /F1 8 Tf 9 TL 20 780 Td " + line * 60_000 + b" ET"
    return {
        "nothing but a header": b"%PDF-1.7\n",
        "cut in the middle": text_page(["Jane Doe", "Engineer"] * 20)[:500],
        "no pages": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "count of a billion": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 1000000000 >>"]),
        "negative count": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count -7 >>"]),
        "pages in a loop": _page_loop(),
        "catalog that is its pages": pdf([b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"]),
        "pages ten thousand deep": _deep_pages(10_000),
        "forms ten to the sixth": _nested_forms(10, 6),
        "forms ten to the ninth": _nested_forms(10, 9),
        "form that draws itself": page_with(
            b"/X Do",
            b"/XObject << /X 6 0 R >>",
            [stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")],
        ),
        "content of 200 megabytes": page_with(b" " * 200_000_000, packed=1),
        "content packed four times": page_with(b" " * 100_000_000, packed=4),
        "three million letters": page_with(many),
        "two hundred thousand words": _scattered_words(200_000),
        "twelve thousand words": _scattered_words(12_000),
        "array a hundred thousand deep": page_with(b"[" * 100_000 + b"]" * 100_000 + b" TJ"),
        "dictionary a hundred thousand deep": page_with(b"/A " + b"<< /B " * 100_000 + b">>" * 100_000 + b" DP"),
        "states a million deep": page_with(b"q " * 1_000_000),
        "image of 200 megapixels": _image(20_000, 10_000, 1),
        "image of ten gigapixels": _image(100_000, 100_000, 2),
        "page of a thousand miles": page_with(b"BT /F1 11 Tf 72 720 Td (Hello there, a page) Tj ET").replace(b"612 792", b"9e9 9e9"),
        "page of no size": page_with(b"BT /F1 11 Tf 72 720 Td (Hello there, a page) Tj ET").replace(b"612 792", b"0 0"),
        "numbers beyond all numbers": page_with(b"BT /F1 1e38 Tf 1e38 -1e38 Td 1e38 0 0 1e38 1e300 1e300 Tm (Hello there, a page) Tj ET"),
        "length that lies": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Length 99999999999 >>\nstream\nx\nendstream"]),
        "cross references in a loop": text_page(["Jane Doe"]).replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev 0 /XRefStm 9 "),
        "a megabyte of noise": b"%PDF-1.7\n" + zlib.compress(b"noise" * 9, 0) * 20_000,
        "a hundred thousand rules": page_with(
            b"".join(b"%d %d m %d %d l S " % (n % 600, n % 790, (n * 7) % 600, n % 790) for n in range(100_000))
        ),
        "fifty thousand white letters": page_with(b"1 g BT /F1 8 Tf 9 TL 20 780 Td " + line * 1_000 + b" ET"),
    }
