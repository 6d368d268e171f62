"""Kills of the real command at random moments: what is lost, what differs from a run without, what is gone.

usage: python -m benchmarks.kills [--command NAME …] [--times N] [--seed S]

Each time a copy of a data folder is made, the command begins, and its process group gets SIGKILL at a moment of its
undisturbed duration (one in each N-th part of it, in random order); every file must open then, and a site must be
there. The command is run anew, and what it leaves is compared with what an undisturbed run left: every table of ris.db
row by row, every kept fetch and its bytes, every file that is served. Exit code 1 if anything differs, is lost or gone.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ris_scraper.build.build import build
from ris_scraper.cli.main import COMMANDS
from ris_scraper.folder import Folder
from ris_scraper.publish.site import publish
from tests.simulator import faults
from tests.simulator.server import serve
from tests.support.archives import content, filled
from tests.support.crawling import VENDORS, enter, tiny
from tests.support.fixture_pages import PAGES
from tests.support.launching import Launcher, launcher
from tests.support.rows import content as timeless

#: What the release that is killed is called.
VERSION = "1.0.0"
#: Tables of ris.db that tell of runs.
_OF_RUNS = ("laeufe", "runs", "versionen")

Tables = dict[str, list[tuple[Any, ...]]]


def _rows(ris_db: Path) -> Tables:
    """All rows without the running numbers of changes, which only count how often pages were read."""
    found = content(ris_db, places=False)
    return found | {"aenderungen": [row[1:] for row in found["aenderungen"]]}


class Scene(NamedTuple):
    """A command, what it finds in its folder, and how the rows that it leaves are compared."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    tables: Callable[[Path], Tables] = _rows
    made: str | None = None  # What is made only once, and refused where it is.


@dataclass
class Found:
    """What came of the kills of a command."""

    command: str
    seconds: float
    kills: int = 0
    late: int = 0  # Runs that had ended at the moment of their kill; they are begun anew.
    differences: list[str] = field(default_factory=list)
    lost: int = 0  # Bytes of bodies that were kept and are no more.
    unopened: list[str] = field(default_factory=list)
    gone: int = 0  # Times without a whole site where there had been one.

    @property
    def good(self) -> bool:
        """Whether no kill cost anything."""
        return not (self.differences or self.lost or self.unopened or self.gone)

    def __str__(self) -> str:
        return (
            f"{self.command}: {self.kills} kills over {self.seconds:.2f} s ({self.late} runs had ended),"
            f" {len(self.differences)} differences, {self.lost} bytes lost, {len(self.unopened)} files not opened,"
            f" {self.gone} times no site"
        )


# --- what commands find ------------------------------------------------------------------------


# Fetches that are still to come are those of a wrong clock, which is another matter.
_PAST = "update abrufe set abgerufen_am = replace(abgerufen_am, '2026-12-0', '2026-11-2')"


def kept(path: Path, pages: Sequence[Path] = PAGES) -> Path:
    """A folder whose archives hold these example pages, its dataset, its site; then pages came that say otherwise."""
    folder = filled(path, pages)
    for archive in (path / "archive").glob("*.db"):
        with closing(sqlite3.connect(archive)) as db, db:
            db.execute(_PAST)
    for _ in build(folder):
        """The older dataset."""
    publish(folder.ris_db, folder.site)
    for slug in folder.archived():
        with folder.archive(slug) as archive:
            for fetch in [*{fetch.url: fetch for fetch in archive.fetches()}.values()][::2]:
                body = archive.body(fetch.sha256).replace(b"beschlossen", b"vertagt").replace(b"Kreistag", b"Kreisrat")
                archive.keep(replace(fetch, abgerufen_am="2026-11-27T03:00:00+01:00"), body)
    return path


def _as_kept(_: Path) -> None:
    """The archives are newer than the dataset."""


def _built(path: Path) -> None:
    """The dataset is newer than the site."""
    for _ in build(Folder(path)):
        """The newer dataset."""


def _misjudged(path: Path) -> None:
    """What an older vocabulary had made of the words."""
    _built(path)
    with closing(sqlite3.connect(path / "ris.db")) as db, db:
        db.execute("update beratungen set ergebnis_norm = null, rolle = null")
        db.execute("update vorlagen set art_norm = 'sonstiges'")
        db.execute("delete from konzept_vorlagen")


SCENES = {
    "crawl": Scene(("crawl", "--all", "--since", "2020"), _as_kept, timeless),
    "read": Scene(("read", "--all"), _as_kept),
    "build": Scene(("build", "--jobs", "2"), _as_kept),
    "judge": Scene(("judge",), _misjudged),
    "publish": Scene(("publish",), _built),
    "release": Scene(("release", VERSION), _built, made=f"releases/{VERSION}"),
}


@contextmanager
def _portals(path: Path) -> Iterator[None]:
    """Two simulated portals, a hasty network, and the folder that knows them."""
    with ExitStack() as running:
        for vendor in ("sessionnet", "allris3"):
            server = running.enter_context(serve(VENDORS[vendor].portal(tiny()), faults=[faults.slow(0.005)]))
            enter(path / vendor, vendor, **{vendor: server.base_url})
        entries = [(path / vendor / "portals.toml").read_text() for vendor in ("sessionnet", "allris3")]
        for vendor in ("sessionnet", "allris3"):
            shutil.rmtree(path / vendor)
        (path / "portals.toml").write_text("\n".join(entries))
        yield


# --- what they leave ---------------------------------------------------------------------------


class Left(NamedTuple):
    """What is in a folder: rows of the dataset, bytes of fetches by archive, address and digest, files by digest."""

    tables: Tables
    bodies: dict[tuple[str, str, str], int]
    files: dict[str, str]


def left(folder: Path, scene: Scene) -> Left:
    """What a folder holds now."""
    tables = {name: found for name, found in scene.tables(folder / "ris.db").items() if name not in _OF_RUNS}
    files = {f"site/{name}": digest for name, digest in _digests(folder / "site").items()}
    if scene.made:
        files |= {f"{scene.made}/{name}": digest for name, digest in _digests(folder / scene.made).items()}
    return Left(tables, bodies(folder), files)


def bodies(folder: Path) -> dict[tuple[str, str, str], int]:
    """How many bytes of every kept fetch are there; a body that is not what its digest says counts as none."""
    found = {}
    for path in sorted((folder / "archive").glob("*.db")):
        with closing(sqlite3.connect(path)) as db:
            for url, digest, packed in db.execute(
                "select a.url, a.sha256, i.zlib from abrufe a left join inhalte i on i.sha256 = a.sha256"
            ):
                body = zlib.decompress(packed) if packed else b""
                found[path.stem, url, digest] = len(body) if hashlib.sha256(body).hexdigest() == digest else 0
    return found


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.exists() else ()
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def unlike(one: Left, other: Left) -> Iterator[str]:
    """What differs between two folders. The bytes of a page may tell when it was asked for; its address is compared."""
    for name in sorted(one.tables.keys() | other.tables.keys()):
        before, after = (sorted(side.tables.get(name, []), key=repr) for side in (one, other))
        if before != after:
            rows = set(map(repr, before)) ^ set(map(repr, after))
            yield f"table {name}: {len(rows)} rows differ, {min(rows, default='in how often they are there')[:200]}"
    asked, found = ({(slug, url) for slug, url, _ in side.bodies} for side in (one, other))
    if asked != found:
        yield f"fetches: {sorted(asked ^ found)[:3]}"
    yield from (
        f"file {name}" for name in one.files.keys() | other.files.keys() if one.files.get(name) != other.files.get(name)
    )


def _unopened(folder: Path) -> Iterator[str]:
    """Databases that cannot be opened, or are not whole."""
    for path in (folder / "ris.db", *(folder / "archive").glob("*.db"), folder / "site" / "ris.db"):
        if not path.exists():
            continue
        try:
            with closing(sqlite3.connect(path)) as db:
                said = db.execute("pragma integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            yield f"{path.name}: {said}"


# --- the kills -----------------------------------------------------------------------------------


def run(command: str, times: int, seed: int, folder: Path) -> Found:
    """Kill a command so many times, which finds a copy of the folder, as `kept` makes it; what came of it."""
    scene, chance = SCENES[command], Random(f"{seed} {command}")
    with tempfile.TemporaryDirectory() as place, launcher() as ris, ExitStack() as more:
        base = Path(place) / "base"
        if command == "crawl":
            more.enter_context(_portals(base))
        else:
            shutil.copytree(folder, base, symlinks=True)
            scene.prepare(base)
        calm, seconds = _undisturbed(ris, scene, base)
        found = Found(command, seconds)
        moments = [seconds * (number + chance.random()) / times for number in range(times)]
        chance.shuffle(moments)
        for moment in moments:
            _kill(ris, scene, base, moment, calm, found)
    return found


def _undisturbed(ris: Launcher, scene: Scene, base: Path) -> tuple[Left, float]:
    """What the command leaves when nobody disturbs it, and how long it takes."""
    folder = _copied(base)
    began = time.monotonic()
    if code := ris.run(*scene.arguments, "--data", str(folder)):
        raise SystemExit(f"`ris {' '.join(scene.arguments)}` ends with {code} where nobody disturbs it")
    return left(folder, scene), time.monotonic() - began


def _copied(base: Path) -> Path:
    folder = base.with_name("folder")
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(base, folder, symlinks=True)


def _kill(ris: Launcher, scene: Scene, base: Path, moment: float, calm: Left, found: Found) -> None:
    """One kill, the run after it, and what they cost."""
    while not _killed(ris, scene, folder := _copied(base), moment):
        found.late += 1
        moment *= 0.9
    found.kills += 1
    found.unopened += _unopened(folder)
    found.gone += (base / "site").exists() and not (folder / "site" / "ris.db").is_file()
    before = bodies(folder)
    if not (scene.made and (folder / scene.made).exists()) and ris.run(*scene.arguments, "--data", str(folder)):
        found.differences.append(f"after {moment:.3f} s: the run anew fails")
    now = left(folder, scene)
    found.lost += sum(size for key, size in before.items() if now.bodies.get(key) != size)
    found.differences += [f"after {moment:.3f} s: {difference}" for difference in unlike(calm, now)]


def _killed(ris: Launcher, scene: Scene, folder: Path, moment: float) -> bool:
    """Begin and kill the command; whether it was still there."""
    process = ris.start(*scene.arguments, "--data", str(folder))
    time.sleep(moment)
    ris.kill(process)
    return ris.ended() < 0


def main(given: Sequence[str] | None = None) -> None:
    """Read the command line, kill, print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--command", action="append", choices=SCENES, help="which command (default: every one there is)"
    )
    parser.add_argument("--times", type=int, default=100, help="how many kills of each (default 100)")
    parser.add_argument("--seed", type=int, default=1, help="another number kills at other moments (default 1)")
    order = parser.parse_args(given)
    results = []
    with tempfile.TemporaryDirectory() as place:
        folder = kept(Path(place) / "kept")
        for command in order.command or SCENES:
            if command not in COMMANDS:
                print(f"{command}: this version of the program has no such command")
                continue
            results.append(found := run(command, order.times, order.seed, folder))
            print(found, *(found.differences + found.unopened)[:20], sep="\n  ", flush=True)
    sys.exit(0 if all(found.good for found in results) else 1)


if __name__ == "__main__":
    main()
