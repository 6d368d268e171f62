-- One row per concept and Kreis. The deciding Vorlage is the first that adopted the concept, else the first that
-- adopted a Fortschreibung, else the first that was rejected; where nothing was decided, the latest Vorlage stands for it.
with v as (
  select
    kv.konzept, kv.phase, v.id, v.ags, v.federfuehrend, v.erste_beratung, v.letzte_beratung, v.zuerst_gesehen,
    v.ergebnis_norm, v.ergebnis_gremium, v.ergebnis_datum, v.ergebnis_stand,
    case
      when kv.phase = 'beschluss' and v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') then 1
      when kv.phase = 'fortschreibung' and v.ergebnis_norm in ('beschlossen', 'geaendert_beschlossen') then 2
      when kv.phase in ('beschluss', 'fortschreibung') and v.ergebnis_norm = 'abgelehnt' then 3
      else 4
    end as rang,
    coalesce(v.ergebnis_datum, v.letzte_beratung, v.datum, v.zuerst_gesehen, '') as tag
  from konzept_vorlagen kv
  join vorlagen v on v.id = kv.vorlage
  where v.ags is not null
),
gereiht as (
  select
    v.*,
    row_number() over (
      partition by konzept, ags
      order by rang, case when rang < 4 then tag end, case when rang = 4 then tag end desc, id
    ) as platz
  from v
),
summe as (
  select
    konzept, ags,
    count(*) as vorlagen,
    min(substr(zuerst_gesehen, 1, 10)) as erste_vorlage,
    min(erste_beratung) as erste_beratung,
    sum(phase = 'fortschreibung') as fortschreibungen
  from v
  group by konzept, ags
)
select
  s.konzept,
  s.ags,
  k.name as kreis,
  s.vorlagen,
  s.erste_vorlage,
  s.erste_beratung,
  case when e.rang < 3 then e.ergebnis_datum end as beschlossen_am,
  case when e.rang < 3 then e.ergebnis_gremium end as beschluss_gremium,
  e.ergebnis_norm,
  s.fortschreibungen,
  case when e.rang < 3 then cast(julianday(e.ergebnis_datum) - julianday(s.erste_beratung) as integer) end
    as tage_bis_entscheidung,
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
  e.id as vorlage
from summe s
join gereiht e on e.konzept = s.konzept and e.ags = s.ags and e.platz = 1
left join kreise k on k.ags = s.ags
