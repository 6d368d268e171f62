"""Opens a portal's archive file; what goes wrong with it then or later is raised as an error of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.nouns.trouble import trouble

#: The version of the file's tables: files of older versions are brought up to it, newer ones are left alone.
VERSION = 1
#: Seconds to wait for another program that writes.
WAIT = 30.0


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, new if there is none. Raises InputError and Locked, each with its sentence."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, timeout=WAIT)
        try:
            _prepare(db, path)
        except (sqlite3.Error, RisError):
            db.close()
            raise
    return db


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Do what concerns a file; what goes wrong with it is raised as InputError or Locked."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise InputError(f"{path} is not an archive of ours ({error}): move it away and try again") from error
        raise trouble(path, error) from error


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    [(version,)] = db.execute("pragma user_version").fetchall()
    if version > VERSION:
        raise InputError(f"{path} was made by a newer version of this program: use that one")
    db.execute("pragma journal_mode = wal")
    # In the log's order nothing is lost by a kill; waiting for the disk after each page would only cost time.
    db.execute("pragma synchronous = normal")
