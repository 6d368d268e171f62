"""What a server's robots.txt says about a portal, by RFC 9309 and always on the strict side.

A file that was read is obeyed; one that is not there (4xx) allows; one that could not be asked (5xx, no answer,
too many requests, endless redirects) forbids. Asking is the business of `fetch`; here is only the judgement.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

#: The name that groups of a robots.txt address us by; also the first word of the User-Agent.
AGENT = "ris-scraper"
#: RFC 9309, 2.5: a crawler must read at least 500 KiB and may ignore the rest.
MAX_BYTES = 500 * 1024
#: RFC 9309, 2.4: not to be used longer than this.
MAX_AGE = timedelta(hours=24)
_RULE = re.compile(r"^[ \t]*(?:dis)?allow[ \t]*:[ \t]*([^\s#]+)", re.IGNORECASE | re.MULTILINE)
_VERSIONED = re.compile(rf"^([ \t]*user-agent[ \t]*:[ \t]*{AGENT})/[^\s#]*", re.IGNORECASE | re.MULTILINE)
#: Rules that the summing up looks at; the obeying looks at all.
_MAX_PROBES = 200

Verdict = Literal["erlaubt", "verboten", "teilweise", "nicht_erreichbar"]


@dataclass(frozen=True)
class RobotsVerdict:
    """What robots.txt of one `origin` (scheme://host[:port]) says about a portal; all of it can be kept and given back.

    `verdict` sums it up for people: erlaubt · verboten (the portal's start page is) · teilweise (parts of the portal
    are) · nicht_erreichbar (could not be asked, hence all forbidden). `text` is the file, None where there was none;
    `crawl_delay` the seconds between two requests that it asks for; `asked_at` an ISO time with offset; `reason` why
    it could not be asked.
    """

    origin: str
    verdict: Verdict
    asked_at: str
    text: str | None = None
    crawl_delay: float | None = None
    reason: str | None = None

    def allows(self, url: str) -> bool:
        """Whether this program may ask for the address (absolute, percent-encoded)."""
        if self.verdict == "nicht_erreichbar":
            return False
        return self.text is None or _rules(self.text).can_fetch(url, AGENT)

    def fresh(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return timedelta(0) <= now - datetime.fromisoformat(self.asked_at) < MAX_AGE


def read(origin: str, start: str, body: bytes, asked_at: str) -> RobotsVerdict:
    """The verdict of a robots.txt that was received; `start` is the address the portal begins at."""
    text = _text(body)
    return RobotsVerdict(origin, _verdict(text, origin, start), asked_at, text, _crawl_delay(_rules(text)))


def absent(origin: str, asked_at: str) -> RobotsVerdict:
    """The verdict where the server has no robots.txt."""
    return RobotsVerdict(origin, "erlaubt", asked_at)


def unreachable(origin: str, asked_at: str, reason: str) -> RobotsVerdict:
    """The verdict where robots.txt could not be asked, and why."""
    return RobotsVerdict(origin, "nicht_erreichbar", asked_at, reason=reason)


@lru_cache(maxsize=256)
def _rules(text: str) -> Protego:
    # A group for a version of ours is for us (`User-agent: ris-scraper/0.1.0`); a product's name has no slash.
    return Protego.parse(_VERSIONED.sub(r"\1", text))


def _text(body: bytes) -> str:
    """The first 500 KiB as text; a line that the limit cuts is dropped, since half a path is another path."""
    body = _unpacked(body)
    encoding = _encoding(body)
    text = body[:MAX_BYTES].decode(encoding, errors="replace")
    return text.rpartition("\n")[0] if len(body) >= MAX_BYTES else text


def _unpacked(body: bytes) -> bytes:
    """A file that is packed and does not say so; one that is damaged says nothing."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES)
    except zlib.error:
        return body


def _encoding(body: bytes) -> str:
    """UTF-8 as RFC 9309 wants it, or what Windows editors write; every other byte of Latin text is 0 there."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if body[:64:2].count(0) > 8:
        return "utf-16-be"
    return "utf-16-le" if body[1:64:2].count(0) > 8 else "utf-8-sig"


def _crawl_delay(rules: Protego) -> float | None:
    rate = rules.request_rate(AGENT)
    asked = (rules.crawl_delay(AGENT), rate.seconds / rate.requests if rate else None)
    return max((delay for delay in asked if delay is not None), default=None)


def _verdict(text: str, origin: str, start: str) -> Verdict:
    """Try the start page, and one address inside the portal for every rule that can touch it."""
    rules = _rules(text)
    probes = islice(dict.fromkeys(_probes(text, start)), _MAX_PROBES)
    within = {rules.can_fetch(origin + path, AGENT) for path in probes}
    if rules.can_fetch(start, AGENT):
        return "teilweise" if False in within else "erlaubt"
    return "teilweise" if True in within else "verboten"


def _probes(text: str, start: str) -> Iterator[str]:
    """Paths below the portal's folder that the rules (of whichever group) name; those outside it say nothing."""
    folder = (urlsplit(start).path or "/").rpartition("/")[0] + "/"
    for pattern in _RULE.findall(text):
        path = pattern.removesuffix("$")
        if path.startswith(("*", "/*")):
            path = folder + path.lstrip("/*")
        path = path.replace("*", "")
        if path.startswith(folder) and path != folder:
            yield path
