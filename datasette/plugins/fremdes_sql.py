"""SQL of readers (`?sql=`, `_where=`) runs in a process of its own. Runs in the server, imports nothing of ours.

SQLite ends a query when its time is up, but only between two steps, and one step can take minutes (`instr` of two long
texts) or all the memory (`hex(zeroblob(400000000))`). A process can be ended at any moment, and what it takes is not
taken from others. Two run at once; eight more may wait.
"""

from __future__ import annotations

import asyncio
import json
import marshal
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from datasette import hookimpl
from datasette.database import QueryInterrupted, Results
from datasette.views.base import DatasetteError

DATABASE = "ris"
AT_ONCE, WAITING = 2, 8
#: Seconds beyond the time limit after which a process that does not listen is ended.
GRACE = 1.0
#: Characters of a pattern of LIKE or GLOB in a filter: each costs a walk through a text.
PATTERN = 200
BUSY = "Gerade werden schon viele eigene Abfragen bearbeitet: bitte in einer Minute noch einmal versuchen."
ENDED = "Die Abfrage brauchte mehr Zeit oder Speicher, als sie haben darf"
CHILD = Path(__file__).with_name("sql_kind.py")
#: What the reader of this request wrote in SQL.
_WRITTEN: ContextVar[tuple[str, ...]] = ContextVar("written", default=())

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def written(query: bytes) -> tuple[str, ...]:
    """The parts of an address that are SQL of its reader.

    >>> written(b"sql=select+1&_where=a%3D1&x=2")
    ('select 1', 'a=1')
    """
    found = parse_qs(query.decode("latin-1"))
    return tuple(part.strip() for name in ("sql", "_where") for part in found.get(name, ()) if part.strip())


def is_written(sql: str) -> bool:
    """Whether there is SQL of the reader of this request in a statement."""
    return any(part in sql for part in _WRITTEN.get())


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Around all of Datasette: remember of each request what is a reader's SQL."""

    def wrap(app: App) -> App:
        async def noting(scope: dict[str, Any], receive: Any, send: Any) -> None:
            _WRITTEN.set(written(scope.get("query_string", b"")))
            await app(scope, receive, send)

        return noting

    return wrap


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Filters take patterns, too, and run in the server."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN)


@hookimpl
def startup(datasette: Any) -> None:
    """Let statements with a reader's SQL in them be run elsewhere."""
    database = datasette.get_database(DATABASE)
    here, turn = database.execute, _Turn()

    async def execute(sql: str, params: Any = None, truncate: bool = False, **more: Any) -> Any:
        if not is_written(sql):
            return await here(sql, params, truncate=truncate, **more)
        limits = [datasette.setting("sql_time_limit_ms"), more.get("custom_time_limit") or sys.maxsize]
        order = {
            "datei": Path(database.path).resolve().as_uri(),
            "sql": sql,
            "parameter": params if params is not None else {},
            "zeilen": datasette.max_returned_rows + 1 if truncate else None,
            "sekunden": min(limits) / 1000,
        }
        async with turn:
            said = await _in_child(order)
        return _results(said, order, datasette.max_returned_rows)

    database.execute = execute


class _Turn:
    """The places for processes; who finds all of them taken waits, unless too many wait already."""

    def __init__(self) -> None:
        self.places, self.waiting = asyncio.Semaphore(AT_ONCE), 0

    async def __aenter__(self) -> None:
        if self.waiting >= WAITING:
            raise DatasetteError(BUSY, status=503)
        self.waiting += 1
        try:
            await self.places.acquire()
        finally:
            self.waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self.places.release()


async def _in_child(order: dict[str, Any]) -> dict[str, Any]:
    """What a process of its own says to an order; of one that was ended that the time was up."""
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    command = (sys.executable, "-I", "-S", str(CHILD))
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=nowhere)
    try:
        talk = process.communicate(json.dumps(order).encode())
        said, _ = await asyncio.wait_for(talk, order["sekunden"] + GRACE)
    except TimeoutError:
        said = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return dict(marshal.loads(said)) if said else {"fehler": ENDED, "unterbrochen": True}


def _results(said: dict[str, Any], order: dict[str, Any], most: int) -> Results:
    """The answer as Datasette knows it. Raises its errors."""
    if "fehler" in said:
        error = sqlite3.OperationalError(said["fehler"])
        raise QueryInterrupted(error, order["sql"], order["parameter"]) if said["unterbrochen"] else error
    # A row takes the names of its columns from a cursor.
    names = ", ".join('null as "{}"'.format(name.replace('"', '""')) for name in said["spalten"])
    cursor = sqlite3.connect(":memory:").execute(f"select {names or 'null'}")
    rows = [sqlite3.Row(cursor, values) for values in said["werte"]]
    truncated = order["zeilen"] is not None and len(rows) > most
    return Results(rows[:most] if truncated else rows, truncated, cursor.description)
