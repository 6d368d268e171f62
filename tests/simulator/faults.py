"""Faults on demand, as data: what goes wrong (`effect`), on which requests, how often.

A fault changes an answer that the portal gave; several may work on one answer, in the order of the list. Every
maker takes `where` (a pattern that path and query must contain), `skip`, `times` and `chance` with `seed`.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from random import Random
from typing import Any

from tests.simulator.nouns import Request, Response
from tests.simulator.skeleton import fresh, month_after, number
from tests.simulator.vendors import VENDORS

Effect = Callable[[Request, Response], Response]

# Addresses that no crawler must ever connect to, wherever a portal redirects it.
PRIVATE = ("http://10.0.0.1/", "http://192.168.1.1/admin", "http://169.254.169.254/latest/meta-data/",
           "http://[::1]:9/", "http://127.0.0.1:9/", "http://0.0.0.0/", "http://2130706433/")  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """An effect, and when it happens: on requests that match `where`, after `skip` of them, `times` times (None: for
    ever), each with `chance` (decided by `seed`, address and count, so that a run can be repeated)."""

    name: str
    effect: Effect
    where: str = ""
    skip: int = 0
    times: int | None = None
    chance: float = 1.0
    seed: int = 0

    def matches(self, target: str) -> bool:
        """Whether this fault counts a request for an address."""
        return re.search(self.where, target) is not None

    def strikes(self, target: str, before: int) -> bool:
        """Whether it happens on a matching request that so many matching ones came before."""
        last = self.skip + self.times if self.times is not None else before + 1
        return self.skip <= before < last and Random(f"{self.seed}/{target}/{before}").random() < self.chance


# --- the server is not well ------------------------------------------------------------------


def unavailable(status: int = 503, retry_after: int | datetime | str | None = None, **when: Any) -> Fault:
    """429 or 503, with Retry-After in seconds or as a date."""
    said = format_datetime(retry_after, usegmt=True) if isinstance(retry_after, datetime) else str(retry_after)
    headers = () if retry_after is None else (("Retry-After", said),)
    answer = fresh(status, f"<html><body>{status}</body></html>", *headers)
    return Fault(f"HTTP {status}", lambda *_: answer, **when)


def slow(seconds: float, **when: Any) -> Fault:
    """Seconds of silence before the first byte."""
    return Fault("slow", lambda _, answer: replace(answer, delay=seconds), **when)


def dripping(piece: int = 256, pause: float = 0.1, **when: Any) -> Fault:
    """The body in small pieces with pauses between them."""
    return Fault("dripping", lambda _, answer: replace(answer, piece=piece, pause=pause), **when)


def stalled(after: int = 500, seconds: float = 3600, **when: Any) -> Fault:
    """The line goes silent in the middle of the body, and stays open."""
    return Fault("stalled", lambda _, answer: replace(answer, cut=after, stall=seconds), **when)


def truncated(after: int = 500, **when: Any) -> Fault:
    """The line is cut in the middle of the body, which was announced whole."""
    return Fault("truncated", lambda _, answer: replace(answer, cut=after), **when)


def cut_chunks(after: int = 500, **when: Any) -> Fault:
    """A body in chunks, the last of which never comes."""
    return Fault("cut chunks", lambda _, answer: replace(answer, cut=after, chunked=True), **when)


def cut_gzip(**when: Any) -> Fault:
    """A packed body that ends in the middle, with the length of what is sent."""

    def effect(_: Request, answer: Response) -> Response:
        packed = gzip.compress(answer.body)
        return replace(answer, body=packed[: len(packed) // 2], headers=(*answer.headers, ("Content-Encoding", "gzip")))

    return Fault("cut gzip", effect, **when)


def gzip_members(**when: Any) -> Fault:
    """A body packed in two parts, one after the other, as servers do that pack piece by piece."""

    def effect(_: Request, answer: Response) -> Response:
        half = len(answer.body) // 2
        packed = gzip.compress(answer.body[:half]) + gzip.compress(answer.body[half:])
        return replace(answer, body=packed, headers=(*answer.headers, ("Content-Encoding", "gzip")))

    return Fault("gzip members", effect, **when)


def shortened(share: float = 0.5, **when: Any) -> Fault:
    """A part of the page, announced as if it were whole: cut by the portal itself."""
    return Fault(
        "shortened", lambda _, answer: replace(answer, body=answer.body[: int(len(answer.body) * share)]), **when
    )


def mislabelled(charset: str = "utf-8", **when: Any) -> Fault:
    """A wrong charset in the header."""
    return Fault("mislabelled", lambda _, a: replace(a, content_type=f"text/html; charset={charset}"), **when)


@lru_cache(maxsize=4)
def _bomb(megabytes: int) -> bytes:
    packer, block = zlib.compressobj(9, zlib.DEFLATED, 31), b"<p>" * 349_525
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def gzip_bomb(megabytes: int = 200, **when: Any) -> Fault:
    """A small answer that unpacks to so many megabytes."""

    def effect(_: Request, answer: Response) -> Response:
        return replace(answer, body=_bomb(megabytes), headers=(*answer.headers, ("Content-Encoding", "gzip")))

    return Fault("gzip bomb", effect, **when)


def huge(megabytes: int = 30, **when: Any) -> Fault:
    """A page that is larger than any page."""
    return Fault("huge", lambda _, answer: replace(answer, body=answer.body + b" " * megabytes * 1024**2), **when)


# --- redirects -------------------------------------------------------------------------------


def redirected(url: str, status: int = 302, **when: Any) -> Fault:
    """A redirect to any address (see PRIVATE)."""
    return Fault(f"redirect to {url}", lambda *_: fresh(status, "", ("Location", url)), **when)


def redirect_loop(**when: Any) -> Fault:
    """A redirect back and forth between two addresses of the same page."""

    def effect(request: Request, _: Response) -> Response:
        query = "&".join(f"{name}={value}" for name, value in request.query.items() if name != "schleife")
        turn = "b" if request.query.get("schleife") == "a" else "a"
        return fresh(302, "", ("Location", f"{request.path}?{query}&schleife={turn}"))

    return Fault("redirect loop", effect, **when)


def other_page(answer: Response, **when: Any) -> Fault:
    """Another page of the portal under the asked address, with HTTP 200."""
    return Fault("other page", lambda *_: answer, **when)


def session_in_links(name: str, **when: Any) -> Fault:
    """Every link of every answer carries another session ("jsessionid" behind a semicolon, others as a parameter)."""

    def effect(request: Request, answer: Response) -> Response:
        lot = zlib.crc32(repr(request).encode() + answer.body)
        value = f"{lot:08x}0123456789abcdef{len(answer.body):08x}".encode()
        path = name == "jsessionid"
        old = rb'(href="[^"?#;]+\.(?:php|asp))(\??)' if path else rb'(href="[^"?#]+\?)()'
        new = (
            rb"\1;" + name.encode() + b"=" + value + rb"\2"
            if path
            else rb"\1" + name.encode() + b"=" + value + b"&amp;"
        )
        return replace(answer, body=re.sub(old, new, answer.body))

    return Fault(f"session {name}", effect, **when)


def lost_session(answer: Response, **when: Any) -> Fault:
    """The portal forgot its first visitor and gives one and the same page instead, until a new visit begins."""

    def effect(request: Request, own: Response) -> Response:
        return answer if "=S00000001" in request.headers.get("cookie", "") else own

    return Fault("lost session", effect, **when)


# --- gates, logins, error pages --------------------------------------------------------------

GATES = {
    "zugriffe": "<html><head><title>Hinweis</title></head><body><h1>Zu viele Zugriffe aus Ihrem Netz</h1></body>"
    "</html>",
    "browser": "<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x.js'>"
    "</script>Checking your browser</body></html>",
    "captcha": "<html><head><title>Prüfung</title></head><body><div class='g-recaptcha'></div></body></html>",
    "waf": "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
    "Your support ID is: 1234</body></html>",
}


def gate(kind: str = "zugriffe", **when: Any) -> Fault:
    """A gate with HTTP 200; kinds: GATES."""
    return Fault(f"gate {kind}", lambda *_: fresh(200, GATES[kind]), **when)


def login(vendor: str, **when: Any) -> Fault:
    """The vendor's login page with HTTP 200."""
    return Fault("login", lambda *_: fresh(200, VENDORS[vendor].TRAITS.login), **when)


def error_page(vendor: str, **when: Any) -> Fault:
    """An error page instead of the thing; give `chance` to have it at random (SessionNet Duisburg)."""
    return Fault("error page", lambda *_: VENDORS[vendor].TRAITS.failure, **when)


# --- pages that changed ----------------------------------------------------------------------


def _in_body(answer: Response, *markup: bytes) -> Response:
    return replace(answer, body=answer.body.replace(b"</body>", b"".join(markup) + b"</body>"))


def endless_calendar(**when: Any) -> Fault:
    """Every month links to the next one, for ever."""

    def effect(request: Request, answer: Response) -> Response:
        names = ("yy", "mm") if "yy" in request.query else ("__cjahr", "__cmonat")
        year, month = month_after(number(request.query, names[0]) or 2026, number(request.query, names[1]) or 1)
        y, m = (name.upper() if len(name) == 2 else name for name in names)
        href = f"{request.path.rpartition('/')[2]}?{y}={year}&amp;{m}={month}"
        return _in_body(answer, f'<a href="{href}">weiter</a>'.encode())

    return Fault("endless calendar", effect, **{"where": r"/si0(?:10|40|46)", **when})


def replaced(name: str, *changes: tuple[str, str], encoding: str, **when: Any) -> Fault:
    """A layout that changed: patterns and what stands there now."""
    pairs = [(re.compile(old.encode(encoding), re.S), new.encode(encoding)) for old, new in changes]

    def effect(_: Request, answer: Response) -> Response:
        body = answer.body
        for old, new in pairs:
            body = old.sub(new, body)
        return replace(answer, body=body)

    return Fault(name, effect, **when)


def changed_layout(vendor: str, kind: str, **when: Any) -> Fault:
    """The vendor's pages with another class, another label, a column less or an empty list; kinds: `Traits`."""
    art = VENDORS[vendor].TRAITS
    where, changes = art.layouts[kind]
    return replaced(f"layout: {kind}", *changes, encoding=art.encoding, **{"where": where, **when})
