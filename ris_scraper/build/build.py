"""Makes the dataset anew from the archives: a new file beside the old one, swapped in when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ris_scraper.build.intake import read_into
from ris_scraper.dataset.file import Counts
from ris_scraper.folder import Folder


def build(folder: Folder) -> Iterator[tuple[str, Counts]]:
    """Read every archive into a new `ris.db`; yields each portal with its counts.

    The old file stays in place until the new one is complete; the record of runs is carried over.
    """
    new = folder.ris_db.with_suffix(".db.neu")
    new.unlink(missing_ok=True)
    _remove_logs(new)
    with folder.dataset(new) as db:
        db.unlogged()
        if folder.ris_db.exists():
            db.carry_over("laeufe", folder.ris_db)
        for slug in folder.archived():
            yield slug, read_into(db, folder, slug, everything=True)
        db.rebuild_volltext()
    _to_disk(new)
    # The old file's log must not be replayed into the new one.
    _remove_logs(folder.ris_db)
    new.replace(folder.ris_db)


def _to_disk(path: Path) -> None:
    """Wait until the file is safe, so that a power cut after the swap cannot leave a broken one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_logs(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
