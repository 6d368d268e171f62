"""Which edition of the dataset is published: what a citation and a download name."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Tables that tell of this machine, and nothing of the dataset: a build anew from the same archives gives others.
CLOCKED = ("laeufe",)


def edition(database: Path) -> dict[str, str | None]:
    """The edition in a dataset file: `datum` (day of the last page read), `version` (of the program), `regeln` (which
    rules judged its words); a date or rules that the dataset does not know are None.
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        (day,) = db.execute("select substr(max(letzter_erfolg), 1, 10) from portale").fetchone()
        rules = db.execute("select version from versionen where name = 'regeln'").fetchone()
    return {"datum": day, "version": _version(), "regeln": rules[0] if rules else None}


def mark(database: Path, counts: Mapping[str, int], texts: str) -> str:
    """What tells the contents of a published dataset file from those of another: the last page read, the versions of
    program, rules and readers, the rows of each table and view (`counts`), and what is shown of files (`texts`).
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        last = db.execute("select max(abgerufen_am), max(zuerst_abgerufen) from seiten").fetchone()
        versions = db.execute("select name, version from versionen order by name").fetchall()
    rows = {name: count for name, count in sorted(counts.items()) if name not in CLOCKED}
    said = json.dumps([last, versions, _version(), rows, texts])
    return hashlib.sha256(said.encode()).hexdigest()


def unclock(database: Path) -> None:
    """Take out of a published dataset file when builds ran, and leave no trace of it: the same archives, settings and
    SQLite then give the same bytes. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        for table in CLOCKED:
            db.execute(f'delete from "{table}"')
        db.execute("update versionen set seit = null")
        db.execute("analyze")
        db.execute("vacuum")


def _version() -> str:
    try:
        return version("ris-scraper")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unbekannt"
