"""A census and two nights over a simulated fleet of portals on loopback, each on an address 127.x.y.z of its own.

All products are there, some portals share a server, some are dead, gated, too slow, forbidden, have a damaged archive
or a page that poisons a reader, and one leads to a machine that is none of its hosts. The servers are a process of
their own and keep logs; what they saw is held against robots.txt and the pace, which is scaled down.

usage: python -m benchmarks.bench_fleet [--portals N] [--vorlagen N] [--pause SECONDS]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from ris_scraper.cli.portals import entry_of
from ris_scraper.crawl import census
from ris_scraper.crawl.nouns import Context
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.folder import Folder
from ris_scraper.night import report
from ris_scraper.night.night import night
from ris_scraper.portals import own
from ris_scraper.portals.portals import Portal
from tests.simulator import faults
from tests.simulator.nouns import Request, Response
from tests.simulator.server import Server, serve
from tests.simulator.vendors import VENDORS
from tests.simulator.world import make_world

CONTACT = "https://example.org/kontakt"
#: How many of the fleet are of a kind that needs a person's look; the rest are good.
TROUBLED = {"tot": 5, "schranke": 5, "langsam": 5, "verboten": 5, "kaputt": 2, "gift": 1}
#: So many portals share one server.
SHARED = 3
LIMITS = Limits(read=1.0, total=3.0, connect=2.0, backoff=0.05)
#: A machine that belongs to no portal, though one leads there.
AWAY = "127.8.8.8"
FORBIDDEN = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True)
class Ship:
    """One portal of the fleet: its name, what ails it (empty: nothing), its product, the address it listens on."""

    slug: str
    ail: str
    vendor: str
    host: str


def fleet(portals: int) -> Iterator[Ship]:
    """The portals, the troubled ones spread over the products."""
    ails = [ail for ail, count in TROUBLED.items() for _ in range(count)]
    for number in range(portals):
        ail = ails[number] if number < len(ails) else ""
        vendor = "sessionnet" if ail == "gift" else [*VENDORS][number % len(VENDORS)]
        shared = len(ails) <= number < len(ails) + SHARED
        host = "127.9.9.9" if shared else f"127.1.{number // 250}.{number % 250 + 1}"
        yield Ship(f"{ail or 'gut'}-{number:03d}", ail, vendor, host)


def _poisoned(request: Request, answer: Response) -> Response:
    return replace(answer, body=b"<html><body>" + b"<table><tr><td>" * 20_000)


_AILS: dict[str, dict[str, Any]] = {
    "schranke": {"faults": [faults.gate("captcha")]},
    "langsam": {"faults": [faults.slow(LIMITS.read * 2)]},
    "verboten": {"robots": FORBIDDEN},
    "gift": {"faults": [faults.Fault("poison", _poisoned, where="vo0050")]},
}


def _serve(portals: int, vorlagen: int) -> None:
    """Serve the fleet until stdin ends; prints where each portal is, and at the end what the servers saw."""
    today = date.today()
    worlds = {name: make_world(7, vorlagen, today - timedelta(days=365), 1, textlaenge=6_000) for name in VENDORS}
    with ExitStack() as running:
        servers: dict[str, Server] = {}
        for ship in fleet(portals):
            portal = VENDORS[ship.vendor].portal(worlds[ship.vendor])
            servers[ship.slug] = running.enter_context(serve(portal, host=ship.host, **_AILS.get(ship.ail, {})))
        away = running.enter_context(serve(VENDORS["allris3"].portal(worlds["allris3"]), host=AWAY, robots=FORBIDDEN))
        servers[ship.slug].faults.append(faults.redirected(away.base_url, skip=5, times=1))
        servers[AWAY] = away
        urls = {ship.slug: servers[ship.slug].base_url for ship in fleet(portals)}
        for ship in fleet(portals):
            if ship.ail == "tot":  # Nobody listens on this port.
                urls[ship.slug] = f"http://{ship.host}:1/"
        print(json.dumps(urls), flush=True)
        for _ in sys.stdin:
            print(json.dumps({slug: _seen(server) for slug, server in servers.items()}), flush=True)


def _seen(server: Server) -> dict[str, Any]:
    """What a server saw since it was asked last: times of its requests, and how many robots.txt forbade."""
    log = list(server.log)
    server.forget()
    forbidden = server.robots == FORBIDDEN
    return {
        "host": server.host,
        "times": [(entry.time, entry.ended) for entry in log],
        "forbidden": sum(forbidden and entry.path != "/robots.txt" for entry in log),
        "cpu": sum(resource.getrusage(resource.RUSAGE_SELF)[:2]),
    }


def _enter(folder: Path, ships: list[Ship], urls: dict[str, str], pause: float) -> None:
    tables = [
        f'[{ship.slug}]\nags = ""\nname = "Muster"\nurl = "{urls[ship.slug]}"\npause = {pause}\nnetz_privat = true\n'
        for ship in ships
    ]
    (folder / "portals.toml").write_text("\n".join(tables), "utf-8")


def _ours(folder: Folder) -> list[Portal]:
    return [portal for portal in folder.portals.values() if portal.netz_privat]


def _census(path: Path) -> None:
    folder = Folder(path)
    with Fetcher(CONTACT, limits=LIMITS) as fetcher:
        found = [*census.census(_ours(folder), fetcher, path / "probe.jsonl", 200)]
    own.enter(folder.own_portals, {portal.slug: entry_of(portal, finding) for portal, finding in found})
    print(json.dumps({portal.slug: [finding.vendor, finding.zustand] for portal, finding in found}))


def _night(path: Path, hours: float) -> None:
    """A night over all portals that were not found to be good, too, as if they had become so since the census."""
    folder = Folder(path)
    known = {ship.slug: ship.vendor for ship in fleet(len(_ours(folder)))}
    portals = [replace(portal, vendor=known[portal.slug]) for portal in _ours(folder)]
    with Fetcher(CONTACT, limits=LIMITS) as fetcher:
        done = night(folder, portals, fetcher, Context(), hours, date.today().year - 1)
    report.write(done, folder.reports)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    ends, steps = Counter(one.ausgang for one in done.portale), [vars(step) for step in done.schritte]
    looks = [slug for slug, _ in done.looks()]
    print(json.dumps({"looks": looks, "peak": peak, "cpu": cpu, "ends": ends, "steps": steps}))


def _child(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.bench_fleet", *arguments]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))


def _ideal(seen: dict[str, Any], pause: float) -> float:
    """Seconds that the busiest server takes at its pace, if nothing else held the program up."""
    counts: Counter[str] = Counter()
    for one in seen.values():
        counts[one["host"]] += len(one["times"])
    return max(counts.values()) * pause


def _too_fast(seen: dict[str, Any], pause: float) -> int:
    """Requests that came earlier than the pause after the answer before, on one address."""
    hosts: dict[str, list[tuple[float, float]]] = {}
    for one in seen.values():
        hosts.setdefault(one["host"], []).extend(map(tuple, one["times"]))
    pairs = [pair for times in hosts.values() for pair in pairwise(sorted(times))]
    # What takes longer than the limit comes to nobody: only its request counts.
    heard = ((began if ended - began > LIMITS.read else ended, after) for (began, ended), (after, _) in pairs)
    return sum(after - before < pause for before, after in heard)


def run(portals: int, vorlagen: int, pause: float) -> None:
    """Print what a census and two nights over a fleet found, took and cost."""
    ships = [*fleet(portals)]
    command = [sys.executable, "-m", "benchmarks.bench_fleet", "serve", str(portals), str(vorlagen)]
    with (
        tempfile.TemporaryDirectory() as name,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as servers,
    ):
        assert servers.stdin and servers.stdout
        folder = Path(name)
        _enter(folder, ships, json.loads(servers.stdout.readline()), pause)
        for what in ("census", "night 1", "night 2"):
            if what == "night 1":
                for ship in ships:
                    if ship.ail == "kaputt":
                        (folder / "archive").mkdir(exist_ok=True)
                        (folder / "archive" / f"{ship.slug}.db").write_bytes(b"what a bad disk left" * 999)
            start = time.monotonic()
            found = _child(what.split()[0], name)
            took = time.monotonic() - start
            servers.stdin.write("\n")
            servers.stdin.flush()
            _tell(what, ships, found, json.loads(servers.stdout.readline()), took, pause)
        servers.stdin.close()


def _tell(what: str, ships: list[Ship], found: dict[str, Any], seen: dict[str, Any], took: float, pause: float) -> None:
    requests = sum(len(one["times"]) for one in seen.values())
    ideal = _ideal(seen, pause)
    against = sum(one["forbidden"] for one in seen.values())
    print(f"{what}: {took:.0f} s, {requests} requests, {requests / took:.0f} a second; the busiest server's pace allows"
          f" {ideal:.0f} s; {_too_fast(seen, pause)} requests too early, {against} against robots.txt,"
          f" {len(seen[AWAY]['times'])} to a machine that is no portal's")  # fmt: skip
    if what == "census":
        wrong = [ship.slug for ship in ships if found[ship.slug] != _expected(ship)]
        print(f"  {len(ships) - len(wrong)} of {len(ships)} found as they are, besides {wrong[:5]}")
        return
    troubled = {ship.slug for ship in ships if ship.ail}
    named, others = troubled & set(found["looks"]), sorted(set(found["looks"]) - troubled)
    print(f"  {found['ends']}; {len(named)} of {len(troubled)} troubled ones named, besides {others[:5]};"
          f" peak {found['peak']:.0f} MB, {found['cpu']:.0f} s CPU ({found['cpu'] / took:.2f} of a core)")  # fmt: skip
    print("  " + ", ".join(f"{step['schritt']} {step['ausgang']} {step['sekunden']:.0f} s" for step in found["steps"]))


def _expected(ship: Ship) -> list[str | None]:
    if ship.ail in ("tot", "langsam"):
        return [None, None]
    return [None, "gesperrt"] if ship.ail in ("schranke", "verboten") else [ship.vendor, "aktiv"]


def main() -> None:
    """Take the command line apart."""
    match sys.argv[1:]:
        case ["serve", portals, vorlagen]:
            _serve(int(portals), int(vorlagen))
        case ["census", path]:
            _census(Path(path))
        case ["night", path]:
            _night(Path(path), 1.0)
        case _:
            _measure()


def _measure() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_fleet")
    parser.add_argument("--portals", type=int, default=300)
    parser.add_argument("--vorlagen", type=int, default=10)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests (default 1)")
    given = parser.parse_args()
    run(given.portals, given.vorlagen, given.pause)


if __name__ == "__main__":
    main()
