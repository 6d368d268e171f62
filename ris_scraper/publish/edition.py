"""Which edition of the dataset is published: what a citation and a download name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def edition(database: Path) -> dict[str, str | None]:
    """The edition in a dataset file: `datum` (day of the last page read), `version` (of the program), `regeln` (which
    rules judged its words); a date or rules that the dataset does not know are None.
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        (day,) = db.execute("select substr(max(letzter_erfolg), 1, 10) from portale").fetchone()
        rules = db.execute("select version from versionen where name = 'regeln'").fetchone()
    return {"datum": day, "version": _version(), "regeln": rules[0] if rules else None}


def _version() -> str:
    try:
        return version("ris-scraper")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unbekannt"
