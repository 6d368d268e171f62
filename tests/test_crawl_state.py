"""What a run finds and leaves: clocks that were ahead, gates behind errors, outages, sessions in addresses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ris_scraper.cli.options import harmless
from ris_scraper.crawl.address import without_session
from tests.simulator import faults
from tests.simulator.portal import fresh
from tests.support.crawling import every, kreis, small, tiny

CENTURY = timedelta(days=365 * 80)


@pytest.mark.parametrize("name", ["jsessionid", "PHPSESSID", "sid"])
def test_sessions_in_addresses_multiply_no_requests(name: str, tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path / "plain", tiny()) as portal:
        plain = portal.full().anfragen
    with kreis("sessionnet", tmp_path, tiny(), faults=[faults.session_in_links(name)]) as portal:
        report = portal.full()
        assert (report.ausgang, report.anfragen, portal.differences()) == ("fertig", plain, [])


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://r.de/a;jsessionid=0A1B?x=1", "https://r.de/a?x=1"),
        ("https://r.de/a;JSESSIONID=0A1B.node1", "https://r.de/a"),
        ("https://r.de/a.php?PHPSESSID=q8k2f0d91b7e44aa8c1d&x=1", "https://r.de/a.php?x=1"),
        ("https://r.de/a.php?x=1&sid=8fa2c0d91b7e44aa8c1d", "https://r.de/a.php?x=1"),
        ("https://r.de/a.php?sid=8fa2c0d91b7e44aa8c1d#top", "https://r.de/a.php#top"),
        ("https://r.de/a.asp?ASPSESSIONIDQWER=HJKLMNOPQRSTUVW12345", "https://r.de/a.asp"),
        ("https://r.de/a.php?sid=2024-77", "https://r.de/a.php?sid=2024-77"),
        ("https://r.de/vorgang/?__=TXVzdGVya3JlaXNNaXR0WqANAyHt5FAn9gtz9", None),
        ("https://r.de/a?inside=8fa2c0d91b7e44aa8c1d", None),
    ],
)
def test_only_sessions_are_taken_out_of_addresses(address: str, bare: str | None) -> None:
    assert without_session(address) == (bare or address)


@every
def test_a_run_in_a_far_year_freezes_nothing(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(5)) as portal:
        portal.clock.later = CENTURY
        portal.full()
        portal.clock.later = timedelta(0)
        for night in range(4):
            portal.server.world = portal.server.world.evolve(night, changes=3, new=1)
            assert portal.crawl().alarme == []
        portal.next_day()
        portal.crawl()
        assert portal.differences() == []


def test_a_gate_or_a_failure_in_a_far_year_rests_no_portal_until_then(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), faults=[faults.gate(skip=20)]) as portal:
        portal.clock.later = CENTURY
        assert portal.full().ausgang == "gesperrt"
        portal.clock.later = timedelta(0)
        portal.server.faults = [faults.unavailable(503, where="vo0050.*=203$")]
        portal.clock.later = CENTURY + timedelta(days=2)
        portal.full()
        portal.server.faults, portal.clock.later = [], timedelta(0)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_challenge_with_an_error_status_is_a_gate(status: int, tmp_path: Path) -> None:
    wall = faults.other_page(fresh(status, faults.GATES["browser"]), skip=10)
    with kreis("sessionnet", tmp_path, tiny(), faults=[wall]) as portal:
        report = portal.full()
        assert report.ausgang == "gesperrt" and "a browser check" in report.grund
        assert "nothing is asked before" in portal.full().grund
    at_once = faults.other_page(fresh(status, faults.GATES["browser"]), where="/bi/")
    with kreis("sessionnet", tmp_path / "start", tiny(), faults=[at_once]) as portal:
        assert portal.full().ausgang == "gesperrt"


@every
def test_an_outage_is_a_failure_and_no_ban(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny()) as portal:
        portal.full()
        portal.clock.later = timedelta(hours=30)
        portal.server.faults, portal.server.robots = [faults.unavailable(503)], 503
        for _ in range(2):
            assert portal.crawl().ausgang == "fehler"
            assert portal.query("select zustand, robots from portale where slug = 'muster'") == [("aktiv", "erlaubt")]


def test_a_network_that_is_down_is_a_failure_on_the_first_day_too(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        entry = tmp_path / "portals.toml"
        entry.write_text(entry.read_text().replace(str(portal.server.port), "9"))
        assert portal.full().ausgang == "fehler"


def test_nothing_that_a_page_prints_steers_the_terminal() -> None:
    assert harmless("Farbe \x1b[31mrot\x9b2J\u202e\tund\nÄ") == "Farbe \ufffd[31mrot\ufffd2J\ufffd\tund\nÄ"
