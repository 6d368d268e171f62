"""The manners and the limits of fetching, proved by the logs of real servers on loopback."""

from __future__ import annotations

import ast
import doctest
import gzip
import shutil
import ssl
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from types import ModuleType

import faulty
import httpx2
import pytest
from faulty import FakeClock, Faulty, moved, page, robots, sequence
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper import pace
from ris_scraper import robots as judge
from ris_scraper.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    InputError,
    RobotsDenied,
    TooLarge,
    Unreachable,
)
from ris_scraper.fetch import Antwort, Fetcher, Limits, Session, address, body, user_agent
from ris_scraper.pace import Budget, Lanes, retry_after
from ris_scraper.portals import Portal

CONTACT = "https://forschung.example/ris"
NAMES = {
    "ris.nord.example": ("127.0.0.1",),
    "ris.sued.example": ("127.0.0.1",),
    "dateien.nord.example": ("127.0.0.1",),
    "ris.fern.example": ("127.0.0.2",),
    "innen.example": ("10.1.2.3",),
    "metadaten.example": ("169.254.169.254",),
    "aussen.example": ("192.0.43.7",),
}
PATIENT = Limits(body=300_000, connect=5.0, read=5.0, total=5.0)
#: Short steps, so that servers that never answer show within a moment; sleeping costs nothing with the fake clock.
IMPATIENT = replace(PATIENT, total=0.2)


def names(host: str) -> tuple[str, ...]:
    if host.startswith("127."):
        return (host,)
    if host not in NAMES:
        raise OSError("unknown name")
    return NAMES[host]


class World:
    """A server, a clock and a fetcher; `session` opens a portal on the server."""

    def __init__(self, server: Faulty, clock: FakeClock) -> None:
        self.server = server
        self.clock = clock
        self.fetcher = Fetcher(CONTACT, clock, PATIENT, names, chance=lambda: 0.5)

    def url(self, path: str = "/bi/", host: str = "ris.nord.example") -> str:
        return f"http://{host}:{self.server.port}{path}"

    def session(
        self,
        host: str = "ris.nord.example",
        budget: Budget | None = None,
        pause: float | None = 0.0,
        hosts: tuple[str, ...] = (),
        private: bool = True,
        known: tuple[judge.RobotsVerdict, ...] = (),
        limits: Limits = PATIENT,
    ) -> Session:
        self.fetcher.limits = limits
        portal = Portal(
            slug="nord", ags=None, name="Musterkreis Nord", vendor=None, url=self.url(host=host), pause=pause,
            hosts=hosts, netz_privat=private,
        )  # fmt: skip
        return self.fetcher.portal(portal, budget, known)


@pytest.fixture
def world() -> Iterator[World]:
    clock = FakeClock()
    with Faulty(clock) as server:
        server.routes["/bi/"] = page()
        world = World(server, clock)
        with world.fetcher:
            yield world


def gaps(server: Faulty) -> list[float]:
    return [later.at - earlier.answered for earlier, later in zip(server.log, server.log[1:], strict=False)]


# Who we are


@pytest.mark.parametrize(
    "contact", [None, "", "   ", "ich", "@nord.example", "ftp://x.example", "a@b.de\r\nX: y", "https://x"]
)
def test_without_a_contact_nothing_works(contact: str | None) -> None:
    with pytest.raises(InputError, match="contact"):
        Fetcher(contact)


@pytest.mark.parametrize(
    "contact", ["wir@forschung.example", "https://forschung.example/wir?a=b#c", "http://x.example"]
)
def test_a_contact_is_an_address(contact: str) -> None:
    assert user_agent(contact).startswith("ris-scraper/")
    assert user_agent(f" {contact} ").endswith(f" (+{contact})")


def test_every_request_says_who_asks_and_in_german(world: World) -> None:
    world.server.routes["/robots.txt"] = moved("/r.txt")
    world.server.routes["/r.txt"] = robots("")
    world.server.routes["/alt"] = moved("/bi/")
    session = world.session()
    session.get(world.url("/alt"), headers={"User-Agent": "Mozilla/5.0", "Wicket-Ajax": "true"})
    session.post(world.url(), {"a": "b"})
    assert world.server.paths == ["/robots.txt", "/r.txt", "/alt", "/bi/", "/bi/"]
    for hit in world.server.log:
        assert hit.headers["user-agent"] == user_agent(CONTACT)
        assert hit.headers["accept-language"] == "de"
        assert hit.headers["host"] == f"ris.nord.example:{world.server.port}"
    assert world.server.log[2].headers["wicket-ajax"] == "true"


# What an answer is


def test_an_answer(world: World) -> None:
    world.server.routes["/bi/"] = page("<p>Süd</p>".encode("cp1252"), ETag='"1"', X_Viel="a")
    answer = world.session().get(world.url("/bi/?ID=1#oben"))
    assert (answer.url, answer.status, answer.body) == (world.url("/bi/?ID=1"), 200, b"<p>S\xfcd</p>")
    assert answer.content_type == "text/html"
    assert answer.headers["etag"] == '"1"' and answer.headers["x-viel"] == "a"
    assert datetime.fromisoformat(answer.abgerufen_am).tzinfo is not None


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_an_answer(world: World, status: int) -> None:
    world.server.routes["/bi/"] = page(b"nein", status)
    assert world.session().get(world.url()).status == status


def test_conditional_requests(world: World) -> None:
    world.server.routes["/bi/"] = faulty.conditional('"eins"', b"neu")
    session = world.session()
    first = session.get(world.url())
    again = session.get(world.url(), etag=first.headers["etag"], last_modified="Mon, 02 Nov 2026 00:00:00 GMT")
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert world.server.log[-1].headers["if-modified-since"] == "Mon, 02 Nov 2026 00:00:00 GMT"
    assert session.get(world.url(), etag='"zwölf"').status == 200


def test_forms(world: World) -> None:
    world.server.routes["/bi/vo0040.php"] = page()
    world.session().post(world.url("/bi/vo0040.php"), {"von": "01.01.2026", "art": ["1", "2"], "wort": "Süd"})
    hit = world.server.log[-1]
    assert (hit.method, hit.body) == ("POST", b"von=01.01.2026&art=1&art=2&wort=S%C3%BCd")
    assert hit.headers["content-type"] == "application/x-www-form-urlencoded"


def test_cookies_stay_with_their_portal(world: World) -> None:
    world.server.routes["/bi/"] = page(Set_Cookie="ASPSESSION=eins; path=/")
    nord, sued = world.session(), world.session("ris.sued.example")
    nord.get(world.url())
    nord.get(world.url())
    sued.get(world.url(host="ris.sued.example"))
    world.session().get(world.url())
    pages = [hit.headers.get("cookie") for hit in world.server.log if hit.path == "/bi/"]
    assert pages == [None, "ASPSESSION=eins", None, None]


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "raw", "unknown"])
def test_codings(world: World, coding: str) -> None:
    text = b"<p>Seite</p>" * 1000
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "deflate": zlib.compress(text),
        "raw": raw.compress(text) + raw.flush(),
        "unknown": text,
    }.get(coding, gzip.compress(text))
    world.server.routes["/bi/"] = page(packed, Content_Encoding=coding.replace("raw", "deflate"))
    assert world.session().get(world.url()).body == text


# robots.txt


def ask(world: World, reply: faulty.Reply | None) -> judge.RobotsVerdict:
    if reply:
        world.server.routes["/robots.txt"] = reply
    return world.session(limits=IMPATIENT if reply in SLOW else PATIENT).robots()


SLOW = (faulty.silent, faulty.stalled, faulty.dripping, faulty.dripping_headers)


DENY = "User-agent: *\nDisallow: /bi/\n"
TEXTS = [
    ("", "erlaubt", True),
    (DENY, "verboten", False),
    ("User-agent: *\nDisallow: /\n", "verboten", False),
    ("User-agent: *\nDisallow: /bi/getfile\n", "teilweise", True),
    ("User-agent: *\nDisallow: /*.pdf$\n", "teilweise", True),
    ("User-agent: *\nDisallow: /admin/\n", "erlaubt", True),
    ("User-agent: *\nDisallow: /\nAllow: /bi/\n", "erlaubt", True),
    ("User-agent: *\nDisallow: /\nAllow: /bi/vo\n", "teilweise", False),
    ("User-agent: ris-scraper\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "erlaubt", True),
    ("User-agent: RIS-Scraper\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "verboten", False),
    ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "verboten", False),
    ("User-agent: other\nDisallow: /bi/x\n", "erlaubt", True),
    ("User-agent: *\nDisallow:\nAllow: /bi/x\nDisallow: /bi/y # nicht\n", "teilweise", True),
    ("<html><body>Seite nicht gefunden</body></html>", "erlaubt", True),
]


@pytest.mark.parametrize(("text", "verdict", "allowed"), TEXTS)
def test_robots_text(world: World, text: str, verdict: str, allowed: bool) -> None:
    found = ask(world, robots(text))
    assert (found.verdict, found.allows(world.url())) == (verdict, allowed)
    assert found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (page(b"", 404), "erlaubt"),
        (page(b"", 403), "erlaubt"),
        (page(b"", 401), "erlaubt"),
        (page(b"", 500), "nicht_erreichbar"),
        (page(b"", 503), "nicht_erreichbar"),
        (page(b"", 429), "nicht_erreichbar"),
        (moved("/robots.txt"), "nicht_erreichbar"),
        (moved("http://10.1.2.3/robots.txt"), "nicht_erreichbar"),
        (moved("http://[kaputt"), "nicht_erreichbar"),
        (faulty.silent, "nicht_erreichbar"),
        (faulty.truncated, "nicht_erreichbar"),
        (faulty.dripping, "nicht_erreichbar"),
    ],
)
def test_robots_answers(world: World, reply: faulty.Reply, verdict: str) -> None:
    found = ask(world, reply)
    assert found.verdict == verdict
    assert found.allows(world.url()) is (verdict == "erlaubt")
    assert bool(found.reason) is (verdict == "nicht_erreichbar")


def test_robots_that_forbids_means_no_other_request(world: World) -> None:
    for reply, path in [(robots(DENY), "/bi/vo020.asp"), (page(b"", 500), "/"), (faulty.silent, "/")]:
        world.server.routes["/robots.txt"] = reply
        with pytest.raises(RobotsDenied, match=r"robots\.txt"):
            world.session(limits=IMPATIENT).get(world.url(path))
    assert set(world.server.paths) == {"/robots.txt"}


def test_robots_is_asked_first_and_once_a_day(world: World) -> None:
    session = world.session()
    for _ in range(3):
        session.get(world.url())
    assert world.server.paths == ["/robots.txt", "/bi/", "/bi/", "/bi/"]
    world.clock.sleep(24 * 3600)
    session.get(world.url())
    assert world.server.paths[-2:] == ["/robots.txt", "/bi/"]


def test_a_kept_verdict_is_used_while_it_is_fresh(world: World) -> None:
    world.server.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /bi/intern\n")
    kept = world.session().robots()
    session = world.session(known=(kept,))
    session.get(world.url())
    assert session.verdicts() == (kept,)
    assert world.server.paths == ["/robots.txt", "/bi/"]
    world.clock.sleep(24 * 3600)
    world.session(known=(kept,)).get(world.url())
    unreachable = judge.unreachable(kept.origin, world.clock.now().isoformat(), "HTTP 500")
    world.session(known=(unreachable,)).get(world.url())
    assert world.server.paths[2:] == ["/robots.txt", "/bi/"] * 2


def test_robots_elsewhere_may_be_public_only(world: World) -> None:
    """A portal in a private network (tests, demo) opens its own hosts, not the network."""
    found = ask(world, moved("http://innen.example/robots.txt"))
    assert found.verdict == "nicht_erreichbar" and "not in the public network" in (found.reason or "")


def test_a_redirected_robots_counts(world: World) -> None:
    for n in range(5):
        world.server.routes[f"/{n}"] = moved(f"/{n + 1}")
    world.server.routes["/5"] = robots(DENY)
    assert ask(world, moved("/1")).verdict == "verboten"
    assert ask(world, moved("/0")).verdict == "nicht_erreichbar"


def test_robots_is_asked_for_each_host_and_before_a_redirect_is_followed(world: World) -> None:
    world.server.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /geheim\n")
    world.server.routes["/a"] = moved(world.url("/geheim", "dateien.nord.example"))
    with pytest.raises(RobotsDenied):
        world.session(hosts=("dateien.nord.example",)).get(world.url("/a"))
    assert [(hit.headers["host"].split(".")[0], hit.path) for hit in world.server.log] == [
        ("ris", "/robots.txt"), ("ris", "/a"), ("dateien", "/robots.txt"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/x/../geheim", "/./geheim", "/gehei%6d", "/geheim?a=b"])
def test_a_forbidden_path_stays_forbidden_in_other_spellings(world: World, path: str) -> None:
    world.server.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /geheim\n")
    with pytest.raises(RobotsDenied):
        world.session().get(world.url(path))


def test_robots_is_read_up_to_500_kib(world: World) -> None:
    rule = "User-agent: *\nDisallow: /bi/intern\n"
    filler = "#" * (judge.MAX_BYTES - len(rule) - 12) + "\nDisallow: /bi/ganz/woanders\n" + "#\n" * 100_000
    found = ask(world, robots(rule + filler))
    assert found.verdict == "teilweise"
    assert not found.allows(world.url("/bi/intern")) and found.allows(world.url("/bi/g"))
    assert len(found.text or "") <= judge.MAX_BYTES


@pytest.mark.parametrize(
    "line", ["\n", " ", "Disallow: /bi/*a*b$\n", "Allow: /bi/{}\nDisallow: /bi/{}x\n", "User-agent: {}\n"]
)
def test_a_hostile_robots_costs_little(line: str) -> None:
    text = "User-agent: *\n" + "".join(line.replace("{}", str(n)) for n in range(judge.MAX_BYTES // 4 // len(line)))
    begin = time.monotonic()
    judge.read("https://ris.example", "https://ris.example/bi/", text.encode(), "2026-11-02T03:10:00+01:00")
    assert time.monotonic() - begin < 10


@given(st.binary(max_size=300))
def test_any_robots_gives_a_verdict(text: bytes) -> None:
    found = judge.read("https://ris.example", "https://ris.example/bi/", text, "2026-11-02T03:10:00+01:00")
    assert found.verdict in ("erlaubt", "verboten", "teilweise")
    assert (found.verdict == "verboten") <= (not found.allows("https://ris.example/bi/"))


# Pace


def real_pace(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
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
    real_pace(world, monkeypatch)
    world.server.routes["/robots.txt"] = robots(text)
    session = world.session(pause=pause)
    for _ in range(3):
        session.get(world.url())
    assert len(gaps(world.server)) == 3
    assert all(least <= gap < least + 2 for gap in gaps(world.server))


def test_redirects_and_retries_keep_the_pause(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real_pace(world, monkeypatch)
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
    assert world.server.most_under_way == 1


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


# Trying again


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


# Sizes


@pytest.mark.parametrize("fault", ["flood", "bomb", "declared", "plain"])
def test_too_large_is_left_there(world: World, fault: str) -> None:
    big = {
        "flood": faulty.flood,
        "bomb": faulty.bomb(),
        "declared": page(b"", Content_Length="999999999"),
        "plain": page(b"x" * 400_000),
    }
    world.server.routes["/zu-viel"] = big[fault]
    session = world.session()
    with pytest.raises(TooLarge):
        session.get(world.url("/zu-viel"))
    assert session.get(world.url()).status == 200
    assert world.server.paths == ["/robots.txt", "/zu-viel", "/bi/"]


def test_unpacking_is_bounded() -> None:
    """A bomb is given up after the limit, whatever it would become; junk that never unpacks counts as received."""
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(machine.compress(bytes(1 << 20)) for _ in range(16)) + machine.flush()
    taken = []

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(packed), 1000):
            taken.append(start)
            yield packed[start : start + 1000]

    with pytest.raises(TooLarge, match="unpacked"):
        body.whole(chunks(), {"content-encoding": "gzip"}, "u", 1 << 20)
    assert len(taken) < 5
    name_without_end = (b"\x1f\x8b\x08\x08" + bytes(6) if first else b"x" * 1000 for first in [True] + [False] * 999)
    with pytest.raises(TooLarge, match="received"):
        body.whole(name_without_end, {"content-encoding": "gzip"}, "u", 100_000)


@given(st.binary(max_size=5000), st.integers(1, 400), st.sampled_from(["gzip", "deflate"]))
def test_unpacking_gives_back_what_was_packed(text: bytes, step: int, coding: str) -> None:
    packed = gzip.compress(text) if coding == "gzip" else zlib.compress(text)
    chunks = [packed[start : start + step] for start in range(0, len(packed), step)]
    assert body.whole(chunks, {"content-encoding": coding}, "u", 6000) == text
    with pytest.raises(body.Truncated):
        body.whole([packed[:-1]], {"content-encoding": coding}, "u", 6000)


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br"]))
def test_unpacking_junk_is_a_page_or_trouble(junk: bytes, coding: str) -> None:
    with suppress(body.Truncated, TooLarge):
        assert isinstance(body.whole([junk], {"content-encoding": coding}, "u", 6000), bytes)


# Addresses


def test_redirects_are_followed_and_told(world: World) -> None:
    world.server.routes["/a"] = moved("b?x=1", 301)
    world.server.routes["/b"] = moved(world.url("/bi/", "dateien.nord.example"))
    answer = world.session(hosts=("dateien.nord.example",)).get(world.url("/a"))
    assert answer.url == world.url("/bi/", "dateien.nord.example")
    assert answer.redirects == (world.url("/a"), world.url("/b?x=1"))


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_form(world: World, status: int, method: str) -> None:
    world.server.routes["/a"] = moved("/bi/", status)
    world.session().post(world.url("/a"), {"x": "1"})
    assert (world.server.log[-1].method, world.server.log[-1].body) == (method, b"x=1" if method == "POST" else b"")


def test_redirects_are_counted(world: World) -> None:
    world.server.routes["/kreis"] = moved("/kreis")
    with pytest.raises(AddressRefused, match="more than 5 times"):
        world.session().get(world.url("/kreis"))
    assert world.server.paths == ["/robots.txt"] + ["/kreis"] * 6


AWAY = """
http://127.0.0.1/ http://127.0.0.1:FAR/ http://127.0.0.2:FAR/ http://localhost:FAR/ http://[::1]:FAR/
http://2130706433:FAR/ http://0x7f.1:FAR/ http://169.254.169.254/latest/meta-data/ http://innen.example/
http://ris.fern.example:FAR/ http://ris.nord.example:FAR/ http://ris.nord.example:22/ //aussen.example/
http://ris.nord.example@127.0.0.2:FAR/ http://ris.nord.example.aussen.example/ file:///etc/passwd
gopher://ris.nord.example/ javascript:alert(1) http://[kaputt http://ris.nord.example:99999/
http://xn--/ http://\x80\xff/ https://musterkreis.sitzung-online.debi/x
""".split()


@pytest.mark.parametrize("where", AWAY)
def test_a_redirect_away_makes_no_connection(world: World, where: str) -> None:
    with Faulty(world.clock, "127.0.0.2") as far:
        world.server.routes["/weg"] = moved(where.replace("FAR", str(far.port)))
        with pytest.raises(AddressRefused) as error:
            world.session(hosts=("dateien.nord.example",)).get(world.url("/weg"))
        assert error.value.url == world.url("/weg")
        assert not far.log
    assert world.server.paths == ["/robots.txt", "/weg"]


@given(st.binary(max_size=30).map(lambda raw: raw.decode("latin-1")))
def test_any_location_is_an_address_or_refused(where: str) -> None:
    with suppress(AddressRefused):
        assert address.target_of(address.joined("http://ris.nord.example/bi/", where)).host


def test_a_private_address_is_refused_before_robots_is_asked(world: World) -> None:
    for host in ("ris.nord.example", "127.0.0.1"):
        session = world.session(host, private=False)
        for call in (session.robots, lambda s=session, h=host: s.get(world.url(host=h))):
            with pytest.raises(AddressRefused, match="not in the public network"):
                call()
    assert not world.server.log


def test_a_redirect_within_the_portal_to_a_private_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ris_scraper.fetch.session.is_public", lambda ip: ip == "127.0.0.1")
    world.server.routes["/weg"] = moved("http://metadaten.example/")
    with pytest.raises(AddressRefused, match=r"169\.254\.169\.254") as error:
        world.session(private=False, hosts=("metadaten.example",)).get(world.url("/weg"))
    assert error.value.url == world.url("/weg")
    assert world.server.paths == ["/robots.txt", "/weg"]


def test_the_connection_goes_to_the_checked_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that becomes private later is refused then, also on an open connection; one bad address is enough."""
    monkeypatch.setattr("ris_scraper.fetch.session.is_public", lambda ip: ip == "127.0.0.1")
    session = world.session(private=False)
    session.get(world.url())
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.1", "10.0.0.1"))
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        session.get(world.url())
    assert world.server.paths == ["/robots.txt", "/bi/"]


def test_the_next_address_is_tried_and_a_moved_name_is_dialled_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.3", "127.0.0.1"))
    session = world.session()
    assert session.get(world.url()).status == 200
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.4",))
    with pytest.raises(Unreachable):
        session.get(world.url())


NOT_PUBLIC = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255
::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::a00:1 2001:db8::1
""".split()


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not address.is_public(ip)


def test_an_address_of_another_host_is_refused_at_once(world: World) -> None:
    for url in ("http://aussen.example/", world.url(host="ris.sued.example"), "bi/", "", "mailto:x@nord.example"):
        with pytest.raises(AddressRefused):
            world.session().get(url)
    assert not world.server.log


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate for ris.nord.example in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here")
    folder = tmp_path_factory.mktemp("tls")
    key, file = folder / "key.pem", folder / "both.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Test".split()
    make += ["-addext", "subjectAltName=DNS:ris.nord.example", "-keyout", str(key), "-out", str(file)]
    subprocess.run(make, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


def test_https_names_the_host_though_it_dials_the_address(world: World, certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    world.server.socket = served.wrap_socket(world.server.socket, server_side=True)
    world.fetcher.tls = ssl.create_default_context(cafile=str(certificate))
    for host, verdict in (("ris.nord.example", "erlaubt"), ("ris.sued.example", "nicht_erreichbar")):
        url = world.url(host=host).replace("http:", "https:")
        portal = Portal(slug="tls", ags=None, name="TLS", vendor=None, url=url, pause=0.0, netz_privat=True)
        found = world.fetcher.portal(portal).robots()
        assert found.verdict == verdict
    assert found.reason and "certificate" in found.reason.lower()
    assert world.server.paths == ["/robots.txt"]


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


def test_a_crawl_delay_longer_than_a_run_leaves_the_rest_due(world: World) -> None:
    world.server.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 1e300\n")
    with pytest.raises(BudgetSpent, match="longer than a run"):
        world.session().get(world.url())
    assert world.server.paths == ["/robots.txt"] and not world.clock.slept


def test_a_spent_budget_is_no_verdict_on_robots(world: World) -> None:
    session = world.session(budget=Budget(max_requests=0))
    with pytest.raises(BudgetSpent):
        session.robots()
    assert not session.verdicts()


# The house


def test_only_fetch_talks_http() -> None:
    root = Path(__file__).parent.parent
    for path in [*root.glob("ris_scraper/**/*.py"), *root.glob("parsers/**/*.py")]:
        tree = ast.walk(ast.parse(path.read_text("utf-8")))
        found = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
        http = {name for name in found if name.startswith(("httpx", "httpcore", "requests", "urllib.request"))}
        assert not http or path.parent.name == "fetch", f"{path} imports {http}"


@pytest.mark.parametrize("module", [address, pace])
def test_examples_in_the_docs(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


def test_errors_are_fetch_errors() -> None:
    assert all(issubclass(kind, FetchError) for kind in (AddressRefused, BudgetSpent, RobotsDenied, Unreachable))
    assert Antwort("u", 200, {}, b"", None, "t").redirects == ()
    assert httpx2.__name__ == "httpx2"
