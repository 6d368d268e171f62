"""The dataset file `ris.db`: connection, transactions, reference tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ris_scraper.archive.opening import look
from ris_scraper.dataset import schema
from ris_scraper.dataset.library import Database
from ris_scraper.judgement.concepts import konzepte
from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.nouns.trouble import is_damage, trouble
from ris_scraper.portals.portals import Kreis, Portal


def now() -> str:
    """The present moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass
class Counts:
    """What a run counted since it began."""

    seiten: int = 0
    datensaetze: int = 0
    fehler: int = 0
    beginn: str = field(default_factory=now)


@cache
def _insert(table: str) -> tuple[tuple[str, ...], str]:
    """Columns of a table, and the statement that inserts or replaces a row of them."""
    columns = schema.tables()[table].fields
    marks = ", ".join("?" * len(columns))
    return columns, f"insert or replace into {table} ({', '.join(columns)}) values ({marks})"


def _in_order(table: str, row: Mapping[str, Any], columns: Sequence[str], known: frozenset[str]) -> list[Any]:
    """The values of a row in the order of the columns; a value that would get lost is an error of ours."""
    if lost := row.keys() - known:
        raise ValueError(f"table {table} has no column {min(lost)!r}: enter it in schema.toml")
    return [*map(row.get, columns)]


# A portal's entry is renewed; what runs found out about it stays.
_PORTAL = """
insert into portale (slug, ags, name, vendor, url, oparl, zustand, grund, geprueft_am, quelle)
values (:slug, :ags, :name, :vendor, :url, :oparl, :zustand, :grund, :geprueft_am, :quelle)
on conflict (slug) do update set ags = excluded.ags, name = excluded.name, vendor = excluded.vendor,
  url = excluded.url, oparl = excluded.oparl, quelle = excluded.quelle,
  zustand = iif(coalesce(geprueft_am, '') > coalesce(excluded.geprueft_am, ''), zustand, excluded.zustand),
  grund = iif(coalesce(geprueft_am, '') > coalesce(excluded.geprueft_am, ''), grund, excluded.grund),
  geprueft_am = max(coalesce(geprueft_am, excluded.geprueft_am), coalesce(excluded.geprueft_am, geprueft_am))
"""


def _consents(portal: Portal) -> Iterator[dict[str, str]]:
    for consent in portal.erlaubnis:
        row = {"portal": portal.slug, "wer": consent.wer, "rolle": consent.rolle, "umfang": " ".join(consent.umfang)}
        yield {**row, "datum": consent.datum.isoformat(), "bis": consent.bis.isoformat()}


@cache
def _empty() -> bytes:
    """The file of an empty dataset: to make its tables takes ten times as long as to write them."""
    with closing(sqlite3.connect(":memory:")) as db:
        schema.create(Database(db))
        return db.serialize()


def _make(path: Path) -> None:
    """Make an empty dataset beside its place and put it there whole, so that a kill leaves none or a good one."""
    new = path.with_name(f"{path.name}.{os.getpid()}.neu")
    with new.open("wb") as file:
        file.write(_empty())
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(new, path)
    new.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Do what concerns a dataset file; what goes wrong with it is raised as InputError or Locked."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise trouble(path, error) from error


class Dataset:
    """The dataset file; use as a context manager. One writer at a time.

    `dirty` holds the keys of the Vorlagen, Sitzungen and press reports whose rows have to be joined anew, and of the
    Gremien whose names have to be looked up anew. `shared`: threads take turns with it.
    """

    def __init__(self, path: Path, shared: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        if not path.exists():
            with _told(path):
                _make(path)
        name = f"file:{quote(str(path))}"
        self._db = sqlite3.connect(name, uri=True, isolation_level=None, timeout=5, check_same_thread=not shared)
        self._db.row_factory = sqlite3.Row
        try:
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            fits = not schema.differs(Database(self._db))
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise _refusal(path, error) from error
        if not fits:
            self._db.close()
            raise InputError(f"{path} was made by another version of this program: run `ris build`")
        self.dirty: dict[str, dict[str, None]] = {"gremium": {}, "sitzung": {}, "vorlage": {}, "presse": {}}

    def __enter__(self) -> Dataset:
        return self

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._db.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise _refusal(self.path, error) from error

    def unlogged(self) -> None:
        """For a file that is thrown away unless it is finished: no log, no waiting for the disk, 64 MB in memory."""
        for pragma in ("journal_mode = delete", "synchronous = off", "cache_size = -64000"):
            self._db.execute(f"pragma {pragma}")

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """Run a query; every row as a dict."""
        return [dict(row) for row in self._db.execute(sql, values)]

    def stream(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[sqlite3.Row]:
        """Run a query whose rows are too many to hold at once; nothing may be written before the last is seen."""
        yield from self._db.execute(sql, values)

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Run one statement."""
        self._db.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for every row of values."""
        self._db.executemany(sql, rows)

    def replace(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows or replace those with the same key; a key that is no column of the table is a ValueError."""
        columns, sql = _insert(table)
        known = frozenset(columns)
        self._db.executemany(sql, (_in_order(table, row, columns, known) for row in rows))

    def touch(self, typ: str, key: str) -> None:
        """Note that the rows of a thing have to be joined anew; an Auszug states a part of its Sitzung."""
        self.dirty["sitzung" if typ == "top" else typ][key] = None

    def stamp(self, name: str, version: str) -> None:
        """Note which version of our rules (`regeln`) or readers (`leser`) the whole dataset comes from."""
        self.replace("versionen", [{"name": name, "version": version, "seit": now()}])

    def delete(self, table: str, column: str, values: Iterable[str]) -> None:
        """Delete the rows whose column has one of these values."""
        self._db.executemany(f"delete from {table} where {column} = ?", ([value] for value in values))

    @contextmanager
    def run(self, art: str, portal: str | None, counts: Counts | None = None) -> Iterator[Counts]:
        """Do the body in one transaction and record it in `laeufe`; `counts` holds what was counted before."""
        counts, outcome = counts or Counts(), "abgebrochen"
        try:
            with self.transaction():
                yield counts
            outcome = "fertig"
        finally:
            self.replace("laeufe", [{"art": art, "portal": portal, **vars(counts), "ende": now(), "ausgang": outcome}])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do the body wholly or not at all; raises Locked while another program writes."""
        self._begin()
        try:
            yield
            self._db.execute("commit")
        finally:
            if self._db.in_transaction:
                self._db.execute("rollback")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Do the body wholly or not at all within a transaction."""
        self._db.execute("savepoint page")
        done = False
        try:
            yield
            done = True
        finally:
            if not done:
                self._db.execute("rollback to page")
            self._db.execute("release page")

    def _begin(self) -> None:
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise trouble(self.path, error) from error

    def register(self, kreise: Iterable[Kreis], portale: Iterable[Portal]) -> None:
        """Enter the reference tables: Kreise, portals and concepts."""
        self._begin()
        with _told(self.path), self._db:
            self.replace("kreise", map(vars, kreise))
            self._db.execute("delete from erlaubnisse")
            for portal in portale:
                checked = portal.geprueft_am and portal.geprueft_am.isoformat()
                self._db.execute(_PORTAL, {**vars(portal), "geprueft_am": checked})
                self.replace("erlaubnisse", _consents(portal))
            self.replace("konzepte", map(vars, konzepte()))

    def carry_over(self, table: str, path: Path) -> bool:
        """Copy a table from another dataset file of ours; one of another version is left alone.

        Returns whether the file could be read: a damaged one is left alone, too.
        """
        try:
            self._carry_over(table, path)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return False
        return True

    def _carry_over(self, table: str, path: Path) -> None:
        columns = schema.tables()[table].fields
        self._db.execute("attach ? as alt", [f"file:{quote(str(path))}?mode=ro"])
        try:
            present = [row["name"] for row in self.rows(f"select name from pragma_table_info('{table}', 'alt')")]
            if set(columns) <= set(present):
                listed = ", ".join(columns)
                self._db.execute(f"insert into {table} ({listed}) select {listed} from alt.{table}")
        finally:
            self._db.execute("detach alt")

    @contextmanager
    def indexes_last(self) -> Iterator[None]:
        """Do the body without the indexes and make them afterwards: for a new file that is filled in one go."""
        made = self.rows("select name, sql from sqlite_master where type = 'index' and sql is not null")
        for index in made:
            self.execute(f"drop index {index['name']}")
        yield
        for index in made:
            self.execute(index["sql"])

    def rebuild_volltext(self) -> None:
        """Bring the full-text indexes up to date with their tables."""
        for name, table in schema.tables().items():
            if table.fulltext:
                Database(self._db).table(name).rebuild_fts()


def versions(path: Path, published: bool = False) -> dict[str, str]:
    """The versions that a dataset file, or its published copy, comes from (see `Dataset.stamp`); nothing is written.

    Raises InputError where it is no dataset of this version of the program.
    """
    again = "ris publish" if published else "ris build"
    try:
        with look(path) as connection:
            if schema.differs(Database(connection), published):
                raise InputError(f"{path} was made by another version of this program: run `{again}`")
            return dict(connection.execute("select name, version from versionen").fetchall())
    except sqlite3.DatabaseError as error:
        raise _refusal(path, error, again) from error


def pages_of(path: Path, portal: str) -> int:
    """How many pages of a portal a dataset file has; 0 where there is no such file, or none that can be read."""
    try:
        with look(path) as connection:
            [(count,)] = connection.execute("select count(*) from seiten where portal = ?", [portal]).fetchall()
            return int(count)
    except sqlite3.DatabaseError:
        return 0


def _refusal(path: Path, error: sqlite3.DatabaseError, again: str = "ris build") -> RisError:
    if is_damage(error):
        return InputError(f"{path} is not a dataset of this program ({error}): run `{again}`")
    return trouble(path, error)
