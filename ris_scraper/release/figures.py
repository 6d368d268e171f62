"""What can be counted of a release's tables: rows, what is missing in which column, how often which word stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ris_scraper.dataset.schema import Table

#: How many of its values a column shows, the most frequent first.
MOST = 30


class Figures(NamedTuple):
    """Of a column: the rows without a value, and the frequencies of its categories (none where it has no categories);
    `others` is how many rows have a value that is not among them.
    """

    missing: int
    values: tuple[tuple[Any, int], ...] = ()
    others: int = 0


def figures(db: sqlite3.Connection, table: Table, categories: Sequence[str]) -> tuple[int, dict[str, Figures]]:
    """The rows of a table, and the figures of each column; `categories` are the columns whose values are counted."""
    counted = ", ".join(f'count("{name}")' for name in table.fields)
    rows, *filled = db.execute(f'select count(*), {counted} from "{table.name}"').fetchone()
    missing = {name: rows - number for name, number in zip(table.fields, filled, strict=True)}
    return rows, {
        name: _figures(db, table.name, name, missing[name]) if name in categories else Figures(missing[name])
        for name in table.fields
    }


def _figures(db: sqlite3.Connection, table: str, column: str, missing: int) -> Figures:
    found = db.execute(
        f'select "{column}", count(*) as n from "{table}" where "{column}" is not null group by 1 order by n desc, 1'
    ).fetchall()
    return Figures(missing, tuple(found[:MOST]), sum(number for _, number in found[MOST:]))


def categories(table: Table, spec: Mapping[str, Any]) -> list[str]:
    """The columns of a table that have few, known values: a vocabulary, yes or no, or the facets of the site that are
    no keys of other tables.
    """
    facets = spec["tabellen"].get(table.name, {}).get("facetten", ())
    yes_or_no = spec["spaltenarten"]["ja_nein"]
    keys = {column.name for column in table.columns if column.target}
    listed = {*yes_or_no, *facets} - keys
    return [name for name in table.fields if name in listed or vocabulary(table.name, name, spec)]


def vocabulary(table: str, column: str, spec: Mapping[str, Any]) -> dict[str, str]:
    """What the values of a column mean, by value; nothing where it has no vocabulary."""
    known = spec["vokabular"]
    found: dict[str, str] = known.get(f"{table}.{column}", known.get(column, {}))
    return found
