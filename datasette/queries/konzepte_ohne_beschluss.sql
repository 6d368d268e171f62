-- titel: Angestoßen, aber nicht beschlossen
-- text: Kreise, in denen es Vorlagen zu einem Konzept gibt, aber keinen bekannten Beschluss darüber.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  c.konzept, kz.name as konzept_name, c.ags, c.kreis, c.vorlagen, c.erste_beratung, v.letzte_beratung, kv.phase,
  c.ergebnis_norm, c.stand, v.nummer, v.betreff, c.vorlage, v.url
from konzeptvergleich c
join konzepte kz on kz.slug = c.konzept
join vorlagen v on v.id = c.vorlage
join konzept_vorlagen kv on kv.konzept = c.konzept and kv.vorlage = c.vorlage
left join kreise k on k.ags = c.ags
where c.beschlossen_am is null
  and :konzept in ('', kz.slug, kz.name) and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
order by kz.name, c.konzept, c.kreis, c.ags
