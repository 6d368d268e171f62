"""A table of 29 columns as Parquet and CSV: computing time and memory, in a process of its own.

Fails where a million rows take more than SECONDS of a core or BYTES of memory.

usage: python -m benchmarks.bench_release [--rows N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from ris_scraper.release import tables
from ris_scraper.release.columns import arrow, arrow_schema

#: What a million rows may cost.
SECONDS, BYTES = 15, 500_000_000
WORDS = "Kreistag Haushalt Beschluss Integrationskonzept Fortschreibung Radweg Satzung 2024".split()
TEXTS, NUMBERS = 20, 7
_KEY, _AGS = {"name": "id", "type": "string"}, {"name": "ags", "type": "string"}
FIELDS = [
    {**field, "description": "invented"}
    for field in (
        _KEY,
        _AGS,
        *({"name": f"text_{n}", "type": "string"} for n in range(TEXTS)),
        *({"name": f"zahl_{n}", "type": "integer"} for n in range(NUMBERS)),
    )
]


class Cost(NamedTuple):
    """What writing so many rows cost: seconds of a core, bytes of memory at most, bytes of both files."""

    rows: int
    cpu: float
    rss: int
    parquet: int
    csv: int

    def good(self) -> bool:
        """Whether it is within the limits; memory may not depend on the rows."""
        return self.rss <= BYTES and (self.cpu <= SECONDS * self.rows / 1_000_000 or self.rows < 1_000_000)


def measured(rows: int) -> Cost:
    """Make a table of so many rows and write it out, in a process that does nothing else."""
    with tempfile.TemporaryDirectory() as name:
        _make(Path(name) / "t.db", rows)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.apply(_write, (Path(name),))


def told(cost: Cost) -> str:
    """A line about it."""
    said = "" if cost.good() else f", MORE THAN {SECONDS} s A MILLION OR {BYTES / 1e6:.0f} MB"
    return (
        f"release: {cost.rows:,} rows of {len(FIELDS)} columns as Parquet ({cost.parquet / 1e6:.0f} MB) and CSV "
        f"({cost.csv / 1e6:.0f} MB) take {cost.cpu:.1f} s of a core and {cost.rss / 1e6:.0f} MB of memory{said}"
    )


def _make(path: Path, rows: int) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"create table t ({', '.join(field['name'] for field in FIELDS)}, primary key (id))")
        db.executemany(f"insert into t values ({', '.join('?' * len(FIELDS))})", _rows(rows))


def _rows(number: int) -> Iterator[tuple[str | int | None, ...]]:
    """Rows in the order of their key; every fifth text is missing."""
    rng = Random(1)
    for n in range(number):
        texts = (None if n * m % 5 == 0 else " ".join(rng.choices(WORDS, k=3)) for m in range(TEXTS))
        yield f"muster-{n:09d}", f"{n % 16 + 1:02d}{n % 400:03d}", *texts, *(n % (m + 3) for m in range(NUMBERS))


def _write(folder: Path) -> Cost:
    arrow()
    schema = arrow_schema(FIELDS, ["id"])
    with closing(sqlite3.connect(folder / "t.db")) as db:
        began = time.process_time()
        rows = tables.write(db, "t", schema, ["id"], folder)
        taken = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(rows, taken, most, *((folder / f"t.{form}").stat().st_size for form in ("parquet", "csv")))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_release")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table (default 1000000)")
    cost = measured(parser.parse_args().rows)
    print(told(cost))
    raise SystemExit(not cost.good())


if __name__ == "__main__":
    main()
