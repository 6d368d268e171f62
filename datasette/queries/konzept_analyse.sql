-- titel: Analysedatei eines Konzepts
-- text: Eine Zeile je Vorlage zu einem Konzept, mit allem, was man zum Auswerten braucht: Kreis, Art, Einbringer, Phase, der Weg durch die Gremien mit ersten und letzten Tagen, Stimmen, Ergebnis, Dauer und Quelle.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  z.konzept, v.ags, k.name as kreis, k.land, f.kreistyp, k.einwohner, k.nuts3,
  v.nummer, v.betreff, v.art_norm, v.einbringer_typ, v.fraktionen, z.phase, z.phase_regel, z.regel, v.datum,
  v.erste_beratung,
  (select min(datum) from beratungen where vorlage = v.id and gremium_typ = 'fachausschuss') as fachausschuss_zuerst,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'fachausschuss') as fachausschuss_zuletzt,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'beirat') as beirat_zuletzt,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'ortsgremium') as ortsgremium_zuletzt,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'sonstiges') as sonstiges_zuletzt,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'kreisausschuss') as kreisausschuss_zuletzt,
  (select min(datum) from beratungen where vorlage = v.id and gremium_typ = 'rat') as rat_zuerst,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'rat') as rat_zuletzt,
  (select min(datum) from beratungen where vorlage = v.id and gremium_typ = 'kreistag') as kreistag_zuerst,
  (select max(datum) from beratungen where vorlage = v.id and gremium_typ = 'kreistag') as kreistag_zuletzt,
  (select count(*) from beratungen where vorlage = v.id) as stationen, b.ja, b.nein, b.enthaltung, b.einstimmig,
  v.ergebnis_norm, v.ergebnis_datum, v.ergebnis_gremium, v.ergebnis_stand, z.beschlossen_als, z.kette, z.tage,
  v.url, v.seite, v.id as vorlage
-- in this order: concept by concept, so that the first page needs only the first
from konzepte g
cross join konzept_vorlagen z on z.konzept = g.slug
cross join vorlagen v on v.id = z.vorlage
left join kreise k on k.ags = v.ags
left join kreisfenster f on f.ags = v.ags
left join beratungen b on b.id = (
  select id from beratungen
  -- the `+` keeps SQLite from looking through all Beratungen of that day
  where vorlage = v.id and ergebnis is not null and +datum is v.ergebnis_datum and gremium is v.ergebnis_gremium
  order by position desc limit 1
)
where :konzept in ('', g.slug, g.name) and not exists (select 1 from dubletten d where d.vorlage = v.id)
  and :land in ('', k.land) and :kreistyp in ('', f.kreistyp)
order by g.slug, v.ags, coalesce(v.erste_beratung, v.datum, v.ergebnis_datum, ''), v.id
