"""Joins the statements of a portal's pages into rows (floor 4): which parts belong together, and where they go.

What a joined row looks like is `merge`'s; this module finds the parts and writes the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from ris_scraper import merge
from ris_scraper.dataset import Dataset
from ris_scraper.konzepte import zuordnen
from ris_scraper.merge import Part, Row
from ris_scraper.normalise import gremium_typ, rolle


def settle(db: Dataset, portal: str) -> None:
    """Bring all derived rows of a portal up to date after pages were put in."""
    join_dirty(db)
    db.execute(_STUBS, [portal])
    db.execute(_REFERENCES, [portal, portal])
    db.delete("hinweise", "portal", portal)
    db.execute(_NOTES, [portal])
    db.rebuild_volltext()


def touch_treated_vorlagen(db: Dataset) -> None:
    """The Vorlagen that the agendas about to be joined treat may change with them."""
    for sitzung in db.dirty["sitzung"]:
        for row in db.rows("select distinct vorlage from tops where sitzung = ? and vorlage is not null", [sitzung]):
            db.dirty["vorlage"][row["vorlage"]] = None


def join_dirty(db: Dataset) -> None:
    """Join anew every Sitzung and Vorlage whose statements changed."""
    _drain(db, "sitzung", _join_sitzung)
    _drain(db, "vorlage", _join_vorlage)


def _drain(db: Dataset, kind: str, join: Callable[[Dataset, str], None]) -> None:
    """Join until nothing is dirty; joining one thing may touch others."""
    done: set[str] = set()
    while todo := [key for key in db.dirty[kind] if key not in done]:
        for key in todo:
            join(db, key)
        done.update(todo)
    db.dirty[kind].clear()


# The statements that make up a row: an Auszug states a part of its Sitzung.
_TYPES = {"vorlage": ("vorlage", "vorlage"), "sitzung": ("sitzung", "top")}


def _owner(db: Dataset, kind: str, folded: str) -> str | None:
    """The one thing with a vendor's id that a text copy without id is about; None if there are none or several."""
    found = db.rows(
        "select distinct schluessel from aussagen"
        " where typ in (?, ?) and faltung = ? and schluessel <> faltung limit 2",
        [*_TYPES[kind], folded],
    )
    return str(found[0]["schluessel"]) if len(found) == 1 else None


def _keys(db: Dataset, kind: str, key: str) -> list[str]:
    """The keys of all statements about one thing: its own, and the folded ones of text copies that mean it."""
    folded = db.rows(
        "select distinct faltung from aussagen where typ in (?, ?) and schluessel = ? and faltung <> schluessel",
        [*_TYPES[kind], key],
    )
    return [key] + [row["faltung"] for row in folded if _owner(db, kind, row["faltung"]) == key]


def _parts(db: Dataset, typ: str, keys: list[str]) -> list[tuple[Part, dict[str, Any]]]:
    """The statements about one thing, the most trusted page first, with the row of that page."""
    found = db.rows(
        "select a.json, a.nennt_ergebnis, s.id, s.url, s.abgerufen_am, s.zuerst_abgerufen"
        f" from aussagen a join seiten s on s.id = a.seite where a.typ = ? and a.schluessel in ({_marks(keys)})"
        " order by a.rang, s.abgerufen_am desc, s.id",
        [typ, *keys],
    )
    return [(Part(row["id"], json.loads(row["json"]), bool(row["nennt_ergebnis"])), row) for row in found]


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))


def _join_sitzung(db: Dataset, key: str) -> None:
    portal, keys = key.partition(":")[0], _keys(db, "sitzung", key)
    for old in keys:
        _clear_sitzung(db, old)
    owner = _owner(db, "sitzung", key)
    if owner:
        db.dirty["sitzung"][owner] = None
        return
    agendas, auszuege = _parts(db, "sitzung", keys), _parts(db, "top", keys)
    if not agendas and not auszuege:
        return
    head = merge.join([part for part, _ in agendas + auszuege], merge.SITZUNG_FELDER)
    body = head.values["gremium"]
    row = {
        "id": key,
        "portal": portal,
        "ags": _ags(db, portal),
        "gremium_typ": gremium_typ(body).norm if body else None,
        "url": agendas[0][1]["url"] if agendas else None,
    }
    _write(db, "sitzungen", {**head.values, **row}, head)
    lists = [[merge.top_part(part.seite, top) for top in part.values.get("tops") or ()] for part, _ in agendas]
    _write_tops(db, key, portal, [tops for tops in lists if tops], [part for part, _ in auszuege])


def _clear_sitzung(db: Dataset, key: str) -> None:
    """Remove the rows of a Sitzung; the Vorlagen it treated have to be joined anew."""
    tops = db.rows("select id, vorlage from tops where sitzung = ?", [key])
    db.dirty["vorlage"].update((row["vorlage"], None) for row in tops if row["vorlage"])
    _forget(db, "sitzungen", [key])
    _forget(db, "tops", [row["id"] for row in tops])


def _write_tops(db: Dataset, sitzung: str, portal: str, agendas: list[list[Part]], auszuege: list[Part]) -> None:
    rows = merge.join_tops(agendas, [merge.top_part(part.seite, part.values) for part in auszuege])
    ids = merge.top_ids(sitzung, rows)
    for place, (top, row) in enumerate(zip(ids, rows, strict=True), start=1):
        vorlage = _vorlage_of(db, portal, row.values)
        _write(db, "tops", {"id": top, "sitzung": sitzung, "position": place, "vorlage": vorlage, **row.values}, row)
        if vorlage:
            db.dirty["vorlage"][vorlage] = None
        texts = [p for p in auszuege if merge.same_top(row, merge.top_part(p.seite, p.values).values)]
        _write_texts(db, top, {"top": top, "vorlage": vorlage}, texts)


def _vorlage_of(db: Dataset, portal: str, top: dict[str, Any]) -> str | None:
    """The read Vorlage that an agenda item treats: by the vendor's id, else by a number that only one has."""
    if top["vorlage_id"]:
        key = f"{portal}:{top['vorlage_id']}"
        return key if db.rows("select 1 from aussagen where typ = 'vorlage' and schluessel = ?", [key]) else None
    if not top["vorlage_nummer"]:
        return None
    found = db.rows("select id from vorlagen where portal = ? and nummer = ? limit 2", [portal, top["vorlage_nummer"]])
    return str(found[0]["id"]) if len(found) == 1 else None


def _ags(db: Dataset, portal: str) -> str | None:
    found = db.rows("select ags from portale where slug = ?", [portal])
    return found[0]["ags"] if found else None


def _forget(db: Dataset, table: str, keys: Iterable[str]) -> None:
    for key in keys:
        db.delete(table, "id", key)
        db.execute("delete from herkunft where tabelle = ? and zeile = ?", [table, key])
        if table == "tops":
            db.delete("abschnitte", "top", key)


def _write(db: Dataset, table: str, values: dict[str, Any], row: Row) -> None:
    db.replace(table, [{**values, "seite": row.seite}])
    db.replace(
        "herkunft",
        ({"tabelle": table, "zeile": values["id"], "feld": name, "seite": page} for name, page in row.herkunft.items()),
    )


def _write_texts(db: Dataset, prefix: str, owner: dict[str, Any], parts: list[Part]) -> None:
    texts = next(((part, found) for part in parts if (found := part.values.get("abschnitte"))), None)
    if texts:
        part, found = texts
        db.replace(
            "abschnitte",
            ({"id": f"{prefix}:{n}", **owner, "position": n, "seite": part.seite, **text}
             for n, text in enumerate(found, start=1)),
        )  # fmt: skip


def _join_vorlage(db: Dataset, key: str) -> None:
    keys = _keys(db, "vorlage", key)
    for old in keys:
        _clear_vorlage(db, old)
    owner = _owner(db, "vorlage", key)
    if owner:
        db.dirty["vorlage"][owner] = None
        return
    found = _parts(db, "vorlage", keys)
    if found:
        _write_vorlage(db, key, [part for part, _ in found], [page for _, page in found])


def _clear_vorlage(db: Dataset, key: str) -> None:
    """Remove the rows of a Vorlage; agenda items stay and lose their pointer."""
    _forget(db, "beratungen", [row["id"] for row in db.rows("select id from beratungen where vorlage = ?", [key])])
    _forget(db, "vorlagen", [key])
    db.execute("delete from abschnitte where vorlage = ? and top is null", [key])
    for table in ("anlagen", "bezuege", "konzept_vorlagen"):
        db.delete(table, "vorlage", key)
    db.execute("update tops set vorlage = null where vorlage = ?", [key])
    db.execute("update abschnitte set vorlage = null where vorlage = ?", [key])


def _write_vorlage(db: Dataset, key: str, parts: list[Part], pages: list[dict[str, Any]]) -> None:
    portal = key.partition(":")[0]
    head = merge.join(parts, merge.VORLAGE_FELDER)
    _link_tops(db, key, portal, head.values["nummer"])
    tops, top_pages = _treated_in(db, key)
    rows = merge.join_beratungen(parts, tops)
    seen = max(page["abgerufen_am"] for page in pages + top_pages)
    folge_read = _folge_read(db, [page["id"] for page in pages])
    head = merge.with_outcome(head, rows, seen[:10], folge_read)
    values = {
        **head.values,
        "id": key,
        "portal": portal,
        "ags": _ags(db, portal),
        "url": pages[0]["url"],
        "abgerufen_am": pages[0]["abgerufen_am"],
        "zuerst_gesehen": min(page["zuerst_abgerufen"] for page in pages + top_pages),
        "zuletzt_gesehen": seen,
    }
    _write(db, "vorlagen", values, head)
    _write_beratungen(db, key, portal, rows)
    _write_lists(db, key, parts)
    _write_konzepte(db, values)


def _link_tops(db: Dataset, key: str, portal: str, nummer: str | None) -> None:
    """Let the agenda items of this Vorlage and their texts point to it: by its id, or by a number only it has."""
    db.execute(
        "update tops set vorlage = ? where vorlage is null and vorlage_id = ?"
        " and sitzung in (select id from sitzungen where portal = ?)",
        [key, key.partition(":")[2], portal],
    )
    # A number may recur in another Wahlperiode or council: then it does not tell which Vorlage is meant.
    others = db.rows("select id from vorlagen where portal = ? and nummer = ? and id <> ?", [portal, nummer, key])
    db.dirty["vorlage"].update((row["id"], None) for row in others)
    db.execute(
        "update tops set vorlage = ? where vorlage_id is null and vorlage_nummer = ?"
        " and sitzung in (select id from sitzungen where portal = ?)",
        [None if others else key, nummer, portal],
    )
    db.execute("update abschnitte set vorlage = ? where top in (select id from tops where vorlage = ?)", [key, key])


def _treated_in(db: Dataset, key: str) -> tuple[list[Part], list[dict[str, Any]]]:
    """The agenda items that treat a Vorlage, as stations, and the pages that state them."""
    found = db.rows(
        "select t.*, z.gremium, z.gremium_typ, z.datum, z.name as sitzung_name, z.id as sitzung_key, z.seite as head,"
        " s.zuerst_abgerufen, s.abgerufen_am from tops t join sitzungen z on z.id = t.sitzung"
        " join seiten s on s.id = t.seite where t.vorlage = ? order by z.datum, t.position",
        [key],
    )
    return [Part(row["seite"], _as_station(row), True, _pages_of_top(db, row)) for row in found], found


def _pages_of_top(db: Dataset, top: dict[str, Any]) -> dict[str, str]:
    """The pages of a joined item's values that its own page does not state."""
    filled = db.rows("select feld, seite from herkunft where tabelle = 'tops' and zeile = ?", [top["id"]])
    head = dict.fromkeys(("gremium", "gremium_typ", "datum", "sitzung_name"), top["head"])
    return head | {"top" if row["feld"] == "nummer" else row["feld"]: row["seite"] for row in filled}


def _as_station(top: dict[str, Any]) -> dict[str, Any]:
    return {
        **top,
        "sitzung_id": top["sitzung_key"].partition(":")[2],
        "top": top["nummer"],
        "rolle_norm": rolle(top["rolle"]).norm if top["rolle"] else None,
    }


def _folge_read(db: Dataset, pages: list[str]) -> bool:
    """Whether every page that these pages name for the Beratungsfolge was read."""
    open_links = db.rows(
        f"select 1 from seiten_links l where l.seitentyp = 'beratungen' and l.seite in ({_marks(pages)})"
        " and not exists (select 1 from seiten s where s.url = l.url and s.fehler is null) limit 1",
        pages,
    )
    return not open_links


def _write_beratungen(db: Dataset, key: str, portal: str, rows: list[Row]) -> None:
    for place, (name, row) in enumerate(zip(merge.beratung_ids(key, rows), rows, strict=True), start=1):
        number = row.values["sitzung_id"]
        place_in = {"id": name, "vorlage": key, "position": place, "sitzung": f"{portal}:{number}" if number else None}
        _write(db, "beratungen", {**row.values, **place_in}, row)


def _write_lists(db: Dataset, key: str, parts: list[Part]) -> None:
    _write_texts(db, key, {"vorlage": key, "top": None}, parts)
    files = next(((part, found) for part in parts if (found := part.values.get("anlagen"))), None)
    if files:
        db.replace(
            "anlagen",
            ({"id": f"{key}:{n}", "vorlage": key, "position": n, "seite": files[0].seite, **item}
             for n, item in enumerate(files[1], start=1)),
        )  # fmt: skip
    rows = [(part.seite, nummer) for part in parts for nummer in part.values.get("bezug") or ()]
    db.replace("bezuege", ({"vorlage": key, "nummer": nummer, "seite": seite} for seite, nummer in rows))


def _write_konzepte(db: Dataset, vorlage: dict[str, Any]) -> None:
    found = zuordnen(vorlage["betreff"] or "", vorlage["art_norm"])
    db.replace(
        "konzept_vorlagen",
        ({"konzept": z.konzept, "vorlage": vorlage["id"], "phase": z.phase, "worte": z.worte} for z in found),
    )


# A Beratung that names its meeting states that the meeting exists, also while its agenda was not read.
_STUBS = """
insert or ignore into sitzungen (id, portal, ags, name, gremium, gremium_typ, datum, seite)
select b.sitzung, v.portal, v.ags, b.sitzung_name, b.gremium, b.gremium_typ, b.datum, b.seite
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
