"""Copies of ALLRIS pages as tools and browsers of text print them: html2text, markdownify, lynx, w3m, get_text("|")."""

from __future__ import annotations

from typing import Any

import pytest

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.read.plain import unmarked
from ris_scraper.read.read import page_of, parse

THREE, FOUR = "https://www.kreis.example/bi/{}.asp?X=1", "https://www.kreis.example/public/{}?X=1"

AGENDA = "Tagesordnung - 4. Sitzung\nBezeichnung:4. Sitzung\nGremium:Kreistag\n"
KREISTAG = "Kreistag - 21.10.2026\nGrunddaten\nGremium:\nKreistag\nDatum:\n21.10.2026\n"


def said(url: str, text: str) -> Any:
    return parse(page_of(url, text.encode(), rendering="text")).parsed


def paper(url: str, text: str) -> Any:
    (record,) = said(url.format("vo020"), text).datensaetze
    return record


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[Kreistag](pa020.asp?PALFDNR=1 'x')", "[Kreistag](pa020.asp?PALFDNR=1 'x')"),
        ('[17\\. Sitzung](to010.asp?SILFDNR=1 "Sitzung \\(1\\) öffnen")', "17. Sitzung"),
        ("[Plan (neu)](a_(1).pdf) und [Karte][2]", "Plan (neu) und Karte"),
        ("![Reduzieren](images/collapse-\nver-C4.svg)Text", "Text"),
        ("[![Drucken](print.svg)](#)Text", "Text"),
        ("Vorlage - 1/2026\n================\nText\n----", "Vorlage - 1/2026\nText\n"),
        ("Status:\n:   öffentlich", "Status:\nöffentlich"),
        ("Status:\n- öffentlich", "Status:\nöffentlich"),
        ("Betreff:| Radweg  \n---|---  \nArt:| Antrag", "Betreff: Radweg\nArt: Antrag"),
        ("Beratungsfolge Status | Datum\n---|---\n● | ", "Beratungsfolge\n| Status | Datum |\n| ● |  |"),
        ("|  | |  |  | | --- | --- | | Betreff: | Radweg | | Art: | Antrag | |", "Betreff: Radweg\nArt: Antrag\n|"),
        ("* Plan", "Plan"),
        ("CAPTION: Beratungsfolge", "Beratungsfolge"),
        ("[12]Plan\n\nReferences\n\n   1. https://x.example/a\n", "Plan\n\n"),
        ("[NA] vertagt [          ][SUBMIT]", " vertagt "),
        ("wie in [1]Anlage", "wie in [1]Anlage"),
    ],
)  # fmt: skip
def test_marks_of_tools_go(text: str, plain: str) -> None:
    lines = [line.rstrip() for line in unmarked(text).splitlines() if line.strip(" |")]
    assert lines == [line.rstrip() for line in plain.splitlines() if line.strip(" |")]


CELLS = (
    "Vorlage - 2026/12", "Betreff:", "Radweg", "Status:", "öffentlich", "Vorlage-Art:", "Beschlussvorlage",
    "Beratungsfolge:", "Kreistag", "Entscheidung", "12.05.2026", "4. Sitzung des Kreistages", "ungeändert beschlossen",
    "Beschlussvorschlag:", "Der Radweg wird gebaut.", "Sachverhalt:", "Er ist 4 km lang.", "Anlage/n:",
)  # fmt: skip


@pytest.mark.parametrize("joint", ["|", " | ", "\n"])
def test_a_copy_with_bars_for_line_ends(joint: str) -> None:
    found = paper(THREE, joint.join(CELLS))
    assert (found.nummer, found.betreff, found.art) == ("2026/12", "Radweg", "Beschlussvorlage")
    (station,) = found.beratungen
    assert (station.gremium, station.rolle, station.ergebnis) == ("Kreistag", "Entscheidung", "ungeändert beschlossen")
    assert [part.titel for part in found.abschnitte] == ["Beschlussvorschlag", "Sachverhalt"]


def test_a_head_whose_cells_are_one_row() -> None:
    rows = ("Vorlage - 2026/12", f"| {' | '.join(CELLS[1:13])} |", *CELLS[13:])
    assert paper(THREE, "\n".join(rows)).beratungen == paper(THREE, "\n".join(CELLS)).beratungen


def test_a_table_in_a_cell_in_markdown() -> None:
    inner = "| Betreff: | Radweg | | Status: | öffentlich | Vorlage-Art: | Antrag | | Beratungsfolge: | |"
    rows = (
        "| |  |  |  | | --- | --- | --- | |  | Kreistag | Entscheidung | |  | [12.05.2026](si010.asp?DD=12) | vertagt |"
    )
    last = "| |  ---     Beschluss:     Ja.  Nein. |"
    text = f"Vorlage - 2026/12\n=========\n\n|  | |  |  | | --- | --- | {inner} {rows} {last}"
    found = paper(THREE, text)
    assert (found.betreff, found.art, [part.text for part in found.abschnitte]) == ("Radweg", "Antrag", ["Ja. Nein."])
    (station,) = found.beratungen
    assert (station.gremium, station.rolle, str(station.datum), station.ergebnis) == (
        "Kreistag", "Entscheidung", "2026-05-12", "vertagt",
    )  # fmt: skip


LYNX = """
Vorlage - 2026/12

   Betreff: Radweg
   Status: öffentlich Vorlage-Art: Beschlussvorlage
   Beratungsfolge:
     Ausschuss für Klima und
   Umwelt Vorberatung
     12.05.2026  TO
   4. Sitzung des Umweltausschusses ungeändert
   beschlossen    NA
     Kreistag Entscheidung
   Vorlage
   Beschlüsse
   Beschlussvorschlag
   Sachverhalt
     __________________________________________________________________

   Beschlussvorschlag:
   Ja.
   Sachverhalt:
   So.
"""


def test_buttons_and_broken_lines_of_lynx() -> None:
    found = paper(THREE, LYNX)
    first, second = found.beratungen
    assert (first.gremium, first.rolle) == ("Ausschuss für Klima und Umwelt", "Vorberatung")
    assert (first.sitzung, first.ergebnis) == ("4. Sitzung des Umweltausschusses", "ungeändert beschlossen")
    assert (second.gremium, second.rolle) == ("Kreistag", "Entscheidung")
    assert [(part.titel, part.text) for part in found.abschnitte] == [
        ("Beschlussvorschlag", "Ja."),
        ("Sachverhalt", "So."),
    ]


def test_an_agenda_of_lynx() -> None:
    rows = "Ö 1 NA\nEröffnung\nÖ 2 NA\nNiederschrift über die Sitzung vom\n30.06.2026 TO\nSI/020/14\n"
    long = "Ö 3.1\nNA\nÄnderung der Satzung über\ndie Gebühren (Referentin: Vorname\nNachname) VO\n2026/12\n"
    (record,) = said(
        THREE.format("to010"),
        f"Tagesordnung - 4. Sitzung\nBezeichnung:4. Sitzung\nGremium: Kreistag\nTOP Betreff Vorlage\n{rows}{long}",
    ).datensaetze
    assert [(top.nummer, top.betreff, top.vorlage_nummer) for top in record.tops] == [
        ("1", "Eröffnung", None),
        ("2", "Niederschrift über die Sitzung vom 30.06.2026", "SI/020/14"),
        ("3.1", "Änderung der Satzung über die Gebühren", "2026/12"),
    ]


def test_heads_of_columns_in_the_line_of_the_first_item() -> None:
    text = f"{AGENDA}TOP Betreff VorlageÖ 1 Eröffnung\nÖ 2 Radweg"
    (record,) = said(THREE.format("to010"), text).datensaetze
    assert [top.nummer for top in record.tops] == ["1", "2"]


def test_a_day_whose_weekday_stands_alone() -> None:
    (record,) = said(
        THREE.format("to010"),
        "Tagesordnung - 4. Sitzung\nBezeichnung:\n4. Sitzung\nDatum:\nMo,\n29.09.2026\nStatus:\nöffentlich\nÖ 1 A",
    ).datensaetze
    assert str(record.datum) == "2026-09-29"


def test_names_stay_out_of_an_auszug_whose_list_of_sections_follows_a_broken_value() -> None:
    text = (
        "Auszug - Radweg\nTOP: Ö 9\nGremium: Kreistag Beschlussart: ungeändert\nbeschlossen\n"
        "Bearbeiter/-in: Nachname,\nVorname\nWortprotokoll\nBeschluss\nAbstimmungsergebnis\n"
        "Frau Nachname berichtet.\nBeschluss:\nJa.\n"
    )
    (record,) = said(THREE.format("to020"), text).datensaetze
    assert (record.ergebnis, [part.text for part in record.abschnitte]) == ("ungeändert beschlossen", ["Ja."])
    assert "Nachname" not in record.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        # A table in one line, columns side by side, cells broken at their margins.
        "Betreff:RadwegStatus:öffentlichBeratungsfolge: Kreistag Entscheidung 12.05.2026 4. Sitzung vertagt\n",
        " Betreff:      Radweg\n Status:       öffentlich        Vorlage-Art: Antrag\n Beratungsfolge:\n   Kreistag\n",
        "Betreff: Radweg\nBeratungsfolge:      Sachverhalt\n   Kreistag          Anlagen:\n   12.05.2026        Plan\n",
        "Betreff: A\nBeratungsfolge:\nKreistag\n12.05.2026    4. Sitzung des   vertagt\n              Kreistages\n",
    ],
)  # fmt: skip
def test_a_copy_whose_cells_cannot_be_told_is_refused(text: str) -> None:
    with pytest.raises(LayoutDrift):
        parse(Page(THREE.format("vo020"), f"Vorlage - 1/2026\n{text}", "text"))


def test_a_copy_of_allris_4_whose_cells_are_broken_is_refused() -> None:
    head = "Antrag - 1/2026\nGrunddaten\nBetreff:\n    Radweg\nStatus:\n    öffentlich\nBeratungsfolge\n"
    rows = "● Geplant             Ausschuss für Umwelt und      Vorberatung\n                      Verkehr\n"
    with pytest.raises(LayoutDrift):
        parse(Page(FOUR.format("vo020"), head + rows, "text"))


def test_persons_and_buttons_on_lines_of_their_own_in_allris_4() -> None:
    head = f"{KREISTAG}Tagesordnung\nReduzieren\nTOP\nBetreff\n"
    (record,) = said(
        FOUR.format("to010"), f"{head}Ö 1\nRadweg\nAntrag: Nachname, Vorname\n1/2026\nÖ 2\nVergabe\n"
    ).datensaetze
    assert [(top.nummer, top.betreff, top.vorlage_nummer) for top in record.tops] == [
        ("1", "Radweg", "1/2026"),
        ("2", "Vergabe", None),
    ]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        (THREE.format("vo020"), "Vorlage - 1/2026\nBetreff: Radweg\nArt: Antrag\nBeratungsfolge:\nAnlagen:\nX\n"),
        (THREE.format("to010"), f"{AGENDA}Datum: 21.10.2026\n"),
        (FOUR.format("vo020"), "Antrag - 1/2026\nGrunddaten\nBetreff:\nRadweg\nBeratungsfolge\nSachverhalt\nSo.\n"),
        (FOUR.format("to010"), f"{KREISTAG}Tagesordnung\nSoweit.\n"),
    ],
)  # fmt: skip
def test_a_table_without_rows_is_said(url: str, text: str) -> None:
    assert [hint.art for hint in said(url, text).hinweise] == ["zeilen"]
