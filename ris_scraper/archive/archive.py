"""Keeps what was fetched, before anyone looks at it: one SQLite file per portal.

Contents are zlib-compressed and addressed by their SHA-256, so a page that did not change is kept once however
often it was fetched. Nothing here knows what a page says.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

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
  unique (url, abgerufen_am, sha256)
);
"""


@dataclass(frozen=True)
class Fetch:
    """One fetch: address, time (ISO 8601 with offset), status, headers and the SHA-256 of the body.

    `encoding` and `rendering` are what the one who supplied a file says about it; None for fetched pages.
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


_COLUMNS = "id, url, abgerufen_am, http_status, content_type, headers, encoding, rendering, sha256"

# What a posted form brought is kept under the address, "#" and the form.
_OF_ADDRESS = "(url = ? or substr(url, 1, instr(url, '#') - 1) = ?)"


class Archive:
    """The archive of one portal, `archive/<portal>.db`; use as a context manager."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise InputError(f"{path} is not an archive of ours ({error}): move it away and try again") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def keep(self, fetch: Fetch, body: bytes) -> Fetch:
        """Keep one fetch with its body; returns it with its number and the body's SHA-256.

        The same body fetched again at another time is a new fetch that shares the kept content.
        """
        digest = hashlib.sha256(body).hexdigest()
        with closing(self._db.cursor()) as cursor:
            cursor.execute("begin immediate")
            cursor.execute("select 1 from inhalte where sha256 = ?", [digest])
            if not cursor.fetchone():
                cursor.execute("insert into inhalte values (?, ?, ?)", [digest, len(body), zlib.compress(body, 6)])
            cursor.execute(
                "insert or ignore into abrufe (url, abgerufen_am, http_status, content_type, headers, encoding,"
                " rendering, sha256) values (?, ?, ?, ?, ?, ?, ?, ?)",
                [fetch.url, fetch.abgerufen_am, fetch.http_status, fetch.content_type, json.dumps(dict(fetch.headers)),
                 fetch.encoding, fetch.rendering, digest],
            )  # fmt: skip
            cursor.execute(
                "select id from abrufe where url = ? and abgerufen_am = ? and sha256 = ?",
                [fetch.url, fetch.abgerufen_am, digest],
            )
            (number,) = cursor.fetchone()
            cursor.execute("commit")
        return replace(fetch, id=int(number), sha256=digest)

    def body(self, sha256: str) -> bytes:
        """The kept bytes of one content, as they came; raises InputError if they are damaged or missing."""
        row = self._db.execute("select zlib from inhalte where sha256 = ?", [sha256]).fetchone()
        try:
            return zlib.decompress(row[0])
        except (TypeError, zlib.error) as error:
            raise InputError(f"{self.path}: content {sha256} is damaged or missing; fetch its page again") from error

    def fetches(self, after: int = 0, oldest_first: bool = False) -> Iterator[Fetch]:
        """All fetches numbered above `after`, in the order they were kept, or by their time."""
        order = "abgerufen_am, id" if oldest_first else "id"
        for row in self._db.execute(f"select {_COLUMNS} from abrufe where id > ? order by {order}", [after]):
            yield _fetch(row)

    def latest(self, url: str, before: int | None = None) -> Fetch | None:
        """The last fetch (numbered below `before`) of an address that brought a page (status below 400), or None."""
        row = self._db.execute(
            f"select {_COLUMNS} from abrufe where url = ? and http_status < 400 and id < coalesce(?, id + 1)"
            " order by abgerufen_am desc, id desc limit 1",
            [url, before],
        ).fetchone()
        return _fetch(row) if row else None

    def knows(self, url: str) -> bool:
        """Whether an address ever brought a page."""
        return bool(
            self._db.execute("select 1 from abrufe where url = ? and http_status < 400 limit 1", [url]).fetchone()
        )

    def holds(self, url: str) -> bool:
        """Whether anything was ever fetched from an address, also by a form posted to it."""
        return bool(self._db.execute(f"select 1 from abrufe where {_OF_ADDRESS} limit 1", [url, url]).fetchone())

    def forget(self, url: str) -> int:
        """Remove every fetch of an address (forms included) so that the file holds no byte of it; returns how many."""
        self._db.execute("pragma secure_delete = on")
        self._db.execute("begin immediate")
        with self._db:
            gone = self._db.execute(f"delete from abrufe where {_OF_ADDRESS}", [url, url]).rowcount
            self._db.execute("delete from inhalte where sha256 not in (select sha256 from abrufe)")
        self._db.execute("pragma wal_checkpoint(truncate)")
        return gone

    def fetched(self, number: int) -> Fetch:
        """The fetch with this number."""
        return _fetch(self._db.execute(f"select {_COLUMNS} from abrufe where id = ?", [number]).fetchone())

    def last(self) -> int:
        """Number of the last fetch, 0 if there is none."""
        return int(self._db.execute("select coalesce(max(id), 0) from abrufe").fetchone()[0])

    def count(self) -> int:
        """How many fetches are kept."""
        return int(self._db.execute("select count(*) from abrufe").fetchone()[0])


def _fetch(row: tuple[object, ...]) -> Fetch:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Fetch(**{**values, "headers": json.loads(str(values["headers"]))})
