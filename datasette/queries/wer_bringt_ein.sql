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
  select v.ags, v.einbringer_typ, v.fraktionen, v.ergebnis_norm, coalesce(v.erste_beratung, v.datum) as tag
  from vorlagen_eindeutig v
  left join kreise k on k.ags = v.ags
  where :einbringer_typ in ('', v.einbringer_typ)
    and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
    and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
    and (:konzept = '' or v.id in (
      select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
    ))
),
einzeln as (
  -- the names between the separators of `fraktionen`, as a list in JSON
  select g.*, trim(f.value) as fraktion
  from gemeint g
  left join json_each('[' || replace(json_quote(g.fraktionen), '; ', '","') || ']') f
  where (:von = '' or g.tag >= :von) and (:bis = '' or substr(g.tag, 1, length(:bis)) <= :bis)
)
select
  einbringer_typ, fraktion, count(*) as vorlagen, count(distinct ags) as kreise,
  count(ergebnis_norm) as mit_ergebnis,
  sum(ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') and ergebnis_norm is not null) as beschlossen,
  sum(ergebnis_norm = 'abgelehnt' and ergebnis_norm is not null) as abgelehnt,
  sum(ergebnis_norm = 'zurueckgezogen' and ergebnis_norm is not null) as zurueckgezogen
from einzeln
where :fraktion in ('', fraktion)
group by einbringer_typ, fraktion
order by einbringer_typ is null, vorlagen desc, einbringer_typ, fraktion
