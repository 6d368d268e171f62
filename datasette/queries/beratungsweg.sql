-- titel: Weg einer Vorlage
-- text: Alle Stationen der Beratungsfolge in ihrer Reihenfolge, mit Rolle, Ergebnis und Stimmen.
-- parameter: vorlage = Kennung oder Nummer der Vorlage; leer: alle
with gewaehlt as (
  select id, nummer, betreff, ags from vorlagen where :vorlage in ('', id, nummer) order by letzte_beratung desc limit 500
)
select
  g.id as vorlage, g.nummer, g.betreff, k.name as kreis, b.datum, b.gremium, b.gremium_typ, b.rolle_norm, b.top,
  b.ergebnis, b.ergebnis_norm, b.ja, b.nein, b.enthaltung, b.einstimmig, s.url as quelle
from gewaehlt g
join beratungen b on b.vorlage = g.id
left join kreise k on k.ags = g.ags
left join seiten s on s.id = b.seite
order by g.id, b.datum is null, b.datum, b.position
