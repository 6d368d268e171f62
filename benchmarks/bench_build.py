"""`ris build` of many pages against the sum of its floors, and its peak memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from sqlite_utils import Database

from benchmarks.generate import TEMPLATES, fill
from ris_scraper.build.build import build
from ris_scraper.dataset import schema
from ris_scraper.folder import Folder
from ris_scraper.read import decode

_CHUNK = 1_000


def _read_floors(folder: Folder) -> tuple[float, float]:
    """Seconds of unpacking every kept page, and of a bare Lexbor parse of each."""
    unpacked = parsed = 0.0
    for slug in folder.archived():
        with folder.archive(slug) as archive:
            for fetch in archive.fetches():
                began = time.perf_counter()
                body = archive.body(fetch.sha256)
                unpacked += time.perf_counter() - began
                text = decode.decode(fetch.url, body)
                began = time.perf_counter()
                LexborHTMLParser(text)
                parsed += time.perf_counter() - began
    return unpacked, parsed


def _write_floor(ris_db: Path, plain: Path) -> float:
    """Seconds of writing the same rows with the same indexes and full-text search, in one transaction."""
    began = time.perf_counter()
    db = Database(plain)
    db.conn.execute("pragma synchronous = off")  # a disk that is slow to sync must not make the floor higher
    schema.create(db)
    taken = time.perf_counter() - began
    with closing(sqlite3.connect(ris_db)) as source, db.conn:
        for name, table in schema.tables().items():
            sql = f"insert into {name} values ({', '.join('?' * len(table.fields))})"
            cursor = source.execute(f"select * from {name}")
            while rows := cursor.fetchmany(_CHUNK):
                began = time.perf_counter()
                db.conn.executemany(sql, rows)
                taken += time.perf_counter() - began
        began = time.perf_counter()
        for name, table in schema.tables().items():
            if table.fulltext:
                db.table(name).rebuild_fts()
        db.conn.commit()
    return taken + time.perf_counter() - began


def _built(folder: Folder) -> tuple[float, float]:
    """Seconds and peak memory in MB of a build in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_build", str(folder.path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def _check(folder: Folder, pages: int) -> None:
    """A build that is fast because pages fail or do not belong together measures nothing."""
    each = pages // len(TEMPLATES)
    with closing(sqlite3.connect(folder.ris_db)) as db:
        failed = db.execute("select count(*) from seiten where fehler is not null").fetchone()[0]
        decided = db.execute("select count(*) from vorlagen where ergebnis_stand = 'entschieden'").fetchone()[0]
        voted = db.execute("select count(*) from beratungen where ja = 38").fetchone()[0]
    if (failed, decided, voted) != (0, 2 * each, each):
        raise AssertionError(f"{failed} pages failed, {decided} Vorlagen decided, {voted} votes joined of {each}")


def run(pages: int) -> None:
    """Print the build of `pages` pages, its floors, and its peak memory beside that of a tenth of them."""
    with tempfile.TemporaryDirectory() as name:
        large, small = Folder(Path(name) / "large"), Folder(Path(name) / "small")
        fill(large, pages)
        fill(small, pages // 10)
        built, peak = _built(large)
        _check(large, pages)
        unpacked, parsed = _read_floors(large)
        written = _write_floor(large.ris_db, Path(name) / "plain.db")
        print(f"build of {pages:,} pages: {built:.1f} s, {pages / built:,.0f} pages/s")
        print(f"its floors: zlib {unpacked:.1f} s, lexbor {parsed:.1f} s, executemany {written:.1f} s")
        print(f"build: {built / (unpacked + parsed + written):.2f} x the sum of its floors (aim: at most 2.5)")
        print(f"build, peak memory: {_built(small)[1]:.0f} MB for {pages // 10:,} pages, {peak:.0f} MB for {pages:,}")


def _build(folder: Folder) -> None:
    """Build, and print seconds and the peak memory in kilobytes.

    The peak is the kernel's own (Linux): `ru_maxrss` would begin with that of the process that started this one.
    """
    began = time.perf_counter()
    for _ in build(folder):
        pass
    status = Path("/proc/self/status").read_text("ascii")
    print(time.perf_counter() - began, status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    _build(Folder(Path(sys.argv[1])))
