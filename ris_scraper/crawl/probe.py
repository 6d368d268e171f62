"""Finds out what a portal runs: vendor, version, robots verdict, gate, OParl; in at most five requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

from ris_scraper.crawl.answer import gate_behind, is_gated
from ris_scraper.fetch import Fetcher, Response, Session
from ris_scraper.fetch.pace import Budget
from ris_scraper.nouns.errors import (
    AddressRefused,
    BudgetSpent,
    Challenged,
    FetchError,
    Gone,
    InputError,
    NotPublic,
    PageError,
    RobotsDenied,
)
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.vendor import Fingerprint
from ris_scraper.portals.portals import Portal
from ris_scraper.read.gates import grund, refusal
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
_HREF = re.compile(r"(?:href|src|action)\s*=\s*[\"']([^\"'\s>]+)", re.I)
# The app of more!rubin is a shell without a word of its own; its interface says what it is (dossier, 2026).
_SHELL = re.compile(r"<meta[^>]+name=[\"']robots[\"'][^>]+noindex", re.I)
_RUBIN = "/api.php?id=system&action=index"


@dataclass
class Finding:
    """What was found out about an address.

    `url` is what was asked for, `eingang` where the portal's pages lie; `rendering` is html, text or json;
    `umleitung` the address on another host that it redirects to, which nobody followed. `zustand` is what to enter
    (`grund` says why it cannot be read), None where nothing final can be said; the `hinweise` tell what happened.
    """

    url: str
    vendor: str | None = None
    version: str | None = None
    rendering: str | None = None
    eingang: str | None = None
    robots: str | None = None
    gate: str | None = None
    oparl: str | None = None
    umleitung: str | None = None
    zustand: Literal["aktiv", "gesperrt", "weg"] | None = None
    grund: str | None = None
    hinweise: list[str] = field(default_factory=list)


def address(url: str, privat: bool = False) -> Portal:
    """A portal that is nothing but an address; raises InputError for what is no web address."""
    host = urlsplit(url).hostname
    if not host or not url.startswith(("http://", "https://")):
        raise InputError(f"{url!r} is no web address: give the portal's start page, https://…")
    return Portal(slug="probe", ags=None, name=host, vendor=None, url=url, netz_privat=privat)


def probe(portal: Portal, fetcher: Fetcher) -> Finding:
    """Look at a portal in at most five requests. What could not be had stands in `hinweise`."""
    finding = Finding(portal.url)
    with fetcher.portal(portal, Budget(max_requests=MAX_REQUESTS), final=is_gated) as session:
        try:
            finding.robots = session.robots().verdict
            _look(finding, _page(portal.url, session.get(portal.url)), session)
            _ask_oparl(finding, portal, session)
        except BudgetSpent:
            finding.hinweise.append(f"more than {MAX_REQUESTS} requests would have been needed to look at all")
        except (FetchError, PageError) as error:
            _refused(finding, error)
    return _judged(finding)


def _refused(finding: Finding, error: FetchError | PageError) -> None:
    """What a page that could not be had says about the portal."""
    finding.hinweise.append(str(error))
    if gate := gate_behind(error):
        finding.gate = gate.reason
    match error:
        case Gone():
            finding.zustand, finding.grund = "weg", error.reason
        case NotPublic() | Challenged():
            finding.zustand, finding.grund = "gesperrt", grund(error.reason)
        case RobotsDenied(unasked=None):
            finding.zustand, finding.grund = "gesperrt", "robots.txt untersagt die Startadresse"
        case AddressRefused():
            finding.umleitung = error.elsewhere


def _judged(finding: Finding) -> Finding:
    """With the state that follows from what was seen: active is what can be crawled."""
    if finding.gate:
        finding.zustand, finding.grund = "gesperrt", f"Zugangsschranke: {grund(finding.gate)}"
    vendor = VENDORS.get(finding.vendor or "")
    if finding.zustand is None and vendor and vendor.strategy:
        finding.zustand = "aktiv"
    return finding


def _page(url: str, response: Response) -> Page:
    page = page_of(response.url, response.body, response.content_type)
    if response.status < 400:
        return page
    refused = refusal(page)
    if refused:
        raise refused
    kind = {401: NotPublic, 403: NotPublic, 404: Gone, 410: Gone}.get(response.status, Challenged)
    raise kind(url, f"HTTP {response.status}")


def _look(finding: Finding, page: Page, session: Session) -> None:
    gate = refusal(page)
    finding.gate = gate.reason if gate else None
    finding.rendering = "json" if is_json(page.text) else page.rendering
    frame = _FRAME.search(page.text)
    # A frameset only names the product's program; the version stands on the page inside.
    for text in (page.text, _frame(page, frame[1], session) if frame else ""):
        found = _product(_own(page, text), text)
        if found and finding.version is None:
            finding.vendor, finding.version = found
    if finding.gate:
        return
    if finding.vendor is None and _SHELL.search(page.text) and _is_rubin(page, session):
        finding.vendor = "rubin"
    if finding.vendor:
        finding.eingang = _entry(finding, page)
        return
    linked = (url for url in _AWAY.findall(page.text) if _product(url, url))
    finding.hinweise += [f"the page links to what looks like a portal: probe {url}" for url in [*linked][:1]]


def _entry(finding: Finding, page: Page) -> str:
    """Where the portal's pages lie: the address asked for, unless it led, or its links lead, into another folder."""
    start = _folder(finding.url)
    if not is_json(page.text) and _folder(page.url) != start:
        return _folder(page.url)
    words = _FINGERPRINTS[finding.vendor or ""].words
    linked = {_folder(page.absolute(href)) for href in _HREF.findall(_own(page, page.text)) if words.search(href)}
    return linked.pop() if len(linked) == 1 and start not in linked else finding.url


def _folder(url: str) -> str:
    return urljoin(url, ".")


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
    return response.status < 400 and is_json(_page(response.url, response).text)


def _frame(page: Page, href: str, session: Session) -> str:
    address = page.absolute(href)
    return _page(address, session.get(address)).text


def _ask_oparl(finding: Finding, portal: Portal, session: Session) -> None:
    """Only where the product has OParl, or its entry names one; an answer counts only if it is an OParl System."""
    vendor = None if finding.gate else VENDORS.get(finding.vendor or "")
    beside = [urljoin(finding.url, path) for path in (vendor.oparl if vendor else ())]
    for address in dict.fromkeys(filter(None, [portal.oparl, *beside])):
        try:
            response = session.get(address)
        except (RobotsDenied, AddressRefused) as error:
            # What stands beside the portal says nothing about the portal itself.
            finding.hinweise.append(str(error))
            continue
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
        f'url = "{finding.eingang or finding.url}"',
        f'oparl = "{finding.oparl or ""}"',
        f'zustand = "{finding.zustand or "ungeprueft"}"',
        f'grund = "{finding.grund or ""}"',
        f'quelle = "ris probe{", Version " + finding.version if finding.version else ""}"',
        f"# robots.txt: {finding.robots or 'not asked'}",
    ]
    return "\n".join(lines + [f"# {note}" for note in notes(finding)])


def notes(finding: Finding) -> list[str]:
    """What a person should know beyond the table."""
    moved = [f"redirects to another host, which was not asked: {finding.umleitung}"] if finding.umleitung else []
    return moved + [note for note in finding.hinweise if not (finding.umleitung and finding.umleitung in note)]
