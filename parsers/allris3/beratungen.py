"""The Beratungsfolge of an ALLRIS 3 Vorlage, both skins (pure).

Its grammar: row A names a body and its role, and is followed by any number of rows B, one per meeting, with date,
meeting and result. No row B: the station is planned, or not public. Two rows B: the body met twice (first it deferred,
then it decided). The role belongs to row A and counts for all its rows B. A station of a non-public meeting prints the
meeting as plain text without a link (LK Osnabrück, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from parsers.allris3.head import cell_after
from parsers.common.html import Node, attribute, caption, link_id, words
from parsers.common.stations import Station, beratung, stations
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german

_DATE = re.compile(r"(?:[A-Za-zäöü]{2,10}\.?,?\s*)?\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")
# Columns that some tenants add to the four of the `_r` skin: neither body nor result.
_OTHER_COLUMNS = frozenset({"TOP", "Nr.", "Anlagen", "Vorlage", "Dokumente"})
_DATE_CELLS = frozenset({"text2", "date"})
# Rows B of the classic skin have seven cells (status, date, form, meeting, result, -, form), rows A two or three.
_CELLS_OF_MEETING = 6


class Row(NamedTuple):
    """One row of the table: status word, date, a result told by its class, the texts of the other cells."""

    zustand: str | None
    datum: date | None
    ergebnis: str | None
    texts: tuple[str, ...]
    meeting: bool
    node: Node


def beratungen(scope: Node) -> tuple[Beratung, ...]:
    """All stations inside a page's frame in printed order; () where the page has no Beratungsfolge.

    The `_r` skin prints the opening tag of the table twice; the parser closes the first, empty one.
    """
    nodes = _classic_rows(scope) or scope.css("table.bfTable tr") or scope.css("#bfTable tr")
    heads = [words(head) for node in nodes for head in node.css("th")]
    return tuple(stations(_stations(row for node in nodes if (row := _row(node, heads)))))


def _classic_rows(scope: Node) -> list[Node]:
    """Rows of the table behind "Beratungsfolge:": in the next row, or beside it (Alsdorf, Berlin Marzahn)."""
    head = next((cell for cell in scope.css("td.kb1") if caption(cell) == "Beratungsfolge"), None)
    if head is None:
        return []
    cell: Node | None = head
    while cell is not None:
        if (table := cell.css_first("table")) is not None:
            return table.css("tr")
        cell = cell_after(cell)
    following = head.parent.next if head.parent is not None else None
    while following is not None and following.tag != "tr":
        following = following.next
    table = following.css_first("table") if following is not None else None
    return table.css("tr") if table is not None else []


def _zustand(first: Node) -> str | None:
    """The status word: a cell's title (classic), or the label of the coloured box in it (`_r`)."""
    said = attribute(first, "title") or attribute(first.css_first("[aria-label]"), "aria-label")
    return german.stated(said or words(first))


def _row(node: Node, heads: list[str]) -> Row | None:
    cells = [cell for cell in node.iter() if cell.tag == "td"]
    if len(heads) == len(cells):
        cells = [cell for cell, head in zip(cells, heads, strict=True) if head not in _OTHER_COLUMNS]
    if not cells:
        return None
    printed = [(kind, words(cell)) for cell in cells if "toLink" not in (kind := attribute(cell, "class") or "")]
    datum, ergebnis, texts, meeting = None, None, [], len(cells) >= _CELLS_OF_MEETING
    for kind, text in printed[1:] if len(printed) > 1 else printed:
        if kind in _DATE_CELLS or (datum is None and _DATE.fullmatch(text)):
            datum, meeting = german.datum(text) if _DATE.fullmatch(text) else None, True
        elif ergebnis is None and kind == "text3":
            ergebnis = text
        elif text:
            texts.append(text)
    if not texts and datum is None:
        return None
    return Row(_zustand(cells[0]), datum, ergebnis, tuple(texts), meeting, node)


def _selected(node: Node) -> str | None:
    """TOLFDNR that the button to the agenda marks there, `to010.asp?topSelected=68461`; 0 marks none."""
    form = node.css_first("form[action*='topSelected']")
    marked = query(attribute(form, "action") or "").get("topselected")
    return marked if marked and marked.strip("0") else None


def _meeting(row: Row, station: Station) -> Beratung:
    meeting, other = (*row.texts, "", "")[:2]
    sitzung, ergebnis = german.stated(meeting), german.stated(row.ergebnis or other)
    station = station._replace(zustand=row.zustand or station.zustand)
    found = beratung(station, sitzung, ergebnis, row.datum)
    top_id = link_id(row.node, "tolfdnr") or _selected(row.node)
    return found.model_copy(update={"sitzung_id": link_id(row.node, "silfdnr"), "top_id": top_id})


def _stations(rows: Iterable[Row]) -> Iterator[Station | Beratung]:
    station = Station()
    for row in rows:
        if row.meeting:
            yield _meeting(row, station)
            continue
        gremium, rolle = (german.stated(text) for text in (*row.texts, "")[:2])
        yield (station := Station(gremium, rolle, row.zustand))
