"""WARC out and in: records a second of one core, against floors, and the memory of each.

An archive of generated pages (25 kB each, a fifth of them fetched twice) is written as WARC, and the file taken into an
empty folder, each in a process of its own; then the same file is passed over, as nobody knows its portal.

usage: python -m benchmarks.bench_warc [--pages N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.carrying import holdings
from ris_scraper.folder import Folder
from ris_scraper.warc.intake import Intake
from ris_scraper.warc.wacz import tapes
from ris_scraper.warc.writing import write

#: Records a second of one core that each way has to make, and bytes of memory that it may take.
FLOORS, MEMORY = {"out": 1000, "in": 1000, "foreign": 2000}, 200_000_000
_ENTRY = '[bench]\nags = ""\nname = "Bench"\nvendor = "allris3"\nurl = "https://bench.example/bi/"\n'
_PAGE = "https://bench.example/bi/vo020.asp?VOLFDNR={}"


class Cost(NamedTuple):
    """What a way cost."""

    records: int
    cpu: float
    rss: int

    @property
    def speed(self) -> float:
        return self.records / self.cpu


def measured(pages: int) -> dict[str, Cost]:
    """The cost of each way."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place)
        _alone(_fill, path, pages)
        return {way.__name__.strip("_"): _alone(way, path) for way in (_out, _in, _foreign)}


def _alone(work: Callable[..., int], *given: object) -> Cost:
    """Do it in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, *given))


def _timed(work: Callable[..., int], *given: object) -> Cost:
    began = time.process_time()
    records = work(*given)
    # The kernel's own figure (Linux): `ru_maxrss` would begin with that of the process that started this one.
    peak = Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0]
    return Cost(records, time.process_time() - began, int(peak) * 1024)


def _folder(path: Path) -> Folder:
    path.mkdir(exist_ok=True)
    (path / "portals.toml").write_text(_ENTRY)
    return Folder(path)


def _fill(path: Path, pages: int) -> int:
    chance = Random(15)
    words = [f"{chance.getrandbits(40):x}" for _ in range(2000)]
    with _folder(path / "alt").archive("bench") as archive:
        for number in range(pages):
            body = " ".join(chance.choices(words, k=2300)).encode()
            for day in range(1 + (number % 5 == 0)):
                archive.keep(Fetch(_PAGE.format(number), f"2026-11-0{day + 1}T02:00:00+00:00"), body)
    return pages


def _out(path: Path) -> int:
    with holdings(Folder(path / "alt").archive_path("bench")) as held, (path / "b.warc.gz").open("wb") as out:
        return 3 * sum(1 for _ in write(held, "bench", out, "b.warc.gz", "bench"))


def _in(path: Path) -> int:
    return _taken(_folder(path / "neu"), path)


def _foreign(path: Path) -> int:
    (path / "anders").mkdir()
    return _taken(Folder(path / "anders"), path)


def _taken(folder: Folder, path: Path) -> int:
    with Intake(folder) as intake, tapes(path / "b.warc.gz") as found:
        return sum(intake.take(tape).whole for _, tape in found)


def told(costs: dict[str, Cost]) -> str:
    """The costs as text, each with its floor."""
    lines = [
        f"WARC {way:8} {cost.speed:7,.0f} records/s of a core (floor {FLOORS[way]:,}), {cost.rss / 1e6:.0f} MB"
        for way, cost in costs.items()
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_warc")
    parser.add_argument("--pages", type=int, default=5000, help="pages of the archive (default 5000)")
    costs = measured(parser.parse_args().pages)
    print(told(costs))
    if any(cost.speed < FLOORS[way] or cost.rss > MEMORY for way, cost in costs.items()):
        raise SystemExit("a floor is not met")


if __name__ == "__main__":
    main()
