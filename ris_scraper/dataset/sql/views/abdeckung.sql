-- One row per portal and year; a portal of which nothing was read has one row without a year.
select
  p.slug as portal,
  p.name as portal_name,
  p.ags,
  k.name as kreis,
  k.land,
  p.vendor,
  p.zustand,
  p.grund,
  p.robots,
  p.geprueft_am,
  p.letzter_erfolg,
  p.beobachtet_ab,
  p.beobachtet_bis,
  coalesce(p.vollstaendig, 0) as vollstaendig,
  coalesce(p.seiten, 0) as seiten,
  nullif(j.jahr, 0) as jahr,
  coalesce(j.sitzungen, 0) as sitzungen,
  coalesce(j.vorlagen, 0) as vorlagen,
  coalesce(j.mit_ergebnis, 0) as mit_ergebnis,
  coalesce(j.offen, 0) as offen,
  coalesce(j.nicht_veroeffentlicht, 0) as nicht_veroeffentlicht,
  coalesce(j.nicht_gelesen, 0) as nicht_gelesen,
  j.nummer_von,
  j.nummer_bis,
  coalesce(j.nummern, 0) as nummern,
  j.nummer_bis - j.nummer_von + 1 - j.nummern as luecken,
  round(100.0 * j.mit_ergebnis / nullif(j.vorlagen, 0), 1) as ergebnis_prozent,
  round(100.0 * j.mit_beratung / nullif(j.vorlagen, 0), 1) as beratung_prozent,
  round(100.0 * j.mit_federfuehrend / nullif(j.vorlagen, 0), 1) as federfuehrend_prozent,
  round(100.0 * j.mit_art / nullif(j.vorlagen, 0), 1) as art_prozent,
  round(100.0 * j.mit_datum / nullif(j.vorlagen, 0), 1) as datum_prozent
from portale p
left join kreise k on k.ags = p.ags
left join portaljahre j on j.portal = p.slug
where p.vendor is not 'presse'
