-- One row per dated station of a concept in a Kreis, for the query `konzept_stationen`.
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
from konzept_vorlagen kv
cross join vorlagen_eindeutig v on v.id = kv.vorlage
cross join kreise o on o.ags = v.ags
join beratungen b on b.vorlage = v.id
where b.datum is not null
union all
select kv.konzept, o.ags, o.name, v.datum, 'entwurf', null, null, null, kv.phase, v.betreff, v.id, null, v.url
from konzept_vorlagen kv
join vorlagen_eindeutig v on v.id = kv.vorlage
join kreise o on o.ags = v.ags
where kv.phase = 'entwurf' and v.datum is not null and v.erste_beratung is null
union all
select
  pk.konzept, o.ags, o.name, coalesce(t.datum, t.monat), 'presse', t.gremium, null, null, null, t.zitat, null, p.id, p.url
from presse_konzepte pk
join presse p on p.id = pk.presse
join kreise o on o.ags = p.ags
join presse_termine t on t.presse = p.id
where coalesce(t.datum, t.monat) is not null
