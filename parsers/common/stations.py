"""The Beratungsfolge as records (pure): rows of bodies, each followed by the rows of its meetings.

A body's row without a meeting is a station that is planned, stopped or not public; a body that met twice (first it
deferred, then it decided) has two rows of meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german
from ris_scraper.words.openers import split_rolle
from ris_scraper.words.votes import count_votes

# A cell or line that is a day and nothing else, in the reader's language: "Di., 21.10.2026", "2026 Oct 21".
_DAY = re.compile(
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So|Tu|We|Th|Su)[a-z]{0,8}\.?,?\s)?"
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{4}\s[A-Za-zä]{3,9}\.?\s\d{1,2}|[A-Za-zä]{3,9}\.?\s\d{1,2},?\s\d{4}"
    r"|\d{1,2}\.?\s?[A-Za-zä]{3,9}\.?\s\d{4}|\d{4}-\d{2}-\d{2})(?:,?\s\d{1,2}:\d{2}(?:\sUhr)?)?"
)


class Station(NamedTuple):
    """What the row of a body says: the body, its role, and the status word."""

    gremium: str | None = None
    rolle: str | None = None
    zustand: str | None = None


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing else.

    >>> is_day("Di., 21.10.2026"), is_day("Jan 29, 2026"), is_day("Kreistag 21.10.2026"), is_day("99.99.2026")
    (True, True, False, False)
    """
    return _DAY.fullmatch(text) is not None and german.datum(text) is not None


def leading_day(line: str) -> str | None:
    """The day that a line begins with, where more follows.

    >>> leading_day("21.10.2026 3. Sitzung"), leading_day("21.10.20263. Sitzung"), leading_day("Kreistag")
    ('21.10.2026', '21.10.2026', None)
    """
    found = _DAY.match(line)
    return found[0] if found and found.end() < len(line) and german.datum(found[0]) else None


def role_alone(gremium: str | None, rolle: str | None) -> tuple[str | None, str | None]:
    """Body and role of a row; a text that is a role and nothing else is no body's name.

    >>> role_alone("Kreistag", "Entscheidung"), role_alone("Vorberatung", None), role_alone("Entscheidung", "Kreistag")
    (('Kreistag', 'Entscheidung'), (None, 'Vorberatung'), ('Kreistag', 'Entscheidung'))
    """
    if gremium is None or split_rolle(gremium)[0] is not None or (rolle and split_rolle(rolle)[0] is None):
        return gremium, rolle
    return rolle, gremium


def is_body(station: Station, cell: str | None) -> bool:
    """Whether the cell of a meeting holds its body: in a flat table, which has no rows of bodies.

    >>> is_body(Station(), "Kreistag"), is_body(Station(), "3. Sitzung"), is_body(Station("Kreistag"), "Kreistag")
    (True, False, False)
    """
    return station.gremium is None and cell is not None and "sitzung" not in cell.lower()


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
