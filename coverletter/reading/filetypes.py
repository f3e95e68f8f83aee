"""What a file is, by its first bytes, and text of unknown encoding."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

Kind = Literal["pdf", "docx", "text", "old_word", "hangul", "open_document", "rtf", "picture", "spreadsheet", "archive", "html", "binary"]

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x18ftyphei", b"\x00\x00\x00\x1cftyphei")


def sniff(data: bytes) -> Kind:
    """The kind of a file. A PDF may have up to 1,024 bytes of something else before it, as readers allow."""
    start = data[:1024]
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _archive(data)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "hangul" if b"H\x00w\x00p" in data[:8192] or b"HWP Document" in data[:65536] else "old_word"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(_PICTURES) or start[8:12] == b"WEBP" or start[4:12] in (b"ftypheic", b"ftypavif"):
        return "picture"
    if start.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text" if decode_text(data) is not None else "binary"


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {part.filename for part in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "archive"
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") or name.startswith("ppt/") for name in names):
        return "spreadsheet"
    if "Contents/section0.xml" in names:
        return "hangul"
    return "open_document" if "content.xml" in names else "archive"


def decode_text(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 with a mark, or the Korean and Western code pages of Windows; None for what is not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        return None
    else:
        encodings = ["utf-8-sig", "cp949", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(
            1 for character in text[:20_000] if (character < " " and character not in "\t\n\r\f\x0b") or "\x7f" <= character < "\xa0"
        )
        return None if strange > 0.02 * min(len(text), 20_000) else text.replace("\f", "\n")
    return None
