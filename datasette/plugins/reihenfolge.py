"""Pages of a sorted table show each row once. Runs in the server, so it imports nothing of ours.

Datasette 0.65 sorts the first page of a table by the chosen column alone and every other by that and the key; pages of
a view it counts. Among rows with equal values SQLite goes by whatever index it takes, so that some rows came twice and
others never. Here each such question of Datasette's gets the key behind its order.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.utils import detect_primary_keys

DATABASE = "ris"
# The beginning and the end of a question for one page of a sorted table, as views/table.py of Datasette writes it.
_OF_TABLE = re.compile(r"select [\w\[\], *]+ from (\[\w+\]|\w+) ")
_SORTED = re.compile(r"order by (\[\w+\]|\w+)(?: desc)?(?= limit \d+(?: offset \d+)?$)")


def tied(sql: str, keys: dict[str, tuple[str, ...]]) -> str:
    """A question for a page of a sorted table, with its key behind the order; any other question as it is.

    >>> tied("select id, name from kreise order by name desc limit 51", {"kreise": ("ags",)})
    'select id, name from kreise order by name desc, "ags" limit 51'
    """
    table, order = _OF_TABLE.match(sql), _SORTED.search(sql)
    if not table or not order:
        return sql
    sorted_by = order[1].strip("[]")
    key = [f'"{column}"' for column in keys.get(table[1].strip("[]"), ()) if column != sorted_by]
    return ", ".join([sql[: order.end()], *key]) + sql[order.end() :]


def keys_of(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The keys of all tables of a database."""
    names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    return {name: tuple(detect_primary_keys(connection, name)) for name in names}


@hookimpl
def startup(datasette: Any) -> Any:
    """Put `tied` between Datasette and the dataset."""

    async def between() -> None:
        database = datasette.databases.get(DATABASE)
        if database is None:
            return
        views = (datasette.plugin_config(DATABASE) or {}).get("schluessel", {})
        keys, plainly = {**views, **await database.execute_fn(keys_of)}, database.execute

        async def execute(sql: str, *args: Any, **kwargs: Any) -> Any:
            return await plainly(tied(sql, keys), *args, **kwargs)

        database.execute = execute

    return between
