"""The nouns of fetching: what a request may cost, what came back, and who we say that we are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from ris_scraper.fetch import robots
from ris_scraper.nouns.errors import FetchError, InputError

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_WEB = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[!#-'*-~]*)?")

Form = Mapping[str, str | list[str]]
#: Whether what came with a status that asks to come again says that coming again is in vain: a gate does.
Final = Callable[[FetchError], bool]


@dataclass(frozen=True)
class Limits:
    """What one request may cost: bytes of a body, redirects, tries, and seconds.

    `connect` and `read` are for one step, `total` for the whole exchange; `backoff` is the rest after the first
    failed try (doubled after each, plus up to as much again by chance); `rest` is the longest that a run waits
    because a server or its robots.txt asks for it.
    """

    body: int = 24_000_000
    redirects: int = 5
    tries: int = 3
    connect: float = 15.0
    read: float = 30.0
    total: float = 120.0
    backoff: float = 2.0
    rest: float = 600.0


@dataclass(frozen=True)
class Response:
    """What a server answered.

    `url` is where the answer came from, after the `redirects` (the addresses that led there, in order); header names
    are lower case; `body` is unpacked; `abgerufen_am` is an ISO time with offset.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str | None
    abgerufen_am: str
    redirects: tuple[str, ...] = ()


def user_agent(contact: str | None) -> str:
    """The User-Agent with the operator's contact; raises InputError unless that is an e-mail or web address."""
    text = (contact or "").strip()
    if not _MAIL.fullmatch(text) and not _WEB.fullmatch(text):
        wrong = f"{text!r} is no contact" if text else "no contact is set"
        raise InputError(
            f"{wrong}: give an e-mail address or web page (https://…) under which a portal's operator can reach you,"
            " with --contact or RIS_CONTACT"
        )
    return f"{robots.AGENT}/{_version()} (+{text})"


def manners(agent: str) -> dict[str, str]:
    """Headers of every request; a caller's own never replace them."""
    return {"user-agent": agent, "accept": "*/*", "accept-language": "de", "accept-encoding": "gzip, deflate"}


def _version() -> str:
    try:
        return version("ris-scraper")
    except PackageNotFoundError:  # a checkout that was never installed
        return "dev"
