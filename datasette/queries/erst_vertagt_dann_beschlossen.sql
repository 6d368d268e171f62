-- titel: Erst vertagt, dann beschlossen
-- text: Vorlagen, die in einer Sitzung vertagt, verwiesen oder abgesetzt und später doch beschlossen wurden.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
select
  k.name as kreis, v.nummer, v.betreff, b.datum as vertagt_am, b.gremium as vertagt_von, b.ergebnis_norm as zuerst,
  v.ergebnis_datum as beschlossen_am, v.ergebnis_gremium as beschlossen_von, v.ergebnis_norm as zuletzt,
  cast(julianday(v.ergebnis_datum) - julianday(b.datum) as integer) as tage_dazwischen,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = v.id) as konzept,
  v.ags, v.id as vorlage, v.url
-- in this order, and with a `+`: the latest first by their index, so that the first page needs no others
from vorlagen_eindeutig v
cross join beratungen b on b.vorlage = v.id
left join kreise k on k.ags = v.ags
where b.ergebnis_norm in ('vertagt', 'verwiesen', 'abgesetzt')
  and +v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') and v.ergebnis_datum > b.datum
  and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
  and (:von = '' or b.datum >= :von) and (:bis = '' or substr(b.datum, 1, length(:bis)) <= :bis)
  and (:konzept = '' or v.id in (
    select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
  ))
order by v.ergebnis_datum desc, kreis, vertagt_am, b.id
