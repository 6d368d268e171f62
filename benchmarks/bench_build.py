"""`ris build` of many pages: one process, two, and a Dask cluster of two workers, against the sum of its floors.

usage: python -m benchmarks.bench_build [--pages N] [--rounds N] [--linear]

The floors are unpacking every page, a bare Lexbor parse of it, and writing the same rows with the same indexes and
full-text search, one after the other. Each round does everything once, as the machines are noisy; CPU seconds are
measured beside those of the clock, and what two cores need is computed from them: what the parent does alone, and half
of what its workers do.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from multiprocessing import forkserver
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from benchmarks.generate import fill
from ris_scraper.build.build import build
from ris_scraper.dataset import schema
from ris_scraper.dataset.library import Database
from ris_scraper.folder import Folder
from ris_scraper.read import decode

_CHUNK = 1_000
#: How builds are carried out, and what each is called.
_WAYS = {"1": "one process", "2": "two processes", "dask": "two workers of Dask"}


class Spent(NamedTuple):
    """Seconds by the clock and of CPU, those of processes beside this one, and the largest peak memory in MB."""

    wall: float
    cpu: float
    beside: float = 0.0
    peak: float = 0.0

    @property
    def two_cores(self) -> float:
        """Seconds that two cores need that do nothing else."""
        return self.cpu + self.beside / 2


class Floors(NamedTuple):
    """CPU seconds of what no build can do without."""

    zlib: float
    lexbor: float
    executemany: float


def _floors(folder: Folder, plain: Path) -> Floors:
    unpacked = parsed = 0.0
    for slug in folder.archived():
        with folder.archive(slug) as archive:
            for fetch in archive.fetches():
                began = time.process_time()
                body = archive.body(fetch.sha256)
                unpacked += time.process_time() - began
                text = decode.decode(fetch.url, body)
                began = time.process_time()
                LexborHTMLParser(text)
                parsed += time.process_time() - began
    return Floors(unpacked, parsed, _write_floor(folder.ris_db, plain))


def _write_floor(ris_db: Path, plain: Path) -> float:
    """Seconds of writing the same rows with the same indexes and full-text search, in one transaction."""
    plain.unlink(missing_ok=True)
    began = time.process_time()
    db = Database(plain)
    db.conn.execute("pragma synchronous = off")  # a disk that is slow to sync must not make the floor higher
    schema.create(db)
    taken = time.process_time() - began
    with closing(sqlite3.connect(ris_db)) as source, db.conn:
        for name, table in schema.kept().items():
            sql = f"insert into {name} values ({', '.join('?' * len(table.fields))})"
            cursor = source.execute(f"select * from {name}")
            while rows := cursor.fetchmany(_CHUNK):
                began = time.process_time()
                db.conn.executemany(sql, rows)
                taken += time.process_time() - began
        began = time.process_time()
        for name, table in schema.kept().items():
            if table.fulltext:
                db.table(name).rebuild_fts()
        db.conn.commit()
    return taken + time.process_time() - began


def _built(folder: Folder, way: str) -> Spent:
    """What a build in a process of its own took."""
    command = [sys.executable, "-m", "benchmarks.bench_build", "--way", way, str(folder.path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return Spent(*map(float, done.stdout.split()))


def _check(folder: Folder, vorlagen: int) -> None:
    """A build that is fast because pages fail or do not belong together measures nothing."""
    with closing(sqlite3.connect(folder.ris_db)) as db:
        failed = db.execute("select count(*) from seiten where fehler is not null").fetchone()[0]
        decided = db.execute("select count(*) from vorlagen where ergebnis_stand = 'entschieden'").fetchone()[0]
        # The votes stand on SessionNet's agendas only.
        sql = "select count(*), count(ja) from beratungen where vorlage like 'sessionnet%' and gremium = 'Kreistag'"
        deciding, voted = db.execute(sql).fetchone()
    if failed or decided != vorlagen or not voted or voted != deciding:
        raise AssertionError(f"{failed} pages failed, {decided} of {vorlagen} decided, {voted} of {deciding} voted")


def run(pages: int, rounds: int = 1, linear: bool = False) -> None:
    """Print what builds of `pages` pages take, their floors and their peak memory; `linear` adds five times as many."""
    ways = [way for way in _WAYS if way != "dask" or find_spec("distributed")]
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name) / "data")
        vorlagen = fill(folder, pages)
        spent: dict[str, list[Spent]] = {way: [] for way in ways}
        floors: list[float] = []
        for _ in range(rounds):
            for way in ways:
                spent[way].append(_built(folder, way))
                _check(folder, vorlagen)
            least = _floors(folder, Path(name) / "plain.db")
            floors.append(sum(least))
            print(
                f"floors: zlib {least.zlib:.1f} s, lexbor {least.lexbor:.1f} s, executemany {least.executemany:.1f} s"
            )
        with closing(sqlite3.connect(folder.ris_db)) as db:
            pages = db.execute("select count(*) from seiten").fetchone()[0]
        _tell(pages, spent, floors)
        if linear:
            _tell_linear(Path(name), pages, spent["1"])


def _tell(pages: int, spent: dict[str, list[Spent]], floors: list[float]) -> None:
    for way, runs in spent.items():
        wall, two = (_median(runs, kind) for kind in (lambda run: run.wall, lambda run: run.two_cores))
        cpu = _median(runs, lambda run: run.cpu)
        peak = max(run.peak for run in runs)
        print(f"build of {pages:,} pages by {_WAYS[way]}: {wall:.1f} s, {cpu:.1f} s CPU of its own, {peak:.0f} MB")
        if way != "1":
            pairs = list(zip(spent["1"], runs, strict=True))
            clock = median(one.wall / other.wall for one, other in pairs)
            computed = median(one.cpu / other.two_cores for one, other in pairs)
            least = median(run.two_cores / floor for run, floor in zip(runs, floors, strict=True))
            print(f"  {clock:.2f} times as fast by the clock, {computed:.2f} on two free cores ({two:.1f} s)")
            print(f"  {least:.2f} x the sum of its floors there (aim: at most 2.2)")


def _tell_linear(place: Path, pages: int, small: list[Spent]) -> None:
    large = Folder(place / "large")
    vorlagen = fill(large, 5 * pages)
    spent = _built(large, "1")
    _check(large, vorlagen)
    times = spent.cpu / _median(small, lambda run: run.cpu)
    print(f"build of 5 times as many pages: {times:.2f} times the CPU, {spent.peak:.0f} MB (aim: 5; at most 200 MB)")


def _median(runs: list[Spent], kind: Callable[[Spent], float]) -> float:
    return median(map(kind, runs))


@contextmanager
def _cluster() -> Iterator[str]:
    from distributed import LocalCluster

    quiet = {"dashboard_address": "127.0.0.1:0", "silence_logs": 50}
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", **quiet) as cluster:
        yield cluster.scheduler_address


def _timed(folder: Folder, **how: Any) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in build(folder, **how):
        pass
    return time.perf_counter() - wall, time.process_time() - cpu


def _build(folder: Folder, way: str) -> None:
    """Build, and print seconds, CPU seconds here and beside, and the largest peak memory of a process in MB."""
    if way == "dask":
        with _cluster() as address:
            taken = _timed(folder, dask=address)
    else:
        taken = _timed(folder, jobs=int(way))
    # The server that forks the processes of a build counts for theirs, and is counted when it has ended.
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    times, beside = os.times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    # The kernel's own figure (Linux): `ru_maxrss` would begin with that of the process that started this one.
    own = Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0]
    print(*taken, times.children_user + times.children_system, max(int(own), beside.ru_maxrss) / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_build")
    parser.add_argument("--pages", type=int, default=20_000, help="pages, a tenth of each portal (default 20000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is done (default 3)")
    parser.add_argument("--linear", action="store_true", help="build five times as many, too")
    parser.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    parser.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        _build(Folder(given.folder), given.way)
    else:
        run(given.pages, given.rounds, given.linear)


if __name__ == "__main__":
    main()
