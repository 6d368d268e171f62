-- titel: Woher stammt jeder Wert?
-- text: Für eine Vorlage und ihre Beratungen: welche Seite welchen Wert nennt, und wann sie abgerufen wurde.
-- parameter: vorlage = Kennung oder Nummer der Vorlage; leer: alle
with gewaehlt as (
  select id from vorlagen where :vorlage in ('', id, nummer) order by id limit 100
)
select h.tabelle, h.zeile, h.feld, h.url as quelle, h.abgerufen_am
from herkunft_alle h
where (h.tabelle = 'vorlagen' and h.zeile in (select id from gewaehlt))
  or (h.tabelle = 'beratungen' and h.zeile in (select id from beratungen where vorlage in (select id from gewaehlt)))
order by h.tabelle desc, h.zeile, h.feld
