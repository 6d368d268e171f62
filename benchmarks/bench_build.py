"""`ris build` of many pages against the sum of its floors, and its peak memory."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from sqlite_utils import Database

from benchmarks.generate import fill
from ris_scraper import read, schema
from ris_scraper.build import build
from ris_scraper.folder import Folder

PORTALS = ("soest-alt", "borken")


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def _bodies(folder: Folder) -> Iterator[tuple[str, bytes]]:
    for slug in PORTALS:
        with folder.archive(slug) as archive:
            for abruf in archive.abrufe():
                yield abruf.url, archive.body(abruf.sha256)


def _unpack(folder: Folder) -> None:
    for _ in _bodies(folder):
        pass


def _lexbor(texts: list[str]) -> None:
    for text in texts:
        LexborHTMLParser(text)


def _rows(ris_db: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(ris_db) as connection:
        return {name: connection.execute(f"select * from {name}").fetchall() for name in schema.tabellen()}


def _insert(rows: dict[str, list[tuple[object, ...]]], target: Path) -> None:
    db = Database(target)
    schema.create(db)
    with db.conn:
        for name, items in rows.items():
            marks = ", ".join("?" * len(schema.tabellen()[name].felder))
            db.conn.executemany(f"insert into {name} values ({marks})", items)
        for name, tabelle in schema.tabellen().items():
            if tabelle.volltext:
                db.table(name).rebuild_fts()


def _build(path: Path) -> None:
    for _ in build(Folder(path)):
        pass


def _peak(path: Path) -> int:
    """Peak memory of a build in a process of its own, in MB."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.bench_build", str(path)], capture_output=True, check=True)
    return int(done.stdout) // 1024


def run(pages: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        large, small = Path(name) / "large", Path(name) / "small"
        fill(Folder(large), pages)
        fill(Folder(small), pages // 10)
        built = _seconds(lambda: _build(large))
        texts = [read.decode(url, body) for url, body in _bodies(Folder(large))]
        rows = _rows(large / "ris.db")
        floors = {
            "zlib": _seconds(lambda: _unpack(Folder(large))),
            "lexbor": _seconds(lambda: _lexbor(texts)),
            "executemany": _seconds(lambda: _insert(rows, Path(name) / "plain.db")),
        }
        floor = sum(floors.values())
        parts = ", ".join(f"{part} {taken:.1f} s" for part, taken in floors.items())
        print(f"build of {pages:,} pages: {built:.1f} s, {pages / built:,.0f} pages/s; floors: {parts}")
        print(f"build: {built / floor:.2f} x the sum of its floors (aim: at most 2.5)")
        print(f"build, peak memory: {_peak(small)} MB for {pages // 10:,} pages, {_peak(large)} MB for {pages:,} pages")


if __name__ == "__main__":
    _build(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
