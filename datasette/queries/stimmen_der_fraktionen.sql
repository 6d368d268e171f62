-- titel: Stimmen der Fraktionen
-- text: Wie Parteien und Gruppen gestimmt haben, wo eine Seite es druckt; nie einzelne Mitglieder. Die meisten Portale drucken es nicht: eine Abstimmung ohne Zeile sagt nichts.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: fraktion = Kurzname einer Partei oder Gruppe, zum Beispiel SPD; leer: alle
-- parameter: haltung = dafür, dagegen oder enthaltung; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
with gestimmt as (
  select
    st.*, coalesce(b.datum, z.datum) as datum, coalesce(b.gremium, z.gremium) as gremium,
    coalesce(v.ags, z.ags) as ags, coalesce(b.ergebnis_norm, t.ergebnis_norm) as ergebnis_norm,
    v.nummer, coalesce(v.betreff, t.betreff) as betreff
  from stimmen st
  left join beratungen b on b.id = st.beratung
  left join vorlagen v on v.id = st.vorlage
  left join tops t on t.id = st.top
  left join sitzungen z on z.id = t.sitzung
  where (st.vorlage is null or st.vorlage not in (select vorlage from dubletten))
    and :fraktion in ('', st.fraktion) and :haltung in ('', st.haltung)
    and (:konzept = '' or st.vorlage in (
      select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept where :konzept in (kz.slug, kz.name)
    ))
)
select
  g.datum, g.ags, f.kreis, f.land, f.kreistyp, g.gremium, g.fraktion, g.haltung, g.ja, g.nein, g.enthaltung, g.worte,
  g.ergebnis_norm, g.nummer, g.betreff, g.vorlage, s.url as quelle
from gestimmt g
left join kreisfenster f on f.ags = g.ags
left join seiten s on s.id = g.seite
where (:kreis in ('', g.ags) or f.kreis like '%' || :kreis || '%') and :land in ('', f.land) and :kreistyp in ('', f.kreistyp)
  and (:von = '' or g.datum >= :von) and (:bis = '' or substr(g.datum, 1, length(:bis)) <= :bis)
order by g.datum desc, f.kreis, g.gremium, g.id
