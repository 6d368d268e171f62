"""Notices that a portal's pages changed: few readable pages, no records, emptier fields, unknown words.

Two looks: `Comparison` sets the pages of one run against their own last fetches, so that which pages a night looks at
cannot mislead it; `alarms` sets the last day of fetching, new pages included, against all that is in the dataset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.kinds import is_list
from ris_scraper.nouns.records import Parsed

#: Below this share of readable pages in a run something is wrong with the layout.
READABLE = 0.8
#: Fewer pages than this say nothing.
ENOUGH = 10
#: A field that was filled at least so often, and is now filled less than half as often, is an alarm.
USUAL = 0.6
#: So many pages that stated a value and do not any more, and half of those that did, are an alarm.
LOST = 3
#: Lists that led to so many things in the last run must lead to some in this one.
LISTED = 5
# Errors that say something about the layout; refusals are the portal's word.
BROKEN = frozenset({"LayoutDrift", "UnknownPage", "ParserDefect", "Undecodable"})
# A nightly run looks at Vorlagen that have no outcome yet, and at Sitzungen to come, which have neither end nor agenda
# (OParl), so these fall by choice, not by drift.
_BIASED = ("ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum", "ende", "tops")
_BROKEN_SQL = ", ".join(f"'{name}'" for name in sorted(BROKEN))
_PAGES = f"""
select count(*) as seiten, count(iif(fehler in ({_BROKEN_SQL}), 1, null)) as unlesbar
from seiten s where portal = :portal and {{when}}
"""
# Only kinds of pages that used to state records; calendars and lists never do.
_SILENT = """
select s.seitentyp, count(*) as seiten from seiten s
where s.portal = :portal and {when} and s.seitentyp in (
  select o.seitentyp from seiten o cross join aussagen a on a.seite = o.id where o.portal = :portal and {when_old}
) group by s.seitentyp having not max(exists (select 1 from aussagen a where a.seite = s.id))
"""
# A portal's pages first (`cross join` keeps the order): the statements of all portals are too many to look through.
_FILLED = """
select s.seitentyp, a.typ, j.key as feld, count(*) * 1.0 / (
  select count(*) from seiten s2 cross join aussagen a2 on a2.seite = s2.id
  where s2.portal = :portal and s2.seitentyp = s.seitentyp and a2.typ = a.typ and a2.ganz and {when2}
) as anteil
from seiten s cross join aussagen a on a.seite = s.id cross join json_each(a.json) j
where s.portal = :portal and s.fehler is null and a.ganz and {when}
  and (j.type <> 'array' or json_array_length(j.value) > 0)
group by s.seitentyp, a.typ, j.key
"""
# What breaks off (`ganz` is 0) proves nothing by what it does not state.
_KINDS = """
select s.seitentyp, a.typ, count(*) as seiten from seiten s cross join aussagen a on a.seite = s.id
where s.portal = :portal and a.ganz and {when} group by s.seitentyp, a.typ
"""
_NOTES = (
    "select seitentyp, art, text, anzahl from hinweise where portal = ? and art <> 'leer' order by anzahl desc, text"
)


class Comparison:
    """The pages of one run against their own last fetches, and its lists against those of the last whole run."""

    def __init__(self, portal: str) -> None:
        self._portal = portal
        self._had: Counter[tuple[str, str]] = Counter()
        self._lost: Counter[tuple[str, str]] = Counter()
        self._broken: Counter[str] = Counter()
        self._other: Counter[str] = Counter()
        self._listed: Counter[str] = Counter()
        self._unread: list[str] = []

    def page(self, seitentyp: str, before: Parsed, after: Parsed, fehler: str | None) -> None:
        """Count what a page of a kind stated before and does not state any more; `fehler` is why it cannot be read."""
        old = _stated(before)
        if fehler in BROKEN and old:
            self._broken[seitentyp] += 1
        if fehler:
            return
        new = _stated(after)
        self._had.update((seitentyp, path) for path in old)
        self._lost.update((seitentyp, path) for path in old - new)

    def other(self, seitentyp: str) -> None:
        """Count a request for a kind of page that another page answered."""
        self._other[seitentyp] += 1

    def unread(self, address: str, reason: str) -> None:
        """Note a part of a list that nobody could read: nobody knows what it leads to."""
        self._unread.append(f"{self._portal}: the list {address} could not be read: {reason}")

    def listed(self, seitentyp: str, count: int) -> None:
        """Count the things that a list or calendar led to."""
        self._listed[seitentyp] += count

    def alarms(self) -> list[str]:
        """What the pages do not state any more."""
        broken = [
            f"{self._portal}: {count} {kind} pages could be read before and cannot be read now"
            for kind, count in self._broken.items()
            if count >= LOST
        ]
        other = [
            f"{self._portal}: {count} requests for {kind} pages were answered with other pages of the portal"
            for kind, count in self._other.items()
            if count >= LOST
        ]
        return [*broken, *other, *self._unread[:LOST]] + [
            f"{self._portal}: {path} is gone from {lost} of {self._had[kind, path]} {kind} pages that stated it"
            for (kind, path), lost in sorted(self._lost.items())
            if lost >= LOST and 2 * lost >= self._had[kind, path]
        ]

    def lists(self, before: Mapping[str, int]) -> tuple[list[str], dict[str, int]]:
        """Alarms for kinds of lists that led to many things in the last whole run and lead to none now, and the
        counts to remember: an alarm lasts until the lists lead somewhere again."""
        empty = [kind for kind, count in self._listed.items() if not count and before.get(kind, 0) >= LISTED]
        alarms = [f"{self._portal}: no {kind} page led anywhere, there were {before[kind]} entries" for kind in empty]
        return alarms, {**self._listed, **{kind: before[kind] for kind in empty}}


def _stated(parsed: Parsed) -> set[str]:
    """The fields that a page states, with their way (`vorlage.beratungen.ergebnis`), and its kinds of links."""
    # What an empty block of an OParl list leads to, it does not say.
    paths = {f"links.{'liste' if is_list(link.seitentyp) else link.seitentyp}" for link in parsed.links}
    for record in parsed.datensaetze:
        paths |= set(_paths(record.typ, record.model_dump(exclude_none=True)))
    return paths


def _paths(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(f"{name}.{key}", inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _paths(name, inner)
    elif value != "":
        yield name


def _values(db: Dataset, portal: str, until: str) -> dict[str, Any] | None:
    """The boundary between the last run's fetches and older ones: the newest fetch before the last day of fetching."""
    found = db.rows(
        "select max(abgerufen_am) as last from seiten where portal = ? and abgerufen_am < ?", [portal, until]
    )
    return {"portal": portal, "day": found[0]["last"][:10]} if found and found[0]["last"] else None


_NEW, _OLD = "{0}.abgerufen_am >= :day", "{0}.abgerufen_am < :day"


def alarms(db: Dataset, portal: str, until: str = "9999") -> list[str]:
    """What the last day of fetching shows against the portal's own past; an empty list is good news. Pages from after
    `until` come from a clock that was ahead."""
    values = _values(db, portal, until)
    return [*_pages(db, values), *_fields(db, values)] if values else []


def _pages(db: Dataset, values: dict[str, Any]) -> Iterator[str]:
    """Many pages that cannot be read, or kinds of pages that state nothing any more."""
    portal, new, old = values["portal"], _NEW.format("s"), _OLD.format("o")
    [row] = db.rows(_PAGES.format(when=new), values)
    if row["seiten"] >= ENOUGH and row["unlesbar"] > (1 - READABLE) * row["seiten"]:
        yield f"{portal}: {row['unlesbar']} of {row['seiten']} pages of the last run could not be read"
    for row in db.rows(_SILENT.format(when=new, when_old=old), values):
        if row["seiten"] >= ENOUGH:
            yield f"{portal}: {row['seiten']} {row['seitentyp']} pages of the last run gave no record, there were some"


_Field = tuple[str, str, str]


def _shares(db: Dataset, values: dict[str, Any], when: str) -> dict[_Field, float]:
    sql = _FILLED.format(when=when.format("s"), when2=when.format("s2"))
    return {(row["seitentyp"], row["typ"], row["feld"]): float(row["anteil"]) for row in db.rows(sql, values)}


def _counts(db: Dataset, values: dict[str, Any], when: str) -> dict[tuple[str, str], int]:
    rows = db.rows(_KINDS.format(when=when.format("s")), values)
    return {(row["seitentyp"], row["typ"]): row["seiten"] for row in rows}


def _fields(db: Dataset, values: dict[str, Any]) -> Iterator[str]:
    """Fields that were usually stated and are now stated less than half as often; by record, as an agenda of some
    products states its Vorlagen too."""
    pages, before = _counts(db, values, _NEW), _counts(db, values, _OLD)
    enough = {key for key, count in pages.items() if min(count, before.get(key, 0)) >= ENOUGH}
    now = _shares(db, values, _NEW) if enough else {}
    for (kind, typ, field), share in (_shares(db, values, _OLD) if enough else {}).items():
        new = now.get((kind, typ, field), 0.0)
        if (kind, typ) in enough and field not in _BIASED and share >= USUAL and new < share / 2:
            yield f"{values['portal']}: {field} on {kind} pages is stated on {new:.0%}, was {share:.0%}"


def unknown(db: Dataset, portal: str) -> list[str]:
    """Labels and words that no table knows yet; they announce a release before anything breaks."""
    return [f"{portal}: unknown {row['art']} {row['text']!r} on {row['anzahl']} {row['seitentyp']} pages"
            for row in db.rows(_NOTES, [portal])]  # fmt: skip
