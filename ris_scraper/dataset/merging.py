"""Puts what one portal's pages state from another dataset file of ours into this one, in the order of the keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from ris_scraper.dataset import schema
from ris_scraper.dataset.file import Dataset, versions
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.trouble import is_damage

# Tables that are the whole dataset's: entered, carried over or summed up, not merged.
_SHARED = frozenset(
    "kreise portale erlaubnisse konzepte dubletten portaljahre konzeptstand laeufe versionen".split()
    + "textgleich uebernahmen".split()
)
# The columns that tell whose a row is, the first that a table has; keys begin with the portal's slug and a colon.
_OWNERS = ("portal", "anlage", "seite", "vorlage")
# What runs found out about a portal; in a dataset of before it may be older than the portal's entry.
_STATE = """
update portale set robots = t.robots, zustand = t.zustand, grund = t.grund, geprueft_am = t.geprueft_am
from teil.portale t where portale.slug = ? and t.slug = portale.slug
"""
_WINDOW = """
update portale set beobachtet_ab = t.beobachtet_ab, beobachtet_bis = t.beobachtet_bis, vollstaendig = t.vollstaendig
from teil.portale t where portale.slug = ? and t.slug = portale.slug
"""
_LATER = f"{_STATE} and coalesce(t.geprueft_am, '') > coalesce(portale.geprueft_am, '')"


def merge(db: Dataset, part: Path, portal: str) -> None:
    """Add the rows of a portal from the file of its own that they were made in, with the record of that."""
    with _attached(db, part):
        for name in schema.kept().keys() - _SHARED | {"laeufe"}:
            _copy(db, name)
        db.execute(_STATE, [portal])
        db.execute(_WINDOW, [portal])


def take_over(db: Dataset, old: Path, portal: str) -> bool:
    """Add the rows of a portal from a dataset of all; the record of runs is left to `Dataset.carry_over`.

    Returns whether that was possible: not where the old file is none of this version, or damaged.
    """
    try:
        versions(old)
        with _attached(db, old):
            for name in schema.kept().keys() - _SHARED:
                _copy(db, name, _whose(name), [portal])
            db.execute(_LATER, [portal])
            db.execute(_WINDOW, [portal])
    except InputError:
        return False
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False
    return True


def _whose(name: str) -> str:
    column = next(column for column in _OWNERS if column in schema.tables()[name].fields)
    return f"where {column} = ?1 or {column} >= ?1 || ':' and {column} < ?1 || ';'"


@contextmanager
def _attached(db: Dataset, path: Path) -> Iterator[None]:
    db.execute("attach ? as teil", [f"file:{quote(str(path))}?mode=ro"])
    try:
        with db.transaction():
            yield
    finally:
        db.execute("detach teil")


def _copy(db: Dataset, name: str, which: str = "", values: Sequence[str] = ()) -> None:
    """Copy rows in the order of their key; one that is only a number is given anew."""
    table = schema.tables()[name]
    numbered = [column.name for column in table.columns if (column.name,) == table.pk and column.type == "integer"]
    names = ", ".join(column for column in table.fields if column not in numbered)
    order = ", ".join(table.pk)
    db.execute(f"insert into main.{name} ({names}) select {names} from teil.{name} {which} order by {order}", values)
