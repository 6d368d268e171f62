"""What the trouble with a file means to the operator: one sentence for each cause (pure)."""

from __future__ import annotations

import errno

from ris_scraper.nouns.errors import InputError, Locked, RisError

_FULL = "the disk is full; make room and run the command again, nothing that was fetched is lost"
_RIGHTS = "it cannot be written; give the user of this command the right to write there"
_OPEN = "it cannot be opened; look at its rights and those of its folder"
_BUSY = "it is being written by another program; try again when that is done"
_DAMAGED = "it is damaged; `ris build` makes ris.db anew, an archive has to come back from a backup"
_DISK = "the disk reports an error; look at it before anything else"
# Names of SQLite's result codes, and of the system's errors, with what to do; a name of two words stands for all
# that begin with it. The index of a log that cannot grow is what a full disk shows first.
_SQLITE = {
    "SQLITE_IOERR_SHMSIZE": _FULL,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _RIGHTS,
    "SQLITE_CANTOPEN": _OPEN,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_IOERR": _DISK,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _RIGHTS,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EIO: _DISK,
}


def trouble(what: object, error: Exception) -> RisError:
    """The error of ours that one of SQLite or of the system stands for; `what` is the file or folder it is about."""
    name = getattr(error, "sqlite_errorname", "")
    sentence = (
        _SQLITE.get(name) or _SQLITE.get("_".join(name.split("_")[:2])) or _SYSTEM.get(getattr(error, "errno", 0) or 0)
    )
    kind = Locked if sentence == _BUSY else InputError
    return kind(f"{what}: {sentence} ({error})" if sentence else f"{what}: cannot be used ({error})")


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite says that the file is damaged, or is no database at all."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def is_full(error: Exception) -> bool:
    """Whether an error of SQLite or of the system says that there is no room left."""
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    return full or getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL")


def is_about_room(error: Exception) -> bool:
    """Whether an error of SQLite is about where a file lies (full, read-only, busy, broken), not what is in it."""
    name = getattr(error, "sqlite_errorname", "")
    about = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR")
    return name.startswith(about)
