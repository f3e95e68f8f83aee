"""A second reader, pypdf, for files that PDFium will not open. Runs only inside the sandbox, under limits of its own.

It tells a file without pages from a damaged one, opens some broken files that PDFium refuses, and gives their text
without places: good enough to read, with less of the structure.
"""

from __future__ import annotations

import io

import pypdf

from coverletter.reading.lines import Extract
from coverletter.reading.plaintext import text_lines
from coverletter.reading.segments import clean_character
from coverletter.reading.unreadable import Unreadable

LIMITS = {
    "zlib_maximum_output_length": 10_000_000,
    "lzw_maximum_output_length": 10_000_000,
    "run_length_maximum_output_length": 10_000_000,
    "jbig2_maximum_output_length": 10_000_000,
    "brotli_maximum_output_length": 10_000_000,
    "image_maximum_buffer_size": 10_000_000,
    "maximum_declared_stream_length": 10_000_000,
    "array_based_stream_maximum_output_length": 10_000_000,
    "stream_decoding_work_maximum_length": 40_000_000,
    "stream_parsing_work_maximum_count": 300_000,
    "array_maximum_element_count": 20_000,
    "page_tree_maximum_entries": 2_000,
    "xform_maximum_invocations_per_extraction": 500,
}
"""Over 29 bombs at most 1.7 s and 68 MB, and of 3,011 real files six refused that read without limits, none of them a resume."""

LEAST_LETTERS = 40


def read_again(data: bytes, max_pages: int, most_pages: int) -> Extract:
    """The text of a file that PDFium refused.

    Raises `Unreadable`: `encrypted`, `no_pages`, `too_many_pages`, `damaged`.
    """
    with pypdf.apply_configuration(pypdf.get_configuration().with_overwrites(**LIMITS)):
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable("encrypted")
            count = len(reader.pages)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable("damaged") from error
        if count == 0:
            raise Unreadable("no_pages")
        if count > most_pages:
            raise Unreadable("too_many_pages")
        texts = [_page_text(reader, index) for index in range(min(count, max_pages))]
    text = "\n\n".join(texts)
    if sum(character.isalpha() for character in text) < LEAST_LETTERS:
        raise Unreadable("damaged")
    return Extract(text_lines(text), count, len(texts), cut=not all(texts))


def _page_text(reader: pypdf.PdfReader, index: int) -> str:
    """The page's text without control characters, empty when it cannot be read."""
    try:
        text = reader.pages[index].extract_text()
    except Exception:
        return ""
    return "".join(character if character == "\n" else clean_character(character) for character in text)
