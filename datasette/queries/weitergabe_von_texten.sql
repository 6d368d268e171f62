-- titel: Wer hatte einen Wortlaut zuerst?
-- text: Passagen, die eine Vorlage eines Kreises früher hatte als eine eines anderen, nach dem Tag der späteren; früher heißt nicht, dass von dort abgeschrieben wurde.
-- parameter: konzept = Kurzname oder Name eines Konzepts, das die spätere Vorlage nennt; leer: alle
-- parameter: land = Bundesland des Kreises, der den Wortlaut später hatte; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens eines der beiden Kreise; leer: alle
select
  t.datum_a as datum_frueher, von.name as von_kreis, t.datum_b as datum_spaeter, nach.name as nach_kreis,
  t.woerter, t.aehnlichkeit, u.anteil_uebernommen, a.betreff as betreff_frueher, b.betreff as betreff_spaeter,
  t.text_b as text, t.vorlage_a as vorlage_frueher, t.vorlage_b as vorlage_spaeter, von.ags as von_ags, nach.ags as nach_ags
from textgleich t
join vorlagen a on a.id = t.vorlage_a
join vorlagen b on b.id = t.vorlage_b
join kreise von on von.ags = a.ags
join kreise nach on nach.ags = b.ags
left join uebernahmen u on u.vorlage = b.id
where t.frueher = t.vorlage_a
  and (:konzept = '' or t.vorlage_b in (
    select vorlage from konzept_vorlagen where konzept in (select slug from konzepte where :konzept in (slug, name))
  ))
  and :land in ('', nach.land)
  and (:kreis in ('', von.ags, nach.ags) or von.name like '%' || :kreis || '%' or nach.name like '%' || :kreis || '%')
order by t.datum_b, t.datum_a, t.woerter desc, t.id
