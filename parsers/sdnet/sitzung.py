"""`/tops/?__=…` as HTML: one meeting with its agenda."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.common.agenda import is_paper_number
from parsers.common.html import Node, Tree, assign, attribute, tree, words
from parsers.sdnet.head import cells, columns, head_pairs, links, paper_token, rows, token, written
from parsers.sdnet.labels import PART, SITZUNG, VORGANG
from parsers.sdnet.values import doubts, item_number, meeting_fields, outcome, refuse_empty
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed, Sitzung, Top
from ris_scraper.words.german import oeffentlich, stated


def read_sitzung(page: Page) -> Parsed:
    """A meeting from its own page; its `id` is the page's token, as nothing else names it.

    A meeting whose agenda is not out yet has a head and no items; without a head it raises NotPublic. Raises
    LayoutDrift where the page has neither items nor that message.
    """
    parsed = tree(page)
    values, unknown = assign([(name, words(cell)) for name, cell in head_pairs(parsed)], SITZUNG)
    fields = meeting_fields(values)
    tops, new = _tops(page, parsed)
    if not tops:
        refuse_empty(page, fields)
    return Parsed(
        datensaetze=(Sitzung(id=token(page.url), **fields, tops=tuple(tops)),),
        links=tuple(links(page, parsed, ("vorgang",))),
        hinweise=tuple(dict.fromkeys([*unknown, *new, *doubts(values)])),
    )


def _tops(page: Page, where: Tree) -> tuple[list[Top], list[Hinweis]]:
    found: list[tuple[Top, ...]] = []
    unknown: list[Hinweis] = []
    for table in where.css("table.table-top"):
        # Papers laid on the table are listed once more in a table of their own.
        if "tischvorlagen" in (table.attributes.get("class") or ""):
            continue
        header, new = columns(table)
        unknown += new
        found.append(tuple(_rows(page, table, header)))
    # A skin may show the same table again for small screens.
    return [top for tops in dict.fromkeys(found) for top in tops], unknown


def _rows(page: Page, table: Node, header: list[str | None]) -> Iterator[Top]:
    """The items of an agenda; the class of a row says whether it is public, else the heading above it."""
    public: bool | None = None
    for row in rows(table):
        classes, heading = row.attributes.get("class") or "", words(row)
        if "oeff-" in classes:
            public = "top-noeff-" not in classes
        elif PART.fullmatch(heading):
            public = oeffentlich(heading)
            continue
        spanned = row.css_first("td") is None or len(row.css("td, th")) < 2
        top = None if "-head" in classes or spanned else _top(page, row, header, public)
        if top:
            yield top


def _top(page: Page, row: Node, header: list[str | None], public: bool | None) -> Top | None:
    """One item; None for a row that prints neither number nor subject."""
    said = cells(row, header)
    paper = paper_token(page, row)
    linked = _linked_number(row)
    printed = {field: written(cell) for field, cell in said.items()}
    if not (printed.get("top") or printed.get("betreff")):
        return None
    fields, _ = outcome(printed.get("beschluss", ""), printed.get("abstimmung", ""))
    return Top(
        nummer=item_number(printed.get("top", "")),
        oeffentlich=public,
        betreff=stated(printed.get("betreff")),
        vorlage_nummer=stated(printed.get("nummer")) or linked,
        vorlage_id=paper,
        rolle=stated(printed.get("rolle")),
        **fields,
    )


def _linked_number(row: Node) -> str | None:
    """The number in the title of the link to the paper, "79/2026 - Vorgang. Vorgang öffnen".

    A paper without a number is called by its subject there, which is none ("Sachstandsbericht 2029 - Vorgang").
    """
    for anchor in row.css("a[title]"):
        found = VORGANG.match(attribute(anchor, "title") or "")
        if found and is_paper_number(found["nummer"]):
            return found["nummer"]
    return None
