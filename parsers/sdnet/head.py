"""The frame of pages of SD.NET RIM: tokens, links, head rows, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.html import Node, Tree, label, words
from parsers.sdnet.labels import COLUMN_CLASSES, COLUMN_HEADS, EXPORTED, KINDS, SITZUNG, VORLAGE
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.german import clean, without_size
from ris_scraper.words.persons import is_label

Pair = tuple[str, Node]
_NAME = re.compile(rf"(?:^|/)(?P<name>{'|'.join(KINDS)})/?$")
_LABELS = frozenset((*SITZUNG, *VORLAGE))
_FILES = "a[href*='/sdnetrim/'], a[href*='.pdf' i]"
# The field of a column whose head names persons: kept nowhere, whatever class its cells have.
_PERSON = "person"
_COLUMN = re.compile(r"\bcolumn-(?P<name>[a-z]+)(?:-header)?(?![\w-])")


def page_name(url: str) -> str | None:
    """The last folder of an address if it is one of the pages that are read: ".../vorgang/?__=x" -> "vorgang"."""
    found = _NAME.search(url.partition("#")[0].partition("?")[0])
    return found["name"] if found else None


def token(url: str) -> str | None:
    """The opaque `__` of an address, None where there is none.

    Tokens of a paper, meeting or body are one cipher block behind a prefix that all tokens of the product share
    (Wesel and Uplengen, 2026-11): the same thing gets the same token from every page.
    """
    return query(url).get("__")


def canonical(page: Page, href: str) -> str | None:
    """The absolute address of a linked page with its token only; None for a page that has none."""
    number, path = token(href), href.strip().partition("?")[0]
    if not number:
        return None
    # Most links are absolute; urljoin would take most of the time that a page needs.
    return f"{path if path.startswith('http') else page.absolute(path)}?__={number}"


def links(page: Page, where: Tree | Node, names: tuple[str, ...]) -> Iterator[Link]:
    """Links inside `where` to the pages with these names (keys of KINDS), each once, in order."""
    seen = {canonical(page, page.url)}
    for anchor in where.css("a[href*='__=']"):
        href = anchor.attributes.get("href") or ""
        name = page_name(href)
        address = canonical(page, href) if name in names else None
        if name and address and address not in seen:
            seen.add(address)
            yield Link(url=address, seitentyp=KINDS[name])


def head_pairs(where: Tree) -> list[Pair]:
    """Label and value cell of every row of the head table `table-details`; where it is called otherwise, by labels."""
    pairs = [(label(words(name)), value) for name, value in _pairs(where.css("table.table-details tr"))]
    if pairs:
        return [(name, value) for name, value in pairs if name]
    return [(name, value) for cell, value in _pairs(where.css("tr")) if (name := label(words(cell))) in _LABELS]


def _pairs(rows: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    for row in rows:
        match _row_cells(row):
            case [name, value, *_]:
                yield name, value


def columns(table: Node) -> tuple[list[str | None], list[Hinweis]]:
    """The field of each column by its header, in order, and a Hinweis for every header that no table knows."""
    heads = table.css("thead th")
    printed = [(cell, label(words(cell))) for cell in heads]
    fields = [_PERSON if is_label(said) else _named(cell) or COLUMN_HEADS.get(said) for cell, said in printed]
    texts = (label(words(cell)) for cell, field in zip(heads, fields, strict=True) if not field)
    return fields, [Hinweis(art="label", text=text) for text in texts if text and text not in COLUMN_HEADS]


def rows(table: Node) -> Iterator[Node]:
    """The rows of the table itself, as a cell may hold one of its own; none that begins with a person's label."""
    own = (row for part in table.iter() for row in part.iter() if row.tag == "tr")
    return (row for row in own if not any(is_label(label(words(cell))) for cell in _row_cells(row)[:1]))


def cells(row: Node, header: list[str | None]) -> dict[str, Node]:
    """The cells of a row by field: told by the cell's class, else by the header above it."""
    found: dict[str, Node] = {}
    for place, cell in enumerate(_row_cells(row)):
        head = header[place] if place < len(header) else None
        field = _named(cell) or head
        if field and head != _PERSON:
            found.setdefault(field, cell)
    return found


def paper_token(page: Page, where: Node) -> str | None:
    """The token of the only paper that links inside `where` lead to; None for none or several."""
    found = {token(link.url) for link in links(page, where, ("vorgang",))}
    return found.pop() if len(found) == 1 else None


def written(cell: Node) -> str:
    """What a cell says itself, without the files that it links to: "Beschlusstext (71 KB)" is no wording."""
    for anchor in cell.css(_FILES):
        anchor.decompose()
    return clean(EXPORTED.sub("", without_size(words(cell))))


def _row_cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _named(cell: Node) -> str | None:
    """The field that the class of a cell names ("column-beginn", at headers "column-beginn-header")."""
    named = _COLUMN.search(cell.attributes.get("class") or "")
    return COLUMN_CLASSES.get(named["name"]) if named else None
