"""Take out of an environment what nothing runs: tests, headers, static libraries, stubs and pip itself.

Run inside the image's build: `python slim_packages.py /opt/venv`. Prints how much went.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

FOLDERS = ("tests", "test", "include", "__pycache__")
SUFFIXES = (".a", ".pyi", ".pxd", ".pyx", ".h", ".hpp", ".cuh", ".c", ".cpp", ".map")
NEEDED = ("torch/testing", "numpy/testing", "pandas/testing")
"""Imported by their own packages at run time."""


def size_of(path: Path) -> int:
    """Bytes of a file or of everything below a folder."""
    return path.stat().st_size if path.is_file() else sum(item.stat().st_size for item in path.rglob("*") if item.is_file())


def slim(environment: Path) -> int:
    """Remove it; returns the bytes that went."""
    (packages,) = environment.glob("lib/python3.*/site-packages")
    freed = 0
    for folder in sorted(packages.rglob("*"), key=lambda path: len(path.parts)):
        unneeded = folder.is_dir() and folder.name in FOLDERS and not any(needed in str(folder) for needed in NEEDED)
        if unneeded and folder.exists():
            freed += size_of(folder)
            shutil.rmtree(folder)
    for file in packages.rglob("*"):
        if file.is_file() and file.suffix in SUFFIXES:
            freed += file.stat().st_size
            file.unlink()
    for name in ("pip", "setuptools", "wheel"):
        for package in packages.glob(f"{name}*"):
            freed += size_of(package)
            shutil.rmtree(package)
    return freed


if __name__ == "__main__":
    print(f"{slim(Path(sys.argv[1])) / 1e6:.0f} MB taken out")
