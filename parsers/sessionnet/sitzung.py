"""Agendas as HTML: si0057 (table), si0056 (cards), to0040 (old table) and the head on si0050.

Which cell of a table is which: by its class, by `data-label` or the head of its column, by what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.common import columns
from parsers.common.agenda import is_part, item_number
from parsers.common.html import Node, Tree, around, assign, first_of, label, tree, words
from parsers.common.values import doubtful
from parsers.sessionnet.head import (
    ITEM_TITLE,
    classes,
    head_pairs,
    headlines,
    linked_id,
    links,
    own_id,
    page_name,
    printed,
    refuse_unreleased,
    result_pairs,
    unique,
)
from parsers.sessionnet.labels import RESULT, SITZUNG
from parsers.sessionnet.values import (
    Fields,
    Pairs,
    meeting_fields,
    outcome,
    split_label,
    title_text,
    undated,
    unlabelled,
)
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Sitzung, Top
from ris_scraper.words.german import clean, oeffentlich, stated, top_nummer

_ITEMS = ("vo0050", "to0050")
# A meeting's agenda comes in two views that say the same; one is enough.
_AGENDAS = ("si0057", "si0056", "to0040")
_TABLES = (
    "table.smctablesitzung, table[id^='smc_page_si0057_contenttable'],"
    " table.smc_page_to0040_contenttable, table[id^='smc_page_to0040_contenttable']"
)
_CARDS = "#smcaccordion > .card, #smcaccordion > .panel"
_IN_ACCORDION = "#smcaccordion > *"
_BOXES = frozenset(("card", "panel", "accordion-item"))
_LONGEST_PART = 120
_LAYOUT = re.compile(r"smc_page_(si0050|si0056|si0057|to0040)_layout")
_PAPERS = 'a[href*="__kvonr="]'
_LINKED_ITEM = f'{_PAPERS}, a[href*="__ktonr="]'
_PAPER = "a.smc_field_voname"
_CELLS = {
    "tofnum": "nummer",
    "smc_tophn": "nummer",
    "tobetr": "betreff",
    "tolink": "betreff",
    "smc_topht": "betreff",
    "tovo": "vorlage",
}
# Columns of results, and the labels that they are read under.
_RESULT_CELLS = {"ergebnis": "Ergebnis", "abstimmung": "Abstimmung"}
# Files stand in cells, boxes and, in the old layout, tables and forms of their own.
_FILE_CELLS = frozenset(("sidocs", "smc_doc"))
_BESIDE = '[class*="_box2_"], .smc-documents, .smc-d-el, table, form, ul'
_SIMPLE = ".smc-card-header-title-simple"
_PART_ROWS = frozenset(("totrenn", "smcrowh", "smc-table-group"))
_RESULT_ROW = "smc_tophz"
_OWN_ROW_ID = re.compile(r"to_(?:\d+_)?(\d+)$")
Found = tuple[Top, list[Hinweis]]
Cells = dict[str, Node]


class Row(NamedTuple):
    """An item's row: its cells by field, whether its part is public, and the results in the rows behind it."""

    node: Node
    cells: Cells
    public: bool | None
    said: Pairs


def read_sitzung(page: Page) -> Parsed:
    """A meeting with its agenda. Raises NotPublic where nothing is released, LayoutDrift where there is no agenda."""
    refuse_unreleased(page)
    parsed = tree(page)
    tables = _tables(parsed)
    found = list(_agenda(page, parsed, tables))
    values, unknown = assign(printed(head_pairs(parsed, ("si", "yy"))), SITZUNG)
    fields = meeting_fields(values, headlines(parsed))
    if not found and not (fields["gremium"] or fields["datum"]):
        raise LayoutDrift(page.url, "h1.smc_h1, .sigrname")
    sitzung = Sitzung(id=own_id(page, parsed, "__ksinr"), **fields, tops=tuple(top for top, _ in found))
    hints = [
        *unknown,
        *doubtful(values),
        *undated(fields),
        *_head_hints(tables),
        *(hint for _, hints in found for hint in hints),
    ]
    return Parsed(
        datensaetze=(sitzung,),
        links=_linked(page, parsed, bool(found)),
        hinweise=tuple(dict.fromkeys(hints)),
    )


def _linked(page: Page, where: Tree, has_agenda: bool) -> tuple[Link, ...]:
    items = tuple(links(page, where, _ITEMS))
    if has_agenda:
        return items
    own = page.query.get("__ksinr")
    views = (link for name in _AGENDAS for link in links(page, where, (name,)) if query(link.url).get("__ksinr") == own)
    return (*items, *list(views)[:1])


def _agenda(page: Page, where: Tree, tables: list[Node]) -> list[Found]:
    """The items of whichever agenda the page shows; si0050 shows the head alone."""
    found = [_top(row) for row in _items(tables)] or list(_cards(where.css(_IN_ACCORDION) or _loose_cards(where)))
    shown = _LAYOUT.search(page.text)
    name = shown[1] if shown else page_name(page.url)
    if not found and name != "si0050":
        raise LayoutDrift(page.url, f"{_TABLES}, {_CARDS}")
    return found


# --- tables ----------------------------------------------------------------------------------


def _tables(where: Tree) -> list[Node]:
    """The tables of the agenda; where a release names them otherwise, those with an item in a row of their own."""
    return unique(where.css(_TABLES)) or [table for table in where.css("table") if any(map(_is_item, _items([table])))]


def _is_item(row: Row) -> bool:
    """Whether a row of any table is an agenda's: its number has a letter, or it links to an item or a Vorlage."""
    return top_nummer(_number(row.cells["nummer"]))[1] is not None or row.node.css_first(_LINKED_ITEM) is not None


def _rows(tables: list[Node]) -> Iterator[Node]:
    """The tables' own rows, not those of tables in their cells."""
    for table in tables:
        for row in table.css("tr"):
            own = around(row, "table")
            if own is not None and own.mem_id == table.mem_id:
                yield row


def _head_hints(tables: list[Node]) -> tuple[Hinweis, ...]:
    """What is to be said of the heads of columns: those that nobody knows, and those that are not there."""
    heads = [text for row in _rows(tables) for cell in row.iter() if cell.tag == "th" and (text := words(cell))]
    fields = set(map(_field, heads))
    lacking = {"nummer", "betreff"} - fields if fields & {"nummer", "betreff"} else ()
    return (
        *columns.unknown(head for head in heads if not _field(head)),
        *(Hinweis(art=columns.COLUMN, text=f"no column: {name}") for name in sorted(lacking)),
    )


def _field(head: str) -> str | None:
    """The field that a column's head names; a result's label may head one, too."""
    return columns.field(head) or RESULT.get(label(head))


def _columns(own: list[Node]) -> list[str | None]:
    """Field of every column under a row of heads, counted with colspans; [] for any other row."""
    fields = [_field(words(cell)) for cell in own for _ in range(columns.span(cell))]
    return fields if "nummer" in fields or "betreff" in fields else []


def _items(tables: list[Node]) -> Iterator[Row]:
    """The items of the tables. Rows without a number head a part, or say the result of the item above."""
    public: bool | None = None
    fields: list[str | None] = []
    item: Row | None = None
    for node in _rows(tables):
        own = [cell for cell in node.iter() if cell.tag in ("td", "th")]
        if own and all(cell.tag == "th" for cell in own):
            fields = _columns(own) or fields
            continue
        cells = {} if _RESULT_ROW in classes(node) else _cells(node, own, fields)
        part = _is_part(node, own)
        if item is not None and (part or "nummer" in cells):
            yield item
            item = None
        if part:
            public = _part(node, public)
        elif "nummer" in cells:
            item = Row(node, cells, public, [])
        elif item is not None:
            item.said.extend(_results(node))
    if item is not None:
        yield item


def _is_part(node: Node, own: list[Node]) -> bool:
    names = {*classes(node), *(name for cell in own for name in classes(cell))}
    return bool(_PART_ROWS & names) or (len(own) == 1 and is_part(words(node)) and not item_number(words(node))[0])


def _part(heading: Node, before: bool | None) -> bool | None:
    """Whether a heading begins a public part; other headings ("Berichte") leave the part as it was."""
    said = words(heading)
    return oeffentlich(said) if len(said) < _LONGEST_PART and "öffentlich" in said.lower() else before


def _cells(row: Node, own: list[Node], fields: Sequence[str | None]) -> Cells:
    """The cells of an item by class, `data-label` and head, and what they lack by what the others hold."""
    cells = _named(own)
    for cell, field in columns.under(row, fields):
        if field and words(cell) and not _is_file_cell(cell) and (field != "nummer" or top_nummer(words(cell))[0]):
            cells.setdefault(field, cell)
    if "nummer" not in cells and (number := _number_cell(own)) is not None:
        cells["nummer"] = number
    plain = [cell for cell in own if not _is_file_cell(cell)]
    return columns.by_content(plain, _PAPERS, cells) if "nummer" in cells else {}


def _named(own: list[Node]) -> Cells:
    cells: Cells = {}
    for cell in own:
        said = cell.attributes.get("data-label") or ""
        field = next((_CELLS[name] for name in classes(cell) if name in _CELLS), None) or (said and _field(said))
        if field:
            cells.setdefault(field, cell)
    return cells


def _number_cell(own: list[Node]) -> Node | None:
    """The cell with a number and a letter, else the first that says something if that is a number."""
    numbered = [(cell, *item_number(_number(cell))) for cell in own]
    lettered = next((cell for cell, _, letter in numbered if letter is not None), None)
    first = next(((cell, number) for cell, number, _ in numbered if words(cell)), None)
    return lettered or (first[0] if first and first[1] else None)


def _number(cell: Node) -> str:
    return words(cell.css_first(".badge") or cell)


def _is_file_cell(cell: Node) -> bool:
    if _FILE_CELLS.intersection(classes(cell)):
        return True
    return cell.css_first("[href*=getfile], [href*=ydocstart], form") is not None and cell.css_first(_SIMPLE) is None


def _results(row: Node) -> Pairs:
    """The results in a row behind an item; in a row whose class is not known, those under known labels."""
    known = _RESULT_ROW in classes(row)
    cells = [text for cell in row.css("td") if (text := words(cell))]
    if len(cells) == 1:
        named = split_label(cells[0])
        return [named] if named[0] in RESULT else unlabelled(cells[0]) if known else []
    pairs = [(label(name), value) for name, value in pairwise(cells) if name.endswith(":")]
    if cells and cells[-1].endswith(":"):
        pairs.append((label(cells[-1]), cells[-1]))
    return [pair for pair in pairs if known or pair[0] in RESULT]


def _top(row: Row) -> Found:
    cells = row.cells
    own = [(name, words(cells[field])) for field, name in _RESULT_CELLS.items() if field in cells]
    result, unknown = outcome([*result_pairs(row.node), *row.said, *own])
    number, letter = top_nummer(_number(cells["nummer"]))
    found = _OWN_ROW_ID.search(row.node.attrs.get("id") or "")
    top = Top(
        id=found[1] if found else linked_id(row.node, "__ktonr"),
        nummer=number,
        oeffentlich=row.public if letter is None else letter,
        rolle=stated(words(cells.get("rolle"))),
        **(_paper_of(cells["vorlage"]) if "vorlage" in cells else _paper(row.node)),
        betreff=_row_title(cells.get("betreff")),
        **result,
    )
    return top, unknown


def _row_title(cell: Node | None) -> str | None:
    if cell is None:
        return None
    if (simple := cell.css_first(_SIMPLE)) is not None:
        return _title(simple)
    for box in cell.css(_BESIDE):
        box.decompose()
    return _title(cell)


# --- cards -----------------------------------------------------------------------------------


def _loose_cards(where: Tree) -> list[Node]:
    """The boxes of items outside of an accordion that we know."""
    return unique(box for title in where.css(ITEM_TITLE) if (box := _box(title)) is not None)


def _box(node: Node | None) -> Node | None:
    while node is not None and not _BOXES.intersection(classes(node)):
        node = node.parent
    return node


def _cards(cards: list[Node]) -> Iterator[Found]:
    public: bool | None = None
    for card in cards:
        badge = card.css_first(".badge")
        title = card.css_first(ITEM_TITLE)
        if badge is None and title is None:
            public = _part(card, public)
            continue
        number, letter = top_nummer(words(badge))
        result, unknown = outcome(result_pairs(card))
        top = Top(
            id=linked_id(card, "__ktonr"),
            nummer=number,
            oeffentlich=public if letter is None else letter,
            betreff=_title(title),
            **_card_paper(card),
            **result,
        )
        yield top, unknown


def _card_paper(card: Node) -> Fields:
    named = _paper(card)
    if named["vorlage_nummer"]:
        return named
    for anchor in card.css('a[href*="vo0050"]'):
        number = stated(re.sub(r"^Vorlage\s*:?\s*", "", words(anchor)))
        if number and re.search(r"\d", number):
            return {"vorlage_nummer": number, "vorlage_id": linked_id(anchor.parent or anchor, "__kvonr")}
    return named


# --- what both show --------------------------------------------------------------------------


def _paper_of(cell: Node) -> Fields:
    number = stated(first_of([cell], _PAPERS))
    return {"vorlage_nummer": number, "vorlage_id": linked_id(cell, "__kvonr") if number else None}


def _paper(where: Node) -> Fields:
    """Number and id of the paper that an item prints; the number also where it links to minutes."""
    for link in where.css(_PAPER):
        number = stated(words(link))
        if number:
            return {"vorlage_nummer": number, "vorlage_id": query(link.attrs.get("href") or "").get("__kvonr")}
    return {"vorlage_nummer": None, "vorlage_id": None}


def _title(node: Node | None) -> str | None:
    if node is None:
        return None
    for mark in node.css("br"):
        mark.insert_before("\u2028")
    return title_text(line for raw in node.text().split("\u2028") if (line := clean(raw)))
