"""SessionNet's agendas: cells are known by class, by head and by what they hold; nothing is lost in silence."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import sessionnet
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed

PAPER = '<a href="vo0050.php?__kvonr=7">0112/2026</a>'
FILES = '<div class="smc-documents"><a href="getfile.php?id=9&amp;type=do">Beschlussvorlage</a></div>'
EXPECTED = [
    ("1", True, "Eröffnung", None, None),
    ("2.1", True, "Radweg hier: Bau", "0112/2026", "7"),
    ("1", False, "Vergabe", None, None),
]


def agenda(table: str, name: str = "si0057.php?__ksinr=1", layout: str = "si0057") -> Parsed:
    text = (
        f'<html><body class="smc-body"><div class="smclayout smc_page_{layout}_layout">'
        f"<h1>Kreistag - 03.09.2026 - 15:00 Uhr</h1>{table}</div></body></html>"
    )
    return sessionnet.PAGES["sitzung"](Page(f"https://x.example/bi/{name}", text))


def tops(parsed: Parsed) -> list[tuple[Any, ...]]:
    found = parsed.datensaetze[0].model_dump()["tops"]
    names = ("nummer", "oeffentlich", "betreff", "vorlage_nummer", "vorlage_id")
    return [tuple(top[name] for name in names) for top in found]


def rows(*cells: tuple[str, ...], tag: str = "td") -> str:
    return "".join("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>" for row in cells)


LETTERED = (
    ("Ö 1", "Eröffnung", "&nbsp;", ""),
    ("Ö 2.1", "Radweg<br>hier: Bau", PAPER, FILES),
    ("N 1", "Vergabe", "", ""),
)


@pytest.mark.parametrize("heads", [(), ("Top", "Titel", "Vorlage", "Dokumente"), ("TOP-Nr.", "Betreff", "DS-Nr.", ""),
                                   ("Punkt", "Inhalt", "Vorlagen-Nr.", "Anlagen")])  # fmt: skip
@pytest.mark.parametrize("table", ["<table>", '<table class="smctablesitzung">'])
def test_a_table_without_classes_is_read_by_heads_or_by_what_its_cells_hold(table: str, heads: tuple[str, ...]) -> None:
    found = agenda(f"{table}{rows(heads, tag='th') if heads else ''}{rows(*LETTERED)}</table>")
    assert (tops(found), found.hinweise) == (EXPECTED, ())


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (3, 2, 1, 0), (0, 3, 1, 2)])
def test_columns_in_another_order_are_read_by_their_heads(order: tuple[int, ...]) -> None:
    heads = ("TOP", "Betreff", "Vorlage", "Dokumente")
    moved = [tuple(row[place] for place in order) for row in (heads, *LETTERED)]
    assert tops(agenda(f"<table>{rows(moved[0], tag='th')}{rows(*moved[1:])}</table>")) == EXPECTED


def test_columns_that_nobody_knows_are_said_and_those_of_results_read() -> None:
    heads = rows(("TOP", "Wetter", "Titel", "Vorlage", "Beschluss", "Abstimmung"), tag="th")
    row = ("3", "Regen", "Haushalt", PAPER, "vertagt", "Ja: 9, Nein: 4")
    found = agenda(f"<table>{heads}{rows(row)}</table>")
    [top] = found.datensaetze[0].model_dump()["tops"]
    assert (top["nummer"], top["betreff"], top["vorlage_id"]) == ("3", "Haushalt", "7")
    assert (top["ergebnis"], top["ja"], top["nein"]) == ("vertagt", 9, 4)
    assert found.hinweise == (Hinweis(art="spalte", text="Wetter"),)


def test_numbers_without_letters_take_the_part_they_stand_in() -> None:
    parts = (("<b>Öffentliche Sitzung</b>",), ("1", "Eröffnung", ""), ("2.1", "Radweg<br>hier: Bau", PAPER),
             ("Nichtöffentlicher Teil",), ("1", "Vergabe", ""))  # fmt: skip
    assert tops(agenda(f"<table>{rows(*parts)}</table>")) == EXPECTED


def test_a_row_behind_an_item_says_its_result_in_any_table() -> None:
    table = rows(("Ö 1", "Radweg"), ("", "Beschluss:", "vertagt"), ("", "Anwesend:", "12"), ("Ö 2", "Haushalt"))
    found = agenda(f"<table>{table}</table>").datensaetze[0].model_dump()["tops"]
    assert [(top["nummer"], top["ergebnis"]) for top in found] == [("1", "vertagt"), ("2", None)]


def test_a_subject_with_files_in_its_cell_is_the_subject_alone() -> None:
    cell = f'<div class="smc-card-header-title-simple">Radweg</div>{FILES}'
    assert [top[2] for top in tops(agenda(f"<table>{rows(('Ö 1', cell, PAPER))}</table>"))] == ["Radweg"]


@pytest.mark.parametrize("content", ["<h2>Öffentlicher Teil</h2>", '<table class="smctablesitzung"></table>', PAPER])
def test_an_agenda_of_which_no_row_is_read_is_refused(content: str) -> None:
    with pytest.raises(LayoutDrift):
        agenda(content)
    with pytest.raises(LayoutDrift):
        agenda(f'<div id="smcaccordion">{content}</div>', "si0056.php?__ksinr=1", "si0056")
    assert agenda("", "si0050.php?__ksinr=1", "si0050").datensaetze


PAIRS = '<table id="smctablevorgang">{}</table>'


def paper(*cells: tuple[str, ...]) -> Parsed:
    text = f'<html><body class="smc_body">{PAIRS.format(rows(*cells))}</body></html>'
    return sessionnet.PAGES["vorlage"](Page("https://x.example/bi/vo0050.php?__kvonr=1", text))


def test_an_empty_cell_between_label_and_value_takes_nothing_away() -> None:
    found = paper(("Name:", "", "1/2026", "Art:", "Antrag"), ("Betreff:", "Radweg"), ("Aktenzeichen:", "", "Datum:"))
    said = found.datensaetze[0].model_dump()
    assert (said["nummer"], said["art"], said["aktenzeichen"], said["datum"]) == ("1/2026", "Antrag", None, None)
    assert found.hinweise == ()


def test_values_before_their_labels_are_not_given_to_others() -> None:
    found = paper(("Antrag", "Art:", "1/2026", "Name:"), ("Betreff:", "Radweg"))
    said = found.datensaetze[0].model_dump()
    assert (said["betreff"], said["art"], said["nummer"]) == ("Radweg", None, None)
    assert {hint.text for hint in found.hinweise} >= {"Name: no value", "Art: no value"}


def test_results_behind_their_values_are_said_and_those_without_label_read() -> None:
    item = '<tr><td class="smc_tophn">{}</td><td class="smc_topht">Radweg</td></tr>'
    result = '<tr class="smc_tophz"><td></td>{}</tr>'
    table = (
        item.format(1)
        + result.format("<td>vertagt</td><td>Beschluss:</td>")
        + item.format(2)
        + result.format("<td>vertagt</td>")
    )
    found = agenda(f'<table class="smc_page_to0040_contenttable">{table}</table>', "to0040.php?__ksinr=1", "to0040")
    assert [top["ergebnis"] for top in found.datensaetze[0].model_dump()["tops"]] == [None, "vertagt"]
    assert found.hinweise == (Hinweis(art="label", text="Beschluss: no value"),)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((PAPER, "Ö 1", "Radweg"), ("1", True, "Radweg", "0112/2026", "7")),
        (
            ("Ö 1", '<a href="vo0050.asp?__kvonr=7">Radweg 1. Abschnitt</a>'),
            ("1", True, "Radweg 1. Abschnitt", None, "7"),
        ),
        (("Ö 1", "Radweg<p><b>Bemerkung:</b> Tischvorlage</p>", "1/26"), ("1", True, "Radweg", "1/26", None)),
        (("<a href='to0050.asp?__ktonr=4'>3.1</a>", "Radweg"), ("3.1", None, "Radweg", None, None)),
    ],
)
def test_items_whose_cells_stand_and_link_otherwise(cells: tuple[str, ...], expected: tuple[Any, ...]) -> None:
    parsed = agenda(f'<table class="smctablesitzung">{rows(cells)}</table>')
    assert (tops(parsed), parsed.hinweise) == ([expected], ())


def test_a_number_in_a_head_cell_of_its_row_is_no_column() -> None:
    row = '<tr><th scope="row">Ö 1</th><td>Radweg</td></tr>'
    parsed = agenda(f"<table>{row}</table>")
    assert (tops(parsed), parsed.hinweise) == ([("1", True, "Radweg", None, None)], ())
