"""The Beratungsfolge of an ALLRIS 4 Vorlage (pure).

A row names a body, its role and the status word of the station; it is followed by any number of rows with date, meeting
and result. Classes `even` and `odd` only colour the rows (Laatzen, 2026-11: a station without a meeting shifts them).
No row with a date: the station is planned, stopped, or not public. A meeting without a link is not public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parsers.allris4.head import linked
from parsers.allris4.labels import STATION_COLUMNS, USUAL_COLUMNS
from parsers.common.html import Node, attribute, words
from parsers.common.stations import Station, beratung, stations
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german

_BULLETS = "●•○◦ "


class _Row(NamedTuple):
    texts: dict[str, str]
    dated: bool
    node: Node


def status_word(text: str) -> str | None:
    """The status word of a station without its bullet.

    >>> status_word("● Geplant")
    'Geplant'
    """
    return german.stated(text.lstrip(_BULLETS))


def beratungen(scope: Node) -> tuple[Beratung, ...]:
    """All stations of a page in printed order; () where the page has no Beratungsfolge."""
    table = scope.css_first("table.bfTable") or scope.css_first("#bfTable")
    if table is None:
        return ()
    columns = _columns(table)
    return tuple(stations(_stations(row for node in table.css("tr") if (row := _row(node, columns)))))


def _columns(table: Node) -> tuple[str | None, ...]:
    heads = tuple(STATION_COLUMNS.get(words(cell)) for cell in table.css("th"))
    return heads if "datum" in heads and "gremium" in heads else USUAL_COLUMNS


def _row(node: Node, columns: tuple[str | None, ...]) -> _Row | None:
    cells = [cell for cell in node.iter() if cell.tag == "td"]
    texts: dict[str, str] = {}
    dated = False
    for field, cell in zip(columns, cells, strict=False):
        if field:
            texts[field] = texts.get(field) or words(cell)
            dated = dated or (field == "datum" and "date" in (attribute(cell, "class") or "").split())
    dated = dated or bool(texts.get("datum"))
    return _Row(texts, dated, node) if dated or texts.get("gremium") else None


def _top_id(node: Node) -> str | None:
    """TOLFDNR of the item: in the link to its Auszug, or beside the SILFDNR in the link to its agenda."""
    hrefs = (anchor.attributes.get("href") or "" for anchor in node.css("a[href*='TOLFDNR=']"))
    return next((found for href in hrefs if (found := query(href).get("tolfdnr"))), None)


def _meeting(row: _Row, station: Station) -> Beratung:
    zustand = status_word(row.texts.get("zustand", "")) or station.zustand
    sitzung, ergebnis = (german.stated(row.texts.get(field)) for field in ("gremium", "beschluss"))
    found = beratung(station._replace(zustand=zustand), sitzung, ergebnis, german.datum(row.texts.get("datum", "")))
    top, _ = german.top_nummer(row.texts.get("top", ""))
    return found.model_copy(update={"sitzung_id": linked(row.node, "to010"), "top_id": _top_id(row.node), "top": top})


def _stations(rows: Iterable[_Row]) -> Iterator[Station | Beratung]:
    station = Station()
    for row in rows:
        if row.dated:
            yield _meeting(row, station)
            continue
        gremium, rolle = (german.stated(row.texts.get(field)) for field in ("gremium", "beschluss"))
        yield (station := Station(gremium, rolle, status_word(row.texts.get("zustand", ""))))
