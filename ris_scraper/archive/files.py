"""What is known of a portal's files: which were asked for in vain, and what reading the others came to.

Their bytes stand among the pages' (`Archive`); nobody else needs them again until what reads files changes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from ris_scraper.archive.opening import connect, told
from ris_scraper.nouns.extract import Extract, FilePage

SCHEMA = """
create table if not exists dateiauftraege (
  adresse text primary key,
  versuche integer not null,
  warten_bis text not null,
  stand text not null,
  grund text not null,
  grenze integer
);
create table if not exists auslesungen (
  sha256 text primary key,
  leser text not null,
  stand text not null,
  bilder integer not null,
  ocr integer not null,
  zlib blob not null
) without rowid;
"""
#: So often is a file asked for that never came.
TRIES = 3
_FAILED = """
insert into dateiauftraege values (:adresse, 1, :bis, :stand, :grund, :grenze)
on conflict (adresse) do update set versuche = versuche + 1, warten_bis = :bis, stand = :stand, grund = :grund,
  grenze = :grenze
"""
_BARRED = """
select adresse from dateiauftraege
where (versuche >= :tries or (warten_bis > :now and warten_bis <= :horizon)) and coalesce(grenze, :most) >= :most
"""


class Failure(NamedTuple):
    """Why a file is not there: a state (see `extract.STATES`), and what was said."""

    stand: str
    grund: str


class Files:
    """The files of one portal; use as a context manager. Raises InputError where the archive's file fails."""

    def __init__(self, path: Path) -> None:
        self._path, self._db = path, connect(path)
        with told(path):
            self._db.executescript(SCHEMA)

    def __enter__(self) -> Files:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def failed(self, address: str, failure: Failure, wait_until: str, limit: int | None = None) -> None:
        """Note that a file did not come; `limit` is that of its size, if it was larger: then only another helps."""
        until = {"adresse": address, "bis": wait_until, "grenze": limit}
        with told(self._path):
            self._db.execute(_FAILED, {**failure._asdict(), **until})
            if limit is not None:
                self._db.execute("update dateiauftraege set versuche = ? where adresse = ?", [TRIES, address])

    def came(self, address: str) -> None:
        """Forget that a file did not come before."""
        self._rows("delete from dateiauftraege where adresse = ?", [address])

    def barred(self, now: str, horizon: str, most: int) -> set[str]:
        """Addresses that are not asked for at `now`: they wait, came in vain too often, or are larger than `most`.

        No wait reaches beyond `horizon`, but one that a wrong clock set.
        """
        values = {"tries": TRIES, "now": now, "horizon": horizon, "most": most}
        with told(self._path):
            return {row[0] for row in self._db.execute(_BARRED, values)}

    def failures(self) -> dict[str, Failure]:
        """The files that did not come, by address."""
        rows = self._rows("select adresse, stand, grund from dateiauftraege", [])
        return {row[0]: Failure(*row[1:]) for row in rows}

    def extract(self, sha256: str, reader: str, ocr: bool) -> Extract | None:
        """What the present reader found in a content; None where it has to be read (again).

        `ocr`: pictures of pages are wanted as text, too.
        """
        sql = "select zlib from auslesungen where sha256 = ? and leser = ? and (ocr or not bilder or not ?)"
        found = self._rows(sql, [sha256, reader, int(ocr)])
        return _unpacked(found[0][0]) if found else None

    def unread(self, reader: str, ocr: bool) -> list[int]:
        """Numbers of the fetches that brought a content which the present reader has not read yet."""
        sql = (
            "select max(id) from abrufe where rendering = 'datei' and verworfen is null and sha256 not in"
            " (select sha256 from auslesungen where leser = ? and (ocr or not bilder or not ?)) group by sha256"
        )
        return [row[0] for row in self._rows(sql, [reader, int(ocr)])]

    def keep(self, sha256: str, reader: str, found: Extract) -> None:
        """Keep what a reader found in a content."""
        packed = zlib.compress(json.dumps(asdict(found)).encode(), 6)
        values = [sha256, reader, found.stand, found.bilder, int(found.ocr), packed]
        self._rows("insert or replace into auslesungen values (?, ?, ?, ?, ?, ?)", values)

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with told(self._path):
            return self._db.execute(sql, values).fetchall()


def _unpacked(packed: bytes) -> Extract:
    said = json.loads(zlib.decompress(packed))
    return Extract(**{**said, "seiten": tuple(FilePage(**page) for page in said["seiten"])})
