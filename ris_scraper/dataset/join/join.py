"""Joins the statements of a portal's pages into rows: which parts belong together, and where they go.

What a joined row looks like is `rows`'; these modules find the parts and write the rows, many things at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby, islice

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.files import settle_files
from ris_scraper.dataset.join.concepts import settle_konzepte
from ris_scraper.dataset.join.presse import clear_presse, join_presse
from ris_scraper.dataset.join.sitzungen import clear_sitzungen, join_sitzungen
from ris_scraper.dataset.join.stimmen import settle_stimmen
from ris_scraper.dataset.join.vorlagen import clear_vorlagen, join_vorlagen
from ris_scraper.dataset.references import named_by
from ris_scraper.dataset.statements import owners, sharing
from ris_scraper.dataset.summaries import summarise

# How many Vorlagen or Sitzungen are joined at a time: enough to spare queries, few enough to hold in memory.
_BATCH = 100
# So often a thing is joined before the rules that link things are taken to contradict each other: a defect of ours.
_ROUNDS = 12


def settle(db: Dataset, portal: str) -> None:
    """Bring all derived rows up to date after pages of a portal were put in; the full-text indexes are left to
    `Dataset.rebuild_volltext`."""
    settle_portal(db, portal)
    settle_konzepte(db)
    summarise(db, portal)


def settle_portal(db: Dataset, portal: str) -> None:
    """Bring up to date the derived rows that are the portal's own; what sums up several is left to the caller."""
    join_dirty(db)
    db.execute(_OLD_STUBS, [portal])
    db.execute(_STUBS, [portal])
    db.execute(_REFERENCES, [portal, portal])
    settle_stimmen(db, portal)
    settle_files(db, portal)
    db.delete("hinweise", "portal", [portal])
    db.execute(_NOTES, [portal])


def join_all(db: Dataset, portal: str) -> int:
    """Judge and join anew all that the pages of a portal state; no page is read. Returns how many things that are."""
    db.execute(_NO_NOTES, [portal])
    things = touch_all(db, portal)
    settle(db, portal)
    return things


def touch_all(db: Dataset, portal: str) -> int:
    """Note that all that the pages of a portal state has to be joined anew; returns how many things that are."""
    stated = db.rows(_STATED, [portal])
    for row in stated:
        db.touch(row["typ"], row["schluessel"])
    return len(stated)


def join_dirty(db: Dataset) -> None:
    """Join anew every press report, Sitzung and Vorlage whose statements changed."""
    _drain(db, "presse", clear_presse, join_presse)
    for typ, keys in named_by(db, list(db.dirty["gremium"])).items():
        db.dirty[typ].update(dict.fromkeys(keys))
    db.dirty["gremium"].clear()
    _drain(db, "sitzung", clear_sitzungen, join_sitzungen)
    _drain(db, "vorlage", clear_vorlagen, join_vorlagen)


_Clear = Callable[[Dataset, Collection[str]], None]
_Join = Callable[[Dataset, str, list[str]], None]


def _drain(db: Dataset, kind: str, clear: _Clear, join: _Join) -> None:
    """Join until nothing is dirty; joining one thing may touch others."""
    dirty = db.dirty[kind]
    for _, keys in _batches(list(dirty)):
        dirty.update(dict.fromkeys(sharing(db, kind, keys)))
    for _ in range(_ROUNDS):
        if not dirty:
            return
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
    _give_up(db, kind)


def _give_up(db: Dataset, kind: str) -> None:
    """Say of things that touch each other for ever that they do, and leave their rows as they are."""
    for key in db.dirty[kind]:
        db.execute(_RESTLESS, [key])
    db.dirty[kind].clear()


def _batches(keys: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Portal and keys of things that are joined together."""
    for portal, group in groupby(keys, lambda key: key.partition(":")[0]):
        while batch := list(islice(group, _BATCH)):
            yield portal, batch


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
from (select seite, art, text from seiten_hinweise union select seite, art, text from urteils_hinweise) h
join seiten s on s.id = h.seite
where s.portal = ? group by s.seitentyp, h.art, h.text
"""
_RESTLESS = """
insert or replace into urteils_hinweise (seite, art, text)
select seite, 'verknuepfung', 'rules for links contradict each other' from aussagen where schluessel = ?
"""
_NO_NOTES = "delete from urteils_hinweise where seite in (select id from seiten where portal = ?)"
_STATED = """
select distinct a.typ, a.schluessel from aussagen a join seiten s on s.id = a.seite
where s.portal = ? order by a.schluessel
"""
