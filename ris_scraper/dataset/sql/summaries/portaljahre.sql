-- What the portal :portal shows of each year.
with papier as (
  select
    coalesce(v.nummer_jahr, cast(substr(coalesce(v.datum, v.erste_beratung), 1, 4) as integer), 0) as jahr,
    v.*,
    case when v.nummer_jahr is not null then v.nummer_lfd end as lfd,
    exists (select 1 from beratungen b where b.vorlage = v.id) as beraten
  from vorlagen v
  where v.portal = :portal
),
papiere as (
  select
    jahr,
    count(*) as vorlagen,
    sum(ergebnis_stand = 'entschieden') as mit_ergebnis,
    sum(ergebnis_stand = 'offen') as offen,
    sum(ergebnis_stand = 'nicht_veroeffentlicht') as nicht_veroeffentlicht,
    sum(ergebnis_stand = 'nicht_gelesen') as nicht_gelesen,
    sum(beraten) as mit_beratung,
    count(federfuehrend) as mit_federfuehrend,
    count(art) as mit_art,
    count(datum) as mit_datum,
    min(lfd) as nummer_von,
    max(lfd) as nummer_bis,
    count(distinct lfd) as nummern
  from papier
  group by jahr
),
treffen as (
  select coalesce(cast(substr(datum, 1, 4) as integer), 0) as jahr, count(*) as sitzungen
  from sitzungen
  where portal = :portal
  group by 1
),
jahre as (
  select jahr from papiere union select jahr from treffen
)
select
  :portal as portal,
  j.jahr,
  coalesce(t.sitzungen, 0) as sitzungen,
  coalesce(p.vorlagen, 0) as vorlagen,
  coalesce(p.mit_ergebnis, 0) as mit_ergebnis,
  coalesce(p.offen, 0) as offen,
  coalesce(p.nicht_veroeffentlicht, 0) as nicht_veroeffentlicht,
  coalesce(p.nicht_gelesen, 0) as nicht_gelesen,
  coalesce(p.mit_beratung, 0) as mit_beratung,
  coalesce(p.mit_federfuehrend, 0) as mit_federfuehrend,
  coalesce(p.mit_art, 0) as mit_art,
  coalesce(p.mit_datum, 0) as mit_datum,
  p.nummer_von,
  p.nummer_bis,
  coalesce(p.nummern, 0) as nummern
from jahre j
left join papiere p on p.jahr = j.jahr
left join treffen t on t.jahr = j.jahr
