"""The folder that holds all state: archives, dataset, published site, the operator's portals."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ris_scraper.archive.archive import Archive
from ris_scraper.archive.frontier import Frontier
from ris_scraper.archive.lock import held
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import meant
from ris_scraper.portals import portals
from ris_scraper.portals.portals import Kreis, Portal


@dataclass(frozen=True)
class Folder:
    """A data folder; nothing in it is created before it is needed."""

    path: Path

    @property
    def ris_db(self) -> Path:
        """The dataset."""
        return self.path / "ris.db"

    @property
    def site(self) -> Path:
        """The published folder."""
        return self.path / "site"

    @property
    def site_file(self) -> Path:
        """The operator's settings of the website; there need not be any."""
        return self.path / "site.toml"

    @property
    def releases(self) -> Path:
        """Where the releases lie."""
        return self.path / "releases"

    @property
    def reports(self) -> Path:
        """Where the reports of the nights lie."""
        return self.path / "berichte"

    @property
    def measurements(self) -> Path:
        """Where the operator's measurements of accuracy lie; there need not be any."""
        return self.path / "genauigkeit"

    @property
    def reuse_db(self) -> Path:
        """What `ris reuse` knows of texts it has compared; there need not be any."""
        return self.path / "reuse.db"

    @property
    def own_portals(self) -> Path:
        """The operator's own portals; there need not be any."""
        return self.path / "portals.toml"

    @property
    def portals_file(self) -> Path | None:
        """The operator's own portals, if there is such a file."""
        return self.own_portals if self.own_portals.is_file() else None

    @cached_property
    def portals(self) -> dict[str, Portal]:
        """All portals by slug: the shipped ones and the operator's."""
        return portals.load(self.portals_file)

    def portal(self, slug: str) -> Portal:
        """One portal; raises InputError if nobody has entered it."""
        known = self.portals
        if slug not in known:
            near = meant(slug, known)
            raise InputError(
                f"portal {slug!r} is not known: `ris portals` lists them, {self.own_portals} can add it{near}"
            )
        return known[slug]

    def archive(self, slug: str) -> Archive:
        """Open a portal's archive, new if there is none."""
        return Archive(self.archive_path(slug))

    def archive_path(self, slug: str) -> Path:
        """Where a portal's archive lies."""
        return self.path / "archive" / f"{slug}.db"

    def frontier(self, slug: str) -> Frontier:
        """Open the list of what is still to be asked of a portal."""
        return Frontier(self.archive_path(slug))

    @cached_property
    def kreise(self) -> list[Kreis]:
        """All Kreise: the official ones and the operator's."""
        return portals.kreise(self.portals_file)

    def archived(self) -> Iterator[str]:
        """Slugs of the portals that have an archive."""
        return (file.stem for file in sorted((self.path / "archive").glob("*.db")))

    @contextmanager
    def dataset(self) -> Iterator[Dataset]:
        """Open the dataset to write, with its reference tables, new if there is none; one command at a time."""
        with self.writing(), self.new_dataset(self.ris_db) as db:
            yield db

    def new_dataset(self, path: Path, shared: bool = False) -> Dataset:
        """Open a dataset file with its reference tables; the caller is the one who writes (see `writing`).

        `shared`: threads take turns with it.
        """
        db = Dataset(path, shared)
        db.register(self.kreise, self.portals.values())
        return db

    @property
    def night_lock(self) -> Path:
        """Held by the night that goes on."""
        return self.path / "night.lock"

    def night(self) -> AbstractContextManager[None]:
        """Be the only night in this folder; raises Locked while another goes on."""
        return held(self.night_lock, f"{self.path}: another night goes on here, {{holder}}; wait for its end")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only command that writes or swaps the dataset or the site; says whom it waits for.

        The system frees the lock when a process dies.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "ris.lock").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                print(f"waiting for {lock.read().strip() or 'another command'}", file=sys.stderr, flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
            lock.truncate(0)
            lock.write(f"`ris {' '.join(sys.argv[1:2])}` (process {os.getpid()}), which writes in {self.path}")
            lock.flush()
            yield


_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The folder `name` ("datasette" or "fixtures") of this installation. Raises InputError if it is missing."""
    inside = _PACKAGE / name
    if inside.is_dir():
        return inside
    # Beside an installed package lies site-packages/datasette, which is somebody else's: ask for the repository's mark.
    root = _PACKAGE.parent
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    raise InputError(f"{inside} is missing; install the project again")
