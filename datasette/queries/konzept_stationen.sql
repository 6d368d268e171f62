-- titel: Stationen eines Konzepts
-- text: Jede datierte Beratung der Vorlagen zu einem Konzept, jeder Entwurf mit Datum und jeder Termin, den ein Pressebericht dazu nennt: die Marken des Zeitstrahls.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: kreise = Amtliche Gemeindeschlüssel, mit Komma getrennt; leer: alle
with gemeint as (
  select slug from konzepte where :konzept in ('', slug, name)
),
orte as (
  select ags, name from kreise where :kreise = '' or instr(',' || :kreise || ',', ',' || ags || ',')
)
select
  kv.konzept, o.ags, o.name as kreis, b.datum,
  case
    when b.ergebnis_norm is null and v.ergebnis_stand = 'offen' then 'angekuendigt'
    when b.datum is not v.ergebnis_datum or b.gremium is not v.ergebnis_gremium then 'beraten'
    -- as in the comparison: whoever only prepares or takes note adopts nothing
    when b.rolle_norm in ('vorberatung', 'anhoerung', 'kenntnisnahme') then 'beraten'
    when kv.phase in ('beschluss', 'fortschreibung') and b.ergebnis_norm = 'abgelehnt' then 'abgelehnt'
    when b.ergebnis_norm not in ('beschlossen', 'geaendert_beschlossen') then 'beraten'
    when kv.beschlossen_als = 'Fortschreibung' then 'fortgeschrieben'
    when kv.phase = 'beschluss' then 'beschlossen'
    when kv.phase in ('auftrag', 'entwurf') then kv.phase
    else 'beraten'
  end as zeichen,
  b.gremium, b.rolle_norm, b.ergebnis_norm, kv.phase, v.betreff as text, v.id as vorlage, null as presse, v.url
-- in this order: from the few Vorlagen of a concept, not from all Kreise
from gemeint g
cross join konzept_vorlagen kv on kv.konzept = g.slug
cross join vorlagen_eindeutig v on v.id = kv.vorlage
cross join orte o on o.ags = v.ags
join beratungen b on b.vorlage = v.id
where b.datum is not null
union all
select kv.konzept, o.ags, o.name, v.datum, 'entwurf', null, null, null, kv.phase, v.betreff, v.id, null, v.url
from gemeint g
join konzept_vorlagen kv on kv.konzept = g.slug and kv.phase = 'entwurf'
join vorlagen_eindeutig v on v.id = kv.vorlage
join orte o on o.ags = v.ags
where v.datum is not null and v.erste_beratung is null
union all
select
  pk.konzept, o.ags, o.name, coalesce(t.datum, t.monat), 'presse', t.gremium, null, null, null, t.zitat, null, p.id, p.url
from gemeint g
join presse_konzepte pk on pk.konzept = g.slug
join presse p on p.id = pk.presse
join orte o on o.ags = p.ags
join presse_termine t on t.presse = p.id
where coalesce(t.datum, t.monat) is not null
order by konzept, kreis, datum, vorlage, zeichen, gremium, presse, text
