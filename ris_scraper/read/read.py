"""The seam: page -> records -> rows. Besides it only what crawls, probes or serves portals imports parsers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ris_scraper.archive.archive import Fetch
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.errors import Gone, NotPublic, PageError, ParserDefect, UnknownPage
from ris_scraper.nouns.page import Page, Rendering
from ris_scraper.nouns.records import Parsed
from ris_scraper.read.decode import decode, rendering_of
from ris_scraper.read.gates import refusal
from ris_scraper.read.vendors import VENDORS


@dataclass(frozen=True)
class Reading:
    """What one page turned out to be and what it states."""

    vendor: str
    seitentyp: str
    parsed: Parsed
    nennt_ergebnis: bool


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
    """Everything a page states; raises a PageError that names what is wrong. `vendor` as in `recognise`.

    The one broad `except` of the project: whatever a parser did not foresee is named with its page and recorded,
    so that one page never ends a run.
    """
    try:
        name, kind = recognise(page, vendor)
        parsed = normalise(VENDORS[name].pages[kind](page))
    except PageError:
        raise
    except Exception as error:
        raise ParserDefect(page.url, f"{type(error).__name__}: {error}") from error
    return Reading(name, kind, parsed, VENDORS[name].shows_outcomes(page, kind))


def page_of(abruf: Fetch, body: bytes) -> Page:
    """Build the page that parsers see from a kept fetch; raises TooLarge or Undecodable."""
    text = decode(abruf.url, body, abruf.content_type, abruf.encoding)
    rendering: Rendering = "text" if abruf.rendering == "text" else "html" if abruf.rendering else rendering_of(text)
    return Page(abruf.url, text, rendering)


# Statuses that say by themselves why there is no page; the body is kept all the same.
_STATUS: dict[int, type[PageError]] = {401: NotPublic, 403: NotPublic, 404: Gone, 410: Gone}


def read_one(abruf: Fetch, body: bytes, vendor: str | None = None) -> Gelesen:
    """Read one kept fetch; a page that cannot be read comes back with its error's name and reason.

    `vendor` as in `recognise`.
    """
    rendering = abruf.rendering or "html"
    refused = _STATUS.get(abruf.http_status)
    if refused:
        return Gelesen(abruf, rendering, fehler=refused.__name__, grund=f"the portal answered with {abruf.http_status}")
    try:
        page = page_of(abruf, body)
        rendering = page.rendering
        reading = parse(page, vendor)
    except PageError as error:
        return Gelesen(abruf, rendering, fehler=type(error).__name__, grund=error.reason)
    return Gelesen(
        abruf,
        rendering,
        vendor=reading.vendor,
        seitentyp=reading.seitentyp,
        parsed=reading.parsed,
        nennt_ergebnis=reading.nennt_ergebnis,
    )


@dataclass(frozen=True)
class Gelesen:
    """One kept fetch after reading: what it states, or the name and reason of its error."""

    abruf: Fetch
    rendering: str
    vendor: str | None = None
    seitentyp: str | None = None
    parsed: Parsed = field(default_factory=Parsed)
    nennt_ergebnis: bool = False
    fehler: str | None = None
    grund: str | None = None
