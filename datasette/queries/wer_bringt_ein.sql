-- titel: Wer bringt Vorlagen ein?
-- text: Wie viele Vorlagen Verwaltung, Fraktionen, Gruppen und andere einbringen und wie sie ausgehen; Fraktionen auch einzeln. Eine Vorlage mehrerer Fraktionen zählt bei jeder.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: einbringer_typ = verwaltung, fraktion, gruppe, mitglied, ausschuss, beirat, einwohner oder gemeinde; leer: alle
-- parameter: fraktion = Kurzname einer Partei oder Gruppe, zum Beispiel SPD; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
with gemeint as (
  -- what is alike is counted once: there are far fewer of these than Vorlagen
  select v.ags, v.einbringer_typ, v.fraktionen, v.ergebnis_norm, count(*) as vorlagen
  from vorlagen v
  left join kreise k on k.ags = v.ags
  where not exists (select 1 from dubletten d where d.vorlage = v.id)
    and :einbringer_typ in ('', v.einbringer_typ)
    and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
    and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
    and (:konzept = '' or v.id in (
      select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
    ))
    and (:von = '' or coalesce(v.erste_beratung, v.datum) >= :von)
    and (:bis = '' or substr(coalesce(v.erste_beratung, v.datum), 1, length(:bis)) <= :bis)
  group by v.ags, v.einbringer_typ, v.fraktionen, v.ergebnis_norm
),
einzeln as (
  -- the names between the separators of `fraktionen`, as a list in JSON
  select g.*, trim(f.value) as fraktion
  from gemeint g
  left join json_each('[' || replace(json_quote(g.fraktionen), '; ', '","') || ']') f
)
select
  einbringer_typ, fraktion, sum(vorlagen) as vorlagen, count(distinct ags) as kreise,
  sum(iif(ergebnis_norm is not null, vorlagen, 0)) as mit_ergebnis,
  sum(iif(ergebnis_norm in ('beschlossen', 'geaendert_beschlossen'), vorlagen, 0)) as beschlossen,
  sum(iif(ergebnis_norm = 'abgelehnt', vorlagen, 0)) as abgelehnt,
  sum(iif(ergebnis_norm = 'zurueckgezogen', vorlagen, 0)) as zurueckgezogen
from einzeln
where :fraktion in ('', fraktion)
group by einbringer_typ, fraktion
order by einbringer_typ is null, sum(vorlagen) desc, einbringer_typ, fraktion
