"""Opens a portal's archive file, and says in a sentence of its own what is wrong where that, or writing, fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from ris_scraper.nouns.errors import InputError, Locked, RisError

#: The version of the file's tables: files of older versions are brought up to it, newer ones are left alone.
VERSION = 1
#: Seconds to wait for another program that writes.
WAIT = 30.0

# Beginnings of SQLite's names of errors, and what a person can do.
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "SQLITE_READONLY": "{} cannot be written: give this user the right to write the file and its folder",
        "SQLITE_PERM": "{} cannot be written: give this user the right to write the file and its folder",
        "SQLITE_CANTOPEN": "{} cannot be opened: give this user the right to write the file and its folder",
        "SQLITE_FULL": "{} cannot grow, the disk is full: make room and run it again, nothing that is kept is lost",
        "SQLITE_IOERR": "{} cannot be read or written ({}): look at the disk",
        "SQLITE_CORRUPT": "{} is damaged ({}): put a backup in its place, or move it away and crawl the portal again",
        "SQLITE_NOTADB": "{} is not an archive of ours ({}): move it away and try again",
    }
)
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


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
        raise trouble(path, error) from error


def trouble(path: Path, error: sqlite3.Error | OSError) -> RisError:
    """What is wrong with a file, as an error of ours with a sentence that says what to do."""
    if isinstance(error, OSError):
        return InputError(f"{path} cannot be written ({error.strerror}): look at the folder's rights and the disk")
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_BUSY):
        return Locked(f"{path} is being written by another program ({error}); try again when it is done")
    found = next((said for mark, said in _SENTENCES.items() if name.startswith(mark)), "{} cannot be used: {}")
    return InputError(found.format(path, error))


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    [(version,)] = db.execute("pragma user_version").fetchall()
    if version > VERSION:
        raise InputError(f"{path} was made by a newer version of this program: use that one")
    db.execute("pragma journal_mode = wal")
    # In the log's order nothing is lost by a kill; waiting for the disk after each page would only cost time.
    db.execute("pragma synchronous = normal")
