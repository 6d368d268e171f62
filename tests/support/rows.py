"""Rows of a SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

# Times, and what depends on how often pages were asked for: ALLRIS 4 counts its pages in their bytes.
TIMES = frozenset(
    "abgerufen_am zuerst_abgerufen zuerst_gesehen zuletzt_gesehen geprueft_am letzter_erfolg abruf sha256".split()
)


def query(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as db:
        return db.execute(sql).fetchall()


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without times and the record of runs."""
    tables = query(
        path, "select name, sql from sqlite_master where type = 'table' and name not like '%\\_fts%' escape '\\'"
    )
    found = {}
    for name, _ in tables:
        columns = [row[1] for row in query(path, f"pragma table_info({name})") if row[1] not in TIMES]
        if name not in ("laeufe", "versionen") and columns:
            found[name] = sorted(query(path, f"select {', '.join(columns)} from {name}"), key=repr)
    return found
