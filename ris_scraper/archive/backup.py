"""Copies an archive while it is in use; the copy takes its place only once it is known to be whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ris_scraper.archive.checking import damage, tables
from ris_scraper.archive.opening import checked, look
from ris_scraper.nouns.errors import InputError


def backup(source: Path, target: Path) -> int:
    """Copy an archive as it is at this moment, also while a run writes; returns how many fetches the copy holds.

    An older copy stays as it is unless the new one passes SQLite's check and has as many rows in every table. Raises
    InputError where it does not, sqlite3.Error and OSError for what goes wrong with the files.
    """
    new = target.with_name(f"{target.name}.neu")
    _remove(new)
    try:
        with look(source) as db:
            checked(db, source)
            # What is counted and what is copied are one moment.
            db.execute("begin")
            rows = tables(db)
            _copy(db, new)
        if fault := _fault(new, rows):
            raise InputError(f"{source} is damaged ({fault}): `ris doctor` says more; its older copy stays")
        put(new, target)
    finally:
        _remove(new)
    return rows["abrufe"]


def copy(source: Path, target: Path) -> None:
    """Copy a plain file in the same way. Raises OSError."""
    new = target.with_name(f"{target.name}.neu")
    try:
        shutil.copy2(source, new)
        put(new, target)
    finally:
        new.unlink(missing_ok=True)


def copy_once(source: Path, target: Path) -> None:
    """Copy a file that never changes, unless it is there: as long, and of the same moment. Raises OSError."""
    if not target.exists() or _mark(target) != _mark(source):
        copy(source, target)


def _mark(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def put(new: Path, target: Path) -> None:
    """Put a file that is whole in place, safe also from a power cut."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    # A log that somebody left beside the older copy must not be replayed into the new one.
    for log in _logs(target):
        log.unlink(missing_ok=True)
    new.replace(target)


def _copy(db: sqlite3.Connection, new: Path) -> None:
    with closing(sqlite3.connect(new, isolation_level=None)) as made:
        db.backup(made)
        # One file without a log beside it, which can be read from where nobody may write.
        made.execute("pragma journal_mode = delete")


def _fault(new: Path, rows: dict[str, int]) -> str | None:
    """Why a copy is no good one; None where it is."""
    try:
        with closing(sqlite3.connect(new)) as made:
            return damage(made) or (None if tables(made) == rows else "tables of the copy have other numbers of rows")
    except sqlite3.DatabaseError as error:
        return str(error)


def _logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _remove(path: Path) -> None:
    for file in (path, *_logs(path)):
        file.unlink(missing_ok=True)
