"""Kreise, their terms, bodies and offices as OParl objects. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.plugins import pm

#: The lists of a Body: its field -> the word of their path.
LISTS = {
    "organization": "organizations",
    "person": "persons",
    "meeting": "meetings",
    "paper": "papers",
    "agendaItem": "agendaitems",
    "consultation": "consultations",
    "file": "files",
    "legislativeTermList": "legislativeterms",
}
# Our kinds of names -> what OParl calls them.
_KINDS = {"gremium": "Gremium", "amt": "Verwaltungsbereich"}

Object = dict[str, Any]
Row = Mapping[str, Any]


def _values() -> Any:
    return pm.get_plugin("oparl_werte.py")


def key_of(kind: str, ags: str | None, name: str | None) -> str | None:
    """The key of a body (`gremium`) or an office (`amt`); None where a page names none."""
    return f"{ags}:{kind}:{name}" if ags and name else None


def body(db: Any, keys: Sequence[str]) -> list[Object]:
    """Bodies by AGS: Kreise of which a portal was read."""
    sql = "select * from oparl_kreise o join kreise k on k.ags = o.id where o.id in ({})"
    found = {row["ags"]: row for row in db.among(sql, keys)}
    return [_body(db, found[key]) for key in keys if key in found]


def _body(db: Any, row: Row) -> Object:
    ags = row["ags"]
    invented = ags.startswith("99")
    said = {
        **db.head("body", ags, row),
        "system": f"{db.base}/system",
        "name": row["name"] or ags,
        # OParl has the key of eight digits; the last three of a Kreis are zeros.
        "ags": f"{ags}000",
        "equivalent": [] if invented else [f"http://dcat-ap.de/def/politicalGeocoding/districtKey/{ags}"],
        "classification": row["typ"],
        "web": f"{db.pages}/kreis/{ags}",
        **{field: f"{db.to('body', ags)}/{word}" for field, word in LISTS.items()},
        "ris:land": row["land"],
    }
    # OParl wants the field of the terms, also where none is known.
    return {**_values().full(said), "legislativeTerm": legislativeterm(db, terms(db, ags))}


def terms(db: Any, ags: str) -> list[str]:
    """The keys of the terms of a Kreis: those of its Land."""
    sql = "select w.wahltag from kreise k join oparl_wahlperioden w using (land) where k.ags = ? order by w.wahltag"
    return [f"{ags}:{row['wahltag']}" for row in db.rows(sql, [ags])]


def legislativeterm(db: Any, keys: Sequence[str]) -> list[Object]:
    """Terms by AGS and day of the election."""
    sql = """select w.*, b.erstellt, b.geaendert from oparl_kreise b join kreise k on k.ags = b.id
        join oparl_wahlperioden w using (land) where b.id = ? and w.wahltag = ?"""
    found = [(key, db.rows(sql, key.split(":", 1))) for key in keys if ":" in key]
    return [_term(db, key, rows[0]) for key, rows in found if rows]


def _term(db: Any, key: str, row: Row) -> Object:
    said = {
        **db.head("legislativeterm", key, row),
        "body": db.to("body", key.partition(":")[0]),
        "name": row["name"],
        # Programs need a first day: where no law sets one, that of the election, and it says so.
        "startDate": row["beginn"] or row["wahltag"],
        "endDate": row["ende"],
        "ris:beginn": "gesetzt" if row["beginn"] else "wahltag",
        "ris:wahltag": row["wahltag"],
        "ris:quelle": row["quelle"],
    }
    return _values().full(said)  # type: ignore[no-any-return]


def organization(db: Any, keys: Sequence[str]) -> list[Object]:
    """Bodies and offices."""
    found = db.times("oparl_gremien", keys)
    return [_organization(db, found[key]) for key in keys if key in found]


def _organization(db: Any, row: Row) -> Object:
    said = {
        **db.head("organization", row["id"], row),
        "body": db.to("body", row["ags"]),
        "name": row["name"],
        "organizationType": _KINDS[row["art"]],
        "classification": row["typ"],
    }
    return _values().full(said)  # type: ignore[no-any-return]
