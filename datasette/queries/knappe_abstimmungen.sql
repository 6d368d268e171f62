-- titel: Knappe Abstimmungen
-- text: Abstimmungen, bei denen höchstens ein Zehntel der Ja- und Nein-Stimmen den Unterschied machte.
-- parameter: einbringer_typ = verwaltung, fraktion, gruppe, mitglied, ausschuss, beirat, einwohner oder gemeinde; leer: alle
-- parameter: fraktion = Kurzname einer Partei oder Gruppe, die die Vorlage eingebracht hat, zum Beispiel SPD; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: von = Ab Jahr oder Tag (2015 oder 2015-06-01); leer: ohne Grenze
-- parameter: bis = Bis Jahr oder Tag einschließlich; leer: ohne Grenze
select
  b.datum, v.ags, k.name as kreis, b.gremium, b.ergebnis, b.ja, b.nein, b.enthaltung, abs(b.ja - b.nein) as vorsprung,
  v.nummer, v.betreff, v.einbringer_typ, v.fraktionen,
  (select group_concat(konzept, '; ') from konzept_vorlagen where vorlage = v.id) as konzept,
  v.id as vorlage, v.url
from beratungen b
join vorlagen_eindeutig v on v.id = b.vorlage
left join kreise k on k.ags = v.ags
where b.ja is not null and b.ja + b.nein > 0 and abs(b.ja - b.nein) * 10 <= b.ja + b.nein
  and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%') and :land in ('', k.land)
  and (:kreistyp = '' or k.ags in (select ags from kreisfenster where kreistyp = :kreistyp))
  and :einbringer_typ in ('', v.einbringer_typ)
  and (:fraktion = '' or instr('; ' || v.fraktionen || ';', '; ' || :fraktion || ';'))
  and (:von = '' or b.datum >= :von) and (:bis = '' or substr(b.datum, 1, length(:bis)) <= :bis)
order by vorsprung, b.datum desc, b.id
