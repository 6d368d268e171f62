"""Checks an archive without changing it: is the file whole, has every fetch its body, can its state be read."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from ris_scraper.archive.opening import checked, look, told
from ris_scraper.nouns.errors import RisError

_RESTORE = "put its copy from a backup in its place"
_NO_BODY = "from abrufe a where not exists (select 1 from inhalte i where i.sha256 = a.sha256)"
# What has to be nothing in a good archive: the table it stands in, what to count, and what it means.
_COUNTED = (
    ("abrufe", f"select count(*) {_NO_BODY}", f"fetches have no body: {_RESTORE}, or fetch their pages again"),
    (
        "abrufe",
        "select count(*) from abrufe where not json_valid(headers)",
        f"fetches have headers that are no JSON: {_RESTORE}",
    ),
    (
        "zustand",
        "select count(*) from zustand where not json_valid(wert)",
        f"remembered values of runs are no JSON: {_RESTORE}",
    ),
    (
        "auftraege",
        "select count(*) from auftraege where adresse = '' or url = ''",
        f"waiting requests have no address: {_RESTORE}",
    ),
)


def faults(path: Path, quick: bool = False) -> list[str]:
    """What is wrong with an archive, a sentence each that says what to do; nothing where all is well.

    `quick` leaves out what has to read every byte of the file.
    """
    try:
        with told(path), look(path) as db:
            checked(db, path)
            return [f"{path}: {fault}" for fault in _faults(db, quick)]
    except RisError as error:
        return [str(error)]


def tables(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of an archive has."""
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
    return {name: db.execute(f"select count(*) from [{name}]").fetchone()[0] for name in names}


def damage(db: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong with the file, in its words; None where it is whole."""
    found = [line for (line,) in db.execute("pragma integrity_check(3)")]
    return None if found == ["ok"] else "; ".join(" ".join(line.split()) for line in found)


def _faults(db: sqlite3.Connection, quick: bool) -> Iterator[str]:
    if not quick and (found := damage(db)):
        yield f"it is damaged ({found}): {_RESTORE}"
        return
    present = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    for table, sql, meaning in _COUNTED:
        if table in present and (count := db.execute(sql).fetchone()[0]):
            yield f"{count} {meaning}"
    if not quick and (spoilt := sum(not _whole(*row) for row in db.execute("select * from inhalte"))):
        yield f"{spoilt} bodies are not what was fetched: {_RESTORE}, or fetch their pages again"


def _whole(sha256: str, length: int, packed: bytes) -> bool:
    try:
        body = zlib.decompress(packed)
    except (TypeError, zlib.error):
        return False
    return len(body) == length and hashlib.sha256(body).hexdigest() == sha256
