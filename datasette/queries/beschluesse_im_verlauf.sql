-- titel: Beschlüsse im Verlauf der Jahre
-- text: Wie viele der fertig gelesenen Kreise hatten ein Konzept bis zum Ende jedes Jahres beschlossen? Der Nenner sind die Kreise, von denen man es für dieses Jahr weiß; 0 heißt: von keinem. Einen Kreis je Zeile hat die Ansicht kreis_jahr.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  kz.name as konzept_name, p.jahr,
  count(p.kumuliert) filter (where p.beobachtet_von is not null) as kreise,
  coalesce(sum(p.ereignis) filter (where p.beobachtet_von is not null), 0) as neu_beschlossen,
  coalesce(sum(p.kumuliert) filter (where p.beobachtet_von is not null), 0) as bis_dahin_beschlossen,
  round(100.0 * avg(p.kumuliert) filter (where p.beobachtet_von is not null), 1) as anteil_prozent
from kreis_jahr p
join konzepte kz on kz.slug = p.konzept
where :konzept in ('', kz.slug, kz.name) and :land in ('', p.land) and :kreistyp in ('', p.kreistyp)
group by kz.slug, p.jahr
order by kz.name, p.jahr
