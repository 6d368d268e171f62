"""What every OParl object is made of: values, addresses, rows. Runs in the server, so it imports nothing of ours.

What is not known is left out: OParl has no null and no empty text. Fields of ours begin with `ris:`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

SCHEMA = "https://schema.oparl.org/1.1/"
#: The word of a path -> the type of its objects.
TYPES = {
    "body": "Body",
    "legislativeterm": "LegislativeTerm",
    "organization": "Organization",
    "meeting": "Meeting",
    "location": "Location",
    "agendaitem": "AgendaItem",
    "paper": "Paper",
    "consultation": "Consultation",
    "file": "File",
}
_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
# As many keys as a query may name at once.
_AT_ONCE = 500
_GERMANY = ZoneInfo("Europe/Berlin")
_COUNTS = ("ja", "nein", "enthaltung")

Object = dict[str, Any]
Row = Mapping[str, Any]


def full(said: Object) -> Object:
    """An object without what is not stated: null, blank text, empty lists and objects.

    >>> full({"name": " Antrag ", "date": None, "keyword": [], "size": 0, "public": False, "web": " "})
    {'name': 'Antrag', 'size': 0, 'public': False}
    """
    plain = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def web(address: str | None) -> str | None:
    """An address on the web; None for any other text.

    >>> web("https://ris.example/vo?id=1"), web("javascript:alert(1)"), web("https://ris.example/a b")
    ('https://ris.example/vo?id=1', None, None)
    """
    return address if address and _WEB.fullmatch(address) else None


def day(said: str | None) -> str | None:
    """A day (YYYY-MM-DD); None for any other text.

    >>> day("2025-07-01"), day("2025-13-01"), day("1.7.2025"), day(None)
    ('2025-07-01', None, None, None)
    """
    return said if said and (found := _moment(said, "00:00")) and found.date().isoformat() == said else None


def moment(said: str | None, time: str | None = None) -> str | None:
    """A day (YYYY-MM-DD) and time (HH:MM) in Germany as a stamp; None where the day is none.

    >>> moment("2025-07-01", "17:00"), moment("2025-01-02"), moment("2025-13-01"), moment("2025-03-30", "04:00")
    ('2025-07-01T17:00:00+02:00', '2025-01-02T00:00:00+01:00', None, '2025-03-30T04:00:00+02:00')
    """
    found = _moment(said, time or "00:00") or _moment(said, "00:00")
    return found.replace(tzinfo=_GERMANY).isoformat() if found else None


def _moment(said: str | None, time: str) -> datetime | None:
    try:
        return datetime.strptime(f"{said} {time}", "%Y-%m-%d %H:%M")
    except ValueError:
        return None


def flag(value: Any) -> bool | None:
    """1 and 0 as yes and no; None where nothing is known."""
    return None if value is None else bool(value)


def ours(row: Row, names: Iterable[str]) -> Object:
    """Columns as fields of ours."""
    return {f"ris:{name}": row[name] for name in names}


def votes(row: Row) -> Object:
    """Counts of a vote, and whether it was unanimous."""
    return {**ours(row, _COUNTS), "ris:einstimmig": flag(row["einstimmig"])}


def called(betreff: str | None, word: str, nummer: str | None) -> Object:
    """The name of an object: its Betreff; programs need one, so without it a word and the number, and it says so.

    >>> called("Radwege", "Vorlage", "12/2025"), called(None, "TOP", "7")
    ({'name': 'Radwege'}, {'name': 'TOP 7', 'ris:ohne_betreff': True})
    """
    if betreff and betreff.strip():
        return {"name": betreff}
    return {"name": f"{word} {nummer}" if nummer else word, "ris:ohne_betreff": True}


def made(times: Row) -> Object:
    """When an object was made and changed; the tables have UTC."""
    return {
        name: f"{times[column]}+00:00" if times[column] else None
        for name, column in (("created", "erstellt"), ("modified", "geaendert"))
    }


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of a column; nothing for a value that none has."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


class Store:
    """The dataset through one connection, and the addresses of what is in it: `base` is that of the interface, `pages`
    that of the site.
    """

    def __init__(self, connection: Any, base: str, pages: str) -> None:
        self.connection, self.base, self.pages = connection, base, pages

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query."""
        return self.connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]

    def among(self, sql: str, keys: Iterable[Any]) -> list[Row]:
        """The rows of a query about some keys, which stand for `{}`."""
        wanted = [*dict.fromkeys(keys)]
        parts = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
        return [row for part in parts for row in self.rows(sql.format(",".join("?" * len(part))), part)]

    def times(self, table: str, keys: Iterable[str | None]) -> dict[str, Row]:
        """The rows of one of our tables by key: when objects were made, changed and lost. A key that it lacks has no
        object, so that no address leads nowhere.
        """
        return {row["id"]: row for row in self.among(f"select * from {table} where id in ({{}})", filter(None, keys))}

    def to(self, word: str, key: str) -> str:
        """The address, and so the id, of an object by the word of its kind and its key."""
        return f"{self.base}/{word}/{quote(key, safe=':')}"

    def head(self, word: str, key: str, times: Row) -> Object:
        """How every object begins."""
        return {"id": self.to(word, key), "type": SCHEMA + TYPES[word], **made(times)}

    def gone(self, word: str, key: str, times: Row) -> Object:
        """What is left of an object that is no longer there."""
        return full({**self.head(word, key, times), "deleted": True})
