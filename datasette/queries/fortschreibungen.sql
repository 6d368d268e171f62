-- titel: Fortschreibungen
-- text: Wann ein Konzept fortgeschrieben wurde, und wie viele Jahre nach dem ersten und nach dem vorigen Beschluss. Eine Zeile je beschlossener Fortschreibung; als solche gilt auch, was mehr als ein Jahr nach dem ersten Beschluss neu beschlossen wurde.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreis = Amtlicher Gemeindeschlüssel oder Teil des Namens; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: jahre = Höchstens so viele Jahre nach dem vorigen Beschluss, zum Beispiel 5; leer: ohne Grenze
with beschluss as (
  select
    konzeptdauer.*,
    min(case when art = 'erster Beschluss' then beschlossen_am end) over (partition by konzept, ags) as zuerst_beschlossen,
    max(beschlossen_am) over (
      partition by konzept, ags order by beschlossen_am
      range between unbounded preceding and current row exclude group
    ) as vorher_beschlossen
  from konzeptdauer
)
select
  b.konzept, kz.name as konzept_name, b.ags, b.kreis, b.land, b.kreistyp, kv.kette, b.zuerst_beschlossen,
  b.vorher_beschlossen, b.beschlossen_am as fortgeschrieben_am,
  round((julianday(b.beschlossen_am) - julianday(b.zuerst_beschlossen)) / 365.25, 1) as jahre_danach,
  round((julianday(b.beschlossen_am) - julianday(b.vorher_beschlossen)) / 365.25, 1) as jahre_dazwischen,
  v.ergebnis_norm, b.nummer, v.betreff, b.vorlage, b.url
from beschluss b
join konzepte kz on kz.slug = b.konzept
join vorlagen v on v.id = b.vorlage
join konzept_vorlagen kv on kv.konzept = b.konzept and kv.vorlage = b.vorlage
where b.art = 'Fortschreibung'
  and :konzept in ('', kz.slug, kz.name) and (:kreis in ('', b.ags) or b.kreis like '%' || :kreis || '%')
  and :land in ('', b.land) and :kreistyp in ('', b.kreistyp)
  and (:jahre = '' or b.beschlossen_am <= date(b.vorher_beschlossen, '+' || replace(:jahre, ',', '.') || ' years'))
order by konzept_name, b.kreis, fortgeschrieben_am, b.vorlage
