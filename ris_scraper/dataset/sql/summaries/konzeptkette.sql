-- What each Vorlage of the Kreis :ags adopted of its concept, how long that took, and to which edition of the concept it
-- belongs. Here alone stands what a first adoption and what a Fortschreibung is.
-- A committee that only prepares or takes note adopts nothing, even where its vote is the last result there is.
with v as (
  select
    kv.konzept, kv.vorlage, kv.phase, v.erste_beratung, v.ergebnis_datum,
    coalesce(v.ergebnis_datum, v.letzte_beratung, v.datum) as tag,
    v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') and coalesce((
      select rolle_norm from beratungen
      -- the `+` keeps SQLite from looking through all Beratungen of that day
      where vorlage = v.id and ergebnis is not null and +datum is v.ergebnis_datum and gremium is v.ergebnis_gremium
      order by position desc limit 1
    ), '') not in ('vorberatung', 'anhoerung', 'kenntnisnahme') as ja
  from vorlagen v
  join konzept_vorlagen kv on kv.vorlage = v.id
  where v.ags = :ags and v.id not in (select vorlage from dubletten)
),
annahme as (
  select
    konzept, vorlage, phase, ergebnis_datum,
    min(ergebnis_datum) over (partition by konzept) as zuerst,
    row_number() over (
      partition by konzept order by ergebnis_datum is null, ergebnis_datum, phase = 'fortschreibung', vorlage
    ) as platz
  from v
  where ja and phase in ('beschluss', 'fortschreibung')
),
-- What is adopted again more than a year after the first adoption that is known is a new edition, whatever its Betreff
-- calls it; what is adopted again within the year is the same edition, and is not counted again.
beschluss as (
  select
    v.*,
    case
      when v.ja and v.phase = 'auftrag' then 'Auftrag'
      when a.phase = 'fortschreibung' or a.ergebnis_datum > date(a.zuerst, '+1 year') then 'Fortschreibung'
      when a.platz = 1 then 'erster Beschluss'
    end as beschlossen_als,
    a.vorlage is not null as angenommen
  from v
  left join annahme a on a.konzept = v.konzept and a.vorlage = v.vorlage
),
-- Each day on which an edition was adopted, marked once.
auflage as (
  select
    beschluss.*,
    case when beschlossen_als in ('erster Beschluss', 'Fortschreibung') and row_number() over (
      partition by konzept, beschlossen_als, ergebnis_datum order by vorlage
    ) = 1 then ergebnis_datum end as neu_am
  from beschluss
),
reihe as (
  select
    auflage.*,
    min(case when beschlossen_als = 'erster Beschluss' then ergebnis_datum end) over ganz as anfang,
    max(phase in ('fortschreibung', 'bericht', 'umsetzung', 'aufhebung')) over ganz as setzt_voraus,
    count(neu_am) over bisher as bisher,
    max(neu_am) over bisher as zuletzt,
    -- an "exclude group" would count anew for each row
    count(neu_am) over bisher - count(neu_am) over (partition by konzept, tag) as davor
  from auflage
  window ganz as (partition by konzept), bisher as (partition by konzept order by tag)
)
select
  konzept, vorlage, beschlossen_als,
  case
    when beschlossen_als in ('erster Beschluss', 'Fortschreibung')
      and (select count(datum) from beratungen b where b.vorlage = reihe.vorlage) > 1
    then cast(julianday(ergebnis_datum) - julianday(erste_beratung) as integer)
  end as tage,
  case
    when tag is null then null
    when anfang is null and (setzt_voraus or phase = 'sonstiges') then null
    when anfang is null or beschlossen_als = 'erster Beschluss' then 1
    -- what is renewed or lifted before the first adoption that is known is an edition that is not
    when tag < anfang then case when phase not in ('fortschreibung', 'aufhebung') then 1 end
    when angenommen or phase in ('bericht', 'umsetzung', 'aufhebung') then bisher
    when phase = 'sonstiges' then null
    when phase in ('entwurf', 'beschluss') and tag <= date(zuletzt, '+1 year') then bisher
    else davor + 1
  end as kette
from reihe
