-- titel: Ergebnisse nach Art des Gremiums
-- text: Wie oft beschließen, ändern, empfehlen, vertagen oder lehnen Kreistage, Ausschüsse und Beiräte ab?
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
-- counted by outcome first: only so are all Beratungen read from an index, in its order
with gezaehlt as (
  select b.gremium_typ, b.ergebnis_norm, count(*) as anzahl
  from beratungen b
  where b.vorlage not in (select vorlage from dubletten)
    and (:kreis = '' and :land = '' and :kreistyp = '' or b.vorlage in (
      select v.id from kreise k join vorlagen v on v.ags = k.ags
      where (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
        and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
    ))
    and (:von = '' or b.datum >= :von) and (:bis = '' or substr(b.datum, 1, length(:bis)) <= :bis)
  group by b.gremium_typ, b.ergebnis_norm
),
summen as (
  select
    gremium_typ,
    sum(anzahl) as beratungen,
    sum(anzahl * (ergebnis_norm is not null)) as mit_ergebnis,
    sum(anzahl * (ergebnis_norm is 'beschlossen')) as beschlossen,
    sum(anzahl * (ergebnis_norm is 'geaendert_beschlossen')) as geaendert_beschlossen,
    sum(anzahl * (ergebnis_norm is 'empfohlen')) as empfohlen,
    sum(anzahl * (ergebnis_norm is 'zur_kenntnis')) as zur_kenntnis,
    sum(anzahl * (ergebnis_norm is 'vertagt')) as vertagt,
    sum(anzahl * (ergebnis_norm is 'abgelehnt' or ergebnis_norm is 'nicht_empfohlen')) as abgelehnt
  from gezaehlt
  group by gremium_typ
)
select *, round(100.0 * abgelehnt / nullif(mit_ergebnis, 0), 1) as abgelehnt_prozent
from summen
order by beratungen desc, gremium_typ
