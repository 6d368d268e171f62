"""The demo's own facts: where the example pages lie, and what to try."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ris_scraper.archive.ingest import Supplied
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.demo import mirror
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder, resource

#: The first day of the example pages.
DAY = date(2026, 11, 2)
#: Nobody is asked but this machine; the name of the program stands for the contact.
CONTACT = "https://ris-demo.example/"


def pages() -> Path:
    """The folder of the shipped example pages."""
    return resource("fixtures")


def crawl(folder: Folder, pages: list[Supplied]) -> list[Report]:
    """Crawl the example pages from a mirror on loopback, day by day; what was learned of the mirror is forgotten."""
    reports = []
    with mirror.serve(pages) as served, Fetcher(CONTACT) as fetcher:
        net, context = mirror.MirrorFetcher(fetcher, served), Context(strategy=mirror.STRATEGY)
        for day in range(served.days()):
            served.tag, order = day, Order(heute=DAY + timedelta(days=day))
            for slug in dict.fromkeys(page.portal for page in pages if page.portal):
                reports.append(crawl_portal(folder, folder.portal(slug), net, order, context))
    for slug in folder.archived():
        with folder.frontier(slug) as frontier:
            frontier.put("lauf", None)
    return reports


def prepare(folder: Folder) -> None:
    """Start afresh: the demo folder is ours, its archive is thrown away and the invented portals are entered."""
    shutil.rmtree(folder.path / "archive", ignore_errors=True)
    folder.path.mkdir(parents=True, exist_ok=True)
    shutil.copy(pages() / "portals.toml", folder.path / "portals.toml")


def questions(address: str) -> Iterator[str]:
    """The address and three questions to try."""
    yield f"Open {address}"
    yield "Three questions to try:"
    yield f"  Which Kreise have an Integrationskonzept?  {address}konzept/integrationskonzept"
    yield f"  Which bodies saw Soest's, with what result?  {address}ris/beratungsweg?vorlage=soest-alt:1"
    yield f"  What was rejected or deferred?  {address}ris/abgelehnte_und_vertagte"
