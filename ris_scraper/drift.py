"""Notices that a portal's pages changed (floor 4): few readable pages, no records, emptier fields, unknown words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ris_scraper.dataset import Dataset

#: Below this share of readable pages in a run something is wrong with the layout.
READABLE = 0.8
#: Fewer pages than this say nothing.
ENOUGH = 10
#: A field that was filled at least so often, and is now filled less than half as often, is an alarm.
USUAL = 0.3
# A nightly run looks at Vorlagen that have no outcome yet, so these fall by choice, not by drift.
_BIASED = ("ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum")
# Refusals are the portal's word, not a sign of drift; these errors are.
_PAGES = """
select count(*) as seiten,
  count(iif(fehler in ('LayoutDrift', 'UnknownPage', 'ParserDefect', 'Undecodable'), 1, null)) as unlesbar
from seiten s where portal = :portal and {when}
"""
# Only kinds of pages that used to state records; calendars and lists never do.
_SILENT = """
select s.seitentyp, count(*) as seiten from seiten s
where s.portal = :portal and {when} and s.seitentyp in (
  select o.seitentyp from seiten o join aussagen a on a.seite = o.id where o.portal = :portal and {when_old}
) group by s.seitentyp having not max(exists (select 1 from aussagen a where a.seite = s.id))
"""
_FILLED = """
select s.seitentyp, j.key as feld, count(*) * 1.0 / (
  select count(*) from aussagen a2 join seiten s2 on s2.id = a2.seite
  where s2.portal = :portal and s2.seitentyp = s.seitentyp and {when2}
) as anteil
from aussagen a join seiten s on s.id = a.seite, json_each(a.json) j
where s.portal = :portal and s.fehler is null and {when} and (j.type <> 'array' or json_array_length(j.value) > 0)
group by s.seitentyp, j.key
"""
_KINDS = """
select s.seitentyp, count(*) as seiten from seiten s join aussagen a on a.seite = s.id
where s.portal = :portal and {when} group by s.seitentyp
"""
_NOTES = (
    "select seitentyp, art, text, anzahl from hinweise where portal = ? and art <> 'leer' order by anzahl desc, text"
)


def _values(db: Dataset, portal: str) -> dict[str, Any] | None:
    """The boundary between the last run's fetches and older ones: the newest fetch before the last day of fetching."""
    found = db.rows("select max(abgerufen_am) as last from seiten where portal = ?", [portal])
    return {"portal": portal, "day": found[0]["last"][:10]} if found and found[0]["last"] else None


_NEW, _OLD = "{0}.abgerufen_am >= :day", "{0}.abgerufen_am < :day"


def alarms(db: Dataset, portal: str) -> list[str]:
    """What the last day of fetching shows against the portal's own past; an empty list is good news."""
    values = _values(db, portal)
    return [*_pages(db, values), *_fields(db, values)] if values else []


def _pages(db: Dataset, values: dict[str, Any]) -> Iterator[str]:
    """Many pages that cannot be read, or kinds of pages that state nothing any more."""
    portal, new, old = values["portal"], _NEW.format("s"), _OLD.format("o")
    [row] = db.rows(_PAGES.format(when=new), values)
    if row["seiten"] >= ENOUGH and row["unlesbar"] > (1 - READABLE) * row["seiten"]:
        yield f"{portal}: {row['unlesbar']} of {row['seiten']} pages of the last run could not be read"
    for row in db.rows(_SILENT.format(when=new, when_old=old), values):
        if row["seiten"] >= ENOUGH:
            yield f"{portal}: {row['seiten']} {row['seitentyp']} pages of the last run gave no record, there were some"


def _shares(db: Dataset, values: dict[str, Any], when: str) -> dict[tuple[str, str], float]:
    sql = _FILLED.format(when=when.format("s"), when2=when.format("s2"))
    return {(row["seitentyp"], row["feld"]): float(row["anteil"]) for row in db.rows(sql, values)}


def _fields(db: Dataset, values: dict[str, Any]) -> Iterator[str]:
    """Fields that were usually stated and are now stated less than half as often."""
    pages = {row["seitentyp"]: row["seiten"] for row in db.rows(_KINDS.format(when=_NEW.format("s")), values)}
    before = {row["seitentyp"]: row["seiten"] for row in db.rows(_KINDS.format(when=_OLD.format("s")), values)}
    now = _shares(db, values, _NEW)
    for (kind, field), share in _shares(db, values, _OLD).items():
        enough = min(pages.get(kind, 0), before.get(kind, 0)) >= ENOUGH
        if enough and field not in _BIASED and share >= USUAL and now.get((kind, field), 0.0) < share / 2:
            new = now.get((kind, field), 0.0)
            yield f"{values['portal']}: {field} on {kind} pages is stated on {new:.0%}, was {share:.0%}"


def unknown(db: Dataset, portal: str) -> list[str]:
    """Labels and words that no table knows yet; they announce a release before anything breaks."""
    return [f"{portal}: unknown {row['art']} {row['text']!r} on {row['anzahl']} {row['seitentyp']} pages"
            for row in db.rows(_NOTES, [portal])]  # fmt: skip
