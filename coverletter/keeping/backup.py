"""Backups of the records and files, taken while people work, and their way back."""

from __future__ import annotations

from pathlib import Path

from coverletter.settings import Settings


def backup(settings: Settings, folder: Path) -> Path:
    """Write `folder/YYYYMMDD_HHMMSS/` and return it: records, files and a manifest with checksums; the index is left out.

    Raises:
        NotReady: the database cannot be read or the disk is full; nothing half-written is left behind.
    """
    raise NotImplementedError


def restore(backup_folder: Path, settings: Settings) -> None:
    """Check a backup and bring it into the empty data folder and database that `settings` name.

    Raises:
        BadInput: not a backup, a damaged one, one of a newer version, or the target already keeps letters.
        NotReady: the database cannot be reached or the disk is full.
    """
    raise NotImplementedError
