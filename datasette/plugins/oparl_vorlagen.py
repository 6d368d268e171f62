"""Vorlagen, their stations and files as OParl objects. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.plugins import pm

# What OParl has no field for.
_PAPER = ("portal", "art_norm", "status", "aktenzeichen", "beteiligt", "einbringer", "einbringer_typ", "fraktionen",
          "ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum", "ergebnis_stand")  # fmt: skip
_CONSULTATION = ("rolle_norm", "gremium_typ", "zustand", "top", "ergebnis", "ergebnis_norm", "beschluss")
_FILE = ("stand", "seitenzahl", "sha256")
_DECIDES = "entscheidung"

Object = dict[str, Any]
Row = Mapping[str, Any]


def _values() -> Any:
    return pm.get_plugin("oparl_werte.py")


def _meetings() -> Any:
    return pm.get_plugin("oparl_sitzungen.py")


def _key(kind: str, ags: str | None, name: str | None) -> str | None:
    return pm.get_plugin("oparl_gremien.py").key_of(kind, ags, name)  # type: ignore[no-any-return]


# --- papers ----------------------------------------------------------------------------------


def paper(db: Any, keys: Sequence[str]) -> list[Object]:
    """Vorlagen with their stations and files; of those that are gone what is left."""
    times = db.times("oparl_vorlagen", keys)
    there = [key for key in keys if key in times and not times[key]["geloescht"]]
    found = {key: db.gone("paper", key, row) for key, row in times.items() if row["geloescht"]}
    found |= _papers(db, there, times)
    return [found[key] for key in keys if key in found]


def _papers(db: Any, keys: Sequence[str], times: Mapping[str, Row]) -> dict[str, Object]:
    heads = db.among("select * from vorlagen where id in ({})", keys)
    offices = db.times("oparl_gremien", (_key("amt", row["ags"], row["federfuehrend"]) for row in heads))
    lists = {
        "consultation": _by_paper(consultation(db, consultations(db, keys))),
        "auxiliaryFile": _by_paper(file(db, files(db, keys))),
        "relatedPaper": _related(db, keys),
        "ris:bezug": _beside(db, keys, _PRINTED),
        "ris:konzepte": _beside(db, keys, _CONCEPTS),
    }
    return {
        row["id"]: _paper(db, times[row["id"]], row, offices, {
            name: found.get(db.to("paper", row["id"]), []) for name, found in lists.items()
        })
        for row in heads
    }  # fmt: skip


def _by_paper(parts: Sequence[Object]) -> dict[str, list[Object]]:
    """Stations or files by the address of their paper."""
    found: dict[str, list[Object]] = {}
    for part in parts:
        where = part["paper"]
        found.setdefault(where if isinstance(where, str) else where[0], []).append(part)
    return found


def _beside(db: Any, keys: Sequence[str], sql: str) -> dict[str, list[str]]:
    """What stands beside papers, in the order of the query, which gives `vorlage` and `wert`: by their address."""
    found: dict[str, list[str]] = {}
    for row in db.among(sql, keys):
        found.setdefault(db.to("paper", row["vorlage"]), []).append(row["wert"])
    return found


def _related(db: Any, keys: Sequence[str]) -> dict[str, list[str]]:
    """The papers that papers refer to; those that are gone are answered, too."""
    return {paper: [db.to("paper", key) for key in others] for paper, others in _beside(db, keys, _RELATED).items()}


# The numbers that papers refer to as printed, those of them that are papers here, and concepts.
_PRINTED = "select vorlage, nummer as wert from bezuege where vorlage in ({}) order by rowid"
_RELATED = """select z.vorlage, z.bezug as wert from bezuege z join vorlagen v on v.id = z.bezug
  where z.vorlage in ({}) order by z.vorlage, z.nummer"""
_CONCEPTS = "select vorlage, konzept as wert from konzept_vorlagen where vorlage in ({}) order by vorlage, konzept"


def _paper(db: Any, times: Row, row: Row, offices: Mapping[str, Row], lists: Mapping[str, list[Any]]) -> Object:
    values, office = _values(), _key("amt", row["ags"], row["federfuehrend"])
    said = {
        **db.head("paper", row["id"], times),
        "body": db.to("body", row["ags"]) if row["ags"] else None,
        **values.called(row["betreff"], "Vorlage", row["nummer"]),
        "reference": row["nummer"],
        "date": values.day(row["datum"]),
        "paperType": row["art"],
        "underDirectionOf": [db.to("organization", office)] if office in offices else [],
        **lists,
        "web": values.web(row["url"]),
        "ris:oeffentlich": values.flag(row["oeffentlich"]),
        **values.ours(row, _PAPER),
    }
    return values.full(said)  # type: ignore[no-any-return]


# --- stations --------------------------------------------------------------------------------


def consultations(db: Any, papers: Sequence[str]) -> list[str]:
    """The keys of the stations of papers, in their order."""
    sql = "select id from beratungen where vorlage in ({}) order by vorlage, position, id"
    return [row["id"] for row in db.among(sql, papers)]


def consultation(db: Any, keys: Sequence[str]) -> list[Object]:
    """Stations; of those whose paper is gone what is left."""
    papers = {row["vorlage"] for row in db.among("select vorlage from beratungen where id in ({})", keys)}
    times = db.times("oparl_vorlagen", papers)
    # All stations of these papers, as an item belongs to one of them.
    sql = (
        "select b.*, v.ags from beratungen b join vorlagen v on v.id = b.vorlage where b.vorlage in ({}) order by b.id"
    )
    rows = {row["id"]: row for row in db.among(sql, papers)}
    meetings = db.times("oparl_sitzungen", map(_meetings().meeting_of, rows.values()))
    bodies = db.times("oparl_gremien", (_key("gremium", row["ags"], row["gremium"]) for row in rows.values()))
    items = _items(db, [*papers], [*rows.values()])
    return [
        _consultation(db, times[rows[key]["vorlage"]], rows[key], meetings, bodies, items.get(key))
        for key in keys
        if key in rows
    ]


def _items(db: Any, papers: Sequence[str], stations: Sequence[Row]) -> dict[str, str]:
    """The keys of the items of stations: those of agendas, else what the station itself says."""
    sql = "select * from tops where vorlage in ({}) order by sitzung, position, id"
    of_agenda = {station["id"]: top["id"] for station, top in _meetings().pairs(stations, db.among(sql, papers))}
    own = {one["id"]: _meetings().OF_STATION + one["id"] for one in stations if _meetings().says_something(one)}
    return own | of_agenda


def _consultation(
    db: Any, times: Row, row: Row, meetings: Mapping[str, Row], bodies: Mapping[str, Row], item: str | None
) -> Object:
    if times["geloescht"]:
        return db.gone("consultation", row["id"], times)  # type: ignore[no-any-return]
    meeting, body = _meetings().meeting_of(row), _key("gremium", row["ags"], row["gremium"])
    said = {
        **db.head("consultation", row["id"], times),
        "paper": db.to("paper", row["vorlage"]),
        "agendaItem": db.to("agendaitem", item) if item else None,
        "meeting": db.to("meeting", meeting) if meeting in meetings else None,
        "organization": [db.to("organization", body)] if body in bodies else [],
        "authoritative": row["rolle_norm"] == _DECIDES if row["rolle_norm"] else None,
        "role": row["rolle"],
        "ris:oeffentlich": _values().flag(row["oeffentlich"]),
        **_values().ours(row, _CONSULTATION),
        **_values().votes(row),
    }
    return _values().full(said)  # type: ignore[no-any-return]


# --- files -----------------------------------------------------------------------------------


def files(db: Any, papers: Sequence[str]) -> list[str]:
    """The keys of the files of papers, in their order."""
    sql = "select id from anlagen where vorlage in ({}) and url is not null order by vorlage, position, id"
    return [row["id"] for row in db.among(sql, papers)]


def file(db: Any, keys: Sequence[str]) -> list[Object]:
    """Files that have an address; of those whose paper is gone what is left."""
    rows = {row["id"]: row for row in db.among("select * from anlagen where id in ({})", keys)}
    times = db.times("oparl_vorlagen", (row["vorlage"] for row in rows.values()))
    there = (rows[key] for key in keys if key in rows and _values().web(rows[key]["url"]))
    return [_file(db, times[row["vorlage"]], row) for row in there]


def _file(db: Any, times: Row, row: Row) -> Object:
    if times["geloescht"]:
        return db.gone("file", row["id"], times)  # type: ignore[no-any-return]
    said = {
        **db.head("file", row["id"], times),
        "name": row["name"],
        "accessUrl": row["url"],
        "size": row["groesse"],
        "paper": [db.to("paper", row["vorlage"])],
        **_values().ours(row, _FILE),
    }
    return _values().full(said)  # type: ignore[no-any-return]
