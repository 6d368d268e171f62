"""The process that runs a reader's SQL: it reads one order, answers once, and is ended if it takes too much.

Started by fremdes_sql.py as a program; as a plugin (Datasette loads every file of this folder) it does nothing. So it
imports nothing that takes time to load.
"""

from __future__ import annotations

import json
import marshal
import resource
import sqlite3
import sys
import time
from typing import Any

#: Bytes of memory, bytes of a file that a sort leaves to the disk, and seconds of the CPU beyond those of the order.
MEMORY, FILE, GRACE = 800_000_000, 500_000_000, 2
#: Characters and bytes of an answer. A page of 2,000 rows of ours has less than a tenth of it.
LARGEST = 10_000_000
TOO_LARGE = "Die Antwort wäre größer als 10 MB: bitte weniger Zeilen oder Spalten abfragen"
#: What SQLite and Python say when there is no more memory.
NO_MEMORY = "Die Abfrage braucht mehr Speicher, als sie haben darf"


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """Run `sql` with `parameter` on the file `datei`: `spalten` and at most `zeilen` rows as `werte`, or why not.

    `fehler` is SQLite's sentence or ours, `unterbrochen` says that the time (`sekunden`) was up.
    """
    try:
        return _asked(order)
    except sqlite3.Error as error:
        return {"fehler": str(error), "unterbrochen": str(error) == "interrupted"}
    except MemoryError:
        return {"fehler": NO_MEMORY, "unterbrochen": False}


def _asked(order: dict[str, Any]) -> dict[str, Any]:
    connection = sqlite3.connect(f"{order['datei']}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda text: str(text, "utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    end = time.monotonic() + order["sekunden"]
    connection.set_progress_handler(lambda: time.monotonic() > end, 1000)
    cursor = connection.execute(order["sql"], order["parameter"])
    rows, size = [], 0
    while order["zeilen"] is None or len(rows) < order["zeilen"]:
        row = cursor.fetchone()
        if row is None:
            break
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > LARGEST:
            return {"fehler": TOO_LARGE, "unterbrochen": False}
        rows.append(row)
    return {"spalten": [column[0] for column in cursor.description or ()], "werte": rows}


def main() -> None:
    """Take the order from stdin and leave the answer on stdout."""
    order = json.load(sys.stdin)
    seconds = int(order["sekunden"]) + GRACE
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(limit, (value, value))
    marshal.dump(answer(order), sys.stdout.buffer)


if __name__ == "__main__":
    main()
