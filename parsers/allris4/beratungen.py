"""The Beratungsfolge of an ALLRIS 4 Vorlage (pure).

A row names a body, its role and the status word of the station; it is followed by any number of rows with date, meeting
and result. Classes `even` and `odd` only colour the rows (Laatzen, 2026-11: a station without a meeting shifts them).
No row with a date: the station is planned, stopped, or not public. A meeting without a link is not public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from parsers.allris4.head import linked
from parsers.allris4.labels import FOLGE, FOLGE_USUAL
from parsers.common.html import Node, attribute, words
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Beratung, Vote
from ris_scraper.words import german
from ris_scraper.words.votes import count_votes

_BULLETS = "●•○◦ "


class Station(NamedTuple):
    """What the row of a body says."""

    gremium: str | None = None
    rolle: str | None = None
    zustand: str | None = None


class _Row(NamedTuple):
    texte: dict[str, str]
    datiert: bool
    node: Node


def beratung(
    station: Station, sitzung: str | None = None, ergebnis: str | None = None, datum: date | None = None
) -> Beratung:
    """One station as a record; vote and publicness are taken from the printed words."""
    vote = count_votes(ergebnis) if ergebnis else Vote()
    return Beratung(
        gremium=station.gremium,
        rolle=station.rolle,
        zustand=station.zustand,
        datum=datum,
        sitzung=sitzung,
        oeffentlich=german.oeffentlich(f"{station.gremium or ''} {sitzung or ''}"),
        ergebnis=ergebnis,
        **vote.model_dump(),
    )


def status_word(text: str) -> str | None:
    """The status word of a station without its bullet.

    >>> status_word("● Geplant")
    'Geplant'
    """
    return german.stated(text.lstrip(_BULLETS))


def _columns(table: Node) -> tuple[str | None, ...]:
    heads = tuple(FOLGE.get(words(cell)) for cell in table.css("th"))
    return heads if "datum" in heads and "gremium" in heads else FOLGE_USUAL


def _row(node: Node, columns: tuple[str | None, ...]) -> _Row | None:
    cells = [cell for cell in node.iter() if cell.tag == "td"]
    texte: dict[str, str] = {}
    datiert = False
    for field, cell in zip(columns, cells, strict=False):
        if field:
            texte[field] = texte.get(field) or words(cell)
            datiert = datiert or (field == "datum" and "date" in (attribute(cell, "class") or "").split())
    datiert = datiert or bool(texte.get("datum"))
    return _Row(texte, datiert, node) if datiert or texte.get("gremium") else None


def _top_id(node: Node) -> str | None:
    """TOLFDNR of the item: in the link to its Auszug, or beside the SILFDNR in the link to its agenda."""
    hrefs = (anchor.attributes.get("href") or "" for anchor in node.css("a[href*='TOLFDNR=']"))
    return next((found for href in hrefs if (found := query(href).get("tolfdnr"))), None)


def _meeting(row: _Row, station: Station) -> Beratung:
    zustand = status_word(row.texte.get("zustand", "")) or station.zustand
    sitzung, ergebnis = (german.stated(row.texte.get(field)) for field in ("gremium", "beschluss"))
    found = beratung(station._replace(zustand=zustand), sitzung, ergebnis, german.datum(row.texte.get("datum", "")))
    top, _ = german.top_nummer(row.texte.get("top", ""))
    return found.model_copy(update={"sitzung_id": linked(row.node, "to010"), "top_id": _top_id(row.node), "top": top})


def _stations(rows: Iterable[_Row]) -> Iterator[Beratung]:
    station, waits = Station(), False
    for row in rows:
        if row.datiert:
            yield _meeting(row, station)
            waits = False
            continue
        if waits:
            yield beratung(station)
        gremium, rolle = (german.stated(row.texte.get(field)) for field in ("gremium", "beschluss"))
        station, waits = Station(gremium, rolle, status_word(row.texte.get("zustand", ""))), True
    if waits:
        yield beratung(station)


def beratungen(scope: Node) -> tuple[Beratung, ...]:
    """All stations of a page in printed order; () where the page has no Beratungsfolge."""
    table = scope.css_first("table.bfTable") or scope.css_first("#bfTable")
    if table is None:
        return ()
    columns = _columns(table)
    return tuple(_stations(row for node in table.css("tr") if (row := _row(node, columns))))
