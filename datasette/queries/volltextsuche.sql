-- titel: Suche in Betreff und Texten
-- text: Findet Wörter und Wortanfänge im Betreff und in den Texten der Vorlagen und Protokollauszüge; mehrere Wörter müssen zusammen vorkommen.
-- parameter: suche = Ein oder mehrere Wörter oder Wortanfänge; leer: die neuesten Vorlagen
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
with wort as (
  -- "wort"* for every word: whatever is typed is data for the search, never its syntax
  select '"' || replace(replace(trim(:suche), '"', ' '), ' ', '"* "') || '"*' as muster
),
treffer as (
  select v.id as vorlage, 'Betreff' as fundstelle, null as auszug
  from vorlagen v
  where trim(:suche) <> '' and v.rowid in (select rowid from vorlagen_fts where vorlagen_fts match (select muster from wort))
  union all
  select
    coalesce(a.vorlage, t.vorlage), coalesce(a.titel, a.art, 'Text'),
    snippet(abschnitte_fts, 0, '»', '«', ' … ', 24)
  from abschnitte_fts f
  join abschnitte a on a.rowid = f.rowid
  left join tops t on t.id = a.top
  where trim(:suche) <> '' and abschnitte_fts match (select muster from wort)
  union all
  select id, null, null from vorlagen where trim(:suche) = ''
)
select
  k.name as kreis, v.nummer, v.betreff, r.fundstelle, r.auszug, v.letzte_beratung, v.ergebnis_norm, v.id as vorlage, v.url
from treffer r
join vorlagen v on v.id = r.vorlage
left join kreise k on k.ags = v.ags
where (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
order by v.letzte_beratung desc, v.id, r.fundstelle
