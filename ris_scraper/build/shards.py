"""A build in parts: each portal is read and joined in a file of its own, by whichever process, largest first.

A portal that is large beside the others is read in ranges of its fetches, and joined from these by one process. A part
whose worker dies is made again; one that cannot be made is the portal's loss alone.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ris_scraper.build.engines import Engine, Lost, Refused, Work
from ris_scraper.build.files import take_in_files
from ris_scraper.build.intake import pages_of, put_pages
from ris_scraper.dataset.file import Counts, Dataset
from ris_scraper.dataset.join.join import settle_portal
from ris_scraper.dataset.portal_state import enter_state, enter_window
from ris_scraper.dataset.store import Page
from ris_scraper.folder import Folder
from ris_scraper.judgement import version as rules
from ris_scraper.nouns.errors import RisError
from ris_scraper.portals.portals import Portal
from ris_scraper.read import version as readers

#: How many fetches of a large portal are read at a time.
RANGE = 200
#: So often a part is begun whose worker dies.
TRIES = 3


class Shard(NamedTuple):
    """A portal's part of the dataset."""

    path: Path
    counts: Counts


class Place(NamedTuple):
    """Where the parts of a build lie: the data folder, and a folder in it."""

    data: Path
    parts: Path

    @property
    def template(self) -> Path:
        """The empty dataset, with its reference tables, that every part begins with."""
        return self.parts / "leer.db"

    def new(self, slug: str, ending: str) -> Path:
        """A new file for a part: what a killed or lost worker still writes is none that anybody reads."""
        with tempfile.NamedTemporaryFile(dir=self.parts, prefix=f"{slug}.", suffix=ending, delete=False) as file:
            return Path(file.name)


@dataclass
class _Plan:
    """How a portal is read: the numbers of its fetches in ranges, if it is large; then where each read range lies."""

    portal: Portal
    ranges: list[tuple[int, ...]] = field(default_factory=list)
    read: dict[int, Path] = field(default_factory=dict)
    given_up: bool = False


class _Job(NamedTuple):
    """A range of a plan, or the part itself."""

    plan: _Plan
    range: int | None
    tries: int = 1


def made(
    place: Place, slugs: Collection[str], engine: Engine, size: int = RANGE
) -> Iterator[tuple[str, Shard | Refused]]:
    """Make each portal's part; yields them as they are done. `size` is that of a range of fetches."""
    waiting, running, numbers = deque[_Job](), dict[int, _Job](), count()
    for plan in _plans(Folder(place.data), slugs, engine.width, size):
        if isinstance(plan, _Plan):
            waiting.extend(_Job(plan, number) for number in range(len(plan.ranges)) or [None])
        else:
            yield plan
    while waiting or running:
        while waiting and len(running) < engine.width:
            job = waiting.popleft()
            running[number := next(numbers)] = job
            engine.submit(number, _work(place, job))
        number, result = engine.finished()
        yield from _after(running.pop(number), result, waiting)


def make(place: Place, portal: Portal, ranges: Sequence[Path] = ()) -> Shard:
    """Make a portal's part from its archive, or from ranges of it that were read."""
    slug, vendor = portal.slug, portal.vendor
    path, folder = place.new(slug, ".db"), Folder(place.data)
    shutil.copyfile(place.template, path)
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier, Dataset(path) as db:
        db.unlogged()
        fetches = archive.fetches(oldest_first=True)
        with db.run("read", slug) as counts:
            put_pages(db, slug, _unpacked(ranges) if ranges else pages_of(archive, slug, vendor, fetches), counts)
            settle_portal(db, slug)
            take_in_files(db, archive, slug, portal.ocr)
            enter_window(db, slug, frontier)
            enter_state(db, slug, frontier)
    return Shard(path, counts)


def read_range(place: Place, portal: Portal, numbers: Sequence[int]) -> Path:
    """Read some fetches of a portal; returns the file that holds what they state."""
    slug, vendor = portal.slug, portal.vendor
    path = place.new(slug, ".gelesen")
    with Folder(place.data).archive(slug) as archive, path.open("wb") as file:
        pickle.dump([*pages_of(archive, slug, vendor, map(archive.fetched, numbers))], file, pickle.HIGHEST_PROTOCOL)
    return path


def unfit(place: Place, versions: tuple[str, str]) -> str | None:
    """Why a worker on another machine cannot help: it sees other files, or would read or judge otherwise."""
    if not place.template.exists():
        return f"it does not see {place.data}: archives have to lie on storage that all workers share"
    return None if versions == present() else "it has another version of this program installed"


def present() -> tuple[str, str]:
    """The versions of readers and rules here."""
    return readers.version(), rules.version()


def _plans(folder: Folder, slugs: Collection[str], width: int, size: int) -> Iterator[_Plan | tuple[str, Refused]]:
    """The plan of each portal, the largest first: what is begun last should be done soon."""
    sizes = {slug: folder.archive_path(slug).stat().st_size for slug in slugs}
    large = sum(sizes.values()) / (2 * width)
    for slug in sorted(sizes, key=lambda slug: -sizes[slug]):
        try:
            plan = _Plan(folder.portal(slug))
            if width > 1 and sizes[slug] > large:
                plan.ranges = _ranges(folder, slug, size)
        except RisError as error:
            yield slug, Refused(str(error))
        else:
            yield plan


def _ranges(folder: Folder, slug: str, size: int) -> list[tuple[int, ...]]:
    """The numbers of a portal's fetches in the order in which they are taken in; none if one range holds them all."""
    with folder.archive(slug) as archive:
        numbers = [fetch.id for fetch in archive.fetches(oldest_first=True)]
    ranges = [tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)]
    return ranges if len(ranges) > 1 else []


def _work(place: Place, job: _Job) -> Work:
    plan = job.plan
    if job.range is not None:
        return partial(read_range, place, plan.portal, plan.ranges[job.range])
    return partial(make, place, plan.portal, [plan.read[number] for number in range(len(plan.ranges))])


def _after(job: _Job, result: object, waiting: deque[_Job]) -> Iterator[tuple[str, Shard | Refused]]:
    """What follows from work that came to an end: more work, or what a portal came to."""
    plan, slug = job.plan, job.plan.portal.slug
    if isinstance(result, Lost):
        if not result.final and job.tries < TRIES:
            waiting.appendleft(job._replace(tries=job.tries + 1))
            return
        result = Refused(f"portal {slug}: what reads it was killed again and again; is there memory enough?")
    if isinstance(result, Path) and job.range is not None:
        plan.read[job.range] = result
        if len(plan.read) == len(plan.ranges):
            waiting.appendleft(_Job(plan, None))
    if isinstance(result, Shard):
        for path in plan.read.values():
            path.unlink()
        yield slug, result
    if isinstance(result, Refused):
        yield from _given_up(plan, result, waiting)


def _given_up(plan: _Plan, why: Refused, waiting: deque[_Job]) -> Iterator[tuple[str, Refused]]:
    """End a portal with its first refusal; what others of its ranges come to does not matter any more."""
    first, plan.given_up = not plan.given_up, True
    others = [job for job in waiting if job.plan is not plan]
    waiting.clear()
    waiting.extend(others)
    if first:
        yield plan.portal.slug, why


def _unpacked(ranges: Sequence[Path]) -> Iterator[Page]:
    for path in ranges:
        with path.open("rb") as file:
            yield from pickle.load(file)
