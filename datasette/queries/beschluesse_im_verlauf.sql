-- titel: Beschlüsse im Verlauf der Jahre
-- text: Wie viele der fertig gelesenen Kreise hatten ein Konzept bis zum Ende jedes Jahres beschlossen? Der Nenner sind die Kreise, von denen man es für dieses Jahr weiß; 0 heißt: von keinem. Einen Kreis je Zeile hat die Ansicht kreis_jahr.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
with je_jahr as (
  select
    p.konzept, p.jahr,
    count(p.kumuliert) filter (where p.beobachtet_von is not null) as kreise,
    coalesce(sum(p.ereignis) filter (where p.beobachtet_von is not null), 0) as neu_beschlossen,
    coalesce(sum(p.kumuliert) filter (where p.beobachtet_von is not null), 0) as bis_dahin_beschlossen
  from kreis_jahr p
  where p.konzept in (select slug from konzepte where :konzept in ('', slug, name))
    and :land in ('', p.land) and :kreistyp in ('', p.kreistyp)
  group by p.konzept, p.jahr
)
select
  kz.slug as konzept, kz.name as konzept_name, j.jahr, j.kreise, j.neu_beschlossen, j.bis_dahin_beschlossen,
  round(100.0 * j.bis_dahin_beschlossen / nullif(j.kreise, 0), 1) as anteil_prozent
from je_jahr j
join konzepte kz on kz.slug = j.konzept
order by kz.name, kz.slug, j.jahr
