"""Pages that lead to others: `/vorlagen`, `/termine` and its calendar files; messages."""

from __future__ import annotations

import re
from typing import NoReturn

from parsers.common.html import Tree, tree, words
from parsers.sdnet.head import canonical, links, page_name
from parsers.sdnet.ics import read_ics
from parsers.sdnet.labels import ICS, KINDS, REFUSED
from parsers.sdnet.recognise import is_calendar_file
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed

# "6062 Datensätze gefunden, Datensatz eins bis 25 werden angezeigt." (a search of SD.NET, 2026-11)
_TOTAL = re.compile(r"([0-9.]{1,9}) Datensätze gefunden")
_NEXT = frozenset((">", "›", "»"))


def read_liste(page: Page) -> Parsed:
    """Papers of a list with the last meeting of each, and the list's next page, which its link ">" leads to.

    `/vorlagen` shows 25 papers a page, newest number first; the earlier meetings of a paper stand on its own page.
    Raises LayoutDrift where it lists no paper.
    """
    parsed = tree(page)
    found = [*links(page, parsed, ("vorgang", "tops"))]
    if not any(link.seitentyp == KINDS["vorgang"] for link in found):
        raise LayoutDrift(page.url, "a[href*='/vorgang/?__=']")
    return Parsed(links=tuple(dict.fromkeys([*found, *_next_page(page, parsed)])), total=_total(parsed))


def _total(where: Tree) -> int | None:
    """How many papers the whole list has, as its banner says."""
    found = _TOTAL.match(words(where.css_first(".paging-banner")))
    return int(found[1].replace(".", "")) if found else None


def read_kalender(page: Page) -> Parsed:
    """Meetings of the calendar as links, and its files; an iCalendar file also states the meetings themselves.

    Raises LayoutDrift where a calendar page has neither. Its months are drawn by a script; the file has them all.
    """
    if is_calendar_file(page):
        return read_ics(page)
    parsed = tree(page)
    found = [*links(page, parsed, ("tops",)), *_files(page, parsed)]
    if not found:
        raise LayoutDrift(page.url, "[data-export-url], a[href*='/tops/?__=']")
    return Parsed(links=tuple(dict.fromkeys(found)))


def refuse(page: Page) -> NoReturn:
    """Raises NotPublic with the portal's own words: a login, or a service that the Kommune has to release."""
    said = REFUSED.search(page.text)
    raise NotPublic(page.url, f"the portal says {said[0]!r}" if said else "the portal answers with its login")


def _next_page(page: Page, where: Tree) -> list[Link]:
    own = page_name(page.url) or "vorlagen"
    found = []
    for anchor in where.css("a[href*='__=']"):
        href = anchor.attributes.get("href") or ""
        address = canonical(page, href)
        if address and page_name(href) == own and words(anchor) in _NEXT:
            found.append(Link(url=address, seitentyp="liste"))
    return found


def _files(page: Page, where: Tree) -> list[Link]:
    nodes = where.css("[data-export-url], a[href*='/termine/ics']")
    addresses = (node.attributes.get("data-export-url") or node.attributes.get("href") or "" for node in nodes)
    return [Link(url=page.absolute(href), seitentyp="kalender") for href in addresses if ICS.search(href)]
