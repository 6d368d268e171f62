-- What is known of each concept in the Kreis :ags, from its Vorlagen and press reports.
-- The deciding Vorlage is the one of the first adoption, else the first that adopted a Fortschreibung, else the first
-- that was rejected; where nothing was decided, the latest Vorlage stands for it.
with v as (
  select
    kv.konzept, kv.phase, kv.beschlossen_als, kv.tage, v.*, b.ja, b.nein, b.enthaltung, b.einstimmig,
    coalesce(v.ergebnis_datum, v.letzte_beratung, v.datum, v.zuerst_gesehen, '') as tag
  from vorlagen v
  join konzept_vorlagen kv on kv.vorlage = v.id
  left join beratungen b on b.id = (
    select id from beratungen
    -- the `+` keeps SQLite from looking through all Beratungen of that day
    where vorlage = v.id and ergebnis is not null and +datum is v.ergebnis_datum and gremium is v.ergebnis_gremium
    order by position desc limit 1
  )
  where v.ags = :ags and v.id not in (select vorlage from dubletten)
),
gerangt as (
  select
    v.*,
    case
      when beschlossen_als = 'erster Beschluss' then 1
      when beschlossen_als = 'Fortschreibung' then 2
      when phase in ('beschluss', 'fortschreibung') and ergebnis_norm = 'abgelehnt' then 3
      else 4
    end as rang
  from v
),
gereiht as (
  select
    gerangt.*,
    row_number() over (
      partition by konzept
      order by rang, case when rang < 4 then tag end, case when rang = 4 then tag end desc, id
    ) as platz
  from gerangt
),
summe as (
  select
    konzept,
    count(*) as vorlagen,
    min(substr(zuerst_gesehen, 1, 10)) as erste_vorlage,
    min(erste_beratung) as erste_beratung,
    min(datum) as datum,
    sum(phase = 'fortschreibung') as fortschreibungen,
    max(phase = 'auftrag') as hat_auftrag,
    max(phase = 'entwurf') as hat_entwurf,
    min(case when beschlossen_als = 'Auftrag' then ergebnis_datum end) as auftrag_am,
    min(case when phase = 'entwurf' then coalesce(erste_beratung, datum) end) as entwurf_am,
    max(case when beschlossen_als = 'Fortschreibung' then ergebnis_datum end) as fortgeschrieben_am
  from gereiht
  group by konzept
),
-- A body has seen a Vorlage if it came to a result, or if its day has passed and the portal shows its meeting, or was
-- read where results stand and has none. Every other station is only announced.
station as (
  select
    v.konzept, b.datum, v.phase in ('auftrag', 'entwurf') as vorher,
    coalesce(b.ergebnis is not null or (
      b.datum <= substr(v.zuletzt_gesehen, 1, 10) and lower(coalesce(b.zustand, '')) not in ('geplant', 'bereit')
      and (b.sitzung is not null or v.ergebnis_stand = 'nicht_veroeffentlicht')
    ), 0) as gesehen
  from v
  join beratungen b on b.vorlage = v.id
  where lower(coalesce(b.zustand, '')) <> 'gestoppt'
),
bericht as (
  select pk.konzept, p.id, p.datum
  from presse p
  join presse_konzepte pk on pk.presse = p.id
  where p.ags = :ags
),
-- Days that press reports give to bodies of the Kreis; a day before the report is told, not announced.
termin as (
  select b.konzept, t.datum, 0 as vorher, coalesce(t.datum <= b.datum, 0) as gesehen
  from bericht b
  join presse_termine t on t.presse = b.id
  where t.datum is not null and coalesce(t.gremium_typ, '') <> 'sonstiges'
),
weg as (
  select
    konzept,
    min(datum) as erste,
    max(gesehen and not vorher) as beraten,
    max(not gesehen and not vorher) as geplant,
    max(case when gesehen then datum end) as zuletzt,
    max(case when not gesehen then datum end) as angekuendigt
  from (select * from station union all select * from termin)
  group by konzept
),
berichte as (
  select konzept, count(*) as presse, min(datum) as datum from bericht group by konzept
),
bekannt as (
  select konzept from summe union select konzept from berichte
)
select
  k.konzept,
  :ags as ags,
  case
    when s.fortgeschrieben_am is not null then 'fortgeschrieben'
    when e.rang < 3 then 'beschlossen'
    when e.rang = 3 then 'abgelehnt'
    when w.beraten then 'beraten'
    when w.geplant then 'angekuendigt'
    when s.hat_entwurf then 'entwurf'
    when s.hat_auftrag then 'auftrag'
    else 'unbekannt'
  end as zustand,
  coalesce(s.vorlagen, 0) as vorlagen,
  coalesce(r.presse, 0) as presse,
  (select min(tag) from (select s.datum as tag union all select w.erste union all select r.datum)) as zuerst_gesehen,
  s.erste_vorlage,
  s.erste_beratung,
  s.auftrag_am,
  s.entwurf_am,
  case when e.rang < 3 then e.ergebnis_datum end as beschlossen_am,
  case when e.rang < 3 then e.ergebnis_gremium end as beschluss_gremium,
  s.fortgeschrieben_am,
  coalesce(s.fortschreibungen, 0) as fortschreibungen,
  case when w.angekuendigt > coalesce(w.zuletzt, '') then w.angekuendigt end as angekuendigt_am,
  case when e.rang = 1 then e.tage end as tage_bis_entscheidung,
  e.phase,
  e.ergebnis_norm,
  e.ja,
  e.nein,
  e.enthaltung,
  e.einstimmig,
  (select count(*) from beratungen b where b.vorlage = e.id) as anzahl_beratungen,
  (
    select group_concat(gremium, ' → ')
    from (
      select b.gremium from beratungen b
      where b.vorlage = e.id and b.gremium is not null
      order by b.datum is null, b.datum, b.position
    )
  ) as weg,
  e.federfuehrend,
  e.ergebnis_stand as stand,
  e.id as vorlage,
  e.url
from bekannt k
left join summe s on s.konzept = k.konzept
left join gereiht e on e.konzept = k.konzept and e.platz = 1
left join weg w on w.konzept = k.konzept
left join berichte r on r.konzept = k.konzept
