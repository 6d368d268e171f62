"""Makes the dataset anew from the archives (floor 5): a new file beside the old one, swapped in when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ris_scraper import revisit
from ris_scraper.dataset import Dataset, Lauf
from ris_scraper.folder import Folder
from ris_scraper.read import read_portal


def build(folder: Folder) -> Iterator[tuple[str, Lauf]]:
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


def read_into(db: Dataset, folder: Folder, slug: str, everything: bool = False) -> Lauf:
    """Read a portal's archive into the dataset, with what runs found out about the portal itself."""
    folder.portal(slug)
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier:
        lauf = read_portal(db, archive, slug, everything)
        revisit.enter_state(db, slug, frontier)
    return lauf


def _to_disk(path: Path) -> None:
    """Wait until the file is safe, so that a power cut after the swap cannot leave a broken one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_logs(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
