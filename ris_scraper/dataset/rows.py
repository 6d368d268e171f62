"""Joins what several pages state into rows of the dataset (pure).

A Vorlage may be spread over several pages (SessionNet: head on vo0050, stations on vo0053, results on the
agendas). Every page states a part; the page with the lowest rank states the row, the others fill its gaps,
and every filled gap remembers its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ris_scraper.judgement.phrases import gremium_typ
from ris_scraper.words.ids import slug, unique

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """What one page states about one thing."""

    seite: str
    values: Values
    nennt_ergebnis: bool = False
    herkunft: Mapping[str, str] = field(default_factory=dict)

    def page_of(self, name: str) -> str:
        """The page that states this field: the part's own unless it was joined from others."""
        return self.herkunft.get(name, self.seite)


@dataclass
class Row:
    """A row being joined: its values, the page that states it, and the pages that filled gaps."""

    values: dict[str, Any]
    seite: str
    herkunft: dict[str, str] = field(default_factory=dict)
    nennt_ergebnis: bool = False

    def fill(self, part: Part, fields: Iterable[str]) -> None:
        """Take from `part` every field that is still empty."""
        for name in fields:
            value = part.values.get(name)
            if value is not None and self.values.get(name) is None:
                self.values[name] = value
                if part.page_of(name) != self.seite:
                    self.herkunft[name] = part.page_of(name)
        self.nennt_ergebnis = self.nennt_ergebnis or part.nennt_ergebnis

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
    return Row(values, part.seite, others, part.nennt_ergebnis)


def join(parts: Sequence[Part], fields: Sequence[str]) -> Row:
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
    found = names.get(row.values["gremium_id"] or "")
    if found and not row.values["gremium"]:
        row.values |= {"gremium": found.name, "gremium_typ": gremium_typ(found.name).norm}
        row.herkunft |= {"gremium": found.seite, "gremium_typ": found.seite}


# --- agendas ---------------------------------------------------------------------------------

SITZUNG_FELDER = ("name", "gremium", "gremium_id", "datum", "beginn", "ende", "ort")
TOP_FELDER = ("nummer", "oeffentlich", "betreff", "vorlage_nummer", "vorlage_id", "top_id", "rolle", "ergebnis",
              "ergebnis_norm", "ja", "nein", "enthaltung", "einstimmig")  # fmt: skip


def top_part(seite: str, top: Values) -> Part:
    """An agenda item of a Sitzung or an Auszug as a part; the vendor's number becomes `top_id`."""
    return Part(seite, {**top, "top_id": top.get("id")})


def same_top(row: Row, top: Values) -> bool:
    """Whether an agenda item is the one of this row: by the vendor's number, else by the printed one."""
    if row.values["top_id"] and top.get("top_id"):
        return bool(row.values["top_id"] == top["top_id"])
    if not top.get("nummer") or row.values["nummer"] != top["nummer"]:
        return False
    known = (row.values["oeffentlich"], top.get("oeffentlich"))
    return None in known or known[0] == known[1]


def join_tops(agendas: Sequence[Sequence[Part]], auszuege: Sequence[Part]) -> list[Row]:
    """Join the items of one meeting: the first agenda gives the order, further agendas and Auszüge fill and append."""
    rows = [row_of(part, TOP_FELDER) for part in (agendas[0] if agendas else ())]
    for part in [part for agenda in agendas[1:] for part in agenda] + list(auszuege):
        match = next((row for row in rows if same_top(row, part.values)), None)
        if match is None:
            rows.append(row_of(part, TOP_FELDER))
        else:
            match.fill(part, TOP_FELDER)
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

BERATUNG_FELDER = ("gremium", "gremium_id", "gremium_typ", "rolle", "rolle_norm", "datum", "sitzung_id",
                   "sitzung_name", "top", "top_id", "zustand", "oeffentlich", "ergebnis", "ergebnis_norm", "beschluss",
                   "ja", "nein", "enthaltung", "einstimmig")  # fmt: skip


def beratung_parts(part: Part) -> list[Part]:
    """The stations that a Vorlage's page states, as parts."""
    return [
        Part(part.seite, {**station, "sitzung_name": station.get("sitzung")}, part.nennt_ergebnis)
        for station in part.values.get("beratungen") or ()
    ]


def _same_station(row: Row, other: Values) -> bool:
    mine = row.values
    if mine["sitzung_id"] and other.get("sitzung_id"):
        return bool(mine["sitzung_id"] == other["sitzung_id"])
    if not mine["datum"] or mine["datum"] != other.get("datum"):
        return False
    return _same_body(row, other)


def _same_body(row: Row, other: Values) -> bool:
    return slug(row.values["gremium"] or "") == slug(other.get("gremium") or "")


def _is_known(rows: list[Row], other: Values) -> bool:
    """Whether a station without a day is one that a more trusted page has, by now perhaps with its day."""
    return not (other.get("sitzung_id") or other.get("datum")) and any(_same_body(row, other) for row in rows)


def _printed_order(rows: list[Row]) -> list[Row]:
    """Turn a Beratungsfolge that is printed newest first (some SessionNet tenants) into reading order."""
    dates = [row.values["datum"] for row in rows if row.values["datum"]]
    descending = len(dates) > 1 and dates[0] > dates[-1] and dates == sorted(dates, reverse=True)
    return rows[::-1] if descending else rows


def _insert(rows: list[Row], row: Row) -> None:
    """Put a station that the Beratungsfolge does not list before the first later one."""
    when = row.values["datum"]
    later = (i for i, r in enumerate(rows) if when and r.values["datum"] and r.values["datum"] > when)
    rows.insert(next(later, len(rows)), row)


def join_beratungen(pages: Sequence[Part], tops: Sequence[Part]) -> list[Row]:
    """Join the stations that a Vorlage's pages list with the agenda items that treat it."""
    lists = [stations for page in pages if (stations := beratung_parts(page))]
    rows = _printed_order([row_of(part, BERATUNG_FELDER) for part in (lists[0] if lists else ())])
    for part in [part for stations in lists[1:] for part in stations] + list(tops):
        matches = [row for row in rows if _same_station(row, part.values)]
        if not matches and not _is_known(rows, part.values):
            _insert(rows, row_of(part, BERATUNG_FELDER))
        if not matches:
            continue
        same_top = (row for row in matches if row.values["top"] and row.values["top"] == part.values.get("top"))
        next(same_top, matches[0]).fill(part, BERATUNG_FELDER)
    return rows


def beratung_ids(vorlage: str, rows: Iterable[Row]) -> list[str]:
    """Ids of the stations: the body's name, numbered where a body met more than once."""
    return unique([f"{vorlage}:{slug(row.values['gremium'] or '') or 'gremium'}" for row in rows])


# --- the Vorlage -----------------------------------------------------------------------------

VORLAGE_FELDER = ("nummer", "betreff", "art", "art_norm", "status", "oeffentlich", "federfuehrend", "beteiligt",
                  "aktenzeichen", "datum")  # fmt: skip
