"""Agendas as HTML: si0057 (table), si0056 (cards), to0040 (old table) and the head on si0050."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.common.html import Node, Tree, assign, first_of, label, tree, words
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
from parsers.sessionnet.values import Fields, meeting_fields, outcome, split_label, title_text
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Sitzung, Top
from ris_scraper.words.german import clean, oeffentlich, stated, top_nummer

_ITEMS = ("vo0050", "to0050")
# A meeting's agenda comes in two views that say the same; one is enough.
_AGENDAS = ("si0057", "si0056", "to0040")
_TABLE = "table.smctablesitzung, table[id^='smc_page_si0057_contenttable']"
_OLD_TABLE = "table.smc_page_to0040_contenttable, table[id^='smc_page_to0040_contenttable']"
_CARDS = "#smcaccordion > .card, #smcaccordion > .panel"
_IN_ACCORDION = "#smcaccordion > *"
_LONGEST_PART = 120
_LAYOUT = re.compile(r"smc_page_(si0050|si0056|si0057|to0040)_layout")
_PAPER = "a.smc_field_voname"
# Classes of an item's subject, and what a layout without them prints as the cell's label.
_SUBJECTS = ("tobetr", "tolink", "Betreff", "Inhalt")
_SIMPLE = ".smc-card-header-title-simple"
_GROUP = frozenset(("smcrowh", "smc-table-group"))
_OWN_ROW_ID = re.compile(r"_(\d+)$")
Found = tuple[Top, list[Hinweis]]


def read_sitzung(page: Page) -> Parsed:
    """A meeting with its agenda. Raises NotPublic where nothing is released, LayoutDrift where there is no agenda."""
    refuse_unreleased(page)
    parsed = tree(page)
    found = list(_agenda(page, parsed))
    values, unknown = assign(printed(head_pairs(parsed, ("si", "yy"))), SITZUNG)
    fields = meeting_fields(values, headlines(parsed))
    if not found and not (fields["gremium"] or fields["datum"]):
        raise LayoutDrift(page.url, "h1.smc_h1, .sigrname")
    sitzung = Sitzung(id=own_id(page, parsed, "__ksinr"), **fields, tops=tuple(top for top, _ in found))
    return Parsed(
        datensaetze=(sitzung,),
        links=_linked(page, parsed, bool(found)),
        hinweise=tuple(dict.fromkeys([*unknown, *(hint for _, hints in found for hint in hints)])),
    )


def _linked(page: Page, where: Tree, has_agenda: bool) -> tuple[Link, ...]:
    items = tuple(links(page, where, _ITEMS))
    if has_agenda:
        return items
    own = page.query.get("__ksinr")
    views = (link for name in _AGENDAS for link in links(page, where, (name,)) if query(link.url).get("__ksinr") == own)
    return (*items, *list(views)[:1])


def _agenda(page: Page, where: Tree) -> Iterator[Found]:
    """The items of whichever agenda the page shows; si0050 shows the head alone."""
    rows, old = (unique(where.css(name)) for name in (_TABLE, _OLD_TABLE))
    if rows:
        return _table(rows)
    if old:
        return _old_table(old)
    shown = _LAYOUT.search(page.text)
    name = shown[1] if shown else page_name(page.url)
    if name == "si0050":
        return iter(())
    if not where.css(_CARDS):
        raise LayoutDrift(page.url, f"{_TABLE}, {_OLD_TABLE}, {_CARDS}")
    return _cards(where.css(_IN_ACCORDION))


def _paper_of(cell: Node) -> Fields:
    number = stated(first_of([cell], 'a[href*="__kvonr="]'))
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


def _rows(tables: list[Node]) -> Iterator[Node]:
    return (row for table in tables for row in table.css("tr"))


def _named_cells(row: Node) -> dict[str, Node]:
    """The row's own cells by class and by `data-label`: one pass instead of a selector for each."""
    found = {}
    for cell in row.iter():
        said = cell.attributes
        for name in (*(said.get("class") or "").split(), said.get("data-label") or ""):
            found[name] = cell
    return found


def _part(heading: Node, before: bool | None) -> bool | None:
    """Whether a heading begins a public part; other headings ("Berichte") leave the part as it was."""
    said = words(heading)
    return oeffentlich(said) if len(said) < _LONGEST_PART and "öffentlich" in said.lower() else before


def _table(tables: list[Node]) -> Iterator[Found]:
    public: bool | None = None
    for row in _rows(tables):
        cells = _named_cells(row)
        part, number = cells.get("totrenn"), cells.get("tofnum", cells.get("TOP"))
        if part is not None:
            public = _part(part, public)
        elif number is not None:
            yield _row(row, cells, number, public)


def _row(row: Node, cells: dict[str, Node], number: Node, public: bool | None) -> Found:
    result, unknown = outcome(result_pairs(row))
    place, said = top_nummer(words(number.css_first(".badge") or number))
    paper = cells.get("tovo", cells.get("Vorlage"))
    top = Top(
        id=linked_id(row, "__ktonr"),
        nummer=place,
        oeffentlich=public if said is None else said,
        betreff=_row_title(next((cells[name] for name in _SUBJECTS if name in cells), None)) or _own_title(row),
        **(_paper_of(paper) if paper is not None else _paper(row)),
        **result,
    )
    return top, unknown


def _own_title(where: Node) -> str | None:
    return _title(where.css_first(_SIMPLE))


def _row_title(cell: Node | None) -> str | None:
    if cell is None:
        return None
    if cell.css_first(_SIMPLE) is not None:
        return _own_title(cell)
    for box in cell.css('[class*="_box2_"], .smc-documents, ul'):
        box.decompose()
    return _title(cell)


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


def _old_table(tables: list[Node]) -> Iterator[Found]:
    public: bool | None = None
    row: Node | None = None
    said: list[tuple[str, str]] = []
    for node in _rows(tables):
        names = classes(node)
        if _GROUP.intersection(names) or node.css_first("td.smc_tophn") is not None:
            if row is not None:
                yield _old_row(row, said, public)
            row, said = None, []
            if _GROUP.intersection(names):
                public = _part(node, public)
            else:
                row = node
        else:
            said.extend(_old_results(node, known="smc_tophz" in names))
    if row is not None:
        yield _old_row(row, said, public)


def _old_results(row: Node, known: bool) -> list[tuple[str, str]]:
    """The results in a row behind an item; in a row whose class is not `known`, those under known labels."""
    cells = [text for cell in row.css("td") if (text := words(cell))]
    if len(cells) == 1:
        return [split_label(cells[0])] if label(cells[0].partition(":")[0]) in RESULT else []
    pairs = [(label(name), value) for name, value in pairwise(cells) if name.endswith(":")]
    return [pair for pair in pairs if known or pair[0] in RESULT]


def _old_row(row: Node, said: list[tuple[str, str]], public: bool | None) -> Found:
    result, unknown = outcome(said)
    number, letter = top_nummer(words(row.css_first("td.smc_tophn")))
    own = _OWN_ROW_ID.search(row.attrs.get("id") or "")
    top = Top(
        id=own[1] if own else linked_id(row, "__ktonr"),
        nummer=number,
        oeffentlich=public if letter is None else letter,
        betreff=_title(row.css_first("td.smc_topht")),
        **_old_paper(row),
        **result,
    )
    return top, unknown


def _old_paper(row: Node) -> Fields:
    for cell in row.css("td:not(.smc_tophn, .smc_topht)"):
        number = stated(words(cell)) if cell.css_first("table") is None else None
        if number and re.search(r"\d", number):
            return {"vorlage_nummer": number, "vorlage_id": linked_id(cell, "__kvonr")}
    return {"vorlage_nummer": None, "vorlage_id": None}
