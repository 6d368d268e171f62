-- One row per Kreis, year and concept of our list, for event-history models: what was observed of the year, and whether
-- the concept was adopted in it or before. A value is empty where the year lies outside the Kreis's window, or where a
-- Vorlage presupposes a concept whose adoption is not known: nobody can tell then.
with doppelt as (
  select v.ags, coalesce(v.nummer_jahr, substr(coalesce(v.datum, v.erste_beratung), 1, 4) + 0) as jahr, count(*) as anzahl
  from dubletten d
  join vorlagen v on v.id = d.vorlage
  group by 1, 2
),
jahre as (
  select
    p.ags,
    j.jahr,
    sum(j.sitzungen) as sitzungen,
    sum(j.vorlagen) as vorlagen,
    sum(j.nummer_bis - j.nummer_von + 1 - j.nummern) as luecke
  from portaljahre j
  join portale p on p.slug = j.portal
  where p.ags is not null and j.jahr between 1 and substr(p.letzter_erfolg, 1, 4) + 0
  group by p.ags, j.jahr
),
gesehen as (
  select
    f.ags, f.kreis, f.kreistyp, f.land, j.jahr, j.sitzungen, j.luecke,
    j.vorlagen - coalesce(d.anzahl, 0) as vorlagen,
    case when j.jahr between substr(f.beobachtet_ab, 1, 4) + 0 and substr(f.beobachtet_bis, 1, 4) + 0
      then max(f.beobachtet_ab, j.jahr || '-01-01') end as von,
    case when j.jahr between substr(f.beobachtet_ab, 1, 4) + 0 and substr(f.beobachtet_bis, 1, 4) + 0
      then min(f.beobachtet_bis, j.jahr || '-12-31') end as bis,
    coalesce(
      f.fehlt,
      case when j.jahr < substr(f.beobachtet_ab, 1, 4) + 0 then 'davor nicht gelesen' end,
      case when j.jahr > substr(f.beobachtet_bis, 1, 4) + 0 then 'danach nicht gelesen' end
    ) as fehlt
  from jahre j
  join kreisfenster f on f.ags = j.ags
  left join doppelt d on d.ags = j.ags and d.jahr = j.jahr
),
stand as (
  select
    konzept, ags,
    substr(beschlossen_am, 1, 4) + 0 as beschlossen,
    phase in ('fortschreibung', 'bericht', 'umsetzung', 'aufhebung') as vorhanden
  from konzeptstand
)
select
  g.ags,
  g.kreis,
  g.kreistyp,
  g.land,
  g.jahr,
  g.von as beobachtet_von,
  g.bis as beobachtet_bis,
  g.sitzungen,
  g.vorlagen,
  g.luecke,
  kz.slug as konzept,
  case
    when s.vorhanden and (s.beschlossen is null or g.jahr <= s.beschlossen) then null
    when g.jahr = s.beschlossen then 1
    when g.jahr > s.beschlossen or g.von is not null then 0
  end as ereignis,
  case
    when g.jahr >= s.beschlossen then 1
    when not coalesce(s.vorhanden, 0) and g.von is not null then 0
  end as kumuliert,
  case
    when g.jahr >= s.beschlossen and not s.vorhanden then null
    when s.vorhanden and (s.beschlossen is null or g.jahr <= s.beschlossen) then coalesce(g.fehlt, 'davor nicht gelesen')
    when s.vorhanden then null
    else g.fehlt
  end as fehlt
from konzepte kz
cross join gesehen g
left join stand s on s.konzept = kz.slug and s.ags = g.ags
where kz.auswahl = 'gepflegt'
