-- titel: Ein Konzept in allen Kreisen
-- text: Welche Kreise haben das Konzept beauftragt, beraten, beschlossen oder fortgeschrieben, wann, in welchem Gremium und auf welchem Weg? Ohne Angabe eines Stands nur Kreise, von denen etwas bekannt ist.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: zustand = beschlossen (auch, wenn seither fortgeschrieben), fortgeschrieben, abgelehnt, beraten, angekuendigt, entwurf, auftrag, unbekannt oder nichts (Kreise, von denen nichts bekannt ist); leer: alle außer nichts
-- parameter: fehlt = Was fehlt und warum, zum Beispiel kein Portal bekannt; leer: alle
-- parameter: phase = Nur Kreise mit einer Vorlage in dieser Phase: auftrag, entwurf, beschluss, fortschreibung, bericht, umsetzung, aufhebung oder sonstiges; leer: alle
-- parameter: von = Stand seit Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Stand bis Jahr oder Tag einschließlich; leer: ohne Grenze
with stand as (
  select
    c.*,
    coalesce(
      case c.zustand
        when 'beschlossen' then c.beschlossen_am
        when 'fortgeschrieben' then c.fortgeschrieben_am
        when 'angekuendigt' then c.angekuendigt_am
        when 'entwurf' then c.entwurf_am
        when 'auftrag' then c.auftrag_am
      end,
      v.ergebnis_datum, v.letzte_beratung, c.zuerst_gesehen
    ) as stand_am,
    v.einbringer_typ, v.fraktionen
  from konzeptvergleich c
  left join vorlagen v on v.id = c.vorlage
  where c.konzept in (select slug from konzepte where :konzept in ('', slug, name))
    and :land in ('', c.land) and :kreistyp in ('', c.kreistyp) and :fehlt in ('', c.fehlt)
    and (:zustand in ('', 'nichts', c.zustand) or :zustand = 'beschlossen' and c.beschlossen_am is not null)
    and (c.vorlagen = 0 and c.presse = 0) = (:zustand = 'nichts')
)
select
  s.konzept, kz.name as konzept_name, s.ags, s.kreis, s.land, s.kreistyp, s.zustand, s.stand_am, s.fehlt,
  s.beobachtet_ab, s.beobachtet_bis,
  (
    select count(beobachtet_ab) from kreisfenster where :land in ('', land) and :kreistyp in ('', kreistyp)
  ) as kreise_gelesen,
  s.auftrag_am, s.entwurf_am,
  s.beschlossen_am, s.beschluss_gremium, s.ergebnis_norm, s.ja, s.nein, s.enthaltung, s.einstimmig,
  s.fortgeschrieben_am, s.fortschreibungen, s.angekuendigt_am, s.tage_bis_entscheidung, s.anzahl_beratungen, s.weg,
  s.federfuehrend, s.einbringer_typ, s.fraktionen, s.vorlagen, s.vorlage, s.presse as berichte,
  case when s.presse > 0 then (
    select min(p.id) from presse p join presse_konzepte pk on pk.presse = p.id where p.ags = s.ags and pk.konzept = s.konzept
  ) end as presse,
  s.url, k.lat, k.lon
from stand s
join konzepte kz on kz.slug = s.konzept
join kreise k on k.ags = s.ags
where (:von = '' or s.stand_am >= :von) and (:bis = '' or substr(s.stand_am, 1, length(:bis)) <= :bis)
  and (:phase = '' or (s.konzept, s.ags) in (
    select p.konzept, v.ags from konzept_vorlagen p join vorlagen v on v.id = p.vorlage where p.phase = :phase
  ))
order by kz.name, s.beschlossen_am is null, s.beschlossen_am, s.stand_am is null, s.stand_am, s.kreis, s.konzept, s.ags
