"""What `/oparl/v1` needs beside the published tables: when each object was made and changed, and what has no row.

The plugin (datasette/plugins/oparl.py) answers from the published tables. These hidden tables are small and sorted by
key, so that a list, filtered or not, is a range of an index:

    oparl_kreise     Kreise of which a portal was read
    oparl_vorlagen   Vorlagen, and since when one is gone
    oparl_sitzungen  meetings; also those that only a Beratungsfolge names, by their body and day
    oparl_gremien    bodies and offices by their names, as the dataset has no table of them
    oparl_anzahl     how many of them a Kreis has
    oparl_wahlperioden  terms of councils by Land (wahlperioden.csv)

Moments are UTC to the second (`2026-11-02T02:10:00`). `geaendert` is the last fetch of a page that states something of
the object, or of what it links to, but never before the present rules judged and the present parsers read: else a
reader who asks for changes would miss what a better reading corrected.
"""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

#: What the names of the tables begin with; Datasette hides them.
PREFIX = "oparl_"
#: The longest name of a body in characters that becomes an object: longer ones are broken pages.
LONGEST = 300


def create(database: Path) -> None:
    """Make the tables in a published dataset file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.executescript(_TABLES.format(longest=LONGEST))
        with connection:
            connection.executemany("insert into oparl_wahlperioden values (?, ?, ?, ?, ?, ?)", terms())
        connection.execute("analyze")


def terms() -> list[tuple[str | None, ...]]:
    """The terms of wahlperioden.csv: Land, name, election, first and last day where a law sets them, source."""
    text = files("ris_scraper.publish").joinpath("wahlperioden.csv").read_text("utf-8")
    found = csv.DictReader(text.splitlines())
    return [tuple(row[name] or None for name in _COLUMNS) for row in found]


_COLUMNS = ("land", "name", "wahltag", "beginn", "ende", "quelle")
_TABLES = """
create temp table grenze as
  select coalesce(max(strftime('%Y-%m-%dT%H:%M:%S', seit)), '') as seit from versionen
  where name in ('regeln', 'leser');
create temp table blatt (id text primary key, erstellt text, geaendert text) without rowid;
insert into blatt select id, strftime('%Y-%m-%dT%H:%M:%S', coalesce(zuerst_abgerufen, abgerufen_am)),
  strftime('%Y-%m-%dT%H:%M:%S', abgerufen_am) from seiten;

-- Meetings: every page that states something of one, of its items, or of a Vorlage that it treats.
create temp table sitzungsblatt as
  select id as sitzung, seite from sitzungen union select sitzung, seite from tops
  union select t.sitzung, a.seite from abschnitte a join tops t on t.id = a.top
  union select t.sitzung, h.seite from herkunft h join tops t on h.tabelle = 'tops' and t.id = h.zeile
  union select zeile, seite from herkunft where tabelle = 'sitzungen';
create temp table treffen (sitzung text primary key, erstellt text, geaendert text) without rowid;
insert into treffen select x.sitzung, min(b.erstellt), max(b.geaendert)
  from sitzungsblatt x join blatt b on b.id = x.seite group by x.sitzung;
create table oparl_sitzungen (id text primary key, erstellt text not null, geaendert text not null, geloescht text,
  portal text, datum text, gremium text, name text) without rowid;
insert into oparl_sitzungen (id, erstellt, geaendert)
  select s.id, coalesce(t.erstellt, ''), max(
    coalesce(t.geaendert, ''), (select seit from grenze), coalesce((
      select strftime('%Y-%m-%dT%H:%M:%S', max(max(v.zuletzt_gesehen, coalesce(v.verschwunden_am, ''))))
      from beratungen r join vorlagen v on v.id = r.vorlage where r.sitzung = s.id), ''))
  from sitzungen s left join treffen t on t.sitzung = s.id;
insert into oparl_sitzungen
  select v.portal || ':' || b.datum || ':' || b.gremium, strftime('%Y-%m-%dT%H:%M:%S', min(v.zuerst_gesehen)),
    max(strftime('%Y-%m-%dT%H:%M:%S', max(max(v.zuletzt_gesehen, coalesce(v.verschwunden_am, '')))),
        (select seit from grenze)),
    null, v.portal, b.datum, b.gremium, min(b.sitzung_name)
  from beratungen b join vorlagen v on v.id = b.vorlage
  where b.sitzung is null and b.datum is not null and b.gremium is not null and length(b.gremium) <= {longest}
    and v.zuerst_gesehen is not null group by v.portal, b.datum, b.gremium
  on conflict do nothing;

create table oparl_vorlagen (id text primary key, erstellt text not null, geaendert text not null, geloescht text)
  without rowid;
insert into oparl_vorlagen
  select v.id, coalesce(strftime('%Y-%m-%dT%H:%M:%S', v.zuerst_gesehen), s.geaendert, ''), max(
    coalesce(strftime('%Y-%m-%dT%H:%M:%S', v.zuletzt_gesehen), ''),
    coalesce(strftime('%Y-%m-%dT%H:%M:%S', v.verschwunden_am), ''), coalesce(s.geaendert, ''),
    (select seit from grenze)), v.verschwunden_am
  from vorlagen v left join (
    select b.vorlage, max(t.geaendert) as geaendert from beratungen b join treffen t on t.sitzung = b.sitzung
    group by b.vorlage) s on s.vorlage = v.id;

-- A portal without AGS belongs to no Kreis: what it states is in no Body.
create table oparl_kreise (id text primary key, erstellt text not null, geaendert text not null, geloescht text)
  without rowid;
insert into oparl_kreise
  select p.ags, min(b.erstellt), max(max(b.geaendert), (select seit from grenze)), null
  from portale p join seiten s on s.portal = p.slug join blatt b on b.id = s.id where p.ags is not null group by p.ags;

create table oparl_gremien (id text primary key, erstellt text not null, geaendert text not null, geloescht text,
  ags text, art text, name text, typ text) without rowid;
insert into oparl_gremien
  select ags || ':' || art || ':' || name, min(erstellt), max(min(erstellt), (select seit from grenze)), null,
    ags, art, name, min(typ)
  from (
    select v.ags, 'gremium' as art, b.gremium as name, b.gremium_typ as typ, o.erstellt
      from beratungen b join vorlagen v on v.id = b.vorlage join oparl_vorlagen o on o.id = v.id
    union all
    select s.ags, 'gremium', s.gremium, s.gremium_typ, o.erstellt from sitzungen s join oparl_sitzungen o on o.id = s.id
    union all
    select v.ags, 'amt', v.federfuehrend, null, o.erstellt from vorlagen v join oparl_vorlagen o on o.id = v.id
  )
  where ags is not null and trim(name) <> '' and length(name) <= {longest} group by ags, art, name;

create table oparl_anzahl (tabelle text, ags text, anzahl integer not null, primary key (tabelle, ags)) without rowid;
insert into oparl_anzahl
  select 'oparl_vorlagen', v.ags, count(*) from vorlagen v join oparl_vorlagen o on o.id = v.id
    where o.geloescht is null and v.ags is not null group by v.ags
  union all
  select 'oparl_sitzungen', p.ags, sum(n) from portale p join (
    select substr(id, 1, instr(id, ':') - 1) as portal, count(*) as n from oparl_sitzungen group by 1
  ) s on s.portal = p.slug where p.ags is not null group by p.ags
  union all
  select 'oparl_gremien', ags, count(*) from oparl_gremien group by ags;

create table oparl_wahlperioden (land text, name text, wahltag text, beginn text, ende text, quelle text,
  primary key (land, wahltag)) without rowid;
"""
