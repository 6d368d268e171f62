"""Agendas of ALLRIS 3 (`to010.asp`, `to010_r.asp`), both skins (pure).

`to010.asp?SILFDNR=…&TOLFDNR=…&BES=1` opens the text of one item between the rows (LK Börde); it is the same Sitzung.
"""

from __future__ import annotations

import re

from parsers.allris3.head import after_dash, frame, heading, label_cells, links, missing, pairs, sort_pairs
from parsers.allris3.labels import SITZUNG
from parsers.allris3.values import item_title, meeting_record
from parsers.common import columns
from parsers.common.agenda import is_part, item_number
from parsers.common.html import Node, around, attribute, first_of, link_id, tree, words
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed, Top
from ris_scraper.words import german
from ris_scraper.words.votes import count_votes

# What the button to the Auszug is called where its title does not say the Beschlussart.
_NO_RESULT = re.compile(r".*(?:auszug|Auszug|anzeigen|öffnen|Fenster\)?)")
_LONGEST_NUMBER = 40
_CLASSES = {"tonr": "nummer", "tobetreff": "betreff", "tovonr": "vorlage", "tobanr": "ergebnis", "tozunr": "rolle"}
# What only an item holds: without one an agenda is not published yet.
_ITEM = "table :is(a[href*='TOLFDNR=' i], input[name='TOLFDNR' i])"
_PAPERS = "a[href*='VOLFDNR=' i]"
_EXTRA = "table span:is([title='Zusatzinfo'], .zusatzinfo)"
_AGENDA_ROWS = "table.tl1 > tbody > tr, table.toTable > tbody > tr, table.toTable > thead > tr"
Cells = dict[str, list[Node]]


def read_sitzung(page: Page) -> Parsed:
    """One Sitzung with its agenda, and links to Vorlagen and Auszüge.

    Raises NotPublic where the portal says so, LayoutDrift where there is no agenda.
    """
    root = tree(page)
    scope = frame(page, root)
    values, unknown = sort_pairs(pairs(scope, label_cells(scope)), SITZUNG)
    record = meeting_record(values, after_dash(heading(root)))
    own = page.query.get("silfdnr")
    rows = _rows(page, scope)
    tops = _tops(rows, german.oeffentlich(values.get("status", "")))
    if not tops and scope.css_first(_ITEM):
        raise missing(page, words(scope), "table.tl1 th: TOP, Betreff")
    parts = {"id": own, "tops": tops}
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        links=links(page, scope, f"SILFDNR={own}"),
        hinweise=(*unknown, *doubtful(values), *_unknown_columns(rows)),
    )


def _unknown_columns(rows: list[Node]) -> tuple[Hinweis, ...]:
    """Heads that neither their words nor, in the `_r` skin, their class explain."""
    heads = [cell for row in rows for cell in row.css("th")]
    return columns.unknown(words(cell) for cell in heads if not _CLASSES.keys() & set(_classes(cell)))


def _classes(cell: Node) -> list[str]:
    return (cell.attrs.get("class") or "").split()


def _columns(row: Node) -> list[str | None]:
    """Field of every column, counted with colspans: heads of one field reach over several columns; [] for an item."""
    fields: list[str | None] = []
    for cell in row.css("th, td"):
        fields += [columns.field(words(cell))] * columns.span(cell)
    return fields if {"nummer", "betreff"} <= set(fields) else []


def _classic(own: list[Node], fields: list[str | None]) -> Cells:
    cells: Cells = {}
    position = 0
    for cell in own:
        field = fields[position] if position < len(fields) else None
        # Where no head names the column, a number that links to its Vorlage tells.
        if field is None and fields and "vorlage" not in fields and link_id(cell, "volfdnr"):
            field = "vorlage"
        if field:
            cells.setdefault(field, []).append(cell)
        position += columns.span(cell)
    return cells


def _responsive(own: list[Node]) -> Cells:
    cells: Cells = {}
    for cell in own:
        for name in _classes(cell):
            if name in _CLASSES:
                cells.setdefault(_CLASSES[name], []).append(cell)
    return cells


def _cells(own: list[Node], fields: list[str | None]) -> Cells:
    """The cells of a row by class or head, and what they lack by what the others hold."""
    cells = _responsive(own) or _classic(own, fields)
    more = {cell.mem_id for several in cells.values() for cell in several[1:]}
    rest = [cell for cell in own if cell.mem_id not in more]
    found = columns.by_content(rest, _PAPERS, {field: several[0] for field, several in cells.items()})
    return {**{field: [cell] for field, cell in found.items()}, **cells}


def _text(cells: Cells, field: str) -> str:
    return " ".join(text for cell in cells.get(field, ()) if (text := words(cell)))


def _result(row: Node, cells: Cells) -> str | None:
    """The Beschlussart: title of the button that leads to the Auszug, "(offen)" where there is none yet."""
    if text := _text(cells, "ergebnis"):
        return german.stated(text)
    button = row.css_first("input.il1_naz, form[action*='to020'] input[type=submit]")
    printed = attribute(button or row.css_first("td.toLink a[title], a.objAnchor[title]"), "title")
    return german.stated(printed) if printed and not _NO_RESULT.fullmatch(printed) else None


def _paper_id(cells: Cells) -> str | None:
    """VOLFDNR of the Vorlage; a link to minutes (`to010`) in the same column has none."""
    return next((found for cell in cells.get("vorlage", ()) if (found := link_id(cell, "volfdnr"))), None)


def _item_id(row: Node, cells: Cells) -> str | None:
    return link_id(cells["nummer"][0], "tolfdnr") or link_id(row, "tolfdnr")


def _number(cells: Cells) -> tuple[str | None, bool | None]:
    """Number and letter: the cell says nothing else, or adds a remark to a letter or a link ("Ö 8 Nachtrag")."""
    printed = _text(cells, "nummer")
    found = item_number(printed)
    if found[0] or len(printed) > _LONGEST_NUMBER:
        return found
    remarked = german.top_nummer(printed)
    return remarked if remarked[1] is not None or link_id(cells["nummer"][0], "tolfdnr") else found


def _top(row: Node, cells: Cells, part: bool | None) -> Top | None:
    nummer, oeffentlich = _number(cells)
    if nummer is None:
        return None
    ergebnis = _result(row, cells)
    vote = vars(count_votes(ergebnis)) if ergebnis else {}
    return Top(
        id=_item_id(row, cells),
        nummer=nummer,
        oeffentlich=part if oeffentlich is None else oeffentlich,
        betreff=item_title(_text(cells, "betreff")),
        vorlage_nummer=german.stated(first_of(cells.get("vorlage", ()), "a[href*='VOLFDNR=' i]")),
        vorlage_id=_paper_id(cells),
        rolle=german.stated(_text(cells, "rolle")),
        ergebnis=ergebnis,
        **vote,
    )


def _tops(rows: list[Node], part: bool | None) -> tuple[Top, ...]:
    """Items of the agenda. Rows without a number continue the row above (buttons "Pro2", opened texts).

    `part` is what the meeting's own status says, up to the first heading.
    """
    found: list[Top] = []
    fields: list[str | None] = []
    for row in rows:
        if row.css_first("th") is not None or not fields:
            fields = _columns(row) or fields
        own = [cell for cell in row.iter() if cell.tag == "td"]
        cells = _cells(own, fields)
        top = _top(row, cells, part) if cells.get("nummer") else None
        if top:
            found.append(top)
        elif len(own) == 1 and is_part(said := words(row)):
            part = german.oeffentlich(said)
    return tuple(found)


def _inside(row: Node, table: Node) -> bool:
    own = around(row, "table")
    return own is not None and own.mem_id == table.mem_id


def _rows(page: Page, scope: Node) -> list[Node]:
    """Rows of the agenda's own table, not of tables inside its cells; the `_r` skin opens the table twice."""
    # A node that matches two selectors of a list is found twice: keep each once.
    rows = {row.mem_id: row for row in scope.css(_AGENDA_ROWS)}
    if not rows and (table := around(scope.css_first(_ITEM), "table")) is not None:
        rows = {row.mem_id: row for row in table.css("tr") if _inside(row, table)}
    if not rows:
        raise missing(page, words(scope), "table.tl1 tr, table.toTable tr")
    for inner in scope.css("table.tl1 table tr, table.toTable table tr"):
        rows.pop(inner.mem_id, None)
    # "(Referentin: …)" behind a Betreff stands in a span of its own (Hildesheim, 2026-11).
    for extra in scope.css(_EXTRA):
        extra.replace_with(" ")
    return list(rows.values())
