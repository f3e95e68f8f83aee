"""How well resumes are read: words, order, and whether labelled evidence lies in one passage, beside other readers."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pypdf
import pypdfium2

from benchmarks.corpus import Corpus, Table
from coverletter.reading.resume import ResumeReader
from coverletter.types import Passage

_WORD = re.compile(r"\w+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
NEAR = 0.6
"""Share of an evidence span's words that one passage must hold to count as overlapping."""


def words_of(text: str) -> list[str]:
    """Words without punctuation, lower case."""
    return _WORD.findall(text.lower())


def recall_and_precision(read: str, truth: str) -> tuple[float, float]:
    """Shares of the true words that were read, and of the read words that are true, counted with repetition."""
    found, wanted = Counter(words_of(read)), Counter(words_of(truth))
    common = (found & wanted).total()
    return common / max(1, wanted.total()), common / max(1, found.total())


def order_kept(read: str, truth: str) -> float:
    """How much of the text comes in the true order: the ratio of difflib's matching blocks over words, 0 to 1."""
    return SequenceMatcher(None, words_of(read), words_of(truth), autojunk=False).ratio()


def read_with_pypdf(path: Path) -> str:
    """Plain pypdf."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def read_with_pypdf_cleaned(path: Path) -> str:
    """pypdf with its control characters turned to blanks."""
    return _CONTROL.sub(" ", read_with_pypdf(path))


def read_with_pdfium(path: Path) -> str:
    """Plain PDFium, in the order of the file."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def read_with_pdftotext(path: Path) -> str:
    """poppler's pdftotext."""
    return subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True, timeout=60).stdout.decode(
        "utf-8", "replace"
    )


def measure(corpora: Sequence[Corpus]) -> list[Table]:
    """Words, order and time of each reader over all resumes, and where labelled evidence lies in ours."""
    reader = ResumeReader()
    try:
        reader.warm()

        def ours(path: Path) -> str:
            return reader.read(path.read_bytes(), path.name).text

        readers: list[tuple[str, Callable[[Path], str]]] = [
            ("ours, in the sandbox", ours),
            ("pypdf", read_with_pypdf),
            ("pypdf, control characters as blanks", read_with_pypdf_cleaned),
            ("pypdfium2", read_with_pdfium),
        ]
        if shutil.which("pdftotext"):
            readers.append(("pdftotext", read_with_pdftotext))
        return [_readers_table(corpora, readers), _evidence_table(corpora, reader)]
    finally:
        reader.close()


def _readers_table(corpora: Sequence[Corpus], readers: Sequence[tuple[str, Callable[[Path], str]]]) -> Table:
    resumes = [resume for corpus in corpora for resume in corpus.resumes.values()]
    rows = []
    for name, read in readers:
        read(resumes[0].pdf)
        recalls, precisions, orders, times = [], [], [], []
        for resume in resumes:
            began = time.perf_counter()
            text = read(resume.pdf)
            times.append(1000 * (time.perf_counter() - began))
            recall, precision = recall_and_precision(text, resume.text)
            recalls.append(recall)
            precisions.append(precision)
            orders.append(order_kept(text, resume.text))
        rows.append(
            (name, *_middle_and_worst(recalls), *_middle_and_worst(precisions), *_middle_and_worst(orders), round(statistics.median(times)))
        )
    columns = ("reader", "recall median", "worst", "precision median", "worst", "order median", "worst", "ms median")
    note = f"{len(resumes)} resumes; words without punctuation, counted with repetition; order: difflib ratio over words"
    return Table("extraction: words and order", columns, tuple(rows), (note,))


def _middle_and_worst(values: Sequence[float]) -> tuple[float, float]:
    return round(statistics.median(values), 4), round(min(values), 4)


def _evidence_table(corpora: Sequence[Corpus], reader: ResumeReader) -> Table:
    rows = []
    for corpus in corpora:
        passages = {name: reader.read(resume.pdf.read_bytes(), resume.pdf.name).passages for name, resume in corpus.resumes.items()}
        spans = [(match.resume, span) for match in corpus.matches for span in match.evidence]
        places = Counter(_place(span, passages[resume]) for resume, span in spans)
        total = max(1, len(spans))
        deeds = [passage for found in passages.values() for passage in found if passage.kind == "bullet"]
        bound = sum(bool(passage.entry) for passage in deeds)
        rows.append(
            (
                corpus.name,
                len(spans),
                round(places["inside"] / total, 3),
                round(places["overlapping"] / total, 3),
                round(places["apart"] / total, 3),
                len(deeds),
                round(bound / max(1, len(deeds)), 3),
            )
        )
    columns = ("set", "evidence spans", "inside one passage", "overlapping", "apart", "bullets", "bound to an entry")
    return Table("extraction: passages", columns, tuple(rows), ("bullets of lists such as talks or skills rightly have no entry",))


def _place(span: str, passages: Iterable[Passage]) -> str:
    """Whether the span lies inside one passage, shares most of its words with one, or is scattered."""
    joined = "".join(words_of(span))
    wanted = Counter(words_of(span))
    best = 0
    for passage in passages:
        if joined in "".join(words_of(passage.text)):
            return "inside"
        best = max(best, (wanted & Counter(words_of(passage.text))).total())
    return "overlapping" if best >= NEAR * wanted.total() else "apart"
