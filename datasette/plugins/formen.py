"""How the rows of a download become text. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from datasette.plugins import pm


class About(NamedTuple):
    """What a file says of itself: pairs of a German word and a value, as the sheet "Quelle" and JSON have them."""

    source: dict[str, Any]
    columns: dict[str, str]


class Form(NamedTuple):
    """How rows become text: what stands before, a batch of them (`number` came before), and what stands behind.

    `end` gets the number of rows, and the sentence that says why there are no more, if they are not all.
    """

    suffix: str
    kind: str
    begin: Callable[[list[str], About], str]
    rows: Callable[[list[str], list[list[Any]], int], str]
    end: Callable[[int, str | None], str]


def _separated(separator: str) -> Form:
    def lines(rows: Iterable[Sequence[Any]]) -> str:
        harmless = pm.get_plugin("sicherheit.py").harmless
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(
            [harmless(cell, separator) if isinstance(cell, str) else cell for cell in row] for row in rows
        )
        return out.getvalue()

    def end(number: int, why: str | None) -> str:
        return lines([[_unfinished(number, why)]]) if why else ""

    mark = "\ufeff" if separator == ";" else ""
    return Form(
        "csv", "text/csv; charset=utf-8", lambda columns, _: mark + lines([columns]),
        lambda _, rows, __: lines(rows), end,
    )  # fmt: skip


def grouped(value: int) -> str:
    """A number as people write it: 12.345."""
    return f"{value:,}".replace(",", ".")


def _unfinished(number: int, why: str) -> str:
    return f"UNVOLLSTÄNDIG: abgebrochen nach {grouped(number)} Zeilen. {why}"


def _objects(columns: list[str], rows: list[list[Any]], number: int) -> str:
    lines = ",\n".join(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    return f",\n{lines}" if number and lines else lines


def _json_begin(columns: list[str], about: About) -> str:
    said = json.dumps({**about.source, "spalten": about.columns}, ensure_ascii=False)
    return f'{said[:-1]}, "columns": {json.dumps(columns, ensure_ascii=False)}, "rows": [\n'


def _json_end(number: int, why: str | None) -> str:
    text = json.dumps(_unfinished(number, why), ensure_ascii=False) if why else "null"
    return f'\n], "zeilen": {number}, "truncated": {"true" if why else "false"}, "error": {text}}}\n'


def _array_end(number: int, why: str | None) -> str:
    # Nothing but an open end is a mark in a list of rows: who reads it gets an error.
    return f"\n{json.dumps(_unfinished(number, why), ensure_ascii=False)}\n" if why else "\n]\n"


_JSON = "application/json; charset=utf-8"
FORMS = {
    "csv": _separated(","),
    "semikolon": _separated(";"),
    "json": Form("json", _JSON, _json_begin, _objects, _json_end),
    "array": Form("json", _JSON, lambda *_: "[\n", _objects, _array_end),
}
