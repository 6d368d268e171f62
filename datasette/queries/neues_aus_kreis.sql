-- titel: Neues aus einem Kreis
-- text: Vorlagen und Presseberichte, die zuletzt hinzukamen oder sich änderten; auch als Feed auf der Seite des Kreises.
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
with gemeint as (
  select ags, name from kreise where :kreis in ('', ags) or name like '%' || :kreis || '%'
)
select
  coalesce(
    (select max(a.gesehen_am) from aenderungen a where a.tabelle = 'vorlagen' and a.zeile = v.id), v.zuerst_gesehen
  ) as aktualisiert,
  g.ags, g.name as kreis, v.betreff as titel,
  (
    select group_concat(kz.name, ', ') from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept
    where kv.vorlage = v.id
  ) as konzept_name,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = v.id) as konzept,
  v.ergebnis, v.ergebnis_gremium, v.ergebnis_datum, v.id as vorlage, null as presse, v.url
from gemeint g
join vorlagen v on v.ags = g.ags
where not exists (select 1 from dubletten d where d.vorlage = v.id)
union all
select s.zuerst_abgerufen, g.ags, g.name, p.titel, null, null, null, p.medium, p.datum, null, p.id, p.url
from gemeint g
join presse p on p.ags = g.ags
join seiten s on s.id = p.seite
order by aktualisiert desc, vorlage, presse
limit 50
