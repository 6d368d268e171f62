"""What the server's own log says of crawls: gently, by robots.txt, with rests, one pace for one machine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from ris_scraper.cli.crawl import exit_code
from ris_scraper.cli.main import cli
from tests.simulator import faults
from tests.simulator.server import Entry
from tests.support.crawling import CONTACT, VENDORS, enter, every, kreis, tiny

PAUSE = 0.05


def ris_crawl(path: Path, *arguments: str) -> int:
    """Run the real command with the real clock; its exit code."""
    return CliRunner().invoke(cli, ["crawl", *arguments, "--contact", CONTACT, "--data", str(path)]).exit_code


def gaps(log: Sequence[Entry]) -> list[float]:
    """Seconds from each answer to the next request."""
    return [later.time - earlier.ended for earlier, later in pairwise(sorted(log, key=lambda entry: entry.time))]


@every
def test_every_request_keeps_the_manners(vendor: str, tmp_path: Path) -> None:
    forbidden = f"/bi/{VENDORS[vendor].TRAITS.forbidden}"
    text = f"User-agent: *\nDisallow: /bi/getfile\nDisallow: {forbidden}\n"
    with kreis(vendor, tmp_path, tiny(), robots=text) as portal:
        report = portal.full()
        log = portal.server.log
        assert (report.ausgang, log[0].path) == ("fertig", "/robots.txt")
        assert portal.server.asked("getfile") == portal.server.asked(forbidden) == []
        assert all(CONTACT in entry.agent and entry.agent.startswith("ris-scraper/") for entry in log)
        assert all(entry.headers.get("accept-language", "").startswith("de") for entry in log[1:])
        assert min(gaps(log)) >= 0
        assert portal.query("select robots, zustand from portale where slug = 'muster'") == [("teilweise", "aktiv")]
        left = portal.archive("select distinct substr(fehler, 1, 12) from auftraege")
        assert left == [("RobotsDenied",)]


@every
def test_no_gap_is_shorter_than_the_pause(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny()) as portal:
        enter(tmp_path, vendor, PAUSE, muster=portal.server.base_url)
        assert ris_crawl(tmp_path, "muster", "--since", "2020", "--max-requests", "25") == 0
        assert len(portal.server.log) == 25 and min(gaps(portal.server.log)) >= PAUSE


@pytest.mark.parametrize("said", ["seconds", "date"])
def test_a_rest_that_the_server_asks_for_is_kept(said: str, tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        began, until = time.monotonic(), datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
        left = (until - datetime.now(UTC)).total_seconds()
        asked = until if said == "date" else 2
        portal.server.faults = [faults.unavailable(429, retry_after=asked, skip=5, times=1)]
        assert ris_crawl(tmp_path, "muster", "--since", "2020", "--max-requests", "10") == 0
        struck, after = next(pair for pair in pairwise(portal.server.log) if pair[0].fault)
        assert after.time - struck.ended >= 2 if said == "seconds" else after.time - began >= left


def test_two_names_of_one_machine_share_one_pace(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        here = portal.server.base_url
        enter(tmp_path, "sessionnet", PAUSE, muster=here, zwilling=here.replace("127.0.0.1", "localhost"))
        assert ris_crawl(tmp_path, "muster", "zwilling", "--since", "2020", "--max-requests", "15") == 0
        log = portal.server.log
        assert {entry.host.partition(":")[0] for entry in log} == {"127.0.0.1", "localhost"} and len(log) == 30
        assert min(gaps(log)) >= PAUSE
        first = {host: next(e for e in log if e.host.startswith(host)).path for host in ("127.0.0.1", "localhost")}
        assert set(first.values()) == {"/robots.txt"}


@every
def test_robots_that_forbid_end_the_run_before_the_first_page(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(), robots="User-agent: *\nDisallow: /\n") as portal:
        assert portal.full().ausgang == "gesperrt"
        assert [entry.path for entry in portal.server.log] == ["/robots.txt"]
        assert portal.query("select robots from portale where slug = 'muster'") == [("verboten",)]


def test_robots_that_cannot_be_asked_forbid_everything(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), robots=503) as portal:
        assert portal.full().ausgang == "gesperrt"
        assert {entry.path for entry in portal.server.log} == {"/robots.txt"}
        portal.server.robots = None
        assert portal.crawl(max_requests=10).ausgang == "unterbrochen"


def test_a_crawl_delay_over_ten_minutes_fails_and_says_what_to_do(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), robots="User-agent: *\nCrawl-delay: 3600\n") as portal:
        report = portal.full()
        assert (report.ausgang, exit_code([report])) == ("fehler", 1)
        assert "asks for 3600 s between two requests" in report.grund and "`pause = 3600`" in report.grund
        assert [entry.path for entry in portal.server.log] == ["/robots.txt"]


@every
def test_after_a_gate_a_portal_rests_for_a_day(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(), faults=[faults.gate(skip=20)]) as portal:
        assert portal.full().ausgang == "gesperrt"
        portal.server.faults = []
        portal.clock.later = timedelta(hours=23)
        again = portal.full()
        assert (again.ausgang, again.anfragen, portal.server.log) == ("gesperrt", 0, [])
        assert "nothing is asked before" in again.grund and "too many requests" in again.grund
        portal.clock.later = timedelta(hours=25)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        assert portal.query("select zustand from portale where slug = 'muster'") == [("aktiv",)]


def test_what_is_known_is_asked_for_conditionally(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny(), conditional=True) as portal:
        portal.full()
        assert portal.crawl().unveraendert > 0
        asked = portal.server.asked("si0040")
        assert asked and {entry.status for entry in asked} == {304}
        assert portal.differences() == []
