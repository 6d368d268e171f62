"""Rows of Vorlagen, their stations, and all that hangs on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from ris_scraper.dataset.columns import VORLAGE, Value, flat
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.concepts import konzept_vorlagen
from ris_scraper.dataset.join.rows_out import Rows, forget, kreis_of, present
from ris_scraper.dataset.outcome import CANCELLED, with_outcome, with_proposal
from ris_scraper.dataset.references import meetings, names, resolve
from ris_scraper.dataset.rows import Part, Row, beratung_ids, join, join_beratungen, name_office, station_part
from ris_scraper.dataset.statements import Sighting, Statement, marks, sources, statements
from ris_scraper.judgement.phrases import rolle
from ris_scraper.nouns.records import Vorlage

Said = Sequence[Statement[Vorlage]]


class Treated(NamedTuple):
    """An agenda item that treats a Vorlage, as a station, and the page that states it."""

    part: Part
    page: Sighting


def clear_vorlagen(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of Vorlagen; agenda items stay and lose their pointer."""
    old = present(db, "vorlagen", keys)
    stations = db.rows(f"select id from beratungen where vorlage in ({marks(old)})", old)
    forget(db, "beratungen", [row["id"] for row in stations])
    forget(db, "vorlagen", old)
    single = [(key,) for key in old]
    db.execute_many("delete from abschnitte where vorlage = ? and top is null", single)
    for table in ("anlagen", "bezuege", "konzept_vorlagen"):
        db.delete(table, "vorlage", old)
    db.execute_many("update tops set vorlage = null, verknuepft = null where vorlage = ?", single)
    db.execute_many("update abschnitte set vorlage = null where vorlage = ?", single)


def join_vorlagen(db: Dataset, portal: str, keys: list[str]) -> None:
    """Write the rows of Vorlagen anew."""
    about, out = sources(db, "vorlage", keys), Rows()
    clear_vorlagen(db, about)
    said = statements(db, Vorlage, about)
    heads = {key: join(_heads(said[key]), VORLAGE) for key in keys if key in said}
    _link_stations(db, _named_items(portal, said))
    _link_tops(db, portal, {key: head.text("nummer") for key, head in heads.items()})
    treated, (ags, kreis), gremien = _treated_in(db, list(heads)), kreis_of(db, portal), names(db, portal)
    sitzungen = meetings(db, portal, [item.record for found in said.values() for item in found])
    open_folge = _open_folge(db, portal, [item.page.seite for found in said.values() for item in found])
    for key, head in heads.items():
        name_office(head, gremien)
        head.values |= {"id": key, "portal": portal, "ags": ags}
        folge_read = _shows_all_stations(said[key], open_folge)
        rows = join_beratungen(_stations(said[key]), [part for part, _ in treated[key]])
        resolve(rows, gremien, sitzungen)
        _add_vorlage(out, head, said[key], treated[key], rows, folge_read)
        texts = [item.record.abschnitte for item in said[key]]
        out.tables["konzept_vorlagen"] += konzept_vorlagen(head.values, texts, kreis)
    out.write(db)


def _shows_all_stations(said: Said, open_folge: Collection[str]) -> bool:
    """Whether the pages that were read show every station, so that what is missing is not published yet."""
    shown = any(item.stations for item in said)
    return shown and all(item.whole and item.page.seite not in open_folge for item in said)


def _heads(said: Said) -> list[Part]:
    return [Part(item.page.seite, flat(item.record, VORLAGE), item.outcomes) for item in said]


def _stations(said: Said) -> list[list[Part]]:
    return [
        [station_part(item.page.seite, station, item.outcomes) for station in item.record.beratungen] for item in said
    ]


def _named_items(portal: str, said: dict[str, list[Statement[Vorlage]]]) -> list[tuple[str, str, str]]:
    """Vorlage, Sitzung and item's number of every station that names its item (OParl: items do not name Vorlagen)."""
    return [
        (key, f"{portal}:{station.sitzung_id}", station.top_id)
        for key, found in said.items()
        for item in found
        for station in item.record.beratungen
        if station.sitzung_id and station.top_id
    ]


def _link_stations(db: Dataset, named: Sequence[tuple[str, str, str]]) -> None:
    """Let the items that stations name point to their Vorlage; another that had one by its number is joined anew."""
    for key, sitzung, top in named:
        lost = db.rows(f"select vorlage from tops where vorlage <> ? and {_FREE}", [key, sitzung, top])
        db.dirty["vorlage"].update((row["vorlage"], None) for row in lost)
        db.execute(f"update tops set vorlage = ?, verknuepft = 'station' where {_FREE}", [key, sitzung, top])


def _link_tops(db: Dataset, portal: str, numbers: dict[str, str]) -> None:
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
_LINK_ID = (
    f"update tops set vorlage = ?, verknuepft = 'vorlage_id' where +vorlage is null and vorlage_id = ? and {_HERE}"
)
# Items that a station may take: none that names a Vorlage itself, none that the station of another has already.
_FREE = "+vorlage_id is null and coalesce(+verknuepft, '') <> 'station' and sitzung = ? and top_id = ?"
# What a station names is out of the reach of the rule for numbers: else one would undo what the other does, for ever.
_BY_NUMBER = f"+vorlage_id is null and coalesce(+verknuepft, 'nummer') = 'nummer' and vorlage_nummer = ? and {_HERE}"
_LINK_NUMBER = f"update tops set vorlage = ?1, verknuepft = iif(?1 is null, null, 'nummer') where {_BY_NUMBER}"
_LINKED_BY_NUMBER = f"select distinct vorlage from tops where +vorlage is not null and {_BY_NUMBER}"
_LINK_TEXTS = "update abschnitte set vorlage = ? where top in (select id from tops where vorlage = ?)"


def _treated_in(db: Dataset, keys: list[str]) -> dict[str, list[Treated]]:
    """The agenda items that treat each Vorlage, as stations, with the pages that state them."""
    filled: dict[str, dict[str, str]] = defaultdict(dict)
    for row in db.rows(_FILLED.format(keys=marks(keys)), [*keys, *keys]):
        filled[row["zeile"]][_OF_STATIONS.get((row["tabelle"], row["feld"]), row["feld"])] = row["seite"]
    treated: dict[str, list[Treated]] = defaultdict(list)
    for row in db.rows(_ITEMS.format(keys=marks(keys)), keys):
        # The pages of a joined item's values that its own page does not state.
        head = dict.fromkeys(_OF_HEAD, row["head"]) | filled[row["sitzung"]]
        part = Part(row["seite"], _as_station(row), bool(row["nennt_ergebnis"]), head | filled[row["id"]])
        page = Sighting(row["seite"], row["page_url"], row["zuerst_abgerufen"], row["abgerufen_am"])
        treated[row["vorlage"]].append(Treated(part, page))
    return treated


_OF_HEAD = ("gremium", "gremium_id", "gremium_typ", "datum", "sitzung_name")
# What stations call fields of items and meetings.
_OF_STATIONS = {("tops", "nummer"): "top", ("sitzungen", "name"): "sitzung_name"}
_ITEMS = """
select t.*, z.gremium, z.gremium_id, z.gremium_typ, z.datum, z.abgesagt, z.name as sitzung_name, z.id as sitzung_key,
  z.seite as head, s.zuerst_abgerufen, s.abgerufen_am, s.url as page_url,
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
        "zustand": CANCELLED if top["abgesagt"] else None,
        "rolle_norm": rolle(top["rolle"]).norm if top["rolle"] else None,
    }


def _open_folge(db: Dataset, portal: str, pages: list[str]) -> set[str]:
    """Those of the pages that name a page of the Beratungsfolge which was not read."""
    found = db.rows(
        f"select l.seite from seiten_links l where l.seitentyp = 'beratungen' and l.seite in ({marks(pages)})"
        " and not exists (select 1 from seiten s where s.url = l.url and s.portal = ? and s.fehler is null)",
        [*pages, portal],
    )
    return {row["seite"] for row in found}


def _add_vorlage(
    out: Rows, head: Row, said: Said, treated: Sequence[Treated], rows: Sequence[Row], folge_read: bool
) -> None:
    """Add a Vorlage (with its key, portal and AGS in the head's values), its stations and all that hangs on it."""
    key, pages = head.text("id"), [item.page for item in said] + [item.page for item in treated]
    seen = max(page.zuletzt for page in pages)
    head = with_outcome(with_proposal(head), rows, seen[:10], folge_read, whole=all(item.whole for item in said))
    times: dict[str, Value] = {
        "url": pages[0].url,
        "abgerufen_am": pages[0].zuletzt,
        "zuerst_gesehen": min(page.zuerst for page in pages),
        "zuletzt_gesehen": seen,
    }
    out.add("vorlagen", head.values | times, head)
    out.add_hinweise(said)
    _add_beratungen(out, key, head.text("portal"), rows)
    out.add_abschnitte(key, {"vorlage": key}, [(item.page.seite, item.record.abschnitte) for item in said])
    out.add_anlagen(key, {"vorlage": key}, [(item.page.seite, item.record.anlagen) for item in said])
    out.tables["bezuege"] += (
        {"vorlage": key, "nummer": nummer, "seite": item.page.seite} for item in said for nummer in item.record.bezug
    )


def _add_beratungen(out: Rows, key: str, portal: str, rows: Sequence[Row]) -> None:
    for place, (name, row) in enumerate(zip(beratung_ids(key, rows), rows, strict=True), start=1):
        number = row.values.pop("sitzung_id")
        place_in: dict[str, Value] = {"id": name, "vorlage": key, "position": place}
        place_in["sitzung"] = f"{portal}:{number}" if number else None
        # The vendor's number of the meeting is part of the key of the meeting's row.
        if page := row.herkunft.pop("sitzung_id", None):
            row.herkunft["sitzung"] = page
        out.add("beratungen", {**row.values, **place_in}, row)
