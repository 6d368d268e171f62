"""A crawl with no pause on loopback against bare loops of httpx and httpx2 over the same pages, and its peak memory.

The simulated portal is a process of its own, so that it does not share our interpreter.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import httpx2

from benchmarks.timing import interleaved
from ris_scraper.crawl import crawl
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from tests.simulator import allris3, sessionnet
from tests.simulator.server import serve
from tests.simulator.world import make_world

PORTALS = {"allris3": allris3, "sessionnet": sessionnet}
# Text of a Vorlage in letters, so that its page is as long as the real ones.
TEXT = 20_000
START, YEARS = date(2021, 1, 1), 4
ROUNDS = 3
# The lists, a portal's largest pages, are behind us after so many pages.
EARLY = 500


@contextmanager
def _server(vendor: str, vorlagen: int) -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.bench_crawl", "serve", vendor, str(vorlagen)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def _enter(folder: Path, vendor: str, url: str) -> None:
    entry = f'ags = ""\nname = "Muster"\nvendor = "{vendor}"\nurl = "{url}"\nzustand = "aktiv"\n'
    (folder / "portals.toml").write_text(f"[muster]\n{entry}netz_privat = true\npause = 0\n")


def _crawl(path: Path, context: Context = Context()) -> crawl.Report:  # noqa: B008  frozen
    folder = Folder(path)
    with Fetcher("https://example.org/kontakt") as fetcher:
        order = Order(seit=START.year, heute=START.replace(year=START.year + YEARS))
        report = crawl_portal(folder, folder.portal("muster"), fetcher, order, context)
    if report.ausgang != "fertig" or report.fehler:
        raise AssertionError(f"a crawl that fails measures nothing: {report}")
    return report


def _pages(path: Path) -> list[str]:
    with Folder(path).archive("muster") as archive:
        return [fetch.url for fetch in archive.fetches()]


def _bare(client: httpx.Client | httpx2.Client, pages: list[str]) -> None:
    with client:
        for page in pages:
            url, _, form = page.partition("#")
            answer = client.post(url, data=dict(parse_qsl(form, True))) if form else client.get(url)
            answer.read()


def _speed(vendor: str) -> None:
    with _server(vendor, 300) as url, tempfile.TemporaryDirectory() as name:
        runs = iter(Path(name) / str(n) for n in range(ROUNDS + 1))

        def fresh() -> Path:
            path = next(runs)
            path.mkdir()
            _enter(path, vendor, url)
            _crawl(path)
            return path

        pages = _pages(fresh())
        loops = {"httpx": lambda: _bare(httpx.Client(), pages), "httpx2": lambda: _bare(httpx2.Client(), pages)}
        taken = interleaved({"crawl": fresh, **loops}, ROUNDS)
        shares = ", ".join(f"{taken[name] / taken['crawl']:.2f} of a bare {name} loop" for name in loops)
        print(f"crawl {vendor}: {len(pages) / taken['crawl']:,.0f} pages/s, reading included; {shares} (aim: 0.7)")


def _memory(vendor: str, vorlagen: int) -> list[tuple[int, int]]:
    """Pages and peak memory in KB, early and at the end of a crawl in a process of its own."""
    with _server(vendor, vorlagen) as url, tempfile.TemporaryDirectory() as name:
        _enter(Path(name), vendor, url)
        command = [sys.executable, "-m", "benchmarks.bench_crawl", "crawl", name]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        return [(int(pages), int(peak)) for pages, peak in map(str.split, done.stdout.splitlines())]


def run(pages: int) -> None:
    """Print the speed of both vendors, and how the memory grows during a crawl of about `pages` pages."""
    for vendor in PORTALS:
        _speed(vendor)
    (few, small), (many, large) = _memory("sessionnet", pages // 2)  # two pages each, and the agendas
    print(f"crawl, peak memory: {small / 1024:.0f} MB after {few:,} pages, {large / 1024:.0f} MB after {many:,}")


def _main(what: str, *arguments: str) -> None:
    if what == "serve":
        vendor, vorlagen = arguments
        world = make_world(7, int(vorlagen), START, YEARS, textlaenge=TEXT)
        with serve(PORTALS[vendor].portal(world)) as server:
            print(server.base_url, flush=True)
            sys.stdin.read()
        return
    report = _crawl(Path(arguments[0]), Context(lambda b, _: _say_peak(b) if b.neu == EARLY else None))
    _say_peak(report)


def _say_peak(report: crawl.Report) -> None:
    status = Path("/proc/self/status").read_text("ascii")
    print(report.neu, status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    _main(*sys.argv[1:])
