"""Which page said what on the page of a Vorlage. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from datasette import hookimpl

Row = dict[str, Any]

#: Rows that the page of a Vorlage shows, by table; each has its own value of `:id`.
_ROWS = {
    "vorlagen": "select * from vorlagen where id = :id",
    "beratungen": "select * from beratungen where vorlage = :id",
    "abschnitte": "select * from abschnitte where vorlage = :id",
    "anlagen": "select * from anlagen where vorlage = :id",
}
_LONGEST = 120


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def numbered(stated: Iterable[Row], first: str | None) -> list[Row]:
    """The pages that stated values, numbered from 1: the page of the Vorlage itself, then the others by address.

    Rows of herkunft_alle go in; pages with `nr`, `seite`, `url`, `abgerufen_am` and `angaben` (those rows) come out.
    """
    pages: dict[str, Row] = {}
    for row in stated:
        page = pages.setdefault(
            row["seite"], {key: row[key] for key in ("seite", "url", "abgerufen_am")} | {"angaben": []}
        )
        page["angaben"].append(row)
    ordered = sorted(pages.values(), key=lambda page: (page["seite"] != first, page["url"] or ""))
    return [{"nr": number, **page} for number, page in enumerate(ordered, start=1)]


def marks(pages: Iterable[Row]) -> dict[tuple[str, str], list[int]]:
    """Numbers of the pages other than the first that stated something of a row: by (table, key), and by
    (table, key/column) for single values.
    """
    found: dict[tuple[str, str], set[int]] = {}
    for page in pages:
        if page["nr"] == 1:
            continue
        for row in page["angaben"]:
            found.setdefault((row["tabelle"], row["zeile"]), set()).add(page["nr"])
            found.setdefault((row["tabelle"], f"{row['zeile']}/{row['feld']}"), set()).add(page["nr"])
    return {key: sorted(numbers) for key, numbers in found.items()}


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """For the template of a Vorlage: `herkunft(id)`, the numbered pages and the marks of values that are not from the
    first.
    """

    async def ask(query: str, **params: Any) -> list[Row]:
        return list(await env.globals["sql"](query, **params))

    async def provenance(key: str) -> Row:
        rows = {table: {row["id"]: row for row in await ask(query, id=key)} for table, query in _ROWS.items()}
        stated: list[Row] = []
        for table, found in rows.items():
            keys = {f"k{number}": key for number, key in enumerate(found)}
            listed = ", ".join(f":{name}" for name in keys)
            # One table at a time, so that the view looks into no other.
            stated += await ask(
                f"select * from herkunft_alle where tabelle = '{table}' and zeile in ({listed})", **keys
            )
        for row in stated:
            row["wert"] = _shown(rows[row["tabelle"]][row["zeile"]][row["feld"]])
        pages = numbered(stated, rows["vorlagen"][key]["seite"])
        return {"seiten": pages, "belege": marks(pages), "zeilen": rows}

    env.globals["herkunft"] = provenance
