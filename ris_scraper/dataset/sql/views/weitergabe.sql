-- Words that a Kreis had first and another has later: one row per pair of Kreise, concept and year of the later Vorlage.
-- The concept is that of the later Vorlage: what it is about is what the words were wanted for.
select
  a.ags as von_ags,
  von.name as von_kreis,
  b.ags as nach_ags,
  nach.name as nach_kreis,
  kv.konzept,
  substr(t.datum_b, 1, 4) + 0 as jahr,
  count(*) as passagen,
  sum(t.woerter) as woerter,
  count(distinct t.vorlage_b) as vorlagen
from textgleich t
join vorlagen a on a.id = t.vorlage_a
join vorlagen b on b.id = t.vorlage_b
join kreise von on von.ags = a.ags
join kreise nach on nach.ags = b.ags
left join konzept_vorlagen kv on kv.vorlage = b.id
where t.frueher = t.vorlage_a
group by a.ags, b.ags, kv.konzept, jahr
