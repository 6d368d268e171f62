"""Canned queries without a server: the same SQL as on the site, run on the dataset file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ris_scraper.archive.opening import look
from ris_scraper.folder import resource
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import meant

_HEADER = re.compile(r"--\s*(?P<key>titel|text|parameter)\s*:\s*(?P<value>.*\S)\s*")


@dataclass(frozen=True)
class Query:
    """A canned query: file name without suffix, German title and sentence, parameters with their help, SQL."""

    name: str
    title: str
    text: str
    parameters: dict[str, str]
    sql: str


def canned_queries() -> list[Query]:
    """The canned queries of datasette/queries, by name. Raises InputError for a file without its header lines."""
    return [_read(path) for path in sorted((resource("datasette") / "queries").glob("*.sql"))]


def known(name: str) -> Query:
    """The canned query of this name; raises InputError if there is none."""
    queries = {query.name: query for query in canned_queries()}
    if name not in queries:
        raise InputError(f"there is no query {name!r}: `ris query` lists them{meant(name, queries)}")
    return queries[name]


def ask(ris_db: Path, query: Query, given: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The names of the columns, then row by row what the query answers; parameters not given are empty, as on the site.

    Raises InputError for a parameter that the query has not, and for a file that is no dataset of this version.
    """
    if unknown := set(given) - set(query.parameters):
        has = f"it has {', '.join(query.parameters)}" if query.parameters else "it has none"
        near = meant(min(unknown), query.parameters)
        raise InputError(f"{query.name} has no parameter {min(unknown)!r}; {has}{near}")
    values = {**dict.fromkeys(query.parameters, ""), **given}
    try:
        with look(ris_db) as db:
            cursor = db.execute(query.sql, values)
            yield tuple(column[0] for column in cursor.description)
            yield from cursor
    except sqlite3.Error as error:
        raise InputError(f"{ris_db}: not a dataset of this version ({error}); run `ris build`") from error


def _read(path: Path) -> Query:
    """Read one query: comment lines `-- titel: …`, `-- text: …`, `-- parameter: name = help`, then the SQL."""
    lines = path.read_text("utf-8").splitlines()
    header = [found for line in lines if (found := _HEADER.fullmatch(line))]
    values = {found["key"]: found["value"] for found in header if found["key"] != "parameter"}
    if set(values) != {"titel", "text"}:
        raise InputError(f"{path}: a query starts with the comment lines `-- titel: …` and `-- text: …`")
    pairs = [found["value"].partition("=") for found in header if found["key"] == "parameter"]
    parameters = {name.strip(): text.strip() for name, _, text in pairs}
    sql = "\n".join(line for line in lines if not _HEADER.fullmatch(line)).strip()
    return Query(path.stem, values["titel"], values["text"], parameters, sql)
