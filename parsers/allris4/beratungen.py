"""The Beratungsfolge of an ALLRIS 4 Vorlage (pure).

A row names a body, its role and the status word of the station; it is followed by any number of rows with date, meeting
and result. Classes `even` and `odd` only colour the rows (Laatzen, 2026-11: a station without a meeting shifts them).
No row with a date: the station is planned, stopped, or not public. A meeting without a link is not public.
"""

from __future__ import annotations

from parsers.allris4.head import linked
from parsers.common.html import Node, around
from parsers.common.station_rows import Row, item_of, rows, stations, unread
from parsers.common.stations import stations as completed
from ris_scraper.nouns.records import Beratung, Hinweis
from ris_scraper.words import german

_BULLETS = "●•○◦ "
_MEETING = "table :is(a[href*='to010'], a[href*='to020'])"


def status_word(text: str) -> str | None:
    """The status word of a station without its bullet.

    >>> status_word("● Geplant")
    'Geplant'
    """
    return german.stated(text.lstrip(_BULLETS))


def beratungen(scope: Node) -> tuple[tuple[Beratung, ...], tuple[Hinweis, ...]]:
    """All stations of a page in printed order, and what is to be said of their table."""
    table = (
        scope.css_first("table.bfTable") or scope.css_first("#bfTable") or around(scope.css_first(_MEETING), "table")
    )
    found, hints = rows(table.css("tr")) if table is not None else ([], ())
    return tuple(completed(stations(found, _zustand, _ids))), hints or unread(scope, found)


def _zustand(row: Row) -> str | None:
    return status_word(row.texts.get("zustand", ""))


def _ids(node: Node) -> dict[str, str | None]:
    return {"sitzung_id": linked(node, "to010"), "top_id": item_of(node)}
