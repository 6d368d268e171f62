"""Which known pages a nightly run asks for again, and what a run found out about the portal itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.records import BROKEN_OFF
from ris_scraper.nouns.vendor import Request

#: Agendas from so many days ago to so many days ahead are looked at every night.
AGENDA_BACK, AGENDA_AHEAD = 45, 30
#: Minutes may come late: so many older agendas a night that owe an open Vorlage its result, the longest not seen first.
LATE_A_NIGHT = 10
#: Vorlagen without an outcome are looked at for so long: so many a night of those that are before a body these
#: weeks, the newest first, and so many of the others, the longest not seen first.
OPEN_YEARS, NEAR_A_NIGHT, FAR_A_NIGHT = 2, 40, 10
NEAR_BACK, NEAR_AHEAD = 90, 120
#: Pages that could not be read are looked at once more, so many a night, the longest not seen first.
FAILED_A_NIGHT = 5
#: Pages that broke off, so many a night, the longest not seen first.
BROKEN_OFF_A_NIGHT = 20
#: Of all the rest so many a night, the longest not seen first.
SWEEP_A_NIGHT = 5

# Nothing is asked for twice on one day; what was fetched in days to come, by a clock that was ahead, is due.
_DUE = "(s.abgerufen_am < :today or s.abgerufen_am >= :ahead_of_us)"
_AGENDAS = f"""
select s.url, s.seitentyp from sitzungen z
join aussagen a on a.typ = 'sitzung' and a.schluessel = z.id join seiten s on s.id = a.seite
where z.portal = :portal and z.datum between :back and :ahead and s.rendering = 'html' and {_DUE}
order by z.datum
"""
_LATE = f"""
select s.url, s.seitentyp from beratungen b
join vorlagen v on v.id = b.vorlage
join aussagen a on a.typ = 'sitzung' and a.schluessel = b.sitzung join seiten s on s.id = a.seite
where v.portal = :portal and v.ergebnis_stand <> 'entschieden' and b.ergebnis is null
  and b.datum >= :young and b.datum < :back and s.rendering = 'html' and {_DUE}
group by s.id order by s.abgerufen_am, s.id limit :late
"""
# Where Vorlagen have no page of their own (rubin, SessionNet 6) nothing but agendas can tell that they were decided.
_OWING = f"""
select s.url, s.seitentyp from beratungen b
join vorlagen v on v.id = b.vorlage join seiten own on own.id = v.seite and own.seitentyp = 'sitzung'
join aussagen a on a.typ = 'sitzung' and a.schluessel = b.sitzung
join seiten s on s.id = a.seite and s.seitentyp = 'sitzung'
where v.portal = :portal and b.ergebnis is null and b.datum >= :young and b.datum < :back and s.rendering = 'html'
  and {_DUE}
group by s.id order by max(b.datum) desc, s.id limit :near
"""
_OPEN = f"""
select s.url, s.seitentyp from vorlagen v join seiten s on s.id = v.seite
where v.portal = :portal and v.ergebnis_stand <> 'entschieden' and s.rendering = 'html' and {_DUE}
  and coalesce(v.letzte_beratung, v.datum, substr(v.zuerst_gesehen, 1, 10)) >= :young
"""
_NEAR = f"""{_OPEN} and (v.letzte_beratung is null or exists (
  select 1 from beratungen b where b.vorlage = v.id and b.datum between :near_back and :near_ahead
)) order by v.nummer_jahr desc, v.nummer_lfd desc, v.id desc limit :near"""
_FAR = f"{_OPEN} order by s.abgerufen_am, v.id limit :far"
_FAILED = f"""
select s.url, min(l.seitentyp) as seitentyp from seiten s join seiten_links l on l.url = s.url
where s.portal = :portal and s.fehler is not null and s.rendering = 'html' and {_DUE}
group by s.id order by s.abgerufen_am, s.id limit :failed
"""
_BROKEN_OFF = f"""
select s.url, s.seitentyp from seiten s join seiten_hinweise h on h.seite = s.id and h.art = '{BROKEN_OFF}'
where s.portal = :portal and s.seitentyp is not null and s.rendering = 'html' and {_DUE}
group by s.id order by s.abgerufen_am, s.id limit :broken_off
"""
_SWEEP = f"""
select s.url, s.seitentyp from vorlagen v join seiten s on s.id = v.seite
where v.portal = :portal and s.fehler is null and s.rendering = 'html' and {_DUE}
group by s.id order by s.abgerufen_am, s.id limit :sweep
"""


def due(db: Dataset, portal: str, heute: date) -> list[Request]:
    """The known pages to ask for tonight: agendas, open Vorlagen, failed and broken pages, a slow sweep."""
    days = {"back": -AGENDA_BACK, "ahead": AGENDA_AHEAD, "near_back": -NEAR_BACK, "near_ahead": NEAR_AHEAD, "today": 0}
    days["ahead_of_us"] = 2
    values: dict[str, Any] = {name: (heute + timedelta(days=by)).isoformat() for name, by in days.items()}
    values |= {"portal": portal, "near": NEAR_A_NIGHT, "far": FAR_A_NIGHT, "sweep": SWEEP_A_NIGHT}
    values |= {"late": LATE_A_NIGHT, "failed": FAILED_A_NIGHT, "broken_off": BROKEN_OFF_A_NIGHT}
    values["young"] = (heute - timedelta(days=365 * OPEN_YEARS)).isoformat()
    found = [
        row
        for sql in (_AGENDAS, _LATE, _OWING, _NEAR, _FAR, _FAILED, _BROKEN_OFF, _SWEEP)
        for row in db.rows(sql, values)
    ]
    return list(dict.fromkeys(Request(row["url"], row["seitentyp"]) for row in found if "#" not in row["url"]))


def vorlagen_pages(db: Dataset, portal: str) -> list[str]:
    """Addresses of the pages on which a portal's Vorlagen are known to stand."""
    sql = "select url from seiten where portal = ? and seitentyp = 'vorlage' and rendering = 'html'"
    return [row["url"] for row in db.rows(sql, [portal])]
