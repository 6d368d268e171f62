"""What pages only refer to by number: names of bodies, days of meetings, and which rows ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.rows import Name, Part, Row, name_gremium
from ris_scraper.dataset.statements import marks
from ris_scraper.nouns.records import Vorlage

_NAMED_BY = (
    ("sitzung", "select id from sitzungen where portal = ? and gremium_id in ({ids})"),
    ("vorlage", "select distinct v.id from vorlagen v join beratungen b on b.vorlage = v.id"
     " where v.portal = ? and b.gremium_id in ({ids})"),
    ("vorlage", "select id from vorlagen where portal = ? and federfuehrend_id in ({ids})"),
)  # fmt: skip


def names(db: Dataset, portal: str) -> dict[str, Name]:
    """The names of a portal's bodies by the vendor's number, as the most trusted page of each prints it."""
    found = db.rows(
        "select a.schluessel, json_extract(a.json, '$.name') as name, a.seite from aussagen a"
        " join seiten s on s.id = a.seite where a.typ = 'gremium' and a.schluessel >= ? and a.schluessel < ?"
        " order by a.rang desc, s.abgerufen_am, s.id desc",
        [f"{portal}:", f"{portal};"],
    )
    return {row["schluessel"].partition(":")[2]: Name(row["name"], row["seite"]) for row in found if row["name"]}


def named_by(db: Dataset, gremien: Iterable[str]) -> dict[str, list[str]]:
    """The Sitzungen and Vorlagen whose rows name these bodies by their number."""
    found: dict[str, list[str]] = {"sitzung": [], "vorlage": []}
    for portal, keys in groupby(gremien, lambda key: key.partition(":")[0]):
        values = [portal, *(key.partition(":")[2] for key in keys)]
        for typ, sql in _NAMED_BY:
            found[typ] += (row["id"] for row in db.rows(sql.format(ids=marks(values[1:])), values))
    return found


def meetings(db: Dataset, portal: str, said: Iterable[Vorlage]) -> dict[str, Part]:
    """Day and name of the read Sitzungen that stations only refer to (OParl), by the vendor's number."""
    numbers = {
        f"{portal}:{station.sitzung_id}"
        for record in said
        for station in record.beratungen
        if station.sitzung_id and not station.datum
    }
    sql = f"select id, datum, name, seite from sitzungen where url is not null and id in ({marks(numbers)})"
    return {
        row["id"].partition(":")[2]: Part(row["seite"], {"datum": row["datum"], "sitzung_name": row["name"]})
        for row in db.rows(sql, [*numbers])
    }


def resolve(stations: Iterable[Row], gremien: Mapping[str, Name], sitzungen: Mapping[str, Part]) -> None:
    """Fill in what stations only refer to: names of bodies, days of meetings."""
    for row in stations:
        name_gremium(row, gremien)
        sitzung = sitzungen.get(row.text("sitzung_id"))
        if sitzung and not row.values["datum"]:
            row.fill(sitzung, ("datum", "sitzung_name"))
