-- titel: Wie lange dauert ein Konzept?
-- text: Tage von der ersten Beratung einer Vorlage bis zum Beschluss, die längsten zuerst.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  kz.name as konzept_name, k.name as kreis, v.nummer, v.betreff, kv.phase, v.erste_beratung,
  v.ergebnis_datum as beschlossen_am,
  cast(julianday(v.ergebnis_datum) - julianday(v.erste_beratung) as integer) as tage,
  (select count(*) from beratungen b where b.vorlage = v.id) as stationen,
  kz.slug as konzept, v.ags, v.id as vorlage, v.url
from konzept_vorlagen kv
join konzepte kz on kz.slug = kv.konzept
join vorlagen_eindeutig v on v.id = kv.vorlage
left join kreise k on k.ags = v.ags
where v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen')
  and v.erste_beratung is not null and v.ergebnis_datum is not null
  and :konzept in ('', kz.slug, kz.name) and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
order by tage desc, kreis, kz.slug, v.id
