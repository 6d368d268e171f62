"""Attachments of an ALLRIS 3 Vorlage (pure).

The classic skin lists them in the side column and, at some tenants, once more with sizes in a table below the text
(Hildesheim, 2026-11; LK Lüneburg). Their addresses (`___tmp/...`) belong to one session and are no identity.
The main document and the Sammeldokument (`do027.asp`) are no attachments.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from parsers.allris3.head import cell_after, frame, label_cells
from parsers.allris3.labels import ANLAGEN
from parsers.common.attachments import merge, size_beside
from parsers.common.html import Node, attribute, caption, tree, words
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage
from ris_scraper.words import german

_SESSION_BOUND = "___tmp"
_PANEL = "aside:is(#anlagenHeaderPanel, .attachments) a[href]"
_MAIN = re.compile(r"Vorlage|Vorlage[ -]Sammeldokument|Vorlage mit Anlagen|Sammeldokument", re.I)


class _Entry(NamedTuple):
    name: str
    href: str
    groesse: int | None


def anlagen(page: Page, scope: Node, labels: list[Node]) -> tuple[Anlage, ...]:
    """All attachments that the page lists, each once; sizes in bytes where printed. `labels` are its `label_cells`."""
    shown = _shown(page, scope, labels)
    return tuple(one.model_copy(update={"url": _stable(one.url)}) for one in shown)


def session_files(page: Page) -> tuple[Anlage, ...]:
    """The same with the addresses that are good in this visit only."""
    scope = frame(page, tree(page))
    return _shown(page, scope, label_cells(scope))


def _shown(page: Page, scope: Node, labels: list[Node]) -> tuple[Anlage, ...]:
    found = [_entries(links) for links in (*_tables(scope, labels), scope.css(_PANEL))]
    return merge([_record(page, entry) for entry in entries] for entries in found)


def _stable(url: str | None) -> str | None:
    return None if url and _SESSION_BOUND in url else url


def _table(cell: Node) -> Node | None:
    while cell is not None and cell.tag != "table":
        parent = cell.parent
        if parent is None:
            return None
        cell = parent
    return cell


def _entries(links: list[Node]) -> list[_Entry]:
    cells = Counter(link.parent.mem_id for link in links if link.parent is not None)
    return [entry for link in links if (entry := _entry(link, link.parent is None or cells[link.parent.mem_id] == 1))]


def _entry(link: Node, alone: bool) -> _Entry | None:
    text = words(link)
    name = german.without_size(text)
    if not name or _MAIN.fullmatch(name):
        return None
    size = german.groesse(text) if name != text else None
    return _Entry(name, attribute(link, "href") or "", size if size is not None or not alone else _behind(link))


def _behind(link: Node) -> int | None:
    """The size printed behind a link that is alone in its cell (LK Lüneburg), or in the next cell."""
    size = size_beside(link)
    following = cell_after(link.parent) if size is None and link.parent is not None else None
    said = words(following)
    return german.groesse(said) if said and not german.without_size(said) else size


def _tables(scope: Node, labels: list[Node]) -> list[list[Node]]:
    """The links of every table that is headed "Anlagen:"; without one, all files of the session are attachments."""
    heads = [cell for cell in (*labels, *scope.css("td.me1 td:not(.kb1)")) if caption(cell) in ANLAGEN]
    tables = {table.mem_id: table for head in heads if (table := _table(head)) is not None}
    return [table.css("a[href]") for table in tables.values()] or [scope.css(f"a[href*='{_SESSION_BOUND}']")]


def _record(page: Page, entry: _Entry) -> Anlage:
    address = entry.href and "javascript:" not in entry.href
    return Anlage(name=entry.name, url=page.absolute(entry.href) if address else None, groesse=entry.groesse)
