"""Every text column of the published tables filled with one hostile value after the other."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ris_scraper.dataset import schema
from ris_scraper.publish.tables import hidden

#: What portals, and those who may write there, could print. `None` is a value that is missing.
PAYLOADS: dict[str, str | None] = {
    "null": None,
    "empty": "",
    "blank": " ",
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "single quote": "' onmouseover='alert(1)",
    "svg": "<svg/onload=alert(1)>",
    "style": "</style><style>*{display:none}</style>",
    "textarea": "</textarea></title><script>alert(1)</script>",
    "comment": "<!--",
    "cdata": "]]><script>alert(1)</script>",
    "javascript": "javascript:alert(1)",
    "javascript with a tab": "java\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "address without a host": "http://[",
    "address with a bad port": "https://x.example:99999999/",
    "address of an IPv6 that is none": "https://[::zz]/a",
    "address with a user": "https://nutzer:geheim@x.example/",
    "address alone": "https://",
    "two slashes": "//boese.example/",
    "address with a line break": "https://x.example/\r\nSet-Cookie: a=b",
    "template": "{{ 7*7 }}{% raise %}",
    "percent": "%s%d%(x)s%",
    "format": "{0}{x!r}{",
    "formula": "=1+1",
    "formula with plus": "+1+1",
    "formula behind a quote": 'x";"=1+1;y',
    "formula behind a tab": "\t=1+1",
    "command": "=cmd|' /C calc'!A0",
    "sql": "'; drop table vorlagen; --",
    "fts": '" OR NEAR(* ^',
    "unknown word": "voellig_neu",
    "unknown word with umlauts": "größtenteils_geändert",
    "nul": "a\x00b",
    "control": "\x01\x02\x0b\x1f\x7f",
    "c1": "\x80\x85\x9f",
    "bidi": "\u202etxt.exe\u202c\u2066x",
    "zero width": "a\u200b\u200d\ufeffb",
    "not a character": "\ufffe\uffff",
    "astral": "\U0001f600\U0010ffff",
    "combining": "e" + "\u0301" * 200,
    "long": "Konzept " * 1250,
    "long word": "x" * 10_000,
    "many lines": "\n" * 3_000,
    "tilde": "~2F~3A~",
    "slash": "a/b/../c",
    "dots": "../../etc/passwd",
    "question": "a?b=c&d#e",
    "comma": "a,b,,c",
    "colon": "nord:1:2#3",
    "number": "12345678901234567890",
    "minus": "-5",
    "infinity": "1e999",
    "not a number": "NaN",
    "date that is none": "2023-02-30",
    "date far away": "9999-12-31",
    "date before all": "0000-00-00",
    "date with letters": "2O15-o1-01",
    "month": "2015-07",
    "time": "2015-07-01T25:61:00",
    "json": '{"a": [1, {"b": null}]}',
    "brackets": "[](javascript:alert(1))",
}


def columns() -> list[tuple[str, str]]:
    """The text columns that a hostile value may stand in: no keys and nothing that refers to another row."""
    return [
        (table.name, column.name)
        for table in schema.tables().values()
        if not table.internal
        for column in table.columns
        if column.type == "text" and column.name not in table.pk and not column.target
    ]


def spoil(site: Path, value: str | None) -> None:
    """Put the value into every text column of every second row, the other rows keep theirs; then all rows."""
    with closing(sqlite3.connect(site / "ris.db")) as db, db:
        for table, column in columns():
            db.execute(f'update "{table}" set "{column}" = ? where rowid % 2', [value])
        for name in ("vorlagen", "abschnitte"):
            db.execute(f"insert into {name}_fts ({name}_fts) values ('rebuild')")


def row_of(number: int) -> str:
    """The key of the Vorlage that has the n-th of PAYLOADS in all its columns, as it stands in an address."""
    return f"nord~3Ah{number}"


def deal(site: Path) -> None:
    """Deal the values over the rows: each row has another one in its text columns, each value a Vorlage of its own."""
    values = list(PAYLOADS.values())
    with closing(sqlite3.connect(site / "ris.db")) as db, db:
        db.create_function("wert", 1, lambda number: values[number % len(values)], deterministic=True)
        _add_rows(db, len(values))
        for table, column in columns():
            where = "where rowid % 2" if table in _NAMED else ""
            db.execute(f'update "{table}" set "{column}" = wert(rowid) {where}')
        for number, value in enumerate(values):
            names = [column for table, column in columns() if table == "vorlagen"]
            sets = ", ".join(f'"{name}" = :value' for name in names)
            db.execute(f"update vorlagen set {sets} where id = :id", {"value": value, "id": f"nord:h{number}"})
        for name in ("vorlagen", "abschnitte"):
            db.execute(f"insert into {name}_fts ({name}_fts) values ('rebuild')")


#: Tables whose every second row keeps its values, so that pages find what they are about.
_NAMED = ("kreise", "konzepte", "portale", "seiten")


def _add_rows(db: sqlite3.Connection, many: int) -> None:
    """A Vorlage for each value, each like the first of its portal."""
    names = [column.name for column in schema.tables()["vorlagen"].columns if column.name != "id"]
    listed = ", ".join(f'"{name}"' for name in names)
    for number in range(many):
        db.execute(
            f"insert into vorlagen (id, {listed}) select ?, {listed} from vorlagen where id = 'nord:2'",
            [f"nord:h{number}"],
        )


def spoil_keys(site: Path, value: str) -> None:
    """Put the value into the keys of rows that a portal names: those of Vorlagen, with all that refers to them."""
    with closing(sqlite3.connect(site / "ris.db")) as db, db:
        for name in hidden():
            for (column,) in db.execute("select name from pragma_table_info(?)", [name]).fetchall():
                ids = "select id from vorlagen"
                db.execute(f'update "{name}" set "{column}" = "{column}" || ? where "{column}" in ({ids})', [value])
        for table in schema.tables().values():
            for column in table.columns:
                refers = column.target == ("vorlagen", "id") or (table.name, column.name) == ("vorlagen", "id")
                if refers and not table.internal:
                    db.execute(f'update "{table.name}" set "{column.name}" = "{column.name}" || ?', [value])


def copied(site: Path, folder: Path) -> Path:
    """A copy of a published site that may be spoilt."""
    return shutil.copytree(site, folder / "site")
