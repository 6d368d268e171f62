"""Tables of agendas as HTML (si0057, to0040), and what their items share with the cards of si0056.

Which cell of a table is which: by its class, by `data-label` or the head of its column, by what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.common import columns
from parsers.common.agenda import is_paper_number, is_part, item_number
from parsers.common.html import BREAK, Node, Tree, around, label, words
from parsers.sessionnet.head import NAMED_RESULTS, RESULT_BOXES, classes, id_of, linked_id, result_pairs, unique
from parsers.sessionnet.labels import RESULT
from parsers.sessionnet.values import Fields, Pairs, outcome, split_label, title_text, unlabelled
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Hinweis, Top
from ris_scraper.words.german import clean, oeffentlich, stated, top_nummer

TABLES = (
    "table.smctablesitzung, table[id^='smc_page_si0057_contenttable'],"
    " table.smc_page_to0040_contenttable, table[id^='smc_page_to0040_contenttable']"
)
_LONGEST_PART = 120
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
# An item whose classes tell these needs no look at what its cells hold.
_TOLD = frozenset(("nummer", "betreff", "vorlage"))
# Columns of results, and the labels that they are read under.
_RESULT_CELLS = {"ergebnis": "Ergebnis", "abstimmung": "Abstimmung"}
# Files stand in cells, boxes and, in the old layout, tables and forms of their own.
_FILE_CELLS = frozenset(("sidocs", "smc_doc"))
_BESIDE = '[class*="_box2_"], .smc-documents, .smc-d-el, table, form, ul'
_LABELLED = "p:has(> strong), p:has(> b)"
_SIMPLE = ".smc-card-header-title-simple"
_PART_ROWS = frozenset(("totrenn", "smcrowh", "smc-table-group"))
_RESULT_ROW = "smc_tophz"
# Without one of these in a whole table no row is asked for results.
_RESULTS = f"{RESULT_BOXES}, {NAMED_RESULTS}"
_OWN_ROW_ID = re.compile(r"to_(?:\d+_)?(\d+)$")
Found = tuple[Top, list[Hinweis]]
Cells = dict[str, Node]


class Row(NamedTuple):
    """An item's row: its cells by field, whether its part is public, and the results in the rows behind it."""

    node: Node
    cells: Cells
    public: bool | None
    said: Pairs


def table_items(tables: list[Node]) -> list[Found]:
    """The items of an agenda's tables, each with what is to be said of its result."""
    printed = any(table.css_first(_RESULTS) is not None for table in tables)
    return [_top(row, printed) for row in _items(tables)]


def agenda_tables(where: Tree) -> list[Node]:
    """The tables of the agenda; where a release names them otherwise, those with an item in a row of their own."""
    return unique(where.css(TABLES)) or [table for table in where.css("table") if any(map(_is_item, _items([table])))]


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


def _is_head(row: Node) -> bool:
    return all(cell.tag == "th" for cell in row.iter())


def head_hints(tables: list[Node]) -> tuple[Hinweis, ...]:
    """What is to be said of the heads of columns: those that nobody knows, and those that are not there."""
    heads = [text for row in _rows(tables) if _is_head(row) for cell in row.iter() if (text := words(cell))]
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
        if own and _is_head(node):
            fields = _columns(own) or fields
            continue
        cells = {} if _RESULT_ROW in classes(node) else _cells(node, own, fields)
        part = _is_part(node, own)
        if item is not None and (part or "nummer" in cells):
            yield item
            item = None
        if part:
            public = part_of(node, public)
        elif "nummer" in cells:
            item = Row(node, cells, public, [])
        elif item is not None:
            item.said.extend(_results(node))
    if item is not None:
        yield item


def _is_part(node: Node, own: list[Node]) -> bool:
    names = " ".join([cell.attrs.get("class") or "" for cell in (node, *own)])
    if not _PART_ROWS.isdisjoint(names.split()):
        return True
    return len(own) == 1 and is_part(said := words(node)) and not item_number(said)[0]


def part_of(heading: Node, before: bool | None) -> bool | None:
    """Whether a heading begins a public part; other headings ("Berichte") leave the part as it was."""
    said = words(heading)
    return oeffentlich(said) if len(said) < _LONGEST_PART and "öffentlich" in said.lower() else before


def _cells(row: Node, own: list[Node], fields: Sequence[str | None]) -> Cells:
    """The cells of an item by class, `data-label` and head, and what they lack by what the others hold."""
    cells = _named(own)
    if cells.keys() >= _TOLD and not fields:
        return cells
    plain = [cell for cell in own if not _is_file_cell(cell)]
    texts = {cell.mem_id: words(cell) for cell in plain}
    for cell, field in columns.under(row, fields) if fields else ():
        said = texts.get(cell.mem_id) if field and field not in cells else None
        if field and said and (field != "nummer" or top_nummer(said)[0]):
            cells[field] = cell
    if "nummer" not in cells and (number := _number_cell(own)) is not None:
        cells["nummer"] = number
    told = cells.get("betreff")
    papers = (cell for cell in plain if _is_paper(cell, texts[cell.mem_id], told) and cell.css_first(_PAPERS))
    if "vorlage" not in cells and (paper := next(papers, None)) is not None:
        cells["vorlage"] = paper
    return columns.by_content(plain, _PAPERS, cells) if "nummer" in cells else {}


def _is_paper(cell: Node, text: str, subject: Node | None) -> bool:
    """Whether a cell can hold a paper's number: by its words, or with any digits beside the subject's own cell."""
    beside = subject is not None and cell.mem_id != subject.mem_id
    return is_paper_number(text) or (beside and any(map(str.isdigit, text)))


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


def _top(row: Row, printed: bool) -> Found:
    """An item, with the results inside of its row where any are `printed` there."""
    cells = row.cells
    own = [(name, words(cells[field])) for field, name in _RESULT_CELLS.items() if field in cells]
    result, unknown = outcome([*(result_pairs(row.node) if printed else ()), *row.said, *own])
    number, letter = top_nummer(_number(cells["nummer"]))
    found = _OWN_ROW_ID.search(row.node.attrs.get("id") or "")
    top = Top(
        id=found[1] if found else linked_id(row.node, "__ktonr"),
        nummer=number,
        oeffentlich=row.public if letter is None else letter,
        rolle=stated(words(cells.get("rolle"))),
        **(_paper_of(cells["vorlage"]) if "vorlage" in cells else paper(row.node)),
        betreff=_row_title(cells.get("betreff"), printed),
        **result,
    )
    return top, unknown


def _row_title(cell: Node | None, printed: bool) -> str | None:
    if cell is None:
        return None
    if (simple := cell.css_first(_SIMPLE)) is not None:
        return title_of(simple)
    named = cell.css(_LABELLED) if printed else ()
    labelled = [line for line in named if split_label(words(line))[0] in RESULT]
    for box in (*cell.css(_BESIDE), *labelled):
        box.decompose()
    return title_of(cell)


def _paper_of(cell: Node) -> Fields:
    linked = cell.css(_PAPERS)
    number = stated(next(filter(None, map(words, linked)), None) or words(cell))
    return {"vorlage_nummer": number, "vorlage_id": id_of(linked, "__kvonr") if number else None}


def paper(where: Node) -> Fields:
    """Number and id of the paper that an item prints; the number also where it links to minutes."""
    for link in where.css(_PAPER):
        number = stated(words(link))
        if number:
            return {"vorlage_nummer": number, "vorlage_id": query(link.attrs.get("href") or "").get("__kvonr")}
    # The subject may be the link, and print no number.
    return {"vorlage_nummer": None, "vorlage_id": linked_id(where, "__kvonr")}


def title_of(node: Node | None) -> str | None:
    """The subject in a node, without the lines that name applicants; None where there is none."""
    if node is None:
        return None
    if BREAK in node.text():
        for mark in node.css("br"):
            mark.insert_before("\u2028")
    return title_text(line for raw in node.text().split("\u2028") if (line := clean(raw)))
