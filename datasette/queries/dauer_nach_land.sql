-- titel: Dauer nach Land und Kreistyp
-- text: Der Median der Tage von der ersten Beratung bis zum Beschluss, je Konzept, Land und Kreistyp. Vorlagen mit nur einer Beratung zählen nicht mit und stehen in einer eigenen Spalte.
-- parameter: konzept = Kurzname oder Name eines Konzepts, zum Beispiel integrationskonzept; leer: alle
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: art = Fortschreibung, oder alle; leer: erster Beschluss
with gemeint as (
  select d.*, kz.name
  from konzeptdauer d
  join konzepte kz on kz.slug = d.konzept
  where :konzept in ('', kz.slug, kz.name) and :land in ('', d.land) and :kreistyp in ('', d.kreistyp)
    and (:art = 'alle' or d.art = coalesce(nullif(:art, ''), 'erster Beschluss'))
),
gereiht as (
  select
    gemeint.*,
    -- the days that are unknown come last
    row_number() over (partition by konzept, land, kreistyp order by tage is null, tage) as platz,
    count(tage) over (partition by konzept, land, kreistyp) as anzahl
  from gemeint
)
select
  konzept, name as konzept_name, land, kreistyp, anzahl, count(distinct case when tage is not null then ags end) as kreise,
  -- the one in the middle, or the mean of the two there
  avg(case when platz in ((anzahl + 1) / 2, (anzahl + 2) / 2) then tage end) as median_tage,
  min(tage) as kuerzeste_tage, max(tage) as laengste_tage, sum(stationen < 2) as mit_einer_beratung
from gereiht
group by konzept, land, kreistyp
order by konzept_name, land, kreistyp desc
