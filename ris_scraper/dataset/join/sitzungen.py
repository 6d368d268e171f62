"""Rows of Sitzungen and their agenda items."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ris_scraper.dataset.columns import SITZUNG, Value, flat
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.rows_out import Rows, forget, kreis_of, present
from ris_scraper.dataset.references import names
from ris_scraper.dataset.rows import Name, Part, join, join_tops, name_gremium, same_top, top_ids, top_part
from ris_scraper.dataset.statements import Statement, marks, sources, statements
from ris_scraper.judgement.phrases import gremium_typ
from ris_scraper.nouns.records import Auszug, Sitzung

Agendas = Sequence[Statement[Sitzung]]
Auszuege = Sequence[Statement[Auszug]]


def clear_sitzungen(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of Sitzungen; the Vorlagen they treated have to be joined anew."""
    old = present(db, "sitzungen", keys)
    tops = db.rows(f"select id, vorlage from tops where sitzung in ({marks(old)})", old)
    db.dirty["vorlage"].update((row["vorlage"], None) for row in tops if row["vorlage"])
    forget(db, "sitzungen", old)
    forget(db, "tops", [row["id"] for row in tops])
    db.delete("abschnitte", "top", [row["id"] for row in tops])


def join_sitzungen(db: Dataset, portal: str, keys: list[str]) -> None:
    """Write the rows of Sitzungen anew; the Vorlagen they treat have to be joined anew."""
    about, (ags, _), out = sources(db, "sitzung", keys), kreis_of(db, portal), Rows()
    clear_sitzungen(db, about)
    agendas, auszuege = statements(db, Sitzung, about), statements(db, Auszug, about)
    gremien = names(db, portal)
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
    out: Rows, place: Mapping[str, Value], agendas: Agendas, auszuege: Auszuege, gremien: Mapping[str, Name]
) -> None:
    parts = [_head(said.page.seite, said.record) for said in agendas]
    head = join(parts + [_head(said.page.seite, said.record) for said in auszuege], SITZUNG)
    head.values["gremium_typ"] = None
    name_gremium(head, gremien)
    if body := head.text("gremium"):
        head.values["gremium_typ"] = gremium_typ(body).norm
    out.add("sitzungen", {**head.values, **place, "url": agendas[0].page.url if agendas else None}, head)
    out.add_hinweise(agendas)
    out.add_hinweise(auszuege)
    lists = [[top_part(said.page.seite, top) for top in said.record.tops] for said in agendas]
    _add_tops(out, str(place["id"]), [tops for tops in lists if tops], auszuege)


def _head(seite: str, record: Sitzung | Auszug) -> Part:
    return Part(seite, flat(record, SITZUNG))


def _add_tops(out: Rows, sitzung: str, agendas: list[list[Part]], auszuege: Auszuege) -> None:
    tops = [(top_part(said.page.seite, said.record), said.record.abschnitte) for said in auszuege]
    rows = join_tops(agendas, [part for part, _ in tops])
    for place, (top, row) in enumerate(zip(top_ids(sitzung, rows), rows, strict=True), start=1):
        out.add("tops", {"id": top, "sitzung": sitzung, "position": place, **row.values}, row)
        own = [(part.seite, texts) for part, texts in tops if same_top(row, part.values)]
        out.add_abschnitte(top, {"top": top}, own)
