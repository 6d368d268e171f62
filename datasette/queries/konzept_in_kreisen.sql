-- titel: Ein Konzept in allen Kreisen
-- text: Welche Kreise haben das Konzept beschlossen, wann, in welchem Gremium und auf welchem Weg?
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
select
  kz.name as konzept_name, c.kreis, k.land, c.beschlossen_am, c.beschluss_gremium, c.ergebnis_norm,
  c.tage_bis_entscheidung, c.anzahl_beratungen, c.weg, c.fortschreibungen, c.federfuehrend, c.stand, c.vorlage, v.url
from konzeptvergleich c
join konzepte kz on kz.slug = c.konzept
join vorlagen v on v.id = c.vorlage
left join kreise k on k.ags = c.ags
where :konzept in ('', kz.slug, kz.name) and :land in ('', k.land)
order by kz.name, c.beschlossen_am is null, c.beschlossen_am, c.kreis
