-- titel: Zwei Konzepte nebeneinander
-- text: Welcher Kreis welches von zwei Konzepten unserer Liste wann beschlossen hat, und welches zuerst. Nur wo ein Kreis fertig gelesen ist, heißt kein bekannter Beschluss, dass keiner zu finden ist; Anteile rechnet man deshalb über die Kreise mit beobachtet_ab.
-- parameter: a = Kurzname oder Name des einen Konzepts, leer: integrationskonzept
-- parameter: b = Kurzname oder Name des anderen, leer: klimaschutzkonzept
-- parameter: land = Bundesland; leer: alle
-- parameter: kreistyp = Landkreis oder kreisfreie Stadt; leer: beide
-- parameter: lage = beide, nur a, nur b, keines oder unbekannt; leer: alle
with gefragt as (
  select coalesce(nullif(:a, ''), 'integrationskonzept') as a, coalesce(nullif(:b, ''), 'klimaschutzkonzept') as b
),
namen as (
  select ka.slug as a, kb.slug as b
  from gefragt g
  join konzepte ka on g.a in (ka.slug, ka.name) and ka.auswahl = 'gepflegt'
  join konzepte kb on g.b in (kb.slug, kb.name) and kb.auswahl = 'gepflegt'
),
stand as materialized (
  select
    *,
    -- 1 adopted, 0 read to the end without an adoption; what presupposes the concept tells of an older one
    case
      when beschlossen_am is not null then 1
      when beobachtet_ab is not null and fehlt is not 'davor nicht gelesen' then 0
    end as hat,
    -- a Fortschreibung shows that the concept is older than its date
    beschlossen_am is not null and phase is not 'fortschreibung' as genau
  from konzeptvergleich
  where konzept in (select a from namen union select b from namen)
    and :land in ('', land) and :kreistyp in ('', kreistyp)
),
paar as (
  select
    x.konzept as a_konzept, y.konzept as b_konzept, x.ags, x.kreis, x.land, x.kreistyp,
    case
      when x.hat = 1 and y.hat = 1 then 'beide'
      when x.hat = 1 and y.hat = 0 then 'nur a'
      when x.hat = 0 and y.hat = 1 then 'nur b'
      when x.hat = 0 and y.hat = 0 then 'keines'
      else 'unbekannt'
    end as lage,
    case
      when x.beschlossen_am = y.beschlossen_am and x.genau and y.genau then 'am selben Tag'
      when x.beschlossen_am < y.beschlossen_am and y.genau then 'a'
      when y.beschlossen_am < x.beschlossen_am and x.genau then 'b'
    end as zuerst_kam,
    x.zustand as a_zustand, x.beschlossen_am as a_beschlossen_am, y.zustand as b_zustand, y.beschlossen_am as b_beschlossen_am,
    cast(julianday(y.beschlossen_am) - julianday(x.beschlossen_am) as integer) as tage_a_bis_b,
    x.beobachtet_ab, x.beobachtet_bis, x.vorlage as a_vorlage, y.vorlage as b_vorlage
  from namen n
  join stand x on x.konzept = n.a
  join stand y on y.konzept = n.b and y.ags = x.ags
)
select * from paar
where :lage in ('', lage)
order by coalesce(min(a_beschlossen_am, b_beschlossen_am), a_beschlossen_am, b_beschlossen_am, '9999'), land, kreis
