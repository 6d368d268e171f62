"""What a dataset knows, in the form of `World.expected()`, and how the two differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

_HEAD = ("nummer", "betreff", "art", "art_norm", "status", "oeffentlich", "federfuehrend", "aktenzeichen", "datum",
         "ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum")  # fmt: skip
_STATION = ("gremium", "gremium_typ", "rolle", "rolle_norm", "datum", "top", "zustand", "oeffentlich", "ergebnis",
            "ergebnis_norm", "ja", "nein", "enthaltung", "einstimmig")  # fmt: skip
_YES_NO = ("oeffentlich", "einstimmig")

Known = dict[str, dict[str, Any]]


def _values(row: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {n: bool(row[n]) if n in _YES_NO and row[n] is not None else row[n] for n in names}


def known(path: Path, portal: str) -> Known:
    """The Vorlagen of a portal in `ris.db`, but for those that vanished, with the lists that belong to them."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        papers = db.execute("select * from vorlagen where portal = ? and verschwunden_am is null", [portal]).fetchall()
        return {row["id"].partition(":")[2]: _vorlage(db, row) for row in papers}


def _vorlage(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    def rows(sql: str) -> list[sqlite3.Row]:
        return db.execute(sql, [row["id"]]).fetchall()

    stations = rows("select * from beratungen where vorlage = ? order by position")
    texts = rows("select titel, art, text from abschnitte where vorlage = ? and top is null order by position")
    return {
        **_values(row, _HEAD),
        "bezug": [r["nummer"] for r in rows("select nummer from bezuege where vorlage = ? order by rowid")],
        "anlagen": [r["name"] for r in rows("select name from anlagen where vorlage = ? order by position")],
        "abschnitte": [dict(r) for r in texts],
        "beratungen": [
            {
                **_values(s, _STATION),
                "sitzung_id": s["sitzung"].partition(":")[2] if s["sitzung"] else None,
                "sitzung": s["sitzung_name"],
            }
            for s in stations
        ],
    }


def differences(expected: Mapping[str, Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One line per value that differs; [] where the crawl was perfect."""
    lines = [f"{key}: missing" for key in expected.keys() - found.keys()]
    lines += [f"{key}: not of this world" for key in found.keys() - expected.keys()]
    for key in expected.keys() & found.keys():
        lines += _unlike(key, expected[key], found[key])
    return sorted(lines)


def _unlike(where: str, expected: Any, found: Any) -> list[str]:
    if isinstance(expected, Mapping):
        return [line for name, value in expected.items() for line in _unlike(f"{where}.{name}", value, found.get(name))]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for n, (one, other) in pairs for line in _unlike(f"{where}[{n}]", one, other)]
    return [] if expected == found else [f"{where}: expected {expected!r}, found {found!r}"]
