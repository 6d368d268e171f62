-- titel: Fortschreibungen
-- text: Wann ein Konzept fortgeschrieben wurde, und wie viele Jahre nach dem ersten Beschluss.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  kz.name as konzept_name, k.name as kreis,
  c.beschlossen_am as zuerst_beschlossen, v.ergebnis_datum as fortgeschrieben_am,
  round((julianday(v.ergebnis_datum) - julianday(c.beschlossen_am)) / 365.25, 1) as jahre_danach,
  v.ergebnis_norm, v.nummer, v.betreff, kz.slug as konzept, v.ags, v.id as vorlage, v.url
from konzept_vorlagen kv
join konzepte kz on kz.slug = kv.konzept
join vorlagen_eindeutig v on v.id = kv.vorlage
left join kreise k on k.ags = v.ags
left join konzeptvergleich c on c.konzept = kv.konzept and c.ags = v.ags and c.vorlage <> v.id
where kv.phase = 'fortschreibung'
  and :konzept in ('', kz.slug, kz.name) and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
order by kz.name, kz.slug, kreis, v.ergebnis_datum, v.id
