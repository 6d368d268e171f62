"""The Beratungsfolge: a table of `/vorgang`, one row a station."""

from __future__ import annotations

from parsers.common.html import Node, Tree, words
from parsers.sdnet.head import cells, columns, rows, token, written
from parsers.sdnet.labels import BERATUNGSFOLGE
from parsers.sdnet.values import doubts, station_of
from ris_scraper.nouns.records import Beratung, Hinweis


def stations_table(where: Tree) -> Node | None:
    """The table "Beratungsfolge": by its caption, else by its class; a paper may have none."""
    captioned = [table for table in where.css("table") if words(table.css_first("caption")) == BERATUNGSFOLGE]
    return next(iter(captioned or where.css("table.table-vorgang")), None)


def stations_of(table: Node) -> tuple[tuple[Beratung, ...], list[Hinweis]]:
    """One station per row, and a Hinweis for each column that no table knows."""
    (header, unknown), found = columns(table), []
    for row in (row for row in rows(table) if row.css_first("td")):
        said = cells(row, header)
        printed = {field: written(cell) for field, cell in said.items()}
        if not (printed.get("gremium") or printed.get("termin")):
            continue
        unknown += doubts(printed)
        meeting = said["termin"].css_first("a[href*='__=']") if "termin" in said else None
        number = token(meeting.attributes.get("href") or "") if meeting is not None else None
        found.append(station_of(printed, number))
    return tuple(found), unknown
