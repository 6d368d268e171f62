-- titel: Suche in Betreff und Texten
-- text: Findet Wörter und Wortanfänge im Betreff und in den Texten der Vorlagen und Protokollauszüge; mehrere Wörter müssen in einem Text zusammen vorkommen. Gesucht wird wie getippt; Beugungen und zusammengesetzte Wörter findet die Suche im Kopf jeder Seite, mit einer Zeile je Vorlage.
-- parameter: suche = Ein oder mehrere Wörter oder Wortanfänge; leer: die neuesten Vorlagen
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
with wort as (
  select
    -- "wort"* for every word: whatever is typed is data for the search, never its syntax
    '"' || replace(replace(trim(:suche), '"', ' '), ' ', '"* "') || '"*' as muster,
    lower(substr(trim(:suche, ' "'), 1, instr(trim(:suche, ' "') || ' ', ' ') - 1)) as erstes
),
treffer as (
  select v.id as vorlage, null as abschnitt
  from vorlagen v
  where trim(:suche) <> '' and v.rowid in (select rowid from vorlagen_fts where vorlagen_fts match (select muster from wort))
  union all
  select coalesce(a.vorlage, t.vorlage), a.id
  from abschnitte a
  left join tops t on t.id = a.top
  where trim(:suche) <> ''
    and a.rowid in (select rowid from abschnitte_fts where abschnitte_fts match (select muster from wort))
),
-- where no word is given: in the order of an index, so that no Vorlage is read but those shown
neueste as (
  select v.id as vorlage, null as abschnitt
  from vorlagen v
  left join kreise k on k.ags = v.ags
  where trim(:suche) = '' and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  order by v.letzte_beratung desc, v.id
  limit 2001
),
-- the texts themselves are read for the rows that are shown only
gezeigt as (
  select r.vorlage, r.abschnitt, v.ags, k.name as kreis, v.nummer, v.betreff, v.letzte_beratung, v.ergebnis_norm, v.url
  from (select * from treffer union all select * from neueste) r
  join vorlagen v on v.id = r.vorlage
  left join kreise k on k.ags = v.ags
  where (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  order by v.letzte_beratung desc, v.id, r.abschnitt
  limit 2001
)
select
  g.kreis, g.nummer, g.betreff, coalesce(a.titel, a.art, iif(g.abschnitt is null, 'Betreff', 'Text')) as fundstelle,
  trim(substr(a.text, max(instr(lower(a.text), w.erstes) - 60, 1), 180)) as auszug,
  g.letzte_beratung, g.ergebnis_norm, g.ags, g.vorlage, g.url
from gezeigt g
cross join wort w
left join abschnitte a on a.id = g.abschnitt
order by g.letzte_beratung desc, g.vorlage, g.abschnitt
