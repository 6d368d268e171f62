"""Tables of our pages that are sorted and paged on the server, by links, without a script. Imports nothing of ours."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl

Row = dict[str, Any]
#: Rows of a table on one page.
PAGE = 50


def ordered(rows: list[Row], sort: str, columns: dict[str, str], ranks: list[str]) -> Row:
    """The rows by the column that `sort` names, from the largest down where it begins with a hyphen; what has no value
    comes last. `columns` are the allowed names and the columns of the rows; values in `ranks` go by their place there.

    `zeilen` are as they were, and `fehler` says so, where `sort` is not allowed.

    >>> ordered([{"n": "b"}, {"n": None}, {"n": "Ä"}], "name", {"name": "n"}, [])["zeilen"]
    [{'n': 'Ä'}, {'n': 'b'}, {'n': None}]
    """
    name = sort.removeprefix("-")
    if name not in columns:
        known = ", ".join(columns)
        text = f"Nach „{sort[:40]}“ lässt sich nicht ordnen; möglich sind {known}, auch mit - davor." if sort else ""
        return {"zeilen": rows, "fehler": text}
    column = columns[name]
    with_value = [row for row in rows if row[column] not in (None, "")]
    with_value.sort(key=lambda row: _key(row[column], ranks), reverse=sort.startswith("-"))
    return {"zeilen": [*with_value, *(row for row in rows if row[column] in (None, ""))], "fehler": ""}


def _key(value: Any, ranks: list[str]) -> tuple[int, float, str]:
    """Numbers before words, words without accents and case: "Ä" stands with "a"."""
    if isinstance(value, int | float):
        return 0, value, ""
    rank = ranks.index(value) if value in ranks else len(ranks)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", str(value)) if not unicodedata.combining(sign))
    return 1, rank, plain.casefold()


def paged(rows: list[Row], wanted: str, ags: str = "") -> Row:
    """One page of the rows: `zeilen`, its number `seite`, how many there are, which row is `erste`, and the page of
    each Kreis (`wo`). Without a wanted page it is the one with the Kreis `ags`, else the first.

    >>> found = paged([{"ags": str(n)} for n in range(120)], "", "70")
    >>> found["seite"], found["seiten"], found["erste"], len(found["zeilen"]), found["wo"]["119"]
    (2, 3, 51, 50, 3)
    """
    count = max(1, -(-len(rows) // PAGE))
    where = {row["ags"]: number // PAGE + 1 for number, row in enumerate(rows)}
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 else 0
    known = 1 <= number <= count
    pages = "nur eine Seite" if count == 1 else f"{count} Seiten"
    text = f"Eine Seite „{wanted[:40]}“ gibt es nicht; es {'ist' if count == 1 else 'sind'} {pages}." if wanted else ""
    page = number if known else where.get(ags, 1)
    start = (page - 1) * PAGE
    return {
        "zeilen": rows[start : start + PAGE], "seite": page, "seiten": count, "erste": start + 1, "wo": where,
        "fehler": "" if known else text,
    }  # fmt: skip


def query(given: Row, **changed: Any) -> str:
    """The part of an address from "?" on: what was given, with changes, without what is empty.

    >>> query({"land": "Hessen", "seite": 3}, seite="", sort="kreis")
    '?land=Hessen&sort=kreis'
    """
    return "?" + urlencode({name: value for name, value in {**given, **changed}.items() if value not in (None, "")})


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Hand the functions to the templates."""
    env.globals.update(ordnen=ordered, blaettern=paged, verweis=query)
