-- titel: Neues zu einem Konzept
-- text: Vorlagen und Presseberichte zu einem Konzept, die zuletzt hinzukamen oder sich änderten; auch als Feed auf der Seite des Konzepts.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
with gemeint as (
  select slug, name from konzepte where :konzept in ('', slug, name)
)
select
  coalesce(
    (select max(a.gesehen_am) from aenderungen a where a.tabelle = 'vorlagen' and a.zeile = v.id), v.zuerst_gesehen
  ) as aktualisiert,
  k.ags, k.name as kreis, v.betreff as titel, g.slug as konzept, g.name as konzept_name, kv.phase,
  v.ergebnis, v.ergebnis_gremium, v.ergebnis_datum, v.id as vorlage, null as presse, v.url
from gemeint g
join konzept_vorlagen kv on kv.konzept = g.slug
join vorlagen v on v.id = kv.vorlage
left join kreise k on k.ags = v.ags
where not exists (select 1 from dubletten d where d.vorlage = v.id)
union all
select
  s.zuerst_abgerufen, k.ags, k.name, p.titel, g.slug, g.name, null, null, p.medium, p.datum, null, p.id, p.url
from gemeint g
join presse_konzepte pk on pk.konzept = g.slug
join presse p on p.id = pk.presse
join seiten s on s.id = p.seite
left join kreise k on k.ags = p.ags
order by aktualisiert desc, vorlage, presse
limit 50
