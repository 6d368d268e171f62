"""Simulated portals, crawled over real HTTP: exactly their content, gently, resumably, and only what is new."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from ris_scraper.archive.frontier import locked
from ris_scraper.crawl import walk
from ris_scraper.crawl.nouns import Report
from ris_scraper.nouns.errors import Locked
from tests.simulator import faults
from tests.simulator.world import make_world
from tests.support.crawling import VENDORS, Kreis, every, kreis, small, tiny


# One portal is large; that every vendor is crawled whole a third of it shows, too.
@pytest.mark.parametrize(("vendor", "vorlagen"), [(vendor, 500 if vendor == "sdnet" else 150) for vendor in VENDORS])
def test_a_portal_of_many_vorlagen(vendor: str, vorlagen: int, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, make_world(7, vorlagen, date(2021, 1, 1), 4)) as portal:
        first = portal.full()
        assert (first.ausgang, portal.differences()) == ("fertig", [])
        second = portal.crawl()
        assert second.anfragen <= 0.05 * first.anfragen
        assert portal.differences() == [] and portal.query("select * from aenderungen") == []
        before = portal.expected()
        portal.server.world = portal.server.world.evolve(1)
        night = portal.crawl()
        assert night.anfragen < 150
        assert portal.differences() == []
        after = portal.expected()
        changed = {f"muster:{number}" for number in before if before[number] != after[number]}
        rows = portal.query("select tabelle, zeile from aenderungen where tabelle in ('vorlagen', 'beratungen')")
        assert changed <= {":".join(zeile.split(":")[:2]) for _, zeile in rows} | anlagen_only(portal)
        assert portal.query("pragma foreign_key_check") == []


def anlagen_only(portal: Kreis) -> set[str]:
    """Vorlagen of which only the list of attachments changed: a list is no value, so `aenderungen` has no row."""
    return {row[0] for row in portal.query("select vorlage from anlagen where name like '%Tischvorlage%'")}


@every
def test_a_stopped_run_goes_on_where_it_was(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small()) as portal:
        whole = portal.full().anfragen
    with kreis(vendor, tmp_path / "again", small()) as portal:
        reports = [portal.full(max_requests=60)]
        while reports[-1].ausgang == "unterbrochen" and len(reports) < 30:
            assert "used up" in reports[-1].grund
            reports.append(portal.full(max_requests=60))
            # Every run opens a visitor's session where visitors begin.
            assert portal.server.log[0].path == f"/bi/{VENDORS[vendor].TRAITS.start}"
        assert len(reports) > 1 and reports[-1].ausgang == "fertig" and portal.differences() == []
        fetched = [url for (url,) in portal.archive("select url from abrufe where http_status = 200")]
        once = set(portal.query("select url from seiten where seitentyp in ('vorlage', 'auszug')"))
        things = [url for url in fetched if (url,) in once]
        assert len(things) == len(set(things)) and sum(b.anfragen for b in reports) < 1.1 * whole


def test_what_was_read_is_written_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while another program writes: then it is read from the archive a little later."""
    monkeypatch.setattr(walk, "_BATCH", 20)
    with kreis("sessionnet", tmp_path, small()) as portal, contextlib.ExitStack() as held:
        seen: list[int] = []

        def watch(report: Report, _: str) -> None:
            if report.anfragen == 60:
                other = held.enter_context(contextlib.closing(sqlite3.connect(portal.folder.ris_db)))
                other.execute("begin immediate")
                held.callback(other.rollback)
            elif report.anfragen == 75:
                held.close()
            seen.append(portal.query("select count(*) from seiten")[0][0])

        assert portal.full(tell=watch).ausgang == "fertig"
        assert portal.differences() == [] and len(set(seen)) > 3
        [(pages,)] = portal.query("select count(*) from seiten")
        assert portal.query("select art, seiten, ausgang from laeufe") == [("crawl", pages, "fertig")]


def test_two_runs_at_once_are_impossible(tmp_path: Path) -> None:
    with (
        kreis("sessionnet", tmp_path, small()) as portal,
        locked(portal.folder.archive_path("muster")),
        pytest.raises(Locked, match="another run works on this portal"),
    ):
        portal.crawl()


def test_a_vorlage_is_gone_after_three_full_looks(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small()) as portal:
        portal.full()
        gone = {portal.server.world.vorlagen[-1].id}
        for look in range(3):
            portal.next_day(gone)
            portal.full()
            marked = portal.query("select id from vorlagen where verschwunden_am is not null")
            assert marked == ([] if look < 2 else [(f"muster:{gone.copy().pop()}",)])


@every
def test_full_looks_at_an_unchanged_portal_mark_nothing_as_gone(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(vorlagen=15)) as portal:
        for _ in range(4):
            report = portal.full()
            assert (report.ausgang, report.alarme) == ("fertig", [])
            portal.next_day()
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []


def test_what_the_list_leaves_out_is_gone_only_when_its_own_page_says_so(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(vorlagen=15)) as portal:
        portal.full()
        hidden = portal.server.world.vorlagen[-1].id
        portal.server.faults = [
            faults.replaced("left out", (f"__kvonr={hidden}\\b", "__kvonr=0"), encoding="utf-8", where="vo004|si0057")
        ]
        for _ in range(4):
            portal.next_day()
            portal.full()
            assert len(portal.server.asked(f"vo0050.php?__kvonr={hidden}")) == 1
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []


def test_many_missing_at_once_are_an_alarm_not_a_loss(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small()) as portal:
        portal.full()
        most = {vorlage.id for vorlage in portal.server.world.vorlagen[:30]}
        for _ in range(3):
            portal.next_day(most)
            report = portal.full()
        assert report.ausgang == "drift" and any("missing at once" in alarm for alarm in report.alarme)
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []
