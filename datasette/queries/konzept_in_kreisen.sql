-- titel: Ein Konzept in allen Kreisen
-- text: Welche Kreise haben das Konzept beschlossen, wann, in welchem Gremium und auf welchem Weg, und was fehlt? Kreise, von denen nichts bekannt ist, zeigt die Ansicht konzeptvergleich.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
select
  kz.name as konzept_name, c.kreis, c.land, c.zustand, c.fehlt, c.beschlossen_am, c.beschluss_gremium, c.ergebnis_norm,
  c.angekuendigt_am, c.tage_bis_entscheidung, c.anzahl_beratungen, c.weg, c.fortgeschrieben_am, c.fortschreibungen,
  c.federfuehrend, c.presse, c.stand, c.vorlage, c.url
from konzeptvergleich c
join konzepte kz on kz.slug = c.konzept
where (c.vorlagen > 0 or c.presse > 0) and :konzept in ('', kz.slug, kz.name) and :land in ('', c.land)
order by kz.name, c.beschlossen_am is null, c.beschlossen_am, c.kreis
