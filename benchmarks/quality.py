"""Quality on labelled folders: `python -m benchmarks.quality DIR [DIR ...] [--only SECTION ...] [--json FILE]`.

Sections are extraction, requirements, matching and review. Where something is fitted or tuned, the figures are cross-validated
by resume over all folders given: pass train and dev together for the figures of the README.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol, cast

from benchmarks.corpus import Cell, Corpus, Table, load_corpus

SECTIONS = ("extraction", "requirements", "matching", "review")


class Measures(Protocol):
    """What each `benchmarks/measure_SECTION.py` offers."""

    def measure(self, corpora: Sequence[Corpus]) -> list[Table]: ...


def show(cell: Cell) -> str:
    """A figure with three digits, anything else as it is."""
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def print_table(table: Table) -> None:
    """One table in Markdown, so that it can be pasted into the README."""
    print(f"\n### {table.title}\n")
    print("| " + " | ".join(table.columns) + " |")
    print("| " + " | ".join("---" for _ in table.columns) + " |")
    for row in table.rows:
        print("| " + " | ".join(show(cell) for cell in row) + " |")
    for note in table.notes:
        print(f"\n{note}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, help="labelled folders")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="sections to measure")
    parser.add_argument("--json", type=Path, help="also write the tables to this file")
    options = parser.parse_args(arguments)
    corpora = [load_corpus(folder) for folder in options.folders]
    report: dict[str, object] = {}
    for section in options.only:
        started = time.perf_counter()
        tables = cast(Measures, importlib.import_module(f"benchmarks.measure_{section}")).measure(corpora)
        print(f"\n## {section} on {', '.join(corpus.name for corpus in corpora)} ({time.perf_counter() - started:.0f} s)")
        for table in tables:
            print_table(table)
        report[section] = [asdict(table) for table in tables]
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
