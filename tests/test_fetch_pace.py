"""How often a server is asked: pauses, one lane for all names of a server, and the budget of a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from ris_scraper.fetch.pace import Budget, Lanes
from ris_scraper.nouns.errors import BudgetSpent, TooSlow
from ris_scraper.portals.portals import Portal
from tests.support.faulty import FakeClock, Faulty, moved, page, robots, sequence
from tests.support.fetching import World, gaps


def real_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let loopback pass for the public internet, so that no exception for tests applies."""
    monkeypatch.setattr("ris_scraper.fetch.session.is_public", lambda ip: ip.startswith("127."))


@pytest.mark.parametrize(
    ("text", "pause", "least"),
    [
        ("", None, 2.0),
        ("", 0.0, 2.0),
        ("", 5.0, 5.0),
        ("User-agent: *\nCrawl-delay: 7.5", None, 7.5),
        ("User-agent: *\nCrawl-delay: 0.1", 0.0, 2.0),
        ("User-agent: *\nRequest-rate: 1/20s", None, 20.0),
        ("User-agent: *\nCrawl-delay: 3\nRequest-rate: 6/1m", 4.0, 10.0),
    ],
)
def test_pause(world: World, monkeypatch: pytest.MonkeyPatch, text: str, pause: float | None, least: float) -> None:
    real_pace(monkeypatch)
    world.server.routes["/robots.txt"] = robots(text)
    session = world.session(pause=pause)
    for _ in range(3):
        session.get(world.url())
    assert len(gaps(world.server)) == 3
    assert all(least <= gap < least + 2 for gap in gaps(world.server))


def test_redirects_and_retries_keep_the_pause(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real_pace(monkeypatch)
    world.server.routes["/alt"] = moved("/neu")
    world.server.routes["/neu"] = sequence(page(status=500), page())
    world.session().get(world.url("/alt"))
    assert world.server.paths == ["/robots.txt", "/alt", "/neu", "/neu"]
    assert min(gaps(world.server)) >= 2.0


def test_a_test_portal_may_be_asked_without_pause_but_robots_still_counts(world: World) -> None:
    session = world.session(pause=0.0)
    session.get(world.url())
    assert sum(world.clock.slept) == 0
    world.server.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 3")
    other = world.session(pause=0.0)
    other.get(world.url())
    assert gaps(world.server)[-1] >= 3


def test_names_of_one_server_share_a_lane(world: World) -> None:
    """Two portals, two threads, one address: one request at a time, one connection open, pauses kept."""
    hosts = ("ris.nord.example", "ris.sued.example")

    def crawl(host: str) -> None:
        session = world.session(host, pause=2.0)
        for _ in range(4):
            session.get(world.url(host=host))

    run_all([partial(crawl, host) for host in hosts])
    assert {hit.headers["host"].split(":")[0] for hit in world.server.log} == set(hosts)
    assert len(world.server.log) == 10
    assert min(gaps(world.server)) >= 2.0


def test_the_longest_pause_on_a_server_holds_for_all_its_names(world: World) -> None:
    world.session(pause=5.0).robots()
    world.session("ris.sued.example", pause=0.0).robots()
    world.session("ris.sued.example", pause=0.0).robots()
    assert min(gaps(world.server)) >= 5.0


def test_other_servers_do_not_wait(world: World) -> None:
    with Faulty(world.clock, "127.0.0.2") as far:
        far.routes["/bi/"] = page()
        world.session(pause=50.0).get(world.url())
        before = sum(world.clock.slept)
        portal = Portal(
            slug="fern", ags=None, name="Fern", vendor=None, url=f"http://ris.fern.example:{far.port}/bi/",
            pause=0.0, netz_privat=True,
        )  # fmt: skip
        world.fetcher.portal(portal).get(portal.url)
        assert sum(world.clock.slept) == before
        assert len(far.log) == 2


def test_lanes_in_common_do_not_deadlock(often: None) -> None:
    clock, caller = FakeClock(), Hanging()
    lanes = Lanes(clock)

    def work(keys: list[str]) -> None:
        for _ in range(2000):
            with lanes.turn(keys, 0.0, caller, lambda wait, rest: None):
                pass

    run_all([lambda: work(["a", "b"]), lambda: work(["b", "a"]), lambda: work(["c", "b"])])
    assert not clock.slept


@pytest.fixture
def often() -> Iterator[None]:
    """Let threads take turns so often that every order of events happens."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


class Hanging:
    def hang_up(self) -> None:
        pass


def run_all(jobs: list[Callable[[], None]]) -> None:
    """Run jobs side by side; the first failed assertion of any of them fails the test."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result(timeout=10)


def test_one_connection_serves_many_requests_and_moves_with_the_caller(world: World) -> None:
    nord, sued = world.session(), world.session("ris.sued.example")
    for _ in range(3):
        nord.get(world.url())
    assert len({hit.connection for hit in world.server.log}) == 1
    sued.get(world.url(host="ris.sued.example"))
    nord.get(world.url())
    assert len({hit.connection for hit in world.server.log}) == 3


# Budget


def test_requests_of_a_run(world: World) -> None:
    budget = Budget(max_requests=3)
    session = world.session(budget=budget)
    session.get(world.url())
    session.get(world.url())
    with pytest.raises(BudgetSpent, match="3 requests"):
        session.get(world.url())
    assert len(world.server.log) == budget.requests == 3


def test_minutes_of_a_run_are_not_slept_away(world: World) -> None:
    session = world.session(budget=Budget(minutes=1), pause=25.0)
    with pytest.raises(BudgetSpent, match="1 minutes"):
        for _ in range(9):
            session.get(world.url())
    assert len(world.server.log) == 3
    assert sum(world.clock.slept) < 60


def test_a_crawl_delay_longer_than_a_run_is_said_and_left_to_the_operator(world: World) -> None:
    world.server.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 900\n")
    with pytest.raises(TooSlow, match=r"asks for 900 s between two requests, .*: set `pause = 900` in the portal's"):
        world.session().get(world.url())
    assert world.server.paths == ["/robots.txt"] and not world.clock.slept
    world.session(pause=900.0).get(world.url())
    assert max(world.clock.slept) >= 890


def test_a_spent_budget_is_no_verdict_on_robots(world: World) -> None:
    session = world.session(budget=Budget(max_requests=0))
    with pytest.raises(BudgetSpent):
        session.robots()
    assert not session.verdicts()
