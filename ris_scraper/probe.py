"""Finds out what a portal runs (floor 6): vendor, version, robots verdict, gate, OParl; in at most five requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from parsers._gates import refusal
from ris_scraper.archive import Abruf
from ris_scraper.errors import Challenged, FetchError, InputError, PageError
from ris_scraper.fetch import Antwort, Fetcher, Session
from ris_scraper.model import Page
from ris_scraper.pace import Budget
from ris_scraper.portals import Portal
from ris_scraper.read import page_of

#: robots.txt, the page, its frameset's menu, two OParl addresses.
MAX_REQUESTS = 5


@dataclass(frozen=True)
class Fingerprint:
    """Words of a page by which a product shows itself, and how it prints its version."""

    vendor: str
    words: re.Pattern[str]
    version: re.Pattern[str] | None = None


def _print(vendor: str, words: str, version: str | None = None) -> Fingerprint:
    return Fingerprint(vendor, re.compile(words, re.I), re.compile(version, re.I) if version else None)


# The order counts: ALLRIS 4 shares words with ALLRIS 3. Sources: the vendors' pages, 2026-11.
FINGERPRINTS = (
    _print("oparl", r'"https?:\\?/\\?/schema\.oparl\.org\\?/1\.\d\\?/(?:System|Body)',
           r"schema\.oparl\.org\\?/(1\.\d)"),
    _print("allris4", r"ALLRIS\W+net\W+Version 4|wicket.*allris|allris.*wicket", r"Version (4[\d.]+)"),
    _print("sessionnet", r"SessionNet Version|<meta name=\"sessionnet\"|smc[-_]body|\b(?:si|vo)00\d\d\.(?:asp|php)",
           r"SessionNet Version ([\d.]+)"),
    _print("allris3", r"ALLRIS\W+net\W+Version 3|allris\.net\.asp|\b(?:si010|vo040)(?:_\w)?\.asp|allrisnet\.js",
           r"Version (3[\d.]+)"),
    _print("sdnet", r"SD\.NET RIM|sdnetrim|Ratsinfomanagement", r"SD\.NET RIM (\d)"),
    _print("rubin", r"more!? ?rubin|gremien\.info|more-rubin"),
    _print("sessionnet6", r"<app-root", r"app-version[\"'][^>]*?([\d.]+)"),
    _print("regisafe", r"obis-theme|RisSitzung|comundus"),
)  # fmt: skip
_FRAME = re.compile(r"<frame[^>]+src=[\"']?([^\"'\s>]+)", re.I)
# Where OParl usually answers, by product (OParl endpoint lists, 2026).
_OPARL = {
    "sdnet": "/webservice/oparl/v1.1/system",
    "allris3": "oparl/1.0/system.asp",
    "allris4": "/oparl/system",
    "sessionnet": "/oparl/system",
    "rubin": "/oparl/system",
}


@dataclass
class Befund:
    """What was found out about an address."""

    url: str
    vendor: str | None = None
    version: str | None = None
    robots: str | None = None
    gate: str | None = None
    oparl: str | None = None
    hinweise: list[str] = field(default_factory=list)


def probe(url: str, fetcher: Fetcher, privat: bool = False) -> Befund:
    """Look at a portal; raises InputError for no web address. What could not be had stands in `hinweise`."""
    host = urlsplit(url).hostname
    if not host or not url.startswith(("http://", "https://")):
        raise InputError(f"{url!r} is no web address: give the portal's start page, https://…")
    portal = Portal(slug="probe", ags=None, name=host, vendor=None, url=url, netz_privat=privat)
    befund = Befund(url)
    with fetcher.portal(portal, Budget(max_requests=MAX_REQUESTS)) as session:
        try:
            befund.robots = session.robots().verdict
            page = _page(url, session.get(url))
            _look(befund, page, session)
            _ask_oparl(befund, session)
        except (FetchError, PageError) as error:
            befund.hinweise.append(str(error))
    return befund


def _page(url: str, antwort: Antwort) -> Page:
    abruf = Abruf(antwort.url, antwort.abgerufen_am, content_type=antwort.content_type)
    if antwort.status >= 400:
        raise Challenged(url, f"the portal answered with {antwort.status}")
    return page_of(abruf, antwort.body)


def _look(befund: Befund, page: Page, session: Session) -> None:
    gate = refusal(page)
    befund.gate = gate.reason if gate else None
    frame = _FRAME.search(page.text)
    # A frameset only names the product's program; the version stands on the page inside.
    for text in (page.text, _frame(page, frame[1], session) if frame else ""):
        found = next((mark for mark in FINGERPRINTS if mark.words.search(text)), None)
        if found and befund.version is None:
            version = found.version.search(text) if found.version else None
            befund.vendor, befund.version = found.vendor, version[1] if version else None


def _frame(page: Page, href: str, session: Session) -> str:
    address = page.absolute(href)
    return _page(address, session.get(address)).text


def _ask_oparl(befund: Befund, session: Session) -> None:
    """Only where the product has OParl; an answer counts only if it is an OParl System."""
    path = _OPARL.get(befund.vendor or "")
    if not path or befund.gate:
        return
    address = urljoin(befund.url, path)
    antwort = session.get(address)
    if antwort.status < 400 and b"schema.oparl.org" in antwort.body[:5000]:
        befund.oparl = address


def as_table(befund: Befund, slug: str) -> str:
    """A table to paste into portals.toml, with what is not known left empty."""
    lines = [
        f"[{slug}]",
        'ags = ""',
        f'name = "{urlsplit(befund.url).hostname}"',
        f'vendor = "{befund.vendor or ""}"',
        f'url = "{befund.url}"',
        f'zustand = "{"gesperrt" if befund.gate else "ungeprueft"}"',
        f'quelle = "ris probe{", Version " + befund.version if befund.version else ""}"',
        f"# robots.txt: {befund.robots or 'not asked'}",
        f"# OParl: {befund.oparl or 'none found'}",
    ]
    notes = ([f"# gate: {befund.gate}"] if befund.gate else []) + [f"# {note}" for note in befund.hinweise]
    return "\n".join(lines + notes)
