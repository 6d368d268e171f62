"""Agendas of ALLRIS 3, whatever a tenant calls or orders their columns."""

from __future__ import annotations

import pytest

from parsers import allris3
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Top


def test_an_item_without_letter_takes_the_part_it_stands_in() -> None:
    html = (
        '<div id="rismain"><table class="tl1"><tr><th>TOP</th><th>Betreff</th><th>Vorlage</th></tr>'
        "<tr><td colspan=3>Nichtöffentlicher Teil</td></tr>"
        "<tr><td>4</td><td>Vergabe</td><td>1/2020</td></tr></table></div>"
    )
    tops: tuple[Top, ...] = allris3.PAGES["sitzung"](Page("https://x.example/bi/to010.asp", html)).datensaetze[0].tops  # type: ignore[union-attr]
    assert (tops[0].nummer, tops[0].oeffentlich, tops[0].vorlage_nummer) == ("4", False, "1/2020")


def agenda(rows: str, heads: str = "<th>TOP</th><th>Betreff</th><th>Vorlage</th>", table: str = "tl1") -> Parsed:
    html = f'<div id="rismain"><table class="{table}"><tr>{heads}</tr>{rows}</table></div>'
    return allris3.PAGES["sitzung"](Page("https://x.example/bi/to010.asp?SILFDNR=1", html))


def agenda_tops(rows: str, heads: str = "<th>TOP</th><th>Betreff</th><th>Vorlage</th>") -> tuple[Top, ...]:
    return agenda(rows, heads).datensaetze[0].tops  # type: ignore[union-attr]


def item_row(number: str = "Ö 1", paper: str = "", title: str = "(offen)") -> str:
    button = f'<form action="to020.asp"><input name="TOLFDNR" value="5"><input type="submit" title="{title}"></form>'
    return f'<tr><td><a href="to010.asp?TOLFDNR=5">{number}</a></td><td>{button}Radweg</td><td>{paper}</td></tr>'


PAPER = '<a href="vo020.asp?VOLFDNR=9">1/2020</a>'


@pytest.mark.parametrize(
    ("printed", "number"),
    [("Ö 8 NT", "8"), ("Ö 10 (neu)", "10"), ("NÖ 7", "7"), ("Ö II.1", "II.1"), ("TOP 11", "11"), ("Ö 3.1.1", "3.1.1")],
)
def test_numbers_of_items_with_remarks(printed: str, number: str) -> None:
    assert [top.nummer for top in agenda_tops(item_row(printed))] == [number]
    plain = f"<tr><td>{printed}</td><td>Radweg</td><td></td></tr>"
    assert [top.nummer for top in agenda_tops(plain)] == [number]


@pytest.mark.parametrize(
    "title", ["Auszug", "Niederschriftsauszug", "Beschlüsse anzeigen", "PDF öffnen", "(offen)", ""]
)
def test_the_name_of_a_button_is_no_result(title: str) -> None:
    assert agenda_tops(item_row(title=title))[0].ergebnis is None
    assert agenda_tops(item_row(title="vertagt"))[0].ergebnis == "vertagt"


@pytest.mark.parametrize("head", ["Vorlagen-Nr.", "DS-Nr.", "", "Papier"])
def test_the_column_of_the_vorlage_is_known_by_its_links(head: str) -> None:
    (top,) = agenda_tops(item_row(paper=PAPER), f"<th>TOP</th><th>Tagesordnungspunkt</th><th>{head}</th>")
    assert (top.betreff, top.vorlage_nummer, top.vorlage_id) == ("Radweg", "1/2020", "9")


def test_columns_in_another_order_under_plain_cells() -> None:
    heads = "<td>Ergebnis</td><td>Vorlage</td><td>Betreff</td><td>TOP</td>"
    (top,) = agenda_tops(f"<tr><td>vertagt</td><td>{PAPER}</td><td>Radweg</td><td>Ö 1</td></tr>", heads)
    assert (top.nummer, top.betreff, top.vorlage_id, top.ergebnis) == ("1", "Radweg", "9", "vertagt")


def test_the_first_of_two_vorlagen_in_one_item() -> None:
    (top,) = agenda_tops(item_row(paper=f'{PAPER}<br><a href="vo020.asp?VOLFDNR=10">2/2020</a>'))
    assert (top.vorlage_nummer, top.vorlage_id) == ("1/2020", "9")


@pytest.mark.parametrize("heads", ["<th>A</th><th>B</th><th>C</th>", "", "<th>Punkt</th><th>Titel</th><th>Xyzzy</th>"])
@pytest.mark.parametrize("form", ["", "<td></td>"], ids=["", "with a cell of buttons"])
@pytest.mark.parametrize("table", ["tl1", "xyzzy"])
def test_cells_of_an_agenda_are_told_by_what_they_hold(heads: str, form: str, table: str) -> None:
    row = f'<tr><td><a href="to020.asp?TOLFDNR=5">Ö 1</a></td>{form if "Punkt" not in heads else ""}<td>Radweg</td>'
    row += f"<td>{PAPER}</td><td>vertagt</td></tr>"
    parsed = agenda(row, heads or "<td></td>", table)
    (top,) = parsed.datensaetze[0].tops  # type: ignore[union-attr]
    assert (top.nummer, top.betreff, top.vorlage_id, top.ergebnis) == ("1", "Radweg", "9", "vertagt")
    assert [hint.text for hint in parsed.hinweise] == [
        head for head in ("A", "B", "C", "Xyzzy") if f">{head}<" in heads
    ]


def test_items_without_numbers_are_drift_and_no_empty_agenda() -> None:
    with pytest.raises(LayoutDrift):
        agenda('<tr><td></td><td><a href="to020.asp?TOLFDNR=5">Radweg</a></td></tr>')
    assert agenda_tops("<tr><td>Es gibt noch keine Tagesordnung.</td></tr>") == ()


def test_other_headings_of_an_agenda_leave_its_part() -> None:
    heads = "<tr><td colspan=3>Nichtöffentlicher Teil</td></tr><tr><td colspan=3>Berichte</td></tr>"
    rows = f"{heads}<tr><td>4</td><td>A</td><td></td></tr>"
    assert [(top.nummer, top.oeffentlich) for top in agenda_tops(rows)] == [("4", False)]
