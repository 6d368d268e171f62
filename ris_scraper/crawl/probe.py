"""Finds out what a portal runs: vendor, version, robots verdict, gate, OParl; in at most five requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from parsers.common.json import looks_like
from ris_scraper.fetch import Fetcher, Response, Session
from ris_scraper.fetch.pace import Budget
from ris_scraper.nouns.errors import Challenged, FetchError, InputError, PageError
from ris_scraper.nouns.page import Page
from ris_scraper.portals.portals import Portal
from ris_scraper.read.gates import refusal
from ris_scraper.read.read import page_of

#: robots.txt, the page, its frameset's menu or the app's interface, two OParl addresses.
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
    _print("rubin", r"more!? ?rubin|gremien\.info|more-rubin|Suchueberschrift|\bsitzungen_top\.php"),
    _print("sessionnet6", r"<app-root", r"app-version[\"'][^>]*?([\d.]+)"),
    # Products that nobody reads yet.
    _print("regisafe", r"obis-theme|RisSitzung|comundus"),
    _print("provox", r"Provox IIP"),
    _print("cron", r"tx_cronmmratsinfo"),
)  # fmt: skip
_FRAME = re.compile(r"<frame[^>]+src=[\"']?([^\"'\s>]+)", re.I)
# A link to another host says what runs there: many a Kreis links to its portal from its own pages.
_AWAY = re.compile(r"(?:href|src|action)\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.I)
# The app of more!rubin is a shell without a word of its own; its interface says what it is (dossier, 2026).
_SHELL = re.compile(r"<meta[^>]+name=[\"']robots[\"'][^>]+noindex", re.I)
_RUBIN = "/api.php?id=system&action=index"
# Where OParl usually answers, by product (OParl endpoint lists, 2026); beside the portal, which may share its host.
_OPARL = {
    "sdnet": ("webservice/oparl/v1.1/system", "webservice/oparl/v1.0/system"),
    "allris3": ("oparl/1.0/system.asp",),
    "allris4": ("/oparl/system", "/public/oparl/system"),
    "sessionnet": ("/oparl/system",),
    "rubin": ("/oparl/system", "/oparl"),
}


@dataclass
class Finding:
    """What was found out about an address."""

    url: str
    vendor: str | None = None
    version: str | None = None
    robots: str | None = None
    gate: str | None = None
    oparl: str | None = None
    hinweise: list[str] = field(default_factory=list)


def probe(url: str, fetcher: Fetcher, privat: bool = False) -> Finding:
    """Look at a portal; raises InputError for no web address. What could not be had stands in `hinweise`."""
    host = urlsplit(url).hostname
    if not host or not url.startswith(("http://", "https://")):
        raise InputError(f"{url!r} is no web address: give the portal's start page, https://…")
    portal = Portal(slug="probe", ags=None, name=host, vendor=None, url=url, netz_privat=privat)
    finding = Finding(url)
    with fetcher.portal(portal, Budget(max_requests=MAX_REQUESTS)) as session:
        try:
            finding.robots = session.robots().verdict
            page = _page(url, session.get(url))
            _look(finding, page, session)
            _ask_oparl(finding, session)
        except (FetchError, PageError) as error:
            finding.hinweise.append(str(error))
    return finding


def _page(url: str, response: Response) -> Page:
    if response.status >= 400:
        raise Challenged(url, f"the portal answered with {response.status}")
    return page_of(response.url, response.body, response.content_type)


def _look(finding: Finding, page: Page, session: Session) -> None:
    gate = refusal(page)
    finding.gate = gate.reason if gate else None
    frame = _FRAME.search(page.text)
    # A frameset only names the product's program; the version stands on the page inside.
    for text in (page.text, _frame(page, frame[1], session) if frame else ""):
        found = _fingerprint(_own(page, text))
        if found and finding.version is None:
            version = found.version.search(text) if found.version else None
            finding.vendor, finding.version = found.vendor, version[1] if version else None
    if finding.vendor or finding.gate:
        return
    if _SHELL.search(page.text) and _is_rubin(page, session):
        finding.vendor = "rubin"
    linked = (url for url in _AWAY.findall(page.text) if _fingerprint(url))
    finding.hinweise += [f"the page links to what looks like a portal: probe {url}" for url in [*linked][:1]]


def _fingerprint(text: str) -> Fingerprint | None:
    return next((mark for mark in FINGERPRINTS if mark.words.search(text)), None)


def _own(page: Page, text: str) -> str:
    """The text without its links to other hosts."""
    host = urlsplit(page.url).hostname
    return _AWAY.sub(lambda found: found[0] if urlsplit(found[1]).hostname == host else "", text)


def _is_rubin(page: Page, session: Session) -> bool:
    response = session.get(urljoin(page.url, _RUBIN))
    return response.status < 400 and looks_like(_page(response.url, response).text)


def _frame(page: Page, href: str, session: Session) -> str:
    address = page.absolute(href)
    return _page(address, session.get(address)).text


def _ask_oparl(finding: Finding, session: Session) -> None:
    """Only where the product has OParl; an answer counts only if it is an OParl System."""
    for path in () if finding.gate else _OPARL.get(finding.vendor or "", ()):
        address = urljoin(finding.url, path)
        response = session.get(address)
        if response.status < 400 and b"schema.oparl.org" in response.body[:5000]:
            finding.oparl = address
            return


def as_table(finding: Finding, slug: str) -> str:
    """A table to paste into portals.toml, with what is not known left empty."""
    lines = [
        f"[{slug}]",
        'ags = ""',
        f'name = "{urlsplit(finding.url).hostname}"',
        f'vendor = "{finding.vendor or ""}"',
        f'url = "{finding.url}"',
        f'zustand = "{"gesperrt" if finding.gate else "ungeprueft"}"',
        f'quelle = "ris probe{", Version " + finding.version if finding.version else ""}"',
        f"# robots.txt: {finding.robots or 'not asked'}",
        f"# OParl: {finding.oparl or 'none found'}",
    ]
    notes = ([f"# gate: {finding.gate}"] if finding.gate else []) + [f"# {note}" for note in finding.hinweise]
    return "\n".join(lines + notes)
