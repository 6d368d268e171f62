"""Simulated portals, crawled over real HTTP: exactly their content, gently, resumably, and only what is new."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ris_scraper.crawl import Bericht, Wunsch, crawl_portal
from ris_scraper.errors import Locked
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.folder import Folder
from ris_scraper.frontier import locked
from ris_scraper.pace import SystemClock
from tests.simulator import allris3, faults, sessionnet
from tests.simulator.compare import differences, known
from tests.simulator.server import Server, serve
from tests.simulator.world import World, make_world

VENDORS: dict[str, ModuleType] = {"allris3": allris3, "sessionnet": sessionnet}
CONTACT = "https://example.org/kontakt"
both = pytest.mark.parametrize("vendor", VENDORS)


class Clock(SystemClock):
    """The day of the simulated world; no waiting."""

    heute = date(2025, 1, 1)

    def now(self) -> datetime:
        return datetime.combine(self.heute, datetime.now(UTC).time(), UTC)

    def sleep(self, seconds: float) -> None:
        pass


@dataclasses.dataclass
class Kreis:
    """A simulated portal, the operator's folder, and runs on it."""

    vendor: str
    server: Server
    folder: Folder
    clock: Clock = dataclasses.field(default_factory=Clock)

    def crawl(self, melden: Callable[..., None] = lambda *_: None, **wunsch: Any) -> Bericht:
        self.server.forget()
        self.clock.heute = self.server.world.heute
        limits = Limits(read=2, total=4, backoff=0.01)
        with Fetcher(CONTACT, clock=self.clock, limits=limits) as fetcher:
            wish = Wunsch(heute=self.server.world.heute, **wunsch)
            return crawl_portal(self.folder, self.folder.portal("muster"), fetcher, wish, melden, threading.Lock())

    def full(self, **wunsch: Any) -> Bericht:
        return self.crawl(seit=self.server.world.heute.year - 5, **wunsch)

    def differences(self) -> list[str]:
        return differences(VENDORS[self.vendor].expected(self.server.world), known(self.folder.ris_db, "muster"))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder.ris_db) as db:
            return db.execute(sql).fetchall()


@contextmanager
def kreis(vendor: str, path: Path, world: World, **server: Any) -> Iterator[Kreis]:
    with serve(VENDORS[vendor].portal(world), **server) as running:
        path.mkdir(parents=True, exist_ok=True)
        entry = {"ags": "", "name": "Muster", "vendor": vendor, "url": running.base_url, "zustand": "aktiv"}
        lines = [f'{key} = "{value}"' for key, value in entry.items()] + ["netz_privat = true", "pause = 0.001"]
        (path / "portals.toml").write_text("[muster]\n" + "\n".join(lines) + "\n")
        yield Kreis(vendor, running, Folder(path))


def small(seed: int = 3) -> World:
    return make_world(seed, 40, date(2023, 1, 1), 2)


@both
def test_a_portal_of_500_vorlagen(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, make_world(7, 500, date(2021, 1, 1), 4)) as portal:
        first = portal.full()
        assert (first.ausgang, portal.differences()) == ("fertig", [])
        second = portal.crawl()
        assert second.anfragen <= 0.05 * first.anfragen
        assert portal.differences() == [] and portal.query("select * from aenderungen") == []
        portal.server.world = portal.server.world.evolve(1)
        night = portal.crawl()
        assert night.anfragen < 150
        assert portal.differences() == []
        changed = {f"muster:{number}" for number in portal.server.world.geaendert}
        rows = portal.query("select tabelle, zeile from aenderungen where tabelle in ('vorlagen', 'beratungen')")
        assert changed <= {":".join(zeile.split(":")[:2]) for _, zeile in rows} | anlagen_only(portal)
        assert portal.query("pragma foreign_key_check") == []


def anlagen_only(portal: Kreis) -> set[str]:
    """Vorlagen of which only the list of attachments changed: a list is no value, so `aenderungen` has no row."""
    return {row[0] for row in portal.query("select vorlage from anlagen where name like '%Tischvorlage%'")}


@both
def test_every_request_keeps_the_manners(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(), robots="User-agent: *\nDisallow: /bi/getfile\n") as portal:
        portal.full()
        log = portal.server.log
        assert log[0].path == "/robots.txt"
        assert all(CONTACT in entry.agent and entry.agent.startswith("ris-scraper/") for entry in log)
        assert all(entry.headers.get("accept-language", "").startswith("de") for entry in log[1:])
        assert all(later.time >= earlier.ended for earlier, later in pairwise(log))
        assert portal.query("select robots, zustand from portale where slug = 'muster'") == [("teilweise", "aktiv")]


@both
def test_a_stopped_run_goes_on_where_it_was(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small()) as portal:
        whole = portal.full().anfragen
    with kreis(vendor, tmp_path / "again", small()) as portal:
        berichte = [portal.full(max_requests=200)]
        while berichte[-1].ausgang == "unterbrochen" and len(berichte) < 30:
            assert "used up" in berichte[-1].grund
            berichte.append(portal.full(max_requests=200))
        assert len(berichte) > 1 and berichte[-1].ausgang == "fertig" and portal.differences() == []
        fetched = [url for (url,) in sqlite_rows(portal, "select url from abrufe where http_status = 200")]
        things = [url for url in fetched if "vo020" in url or "vo0050" in url or "to020" in url]
        assert len(things) == len(set(things)) and sum(b.anfragen for b in berichte) < 1.1 * whole


def sqlite_rows(portal: Kreis, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(portal.folder.archive_path("muster")) as db:
        return db.execute(sql).fetchall()


@both
def test_kill_9_loses_nothing(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(), faults=[faults.slow(0.02)]) as portal:
        command = [sys.executable, "-c", "from ris_scraper.cli import main; main()", "crawl", "muster"]
        env = {**os.environ, "RIS_DATA": str(tmp_path), "RIS_CONTACT": CONTACT}
        running = subprocess.Popen([*command, "--since", "2022"], env=env, stderr=subprocess.DEVNULL)
        wait_for(lambda: len(portal.server.log) > 40)
        running.send_signal(signal.SIGKILL)
        running.wait()
        kept = sqlite_rows(portal, "select count(*) from abrufe")[0][0]
        assert kept > 20
        portal.server.faults = []
        assert portal.full().ausgang == "fertig"
        assert portal.differences() == []
        assert sqlite_rows(portal, "select count(*) from abrufe")[0][0] > kept


def wait_for(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit, "the server was not asked in time"
        time.sleep(0.01)


def test_two_runs_at_once_are_impossible(tmp_path: Path) -> None:
    with (
        kreis("sessionnet", tmp_path, small()) as portal,
        locked(portal.folder.archive_path("muster")),
        pytest.raises(Locked, match="another run works on this portal"),
    ):
        portal.crawl()


@both
def test_gates_end_the_run_and_are_published(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(), faults=[faults.gate(skip=20)]) as portal:
        bericht = portal.full()
        assert (bericht.ausgang, bericht.anfragen < 30) == ("gesperrt", True)
        assert "too many requests" in bericht.grund
        assert portal.query("select zustand from portale where slug = 'muster'") == [("gesperrt",)]


@both
def test_a_portal_that_wants_a_login_is_closed_to_us(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(), faults=[faults.login(vendor, skip=15)]) as portal:
        bericht = portal.full()
        assert bericht.ausgang == "gesperrt" and "in a row" in bericht.grund


def test_robots_that_forbid_end_the_run_before_the_first_page(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small(), robots="User-agent: *\nDisallow: /\n") as portal:
        assert portal.full().ausgang == "gesperrt"
        assert [entry.path for entry in portal.server.log] == ["/robots.txt"]
        assert portal.query("select robots from portale where slug = 'muster'") == [("verboten",)]


@both
def test_a_sick_server_is_given_time(vendor: str, tmp_path: Path) -> None:
    sick = [faults.unavailable(429, retry_after=1, skip=5, times=1), faults.unavailable(503, skip=30, times=2)]
    with kreis(vendor, tmp_path, small(), faults=sick) as portal:
        assert portal.full().ausgang == "fertig"
        assert portal.differences() == []


def test_a_dead_server_ends_the_run_and_says_why(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small(), faults=[faults.unavailable(503, skip=30)]) as portal:
        bericht = portal.full()
        assert bericht.ausgang == "fehler" and "503" in bericht.grund
        assert bericht.offen > 0


def test_one_broken_page_does_not_end_the_run(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small(), faults=[faults.unavailable(500, where=r"si0057.*=\d*3$")]) as portal:
        bericht = portal.full()
        assert bericht.fehler > 0
        left = sqlite_rows(portal, "select fehler from auftraege")
        assert left and all(reason.startswith("Unreachable") for (reason,) in left)


@both
def test_an_endless_calendar_ends(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small(), faults=[faults.endless_calendar()]) as portal:
        assert portal.full().ausgang == "fertig"
        assert portal.differences() == []


@both
def test_a_layout_that_changes_overnight_is_an_alarm(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, small()) as portal:
        portal.full()
        before = portal.query("select count(*) from vorlagen where betreff is not null")
        next_day(portal, set())
        portal.server.faults = [faults.changed_layout(vendor, "klasse")]
        bericht = portal.crawl()
        assert bericht.ausgang == "drift" and bericht.alarme
        assert portal.query("select count(*) from vorlagen where betreff is not null") == before


def next_day(portal: Kreis, gone: set[int]) -> None:
    world = portal.server.world.without(gone)
    portal.server.world = dataclasses.replace(world, heute=world.heute + timedelta(days=1))


def test_a_vorlage_is_gone_after_three_full_looks(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small()) as portal:
        portal.full()
        gone = {portal.server.world.vorlagen[-1].id}
        for look in range(3):
            next_day(portal, gone)
            portal.full()
            marked = portal.query("select id from vorlagen where verschwunden_am is not null")
            assert marked == ([] if look < 2 else [(f"muster:{gone.copy().pop()}",)])


def test_many_missing_at_once_are_an_alarm_not_a_loss(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small()) as portal:
        portal.full()
        most = {vorlage.id for vorlage in portal.server.world.vorlagen[:30]}
        for _ in range(3):
            next_day(portal, most)
            bericht = portal.full()
        assert bericht.ausgang == "drift" and any("missing at once" in alarm for alarm in bericht.alarme)
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []
