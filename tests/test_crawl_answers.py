"""What came must be what was asked for: another page of the portal is no answer, and nothing is taken back for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ris_scraper.nouns.kinds import LIST_END, NEWS, TRIAL, answers
from tests.simulator import faults
from tests.simulator.faults import Fault
from tests.simulator.nouns import Response
from tests.simulator.skeleton import fresh
from tests.support.crawling import VENDORS, Kreis, every, kreis, small, tiny
from tests.test_crawl_faults import one_page


def kept(portal: Kreis, kind: str) -> Response:
    """The last page of a kind that the portal gave, once more."""
    [(url,)] = portal.query(f"select url from seiten where seitentyp = '{kind}' and fehler is null limit 1")
    with portal.folder.archive("muster") as archive:
        found = archive.latest(url)
        assert found
        return Response(200, archive.body(found.sha256), found.content_type)


def things(vendor: str) -> str:
    """A pattern of the requests for all Vorlagen, or all agendas where they have no page."""
    pattern = VENDORS[vendor].TRAITS.vorlage
    return pattern.format(r"\d+") if pattern else {"rubin": "agenda", "sessionnet6": "tagesordnung"}[vendor]


@cache
def sample(vendor: str) -> tuple[Response, str]:
    """A calendar's page of the portal, and a pattern of the request for one thing."""
    with TemporaryDirectory() as place, kreis(vendor, Path(place), tiny(vorlagen=6)) as portal:
        portal.full()
        return kept(portal, "kalender"), one_page(vendor, portal.server.world)[0]


@every
def test_a_lost_session_is_renewed_once(vendor: str, tmp_path: Path) -> None:
    calendar, _ = sample(vendor)
    lost = [faults.lost_session(calendar, where=things(vendor))]
    with kreis(vendor, tmp_path, tiny(vorlagen=6), faults=lost) as portal:
        report = portal.full()
        assert (report.ausgang, portal.differences()) == ("fertig", [])
        assert len(portal.server.asked(VENDORS[vendor].TRAITS.start)) >= 2
        assert portal.archive("select * from auftraege where fehler is not null") == []


@every
def test_many_other_pages_are_an_alarm_and_no_row_vanishes(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny()) as portal:
        portal.full()
        before = portal.query("select * from vorlagen order by id")
        calendar = kept(portal, "kalender")
        portal.server.faults = [faults.other_page(calendar, where=things(vendor))]
        portal.next_day()
        report = portal.crawl()
        assert report.fehler >= 3 and report.ausgang == "drift"
        assert any(re.search("were answered with other pages|cannot be read now", alarm) for alarm in report.alarme)
        stated = ["id", "nummer", "betreff", "ergebnis", "verschwunden_am"]
        rows = portal.query(f"select {', '.join(stated)} from vorlagen order by id")
        assert len(rows) == len(before) and all(row[-1] is None for row in rows)
        assert portal.query("select * from aenderungen") == []


def one_for_all(vendor: str, path: Path) -> Iterable[Fault]:
    """The page of one Vorlage, or agenda, under all addresses of its kind."""
    with kreis(vendor, path / "sample", tiny()) as portal:
        portal.full()
        kind = "vorlage" if VENDORS[vendor].TRAITS.vorlage else "sitzung"
        yield faults.other_page(kept(portal, kind), where=things(vendor))


@pytest.mark.parametrize("vendor", list(VENDORS))
def test_one_page_under_all_addresses_is_an_alarm(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(), faults=list(one_for_all(vendor, tmp_path))) as portal:
        report = portal.full()
        assert report.ausgang == "drift" and any("other pages" in alarm for alarm in report.alarme)
        numbers = portal.query("select count(*), count(distinct nummer) from vorlagen where nummer is not null")
        assert numbers[0][0] == numbers[0][1]
        # The first is taken for what it says it is, until the next night asks for it again.
        portal.server.faults = []
        portal.next_day()
        portal.crawl()
        assert portal.differences() == []


def test_which_kinds_answer_for_which() -> None:
    assert answers("vorlage", "vorlage") and not answers("vorlage", "kalender")
    assert answers("kalender", "liste") and answers(NEWS, "liste") and answers(LIST_END, "kalender")
    assert answers(TRIAL, "vorlage") and not answers(TRIAL, "kalender")
    assert answers("seite", "vorlage")


def test_half_pages_are_asked_for_again_and_are_no_drift(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small()) as portal:
        portal.server.faults = [faults.shortened(0.9, where="vo0050|si0057")]
        portal.full()
        assert portal.differences() != []
        assert len(portal.query("select 1 from seiten_hinweise where art = 'abgebrochen'")) > 10
        portal.server.faults = []
        for _ in range(12):
            portal.next_day()
            portal.crawl()
        assert portal.query("select 1 from seiten_hinweise where art = 'abgebrochen'") == []
        assert portal.differences() == []
        before = portal.query("select id, betreff, ergebnis from vorlagen order by id")
        portal.server.faults = [faults.shortened(0.9, where="vo0050|si0057")]
        portal.next_day()
        assert portal.crawl().alarme == []
        assert portal.query("select id, betreff, ergebnis from vorlagen order by id") == before


WARTUNG = fresh(
    200, "<html><head><title>Wartung</title></head><body><p>Wir arbeiten an unserem Portal.</p></body></html>"
)


@every
def test_a_maintenance_page_ends_the_run_and_what_it_hid_is_asked_for_again(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(), faults=[faults.other_page(WARTUNG, skip=12)]) as portal:
        report = portal.full()
        assert (report.ausgang, len(portal.server.log) < 25) == ("drift", True)
        assert "5 pages in a row" in report.grund and report.alarme
        portal.server.faults = []
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])


def test_single_maintenance_pages_do_not_count_as_known(tmp_path: Path) -> None:
    now_and_then = faults.other_page(WARTUNG, where="vo0050|si0057", chance=0.3, seed=2)
    with kreis("sessionnet", tmp_path, tiny(), faults=[now_and_then]) as portal:
        assert portal.full().fehler > 2
        portal.server.faults = []
        portal.clock.later = timedelta(hours=13)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
