"""Ranges of numbers that a portal's entry names: tried in full crawls; a number that is none is no gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.sessionnet.strategy import STRATEGY
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.crawl.walk import strategy_of
from ris_scraper.fetch import Fetcher
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.kinds import TRIAL
from tests.simulator import faults
from tests.support.crawling import CONTACT, Kreis, kreis, tiny

#: A way through a portal that shows neither list nor calendar.
BLIND = replace(
    STRATEGY,
    everything=lambda *_: [],
    nightly=lambda *_: [],
    by_number=lambda page, number: page.absolute(f"vo0050.php?__kvonr={number}"),
    follows={**STRATEGY.follows, TRIAL: STRATEGY.follows["vorlage"]},
)


def crawl(portal: Kreis, first: int, last: int, seit: int | None = 2020) -> Report:
    portal.server.forget()
    entry = replace(portal.folder.portal("muster"), nummern=((first, last),))
    with Fetcher(CONTACT, clock=portal.clock, limits=portal.limits) as fetcher:
        wish = Order(heute=portal.server.world.heute, seit=seit)
        return crawl_portal(portal.folder, entry, fetcher, wish, Context(strategy=BLIND))


def test_a_range_finds_what_nothing_leads_to(tmp_path: Path) -> None:
    world = tiny()
    first, last = min(world.vorlage) - 20, max(world.vorlage) + 20
    with kreis("sessionnet", tmp_path, world) as portal:
        report = crawl(portal, first, last)
        assert (report.ausgang, report.fehler, report.alarme) == ("fertig", 0, [])
        assert portal.differences() == []
        said = dict(portal.query("select fehler, count(*) from seiten where fehler is not null group by 1"))
        assert set(said) <= {"NotPublic", "Gone"} and sum(said.values()) == last - first + 1 - len(world.vorlagen)
        # Those that are known are not tried again, and a night tries none.
        crawl(portal, first, last)
        assert len(portal.server.asked("vo0050")) == last - first + 1 - len(world.vorlagen)
        portal.next_day()
        crawl(portal, first, last, seit=None)
        assert {entry.query.rpartition("=")[2] for entry in portal.server.asked("vo0050")} <= set(portal.expected())


def test_a_gate_ends_a_range_like_anything_else(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), faults=[faults.gate(skip=8)]) as portal:
        report = crawl(portal, 1, 400)
        assert (report.ausgang, len(portal.server.log)) == ("gesperrt", 9)


def test_a_product_without_numbers_says_so(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        entry = replace(portal.folder.portal("muster"), nummern=((1, 9),))
        with pytest.raises(InputError, match="remove nummern"):
            strategy_of(entry)
