"""Two releases of one dataset, between which something changed; and what reads and changes them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ris_scraper.cli.main import cli
from ris_scraper.release.release import release
from tests.support import sample_db

Rows = list[tuple[Any, ...]]
# A key that a program which guesses types would take for 1001, in a Kreis that is none of ours.
ZERO = ("01001", "Musterstadt am Wasser", "Kreisfreie Stadt", "Beispielland")
OPERATOR = '[betreiber]\nname = "Institut für Beispiele"\n'


def rows(database: Path, sql: str) -> Rows:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchall()


def command(*arguments: str) -> None:
    """`ris release` in this process; what it refuses is raised."""
    cli.main(["release", *arguments], standalone_mode=False)


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        for statement in statements:
            db.execute(statement)


def two(data: Path) -> Path:
    """A data folder with two releases, 0.9.0 and 0.10.0, between which some rows changed."""
    (data / "site.toml").write_text(OPERATOR, "utf-8")
    ris_db = sample_db.build(data / "ris.db")
    change(ris_db, f"insert into kreise (ags, name, typ, land) values {ZERO}")
    release(ris_db, data / "releases", "0.9.0", data / "site.toml")
    change(
        ris_db,
        "update vorlagen set betreff = 'Anders' where id in ('nord:2', 'nord:3')",
        "delete from hinweise",
        "insert into bezuege (vorlage, nummer) values ('nord:1', '2099/1')",
        "update versionen set version = 'neu' where name = 'regeln'",
    )
    release(ris_db, data / "releases", "0.10.0", data / "site.toml")
    return data
