-- titel: Vorlagen ohne Ergebnis, und warum
-- text: ergebnis_stand sagt, ob noch beraten wird (offen), das Portal das Ergebnis nicht zeigt (nicht_veroeffentlicht) oder die Seite noch nicht gelesen ist (nicht_gelesen).
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
select
  v.ergebnis_stand, v.ags, k.name as kreis, v.nummer, v.betreff, v.art_norm, v.erste_beratung, v.letzte_beratung,
  (
    select group_concat(b.gremium || coalesce(' ' || b.datum, ''), '; ')
    from beratungen b where b.vorlage = v.id and b.ergebnis is null
  ) as stationen_ohne_ergebnis,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = v.id) as konzept,
  v.id as vorlage, v.url
from vorlagen_eindeutig v
left join kreise k on k.ags = v.ags
where v.ergebnis_norm is null
  and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
  and (:von = '' or v.letzte_beratung >= :von) and (:bis = '' or substr(v.letzte_beratung, 1, length(:bis)) <= :bis)
  and (:konzept = '' or v.id in (
    select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
  ))
order by v.letzte_beratung desc, v.id
