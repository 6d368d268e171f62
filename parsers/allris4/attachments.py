"""Attachments of an ALLRIS 4 Vorlage (pure).

They stand in the side column (`#anlagenHeaderPanel`) and once more with sizes in a table below the text (Laatzen,
2026-11). Their links live in one Wicket session, so they have names and no address. The documents beside them
("Vorlage", "Sammeldokument", `a.doclink`) are the paper itself, no attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.allris4.head import frame
from parsers.common.attachments import merge, size_beside
from parsers.common.html import Node, attribute, tree, words
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage
from ris_scraper.words import german

_SESSION_BOUND = re.compile(r"\?\d|wicket/", re.I)
_NO_ADDRESS = re.compile(r"#|javascript:", re.I)


def anlagen(page: Page, scope: Node) -> tuple[Anlage, ...]:
    """All attachments that the page lists, each once; sizes in bytes where printed."""
    shown = merge((_table(page, scope), _panel(page, scope)))
    return tuple(one.model_copy(update={"url": _stable(one.url)}) for one in shown)


def session_files(page: Page) -> tuple[Anlage, ...]:
    """The same with the addresses that are good in this visit only."""
    scope = frame(page, tree(page))
    return merge((_table(page, scope), _panel(page, scope)))


def _address(page: Page, link: Node | None) -> str | None:
    href = attribute(link, "href")
    return page.absolute(href) if href and not _NO_ADDRESS.match(href) else None


def _stable(url: str | None) -> str | None:
    return None if url and _SESSION_BOUND.search(url) else url


def _is_size(cell: Node) -> bool:
    text = words(cell)
    return german.groesse(text) is not None and not german.without_size(text)


def _rows(scope: Node) -> list[Node]:
    """Rows of the table of attachments: under its class, else those with a link and a size in a cell of its own."""
    if rows := scope.css("table.attachmentTable > tbody > tr"):
        return rows
    rows = [row for row in scope.css("table > tbody > tr") if row.css_first("a") and not row.css_first("table")]
    return [row for row in rows if any(_is_size(cell) for cell in row.css("td"))]


def _table(page: Page, scope: Node) -> Iterator[Anlage]:
    for row in _rows(scope):
        cells = [cell for cell in row.iter() if cell.tag == "td"]
        link = row.css_first("a")
        name = words(link) or (words(cells[1]) if len(cells) > 1 else "")
        size = next((words(cell) for cell in cells if _is_size(cell)), "")
        if name:
            yield Anlage(name=name, url=_address(page, link), groesse=german.groesse(size))


def _panel(page: Page, scope: Node) -> Iterator[Anlage]:
    for link in scope.css("aside:is(#anlagenHeaderPanel, .attachments) a"):
        if name := german.without_size(said := words(link)):
            size = german.groesse(said)
            yield Anlage(name=name, url=_address(page, link), groesse=size_beside(link) if size is None else size)
