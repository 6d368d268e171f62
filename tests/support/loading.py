"""Downloads of the site in every form, and their rows as a program reads them."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
from datasette.app import Datasette

from tests.support.serving import Rows, get

FORMS = ("csv", "semikolon", "json", "array", "xlsx")


def address(name: str, form: str, **params: str) -> tuple[str, dict[str, str]]:
    """The address of a download, and its parameters."""
    ending = {"xlsx": "xlsx", "json": "json", "array": "json"}.get(form, "csv")
    how = {"semikolon": {"_trenner": "semikolon"}, "json": {"_stream": "on"}, "array": {"_shape": "array"}}.get(
        form, {}
    )
    return f"/ris{name}.{ending}", {**params, **how}


def load(app: Datasette, name: str, form: str, **params: str) -> Any:
    path, asked = address(name, form, **params)
    answer = get(app, path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer


def rows_of(answer: Any, form: str) -> Rows:
    """The rows of a download, as a program reads them."""
    if form == "xlsx":
        head, *rows = book(answer.content)["Daten"].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]
    if form in ("json", "array"):
        return list(answer.json()["rows"] if form == "json" else answer.json())
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if form == "semikolon" else ","))


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))
