"""Attachments of an ALLRIS 4 Vorlage (pure).

They stand in the side column (`#anlagenHeaderPanel`) and once more with sizes in a table below the text (Laatzen,
2026-11). Their links live in one Wicket session, so they have names and no address. The documents beside them
("Vorlage", "Sammeldokument", `a.doclink`) are the paper itself, no attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.common.attachments import merge
from parsers.common.html import Node, attribute, words
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage
from ris_scraper.words import german

_SESSION_BOUND = re.compile(r"\?\d|wicket/|^#|^javascript:", re.I)


def anlagen(page: Page, scope: Node) -> tuple[Anlage, ...]:
    """All attachments that the page lists, each once; sizes in bytes where printed."""
    return merge((_table(page, scope), _panel(page, scope)))


def _address(page: Page, link: Node | None) -> str | None:
    href = attribute(link, "href")
    return page.absolute(href) if href and not _SESSION_BOUND.search(href) else None


def _table(page: Page, scope: Node) -> Iterator[Anlage]:
    for row in scope.css("table.attachmentTable > tbody > tr"):
        cells = [cell for cell in row.iter() if cell.tag == "td"]
        link = row.css_first("a")
        name = words(link) or (words(cells[1]) if len(cells) > 1 else "")
        size = next((words(cell) for cell in cells if "fileSize" in (attribute(cell, "class") or "")), "")
        if name:
            yield Anlage(name=name, url=_address(page, link), groesse=german.groesse(size))


def _panel(page: Page, scope: Node) -> Iterator[Anlage]:
    for link in scope.css("aside:is(#anlagenHeaderPanel, .attachments) a"):
        if name := words(link):
            yield Anlage(name=name, url=_address(page, link))
