"""Other programs read downloads as they are meant: pandas, spreadsheets, LibreOffice."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.publish.site import publish
from tests.support import hostile_db
from tests.support.loading import book, load
from tests.support.serving import QUERIES, ask, plugin

# --- read back -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "semikolon"])
def test_pandas_reads_every_query(app: Datasette, site: Path, form: str) -> None:
    pandas = pytest.importorskip("pandas")
    for name in QUERIES:
        content = io.BytesIO(load(app, f"/{name}", form).content)
        frame = pandas.read_csv(content, sep=";" if form == "semikolon" else ",", dtype=str, keep_default_na=False)
        rows = ask(site, name)
        assert list(frame.columns) == list(rows[0]) and len(frame) == len(rows), name
        if "ags" in frame:
            assert list(frame["ags"]) == [row["ags"] or "" for row in rows], name


def test_a_gemeindeschluessel_keeps_its_zero(app: Datasette) -> None:
    sheet = book(load(app, "/konzept_in_kreisen", "xlsx", konzept="integrationskonzept").content)["Daten"]
    head = [cell.value for cell in sheet[1]]
    cells = {name: [row[head.index(name)] for row in sheet.iter_rows(min_row=2)] for name in head}
    assert "05974" in [cell.value for cell in cells["ags"]] and {cell.data_type for cell in cells["ags"]} == {"s"}
    assert cells["beschlossen_am"][0].value == datetime(2013, 6, 27)
    assert cells["beschlossen_am"][0].number_format == "dd.mm.yyyy"
    assert {type(cell.value) for cell in cells["anzahl_beratungen"]} == {int}
    assert sheet.freeze_panes == "A2" and sheet.column_dimensions["A"].width > 10


def test_a_workbook_explains_itself(app: Datasette) -> None:
    workbook = book(load(app, "/konzept_in_kreisen", "xlsx", konzept="integrationskonzept").content)
    assert workbook.sheetnames == ["Daten", "Codebuch", "Quelle"]
    columns = [cell.value for cell in workbook["Daten"][1]]
    codebook = dict(list(workbook["Codebuch"].iter_rows(values_only=True))[1:])
    assert list(codebook) == columns and all(codebook.values())
    source = dict(list(workbook["Quelle"].iter_rows(values_only=True))[1:])
    assert (source["titel"], source["stand"], source["zeilen"]) == ("Ein Konzept in allen Kreisen", "2026-11-02", 3)
    assert "CC BY 4.0" in source["lizenz"] and "konzept=integrationskonzept" in source["adresse"]


def test_every_query_and_table_is_a_workbook_without_formulas(tmp_path: Path) -> None:
    publish(hostile_db.build(tmp_path / "ris.db"), tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    for name in [*QUERIES, *app.metadata()["databases"]["ris"]["tables"]]:
        for sheet in book(load(app, f"/{name}", "xlsx").content):
            assert not sheet._hyperlinks
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}, name


def test_days_are_days_only_in_columns_of_days() -> None:
    out = io.BytesIO()
    mappe = plugin("arbeitsmappe").Book(out, "Titel", ("datum",))
    rows = [["2015-01-12", "2015-01-12"], ["2015-01", "1"], ["2015-02-30", "01"], ["1850-01-01", ""], [None, 10**15]]
    mappe.add_sheet("Daten", ["datum", "nummer"], rows)
    mappe.add(rows)
    mappe.close({"datum": "Tag"}, {"titel": "x"})
    found = list(book(out.getvalue())["Daten"].iter_rows(min_row=2, values_only=True))
    assert found == [
        (datetime(2015, 1, 12), "2015-01-12"),
        ("2015-01", "1"),
        ("2015-02-30", "01"),
        ("1850-01-01", None),
        (None, str(10**15)),
    ]
    assert plugin("arbeitsmappe").day("2015-01-12") == date(2015, 1, 12)


# --- any cell ------------------------------------------------------------------------------------

HARD = st.text(st.sampled_from("=+-@\"';,\t\n\r ab1\u200b＝\x00_x0<r>/\U0001f600"), max_size=12)
CELLS = st.one_of(HARD, st.text(max_size=30), st.integers(), st.none(), st.just("x" * 40_000))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_a_workbook_keeps_any_text(rows: list[tuple[Any, Any]]) -> None:
    mappe = plugin("arbeitsmappe")
    out = io.BytesIO()
    written = mappe.Book(out, "=1", ())
    written.add_sheet("Daten", ["=1+1", "b"], rows)
    written.add(rows)
    written.close({}, {})
    head, *found = list(book(out.getvalue())["Daten"].iter_rows(max_col=2, max_row=1 + len(rows)))
    assert [cell.value for cell in head] == ["=1+1", "b"]
    for cells, row in zip(found, rows, strict=True):
        for cell, value in zip(cells, row, strict=True):
            assert cell.data_type in ("s", "n")
            text = "" if value is None else mappe.printable(str(value))
            assert str("" if cell.value is None else cell.value).replace("_x005F_", "_") == text


@pytest.fixture(scope="module")
def forms() -> Any:
    """The forms of text."""
    return plugin("formen").FORMS


@given(
    rows=st.lists(st.tuples(HARD, HARD), min_size=1, max_size=4),
    data=st.sampled_from([(",", "csv"), (";", "semikolon")]),
)
def test_a_csv_keeps_any_text_and_is_no_formula_however_it_is_split(
    forms: dict[str, Any], rows: list[tuple[str, str]], data: tuple[str, str]
) -> None:
    separator, form = data
    text = forms[form].rows(["a", "b"], [list(row) for row in rows], 0)
    back = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert [[cell.replace("'", "") for cell in row] for row in back] == [
        [cell.replace("'", "") for cell in row] for row in rows
    ]
    for other in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=other):
            assert not [cell for cell in row if formula(cell)]


def formula(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula; a row that was not split begins with its first number."""
    stripped = cell.lstrip(" \t\r\n\u200b")
    number: Callable[[str], Any] = plugin("sicherheit")._NUMBER.fullmatch
    return stripped.startswith(("=", "@", "+", "-", "＝")) and not number(re.split("[,;\t]", stripped)[0])


# --- LibreOffice -----------------------------------------------------------------------------------


def test_libreoffice_reads_the_workbook(app: Datasette, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    answer = load(app, "/konzept_in_kreisen", "xlsx", konzept="integrationskonzept")
    (tmp_path / "kreise.xlsx").write_bytes(answer.content)
    # 44: comma, 34: quote, 76: UTF-8, 1: from line 1; true: cells as shown.
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
               "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", str(tmp_path),
               str(tmp_path / "kreise.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "kreise.csv").read_text("utf-8"))))
    assert tuple(rows[0][name] for name in ("ags", "beschlossen_am", "ja")) == ("05974", "27.06.2013", "")
    assert [row["kreis"] for row in rows] == ["Kreis Soest", "Musterkreis Nord", "Musterkreis Süd"]
