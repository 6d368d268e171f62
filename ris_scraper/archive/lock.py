"""Locks on files: one holder at a time, and everybody can ask who that is. The system frees a dead holder's lock."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ris_scraper.archive.opening import told
from ris_scraper.nouns.errors import Locked

# Who asks for the holder holds the lock himself, for less than this (seconds).
_ASKING = 0.1


@contextmanager
def held(file: Path, refusal: str) -> Iterator[None]:
    """Hold the lock, and leave in the file who does; raises Locked with `refusal`, which may name the {holder}, while
    another has it."""
    with told(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = file.open("a+", encoding="utf-8")
    with handle:
        if not (_took(handle, fcntl.LOCK_EX) or _took(handle, fcntl.LOCK_EX, _ASKING)):
            raise Locked(refusal.format(holder=_named(handle)))
        handle.truncate(0)
        handle.write(f"`ris {' '.join(sys.argv[1:2])}` (process {os.getpid()})")
        handle.flush()
        yield


def holder(file: Path) -> str | None:
    """Who holds the lock, in words; None where nobody does."""
    try:
        handle = file.open(encoding="utf-8")
    except OSError:
        return None
    with handle:
        return None if _took(handle, fcntl.LOCK_SH) else _named(handle)


def _took(handle: IO[str], kind: int, after: float = 0) -> bool:
    time.sleep(after)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _named(handle: IO[str]) -> str:
    handle.seek(0)
    return handle.read().strip() or "another command"
