-- One row per Vorlage of a Kreis: what several portals show of it is counted once.
select
  v.id,
  v.portal,
  v.ags,
  v.nummer,
  v.nummer_jahr,
  v.nummer_lfd,
  v.betreff,
  v.art_norm,
  v.einbringer_typ,
  v.fraktionen,
  v.federfuehrend,
  v.datum,
  v.erste_beratung,
  v.letzte_beratung,
  v.ergebnis,
  v.ergebnis_norm,
  v.ergebnis_gremium,
  v.ergebnis_datum,
  v.ergebnis_stand,
  v.url,
  1 + (select count(*) from dubletten d where d.gilt = v.id) as fassungen,
  v.id || coalesce((select ', ' || group_concat(d.vorlage, ', ') from dubletten d where d.gilt = v.id), '') as kennungen
from vorlagen v
where not exists (select 1 from dubletten d where d.vorlage = v.id)
