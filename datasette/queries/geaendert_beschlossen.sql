-- titel: Mit Änderungen beschlossen
-- text: Vorlagen, die nicht so beschlossen wurden, wie sie vorgelegt waren.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: einbringer_typ = verwaltung, fraktion, gruppe, mitglied, ausschuss, beirat, einwohner oder gemeinde; leer: alle
-- parameter: fraktion = Kurzname einer Partei oder Gruppe, die die Vorlage eingebracht hat, zum Beispiel SPD; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
select
  v.ergebnis_datum, v.ags, k.name as kreis, v.ergebnis_gremium, v.ergebnis, v.nummer, v.betreff, v.einbringer_typ,
  v.fraktionen, v.federfuehrend,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = v.id) as konzept,
  v.id as vorlage, v.url
from vorlagen_eindeutig v
left join kreise k on k.ags = v.ags
where v.ergebnis_norm = 'geaendert_beschlossen'
  and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
  and :einbringer_typ in ('', v.einbringer_typ)
  and (:fraktion = '' or instr('; ' || v.fraktionen || ';', '; ' || :fraktion || ';'))
  and (:von = '' or v.ergebnis_datum >= :von) and (:bis = '' or substr(v.ergebnis_datum, 1, length(:bis)) <= :bis)
  and (:konzept = '' or v.id in (
    select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
  ))
order by v.ergebnis_datum desc, kreis, v.id
