"""All that an archive holds, to be carried elsewhere: its fetches with their bodies, and what runs know of the portal.

What was read in files (`auslesungen`) stays: it is made again of their bytes.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ris_scraper.archive.archive import COLUMNS, Fetch, fetch_of_row
from ris_scraper.archive.files import Files
from ris_scraper.archive.frontier import Frontier
from ris_scraper.archive.opening import checked, connect, look, told
from ris_scraper.nouns.errors import InputError

_Check = Callable[[object], bool]
_Row = dict[str, Any]


def _is(*kinds: type) -> _Check:
    return lambda value: type(value) in kinds


def _number(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


_TEXT, _NUMBER, _NONE = _is(str), _number, type(None)
#: What runs know of a portal: tables, and what the values of their columns have to be. The last one tells whether an
#: archive has been taken over whole.
STATE: Mapping[str, Mapping[str, _Check]] = MappingProxyType(
    {
        "auftraege": {
            **dict.fromkeys(("adresse", "url", "seitentyp", "formular"), _TEXT),
            **dict.fromkeys(("rang", "nach", "versuche"), _NUMBER),
            **dict.fromkeys(("gefunden_auf", "warten_bis", "fehler"), _is(str, _NONE)),
        },
        "vermisst": {"adresse": _TEXT, "mal": _NUMBER, "seit": _is(str, _NONE)},
        "dateiauftraege": {
            **dict.fromkeys(("adresse", "warten_bis", "stand", "grund"), _TEXT),
            "versuche": _NUMBER,
            "grenze": lambda value: value is None or _NUMBER(value),
        },
        "zustand": {"name": _TEXT, "wert": _TEXT},
    }
)


@dataclass(frozen=True)
class Holdings:
    """An archive as it is at one moment; nothing of it is changed."""

    path: Path
    _db: sqlite3.Connection
    _tables: frozenset[str]

    def fetches(self) -> Iterator[tuple[Fetch, int]]:
        """All fetches, rejected ones and files too, in the order in which they were kept; each with the number of the
        first one that brought the same content."""
        sql = f"""select {self._columns()}, first from abrufe
          join (select sha256 as same, min(id) as first from abrufe group by sha256) on same = sha256 order by id"""
        for row in self._db.execute(sql):
            yield fetch_of_row(row[:-1]), row[-1]

    def fetched(self, number: int) -> Fetch:
        """The fetch with this number."""
        return fetch_of_row(self._db.execute(f"select {self._columns()} from abrufe where id = ?", [number]).fetchone())

    def body(self, fetch: Fetch) -> bytes:
        """What a fetch brought; raises InputError if that is damaged or missing."""
        found = self._db.execute("select zlib from inhalte where sha256 = ?", [fetch.sha256]).fetchone()
        try:
            return zlib.decompress(found[0])
        except (TypeError, zlib.error) as error:
            raise InputError(
                f"{self.path}: what {fetch.url} brought is damaged or missing: `ris doctor` says more"
            ) from error

    def last(self) -> str:
        """The latest time of a fetch; empty where there is none."""
        [(latest,)] = self._db.execute("select max(abgerufen_am) from abrufe")
        return latest or ""

    def size(self, table: str) -> int:
        """How many rows a table of STATE has."""
        if table not in self._tables:
            return 0
        return int(self._db.execute(f"select count(*) from {table}").fetchone()[0])

    def rows(self, table: str) -> Iterator[_Row]:
        """The rows of a table of STATE."""
        if table in self._tables:
            names = list(STATE[table])
            for row in self._db.execute(f"select {', '.join(names)} from {table} order by 1"):
                yield dict(zip(names, row, strict=True))

    def _columns(self) -> str:
        # Archives from before the first version (2026-11) reject nothing.
        present = {row[1] for row in self._db.execute("pragma table_info(abrufe)")}
        return ", ".join(name if name in present else f"null as {name}" for name in COLUMNS)


@contextmanager
def holdings(path: Path) -> Iterator[Holdings]:
    """Look at all of an archive at one moment, also while a run writes. Raises InputError and Locked."""
    with told(path), look(path) as db:
        checked(db, path)
        db.execute("begin")
        tables = frozenset(name for (name,) in db.execute("select name from sqlite_master where type = 'table'"))
        yield Holdings(path, db, tables)


def is_state(table: object, row: object) -> bool:
    """Whether this can be a row of a table of STATE."""
    checks = STATE.get(table) if isinstance(table, str) else None
    if checks is None or not isinstance(row, dict) or row.keys() != checks.keys():
        return False
    return all(check(row[name]) for name, check in checks.items())


def enter_state(path: Path, table: str, rows: Iterable[_Row]) -> None:
    """Enter rows of a table of STATE into an archive; those that it has already stay as they are."""
    with Frontier(path), Files(path):
        pass
    names = list(STATE[table])
    sql = f"insert or ignore into {table} ({', '.join(names)}) values ({', '.join(f':{name}' for name in names)})"
    with told(path), closing(connect(path)) as db, db:
        db.execute("begin")
        db.executemany(sql, rows)
