-- titel: Analysedatei eines Konzepts
-- text: Eine Zeile je Vorlage zu einem Konzept, mit allem, was man zum Auswerten braucht: Kreis, Art, Einbringer, Phase, der Weg durch die Gremien mit ersten und letzten Tagen, Stimmen, Ergebnis, Dauer und Quelle.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
with gemeint as (
  select slug from konzepte where :konzept in ('', slug, name)
),
-- in this order: from the few Vorlagen of a concept, not from all
zeilen as (
  select kv.*
  from gemeint g
  cross join konzept_vorlagen kv on kv.konzept = g.slug
  where not exists (select 1 from dubletten d where d.vorlage = kv.vorlage)
),
wege as (
  select
    z.vorlage,
    count(*) as stationen,
    min(case when b.gremium_typ = 'kreistag' then b.datum end) as kreistag_zuerst,
    max(case when b.gremium_typ = 'kreistag' then b.datum end) as kreistag_zuletzt,
    max(case when b.gremium_typ = 'kreisausschuss' then b.datum end) as kreisausschuss_zuletzt,
    min(case when b.gremium_typ = 'fachausschuss' then b.datum end) as fachausschuss_zuerst,
    max(case when b.gremium_typ = 'fachausschuss' then b.datum end) as fachausschuss_zuletzt,
    max(case when b.gremium_typ = 'beirat' then b.datum end) as beirat_zuletzt,
    min(case when b.gremium_typ = 'rat' then b.datum end) as rat_zuerst,
    max(case when b.gremium_typ = 'rat' then b.datum end) as rat_zuletzt,
    max(case when b.gremium_typ = 'ortsgremium' then b.datum end) as ortsgremium_zuletzt,
    max(case when b.gremium_typ = 'sonstiges' then b.datum end) as sonstiges_zuletzt
  from (select distinct vorlage from zeilen) z
  cross join beratungen b on b.vorlage = z.vorlage
  group by z.vorlage
)
select
  z.konzept, v.ags, k.name as kreis, k.land, f.kreistyp, k.einwohner, k.nuts3,
  v.nummer, v.betreff, v.art_norm, v.einbringer_typ, v.fraktionen, z.phase, z.phase_regel, z.regel, v.datum,
  v.erste_beratung, w.fachausschuss_zuerst, w.fachausschuss_zuletzt, w.beirat_zuletzt, w.ortsgremium_zuletzt,
  w.sonstiges_zuletzt, w.kreisausschuss_zuletzt, w.rat_zuerst, w.rat_zuletzt, w.kreistag_zuerst, w.kreistag_zuletzt,
  coalesce(w.stationen, 0) as stationen, b.ja, b.nein, b.enthaltung, b.einstimmig,
  v.ergebnis_norm, v.ergebnis_datum, v.ergebnis_gremium, v.ergebnis_stand, z.beschlossen_als, z.kette, z.tage,
  v.url, v.seite, v.id as vorlage
from zeilen z
cross join vorlagen v on v.id = z.vorlage
left join kreise k on k.ags = v.ags
left join kreisfenster f on f.ags = v.ags
left join wege w on w.vorlage = v.id
left join beratungen b on b.id = (
  select id from beratungen
  -- the `+` keeps SQLite from looking through all Beratungen of that day
  where vorlage = v.id and ergebnis is not null and +datum is v.ergebnis_datum and gremium is v.ergebnis_gremium
  order by position desc limit 1
)
where :land in ('', k.land) and :kreistyp in ('', f.kreistyp)
order by z.konzept, v.ags, coalesce(v.erste_beratung, v.datum, v.ergebnis_datum, ''), v.id
