"""The published tables: an allow-list, copied into the served database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from ris_scraper.dataset import schema
from ris_scraper.nouns.errors import InputError

#: Views that are published; a view that is not named here stays inside.
VIEWS = ("konzeptvergleich", "vorlagen_eindeutig", "abdeckung", "herkunft_alle")
# AGS of the invented Kreise; no Land has the number 99.
_EXAMPLES = "select exists (select 1 from portale where ags like '99%')"


def published() -> list[schema.Table]:
    """The tables that are published, in the order of the schema."""
    return [table for table in schema.tables().values() if not table.internal]


def copy(source: Path, target: Path, left_out: Sequence[str]) -> tuple[dict[str, int], bool]:
    """Copy the allowed tables and columns without some rows, given as `table/key`.

    Returns the rows per table and view, and whether there are invented Kreise. Raises InputError for an entry of
    `left_out` that names no published table with a single key, sqlite3.Error if `source` is no dataset of this version.
    """
    with closing(sqlite3.connect(target, uri=True)) as connection:
        _create(connection)
        connection.execute("attach ? as quelle", [f"{source.resolve().as_uri()}?mode=ro"])
        with connection:
            for table in published():
                _copy_table(connection, table)
            _leave_out(connection, left_out)
        connection.execute("detach quelle")
        _index_provenance(connection)
        connection.execute("analyze")
        # Counted once for all: the rows of herkunft_alle are too many to count for a page.
        counts = {name: _count(connection, name) for name in (*(table.name for table in published()), *VIEWS)}
        examples = bool(connection.execute(_EXAMPLES).fetchone()[0])
        connection.execute("vacuum")
        _fill_fulltext(connection)
    return counts, examples


def _create(connection: sqlite3.Connection) -> None:
    """The schema of the dataset without its internal tables and views."""
    db = Database(connection)
    schema.create(db)
    for view in set(db.view_names()) - set(VIEWS):
        db.view(view).drop()
    for table in schema.tables().values():
        if table.internal:
            db.table(table.name).drop()


def _copy_table(connection: sqlite3.Connection, table: schema.Table) -> None:
    columns = ", ".join(f'"{name}"' for name in table.fields)
    order = ", ".join(f'"{name}"' for name in table.pk)
    connection.execute(
        f'insert into main."{table.name}" ({columns}) select {columns} from quelle."{table.name}" order by {order}'
    )


def _index_provenance(connection: sqlite3.Connection) -> None:
    """For the page of a `seite`, which counts the rows that it stated; only readers of the site ask that."""
    db = Database(connection)
    for table in published():
        if "seite" in table.fields:
            db.table(table.name).create_index(["seite"], if_not_exists=True)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'select count(*) from "{table}"').fetchone()[0])


def _fill_fulltext(connection: sqlite3.Connection) -> None:
    """Index the text last: `vacuum` may renumber rows, and the full-text tables refer to them by number."""
    with connection:
        for table in published():
            if table.fulltext:
                name = f"{table.name}_fts"
                connection.execute(f'insert into "{name}" ("{name}") values (\'rebuild\')')


# --- rows that an operator leaves out --------------------------------------------------------


def _leave_out(connection: sqlite3.Connection, rows: Iterable[str]) -> None:
    """Delete rows and all that refers to them from the copy.

    A row that is not (or no longer) there is no error: the entry keeps it out if it comes back.
    """
    tables = {table.name: table for table in published()}
    for entry in rows:
        name, _, key = entry.partition("/")
        if name not in tables or len(tables[name].pk) != 1 or not key:
            raise InputError(f"site.toml, [entfernt]: {entry!r} names no row; write it as vorlagen/<id>")
        _delete(connection, tables[name], key)


def _delete(connection: sqlite3.Connection, table: schema.Table, key: str) -> None:
    """Delete a row of a table with a single key; first what refers to it."""
    for other, column in _referring(table):
        _delete_where(connection, other, column, key)
    for name in ("herkunft", "aenderungen"):
        connection.execute(f"delete from {name} where tabelle = ? and zeile = ?", [table.name, key])
    connection.execute(f'delete from "{table.name}" where "{table.pk[0]}" = ?', [key])


def _referring(table: schema.Table) -> Iterator[tuple[schema.Table, str]]:
    """Published tables and their columns that hold the key of a table."""
    for other in published():
        yield from ((other, column.name) for column in other.columns if column.target == (table.name, table.pk[0]))


def _delete_where(connection: sqlite3.Connection, table: schema.Table, column: str, value: str) -> None:
    if len(table.pk) > 1:
        connection.execute(f'delete from "{table.name}" where "{column}" = ?', [value])
        return
    found = connection.execute(f'select "{table.pk[0]}" from "{table.name}" where "{column}" = ?', [value])
    for (key,) in found.fetchall():
        _delete(connection, table, key)
