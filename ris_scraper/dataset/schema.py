"""The shape of the dataset, read from schema.toml: tables, keys, indexes, descriptions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ris_scraper.dataset.library import Database, DescIndex

#: Folds umlauts and accents, so that "jugendhilfe für" is found as "jugendhilfe fur" too.
TOKENIZER = "unicode61 remove_diacritics 2"
# The table of schema.toml that is none of the dataset.
_SHARED = "columns"

# Tables whose rows say which page stated them, and columns that no page states: keys, bookkeeping, our own verdict.
STATED = ("vorlagen", "sitzungen", "beratungen", "tops", "abschnitte", "anlagen", "presse", "presse_termine")
_OURS = {"id", "seite", "portal", "ags", "vorlage", "verknuepft", "sitzung", "presse", "top_id", "position", "url",
         "ergebnis_stand", "stand", "grund", "seitenzahl", "sha256",
         "abgerufen_am", "zuerst_gesehen", "zuletzt_gesehen", "verschwunden_am"}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its SQLite type, the (table, column) it refers to, and its German description."""

    name: str
    type: str
    target: tuple[str, str] | None
    text: str


@dataclass(frozen=True)
class Table:
    """One table of the dataset."""

    name: str
    title: str
    text: str
    pk: tuple[str, ...]
    columns: tuple[Column, ...]
    label: str | None
    fulltext: tuple[str, ...]
    index: tuple[tuple[str, ...], ...]
    sparse: tuple[tuple[str, ...], ...]
    internal: bool
    given: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> dict[str, Table]:
    """All tables by name, in the order of schema.toml."""
    return {name: _table(name, spec) for name, spec in _raw().items() if name != _SHARED}


def kept() -> dict[str, Table]:
    """The tables of ris.db: all but those that `publish` fills with what it is given."""
    return {name: table for name, table in tables().items() if not table.given}


def shared() -> dict[str, Column]:
    """What columns of a name are wherever nothing else is said of them, by name."""
    return {name: _column(name, spec) for name, spec in _raw()[_SHARED].items()}


def create(db: Database) -> None:
    """Create all tables, indexes, full-text tables and views in an empty database."""
    for table in kept().values():
        create_table(db, table)
        create_indexes(db, table)
        create_fulltext(db, table)
    for name, sql in views().items():
        db.create_view(name, sql)


def create_table(db: Database, table: Table) -> None:
    """Create a table without its indexes: rows that come many at a time are indexed last, in a third of the time."""
    db.table(table.name).create(
        {column.name: column.type for column in table.columns},
        pk=table.pk[0] if len(table.pk) == 1 else table.pk,
        foreign_keys=[(column.name, *column.target) for column in table.columns if column.target],
    )


def create_indexes(db: Database, table: Table) -> None:
    """Create the indexes of a table; what begins with a hyphen is ordered from the largest down."""
    made = db.table(table.name)
    for columns in table.index:
        made.create_index([DescIndex(column[1:]) if column.startswith("-") else column for column in columns])
    for columns in table.sparse:
        name, over = f"idx_{table.name}_{'_'.join(columns)}", ", ".join(columns)
        db.execute(f"create index {name} on {table.name} ({over}) where {columns[0]} is not null")


def create_fulltext(db: Database, table: Table) -> None:
    """Create the full-text search of a table that has one, over the rows that are there."""
    if table.fulltext:
        db.table(table.name).enable_fts(table.fulltext, tokenize=TOKENIZER)


def differs(db: Database, published: bool = False) -> bool:
    """Whether a database, or the published copy of one, has other tables, columns or views than the schema says."""
    columns = {name: tuple(column.name for column in db[name].columns) for name in tables() if db[name].exists()}
    listed = tables() if published else kept()
    wanted = {name: table.fields for name, table in listed.items() if not (published and table.internal)}
    return columns != wanted or not (published or set(views()) <= set(db.view_names()))


def stated() -> dict[str, list[str]]:
    """The columns whose values pages state, by table: those of the view herkunft_alle."""
    return {name: [field for field in tables()[name].fields if field not in _OURS] for name in STATED}


def views() -> dict[str, str]:
    """SQL of the views by name."""
    folder = files("ris_scraper.dataset").joinpath("sql", "views")
    found = {item.name.removesuffix(".sql"): item.read_text("utf-8") for item in folder.iterdir()}
    return {**found, "herkunft_alle": _provenance_view()}


@cache
def _raw() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("ris_scraper.dataset").joinpath("schema.toml").read_text("utf-8"))


def _table(name: str, spec: Mapping[str, Any]) -> Table:
    return Table(
        name=name,
        title=spec["title"],
        text=spec["text"],
        pk=tuple(spec["pk"]),
        columns=tuple(_column(column, text) for column, text in spec["columns"].items()),
        label=spec.get("label"),
        fulltext=tuple(spec.get("fulltext", ())),
        index=tuple(tuple(columns) for columns in spec.get("index", ())),
        sparse=tuple(tuple(columns) for columns in spec.get("sparse", ())),
        internal=spec.get("internal", False),
        given=spec.get("given", False),
    )


def _column(name: str, spec: str) -> Column:
    head, _, text = (spec or _raw()[_SHARED][name]).partition(" | ")
    kind, _, target = head.partition(" > ")
    table, _, column = target.partition(".")
    return Column(name, kind.strip(), (table, column) if target else None, text)


def _provenance_view() -> str:
    """Every value that is not null, with its page: the row's own unless `herkunft` names another."""
    arms = [
        f"select '{name}' as tabelle, t.id as zeile, '{feld}' as feld, coalesce(h.seite, t.seite) as seite"
        f" from {name} t left join herkunft h on h.tabelle = '{name}' and h.zeile = t.id and h.feld = '{feld}'"
        f" where t.[{feld}] is not null"
        for name, fields in stated().items()
        for feld in fields
    ]
    return (
        "select w.tabelle, w.zeile, w.feld, w.seite, s.url, s.abgerufen_am from ("
        + " union all ".join(arms)
        + ") w join seiten s on s.id = w.seite"
    )
