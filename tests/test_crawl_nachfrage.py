"""Pages that come as a shell: what they ask for next is asked at once, and kept in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from parsers.sessionnet.strategy import STRATEGY
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.fetch import Fetcher
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import FollowUp
from tests.simulator.server import Entry
from tests.support.crawling import CONTACT, Kreis, kreis, tiny

HEADERS: Mapping[str, str] = {"X-Requested-With": "XMLHttpRequest"}


def content(page: Page) -> FollowUp | None:
    """Every month but March says that its table comes with a second request, good for this session only."""
    return None if "__cmonat=3" in page.url else FollowUp(f"{page.url}&einmal=1", HEADERS)


def crawl(portal: Kreis, **order: int) -> Report:
    context = Context(strategy=replace(STRATEGY, follow_up={"kalender": content}))
    with Fetcher(CONTACT, clock=portal.clock, limits=portal.limits) as fetcher:
        wish = Order(heute=portal.server.world.heute, seit=portal.since, **order)
        return crawl_portal(portal.folder, portal.folder.portal("muster"), fetcher, wish, context)


def follow_ups(portal: Kreis) -> list[Entry]:
    """The second requests; each came straight after its shell."""
    pairs = [(one, two) for one, two in pairwise(portal.server.log) if "einmal" in two.query]
    assert all(f"{one.target}&einmal=1" == two.target for one, two in pairs)
    return [two for _, two in pairs]


def test_what_a_shell_asks_for_is_asked_at_once_and_kept_in_its_place(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), conditional=True) as portal:
        assert (crawl(portal).ausgang, portal.differences()) == ("fertig", [])
        months = [entry for entry in portal.server.log if "si0040" in entry.path]
        once = follow_ups(portal)
        assert once and all(entry.headers.get("x-requested-with") for entry in once)
        shells = [entry.query for entry in months if entry not in once]
        assert {entry.query.removesuffix("&einmal=1") for entry in once} == {q for q in shells if "monat=3&" not in q}
        kept = [url for (url,) in portal.archive("select url from abrufe where url like '%si0040%'")]
        assert len(kept) == len(set(kept)) == len(shells) and "einmal" not in "".join(kept)
        # Nothing is asked conditionally: the shell's own marks say nothing about its content.
        assert not [entry for entry in months if "if-none-match" in entry.headers]


def test_a_run_that_ends_between_shell_and_content_begins_with_a_new_shell(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        reports = [crawl(portal, max_requests=11)]
        while reports[-1].ausgang == "unterbrochen":
            reports.append(crawl(portal, max_requests=11))
        assert (reports[-1].ausgang, portal.differences()) == ("fertig", [])
        shells = [entry.query for entry in portal.server.asked("si0040") if "einmal" not in entry.query]
        assert follow_ups(portal) and len(shells) > len(set(shells)), "no run ended between the two"
