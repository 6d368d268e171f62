"""The server of the simulated portals: its log, sessions and conditions, and faults that are what they claim to be."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ris_scraper.nouns.errors import Challenged, LayoutDrift, NotPublic, PageError
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.reading import Reading
from ris_scraper.read import decode, read
from tests.simulator import allris3, faults
from tests.simulator.nouns import Request
from tests.simulator.server import Server, serve
from tests.simulator.world import World
from tests.support.visiting import BASE, LARGE, SEEDS, WORLD, Visitor, both, portal


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(portal("sessionnet")) as running:
        yield running


def test_the_log_tells_everything(server: Server) -> None:
    Visitor(server).get("si0040.php?__cjahr=2023&__cmonat=3", User_Agent="probe/1", Cookie="a=b")
    [entry] = server.log
    assert (entry.method, entry.path, entry.query) == ("GET", "/bi/si0040.php", "__cjahr=2023&__cmonat=3")
    assert (entry.agent, entry.cookies, entry.status, entry.fault) == ("probe/1", {"a": "b"}, 200, "")
    assert entry.time <= entry.ended and entry.host == f"127.0.0.1:{server.port}"
    assert server.asked("cmonat=3") == [entry] and not server.asked("vo0050")


def test_sessions_live_in_a_cookie() -> None:
    with serve(allris3.portal(LARGE, showall=False)) as server:
        visitor, forgetful = Visitor(server), Visitor(server)
        first = visitor.get("vo040.asp")[1]
        assert visitor.cookie.startswith("ASPSESSIONID")
        assert visitor.get("vo040.asp?shownext=true")[1] != first == forgetful.get("vo040.asp?shownext=true")[1]


def test_robots_and_conditions(server: Server) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)
    for robots, status, body in ((None, 404, b""), (503, 503, b""), ("User-agent: *\nDisallow: /", 200, b"User-agent")):
        server.robots = robots
        line.request("GET", "/robots.txt")
        got = line.getresponse()
        assert got.status == status and got.read().startswith(body)
    server.conditional = True
    visitor, target = Visitor(server), f"vo0050.php?__kvonr={WORLD.vorlagen[0].id}"
    tag = visitor.get(target)[0].headers["ETag"]
    assert visitor.get(target, If_None_Match=tag)[0].status == 304
    server.world = WORLD.evolve(1, changes=3)
    assert visitor.get(target, If_None_Match=tag)[0].status == 200


def test_unavailable_for_the_first_requests(server: Server) -> None:
    when = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    server.faults = [faults.unavailable(429, 7, times=2), faults.unavailable(503, when, skip=2, times=1)]
    got = [Visitor(server).get("info.php")[0] for _ in range(4)]
    assert [g.status for g in got] == [429, 429, 503, 200]
    assert [g.headers["Retry-After"] for g in got] == ["7", "7", "Sun, 22 Nov 2026 03:00:00 GMT", None]
    assert server.log[0].fault == "HTTP 429"


def test_lines_that_break(server: Server) -> None:
    server.faults = [faults.truncated(300)]
    with pytest.raises(http.client.IncompleteRead):
        Visitor(server).get("info.php")
    server.faults = [faults.stalled(300)]
    with pytest.raises(socket.timeout):
        Visitor(server).get("info.php")
    server.faults = [faults.slow(0.2), faults.dripping(1000, 0.01)]
    began = time.monotonic()
    assert Visitor(server).get("info.php")[1].endswith(b"</html>") and time.monotonic() - began > 0.2


def test_bodies_that_lie(server: Server) -> None:
    server.faults = [faults.gzip_bomb(5), faults.mislabelled("iso-8859-15")]
    got, body = Visitor(server).get("info.php")
    assert len(body) < 20_000 and len(gzip.decompress(body)) > 5_000_000
    assert got.headers["Content-Type"] == "text/html; charset=iso-8859-15"
    server.faults = [faults.huge(3), faults.shortened(0.5)]
    assert 1_500_000 < len(Visitor(server).get("info.php")[1]) < 2_000_000


def test_redirects(server: Server) -> None:
    for url in faults.PRIVATE:
        server.faults = [faults.redirected(url)]
        assert Visitor(server).get("info.php")[0].headers["Location"] == url
    server.faults = [faults.redirect_loop()]
    visitor, target, seen = Visitor(server), "info.php?x=1", []
    for _ in range(4):
        target = visitor.get(target)[0].headers["Location"].removeprefix("/bi/")
        seen.append(target[-1])
    assert seen == ["a", "b", "a", "b"]


def test_faults_by_chance_can_be_repeated(server: Server) -> None:
    runs = []
    for _ in range(2):
        server.forget()
        server.faults = [faults.error_page("sessionnet", chance=0.3, seed=5)]
        runs.append([b"Fehlermeldung" in Visitor(server).get("info.php")[1] for _ in range(40)])
    assert runs[0] == runs[1] and 4 < sum(runs[0]) < 20


def struck(vendor: str, fault: faults.Fault, target: str, world: World = WORLD) -> Reading:
    request = Request("GET", f"/bi/{target.partition('?')[0]}", query(target))
    got = fault.effect(request, portal(vendor, world).respond(request, {}))
    return read.parse(Page(BASE + target, decode.decode(target, got.body, got.content_type)))


@pytest.mark.parametrize("kind", faults.GATES)
def test_gates_are_gates(kind: str) -> None:
    with pytest.raises(Challenged):
        struck("allris3", faults.gate(kind), "allris.net.asp")


@both
def test_logins_and_error_pages(vendor: str) -> None:
    with pytest.raises(NotPublic):
        struck(vendor, faults.login(vendor), SEEDS[vendor][0])
    with pytest.raises(PageError):
        struck(vendor, faults.error_page(vendor), SEEDS[vendor][0])


@both
def test_an_endless_calendar_links_on(vendor: str) -> None:
    target = {"allris3": "si010_e.asp?YY=2099&MM=12", "sessionnet": "si0040.php?__cjahr=2099&__cmonat=12"}[vendor]
    links = [query(link.url) for link in struck(vendor, faults.endless_calendar(), target).parsed.links]
    assert any(set(found.values()) >= {"2100"} for found in links)


THINGS = {"allris3": ("vo020.asp?VOLFDNR={}", "to010.asp?SILFDNR={}"),
          "sessionnet": ("vo0050.php?__kvonr={}", "si0057.php?__ksinr={}")}  # fmt: skip


@pytest.mark.parametrize(
    ("vendor", "kind"),
    # Not "class", as cells are known by head and content too.
    [(vendor, kind) for vendor in THINGS for kind in ("label", "column", "list")],
)
def test_a_changed_layout_changes_what_is_read(vendor: str, kind: str) -> None:
    """Each change must cost values somewhere: else no alarm could be asked of it."""
    changed, whole = faults.changed_layout(vendor, kind), replace(faults.slow(0), name="nothing")
    decided = next(v for v in WORLD.vorlagen if any(t and t.ausgang for _, _, _, t in WORLD.folge(v)))
    meeting = next(s.id for _, _, s, t in WORLD.folge(decided) if s and t and t.ausgang)
    targets = [THINGS[vendor][0].format(decided.id), THINGS[vendor][1].format(meeting), *SEEDS[vendor]]
    assert any(_outcome(vendor, changed, target) != _outcome(vendor, whole, target) for target in targets)


def _outcome(vendor: str, fault: faults.Fault, target: str) -> object:
    try:
        return struck(vendor, fault, target).parsed
    except LayoutDrift as drift:
        return drift.selector
