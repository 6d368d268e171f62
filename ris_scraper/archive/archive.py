"""Keeps what was fetched, before anyone looks at it: one SQLite file per portal.

Contents are zlib-compressed and addressed by their SHA-256, so a page that did not change is kept once however
often it was fetched. Nothing here knows what a page says.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from ris_scraper.archive.files import SCHEMA as _FILES
from ris_scraper.archive.opening import VERSION, connect, told
from ris_scraper.nouns.errors import InputError

_SCHEMA = """
create table if not exists inhalte (
  sha256 text primary key,
  laenge integer not null,
  zlib blob not null
) without rowid;
create table if not exists abrufe (
  id integer primary key,
  url text not null,
  abgerufen_am text not null,
  http_status integer not null,
  content_type text,
  headers text not null default '{}',
  encoding text,
  rendering text,
  sha256 text not null references inhalte(sha256),
  verworfen text,
  unique (url, abgerufen_am, sha256)
);
"""


# Archives from before the first version (2026-11) have no such column.
_OLDER = "alter table abrufe add column verworfen text"


@dataclass(frozen=True)
class Fetch:
    """One fetch: address, time (ISO 8601 with offset), status, headers and the SHA-256 of the body.

    `encoding` and `rendering` are what the one who supplied a file says about it; None for fetched pages.
    `verworfen` is why it is no answer to its address (see `Archive.reject`), None for all others.
    """

    url: str
    abgerufen_am: str
    http_status: int = 200
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    rendering: str | None = None
    sha256: str = ""
    id: int = 0
    verworfen: str | None = None


#: The columns of a fetch.
COLUMNS = tuple(column.name for column in fields(Fetch))
_COLUMNS = ", ".join(COLUMNS)

# The time of a fetch. One in the future is that of a wrong clock; such a fetch stands where the one kept after it does.
_SOON = "strftime('%Y-%m-%dT%H:%M:%S', 'now', '+1 day')"
_MOMENT = f"""case when abgerufen_am <= {_SOON} then abgerufen_am else coalesce((
  select b.abgerufen_am from abrufe b where b.id > abrufe.id and b.abgerufen_am <= {_SOON} order by b.id limit 1
), abgerufen_am) end"""
#: The `rendering` of a fetch that brought a file, no page.
FILE = "datei"
_PAGES = f"rendering is not '{FILE}'"
_FREE = "(select :id where not exists (select 1 from abrufe where id = :id))"
_VALUES = ", ".join(_FREE if name == "id" else f":{name}" for name in COLUMNS)
_KEEP = f"insert or ignore into abrufe ({_COLUMNS}) values ({_VALUES})"
_GOOD = "http_status < 400 and verworfen is null"

# What a posted form brought is kept under the address, "#" and the form. Without the sign nothing would be left of any
# address, and an empty one would be that of all pages.
_OF_ADDRESS = "(url = ? or instr(url, '#') > 1 and substr(url, 1, instr(url, '#') - 1) = ?)"


class Archive:
    """The archive of one portal, `archive/<portal>.db`; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = connect(path)
        with told(path):
            self._db.executescript(_SCHEMA + _FILES)
            _bring_up(self._db)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def keep(self, fetch: Fetch, body: bytes) -> Fetch:
        """Keep one fetch with its body; returns it with its number and the body's SHA-256.

        The same body fetched again at another time is a new fetch that shares the kept content. A fetch that has a
        number keeps it, unless another one has that already.
        """
        digest = hashlib.sha256(body).hexdigest()
        with told(self.path), closing(self._db.cursor()) as cursor, self._db:
            cursor.execute("begin immediate")
            cursor.execute("select 1 from inhalte where sha256 = ?", [digest])
            if not cursor.fetchone():
                cursor.execute("insert into inhalte values (?, ?, ?)", [digest, len(body), zlib.compress(body, 6)])
            cursor.execute(
                _KEEP,
                {**vars(fetch), "id": fetch.id or None, "headers": json.dumps(dict(fetch.headers)), "sha256": digest},
            )
            cursor.execute(
                "select id from abrufe where url = ? and abgerufen_am = ? and sha256 = ?",
                [fetch.url, fetch.abgerufen_am, digest],
            )
            (number,) = cursor.fetchone()
        return replace(fetch, id=int(number), sha256=digest)

    def body(self, sha256: str) -> bytes:
        """The kept bytes of one content, as they came; raises InputError if they are damaged or missing."""
        rows = self._rows("select zlib from inhalte where sha256 = ?", [sha256])
        try:
            return zlib.decompress(rows[0][0])
        except (IndexError, TypeError, zlib.error) as error:
            raise InputError(f"{self.path}: content {sha256} is damaged or missing; fetch its page again") from error

    def has(self, sha256: str) -> bool:
        """Whether a content is kept."""
        return bool(self._rows("select 1 from inhalte where sha256 = ?", [sha256]))

    def reject(self, number: int, reason: str) -> None:
        """Note that a fetch is no answer to its address: it stays kept, and nothing below gives it any more."""
        self._rows("update abrufe set verworfen = ? where id = ?", [reason, number])

    def fetches(self, after: int = 0, oldest_first: bool = False) -> Iterator[Fetch]:
        """All fetches of pages numbered above `after`, in the order they were kept, or by their time."""
        order = f"{_MOMENT}, id" if oldest_first else "id"
        sql = f"select {_COLUMNS} from abrufe where id > ? and verworfen is null and {_PAGES} order by {order}"
        with told(self.path):
            for row in self._db.execute(sql, [after]):
                yield fetch_of_row(row)

    def files(self, after: int = 0) -> dict[str, Fetch]:
        """The last fetch of each file, of those numbered above `after`, by address."""
        sql = f"select {_COLUMNS} from abrufe where id > ? and verworfen is null and not {_PAGES} order by id"
        return {fetch.url: fetch for fetch in map(fetch_of_row, self._rows(sql, [after]))}

    def latest(self, url: str, before: int | None = None) -> Fetch | None:
        """The last fetch (numbered below `before`) of an address that brought a page (status below 400), or None."""
        rows = self._rows(
            f"select {_COLUMNS} from abrufe where url = ? and {_GOOD} and id < coalesce(?, id + 1)"
            f" order by {_MOMENT} desc, id desc limit 1",
            [url, before],
        )
        return fetch_of_row(rows[0]) if rows else None

    def at(self, url: str, moment: str) -> Fetch | None:
        """The fetch of an address at a time, or None."""
        rows = self._rows(f"select {_COLUMNS} from abrufe where url = ? and abgerufen_am = ? limit 1", [url, moment])
        return fetch_of_row(rows[0]) if rows else None

    def knows(self, url: str) -> bool:
        """Whether an address ever brought a page."""
        return bool(self._rows(f"select 1 from abrufe where url = ? and {_GOOD} limit 1", [url]))

    def holds(self, url: str) -> int:
        """How many fetches of an address are kept, also by a form posted to it."""
        return int(self._rows(f"select count(*) from abrufe where {_OF_ADDRESS}", [url, url])[0][0])

    def forget(self, url: str) -> int:
        """Remove every fetch of an address (forms included) so that the file holds no byte of it; returns how many."""
        self._rows("pragma secure_delete = on")
        with told(self.path), self._db:
            self._db.execute("begin immediate")
            gone = self._db.execute(f"delete from abrufe where {_OF_ADDRESS}", [url, url]).rowcount
            for table in ("inhalte", "auslesungen"):
                self._db.execute(f"delete from {table} where sha256 not in (select sha256 from abrufe)")
            self._db.execute(f"delete from dateiauftraege where {_OF_ADDRESS.replace('url', 'adresse')}", [url, url])
        self._rows("pragma wal_checkpoint(truncate)")
        return gone

    def fetched(self, number: int) -> Fetch:
        """The fetch with this number."""
        return fetch_of_row(self._rows(f"select {_COLUMNS} from abrufe where id = ?", [number])[0])

    def last(self) -> int:
        """Number of the last fetch, 0 if there is none."""
        return int(self._rows("select coalesce(max(id), 0) from abrufe")[0][0])

    def count(self) -> int:
        """How many fetches are kept."""
        return int(self._rows("select count(*) from abrufe")[0][0])

    def _rows(self, sql: str, values: Sequence[str | int | None] = ()) -> list[tuple[Any, ...]]:
        with told(self.path):
            return self._db.execute(sql, values).fetchall()


def _bring_up(db: sqlite3.Connection) -> None:
    """Bring the tables of an older file up to the present version."""
    if db.execute("pragma user_version").fetchone()[0] == VERSION:
        return
    if not any(row[1] == "verworfen" for row in db.execute("pragma table_info(abrufe)")):
        db.execute(_OLDER)
    db.execute(f"pragma user_version = {VERSION}")


def fetch_of_row(row: tuple[object, ...]) -> Fetch:
    """The fetch of a row with COLUMNS."""
    values = dict(zip(COLUMNS, row, strict=True))
    return Fetch(**{**values, "headers": json.loads(str(values["headers"]))})
