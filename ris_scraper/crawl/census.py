"""Looks at many portals at once, in a few requests each, and keeps what it found, so that it can go on later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path

from ris_scraper.crawl.many import by_server
from ris_scraper.crawl.probe import Finding, probe
from ris_scraper.fetch import Fetcher
from ris_scraper.portals.portals import Portal

#: What was found out stands so long; a census that goes on within this time asks only for the rest.
STANDS = timedelta(hours=24)


def census(portals: Iterable[Portal], fetcher: Fetcher, kept: Path, jobs: int) -> Iterator[tuple[Portal, Finding]]:
    """Look at portals, `jobs` at once; every finding is added to the file `kept` before it is told."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        runs = {pool.submit(probe, portal, fetcher): portal for portal in _spread(portals)}
        try:
            for run in as_completed(runs):
                portal, finding = runs[run], run.result()
                _keep(kept, portal, finding, fetcher.clock.now())
                yield portal, finding
        finally:
            for run in runs:
                run.cancel()


def known(kept: Path, now: datetime) -> dict[str, Finding]:
    """The findings of the file `kept` that still stand, by slug; a line that a kill cut off, or another
    version wrote, is none."""
    found = {}
    for line in kept.read_text("utf-8").splitlines() if kept.exists() else ():
        try:
            said = json.loads(line)
            slug, when, finding = said.pop("slug"), datetime.fromisoformat(said.pop("am")), Finding(**said)
        except (ValueError, TypeError, KeyError):
            continue
        if timedelta(0) <= now - when < STANDS:
            found[slug] = finding
    return found


def _keep(kept: Path, portal: Portal, finding: Finding, now: datetime) -> None:
    said = {"slug": portal.slug, "am": now.isoformat(timespec="seconds"), **asdict(finding)}
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(said, ensure_ascii=False) + "\n")


def _spread(portals: Iterable[Portal]) -> list[Portal]:
    """Portals in an order in which neighbours lie on different hosts: those on one host have to wait for each other."""
    return [portal for turn in zip_longest(*by_server(portals)) for portal in turn if portal]
