"""An early end is never taken for the end: lists that stumble are followed, and those that fall short are an alarm."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.simulator import faults
from tests.simulator.server import serve
from tests.simulator.vendors import VENDORS
from tests.support.crawling import every, kreis, small, tiny

HABITS: dict[str, dict[str, Any]] = {
    "next is an object": {"links": "object"},
    "no links, but so many pages": {"links": ""},
    "a first block of deleted things": {"deleted": 12},
    "more of them than any block": {"deleted": 35},
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_list_is_followed_to_its_end(habit: str, tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, small(), options={"block": 10, **HABITS[habit]}) as portal:
        report = portal.full()
        assert (report.ausgang, report.alarme, portal.differences()) == ("fertig", [], [])
        portal.next_day()
        assert portal.crawl().alarme == []


@pytest.mark.parametrize("habit", [{"empty": 2}, {"end_at": 2}, {"immer_dasselbe": True}])
def test_a_list_that_falls_short_of_its_own_total_is_an_alarm(habit: dict[str, Any], tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, small(), options={"block": 10, **habit}) as portal:
        report = portal.full()
        came = {"empty": 31, "end_at": 20, "immer_dasselbe": 10}[next(iter(habit))]
        assert report.ausgang == "drift"
        assert any(f"/paper says that it has 40 entries, {came} came" in alarm for alarm in report.alarme)


@every
def test_a_list_that_nobody_can_read_is_an_alarm(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(vorlagen=6)) as portal:
        portal.full()
        [(url,)] = portal.query("select url from seiten where seitentyp = 'kalender' and fehler is null limit 1")
        portal.server.faults = [faults.shortened(0, where=re.escape(urlsplit(url).path) + r"\?")]
        portal.next_day()
        assert any("could not be read" in alarm for alarm in portal.full().alarme)


def test_many_papers_changed_on_one_day_are_all_asked_for_again(tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, small(), options={"block": 10}) as portal:
        portal.full()
        portal.next_day()
        world = portal.server.world
        changed = {v.id for v in world.vorlagen[:12]}
        papers = tuple(dataclasses.replace(v, betreff=f"Neu {v.id}") if v.id in changed else v for v in world.vorlagen)
        portal.server.world = dataclasses.replace(world, vorlagen=papers, geaendert=frozenset(changed))
        assert (portal.crawl().ausgang, portal.differences()) == ("fertig", [])


@every
def test_a_row_of_server_errors_starves_nothing_behind_it(vendor: str, tmp_path: Path) -> None:
    pattern = VENDORS[vendor].TRAITS.vorlage or {"rubin": "agenda", "sessionnet6": "tagesordnung"}[vendor]
    row = faults.unavailable(500, where=pattern.format(r"\d+"), skip=3, times=60)
    with kreis(vendor, tmp_path, tiny(vorlagen=30), faults=[row]) as portal:
        report = portal.full()
        assert (report.ausgang, report.fehler >= 15) == ("fertig", True)
        portal.server.faults = []
        portal.clock.later = timedelta(hours=13)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])


def test_pages_on_another_host_are_named_in_an_alarm(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal, serve(VENDORS["sessionnet"].portal(tiny())) as other:
        moved = other.base_url.replace("127.0.0.1", "localhost")
        portal.server.faults = [
            faults.replaced("moved", ("vo0050\\.", f"{moved}vo0050."), encoding="utf-8", where="vo0042|vo0040|si0057")
        ]
        report = portal.full()
        assert report.ausgang == "drift" and report.fehler >= 10
        [alarm] = [one for one in report.alarme if "no host of this portal" in one]
        assert (
            alarm == "muster: 10 pages lie on localhost, which is no host of this portal; add it to its hosts if it is"
        )


def test_a_portal_that_moved_is_named_in_an_alarm(tmp_path: Path) -> None:
    away = faults.redirected("https://anderswo.example/bi/", where="vo0050")
    with kreis("sessionnet", tmp_path, tiny(), faults=[away]) as portal:
        assert any("10 pages lie on anderswo.example" in alarm for alarm in portal.full().alarme)
