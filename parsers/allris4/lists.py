"""Pages of ALLRIS 4 that only lead on: calendar, lists; and pages that refuse (pure).

The calendar `si010?MM=10&YY=2026` is a shell: its table comes as the answer to an Ajax call of the same session, XML
with the markup in CDATA. The address of that call holds Wicket's page version, so it is no link to keep.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NoReturn

from parsers.allris4.head import links, refusal
from parsers.allris4.recognise import program
from parsers.common.html import Node, tree, words
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Link, Parsed

# The call that loads the page's content: no component behind the version ("0-1.0-" and not "0-1.0-menu-link").
_CALL = re.compile(r'''"u":"([^"?]*\?\d+-\d+\.\d+-(?:&[^"]*)?)"''')
_COMPONENT = re.compile(r"<component\b([^>]*)>\s*<!\[CDATA\[(.*?)(?:\]\]>\s*</component>|\Z)", re.S)
_REDIRECT = re.compile(r"<redirect>\s*<!\[CDATA\[(.*?)\]\]>", re.S)
_MONTH = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{4}")


def ajax_target(page: Page) -> str | None:
    """The absolute address of the Ajax call that brings the content of a shell page; None where there is none.

    It is valid in the session (cookie) that got the page, and only for its next request.
    """
    found = _CALL.search(page.text)
    return page.absolute(unescape(found[1])) if found else None


def read_kalender(page: Page) -> Parsed:
    """Links to the Sitzungen of a month and to other months, from the Ajax answer or from a page that has its table.

    A shell leads to nothing itself: `ajax_target` tells where its table is. Raises LayoutDrift for anything else.
    """
    selector = "table a[href*='to010'], span.dom"
    shown, body = _content(page, selector)
    meetings = [link for link in links(shown, body) if link.seitentyp == "sitzung"]
    months = _months(shown, body)
    if not (meetings or months or body.css_first("span.dom, tr.emptyRow") or ajax_target(page)):
        raise _drift(page, body, selector)
    return Parsed(links=tuple(dict.fromkeys([*meetings, *months])))


def read_liste(page: Page) -> Parsed:
    """Links to the Vorlagen that `vo040` lists; its paging lives in the session. A shell lists nothing.

    Raises LayoutDrift for a page that has neither rows nor a call that loads them.
    """
    selector = "table a[href*='vo020']"
    shown, body = _content(page, selector)
    papers = tuple(link for link in links(shown, body) if link.seitentyp == "vorlage")
    if not papers and ajax_target(page) is None:
        raise _drift(page, body, selector)
    return Parsed(links=papers)


def refuse(page: Page) -> NoReturn:
    """Raises Gone or NotPublic with the portal's own words (`internalerrorpage`, `noauth`)."""
    said = page.text if page.rendering == "text" else words(tree(page).body)
    error = refusal(page, said)
    if error:
        raise error
    if "internalerrorpage" in page.text:
        raise Gone(page.url, "internalerrorpage")
    raise NotPublic(page.url, "noauth")


def _answer(page: Page) -> Page:
    """The markup inside an Ajax answer as a page of its own; any other page as it is."""
    if "<ajax-response" not in page.text[:400]:
        return page
    moved = _REDIRECT.search(page.text)
    if moved:
        raise (NotPublic(page.url, "noauth") if "noauth" in moved[1] else Gone(page.url, "the session has ended"))
    parts = (
        # Old Wicket masks "]" where it would end the CDATA section.
        text.replace("]^", "]") if "wicket1" in attributes else text
        for attributes, text in _COMPONENT.findall(page.text)
    )
    return Page(page.url, "".join(parts))


def _content(page: Page, selector: str) -> tuple[Page, Node]:
    shown = _answer(page)
    body = tree(shown).body if page.rendering == "html" else None
    if body is None:
        raise LayoutDrift(page.url, selector)
    return shown, body


def _drift(page: Page, body: Node, selector: str) -> NotPublic | Gone | LayoutDrift:
    return refusal(page, words(body)) or LayoutDrift(page.url, selector)


def _months(page: Page, body: Node) -> list[Link]:
    """Other months; days inside a month are left out, so that a month has one address."""
    own = {key: page.query.get(key, "").lstrip("0") for key in ("yy", "mm")}
    found: list[Link] = []
    for anchor in body.css("a[href*='MM=']"):
        href = anchor.attributes.get("href") or ""
        fields = query(href)
        year, month = fields.get("yy", ""), fields.get("mm", "")
        if program(f"/{href}") != "si010" or not (_YEAR.fullmatch(year) and _MONTH.fullmatch(month)):
            continue
        if (year, month.lstrip("0")) != (own["yy"], own["mm"]):
            path = page.absolute(re.split("[;?]", href)[0])
            found.append(Link(url=f"{path}?MM={int(month)}&YY={year}", seitentyp="kalender"))
    return found
