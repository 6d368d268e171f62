"""The Beratungsfolge of an ALLRIS 3 Vorlage, both skins (pure).

Its grammar: row A names a body and its role, and is followed by any number of rows B, one per meeting, with date,
meeting and result. No row B: the station is planned, or not public. Two rows B: the body met twice (first it deferred,
then it decided). The role belongs to row A and counts for all its rows B. A station of a non-public meeting prints the
meeting as plain text without a link (LK Osnabrück, 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from parsers.allris3.head import cell_after, label_cells
from parsers.common import station_rows
from parsers.common.html import Node, around, attribute, caption, link_id, words
from parsers.common.stations import Station, beratung, is_day, role_alone, stations
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Beratung, Hinweis
from ris_scraper.words import german

_MEETINGS = "table :is(a[href*='to010'], a[href*='to020'], form[action*='to010'], form[action*='to020'])"
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


def beratungen(scope: Node, labels: list[Node]) -> tuple[tuple[Beratung, ...], tuple[Hinweis, ...]]:
    """All stations inside a page's frame in printed order, and what is to be said of their table.

    `labels` are the frame's `label_cells`.
    The `_r` skin prints the opening tag of the table twice; the parser closes the first, empty one.
    """
    if classic := _classic_rows(labels):
        return tuple(stations(_stations(row for node in classic if (row := _row(node))))), ()
    nodes = scope.css("table.bfTable tr") or scope.css("#bfTable tr") or _linked_rows(scope)
    found, hints = station_rows.rows(nodes)
    read = tuple(stations(station_rows.stations(found, _status, _ids)))
    return read, hints or station_rows.unread(scope, found)


def _linked_rows(scope: Node) -> list[Node]:
    """Rows of the table with links to agendas, whatever it is called."""
    table = around(scope.css_first(_MEETINGS), "table")
    return table.css("tr") if table is not None else []


def _classic_rows(labels: list[Node]) -> list[Node]:
    """Rows of the table behind "Beratungsfolge:": in the next row, or beside it (Alsdorf, Berlin Marzahn)."""
    head = next((cell for cell in labels if caption(cell) == "Beratungsfolge"), None)
    if head is None:
        return []
    cell: Node | None = head
    while cell is not None:
        if (table := cell.css_first("table")) is not None:
            return table.css("tr")
        cell = cell_after(cell)
    following = head.parent.next if head.parent is not None else None
    # Some tenants leave a row empty before the table; a row with a label is the next part of the head.
    while following is not None and (following.tag != "tr" or not (words(following) or following.css_first("table"))):
        following = following.next
    labelled = following is None or bool(label_cells(following))
    table = following.css_first("table") if following is not None and not labelled else None
    return table.css("tr") if table is not None else []


def _zustand(first: Node) -> str | None:
    """The status word: a cell's title (classic), or the label of the coloured box in it (`_r`)."""
    said = attribute(first, "title") or attribute(first.css_first("[aria-label]"), "aria-label")
    return german.stated(said or words(first))


def _status(row: station_rows.Row) -> str | None:
    return _zustand(row.status) if row.status is not None else None


def _ids(node: Node) -> dict[str, str | None]:
    return {"sitzung_id": link_id(node, "silfdnr"), "top_id": link_id(node, "tolfdnr") or _selected(node)}


def _row(node: Node) -> Row | None:
    cells = [cell for cell in node.iter() if cell.tag == "td"]
    if not cells:
        return None
    printed = [(attribute(cell, "class") or "", words(cell)) for cell in cells]
    datum, ergebnis, texts, meeting = None, None, [], len(cells) >= _CELLS_OF_MEETING
    for kind, text in printed[1:] if len(printed) > 1 else printed:
        if kind in _DATE_CELLS or (datum is None and is_day(text)):
            datum, meeting = german.datum(text) if is_day(text) else None, True
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
    return found.model_copy(update=_ids(row.node))


def _stations(rows: Iterable[Row]) -> Iterator[Station | Beratung]:
    station = Station()
    for row in rows:
        if row.meeting:
            yield _meeting(row, station)
            continue
        gremium, rolle = role_alone(*(german.stated(text) for text in (*row.texts, "", "")[:2]))
        yield (station := Station(gremium, rolle, row.zustand))
