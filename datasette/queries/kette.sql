-- titel: Auflagen eines Konzepts
-- text: Wann ein Kreis ein Konzept zuerst und dann wieder beschlossen hat, und wie viele Jahre dazwischenliegen: eine Zeile je Auflage, auch solche, über die noch nicht entschieden ist. Wo man nicht weiß, die wievielte es ist, steht keine Zahl.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
select
  a.konzept, a.konzept_name, a.ags, a.kreis, a.land, a.kreistyp, a.kette, a.beschlossen_als as art,
  a.auftrag_am, a.entwurf_am, a.beschlossen_am, a.vorher_beschlossen,
  round((julianday(a.beschlossen_am) - julianday(a.vorher_beschlossen)) / 365.25, 1) as jahre_dazwischen,
  a.tage, a.phase, a.ergebnis_norm, a.vorlagen, v.nummer, v.betreff, a.vorlage, v.url
from auflagen a
join vorlagen v on v.id = a.vorlage
where :konzept in ('', a.konzept, a.konzept_name) and (:kreis in ('', a.ags) or a.kreis like '%' || :kreis || '%')
  and :land in ('', a.land) and :kreistyp in ('', a.kreistyp)
order by a.konzept_name, a.kreis, a.kette is null, a.kette, a.beschlossen_am
