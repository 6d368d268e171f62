-- titel: Längste wortgleiche Passagen
-- text: Passagen, die Vorlagen zweier Kreise Wort für Wort oder fast teilen, die längsten zuerst; ob eine von der anderen abgeschrieben hat, sagt das nicht.
-- parameter: konzept = Kurzname oder Name eines Konzepts, das eine der beiden Vorlagen nennt; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens eines der beiden Kreise; leer: alle
-- parameter: vorlage = Kennung einer der beiden Vorlagen; leer: alle
with gemeint as (
  select vorlage from konzept_vorlagen
  where konzept in (select slug from konzepte where :konzept in (slug, name))
)
select
  t.woerter, t.aehnlichkeit, ka.name as kreis_a, t.datum_a, kb.name as kreis_b, t.datum_b, substr(t.text_a, 1, 110) as text_a, substr(t.text_b, 1, 110) as text_b,
  iif(t.frueher = t.vorlage_a, t.vorlage_a, null) as vorlage_frueher, t.vorlage_a, a.betreff as betreff_a,
  t.vorlage_b, b.betreff as betreff_b
from textgleich t
join vorlagen a on a.id = t.vorlage_a
join vorlagen b on b.id = t.vorlage_b
join kreise ka on ka.ags = a.ags
join kreise kb on kb.ags = b.ags
where (:vorlage = '' or t.vorlage_a = :vorlage or t.vorlage_b = :vorlage)
  and (:konzept = '' or t.vorlage_a in gemeint or t.vorlage_b in gemeint)
  and (:kreis in ('', ka.ags, kb.ags) or ka.name like '%' || :kreis || '%' or kb.name like '%' || :kreis || '%')
order by t.woerter desc, t.id
