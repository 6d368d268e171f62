-- titel: Weg einer Vorlage
-- text: Alle Stationen der Beratungsfolge in ihrer Reihenfolge, mit Rolle, Ergebnis und Stimmen.
-- parameter: vorlage = Kennung oder Nummer der Vorlage; leer: alle
-- an arm for each way to choose: only so is each looked up in an index of its own
with gemeint as (
  select id from vorlagen where id = :vorlage
  union select id from vorlagen where nummer = :vorlage
  union select id from (select id from vorlagen where :vorlage = '' order by letzte_beratung desc limit 500)
),
gewaehlt as (
  select v.id, v.nummer, v.betreff, v.ags
  from gemeint m join vorlagen v on v.id = m.id order by v.letzte_beratung desc limit 500
)
select
  g.id as vorlage, g.nummer, g.betreff, g.ags, k.name as kreis, b.datum, b.gremium, b.gremium_typ, b.rolle_norm, b.top,
  b.ergebnis, b.ergebnis_norm, b.ja, b.nein, b.enthaltung, b.einstimmig,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = g.id) as konzept,
  s.url as quelle
from gewaehlt g
join beratungen b on b.vorlage = g.id
left join kreise k on k.ags = g.ags
left join seiten s on s.id = b.seite
order by g.id, b.datum is null, b.datum, b.position
