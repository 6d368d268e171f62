"""What the website says and may do (floor 6): datasette/site.toml, and over it the operator's own site.toml.

The operator's file has the shape of ours and says only what differs: who runs the site, what is left out, limits.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ris_scraper import schema
from ris_scraper.errors import InputError
from ris_scraper.resources import resource

#: What an operator may set: his name and address, rows that are left out, robots.txt, Datasette's settings, the title.
SETTABLE = ("betreiber", "entfernt", "robots", "einstellungen", "titel", "text")


def load(own: Path | None = None) -> dict[str, Any]:
    """The shipped settings, with those of the operator's file `own` in their place.

    Raises InputError if the file is no TOML, or sets what is not his to set.
    """
    spec = _read(resource("datasette") / "site.toml")
    return _over(spec, _checked(own, spec)) if own and own.is_file() else spec


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable as TOML ({error})") from error


def _checked(path: Path, spec: Mapping[str, Any]) -> dict[str, Any]:
    own = _read(path)
    for name, value in own.items():
        if name not in SETTABLE or isinstance(value, dict) != isinstance(spec[name], dict):
            raise InputError(f"{path}: {name!r} cannot be set; what can be set: {', '.join(SETTABLE)}")
        for key in value if isinstance(value, dict) and name != "einstellungen" else ():
            if key not in spec[name] or type(value[key]) is not type(spec[name][key]):
                raise InputError(f"{path}: {key!r} cannot be set in [{name}]; known there: {', '.join(spec[name])}")
    return own


def _over(base: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {**value, **own.get(key, {})} if isinstance(value, dict) else own.get(key, value)
            for key, value in base.items()}  # fmt: skip


def leave_out(connection: sqlite3.Connection, rows: Iterable[str]) -> None:
    """Delete rows, given as `table/key`, and all that refers to them, from the copy that is published.

    Raises InputError for an entry that names no published table with a single key. A row that is not (or no longer)
    there is no error: the entry keeps it out if it comes back.
    """
    tables = {name: tabelle for name, tabelle in schema.tabellen().items() if not tabelle.intern}
    for entry in rows:
        table, _, key = entry.partition("/")
        if table not in tables or len(tables[table].pk) != 1 or not key:
            raise InputError(f"site.toml, [entfernt]: {entry!r} names no row; write it as vorlagen/<id>")
        _delete(connection, tables, table, key)


def _delete(connection: sqlite3.Connection, tables: Mapping[str, schema.Tabelle], table: str, key: str) -> None:
    target = (table, tables[table].pk[0])
    for tabelle in tables.values():
        for spalte in (spalte for spalte in tabelle.spalten if spalte.ziel == target):
            _delete_where(connection, tables, tabelle, spalte.name, key)
    for name in ("herkunft", "aenderungen"):
        connection.execute(f"delete from {name} where tabelle = ? and zeile = ?", [table, key])
    connection.execute(f'delete from "{table}" where "{target[1]}" = ?', [key])


def _delete_where(
    connection: sqlite3.Connection, tables: Mapping[str, schema.Tabelle], tabelle: schema.Tabelle, column: str, key: str
) -> None:
    """Delete the rows of a table that refer to a row; first what refers to them."""
    if len(tabelle.pk) > 1:
        connection.execute(f'delete from "{tabelle.name}" where "{column}" = ?', [key])
        return
    found = connection.execute(f'select "{tabelle.pk[0]}" from "{tabelle.name}" where "{column}" = ?', [key])
    for (other,) in found.fetchall():
        _delete(connection, tables, tabelle.name, other)
