"""Makes the dataset anew from the archives: a new file beside the old one, swapped in when it is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from ris_scraper.build.engines import Cluster, Engine, Here, Refused, Workers
from ris_scraper.build.shards import RANGE, Place, Shard, made, present, unfit
from ris_scraper.build.versions import stamp
from ris_scraper.dataset.file import Counts, Dataset, pages_of
from ris_scraper.dataset.join.concepts import settle_konzepte
from ris_scraper.dataset.merging import merge, take_over
from ris_scraper.dataset.reuse import STAMP
from ris_scraper.dataset.summaries import summarise
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted

# A process beside this one is worth its start where it has so many bytes of archives to read.
_WORTH = 4_000_000


def build(
    folder: Folder, jobs: int = 1, dask: str | None = None, keep: bool = True, size: int = RANGE
) -> Iterator[tuple[str, Counts]]:
    """Read every archive into a new `ris.db`; yields each portal with its counts when it is read.

    Each portal is read and joined in a file of its own, by up to `jobs` processes or the workers of a Dask cluster at
    the address `dask`; `size` as in `shards.made`. The old file stays in place until the new one is complete; the
    record of runs is carried over, unless the old file is damaged: it is what a build is to mend.

    Raises InputError at the end if a portal could not be read, or if its archive lost all its pages: the new file is in
    place, with what the old one had of that portal, if `keep`; if no portal could be read, the old one is.
    """
    with folder.writing():
        new, done = folder.ris_db.with_suffix(".db.neu"), dict[str, Shard | Refused]()
        _remove_leftovers(folder.ris_db)
        with _parts(folder, new) as place:
            with closing(_engine(place, jobs, dask)) as engine:
                for slug, part in made(place, [*folder.archived()], engine, size):
                    done[slug] = part = _without_loss(folder, slug, part) if keep else part
                    if isinstance(part, Shard):
                        yield slug, part.counts
            refused = [part.sentence for part in done.values() if isinstance(part, Refused)]
            if refused and len(refused) == len(done):
                raise InputError(f"{folder.ris_db} stays as it is: {'; '.join(refused)}")
            shutil.copyfile(place.template, new)
            kept = _merged(new, folder.ris_db, done, keep)
            _swap_in(new, folder.ris_db)
    if losses := [*_losses(done, kept)]:
        raise InputError(f"{len(losses)} of {counted(len(done), 'portal')} could not be read: " + "\n".join(losses))


@contextmanager
def _parts(folder: Folder, new: Path) -> Iterator[Place]:
    """A folder for the parts of a build, with an empty dataset; nothing of a build that ends early is left."""
    place = Place(folder.path, new.with_suffix(".neu.teile"))
    try:
        place.parts.mkdir()
        with folder.new_dataset(place.template):
            pass
        yield place
    finally:
        shutil.rmtree(place.parts, ignore_errors=True)
        for leftover in (new, *_logs(new)):
            leftover.unlink(missing_ok=True)


def _engine(place: Place, jobs: int, dask: str | None) -> Engine:
    if dask:
        return Cluster(dask, partial(unfit, place, present()))
    folder = Folder(place.data)
    size = sum(folder.archive_path(slug).stat().st_size for slug in folder.archived())
    width = min(jobs, 1 + size // _WORTH)
    return Workers(width) if width > 1 else Here()


def _merged(new: Path, old: Path, done: Mapping[str, Shard | Refused], keep: bool) -> set[str]:
    """Merge the parts in the order of their keys, then settle what several portals share.

    Returns the portals whose rows come from the old dataset: those that could not be read, if `keep`.
    """
    kept: set[str] = set()
    with Dataset(new) as db:
        db.unlogged()
        if old.exists() and not db.carry_over("laeufe", old):
            print(f"{old} is damaged: its record of runs is lost", file=sys.stderr)
        with db.indexes_last():
            for slug, part in sorted(done.items()):
                if isinstance(part, Shard):
                    merge(db, part.path, slug)
                    part.path.unlink()
                elif keep and take_over(db, old, slug):
                    kept.add(slug)
        with db.transaction():
            settle_konzepte(db)
            for slug in sorted(done):
                summarise(db, slug)
        db.rebuild_volltext()
        # With rows that older readers or rules made the dataset is of their version.
        if not (kept and db.carry_over("versionen", old)):
            stamp(db)
        # Its tables are empty until `ris reuse` has made them anew.
        db.delete("versionen", "name", [STAMP])
    return kept


def _losses(done: Mapping[str, Shard | Refused], kept: set[str]) -> Iterator[str]:
    """A sentence for each portal that could not be read."""
    for slug, part in sorted(done.items()):
        if isinstance(part, Refused):
            rows = "are those of the build before" if slug in kept else "are missing"
            yield f"{part.sentence} (the rows of {slug} {rows})"


def _swap_in(new: Path, ris_db: Path) -> None:
    _to_disk(new)
    # The log of the old file must not be replayed into the new one; what it holds goes where it belongs before that,
    # so that a kill between these steps leaves the old dataset whole.
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{ris_db.resolve().as_uri()}?mode=rw", uri=True)) as old:
        old.execute("pragma wal_checkpoint(truncate)")
    for log in _logs(ris_db):
        log.unlink(missing_ok=True)
    new.replace(ris_db)


def _without_loss(folder: Folder, slug: str, part: Shard | Refused) -> Shard | Refused:
    """Refuse the part of an archive without any page if the old dataset has some of it: it was emptied by accident, as
    by a copy that broke off."""
    lost = pages_of(folder.ris_db, slug) if isinstance(part, Shard) and not part.counts.seiten else 0
    if not lost:
        return part
    return Refused(
        f"{folder.archive_path(slug)} holds no page, {folder.ris_db} has {lost} of it: bring the archive back from a"
        " backup, or delete its file if all of it is to go"
    )


def _to_disk(path: Path) -> None:
    """Wait until the file is safe, so that a power cut after the swap cannot leave a broken one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_leftovers(ris_db: Path) -> None:
    """What killed commands left: half a build with its parts, empty datasets on their way to their place."""
    for leftover in ris_db.parent.glob(f"{ris_db.name}.*neu*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink()


def _logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]
