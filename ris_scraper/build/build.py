"""Makes the dataset anew from the archives: a new file beside the old one, swapped in when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from ris_scraper.build.intake import read_into
from ris_scraper.dataset.file import Counts, pages_of
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError


def build(folder: Folder) -> Iterator[tuple[str, Counts]]:
    """Read every archive into a new `ris.db`; yields each portal with its counts.

    The old file stays in place until the new one is complete; the record of runs is carried over, unless the old file
    is damaged: it is what a build is to mend. Raises InputError where an archive lost all pages it was made of.
    """
    with folder.writing():
        new = folder.ris_db.with_suffix(".db.neu")
        _remove_leftovers(folder.ris_db)
        with folder.new_dataset(new) as db:
            db.unlogged()
            if folder.ris_db.exists() and not db.carry_over("laeufe", folder.ris_db):
                print(f"{folder.ris_db} is damaged: its record of runs is lost", file=sys.stderr)
            for slug in folder.archived():
                counts = read_into(db, folder, slug, everything=True)
                if not counts.seiten:
                    _refuse_loss(folder, slug)
                yield slug, counts
            db.rebuild_volltext()
        _to_disk(new)
        # The old file's log must not be replayed into the new one.
        for log in _logs(folder.ris_db):
            log.unlink(missing_ok=True)
        new.replace(folder.ris_db)


def _refuse_loss(folder: Folder, slug: str) -> None:
    """Refuse to build from an archive without any page if the old dataset has some of it: it was emptied by accident,
    as by a copy that broke off. One whose pages were all to be forgotten is empty on purpose."""
    with folder.frontier(slug) as frontier:
        forgotten = frontier.get("vergessen")
    if forgotten:
        return
    if lost := pages_of(folder.ris_db, slug):
        raise InputError(
            f"{folder.archive_path(slug)} holds no page, {folder.ris_db} has {lost} of it and stays as it is: bring the"
            " archive back from a backup, or delete its file if all of it is to go"
        )


def _to_disk(path: Path) -> None:
    """Wait until the file is safe, so that a power cut after the swap cannot leave a broken one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_leftovers(ris_db: Path) -> None:
    """What killed commands left: half a build with its journal, empty datasets on their way to their place."""
    for leftover in ris_db.parent.glob(f"{ris_db.name}.*neu*"):
        leftover.unlink()


def _logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]
