"""No request without robots.txt: what it says, when it is asked, and what counts as no answer."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.fetch import robots as judge
from ris_scraper.nouns.errors import RobotsDenied
from tests.support import faulty
from tests.support.faulty import moved, page, robots
from tests.support.fetching import IMPATIENT, PATIENT, SLOW, World


def ask(world: World, reply: faulty.Reply) -> judge.RobotsVerdict:
    world.server.routes["/robots.txt"] = reply
    return world.session(limits=IMPATIENT if reply in SLOW else PATIENT).robots()


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
    ("User-agent: ris-scraper/0.1.0\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "verboten", False),
    ("User-agent: ris-scraper/9\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "erlaubt", True),
    ("User-agent: ris-scraper-plus/1\nDisallow: /\n", "erlaubt", True),
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
    "pack",
    [
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: gzip.compress(text.encode()),
        lambda text: gzip.compress(text.encode("utf-16")),
        lambda text: text.encode("latin-1"),
    ],
)
def test_robots_text_in_other_encodings_is_obeyed(world: World, pack: Callable[[str], bytes]) -> None:
    text = "# für alle\r\nUser-agent: *\r\nDisallow: /bi/\r\n"
    assert ask(world, page(pack(text), Content_Type="text/plain")).verdict == "verboten"


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
