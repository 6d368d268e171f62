-- One row per edition of a concept in a Kreis, for the query `kette`.
with gemeint as (
  select
    kv.*, kz.name, f.ags, f.kreis, f.land, f.kreistyp, v.ergebnis_datum, v.ergebnis_norm,
    v.erste_beratung, v.letzte_beratung, v.datum,
    coalesce(kv.beschlossen_als in ('erster Beschluss', 'Fortschreibung'), 0) as beschlossen
  from konzept_vorlagen kv
  join konzepte kz on kz.slug = kv.konzept
  join vorlagen v on v.id = kv.vorlage
  join kreisfenster f on f.ags = v.ags
  -- of what belongs to no edition that is known only what was adopted
  where kv.kette is not null or kv.beschlossen_als in ('erster Beschluss', 'Fortschreibung')
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
  konzept, name as konzept_name, ags, kreis, land, kreistyp, kette, beschlossen_als, auftrag_am, entwurf_am,
  beschlossen_am, vorher_beschlossen, tage, phase, ergebnis_norm, vorlagen, vorlage
from auflage
