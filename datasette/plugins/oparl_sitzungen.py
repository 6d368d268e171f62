"""Meetings, their places and items as OParl objects. Runs in the server, so it imports nothing of ours.

A station of a Beratungsfolge names a body and a day, and often the outcome, while no agenda was read. So that all this
reaches who reads OParl, it has a meeting and an item there too: by body and day, and by the key of the station.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from datasette.plugins import pm

#: What the key of an item begins with that only a station tells of.
OF_STATION = "beratung~"
_SAYING = ("top", "ergebnis", "beschluss", "ja", "nein", "enthaltung", "einstimmig")

Object = dict[str, Any]
Row = Mapping[str, Any]


def _values() -> Any:
    return pm.get_plugin("oparl_werte.py")


def _bodies() -> Any:
    return pm.get_plugin("oparl_gremien.py")


# --- meetings --------------------------------------------------------------------------------


def meeting(db: Any, keys: Sequence[str]) -> list[Object]:
    """Meetings with their agendas."""
    times, heads = db.times("oparl_sitzungen", keys), _heads(db, keys)
    there = [key for key in keys if key in times and key in heads]
    bodies = db.times("oparl_gremien", (_body_of(heads[key]) for key in there))
    items = _items(db, there, times)
    return [_meeting(db, times[key], heads[key], bodies, items[key]) for key in there]


def meeting_of(station: Row) -> str | None:
    """The key of the meeting of a station; None where its body or day is not known."""
    if station["sitzung"] or not (station["datum"] and station["gremium"]):
        return station["sitzung"]  # type: ignore[no-any-return]
    return f"{station['vorlage'].partition(':')[0]}:{station['datum']}:{station['gremium']}"


def _heads(db: Any, keys: Sequence[str]) -> dict[str, Row]:
    """What is known of meetings: their own rows, else what their stations say."""
    found = {row["id"]: row for row in db.among(_BY_STATION, keys)}
    return found | {row["id"]: row for row in db.among(_BY_PAGE, keys)}


_BY_PAGE = """
select s.id, s.portal, s.ags, coalesce(s.name, (
    select min(b.sitzung_name) from beratungen b where b.sitzung = s.id
  )) as name, s.gremium, s.datum, s.beginn, s.ende, s.ort, s.abgesagt, s.url
from sitzungen s where s.id in ({})
"""
_BY_STATION = """
select o.id, o.portal, p.ags, o.name, o.gremium, o.datum, null as beginn, null as ende, null as ort, null as abgesagt,
  null as url
from oparl_sitzungen o join portale p on p.slug = o.portal where o.datum is not null and o.id in ({})
"""


def _body_of(row: Row) -> str | None:
    return _bodies().key_of("gremium", row["ags"], row["gremium"])  # type: ignore[no-any-return]


def _meeting(db: Any, times: Row, row: Row, bodies: Mapping[str, Row], items: list[Object]) -> Object:
    values, body = _values(), _body_of(row)
    said = {
        **db.head("meeting", row["id"], times),
        "name": row["name"],
        "cancelled": values.flag(row["abgesagt"]),
        "start": values.moment(row["datum"], row["beginn"]),
        "end": _end(row),
        "location": _location(db, times, row),
        "organization": [db.to("organization", body)] if body in bodies else [],
        "agendaItem": items,
        "web": values.web(row["url"]),
    }
    return values.full(said)  # type: ignore[no-any-return]


def _end(row: Row) -> str | None:
    """When a meeting ended; one that seems to end before it began ended on the next day."""
    day = _values().day(row["datum"])
    if not day or not row["ende"]:
        return None
    if row["beginn"] and row["ende"] < row["beginn"] and day < "9999":
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return _values().moment(day, row["ende"])  # type: ignore[no-any-return]


def location(db: Any, keys: Sequence[str]) -> list[Object]:
    """The places of meetings, by the keys of these."""
    times, heads = db.times("oparl_sitzungen", keys), _heads(db, keys)
    found = (_location(db, times[key], heads[key]) for key in keys if key in times and key in heads)
    return [said for said in found if said]


def _location(db: Any, times: Row, row: Row) -> Object:
    place = _values().full({"description": row["ort"]})
    return {**db.head("location", row["id"], times), **place} if place else {}


# --- items -----------------------------------------------------------------------------------


def agendaitem(db: Any, keys: Sequence[str]) -> list[Object]:
    """Agenda items by their keys, or by those of their stations; each as its meeting has it."""
    stations = _stations(db, [key.removeprefix(OF_STATION) for key in keys if key.startswith(OF_STATION)])
    meetings = {row["sitzung"] for row in db.among("select sitzung from tops where id in ({})", keys)}
    meetings |= {key for row in stations if (key := meeting_of(row))}
    times = db.times("oparl_sitzungen", meetings)
    found = {said["id"]: said for items in _items(db, [*times], times).values() for said in items}
    alone = (_alone(db, row) for row in stations if meeting_of(row) not in times or row["verschwunden_am"])
    found |= {said["id"]: said for said in alone if said}
    return [found[address] for key in keys if (address := db.to("agendaitem", key)) in found]


def _stations(db: Any, keys: Sequence[str]) -> list[Row]:
    sql = f"{_STATIONS} where b.id in ({{}})"
    return db.among(sql, keys)  # type: ignore[no-any-return]


def _alone(db: Any, row: Row) -> Object | None:
    """The item of a station without a meeting, or of a Vorlage that is gone."""
    if not says_something(row):
        return None
    times = db.times("oparl_vorlagen", [row["vorlage"]])[row["vorlage"]]
    if times["geloescht"]:
        return db.gone("agendaitem", OF_STATION + row["id"], times)  # type: ignore[no-any-return]
    return _item_of_station(db, times, None, row, 1)


def _items(db: Any, meetings: Sequence[str], times: Mapping[str, Row]) -> dict[str, list[Object]]:
    """The items of meetings: those of the agenda, then those that only stations tell of."""
    tops, stations = _tops(db, meetings), _stations_in(db, meetings)
    words = _words(db, [top["id"] for rows in tops.values() for top in rows])
    return {key: [*_agenda(db, times[key], key, tops[key], stations[key], words)] for key in meetings}


def _tops(db: Any, meetings: Sequence[str]) -> dict[str, list[Row]]:
    sql = "select * from tops where sitzung in ({}) order by sitzung, position, id"
    return _values().grouped(db.among(sql, meetings), "sitzung")  # type: ignore[no-any-return]


_STATIONS = """
select b.*, v.betreff, v.nummer as vorlage_nummer, v.verschwunden_am
from beratungen b join vorlagen v on v.id = b.vorlage
"""
_IN_MEETINGS = f"{_STATIONS} where b.sitzung in ({{}}) and v.verschwunden_am is null order by b.sitzung, b.id"
# The plus keeps SQLite to the index of days: a body met on few days, and many bodies on one.
_ON_DAY = f"""{_STATIONS} where b.datum = ? and b.vorlage >= ? and b.vorlage < ? and +b.sitzung is null
and +b.gremium = ? and v.verschwunden_am is null order by b.id"""


def _stations_in(db: Any, meetings: Sequence[str]) -> dict[str, list[Row]]:
    """The stations in meetings, of Vorlagen that are not gone."""
    found: dict[str, list[Row]] = _values().grouped(db.among(_IN_MEETINGS, meetings), "sitzung")
    for row in db.among("select * from oparl_sitzungen where datum is not null and id in ({})", meetings):
        found[row["id"]] = db.rows(_ON_DAY, [row["datum"], f"{row['portal']}:", f"{row['portal']};", row["gremium"]])
    return found


def _words(db: Any, tops: Sequence[str]) -> dict[str, str]:
    """The wording of decisions by the key of the item."""
    sql = """select top, text from abschnitte where top in ({}) and (art = 'beschlussvorschlag' or titel is null)
        order by top, position"""
    found = _values().grouped(db.among(sql, tops), "top")
    return {top: "\n\n".join(row["text"] for row in rows if row["text"]) for top, rows in found.items()}


def pairs(stations: Sequence[Row], tops: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Stations and the items that they are, of the same meeting and Vorlage: by the portal's number, else the printed
    one (several bodies that meet together have one item), else one that is left.
    """
    places: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
    for top in tops:
        places[top["sitzung"], top["vorlage"]].append(top)
    taken: set[str] = set()
    for station in sorted(stations, key=lambda one: (one["top_id"] is None, one["top"] is None, one["id"])):
        there = places.get((station["sitzung"], station["vorlage"]), [])
        same = (top for same in (_same_id, _same_number) for top in there if same(top, station))
        left = (top for top in there if top["id"] not in taken)
        if top := next(same, None) or next(left, None):
            taken.add(top["id"])
            yield station, top


def _same_id(top: Row, station: Row) -> bool:
    return top["top_id"] is not None and top["top_id"] == station["top_id"]


def _same_number(top: Row, station: Row) -> bool:
    return top["nummer"] is not None and top["nummer"] == station["top"]


def says_something(station: Row) -> bool:
    """Whether a station says anything that an agenda item has."""
    return any(station[name] is not None for name in _SAYING)


def _agenda(
    db: Any, times: Row, key: str, tops: Sequence[Row], stations: Sequence[Row], words: Mapping[str, str]
) -> Iterator[Object]:
    found = [*pairs(stations, tops)]
    paired, station_of = {station["id"] for station, _ in found}, {top["id"]: one for one, top in reversed(found)}
    for top in tops:
        yield _item(db, times, key, top, station_of.get(top["id"]), words.get(top["id"]))
    last = max((top["position"] or 0 for top in tops), default=0)
    alone = [one for one in stations if one["id"] not in paired and says_something(one)]
    for place, station in enumerate(alone, start=last + 1):
        yield _item_of_station(db, times, key, station, place)


def _item(db: Any, times: Row, key: str, top: Row, station: Row | None, words: str | None) -> Object:
    """An item of an agenda; with the outcome that its station knows, which is joined from all pages."""
    decided = station if station and station["ergebnis"] else top
    said = {
        **db.head("agendaitem", top["id"], times),
        "meeting": db.to("meeting", key),
        "number": top["nummer"],
        "order": top["position"] or 0,
        **_values().called(top["betreff"], "TOP", top["nummer"]),
        "public": _values().flag(top["oeffentlich"]),
        "consultation": db.to("consultation", station["id"]) if station else None,
        "resolutionText": words,
        "ris:vorlage_nummer": top["vorlage_nummer"],
        **_outcome(decided),
    }
    return _values().full(said)  # type: ignore[no-any-return]


def _item_of_station(db: Any, times: Row, key: str | None, row: Row, place: int) -> Object:
    """An item that only a Beratungsfolge tells of: it is called as its Vorlage is."""
    said = {
        **db.head("agendaitem", OF_STATION + row["id"], times),
        "meeting": db.to("meeting", key) if key else None,
        "number": row["top"],
        "order": place,
        **_values().called(row["betreff"], "TOP", row["top"]),
        "public": _values().flag(row["oeffentlich"]),
        "consultation": db.to("consultation", row["id"]),
        "resolutionText": row["beschluss"],
        "ris:vorlage_nummer": row["vorlage_nummer"],
        **_outcome(row),
    }
    return _values().full(said)  # type: ignore[no-any-return]


def _outcome(row: Row) -> Object:
    return {"result": row["ergebnis"], "ris:ergebnis_norm": row["ergebnis_norm"], **_values().votes(row)}
