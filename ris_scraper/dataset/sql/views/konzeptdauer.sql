-- One row per Vorlage that adopted a concept or a Fortschreibung of it in a Kreis, and how long that took.
select
  kv.konzept,
  v.ags,
  f.kreis,
  f.land,
  f.kreistyp,
  kv.vorlage,
  v.nummer,
  kv.beschlossen_als as art,
  v.erste_beratung,
  v.ergebnis_datum as beschlossen_am,
  kv.tage,
  (select count(*) from beratungen b where b.vorlage = kv.vorlage) as stationen,
  v.url
from konzept_vorlagen kv
join vorlagen v on v.id = kv.vorlage
join kreisfenster f on f.ags = v.ags
where kv.beschlossen_als in ('erster Beschluss', 'Fortschreibung')
