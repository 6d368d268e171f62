"""Finds out what a portal runs: vendor, version, robots verdict, gate, OParl; in at most five requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from ris_scraper.fetch import Fetcher, Response, Session
from ris_scraper.fetch.pace import Budget
from ris_scraper.nouns.errors import Challenged, FetchError, InputError, PageError
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Fingerprint
from ris_scraper.portals.portals import Portal
from ris_scraper.read.gates import refusal
from ris_scraper.read.read import page_of
from ris_scraper.read.vendors import VENDORS

#: robots.txt, the page, its frameset's menu or the app's interface, two OParl addresses.
MAX_REQUESTS = 5


# Products that nobody reads yet.
_UNREAD = {
    "regisafe": Fingerprint(re.compile(r"obis-theme|RisSitzung|comundus", re.I)),
    "provox": Fingerprint(re.compile(r"Provox IIP", re.I)),
    "cron": Fingerprint(re.compile(r"tx_cronmmratsinfo", re.I)),
}
# The order counts: ALLRIS 4, which shares words with ALLRIS 3, stands before it among the vendors.
_FINGERPRINTS = {name: vendor.fingerprint for name, vendor in VENDORS.items() if vendor.fingerprint} | _UNREAD
_FRAME = re.compile(r"<frame[^>]+src=[\"']?([^\"'\s>]+)", re.I)
# A link to another host says what runs there: many a Kreis links to its portal from its own pages.
_AWAY = re.compile(r"(?:href|src|action)\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.I)
# The app of more!rubin is a shell without a word of its own; its interface says what it is (dossier, 2026).
_SHELL = re.compile(r"<meta[^>]+name=[\"']robots[\"'][^>]+noindex", re.I)
_RUBIN = "/api.php?id=system&action=index"
_JSON = re.compile(r"\ufeff?\s*[{\[]")


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
        found = _product(_own(page, text), text)
        if found and finding.version is None:
            finding.vendor, finding.version = found
    if finding.vendor or finding.gate:
        return
    if _SHELL.search(page.text) and _is_rubin(page, session):
        finding.vendor = "rubin"
    linked = (url for url in _AWAY.findall(page.text) if _product(url, url))
    finding.hinweise += [f"the page links to what looks like a portal: probe {url}" for url in [*linked][:1]]


def _product(words: str, text: str) -> tuple[str, str | None] | None:
    """The product that these words of a page show, and the version that the page prints."""
    for name, mark in _FINGERPRINTS.items():
        if mark.words.search(words):
            version = mark.version.search(text) if mark.version else None
            return name, version[1] if version else None
    return None


def _own(page: Page, text: str) -> str:
    """The text without its links to other hosts."""
    host = urlsplit(page.url).hostname
    return _AWAY.sub(lambda found: found[0] if urlsplit(found[1]).hostname == host else "", text)


def _is_rubin(page: Page, session: Session) -> bool:
    response = session.get(urljoin(page.url, _RUBIN))
    return response.status < 400 and _JSON.match(_page(response.url, response).text) is not None


def _frame(page: Page, href: str, session: Session) -> str:
    address = page.absolute(href)
    return _page(address, session.get(address)).text


def _ask_oparl(finding: Finding, session: Session) -> None:
    """Only where the product has OParl; an answer counts only if it is an OParl System."""
    vendor = None if finding.gate else VENDORS.get(finding.vendor or "")
    for path in vendor.oparl if vendor else ():
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
