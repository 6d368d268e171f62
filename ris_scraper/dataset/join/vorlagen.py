"""Rows of Vorlagen, their stations, and all that hangs on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from ris_scraper.dataset import outcome
from ris_scraper.dataset import rows as merge
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.concepts import konzept_vorlagen
from ris_scraper.dataset.join.rows_out import _forget, _kreis, _present, _Rows
from ris_scraper.dataset.references import meetings, names, resolve
from ris_scraper.dataset.rows import Part, Row
from ris_scraper.dataset.statements import Statement, marks, sources, statements
from ris_scraper.judgement.phrases import rolle

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
    head = outcome.with_outcome(head, rows, seen[:10], folge_read)
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
