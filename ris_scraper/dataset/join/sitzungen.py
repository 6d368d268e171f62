"""Rows of Sitzungen and their agenda items."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ris_scraper.dataset import rows as merge
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.rows_out import _forget, _kreis, _present, _Rows
from ris_scraper.dataset.references import names
from ris_scraper.dataset.rows import Name, Part
from ris_scraper.dataset.statements import Statement, marks, sources, statements
from ris_scraper.judgement.phrases import gremium_typ

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
