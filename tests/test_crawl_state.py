"""What a run finds and leaves: clocks that were ahead, gates behind errors, outages, sessions in addresses."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ris_scraper.cli.main import cli
from ris_scraper.cli.options import harmless
from ris_scraper.crawl import many
from ris_scraper.crawl.address import without_session
from ris_scraper.crawl.nouns import Report
from ris_scraper.folder import Folder
from ris_scraper.portals.portals import Portal
from tests.simulator import faults
from tests.simulator.nouns import Response
from tests.simulator.skeleton import fresh
from tests.support.crawling import CONTACT, enter, every, kreis, tiny

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
    with kreis(vendor, tmp_path, tiny(5, 15)) as portal:
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
        assert len(portal.server.log) == 11
        assert "nothing is asked before" in portal.full().grund
    at_once = faults.other_page(fresh(status, faults.GATES["browser"]), where="/bi/")
    with kreis("sessionnet", tmp_path / "start", tiny(), faults=[at_once]) as portal:
        assert (portal.full().ausgang, len(portal.server.log)) == ("gesperrt", 2)
    with kreis("sessionnet", tmp_path / "robots", tiny(), faults=[replace(at_once, where="")]) as portal:
        assert (portal.full().ausgang, len(portal.server.log)) == ("gesperrt", 1)


@pytest.mark.parametrize("body", [b"", b"<p>Zu viele Anfragen</p>", b"\x00\xff\xfe" * 50])
def test_an_error_status_that_is_no_gate_is_tried_again(body: bytes, tmp_path: Path) -> None:
    said = Response(503, body, headers=(("Retry-After", "7"),))
    with kreis("sessionnet", tmp_path, tiny(), faults=[faults.other_page(said, where="vo0050", times=3)]) as portal:
        report = portal.full()
        assert (report.ausgang, report.fehler) == ("fertig", 1)
        assert max(portal.clock.slept) > 5


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


def test_a_run_that_crashes_is_never_kept_as_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:

        def crash(report: Report, _: str) -> None:
            if report.anfragen == 20:
                raise RuntimeError("a defect")

        with pytest.raises(RuntimeError):
            portal.full(tell=crash)
        assert portal.query("select ausgang from laeufe") == [("abgebrochen",)]
        [(kept,)] = portal.archive("select wert from zustand where name = 'lauf'")
        assert (json.loads(kept)["ausgang"], json.loads(kept)["grund"]) == ("fehler", "the run broke off: a defect")
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        assert portal.query("select ausgang from laeufe") == [("abgebrochen",), ("fertig",)]


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("pragma user_version = 99")


def test_the_trouble_of_one_portal_touches_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kreis("sessionnet", tmp_path, tiny(vorlagen=3)) as portal:
        here = portal.server.base_url
        enter(tmp_path, "sessionnet", eins=here, fremd=here, ordner=here, neuer=here, defekt=here, zwei=here)
        archive = tmp_path / "archive"
        archive.mkdir()
        (archive / "fremd.db").write_bytes(b"no database, but long enough to be looked at as one" * 20)
        (archive / "ordner.db").mkdir()
        newer(archive / "neuer.db")
        crawl = many.crawl_portal

        def defective(folder: Folder, one: Portal, *rest: Any) -> Report:
            if one.slug == "defekt":
                raise KeyError("nothing")
            return crawl(folder, one, *rest)

        monkeypatch.setattr(many, "crawl_portal", defective)
        slugs = ["eins", "fremd", "ordner", "neuer", "defekt", "zwei"]
        asked = ["crawl", *slugs, "--since", "2024", "--json", "--contact", CONTACT, "--data", str(tmp_path)]
        run = CliRunner().invoke(cli, asked)
        reports = {said["portal"]: said for said in map(json.loads, run.stdout.splitlines())}
        assert run.exit_code == 1 and list(reports) == slugs
        assert [slug for slug in slugs if reports[slug]["ausgang"] == "fertig"] == ["eins", "zwei"]
        reasons = {slug: reports[slug]["grund"] for slug in slugs}
        assert "fremd.db is not an archive of ours" in reasons["fremd"]
        assert "ordner.db: it cannot be opened" in reasons["ordner"]
        assert "neuer.db was made by a newer version" in reasons["neuer"]
        assert reasons["defekt"].startswith("a defect of this program, please report it: KeyError")
        assert portal.query("select count(distinct portal) from vorlagen") == [(2,)]
