-- One row per concept and Kreis, also where nothing is known; of a concept that is not on our list only the Kreise that
-- name it. What is known stands in `konzeptstand`; what is missing
-- follows from the deciding Vorlage, else from what is known of the Kreis's portals: what was never asked or not
-- let in comes first, "nichts gefunden" is only said where every portal was read.
with lage as (
  select
    k.ags,
    case
      when count(p.slug) = 0 then 'kein Portal'
      when max(p.robots like '%verboten%' and p.letzter_erfolg is null) then 'robots'
      when max(p.zustand = 'gesperrt') then 'Zugang gesperrt'
      when max(p.letzter_erfolg is null and p.geprueft_am is null) then 'noch nicht abgefragt'
      when max(p.letzter_erfolg is null) then 'nicht gelesen'
      else 'nichts gefunden'
    end as grund
  from kreise k
  left join portale p on p.ags = k.ags and (p.zustand <> 'weg' or p.letzter_erfolg is not null)
  group by k.ags
)
select
  kz.slug as konzept,
  k.ags,
  k.name as kreis,
  k.land,
  coalesce(s.zustand, 'unbekannt') as zustand,
  case
    when s.zustand in ('beschlossen', 'fortgeschrieben', 'abgelehnt') then null
    when s.stand = 'offen' or s.ergebnis_norm in ('vertagt', 'verwiesen') then 'noch offen'
    when s.stand = 'nicht_veroeffentlicht' then 'nicht veröffentlicht'
    when s.stand = 'nicht_gelesen' then 'nicht gelesen'
    else l.grund
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
left join lage l on l.ags = k.ags
where kz.auswahl = 'gepflegt' or s.konzept is not null
