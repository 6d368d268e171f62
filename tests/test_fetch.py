"""What an answer is: who asks, forms, cookies, codings and sizes; proved by the logs of real servers on loopback."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.fetch import Fetcher, body, user_agent
from ris_scraper.nouns.errors import InputError, TooLarge
from tests.support import faulty
from tests.support.faulty import moved, page, robots
from tests.support.fetching import CONTACT, World

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


def test_the_beginning_of_a_body_leaves_the_rest_where_it_is() -> None:
    taken = []

    def chunks() -> Iterator[bytes]:
        for number in range(100):
            taken.append(number)
            yield b"x" * 10

    assert body.beginning(chunks(), {}, 31) == b"x" * 31
    assert len(taken) == 4


@given(st.binary(max_size=5000), st.integers(1, 400), st.sampled_from(["gzip", "deflate"]))
def test_unpacking_gives_back_what_was_packed(text: bytes, step: int, coding: str) -> None:
    packed = gzip.compress(text) if coding == "gzip" else zlib.compress(text)
    chunks = [packed[start : start + step] for start in range(0, len(packed), step)]
    assert body.whole(chunks, {"content-encoding": coding}, "u", 6000) == text
    with pytest.raises(body.Truncated):
        body.whole([packed[:-1]], {"content-encoding": coding}, "u", 6000)


@given(st.lists(st.binary(max_size=500), min_size=2, max_size=5), st.integers(1, 60), st.sampled_from([b"", b"\0" * 9]))
def test_all_members_of_a_gzip_are_read(parts: list[bytes], step: int, padding: bytes) -> None:
    packed = b"".join(gzip.compress(part) for part in parts) + padding
    chunks = (packed[place : place + step] for place in range(0, len(packed), step))
    assert body.whole(chunks, {"content-encoding": "gzip"}, "u", 1 << 20) == b"".join(parts)


def test_a_gzip_whose_second_member_is_cut_is_no_page() -> None:
    packed = gzip.compress(b"a" * 999) + gzip.compress(b"b" * 999)
    for cut in (1, 5, 12):
        with pytest.raises(body.Truncated, match="in the middle"):
            body.whole([packed[:-cut]], {"content-encoding": "gzip"}, "u", 1 << 20)
    with pytest.raises(body.Truncated, match="more than 1000 parts"):
        body.whole([gzip.compress(b"") * 2000], {"content-encoding": "gzip"}, "u", 1 << 20)


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br"]))
def test_unpacking_junk_is_a_page_or_trouble(junk: bytes, coding: str) -> None:
    with suppress(body.Truncated, TooLarge):
        assert isinstance(body.whole([junk], {"content-encoding": coding}, "u", 6000), bytes)
