"""Opens a portal's archive file; what goes wrong with it then or later is raised as an error of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

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
        raise refusal(path, error) from error


def refusal(path: Path, error: Exception) -> RisError:
    """What goes wrong with an archive, as an error of ours."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
        return InputError(f"{path} is not an archive of ours ({error}): move it away and try again")
    return trouble(path, error)


@contextmanager
def look(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file that is there, only to read it; its folder need not be writable. Raises sqlite3.Error."""
    with closing(_reader(path)) as db:
        db.execute("pragma query_only = on")
        yield db


def checked(db: sqlite3.Connection, path: Path) -> None:
    """Raise InputError unless this is an archive of this version of the program, or of one before it."""
    _not_newer(db, path)
    present = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if not {"abrufe", "inhalte"} <= present:
        raise InputError(f"{path} is not an archive of ours (tables are missing): move it away and try again")


def _reader(path: Path) -> sqlite3.Connection:
    db = _open(path, "mode=rw")
    try:
        db.execute("pragma schema_version").fetchall()
        return db
    except sqlite3.OperationalError as error:
        db.close()
        # Where nobody may write, and no log is left, the file cannot change either.
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or _log(path):
            raise
    except sqlite3.DatabaseError:
        db.close()
        raise
    return _open(path, "mode=ro&immutable=1")


def _open(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?{how}", uri=True, isolation_level=None, timeout=WAIT)


def _log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _not_newer(db: sqlite3.Connection, path: Path) -> None:
    [(version,)] = db.execute("pragma user_version").fetchall()
    if version > VERSION:
        raise InputError(f"{path} was made by a newer version of this program: use that one")


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    _not_newer(db, path)
    db.execute("pragma journal_mode = wal")
    # In the log's order nothing is lost by a kill; waiting for the disk after each page would only cost time.
    db.execute("pragma synchronous = normal")
