"""The published tables: an allow-list, copied into the served database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from ris_scraper.accuracy import kept
from ris_scraper.accuracy.rows import tables as measured_tables
from ris_scraper.dataset import schema
from ris_scraper.dataset.library import Database
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import words

#: What is published of the texts of files: passages, whole pages, or nothing.
Texts = Literal["stellen", "ganz", "nein"]
#: The length of a passage, in characters.
LONGEST = 300
#: Views that are published; a view that is not named here stays inside.
VIEWS = (
    "konzeptvergleich",
    "konzeptdauer",
    "kreis_jahr",
    "kreisfenster",
    "vorlagen_eindeutig",
    "abdeckung",
    "weitergabe",
    "herkunft_alle",
)
#: Views whose rows are worked out once, as a page asks for all of them at a time, with the index of these rows; the
#: tables that hold them bear the name of the view and this ending, and are hidden.
KEPT, ROWS = {"konzeptvergleich": ("konzept", "ags"), "kreis_jahr": ("konzept", "jahr")}, "_zeilen"
#: Views that queries alone ask, with the index of their rows: in the site they are hidden tables of the same name.
INNER = {"auflagen": ("konzept", "ags"), "stationen": ("konzept", "kreis", "datum", "vorlage")}
#: Tables whose words the search of the site knows.
SEARCHED = ("vorlagen", "abschnitte")
# AGS of the invented Kreise; no Land has the number 99.
_EXAMPLES = "select exists (select 1 from portale where ags like '99%')"


def published() -> list[schema.Table]:
    """The tables that are published, in the order of the schema."""
    return [table for table in schema.tables().values() if not table.internal]


def hidden() -> list[str]:
    """The tables that hold rows of views, which the site does not list."""
    return [*(f"{name}{ROWS}" for name in KEPT), *INNER]


def copy(
    source: Path, target: Path, left_out: Sequence[str], texts: Texts = "stellen", measured: Path | None = None
) -> tuple[dict[str, int], bool]:
    """Copy the allowed tables and columns without some rows, given as `table/key`; `texts` is what is shown of files.
    The tables of accuracy hold what is shipped and the operator's own measurements in the folder `measured`.

    Returns the rows per table and view, and whether there are invented Kreise. Raises InputError for an entry of
    `left_out` that names no published table with a single key, and for a file in `measured` that is no measurement;
    sqlite3.Error if `source` is no dataset of this version.
    """
    given = measured_tables((*kept.shipped(), *(kept.own(measured) if measured else ())))
    with closing(sqlite3.connect(target, uri=True)) as connection:
        db = Database(connection)
        _unlogged(connection)
        for table in published():
            schema.create_table(db, table)
        # Nothing is written there; but who may not write cannot take away the log that opening it makes.
        connection.execute("attach ? as quelle", [f"{source.resolve().as_uri()}?mode=rw"])
        with connection:
            for table in published():
                if table.given:
                    _enter(connection, table, given[table.name])
                else:
                    _copy_table(connection, table, texts)
        for table in published():
            _index(db, table)
        if left_out:
            with connection:
                _leave_out(connection, left_out)
            connection.execute("vacuum")  # else the file still holds them
        for table in published():
            _fulltext(db, table, texts)
        connection.execute("detach quelle")
        words.create(connection, SEARCHED)
        _views(db)
        connection.execute("analyze")
        examples = bool(connection.execute(_EXAMPLES).fetchone()[0])
        return _counts(connection), examples


def _unlogged(connection: sqlite3.Connection) -> None:
    """The target is a new file that is thrown away unless it is finished: no log, no waiting for the disk.

    Texts are long, so that pages of 8 kB take a tenth less time to fill.
    """
    for pragma in ("page_size = 8192", "journal_mode = off", "synchronous = off", "cache_size = -128000"):
        connection.execute(f"pragma {pragma}")


def _enter(connection: sqlite3.Connection, table: schema.Table, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f'insert into "{table.name}" ({", ".join(table.fields)}) values ({marks})', rows)


def _copy_table(connection: sqlite3.Connection, table: schema.Table, texts: Texts) -> None:
    if table.name == _FILES and texts != "ganz":
        if texts == "stellen":
            connection.create_function("stelle", 2, passage, deterministic=True)
            connection.execute(_PASSAGES.format(columns=", ".join(table.fields)))
        return
    columns = ", ".join(f'"{name}"' for name in table.fields)
    order = ", ".join(f'"{name}"' for name in table.pk)
    connection.execute(
        f'insert into main."{table.name}" ({columns}) select {columns} from quelle."{table.name}" order by {order}'
    )


def _views(db: Database) -> None:
    for view in sorted(VIEWS, key=KEPT.__contains__):  # those that others are made of come first
        _view(db, view)
    for view, index in INNER.items():
        _rows(db, view, view, index)


def _view(db: Database, name: str) -> None:
    sql = schema.views()[name]
    if name in KEPT:
        _rows(db, f"{name}{ROWS}", name, KEPT[name])
        sql = f"select * from {name}{ROWS}"
    db.create_view(name, sql)


def _rows(db: Database, table: str, view: str, index: Sequence[str]) -> None:
    """Keep the rows of a view of the schema in a table, with an index."""
    db.execute(f"create table {table} as {schema.views()[view]}")
    db.table(table).create_index(index)


def _fulltext(db: Database, table: schema.Table, texts: Texts) -> None:
    """The full-text search; where only passages of files are shown, it searches the whole pages all the same."""
    if table.name != _FILES or texts != "stellen":
        schema.create_fulltext(db, table)
        return
    with db.conn:
        db.execute(f"create virtual table {_FILES}_fts using fts5(text, tokenize='{schema.TOKENIZER}', content='')")
        db.execute(_INDEXED)


# The table whose texts are published as the operator wishes.
_FILES = "anlagen_seiten"
# A page, and the concepts that its Vorlage is about, in their order.
_PASSAGES = """
insert into main.anlagen_seiten ({columns})
select q.id, q.anlage, q.vorlage, q.seite, stelle(q.text, (
  select group_concat(k.bezeichnung, char(10)) from quelle.konzept_vorlagen k where k.vorlage = q.vorlage
)), q.quelle, q.konfidenz, q.url
from quelle.anlagen_seiten q order by q.id
"""
_INDEXED = """
insert into anlagen_seiten_fts (rowid, text)
select p.rowid, q.text from main.anlagen_seiten p join quelle.anlagen_seiten q on q.id = p.id order by p.rowid
"""


def passage(text: str, names: str | None) -> str:
    """At most LONGEST characters of a text: around the first of the names (one a line) that it has, else its beginning.

    >>> passage("Das Klimaschutzkonzept liegt vor.", None)
    'Das Klimaschutzkonzept liegt vor.'
    >>> passage("vorher " * 50 + "Klimaschutzkonzept " + "nachher " * 50, "Klimaschutzkonzept")[:30]
    '… vorher vorher vorher vorher '
    """
    if len(text) <= LONGEST:
        return text
    folded = text.lower()
    places = [place for name in (names or "").lower().splitlines() if name and (place := folded.find(name)) >= 0]
    start = max(0, min(places, default=0) - LONGEST // 3)
    cut = text[start : start + LONGEST - 4]
    if start:
        cut = f"… {cut.partition(' ')[2]}"
    return cut if start + LONGEST - 4 >= len(text) else f"{cut.rpartition(' ')[0]} …"


def _index(db: Database, table: schema.Table) -> None:
    """The indexes of the schema; and one for the page of a `seite`, which counts the rows that it stated."""
    schema.create_indexes(db, table)
    if any(column.target == ("seiten", "id") and column.name == "seite" for column in table.columns):
        db.table(table.name).create_index(["seite"], if_not_exists=True)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The rows of each table and view, counted once for all: some views have too many to count for a page."""
    names = (*(table.name for table in published()), *VIEWS)
    asked = {name: f'select count(*) from "{name}"' for name in names} | {"herkunft_alle": _provenance()}
    return {name: int(connection.execute(sql).fetchone()[0]) for name, sql in asked.items()}


def _provenance() -> str:
    """Counts the rows of herkunft_alle by the columns that it is made of: every value has a page, and no page two."""
    arms = [f"select {' + '.join(f'count([{field}])' for field in fields)} as n from [{table}] where seite is not null"
            for table, fields in schema.stated().items()]  # fmt: skip
    return f"select sum(n) from ({' union all '.join(arms)})"


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
