"""Rows of the votes of Fraktionen: what results and the sections of votings print, once for a Beratung or an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement.stimmen import stimmen
from ris_scraper.words.ids import slug

#: The kind of Hinweis of parties that a result names and of which nobody knows how they voted.
UNREAD = "stimmen"


def settle_stimmen(db: Dataset, portal: str) -> None:
    """Make the rows of a portal anew: an item's section of the voting before its result, this before a station's."""
    span = {"start": f"{portal}:", "end": f"{portal};"}  # every key of the portal lies between these
    db.execute("delete from stimmen where id >= :start and id < :end", span)
    db.execute(_NO_NOTES, {"art": UNREAD, "portal": portal})
    texts = [row for sql in (_SECTIONS, _ITEMS, _STATIONS) for row in db.rows(sql, span)]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in texts:
        if votes := list(_votes(row)):
            found.setdefault(row["owner"], votes)
    db.replace("stimmen", (vote for votes in found.values() for vote in votes))
    read = (row for row in texts if row["owner"] not in found or any(_votes(row)))
    db.replace("urteils_hinweise", (note for row in read for note in _notes(row)))


def _votes(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    owner = {key: row[key] for key in ("vorlage", "beratung", "top", "seite")}
    for vote in stimmen(row["text"], row["ergebnis_norm"]).rows:
        yield {**owner, "id": f"{row['owner']}:{slug(vote.fraktion)}", **vote._asdict()}


def _notes(row: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Only the parties: what else a section prints may be a person's name."""
    if unread := stimmen(row["text"], row["ergebnis_norm"]).unread:
        yield {"seite": row["seite"], "art": UNREAD, "text": "; ".join(unread)}


_NO_NOTES = "delete from urteils_hinweise where art = :art and seite in (select id from seiten where portal = :portal)"
# An item and the station that it is to its Vorlage are one: `owner` is the station where there is one.
_OF_ITEM = """
  coalesce(b.id, t.id) as owner, t.vorlage, b.id as beratung, t.id as top, coalesce(t.ergebnis_norm, b.ergebnis_norm)
    as ergebnis_norm
"""
_STATION = """
left join beratungen b on b.id = coalesce(
  (select min(id) from beratungen where vorlage = t.vorlage and sitzung = t.sitzung and top = t.nummer),
  (select min(id) from beratungen where vorlage = t.vorlage and sitzung = t.sitzung)
)
"""
_SECTIONS = f"""
select {_OF_ITEM}, a.text, a.seite
from abschnitte a join tops t on t.id = a.top {_STATION}
where a.top >= :start and a.top < :end and a.titel like '%abstimmung%' and a.text is not null order by a.id
"""
_ITEMS = f"""
select {_OF_ITEM}, t.ergebnis as text, coalesce(h.seite, t.seite) as seite
from tops t {_STATION}
left join herkunft h on h.tabelle = 'tops' and h.zeile = t.id and h.feld = 'ergebnis'
where t.id >= :start and t.id < :end and t.ergebnis is not null order by t.id
"""
_STATIONS = """
select b.id as owner, b.vorlage, b.id as beratung, null as top, b.ergebnis_norm, b.ergebnis as text,
  coalesce(h.seite, b.seite) as seite
from beratungen b
left join herkunft h on h.tabelle = 'beratungen' and h.zeile = b.id and h.feld = 'ergebnis'
where b.id >= :start and b.id < :end and b.ergebnis is not null order by b.id
"""
