-- titel: Auflagen eines Konzepts
-- text: Wann ein Kreis ein Konzept zuerst und dann wieder beschlossen hat, und wie viele Jahre dazwischenliegen: eine Zeile je Auflage, auch solche, über die noch nicht entschieden ist. Wo man nicht weiß, die wievielte es ist, steht keine Zahl.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
with gemeint as (
  select
    kv.*, kz.name, f.ags, f.kreis, f.land, f.kreistyp, v.ergebnis_datum, v.ergebnis_norm,
    v.erste_beratung, v.letzte_beratung, v.datum,
    kv.beschlossen_als in ('erster Beschluss', 'Fortschreibung') as beschlossen
  from konzept_vorlagen kv
  join konzepte kz on kz.slug = kv.konzept
  join vorlagen v on v.id = kv.vorlage
  join kreisfenster f on f.ags = v.ags
  where :konzept in ('', kz.slug, kz.name) and (:kreis in ('', f.ags) or f.kreis like '%' || :kreis || '%')
    and :land in ('', f.land) and :kreistyp in ('', f.kreistyp)
    -- of what belongs to no edition that is known only what was adopted
    and (kv.kette is not null or kv.beschlossen_als in ('erster Beschluss', 'Fortschreibung'))
),
gereiht as (
  select
    gemeint.*,
    -- the Vorlage that stands for its edition: the first that adopted it, else the latest
    row_number() over auflage as platz,
    count(*) over ganze as vorlagen,
    min(case when beschlossen_als = 'Auftrag' then ergebnis_datum end) over ganze as auftrag_am,
    min(case when phase = 'entwurf' then coalesce(erste_beratung, datum) end) over ganze as entwurf_am
  from gemeint
  window
    ganze as (partition by konzept, ags, kette, iif(kette is null, ergebnis_datum, null)),
    auflage as (
      partition by konzept, ags, kette, iif(kette is null, ergebnis_datum, null)
      order by
        not beschlossen, case when beschlossen then ergebnis_datum end, coalesce(ergebnis_datum, letzte_beratung, datum) desc,
        vorlage
    )
),
auflage as (
  select
    gereiht.*,
    case when beschlossen then ergebnis_datum end as beschlossen_am,
    lag(case when beschlossen then ergebnis_datum end) over (
      partition by konzept, ags order by kette, coalesce(ergebnis_datum, letzte_beratung, datum)
    ) as vorher_beschlossen
  from gereiht
  where platz = 1
)
select
  a.konzept, a.name as konzept_name, a.ags, a.kreis, a.land, a.kreistyp, a.kette, a.beschlossen_als as art,
  a.auftrag_am, a.entwurf_am, a.beschlossen_am, a.vorher_beschlossen,
  round((julianday(a.beschlossen_am) - julianday(a.vorher_beschlossen)) / 365.25, 1) as jahre_dazwischen,
  a.tage, a.phase, a.ergebnis_norm, a.vorlagen, v.nummer, v.betreff, a.vorlage, v.url
from auflage a
join vorlagen v on v.id = a.vorlage
order by konzept_name, a.kreis, a.kette is null, a.kette, a.beschlossen_am
