"""The dataset as all runs of a program write into it: opened once, one run at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ris_scraper.dataset.file import Dataset
from ris_scraper.folder import Folder


class Writer:
    """Keeps the dataset open from one writing to the next; while nobody writes, another command may."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._db: Dataset | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def dataset(self, folder: Folder) -> Iterator[Dataset]:
        """The dataset, while no other run and no other command writes into it; raises what opening it raises."""
        with self._lock, folder.writing():
            done = False
            try:
                yield self._open(folder)
                done = True
            finally:
                if not done:  # What was begun is undone, and what it left in memory, too.
                    self._close()

    def close(self) -> None:
        """Close the dataset; the next writing opens it again."""
        with self._lock:
            self._close()

    def _open(self, folder: Folder) -> Dataset:
        """The open dataset, or a new one where another command has put another file in its place."""
        if self._db is None or self._file != _identity(folder):
            self._close()
            self._db = folder.new_dataset(folder.ris_db, shared=True)
            self._file = _identity(folder)
        return self._db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _identity(folder: Folder) -> tuple[int, int] | None:
    try:
        found = folder.ris_db.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
