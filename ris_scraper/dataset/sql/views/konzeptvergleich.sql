-- One row per concept and Kreis, also where nothing is known; of a concept that is not on our list only the Kreise that
-- name it. What is known stands in `konzeptstand`; what is missing follows from the deciding Vorlage, else from what is
-- known of the Kreis's portals. "nichts gefunden" is only said inside a finished window; where a Vorlage presupposes the
-- concept, it was adopted before the window.
select
  kz.slug as konzept,
  k.ags,
  k.name as kreis,
  k.land,
  f.kreistyp,
  f.beobachtet_ab,
  f.beobachtet_bis,
  coalesce(s.zustand, 'unbekannt') as zustand,
  case
    when s.zustand in ('beschlossen', 'fortgeschrieben', 'abgelehnt') then null
    when s.stand = 'offen' or s.ergebnis_norm in ('vertagt', 'verwiesen') then 'noch offen'
    when s.stand = 'nicht_veroeffentlicht' then 'nicht veröffentlicht'
    when s.stand = 'nicht_gelesen' then 'nicht gelesen'
    when f.fehlt is null and s.phase in ('fortschreibung', 'bericht', 'umsetzung', 'aufhebung') then 'davor nicht gelesen'
    else coalesce(f.fehlt, 'nichts gefunden')
  end as fehlt,
  coalesce(s.vorlagen, 0) as vorlagen,
  coalesce(s.presse, 0) as presse,
  s.zuerst_gesehen,
  s.erste_vorlage,
  s.erste_beratung,
  s.auftrag_am,
  s.entwurf_am,
  s.beschlossen_am,
  s.beschluss_gremium,
  s.fortgeschrieben_am,
  coalesce(s.fortschreibungen, 0) as fortschreibungen,
  s.angekuendigt_am,
  s.tage_bis_entscheidung,
  s.phase,
  s.ergebnis_norm,
  s.ja,
  s.nein,
  s.enthaltung,
  s.einstimmig,
  s.anzahl_beratungen,
  s.weg,
  s.federfuehrend,
  s.stand,
  s.vorlage,
  s.url
from konzepte kz
cross join kreise k
left join konzeptstand s on s.konzept = kz.slug and s.ags = k.ags
left join kreisfenster f on f.ags = k.ags
where kz.auswahl = 'gepflegt' or s.konzept is not null
