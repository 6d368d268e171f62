-- titel: Was hat sich geändert?
-- text: Werte, die ein Portal nach der ersten Veröffentlichung geändert hat, die neuesten zuerst.
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
select
  a.gesehen_am, p.ags, k.name as kreis, a.tabelle, a.zeile, a.feld, a.alt, a.neu,
  case a.tabelle when 'vorlagen' then a.zeile when 'beratungen' then b.vorlage end as vorlage, s.url as quelle
from aenderungen a
left join seiten s on s.id = a.seite
left join portale p on p.slug = s.portal
left join kreise k on k.ags = p.ags
left join beratungen b on a.tabelle = 'beratungen' and b.id = a.zeile
where (:von = '' or a.gesehen_am >= :von) and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%')
order by a.gesehen_am desc, a.id
