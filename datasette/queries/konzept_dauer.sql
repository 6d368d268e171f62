-- titel: Wie lange dauert ein Konzept?
-- text: Tage von der ersten Beratung einer Vorlage bis zum Beschluss, die längsten zuerst. Ohne weitere Angabe nur der erste bekannte Beschluss jedes Kreises, und nur Vorlagen mit mehr als einer Beratung: wo die einzige Beratung auch die beschließende war, wären es von selbst null Tage.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: art = Fortschreibung, oder alle; leer: erster Beschluss
-- parameter: stationen = eine (Vorlagen mit nur einer Beratung), oder alle; leer: mehrere
select
  d.konzept, kz.name as konzept_name, d.ags, d.kreis, d.land, d.kreistyp, d.art, d.tage, d.stationen,
  d.erste_beratung, d.beschlossen_am, d.nummer, v.betreff, kv.phase, kv.kette, d.vorlage, d.url
from konzeptdauer d
join konzepte kz on kz.slug = d.konzept
join vorlagen v on v.id = d.vorlage
join konzept_vorlagen kv on kv.konzept = d.konzept and kv.vorlage = d.vorlage
where :konzept in ('', kz.slug, kz.name) and :land in ('', d.land) and :kreistyp in ('', d.kreistyp)
  and (:art = 'alle' or d.art = coalesce(nullif(:art, ''), 'erster Beschluss'))
  and (:stationen = 'alle' or iif(d.stationen > 1, 'mehrere', 'eine') = coalesce(nullif(:stationen, ''), 'mehrere'))
order by d.tage desc, d.kreis, d.konzept, d.beschlossen_am, d.vorlage
