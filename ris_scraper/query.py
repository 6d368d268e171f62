"""Canned queries without a server (floor 7): the same SQL as on the site, run on the dataset file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from ris_scraper.errors import InputError
from ris_scraper.publish import Abfrage, abfragen


def known(name: str) -> Abfrage:
    """The canned query of this name; raises InputError if there is none."""
    found = next((abfrage for abfrage in abfragen() if abfrage.name == name), None)
    if found is None:
        raise InputError(f"there is no query {name!r}: `ris query` lists them")
    return found


def ask(ris_db: Path, abfrage: Abfrage, given: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The names of the columns, then row by row what the query answers; parameters not given are empty, as on the site.

    Raises InputError for a parameter that the query has not, and for a file that is no dataset of this version.
    """
    if unknown := set(given) - set(abfrage.parameter):
        has = f"it has {', '.join(abfrage.parameter)}" if abfrage.parameter else "it has none"
        raise InputError(f"{abfrage.name} has no parameter {min(unknown)!r}; {has}")
    values = {**dict.fromkeys(abfrage.parameter, ""), **given}
    with closing(sqlite3.connect(f"{ris_db.resolve().as_uri()}?mode=ro", uri=True)) as db:
        try:
            cursor = db.execute(abfrage.sql, values)
            yield tuple(column[0] for column in cursor.description)
            yield from cursor
        except sqlite3.Error as error:
            raise InputError(f"{ris_db}: not a dataset of this version ({error}); run `ris build`") from error
