"""The Beratungsfolge as records (pure): rows of bodies, each followed by the rows of its meetings.

A body's row without a meeting is a station that is planned, stopped or not public; a body that met twice (first it
deferred, then it decided) has two rows of meetings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german
from ris_scraper.words.votes import count_votes


class Station(NamedTuple):
    """What the row of a body says: the body, its role, and the status word."""

    gremium: str | None = None
    rolle: str | None = None
    zustand: str | None = None


def beratung(
    station: Station, sitzung: str | None = None, ergebnis: str | None = None, datum: date | None = None
) -> Beratung:
    """One station as a record; vote and publicness are taken from the printed words."""
    return Beratung(
        gremium=station.gremium,
        rolle=station.rolle,
        zustand=station.zustand,
        datum=datum,
        sitzung=sitzung,
        oeffentlich=german.oeffentlich(f"{station.gremium or ''} {sitzung or ''}"),
        ergebnis=ergebnis,
        **vars(count_votes(ergebnis or "")),
    )


def stations(rows: Iterable[Station | Beratung]) -> Iterator[Beratung]:
    """The records of a table: meetings as they are, and every body that no meeting follows."""
    rows = list(rows)
    for row, following in zip_longest(rows, rows[1:]):
        if isinstance(row, Beratung):
            yield row
        elif not isinstance(following, Beratung):
            yield beratung(row)
