"""Agendas of ALLRIS 4 (`to010`) as HTML (pure)."""

from __future__ import annotations

import re

from parsers.allris4.head import frame, head_values, heading, linked, links, missing
from parsers.allris4.labels import AGENDA, SILENT_CELLS, SITZUNG
from parsers.allris4.values import item, meeting_record
from parsers.common import columns
from parsers.common.agenda import is_part
from parsers.common.html import Node, around, first_of, tree, words
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Parsed, Top
from ris_scraper.words import german
from ris_scraper.words.persons import is_label

# TOLFDNR stands in ids even where nothing is linked: `link_1001057`, `betreff_1001057`.
_ITEM_ID = re.compile(r"(?:link|betreff)_(\d+)")
_ITEM = "table :is(a[id^='link_'], a[id^='betreff_'], a[href*='TOLFDNR='])"
_PAPERS = "a[href*='vo020']"


def read_sitzung(page: Page) -> Parsed:
    """One Sitzung with its agenda, and links to Vorlagen and Auszüge.

    Raises NotPublic or Gone where the portal says so, LayoutDrift where it states no date, body or agenda.
    """
    scope = frame(page, tree(page))
    values, unknown, _ = head_values(scope, SITZUNG)
    record = meeting_record(values, heading(scope))
    rows = _rows(page, scope)
    heads = _heads(rows)
    tops = _tops(rows, heads, german.oeffentlich(values.get("status", "")))
    unread = not tops and scope.css_first(_ITEM)
    if unread or not (tops or (record.datum and (record.gremium or record.name))):
        raise missing(page, words(scope), "#sidatum, #toTreeTable")
    own = page.query.get("silfdnr")
    return Parsed(
        datensaetze=(record.model_copy(update={"id": own, "tops": tops}),),
        links=links(page, scope, ("to010", own)),
        hinweise=(*unknown, *doubtful(values), *_unknown_columns(rows)),
    )


def _classes(cell: Node) -> list[str]:
    return (cell.attrs.get("class") or "").split()


def _heads(rows: list[Node]) -> list[str]:
    return [words(cell) for row in rows for cell in row.css("th")]


def _unknown_columns(rows: list[Node]) -> tuple[Hinweis, ...]:
    """Heads that neither their class nor their words explain."""
    cells = [cell for row in rows for cell in row.css("th")]
    known = {*AGENDA, *SILENT_CELLS}
    return columns.unknown(words(cell) for cell in cells if not known & set(_classes(cell)))


def _cells(row: Node, heads: list[str]) -> dict[str, Node]:
    """The cells of a row by their class, else by their head, else by what they hold."""
    own = columns.without_staff([cell for cell in row.iter() if cell.tag == "td"], heads)
    heads = [head for head in heads if not is_label(head)]
    cells: dict[str, Node] = {}
    for cell in own:
        for name in _classes(cell):
            if name in AGENDA:
                cells.setdefault(AGENDA[name], cell)
    if len(heads) == len(own):
        for head, cell in zip(heads, own, strict=True):
            if field := columns.field(head):
                cells.setdefault(field, cell)
    plain = [cell for cell in own if not SILENT_CELLS & set(_classes(cell))]
    return columns.by_content(plain, _PAPERS, cells) or cells


def _item_id(cells: dict[str, Node]) -> str | None:
    for field in ("nummer", "betreff", "vorlage"):
        for anchor in cells[field].css("a") if field in cells else ():
            named = _ITEM_ID.fullmatch(anchor.id or "")
            found = named[1] if named else query(anchor.attributes.get("href") or "").get("tolfdnr")
            if found:
                return found
    return None


def _tops(rows: list[Node], heads: list[str], part: bool | None) -> tuple[Top, ...]:
    """Items of the agenda. Rows without number and id are headings: public or not public part, else skipped.

    `part` is what the meeting's own status says, up to the first heading.
    """
    found: list[Top] = []
    for row in rows:
        cells = _cells(row, heads)
        number = _item_id(cells)
        said = {field: columns.without_head(words(cell), field) for field, cell in cells.items()}
        if "vorlage" in cells:
            said["vorlage"] = columns.without_head(first_of([cells["vorlage"]], _PAPERS), "vorlage")
        top = item(said, part)
        if top.nummer or (number and top.betreff):
            found.append(top.model_copy(update={"id": number, "vorlage_id": linked(cells.get("vorlage"), "vo020")}))
        elif is_part(printed := words(row)):
            part = german.oeffentlich(printed)
    return tuple(found)


def _rows(page: Page, scope: Node) -> list[Node]:
    """Rows of the agenda; () where the page shows no panel "Tagesordnung" at all."""
    table = (
        scope.css_first("#toTreeTable") or scope.css_first("table.toTable") or around(scope.css_first(_ITEM), "table")
    )
    if table is None:
        if any(words(panel) == "Tagesordnung" for panel in scope.css("h2.expandedTitle")):
            raise missing(page, words(scope), "#toTreeTable")
        return []
    # "Antrag der Fraktion X" behind a Betreff, and texts opened below it with their headings, are no part of it.
    for extra in table.css("span.zusatzinfo, div.docPart, td .expandedTitle"):
        extra.decompose()
    return table.css("tr")
