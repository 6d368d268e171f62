"""Pages of ALLRIS 3 that only lead on: calendar, list of Vorlagen; and pages that refuse (pure).

Of the calendar's programs (`si010`, `_e`, `_j`, `_r`, `_a`) a portal releases one; the others answer "Zugriff
verweigert (Programm si010_r.asp)" with status 200.
"""

from __future__ import annotations

import re
from typing import NoReturn

from parsers.allris3.head import PROGRAM, links
from parsers.allris3.labels import REFUSED
from parsers.common.html import Node, tree, words
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Link, Parsed

_MONTH = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{4}")


def read_kalender(page: Page) -> Parsed:
    """Links to the Sitzungen of a month and to other months. An empty month is a page without Sitzungen."""
    body = tree(page).body
    if body is None or page.rendering == "text":
        raise LayoutDrift(page.url, "a[href*='si010']")
    own = f"{page.query.get('yy')}&MM={page.query.get('mm', '').zfill(2)}"
    months = [link for link in _months(page, body) if not link.url.endswith(f"?YY={own}")]
    meetings = [link for link in links(page, body) if link.seitentyp == "sitzung"]
    if not months and not meetings:
        raise LayoutDrift(page.url, "a[href*='si010'], a[href*='to010']")
    return Parsed(links=tuple(dict.fromkeys([*meetings, *months])))


def read_liste(page: Page) -> Parsed:
    """Links to the Vorlagen that `vo040` lists (rows `zl11`, `zl12`), and to the next block if the page offers one."""
    body = tree(page).body
    if body is None or page.rendering == "text":
        raise LayoutDrift(page.url, "tr input[name=VOLFDNR]")
    found = [*_papers(page, body), *_more(page, body)]
    if not found:
        raise LayoutDrift(page.url, "tr input[name=VOLFDNR], a[href*='vo020']")
    return Parsed(links=tuple(dict.fromkeys(found)))


def refuse(page: Page) -> NoReturn:
    """Raises NotPublic with the portal's own words: a program that is not released, a login, `noauth`."""
    text = page.text if page.rendering == "text" else words(tree(page).body)
    said = REFUSED.search(text)
    raise NotPublic(page.url, said[0] if said else "login required")


def _program(href: str, name: str) -> str | None:
    """The path of an address that calls the program, without its parameters."""
    path = href.partition("#")[0].partition("?")[0]
    found = PROGRAM.search(path)
    return path if found and found["program"].lower() == name else None


def _months(page: Page, scope: Node) -> list[Link]:
    """Other months; days and marks inside a month are left out, so that a month has one address."""
    found: list[Link] = []
    for link in scope.css("a[href*='si010']"):
        href = link.attrs.get("href") or ""
        path, fields = _program(href, "si010"), query(href)
        year, month = fields.get("yy", ""), fields.get("mm", "")
        if path and _YEAR.fullmatch(year) and _MONTH.fullmatch(month):
            found.append(Link(url=f"{page.absolute(path)}?YY={year}&MM={int(month):02d}", seitentyp="kalender"))
    return found


def _more(page: Page, scope: Node) -> list[Link]:
    """The next block of the list, `vo040.asp?shownext=true`: the portal answers it only to the same session."""
    found: list[Link] = []
    for node in scope.css("a[href*='shownext'], form[action*='shownext']"):
        path = _program(node.attrs.get("href") or node.attrs.get("action") or "", "vo040")
        if path:
            found.append(Link(url=f"{page.absolute(path)}?shownext=true", seitentyp="liste"))
    return found


def _papers(page: Page, scope: Node) -> list[Link]:
    """Vorlagen of the rows: links, and hidden VOLFDNR fields of rows that carry no link."""
    linked = [link for link in links(page, scope) if link.seitentyp == "vorlage"]
    program = "vo020_r.asp" if any("_r.asp" in link.url for link in linked) else "vo020.asp"
    base = linked[0].url.partition("?")[0] if linked else page.absolute(program)
    hidden = (field.attrs.get("value") or "" for field in scope.css("tr input[name='VOLFDNR' i]"))
    return [*linked, *(Link(url=f"{base}?VOLFDNR={n}", seitentyp="vorlage") for n in hidden if n.isdecimal())]
