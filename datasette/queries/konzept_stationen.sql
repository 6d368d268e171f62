-- titel: Stationen eines Konzepts
-- text: Jede datierte Beratung der Vorlagen zu einem Konzept, jeder Entwurf mit Datum und jeder Termin, den ein Pressebericht dazu nennt: die Marken des Zeitstrahls.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreise = Amtliche Gemeindeschlüssel, mit Komma getrennt; leer: alle
select
  s.konzept, s.ags, s.kreis, s.datum, s.zeichen, s.gremium, s.rolle_norm, s.ergebnis_norm, s.phase, s.text, s.vorlage,
  s.presse, s.url
-- in the order of their index, so that a page reads no rows but its own
from konzepte g
cross join stationen s on s.konzept = g.slug
where :konzept in ('', g.slug, g.name) and (:kreise = '' or instr(',' || :kreise || ',', ',' || s.ags || ','))
order by g.slug, s.kreis, s.datum, s.vorlage, s.zeichen, s.gremium, s.presse, s.text
