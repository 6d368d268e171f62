-- titel: Durch welche Gremien ein Konzept ging
-- text: Die Beratungen der maßgeblichen Vorlage jedes Kreises (die das Konzept beschlossen hat, sonst die erste Fortschreibung, sonst die letzte), mit Art des Gremiums, Tag, Rolle und Ergebnis: die Felder der Tafel „Gremien und Kreise“.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: gremium_typ = kreistag, kreisausschuss, fachausschuss, beirat, rat, ortsgremium oder sonstiges; leer: alle
-- parameter: kreise = Amtliche Gemeindeschlüssel, mit Komma getrennt; leer: alle
select
  s.konzept, kz.name as konzept_name, s.ags, f.kreis, f.land, f.kreistyp, b.position, b.gremium_typ, b.gremium,
  b.datum, b.rolle_norm, b.ergebnis_norm, b.ja, b.nein, b.enthaltung, b.einstimmig, v.nummer, s.vorlage, s.url
from konzepte kz
-- in this order: from the few Kreise that know the concept
cross join konzeptstand s on s.konzept = kz.slug
join kreisfenster f on f.ags = s.ags
join vorlagen v on v.id = s.vorlage
join beratungen b on b.vorlage = s.vorlage
where :konzept in ('', kz.slug, kz.name) and :land in ('', f.land) and :kreistyp in ('', f.kreistyp)
  and :gremium_typ in ('', b.gremium_typ) and (:kreise = '' or instr(',' || :kreise || ',', ',' || s.ags || ','))
order by konzept_name, f.kreis, s.ags, b.position
