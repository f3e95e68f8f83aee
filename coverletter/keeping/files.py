"""Files a workspace keeps: `uploads/`, `job_postings/` and `cover_letters/` under the data folder, one folder an owner.

A file is there whole or not at all: it is written beside its place, synced, and renamed. Owners are hashes, names are
made here, so nothing a visitor typed ever becomes part of a path.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from coverletter.errors import NotReady

Folder = Literal["uploads", "job_postings", "cover_letters"]
FOLDERS: tuple[Folder, ...] = ("uploads", "job_postings", "cover_letters")

_OWNER = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\.[a-z]{2,5}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def no_room() -> NotReady:
    """The sentence for a full disk."""
    return NotReady(
        "The server has no room left, so nothing was kept; copy your letter now and try again later.",
        "서버에 남은 공간이 없어 저장하지 못했습니다. 지금 글을 복사해 두고 나중에 다시 시도해 주세요.",
    )


def _unwritable() -> NotReady:
    return NotReady(
        "The server cannot write its files just now, so nothing was kept; copy your letter now and try again later.",
        "서버가 지금 파일을 쓸 수 없어 저장하지 못했습니다. 지금 글을 복사해 두고 나중에 다시 시도해 주세요.",
    )


@contextmanager
def file_sentences() -> Iterator[None]:
    """Turn the system's errors into `NotReady` with a sentence."""
    try:
        yield
    except OSError as error:
        raise (no_room() if error.errno in _FULL else _unwritable()) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class KeptFiles:
    """The files of all owners below one data folder.

    Raises `NotReady` with a sentence when the disk is full or cannot be written.
    """

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir

    def path(self, folder: Folder, owner: str, name: str) -> Path:
        """Where a file lies. Raises ValueError for an owner or a name that was not made here."""
        if folder not in FOLDERS or not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name):
            raise ValueError("not a kept file's name")
        return self._root / folder / owner / name

    def write(self, folder: Folder, owner: str, name: str, data: bytes) -> None:
        """Write a file, replacing what was there; when this returns it has reached the disk."""
        place = self.path(folder, owner, name)
        with file_sentences():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, partial = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(partial).replace(place)
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
            _sync_folder(place.parent)

    def read(self, folder: Folder, owner: str, name: str) -> bytes | None:
        """A file's bytes, or None when there is none."""
        try:
            return self.path(folder, owner, name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, folder: Folder, owner: str, name: str) -> bool:
        """Take a file away; whether there was one."""
        place = self.path(folder, owner, name)
        with file_sentences():
            try:
                place.unlink()
            except FileNotFoundError:
                return False
            self._drop_if_empty(place.parent)
        return True

    def names(self, folder: Folder, owner: str) -> frozenset[str]:
        """The names of an owner's files in one folder, half-written ones left out."""
        place = self._root / folder / owner
        return frozenset(path.name for path in place.iterdir() if _NAME.fullmatch(path.name)) if place.is_dir() else frozenset()

    def owners(self) -> frozenset[str]:
        """Every owner with a folder of files."""
        return frozenset(
            path.name
            for folder in FOLDERS
            if (self._root / folder).is_dir()
            for path in (self._root / folder).iterdir()
            if _OWNER.fullmatch(path.name)
        )

    def keep_only(self, owner: str, wanted: dict[Folder, frozenset[str]], settled: timedelta) -> int:
        """Take away an owner's files that are not wanted and at least `settled` old, half-written ones included.

        Returns how many whole ones went.
        """
        gone, latest = 0, time.time() - settled.total_seconds()
        with file_sentences():
            for folder in FOLDERS:
                place = self._root / folder / owner
                if not _OWNER.fullmatch(owner) or not place.is_dir():
                    continue
                for path in place.iterdir():
                    if path.name not in wanted.get(folder, frozenset()) and path.stat().st_mtime <= latest:
                        path.unlink(missing_ok=True)
                        gone += bool(_NAME.fullmatch(path.name))
                self._drop_if_empty(place)
        return gone

    @staticmethod
    def _drop_if_empty(folder: Path) -> None:
        try:
            folder.rmdir()
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                raise
