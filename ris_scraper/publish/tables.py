"""The published tables: an allow-list, copied into the served database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from ris_scraper.dataset import schema
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import tables

#: Views that are published; a view that is not named here stays inside.
VIEWS = ("konzeptvergleich", "vorlagen_eindeutig", "abdeckung", "herkunft_alle")
# AGS of the invented Kreise; no Land has the number 99.
_EXAMPLES = "select exists (select 1 from portale where ags like '99%')"


# --- the database ----------------------------------------------------------------------------


def _published() -> list[schema.Table]:
    return [table for table in schema.tables().values() if not table.internal]


def _copy_database(source: Path, target: Path, left_out: Sequence[str]) -> tuple[dict[str, int], bool]:
    """Copy the allowed tables and columns without some rows; return the rows per table and view, and whether
    there are invented Kreise.
    """
    with closing(sqlite3.connect(target, uri=True)) as connection:
        _create(connection)
        connection.execute("attach ? as quelle", [f"{source.resolve().as_uri()}?mode=ro"])
        with connection:
            for table in _published():
                _copy_table(connection, table)
            tables.leave_out(connection, left_out)
        connection.execute("detach quelle")
        _index_provenance(connection)
        connection.execute("analyze")
        # Counted once for all: the rows of herkunft_alle are too many to count for a page.
        counts = {name: _count(connection, name) for name in (*(t.name for t in _published()), *VIEWS)}
        examples = bool(connection.execute(_EXAMPLES).fetchone()[0])
        connection.execute("vacuum")
        _fill_fulltext(connection)
    return counts, examples


def _create(connection: sqlite3.Connection) -> None:
    """The schema of the dataset without its internal tables and views."""
    db = Database(connection)
    schema.create(db)
    allowed = {table.name for table in _published()}
    for view in set(db.view_names()) - set(VIEWS):
        db.view(view).drop()
    for table in schema.tables().values():
        if table.name not in allowed:
            db.table(table.name).drop()


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'select count(*) from "{table}"').fetchone()[0])


def _copy_table(connection: sqlite3.Connection, table: schema.Table) -> None:
    columns = ", ".join(f'"{name}"' for name in table.fields)
    order = ", ".join(f'"{name}"' for name in table.pk)
    connection.execute(
        f'insert into main."{table.name}" ({columns}) select {columns} from quelle."{table.name}" order by {order}'
    )


def _index_provenance(connection: sqlite3.Connection) -> None:
    """For the page of a `seite`, which counts the rows that it stated; only readers of the site ask that."""
    db = Database(connection)
    for table in _published():
        if "seite" in table.fields:
            db.table(table.name).create_index(["seite"], if_not_exists=True)


def _fill_fulltext(connection: sqlite3.Connection) -> None:
    """Index the text last: `vacuum` may renumber rows, and the full-text tables refer to them by number."""
    with connection:
        for table in _published():
            if table.fulltext:
                name = f"{table.name}_fts"
                connection.execute(f'insert into "{name}" ("{name}") values (\'rebuild\')')


def leave_out(connection: sqlite3.Connection, rows: Iterable[str]) -> None:
    """Delete rows, given as `table/key`, and all that refers to them, from the copy that is published.

    Raises InputError for an entry that names no published table with a single key. A row that is not (or no longer)
    there is no error: the entry keeps it out if it comes back.
    """
    tables = {name: table for name, table in schema.tables().items() if not table.internal}
    for entry in rows:
        table, _, key = entry.partition("/")
        if table not in tables or len(tables[table].pk) != 1 or not key:
            raise InputError(f"site.toml, [entfernt]: {entry!r} names no row; write it as vorlagen/<id>")
        _delete(connection, tables, table, key)


def _delete(connection: sqlite3.Connection, tables: Mapping[str, schema.Table], table: str, key: str) -> None:
    target = (table, tables[table].pk[0])
    for other in tables.values():
        for column in (column for column in other.columns if column.target == target):
            _delete_where(connection, tables, other, column.name, key)
    for name in ("herkunft", "aenderungen"):
        connection.execute(f"delete from {name} where tabelle = ? and zeile = ?", [table, key])
    connection.execute(f'delete from "{table}" where "{target[1]}" = ?', [key])


def _delete_where(
    connection: sqlite3.Connection, tables: Mapping[str, schema.Table], other: schema.Table, column: str, key: str
) -> None:
    """Delete the rows of a table that refer to a row; first what refers to them."""
    if len(other.pk) > 1:
        connection.execute(f'delete from "{other.name}" where "{column}" = ?', [key])
        return
    found = connection.execute(f'select "{other.pk[0]}" from "{other.name}" where "{column}" = ?', [key])
    for (found_key,) in found.fetchall():
        _delete(connection, tables, other.name, found_key)
