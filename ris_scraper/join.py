"""Joins the statements of a portal's pages into rows (floor 4): which parts belong together, and where they go.

What a joined row looks like is `merge`'s; this module finds the parts and writes the rows, many things at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from ris_scraper import merge
from ris_scraper.dataset import Dataset
from ris_scraper.konzept_zeilen import konzept_vorlagen, settle_konzepte
from ris_scraper.merge import Name, Part, Row
from ris_scraper.normalise import gremium_typ, rolle
from ris_scraper.presse import clear_presse, join_presse
from ris_scraper.statements import Statement, marks, owners, sharing, sources, statements
from ris_scraper.summarise import summarise
from ris_scraper.verweise import meetings, named_by, names, resolve

# How many Vorlagen or Sitzungen are joined at a time: enough to spare queries, few enough to hold in memory.
_BATCH = 100


def settle(db: Dataset, portal: str) -> None:
    """Bring all derived rows of a portal up to date after pages were put in; the full-text indexes are left to
    `Dataset.rebuild_volltext`."""
    join_dirty(db)
    db.execute(_OLD_STUBS, [portal])
    db.execute(_STUBS, [portal])
    db.execute(_REFERENCES, [portal, portal])
    settle_konzepte(db)
    db.delete("hinweise", "portal", [portal])
    db.execute(_NOTES, [portal])
    summarise(db, portal)


def join_dirty(db: Dataset) -> None:
    """Join anew every press report, Sitzung and Vorlage whose statements changed."""
    _drain(db, "presse", clear_presse, join_presse)
    for typ, keys in named_by(db, list(db.dirty["gremium"])).items():
        db.dirty[typ].update(dict.fromkeys(keys))
    db.dirty["gremium"].clear()
    _drain(db, "sitzung", _clear_sitzungen, _join_sitzungen)
    _drain(db, "vorlage", _clear_vorlagen, _join_vorlagen)


_Clear = Callable[[Dataset, Collection[str]], None]
_Join = Callable[[Dataset, str, list[str]], None]


def _drain(db: Dataset, kind: str, clear: _Clear, join: _Join) -> None:
    """Join until nothing is dirty; joining one thing may touch others."""
    dirty = db.dirty[kind]
    for _, keys in _batches(list(dirty)):
        dirty.update(dict.fromkeys(sharing(db, kind, keys)))
    while dirty:
        for _, keys in _batches(list(dirty)):
            moved = owners(db, kind, keys)
            clear(db, moved)
            for key, owner in moved.items():
                del dirty[key]
                dirty[owner] = None
        todo = list(dirty)
        dirty.clear()
        for portal, keys in _batches(todo):
            join(db, portal, keys)


def _batches(keys: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Portal and keys of things that are joined together."""
    for portal, group in groupby(keys, lambda key: key.partition(":")[0]):
        while batch := list(islice(group, _BATCH)):
            yield portal, batch


# --- rows out and in --------------------------------------------------------------------------


def _kreis(db: Dataset, portal: str) -> tuple[str | None, str | None]:
    """AGS and name of the Kreis of a portal."""
    sql = "select p.ags, k.name from portale p left join kreise k on k.ags = p.ags where p.slug = ?"
    return next(((row["ags"], row["name"]) for row in db.rows(sql, [portal])), (None, None))


class _Rows:
    """Joined rows, collected to be written table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, values: dict[str, Any], row: Row) -> None:
        """Add a row with its id and place in `values`, and the pages that filled its gaps."""
        self.tables[table].append({**values, "seite": row.seite})
        self.tables["herkunft"] += (
            {"tabelle": table, "zeile": values["id"], "feld": name, "seite": page}
            for name, page in row.herkunft.items()
        )

    def add_list(self, table: str, prefix: str, owner: dict[str, Any], parts: Iterable[Part]) -> None:
        """Add the list (Abschnitte, Anlagen) of the first page that states one."""
        seite, items = next(((part.seite, items) for part in parts if (items := part.values.get(table))), ("", ()))
        # An attachment keeps its id when another is put before it, a section has only its place.
        names = merge.unique([merge.slug(item.get("name") or "") or str(n) for n, item in enumerate(items, start=1)])
        self.tables[table] += (
            {"id": f"{prefix}:{name}", **owner, "position": n, "seite": seite, **item}
            for n, (name, item) in enumerate(zip(names, items, strict=True), start=1)
        )

    def write(self, db: Dataset) -> None:
        """Write all rows."""
        for table, rows in self.tables.items():
            db.replace(table, rows)


def _present(db: Dataset, table: str, keys: Collection[str]) -> list[str]:
    return [row["id"] for row in db.rows(f"select id from {table} where id in ({marks(keys)})", list(keys))]


def _forget(db: Dataset, table: str, ids: list[str]) -> None:
    db.delete(table, "id", ids)
    db.execute_many("delete from herkunft where tabelle = ? and zeile = ?", [(table, name) for name in ids])


# --- Sitzungen --------------------------------------------------------------------------------


def _clear_sitzungen(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of Sitzungen; the Vorlagen they treated have to be joined anew."""
    old = _present(db, "sitzungen", keys)
    tops = db.rows(f"select id, vorlage from tops where sitzung in ({marks(old)})", old)
    db.dirty["vorlage"].update((row["vorlage"], None) for row in tops if row["vorlage"])
    _forget(db, "sitzungen", old)
    _forget(db, "tops", [row["id"] for row in tops])
    db.delete("abschnitte", "top", [row["id"] for row in tops])


def _join_sitzungen(db: Dataset, portal: str, keys: list[str]) -> None:
    about, (ags, _), out = sources(db, "sitzung", keys), _kreis(db, portal), _Rows()
    _clear_sitzungen(db, about)
    agendas, auszuege, gremien = statements(db, "sitzung", about), statements(db, "top", about), names(db, portal)
    for key in keys:
        if key in agendas or key in auszuege:
            place = {"id": key, "portal": portal, "ags": ags}
            _add_sitzung(out, place, agendas.get(key, []), auszuege.get(key, []), gremien)
    out.write(db)
    treated = db.rows(_TREATED.format(keys=marks(keys)), [portal, *keys, portal, *keys, *keys])
    db.dirty["vorlage"].update((row["vorlage"], None) for row in treated)


# The read Vorlagen that agendas treat: by the vendor's id, by the printed number, or because a station names the
# meeting. SQLite keeps the order of a `cross join`: the few items first, not all Vorlagen of the portal.
_TREATED = """
select a.schluessel as vorlage from tops t
join aussagen a on a.typ = 'vorlage' and a.schluessel = ? || ':' || t.vorlage_id
where t.sitzung in ({keys})
union
select v.id from tops t cross join vorlagen v on v.portal = ? and v.nummer = t.vorlage_nummer
where +t.vorlage_id is null and t.sitzung in ({keys})
union
select b.vorlage from beratungen b where b.sitzung in ({keys})
"""


def _add_sitzung(
    out: _Rows,
    place: dict[str, Any],
    agendas: list[Statement],
    auszuege: list[Statement],
    gremien: dict[str, Name],
) -> None:
    head = merge.join([said.part for said in agendas + auszuege], merge.SITZUNG_FELDER)
    merge.name_gremium(head, gremien)
    body = head.values["gremium"]
    kind = gremium_typ(body).norm if body else None
    url = agendas[0].page["url"] if agendas else None
    out.add("sitzungen", {**head.values, **place, "gremium_typ": kind, "url": url}, head)
    lists = [[merge.top_part(part.seite, top) for top in part.values.get("tops") or ()] for part, _ in agendas]
    _add_tops(out, place["id"], [tops for tops in lists if tops], [said.part for said in auszuege])


def _add_tops(out: _Rows, sitzung: str, agendas: list[list[Part]], auszuege: list[Part]) -> None:
    tops = [merge.top_part(part.seite, part.values) for part in auszuege]
    rows = merge.join_tops(agendas, tops)
    for place, (top, row) in enumerate(zip(merge.top_ids(sitzung, rows), rows, strict=True), start=1):
        out.add("tops", {"id": top, "sitzung": sitzung, "position": place, **row.values}, row)
        out.add_list("abschnitte", top, {"top": top}, [part for part in tops if merge.same_top(row, part.values)])


# --- Vorlagen ---------------------------------------------------------------------------------


def _clear_vorlagen(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of Vorlagen; agenda items stay and lose their pointer."""
    old = _present(db, "vorlagen", keys)
    stations = db.rows(f"select id from beratungen where vorlage in ({marks(old)})", old)
    _forget(db, "beratungen", [row["id"] for row in stations])
    _forget(db, "vorlagen", old)
    single = [(key,) for key in old]
    db.execute_many("delete from abschnitte where vorlage = ? and top is null", single)
    for table in ("anlagen", "bezuege", "konzept_vorlagen"):
        db.delete(table, "vorlage", old)
    db.execute_many("update tops set vorlage = null where vorlage = ?", single)
    db.execute_many("update abschnitte set vorlage = null where vorlage = ?", single)


def _join_vorlagen(db: Dataset, portal: str, keys: list[str]) -> None:
    about, out = sources(db, "vorlage", keys), _Rows()
    _clear_vorlagen(db, about)
    said = statements(db, "vorlage", about)
    heads = {key: merge.join([part for part, _ in said[key]], merge.VORLAGE_FELDER) for key in keys if key in said}
    db.execute_many(_LINK_STATION, _named_items(portal, said))
    _link_tops(db, portal, {key: head.values["nummer"] for key, head in heads.items()})
    treated, (ags, kreis), gremien = _treated_in(db, list(heads)), _kreis(db, portal), names(db, portal)
    sitzungen = meetings(db, portal, said)
    open_folge = _open_folge(db, [page["id"] for found in said.values() for _, page in found])
    for key, head in heads.items():
        head.values |= {"id": key, "portal": portal, "ags": ags}
        folge_read = not any(page["id"] in open_folge for _, page in said[key])
        rows = merge.join_beratungen([part for part, _ in said[key]], [part for part, _ in treated[key]])
        resolve(rows, gremien, sitzungen)
        _add_vorlage(out, head, said[key], treated[key], rows, folge_read)
        out.tables["konzept_vorlagen"] += konzept_vorlagen(head.values, [part for part, _ in said[key]], kreis)
    out.write(db)


def _named_items(portal: str, said: dict[str, list[Statement]]) -> list[tuple[str, str, str]]:
    """Vorlage, Sitzung and item's number of every station that names its item (OParl: items do not name Vorlagen)."""
    return [
        (key, f"{portal}:{station['sitzung_id']}", station["top_id"])
        for key, found in said.items()
        for part, _ in found
        for station in part.values.get("beratungen") or ()
        if station.get("sitzung_id") and station.get("top_id")
    ]


def _link_tops(db: Dataset, portal: str, numbers: dict[str, str | None]) -> None:
    """Let the agenda items of Vorlagen and their texts point to them: by the id, or by a number only one has."""
    here = (f"{portal}:", f"{portal};")  # every key of the portal lies between these
    db.execute_many(_LINK_ID, [(key, key.partition(":")[2], *here) for key in numbers])
    printed = [nummer for nummer in numbers.values() if nummer]
    sql = f"select nummer from vorlagen where portal = ? and nummer in ({marks(printed)})"
    count = Counter(printed + [row["nummer"] for row in db.rows(sql, [portal, *printed])])
    # A number may recur in another Wahlperiode or council: then it does not tell which Vorlage is meant.
    for nummer in (nummer for nummer in count if count[nummer] > 1):
        lost = db.rows(_LINKED_BY_NUMBER, [nummer, *here])
        db.dirty["vorlage"].update((row["vorlage"], None) for row in lost)
    links = [(None if count[nummer] > 1 else key, nummer, *here) for key, nummer in numbers.items() if nummer]
    db.execute_many(_LINK_NUMBER, links)
    db.execute_many(_LINK_TEXTS, [(key, key) for key in numbers])


# The `+` keeps SQLite from walking through all items without a Vorlage; the range from walking through those of all
# portals, as ids and numbers recur in each.
_HERE = "sitzung >= ? and sitzung < ?"
_LINK_ID = f"update tops set vorlage = ? where +vorlage is null and vorlage_id = ? and {_HERE}"
_LINK_STATION = "update tops set vorlage = ? where +vorlage_id is null and sitzung = ? and top_id = ?"
_LINK_NUMBER = f"update tops set vorlage = ? where +vorlage_id is null and vorlage_nummer = ? and {_HERE}"
_LINKED_BY_NUMBER = (
    "select distinct vorlage from tops"
    f" where +vorlage is not null and +vorlage_id is null and vorlage_nummer = ? and {_HERE}"
)
_LINK_TEXTS = "update abschnitte set vorlage = ? where top in (select id from tops where vorlage = ?)"


def _treated_in(db: Dataset, keys: list[str]) -> dict[str, list[Statement]]:
    """The agenda items that treat each Vorlage, as stations, with the pages that state them."""
    filled: dict[str, dict[str, str]] = defaultdict(dict)
    for row in db.rows(_FILLED.format(keys=marks(keys)), [*keys, *keys]):
        filled[row["zeile"]][_OF_STATIONS.get((row["tabelle"], row["feld"]), row["feld"])] = row["seite"]
    treated: dict[str, list[Statement]] = defaultdict(list)
    for row in db.rows(_ITEMS.format(keys=marks(keys)), keys):
        # The pages of a joined item's values that its own page does not state.
        head = dict.fromkeys(_OF_HEAD, row["head"]) | filled[row["sitzung"]]
        part = Part(row["seite"], _as_station(row), bool(row["nennt_ergebnis"]), head | filled[row["id"]])
        treated[row["vorlage"]].append(Statement(part, row))
    return treated


_OF_HEAD = ("gremium", "gremium_id", "gremium_typ", "datum", "sitzung_name")
# What stations call fields of items and meetings.
_OF_STATIONS = {("tops", "nummer"): "top", ("sitzungen", "name"): "sitzung_name"}
_ITEMS = """
select t.*, z.gremium, z.gremium_id, z.gremium_typ, z.datum, z.name as sitzung_name, z.id as sitzung_key,
  z.seite as head, s.zuerst_abgerufen, s.abgerufen_am,
  exists (select 1 from aussagen where seite = t.seite and nennt_ergebnis) as nennt_ergebnis
from tops t join sitzungen z on z.id = t.sitzung join seiten s on s.id = t.seite
where t.vorlage in ({keys}) order by z.datum, t.position, t.id
"""
_FILLED = """
select tabelle, zeile, feld, seite from herkunft
where tabelle = 'tops' and zeile in (select id from tops where vorlage in ({keys}))
union all
select tabelle, zeile, feld, seite from herkunft
where tabelle = 'sitzungen' and zeile in (select sitzung from tops where vorlage in ({keys}))
"""


def _as_station(top: dict[str, Any]) -> dict[str, Any]:
    return {
        **top,
        "sitzung_id": top["sitzung_key"].partition(":")[2],
        "top": top["nummer"],
        "rolle_norm": rolle(top["rolle"]).norm if top["rolle"] else None,
    }


def _open_folge(db: Dataset, pages: list[str]) -> set[str]:
    """Those of the pages that name a page of the Beratungsfolge which was not read."""
    found = db.rows(
        f"select l.seite from seiten_links l where l.seitentyp = 'beratungen' and l.seite in ({marks(pages)})"
        " and not exists (select 1 from seiten s where s.url = l.url and s.fehler is null)",
        pages,
    )
    return {row["seite"] for row in found}


def _add_vorlage(
    out: _Rows, head: Row, said: list[Statement], treated: list[Statement], rows: list[Row], folge_read: bool
) -> None:
    """Add a Vorlage (with its key, portal and AGS in the head's values), its stations and all that hangs on it."""
    key, parts = head.values["id"], [part for part, _ in said]
    pages = [page for _, page in said + treated]
    seen = max(page["abgerufen_am"] for page in pages)
    head = merge.with_outcome(head, rows, seen[:10], folge_read)
    times = {
        "url": pages[0]["url"],
        "abgerufen_am": pages[0]["abgerufen_am"],
        "zuerst_gesehen": min(page["zuerst_abgerufen"] for page in pages),
        "zuletzt_gesehen": seen,
    }
    out.add("vorlagen", head.values | times, head)
    _add_beratungen(out, key, head.values["portal"], rows)
    out.add_list("abschnitte", key, {"vorlage": key}, parts)
    out.add_list("anlagen", key, {"vorlage": key}, parts)
    out.tables["bezuege"] += (
        {"vorlage": key, "nummer": nummer, "seite": part.seite}
        for part in parts
        for nummer in part.values.get("bezug") or ()
    )


def _add_beratungen(out: _Rows, key: str, portal: str, rows: list[Row]) -> None:
    for place, (name, row) in enumerate(zip(merge.beratung_ids(key, rows), rows, strict=True), start=1):
        number = row.values["sitzung_id"]
        place_in = {"id": name, "vorlage": key, "position": place, "sitzung": f"{portal}:{number}" if number else None}
        out.add("beratungen", {**row.values, **place_in}, row)


# A Beratung that names its meeting states that the meeting exists, also while its agenda was not read.
# Such a row is made anew each time, as what Beratungen say may have changed.
_OLD_STUBS = """
delete from sitzungen where portal = ?
  and not exists (select 1 from aussagen a where a.typ in ('sitzung', 'top') and a.schluessel = sitzungen.id)
"""
_STUBS = """
insert or ignore into sitzungen (id, portal, ags, name, gremium, gremium_id, gremium_typ, datum, seite)
select b.sitzung, v.portal, v.ags, b.sitzung_name, b.gremium, b.gremium_id, b.gremium_typ, b.datum, b.seite
from beratungen b join vorlagen v on v.id = b.vorlage
where v.portal = ? and b.sitzung is not null order by b.id
"""
# A reference points to the other Vorlage once that was read and if no other has its number.
_REFERENCES = """
update bezuege set bezug = (
  select min(v.id) from vorlagen v where v.portal = ? and v.nummer = bezuege.nummer having count(*) = 1
) where vorlage in (select id from vorlagen where portal = ?)
"""
_NOTES = """
insert into hinweise (portal, seitentyp, art, text, anzahl, erste_seite)
select s.portal, s.seitentyp, h.art, h.text, count(*), min(s.id)
from seiten_hinweise h join seiten s on s.id = h.seite
where s.portal = ? group by s.seitentyp, h.art, h.text
"""
