"""Joins what several pages state into rows (pure: parts in, rows out).

A Vorlage may be spread over several pages (SessionNet: head on vo0050, stations on vo0053, results on the
agendas). Every page states a part; the page with the lowest rank states the row, the others fill its gaps,
and every filled gap remembers its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ris_scraper.dataset.columns import BERATUNG, TOP, Value, flat
from ris_scraper.judgement.phrases import gremium_typ
from ris_scraper.nouns.records import Beratung, Top
from ris_scraper.words.ids import slug, unique

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Part:
    """What one page states about one thing, by column; `outcomes` as in `Reading`."""

    seite: str
    values: Values
    outcomes: bool = False
    herkunft: Mapping[str, str] = field(default_factory=dict)

    def page_of(self, name: str) -> str:
        """The page that states this field: the part's own unless it was joined from others."""
        return self.herkunft.get(name, self.seite)


@dataclass
class Row:
    """A row being joined: its values, the page that states it, and the pages that filled gaps."""

    values: dict[str, Value]
    seite: str
    herkunft: dict[str, str] = field(default_factory=dict)
    outcomes: bool = False

    def text(self, name: str) -> str:
        """A value that is text; empty where it is not stated."""
        return str(self.values[name] or "")

    def fill(self, part: Part, fields: Iterable[str]) -> None:
        """Take from `part` every field that is still empty."""
        for name in fields:
            value = part.values.get(name)
            if value is not None and self.values.get(name) is None:
                self.values[name] = value
                if part.page_of(name) != self.seite:
                    self.herkunft[name] = part.page_of(name)
        self.outcomes = self.outcomes or part.outcomes

    def take(self, name: str, other: Row, source: str) -> None:
        """Take a value over from another row, with the page that stated it there."""
        page = other.herkunft.get(source, other.seite)
        self.values[name] = other.values[source]
        if page != self.seite and self.values[name] is not None:
            self.herkunft[name] = page


def row_of(part: Part, fields: Iterable[str]) -> Row:
    """Start a row with what `part` states."""
    values = {name: part.values.get(name) for name in fields}
    others = {name: page for name, page in part.herkunft.items() if values.get(name) is not None and page != part.seite}
    return Row(values, part.seite, others, part.outcomes)


def join(parts: Sequence[Part], fields: Iterable[str]) -> Row:
    """Join the parts of one thing, the first part first."""
    row = row_of(parts[0], fields)
    for part in parts[1:]:
        row.fill(part, fields)
    return row


class Name(NamedTuple):
    """The printed name of a body, and the page that states it."""

    name: str
    seite: str


def name_gremium(row: Row, names: Mapping[str, Name]) -> None:
    """Where pages give a body by its number only: its name, as its own page prints it."""
    found = names.get(row.text("gremium_id"))
    if found and not row.values["gremium"]:
        row.values |= {"gremium": found.name, "gremium_typ": gremium_typ(found.name).norm}
        row.herkunft |= {"gremium": found.seite, "gremium_typ": found.seite}


def name_office(row: Row, names: Mapping[str, Name]) -> None:
    """Where pages give the office in charge by its number only: its name, as its own page prints it."""
    found = names.get(row.text("federfuehrend_id"))
    if found and not row.values["federfuehrend"]:
        row.values["federfuehrend"] = found.name
        row.herkunft["federfuehrend"] = found.seite


# --- agendas ---------------------------------------------------------------------------------


def top_part(seite: str, top: Top) -> Part:
    """An agenda item of a Sitzung or an Auszug as a part."""
    return Part(seite, flat(top, TOP))


def same_top(row: Row, top: Values) -> bool:
    """Whether an agenda item is the one of this row: by the vendor's number, else by the printed one."""
    if row.values["top_id"] and top.get("top_id"):
        return row.values["top_id"] == top["top_id"]
    if not top.get("nummer") or row.values["nummer"] != top["nummer"]:
        return False
    same = all(None in (mine := row.values[name], other := top.get(name)) or mine == other for name in _TELLING)
    return same and _same_subject(row.text("betreff"), str(top.get("betreff") or ""))


# A printed number alone makes no identity ("Ö 12" stands on the public and the other part, and again as "12 a"): what
# else both state has to agree.
_TELLING = ("oeffentlich", "vorlage_id", "vorlage_nummer")


def _same_subject(one: str, other: str) -> bool:
    """Whether two subjects may be one: the longer goes on ("…, hier: …") where the shorter is cut."""
    short, long = sorted((slug(one), slug(other)), key=len)
    return long.startswith(short)


def join_tops(agendas: Sequence[Sequence[Part]], auszuege: Sequence[Part]) -> list[Row]:
    """Join the items of one meeting: the first agenda gives the order, further agendas and Auszüge fill and append."""
    rows = [row_of(part, TOP) for part in (agendas[0] if agendas else ())]
    for part in [part for agenda in agendas[1:] for part in agenda] + list(auszuege):
        match = next((row for row in rows if same_top(row, part.values)), None)
        if match is None:
            rows.append(row_of(part, TOP))
        else:
            match.fill(part, TOP)
    return rows


def top_ids(sitzung: str, rows: Iterable[Row]) -> list[str]:
    """Ids of the items: the vendor's number, else the printed one (with N for the non-public part)."""
    names = []
    for place, row in enumerate(rows, start=1):
        values = row.values
        printed = f"{'N' if values['oeffentlich'] is False else ''}{values['nummer'] or f'p{place}'}"
        names.append(f"{sitzung}:{values['top_id'] or printed}")
    return unique(names)


# --- Beratungsfolge --------------------------------------------------------------------------


def station_part(seite: str, station: Beratung, outcomes: bool) -> Part:
    """A station that a Vorlage's page lists, as a part."""
    return Part(seite, flat(station, BERATUNG), outcomes)


def join_beratungen(lists: Sequence[Sequence[Part]], tops: Sequence[Part]) -> list[Row]:
    """Join the stations that a Vorlage's pages list with the agenda items that treat it."""
    lists = [stations for stations in lists if stations]
    rows = _printed_order([row_of(part, BERATUNG) for part in (lists[0] if lists else ())])
    for part in [part for stations in lists[1:] for part in stations] + list(tops):
        matches = [row for row in rows if _same_station(row, part.values)]
        if not matches and not _is_known(rows, part.values):
            _insert(rows, row_of(part, BERATUNG))
        if not matches:
            continue
        same = (row for row in matches if row.values["top"] and row.values["top"] == part.values.get("top"))
        next(same, matches[0]).fill(part, BERATUNG)
    return rows


def beratung_ids(vorlage: str, rows: Iterable[Row]) -> list[str]:
    """Ids of the stations: the body's name, numbered where a body met more than once."""
    return unique([f"{vorlage}:{slug(row.text('gremium')) or 'gremium'}" for row in rows])


def _same_station(row: Row, other: Values) -> bool:
    mine = row.values
    if mine["sitzung_id"] and other.get("sitzung_id"):
        return mine["sitzung_id"] == other["sitzung_id"]
    if not mine["datum"] or mine["datum"] != other.get("datum"):
        return False
    return _same_body(row, other)


def _same_body(row: Row, other: Values) -> bool:
    return slug(row.text("gremium")) == slug(str(other.get("gremium") or ""))


def _is_known(rows: list[Row], other: Values) -> bool:
    """Whether a station without a day is one that a more trusted page has, by now perhaps with its day."""
    return not (other.get("sitzung_id") or other.get("datum")) and any(_same_body(row, other) for row in rows)


def _printed_order(rows: list[Row]) -> list[Row]:
    """Turn a Beratungsfolge that is printed newest first (some SessionNet tenants) into reading order."""
    dates = [row.text("datum") for row in rows if row.values["datum"]]
    descending = len(dates) > 1 and dates[0] > dates[-1] and dates == sorted(dates, reverse=True)
    return rows[::-1] if descending else rows


def _insert(rows: list[Row], row: Row) -> None:
    """Put a station that the Beratungsfolge does not list before the first later one."""
    when = row.text("datum")
    later = (i for i, r in enumerate(rows) if when and r.text("datum") > when)
    rows.insert(next(later, len(rows)), row)
