"""Tables that sum up the dataset, so that its pages need not: brought up to date when rows are settled.

`sql/summaries/<table>.sql` says what is in a table for a Kreis or a portal, `konzeptkette.sql` what columns of
`konzept_vorlagen` say of all Vorlagen of a Kreis; the views of `sql/views/` show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ris_scraper.dataset import schema
from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement.same_paper import Version, groups

# The pages of a portal that could be read, and when the last of them was fetched.
_PAGES = """
update portale set (seiten, letzter_erfolg) = (
  select count(*), max(abgerufen_am) from seiten where portal = slug and fehler is null
) where slug = ?
"""
# A portal's window without the years that it shows no meeting of: those before its first, or before a year without any,
# and those after its last. What is left of none is none.
_WINDOW = """
with recursive gesehen(jahr) as (
  select max(jahr) from portaljahre
  where portal = :portal and sitzungen > 0
    and jahr between (select substr(beobachtet_ab, 1, 4) + 0 from portale where slug = :portal)
      and (select substr(beobachtet_bis, 1, 4) + 0 from portale where slug = :portal)
  union
  select j.jahr from gesehen g join portaljahre j on j.portal = :portal and j.jahr = g.jahr - 1 and j.sitzungen > 0
)
update portale set
  beobachtet_ab = max(beobachtet_ab, (select min(jahr) from gesehen) || '-01-01'),
  beobachtet_bis = min(beobachtet_bis, (select max(jahr) from gesehen) || '-12-31'),
  vollstaendig = vollstaendig and (select max(jahr) from gesehen) is not null
where slug = :portal
"""
# The Kreise a portal tells of: its own, those of its press reports, and those a press report may have moved away from.
_KREISE = """
select ags from portale where slug = :portal and ags is not null
union select ags from presse where portal = :portal and ags is not null
union select ags from konzeptstand where presse > 0 and exists (select 1 from presse where portal = :portal)
"""
# What the portals of a Kreis print of its Vorlagen; the row that tells most comes first and stands for the others.
_FASSUNGEN = """
select v.id, v.portal, v.nummer, v.betreff, v.datum, group_concat(b.datum) as days
from vorlagen v left join beratungen b on b.vorlage = v.id
where v.ags = :ags and (select count(distinct portal) from vorlagen where ags = :ags) > 1
group by v.id order by v.ergebnis_stand = 'entschieden' desc, count(b.id) desc, v.zuletzt_gesehen desc, v.id
"""


# What was adopted and the editions of concepts, forgotten and found anew: which Vorlagen a Kreis has may have changed.
_NO_KETTE = """
update konzept_vorlagen set beschlossen_als = null, tage = null, kette = null
where vorlage in (select id from vorlagen where ags = :ags)
"""
_KETTE = """
update konzept_vorlagen set beschlossen_als = k.beschlossen_als, tage = k.tage, kette = k.kette
from ({sql}) k where konzept_vorlagen.konzept = k.konzept and konzept_vorlagen.vorlage = k.vorlage
"""


def summarise(db: Dataset, portal: str) -> None:
    """Bring up to date what is summed up of a portal and its Kreise; to be called when their rows are settled."""
    db.execute(_PAGES, [portal])
    kreise = [row["ags"] for row in db.rows(_KREISE, {"portal": portal})]
    db.delete("portaljahre", "portal", [portal])
    db.execute(_fill("portaljahre"), {"portal": portal})
    db.execute(_WINDOW, {"portal": portal})
    for table in ("dubletten", "konzeptstand"):
        db.delete(table, "ags", kreise)
    for ags in kreise:
        db.replace("dubletten", _dubletten(db, ags))
        db.execute(_NO_KETTE, {"ags": ags})
        db.execute(_KETTE.format(sql=_sql("konzeptkette")), {"ags": ags})
        db.execute(_fill("konzeptstand"), {"ags": ags})


def _dubletten(db: Dataset, ags: str) -> Iterator[dict[str, str]]:
    rows = db.rows(_FASSUNGEN, {"ags": ags})
    versions = (Version(**{**row, "days": frozenset((row["days"] or "").split(",")) - {""}}) for row in rows)
    for first, *others in groups(versions):
        yield from ({"vorlage": other.id, "gilt": first.id, "ags": ags} for other in others)


@cache
def _fill(table: str) -> str:
    """The statement that fills a table; its columns are found by name."""
    columns = ", ".join(schema.tables()[table].fields)
    return f"insert into {table} ({columns}) select {columns} from ({_sql(table)})"


def _sql(name: str) -> str:
    return files("ris_scraper.dataset").joinpath("sql", "summaries", f"{name}.sql").read_text("utf-8")
