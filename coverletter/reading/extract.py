"""The sandboxed side: bytes of a PDF or Word file in, lines out. Nothing of the rest of the house is imported here.

Run by `sandbox.py` as a process of its own. It reads jobs from its standard input and answers on its standard output, each a
length, a JSON head and the bytes. Limits stand before the first byte of a stranger's file is looked at.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

from coverletter.reading.lines import Extract, to_plain
from coverletter.reading.unreadable import Unreadable

MEMORY = 256 * 2**20
"""Bytes of address space. Resumes of seven typesetters took 40 MB in all, and 70 where pypdf reads them."""

CPU_SECONDS = 5
"""Processor time for one file; the parent's clock is a little shorter."""

MOST_GLYPHS = 150_000
"""Glyphs of all pages together; twenty dense pages have fewer."""

HEAD = struct.Struct(">II")
READY = HEAD.pack(0, 0)
"""What a process says once it is warm."""


def extract_pdf(data: bytes, max_pages: int, most_pages: int) -> Extract:
    """The lines of a PDF's first `max_pages` pages.

    Raises `Unreadable`: `encrypted`, `damaged`, `no_pages`, `too_many_pages` (more than `most_pages`).
    """
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    from coverletter.reading.glyphs import read_glyphs
    from coverletter.reading.layout import read_hidden, read_lines

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Unreadable("encrypted") from error
        from coverletter.reading.second_reader import read_again

        return read_again(data, max_pages, most_pages)
    if count == 0:
        raise Unreadable("no_pages")
    if count > most_pages:
        raise Unreadable("too_many_pages")
    has_form = document.get_formtype() != raw.FORMTYPE_NONE
    pages, broken, glyphs = [], 0, 0
    for index in range(min(count, max_pages)):
        try:
            page = document[index]
            if has_form:
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                page = document[index]
            pages.append(read_glyphs(page))
        except pdfium.PdfiumError:
            broken += 1
            continue
        glyphs += len(pages[-1].glyphs)
        if glyphs > MOST_GLYPHS:
            break
    if not pages and broken:
        raise Unreadable("damaged")
    return Extract(
        tuple(read_lines(pages)),
        count,
        len(pages),
        read_hidden(pages),
        sum(page.picture for page in pages),
        sum(page.unreadable for page in pages),
        glyphs > MOST_GLYPHS or broken > 0 or any(page.cut for page in pages),
    )


def extract(kind: str, data: bytes, max_pages: int, most_pages: int) -> Extract:
    """The lines of a `pdf` or `docx` file."""
    if kind == "pdf":
        return extract_pdf(data, max_pages, most_pages)
    from coverletter.reading.word import extract_docx

    return extract_docx(data)


def answer(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """One job's answer: `{"extract": ...}` or `{"refused": word}`."""
    try:
        return {"extract": to_plain(extract(str(head["kind"]), data, int(head["max_pages"]), int(head["most_pages"])))}
    except Unreadable as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "too_much", "spent": True}
    except RecursionError:
        return {"refused": "damaged"}
    except Exception:
        return {"refused": "damaged", "spent": True}


def set_limits() -> None:
    """Memory, no files, no core dumps, no further processes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def allow_seconds(seconds: int) -> None:
    """Processor time from now on; beyond it the kernel ends the process."""
    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, hard))


def read_exactly(stream: BinaryIO, count: int) -> bytes:
    """`count` bytes; `EOFError` when the parent is gone."""
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def serve() -> None:
    """Answer jobs until the parent is gone. What libraries print goes nowhere, so that it cannot be taken for an answer."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import pypdfium2  # noqa: F401 - warm before the first job, and before the limit on memory is felt

    import coverletter.reading.layout  # noqa: F401

    set_limits()
    answers.write(READY)
    answers.flush()
    with suppress(EOFError):
        while True:
            head_size, data_size = HEAD.unpack(read_exactly(jobs, HEAD.size))
            head = json.loads(read_exactly(jobs, head_size))
            data = read_exactly(jobs, data_size)
            allow_seconds(CPU_SECONDS)
            reply = answer(head, data)
            body = json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace")
            answers.write(HEAD.pack(len(body), 0) + body)
            answers.flush()
            if reply.get("spent"):
                return


if __name__ == "__main__":
    serve()
