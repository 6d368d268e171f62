"""The answer of a download while it is read: in the server, or by another process where its SQL is a reader's own. Runs
in the server, so it imports nothing of ours; laden.py asks it.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils import sqlite3
from datasette.views.base import DatasetteError

DATABASE = "ris"
#: Of a batch: rows, and characters after which no further row is taken.
ROWS, CHARACTERS = 1000, 250_000


def _refused(text: str) -> DatasetteError:
    return pm.get_plugin("frage.py").refused(text)  # type: ignore[no-any-return]


class Reading:
    """An answer that is being read. Only the time that SQLite computes counts, not that in which a reader takes it."""

    def __init__(self, connection: sqlite3.Connection, name: str, seconds: float) -> None:
        self.connection, self.name, self.seconds, self.left = connection, name, seconds, seconds
        self.cursor: Any = None

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [column[0] for column in self.cursor.description]

    def start(self, sql: str, values: Mapping[str, Any]) -> None:
        """Ask. Raises DatasetteError with a sentence where that goes wrong, as `batch` does."""
        self.cursor = self._timed(lambda: self.connection.execute(sql, values))

    def batch(self) -> list[list[Any]]:
        """The next rows, none at the end."""
        return self._timed(self._some)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Read no further."""
        self.connection.close()

    def _some(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        size = 0
        for row in self.cursor:
            rows.append([_plain(value) for value in row])
            size += sum(len(value) for value in row if isinstance(value, str))
            if len(rows) == ROWS or size > CHARACTERS:
                break
        return rows

    def _timed(self, ask: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        deadline = began + self.left
        self.connection.set_progress_handler(lambda: time.perf_counter() > deadline, 1000)
        try:
            return ask()
        except (sqlite3.Error, sqlite3.Warning, OverflowError) as error:
            limit = f"{self.seconds:g}".replace(".", ",")
            late = f"„{self.name}“ rechnet länger als {limit} Sekunden. Bitte eingrenzen."
            raise _refused(late if "interrupted" in str(error) else str(error)) from error
        finally:
            self.left -= time.perf_counter() - began


class Fetched:
    """An answer that another process has read, because its SQL is a reader's own (see fremdes_sql.py)."""

    def __init__(self, results: Any) -> None:
        self.columns: list[str] = results.columns
        self.rows = [[_plain(value) for value in row] for row in results.rows]

    def batch(self) -> list[list[Any]]:
        """The rows that are left, none at the end."""
        rows, self.rows = self.rows, []
        return rows

    def close(self) -> None:
        """Nothing is open."""


async def _fetched(datasette: Any, asked: Any) -> Fetched:
    try:
        return Fetched(await datasette.get_database(DATABASE).execute(asked.sql, asked.values))
    except QueryInterrupted as error:
        raise _refused(str(error.e)) from error
    except sqlite3.Error as error:
        raise _refused(str(error)) from error


def _plain(value: Any) -> Any:
    """A value as every form has one: bytes as hexadecimal digits, what is no finite number as its word."""
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _open(datasette: Any, asked: Any) -> Reading:
    """A connection of its own, so that a slow reader keeps nobody else from the few that pages have."""
    database = datasette.get_database(DATABASE)
    how = "mode=ro" if database.is_mutable else "immutable=1"
    address = f"{Path(database.path).resolve().as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    datasette._prepare_connection(connection, DATABASE)
    connection.row_factory = None
    reading = Reading(connection, asked.name, asked.seconds)
    try:
        reading.start(asked.sql, asked.values)
    except DatasetteError:
        connection.close()
        raise
    return reading


async def read(datasette: Any, asked: Any) -> Reading | Fetched:
    """Ask a question (of frage.py). Raises DatasetteError with a sentence where that goes wrong."""
    if pm.get_plugin("fremdes_sql.py").is_written(asked.sql):
        return await _fetched(datasette, asked)
    return await asyncio.to_thread(_open, datasette, asked)
