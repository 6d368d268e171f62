"""Faults that pass are overcome, those that last end the run, and what a server asks for is kept."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.fetch.pace import retry_after
from ris_scraper.nouns.errors import RobotsDenied, Unreachable
from ris_scraper.portals.portals import Portal
from tests.support import faulty
from tests.support.faulty import Faulty, page, sequence
from tests.support.fetching import IMPATIENT, PATIENT, SLOW, World, gaps


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(world: World, status: int, form: str) -> None:
    when = (
        "90" if form == "seconds" else format_datetime(world.clock.now().astimezone(UTC) + timedelta(seconds=91), True)
    )
    headers = {"Retry_After": when, "Date": format_datetime(world.clock.now().astimezone(UTC), True)}
    refusal = page(b"", status, **headers) if form == "date" else page(b"", status, Retry_After=when)
    world.server.routes["/bi/"] = sequence(refusal, page(b"da"))
    assert world.session().get(world.url()).body == b"da"
    assert 90 <= gaps(world.server)[-1] < 93


def test_a_rest_holds_for_all_names_of_the_server(world: World) -> None:
    world.server.routes["/bi/"] = page(b"", 429, Retry_After="100")
    world.server.routes["/anders"] = page()
    with pytest.raises(Unreachable):
        world.session().get(world.url())
    world.session("ris.sued.example").get(world.url("/anders", "ris.sued.example"))
    assert world.server.paths == ["/robots.txt", "/bi/", "/bi/", "/bi/", "/robots.txt", "/anders"]
    assert [gap >= 100 for gap in gaps(world.server)] == [False, True, True, True, False]


def test_a_rest_too_long_ends_the_run_at_once(world: World) -> None:
    world.server.routes["/bi/"] = page(b"", 503, Retry_After="3600")
    with pytest.raises(Unreachable, match="3600 s"):
        world.session().get(world.url())
    assert world.server.paths == ["/robots.txt", "/bi/"]
    assert sum(world.clock.slept) == 0


FAULTS = {
    "500": (page(b"", 500), "HTTP 500"),
    "429": (page(b"", 429), "HTTP 429"),
    "silent": (faulty.silent, "no answer in time"),
    "stalled": (faulty.stalled, "no answer in time"),
    "dripping": (faulty.dripping, "no answer in time"),
    "dripping headers": (faulty.dripping_headers, "no answer in time"),
    "truncated": (faulty.truncated, "closed connection"),
    "truncated gzip": (faulty.truncated_gzip, "compressed data"),
    "no gzip": (page(b"<html>", Content_Encoding="gzip"), "damaged"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lasting_fault_ends_the_run_and_says_why(world: World, fault: str) -> None:
    reply, said = FAULTS[fault]
    world.server.routes["/bi/"] = reply
    with pytest.raises(Unreachable) as error:
        world.session(limits=IMPATIENT if reply in SLOW else PATIENT).get(world.url())
    assert said in error.value.reason and "3 times" in error.value.reason
    assert world.server.paths.count("/bi/") == 3
    first, second = gaps(world.server)[-2:]
    assert 3.0 <= first < 5.0 and 6.0 <= second < 8.0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_is_overcome(world: World, fault: str) -> None:
    reply = FAULTS[fault][0]
    world.server.routes["/bi/"] = sequence(reply, page(b"da"))
    session = world.session(limits=IMPATIENT if reply in SLOW else PATIENT)
    assert session.get(world.url()).body == b"da"
    assert session.get(world.url()).body == b"da"
    assert world.server.paths.count("/bi/") == 3 or reply in SLOW


def test_one_step_may_not_take_long_either(world: World) -> None:
    world.server.routes["/bi/"] = faulty.silent
    begin = time.monotonic()
    with pytest.raises(Unreachable):
        world.session(limits=replace(PATIENT, read=0.1)).get(world.url())
    assert time.monotonic() - begin < 4


def test_no_server_and_no_name(world: World) -> None:
    with Faulty() as gone:
        port = gone.port
    for url in (f"http://ris.nord.example:{port}/", "http://gibt.es.nicht.example/"):
        portal = Portal(slug="weg", ags=None, name="Weg", vendor=None, url=url, netz_privat=True)
        session = world.fetcher.portal(portal)
        assert session.robots().verdict == "nicht_erreichbar"
        with pytest.raises(RobotsDenied):
            session.get(url)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_retry_after_gives_seconds(value: str, date: str) -> None:
    assert retry_after(value, date, datetime(2026, 11, 2, tzinfo=UTC)) >= 0


def test_a_date_in_the_past_asks_for_nothing() -> None:
    now = datetime(2026, 11, 2, tzinfo=UTC)
    assert retry_after("Sun, 01 Nov 2026 00:00:00 GMT", None, now) == 0
    assert retry_after("-5", None, now) == 0
    assert retry_after(None, None, now) == 0
    assert retry_after("Mon, 02 Nov 2026 02:00:30 GMT", "Mon, 02 Nov 2026 02:00:00 GMT", now) == 30
