-- One row per Kreis: from when to when all its portals are known without a hole, else why they are not. What was never
-- asked or not let in comes first; a portal that is gone only counts where it was read, and bars nothing where there is
-- another. A finished portal joins the years of the one before it where no day is missing between them.
with portal as (
  select
    ags, zustand = 'weg' as weg, beobachtet_ab, beobachtet_bis,
    case
      when vollstaendig then 6
      when robots like '%verboten%' and letzter_erfolg is null then 1
      when zustand = 'gesperrt' then 2
      when letzter_erfolg is null and geprueft_am is null then 3
      when letzter_erfolg is null then 4
      else 5
    end as rang
  from portale
  where ags is not null and (zustand <> 'weg' or letzter_erfolg is not null)
),
fertig as (
  select p.ags, max(p.beobachtet_ab) as ab
  from portal p
  where p.rang = 6 and not exists (
    select 1 from portal q
    where q.ags = p.ags and q.rang = 6 and q.beobachtet_ab < p.beobachtet_ab
      and q.beobachtet_bis >= date(p.beobachtet_ab, '-1 day')
  )
  group by p.ags
),
lage as (
  select
    ags,
    coalesce(min(case when not weg then rang end), max(rang)) as rang,
    max(case when rang = 6 then beobachtet_bis end) as bis
  from portal
  group by ags
)
select
  k.ags,
  k.name as kreis,
  case when k.typ in ('Kreisfreie Stadt', 'Stadtkreis') then 'kreisfreie Stadt' else 'Landkreis' end as kreistyp,
  k.land,
  case when l.rang = 6 then f.ab end as beobachtet_ab,
  case when l.rang = 6 then l.bis end as beobachtet_bis,
  case coalesce(l.rang, 0)
    when 0 then 'kein Portal bekannt'
    when 1 then 'robots'
    when 2 then 'Zugang gesperrt'
    when 3 then 'noch nicht abgefragt'
    when 4 then 'nicht gelesen'
    when 5 then 'noch nicht fertig gelesen'
  end as fehlt
from kreise k
left join lage l on l.ags = k.ags
left join fertig f on f.ags = k.ags
