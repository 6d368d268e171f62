"""Pages that lead to others: calendars (si0040, si0046) and lists of papers (vo0040, vo0042); messages."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.common.html import Tree, tree, words
from parsers.sessionnet.head import canonical, links, page_name
from parsers.sessionnet.labels import DOES_NOT_EXIST, KINDS
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Link, Parsed

_AGENDAS = ("si0050", "si0056", "si0057", "to0040")
# Without one of these a calendar or list shows what the session's cookie remembers.
_FIXED = frozenset(
    ("__cjahr", "__cmonat", "__cpanr", "__cmandant", "__ksigrnr", "__kgrnr", "__cwpall", "__zvovanr", "__cwpnr")
)
_CALENDAR = "table.smctablesitzungen, [id^='smc_page_si004'], #smcfiltermenu, .smcfiltermenu"
_LIST = "table.smctablevorlagen, .smctablevorlagen, [id^='smc_page_vo004'], tr.smc-t-r-l"


def read_kalender(page: Page) -> Parsed:
    """Meetings of a month or body, and the other months and councils. Raises LayoutDrift where it is no calendar."""
    parsed = tree(page)
    found = [*links(page, parsed, _AGENDAS), *_siblings(page, parsed, ("si0040", "si0046"))]
    if not found and not parsed.css(_CALENDAR):
        raise LayoutDrift(page.url, _CALENDAR)
    return Parsed(links=tuple(found))


def read_liste(page: Page) -> Parsed:
    """Papers of a list, and its other parts. Raises LayoutDrift where it is no list."""
    parsed = tree(page)
    found = [*links(page, parsed, ("vo0050",)), *_siblings(page, parsed, ("vo0040", "vo0042"))]
    if not found and not parsed.css(_LIST):
        raise LayoutDrift(page.url, _LIST)
    return Parsed(links=tuple(found))


def refuse(page: Page) -> Parsed:
    """Login and error pages: always raises, Gone where the thing does not exist, else NotPublic."""
    said = page.text[:2000] if page.rendering == "text" else _message(page)
    if DOES_NOT_EXIST.search(said):
        raise Gone(page.url, "the portal says that there is nothing under this address")
    raise NotPublic(page.url, "the portal answers with its login or an error page instead of the thing")


def _siblings(page: Page, where: Tree, names: tuple[str, ...]) -> Iterator[Link]:
    """Other months, years, councils, periods of the same calendar or list."""
    seen = {canonical(page, page.url)}
    for anchor in where.css('a[href*="__"]'):
        href = anchor.attrs.get("href") or ""
        name = page_name(href)
        if name not in names or not _FIXED & query(href).keys():
            continue
        address = canonical(page, href)
        if address not in seen:
            seen.add(address)
            yield Link(url=address, seitentyp=KINDS[name])


def _message(page: Page) -> str:
    parsed = tree(page)
    return words(parsed.css_first("#page-content") or parsed.body)
