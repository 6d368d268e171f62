"""From a page's bytes to what it states, as printed; what the words mean is said later, by `judgement`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from parsers.common.contacts import without_persons
from ris_scraper.nouns.errors import Gone, NotPublic, PageError, ParserDefect, TooLarge, UnknownPage
from ris_scraper.nouns.page import Page, Rendering
from ris_scraper.nouns.reading import Reading
from ris_scraper.read.decode import decode, rendering_of
from ris_scraper.read.depth import excess_of
from ris_scraper.read.fence import fenced
from ris_scraper.read.gates import refusal
from ris_scraper.read.plain import unmarked
from ris_scraper.read.rows import lacking, unread
from ris_scraper.read.vendors import VENDORS
from ris_scraper.read.whole import broken_off
from ris_scraper.words.persons import prepare, without_contacts

_T = TypeVar("_T")
_PREPARING = Lock()
# Statuses that say by themselves why there is no page; the body is kept all the same.
_STATUS: dict[int, type[PageError]] = {401: NotPublic, 403: NotPublic, 404: Gone, 410: Gone}


def page_of(
    url: str,
    body: bytes,
    content_type: str | None = None,
    encoding: str | None = None,
    rendering: str | None = None,
) -> Page:
    """Build the page that parsers see; raises TooLarge, TooCostly or Undecodable.

    `content_type` is the answer's header, `encoding` and `rendering` what somebody knows about the page already.
    """
    return _bounded(url, lambda: _page_of(url, body, content_type, encoding, rendering))


def _page_of(url: str, body: bytes, content_type: str | None, encoding: str | None, rendering: str | None) -> Page:
    text = decode(url, body, content_type, encoding)
    if excess := excess_of(text):
        raise TooLarge(url, excess)
    shown: Rendering = "text" if rendering == "text" else "html" if rendering else rendering_of(text)
    return Page(url, unmarked(text) if shown == "text" else text, shown)


def recognise(page: Page, vendor: str | None = None) -> tuple[str, str]:
    """Vendor and kind of a page; raises UnknownPage unless exactly one vendor claims it, or the gate's error.

    `vendor` is the one that the portal is known to run: if it claims the page, the others are not asked.
    """
    gate = refusal(page)
    if gate:
        raise gate
    if vendor in VENDORS and (own := VENDORS[vendor].recognise(page)):
        return vendor, own
    claims = [(name, kind) for name, vendor in VENDORS.items() if (kind := vendor.recognise(page))]
    if len(claims) == 1:
        return claims[0]
    if not claims:
        raise UnknownPage(page.url, "no vendor knows this kind of page; `ris probe` tells what the portal runs")
    raise UnknownPage(page.url, "claimed by " + " and ".join(name for name, _ in claims))


def parse(page: Page, vendor: str | None = None) -> Reading:
    """Everything a page states; raises a PageError that names what is wrong. `vendor` as in `recognise`."""
    return _bounded(page.url, lambda: _parse(page, vendor))


def read(
    url: str,
    body: bytes,
    status: int = 200,
    content_type: str | None = None,
    encoding: str | None = None,
    rendering: str | None = None,
    vendor: str | None = None,
) -> Reading:
    """Read what an address answered; a page that cannot be read comes back with its error's name and reason.

    `vendor` as in `recognise`, the rest as in `page_of`.
    """
    shown: Rendering = "text" if rendering == "text" else "html"
    refused = _STATUS.get(status)
    if refused:
        return Reading(shown, fehler=refused.__name__, grund=f"the portal answered with {status}")

    def whole() -> Reading:
        nonlocal shown
        page = page_of(url, body, content_type, encoding, rendering)
        shown = page.rendering
        return parse(page, vendor)

    try:
        # One fence around both steps.
        return _bounded(url, whole)
    except PageError as error:
        return Reading(shown, fehler=type(error).__name__, grund=without_contacts(error.reason))


def guarded(url: str, work: Callable[[], _T]) -> _T:
    """Do what concerns one page; raises a PageError only.

    The one broad `except` of the project: whatever was not foreseen is named with its page and recorded, so that one
    page never ends a run. A database that cannot be written (full disk, lock, damage) is no fault of the page's.
    """
    try:
        return work()
    except (PageError, sqlite3.OperationalError):
        raise
    except Exception as error:
        raise ParserDefect(url, f"{type(error).__name__}: {error}") from error


def _bounded(url: str, work: Callable[[], _T]) -> _T:
    # The threads of a census begin together: each would compile all by itself.
    with _PREPARING:
        prepare()
    return guarded(url, lambda: fenced(url, work))


def _parse(page: Page, vendor: str | None) -> Reading:
    name, kind = recognise(page, vendor)
    found = VENDORS[name]
    parsed = found.pages[kind](page)
    cut = broken_off(page)
    hints = (*unread(page, kind, parsed, found.rows), *lacking(page, parsed), *([cut] if cut else []))
    if hints:
        parsed = parsed.model_copy(update={"hinweise": (*parsed.hinweise, *hints)})
    parsed = without_persons(parsed)
    return Reading(
        page.rendering,
        name,
        kind,
        parsed,
        outcomes=found.shows_outcomes(page, kind) and not cut,
        stations=(page.rendering, kind) not in found.without_stations,
    )
