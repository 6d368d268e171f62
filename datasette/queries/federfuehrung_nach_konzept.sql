-- titel: Wer ist federführend?
-- text: Welche Ämter ein Konzept bearbeiten, wie oft und in wie vielen Kreisen.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  kz.slug as konzept, kz.name as konzept_name, v.federfuehrend, count(*) as vorlagen, count(distinct v.ags) as kreise,
  group_concat(distinct k.name) as namen,
  sum(v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') and v.ergebnis_norm is not null) as beschlossen
from konzept_vorlagen kv
join konzepte kz on kz.slug = kv.konzept
join vorlagen_eindeutig v on v.id = kv.vorlage
left join kreise k on k.ags = v.ags
where :konzept in ('', kz.slug, kz.name) and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
group by kz.slug, v.federfuehrend
order by kz.name, kz.slug, vorlagen desc, v.federfuehrend is null, v.federfuehrend
