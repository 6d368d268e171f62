-- titel: Woher stammt jeder Wert?
-- text: Für eine Vorlage und ihre Beratungen: welche Seite welchen Wert nennt, und wann sie abgerufen wurde.
-- parameter: vorlage = Kennung oder Nummer der Vorlage; leer: alle
-- an arm for each way to choose: only so is each looked up in an index of its own
with gewaehlt as (
  select id from vorlagen where id = :vorlage
  union select id from vorlagen where nummer = :vorlage
  union select id from (select id from vorlagen where :vorlage = '' order by id limit 100)
  order by id limit 100
)
select
  h.tabelle, h.zeile, h.feld, v.id as vorlage, v.ags, k.name as kreis, h.url as quelle, h.abgerufen_am
from herkunft_alle h
left join beratungen b on h.tabelle = 'beratungen' and b.id = h.zeile
left join vorlagen v on v.id = coalesce(b.vorlage, h.zeile)
left join kreise k on k.ags = v.ags
where (h.tabelle = 'vorlagen' and h.zeile in (select id from gewaehlt))
  or (h.tabelle = 'beratungen' and h.zeile in (select id from beratungen where vorlage in (select id from gewaehlt)))
order by h.tabelle desc, h.zeile, h.feld
