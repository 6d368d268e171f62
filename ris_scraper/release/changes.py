"""What changed since the last release, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ris_scraper.dataset.schema import Table
from ris_scraper.nouns.errors import InputError


class Change(NamedTuple):
    """Of a table: rows that came, rows of the same key that say something else, rows that are gone."""

    table: str
    title: str
    added: int
    changed: int
    vanished: int


class Changes(NamedTuple):
    """Since a release: its version, the tables, and the versions of rules and readers then and now, by name."""

    since: str
    tables: list[Change]
    versions: dict[str, tuple[str | None, str | None]]


def changes(database: Path, before: Path, version: str, tables: Sequence[Table]) -> Changes:
    """Compare the ris.db of a release with that of the one before, which has the given version.

    Columns that only one of them has are not compared; a table that the older has not, or under another key, is new.
    Raises InputError where the older file cannot be read.
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        try:
            db.execute("attach ? as alt", [f"{before.resolve().as_uri()}?mode=ro&immutable=1"])
            found = [_change(db, table) for table in tables]
            then, now = (_versions(db, schema) for schema in ("alt", "main"))
        except sqlite3.Error as error:
            raise InputError(f"{before}: not the dataset of a release ({error})") from error
    names = sorted(then.keys() | now.keys())
    return Changes(version, found, {name: (then.get(name), now.get(name)) for name in names})


def _change(db: sqlite3.Connection, table: Table) -> Change:
    known = {name for (name,) in db.execute("select name from pragma_table_info(?, 'alt')", [table.name])}
    if not set(table.pk) <= known:
        [(rows,)] = db.execute(f'select count(*) from main."{table.name}"')
        return Change(table.name, table.title, rows, 0, 0)
    same = " and ".join(f'n."{name}" is o."{name}"' for name in table.pk)
    [(rows, both)] = db.execute(
        f'select (select count(*) from main."{table.name}"), count(*) from main."{table.name}" n join '
        f'alt."{table.name}" o on {same}'
    )
    [(old,)] = db.execute(f'select count(*) from alt."{table.name}"')
    return Change(table.name, table.title, rows - both, _changed(db, table, known, same), old - both)


def _changed(db: sqlite3.Connection, table: Table, known: Collection[str], same: str) -> int:
    shared = [name for name in table.fields if name in known and name not in table.pk]
    if not shared:
        return 0
    differ = " or ".join(f'n."{name}" is not o."{name}"' for name in shared)
    [(number,)] = db.execute(
        f'select count(*) from main."{table.name}" n join alt."{table.name}" o on {same} where {differ}'
    )
    return int(number)


def _versions(db: sqlite3.Connection, schema: str) -> Mapping[str, str]:
    return dict(db.execute(f"select name, version from {schema}.versionen").fetchall())
