"""SessionNet in text copies: labels, cells and lines as extractors join and part them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from parsers import sessionnet
from parsers.sessionnet.text.stations import glued_station
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Vorlage
from tests.support.fixture_pages import first_record

record = partial(first_record, "sessionnet")


@pytest.mark.parametrize(
    "text", ["Betreff\nNeue Wege\nVorlage\n1/2026\n", "Name:1/2026Art:Antrag\nBetreff:Neue Wege\n"]
)
def test_a_text_copy_needs_address_and_labels(text: str) -> None:
    assert sessionnet.recognise(Page("https://x.example/bi/vo0050.asp?__kvonr=1", text, "text")) == "vorlage"
    assert sessionnet.recognise(Page("https://x.example/bi/vo020.asp?VOLFDNR=1", text, "text")) is None
    assert sessionnet.recognise(Page("https://x.example/bi/vo0050.asp?__kvonr=1", "Willkommen", "text")) is None


@pytest.mark.parametrize(
    "text",
    ["In der Sitzung am 12.02.2012 wurde beraten.", "Stand vom 12.02.2012 der Planung", "Kreistag", "12.02.2012"],
)
def test_a_sentence_is_no_station(text: str) -> None:
    assert glued_station(text) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("4 \n4.1Bericht\n4.26. Änderung des Plans", ["4.1", "4.2"]),
        ("1Eröffnung\n2Bericht 2024\n3Wahl", ["1", "2", "3"]),
    ],
)
def test_numbers_glued_to_subjects(lines: str, expected: list[str]) -> None:
    given = Page("https://x.example/to0040.asp?__ksinr=1", f"Öffentlicher Teil:\n{lines}\n", "text")
    assert [top["nummer"] for top in record(given)["tops"]] == expected


def copied(name: str, *rows: str) -> dict[str, Any]:
    return record(Page(f"https://x.example/bi/{name}=1", "\n".join(rows), "text"))


def test_a_value_may_be_a_word_that_is_also_a_label() -> None:
    found = copied("vo0050.php?__kvonr", "Betreff", "Radweg", "Vorlage", "SV-8-0802", "Art", "Sitzungsvorlage", "Text:")
    assert (found["nummer"], found["art"]) == ("SV-8-0802", "Sitzungsvorlage")


def test_an_empty_cell_does_not_take_the_next_label() -> None:
    rows = ("Betreff", "Radweg,", "Teil 2", "Vorlage", "7/2026", "Aktenzeichen", "Art", "Antrag", "Begründung:", "So.")
    found = copied("vo0050.asp?__kvonr", *rows)
    assert (found["betreff"], found["aktenzeichen"], found["art"]) == ("Radweg, Teil 2", None, "Antrag")
    assert [part["titel"] for part in found["abschnitte"]] == ["Begründung"]


@pytest.mark.parametrize(
    "rows",
    [
        ("BezeichnungInhaltBezeichnungInhalt", "Name:0044/2012Aktenzeichen:A/1", "Betreff:Platz: Umbau", "Verweis:"),
        ("Bezeichnung Inhalt", "Name: 0044/2012 Aktenzeichen: A/1", "Betreff: Platz: Umbau"),
        ("Bezeichnung", "Inhalt", "Name:", "0044/2012", "Aktenzeichen:", "A/1", "Betreff:", "Platz: Umbau"),
        ("| Name: | 0044/2012 | Aktenzeichen: | A/1 |", "| Betreff: | Platz: Umbau |"),
    ],
)
def test_the_old_head_however_its_cells_are_joined(rows: tuple[str, ...]) -> None:
    stations = ("12.02.2012BauausschussVorberatungungeändert empfohlen", "14.03.2012RegionalversammlungEntscheidung")
    files = ("DokumenttypBezeichnungAktionen", "Dokument anzeigen: Vorlage Dateigrösse: 583 KBVorlage")
    found = copied("vo0050.php?__kvonr", *rows, *stations, *files, "Sachverhalt:", "Am 03.02.2012 war es so.")
    assert (found["nummer"], found["aktenzeichen"], found["betreff"]) == ("0044/2012", "A/1", "Platz: Umbau")
    assert found["bezug"] == []
    assert [(one["gremium"], one["rolle"], one["ergebnis"]) for one in found["beratungen"]] == [
        ("Bauausschuss", "Vorberatung", "ungeändert empfohlen"),
        ("Regionalversammlung", "Entscheidung", None),
    ]
    assert found["anlagen"] == [{"name": "Vorlage", "url": None, "groesse": 596992}]
    assert [part["text"] for part in found["abschnitte"]] == ["Am 03.02.2012 war es so."]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "Beschluss: mehrheitlich zugestimmt",
            "Abstimmung: Ja: 10, Nein: 2, Enthaltungen: 5, Befangen: 0",
            "Beschluss:",
        ),
        ("Beschluss:mehrheitlich zugestimmtAbstimmung:Ja: 10, Nein: 2, Enthaltungen: 5", "Beschluss:"),
        ("Beschluss:", "mehrheitlich zugestimmt", "Abstimmung:", "Ja: 10, Nein: 2, Enthaltungen: 5", "Beschluss:"),
    ],
)
def test_minutes_tell_the_outcome_from_the_wording(rows: tuple[str, ...]) -> None:
    found = copied(
        "to0050.asp?__ktonr", "Ö 8 Hilfeplan", *rows, "Der Kreistag stimmt zu.", "Debatte:", "Frau N. fragt."
    )
    assert (found["nummer"], found["betreff"], found["ergebnis"]) == ("8", "Hilfeplan", "mehrheitlich zugestimmt")
    assert (found["ja"], found["nein"], found["enthaltung"], found["einstimmig"]) == (10, 2, 5, False)
    assert [(part["titel"], part["text"]) for part in found["abschnitte"]] == [("Beschluss", "Der Kreistag stimmt zu.")]


def test_an_agenda_in_a_copy_with_letters_and_other_parts() -> None:
    found = copied("si0057.asp?__ksinr", "Kreistag 03.09.2026", "Öffentliche Sitzung:", "Ö 3a", "Radweg", "1/2026",
                   "Ö 4)", "Haushalt", "Nichtöffentliche Sitzung", "NÖ 5", "Vergabe")  # fmt: skip
    assert [(top["nummer"], top["oeffentlich"], top["betreff"]) for top in found["tops"]] == [
        ("3a", True, "Radweg"),
        ("4", True, "Haushalt"),
        ("5", False, "Vergabe"),
    ]


def test_stations_of_a_copy_with_results() -> None:
    station = "08.09.2026 Kreistag TOP 4 öffentlich - Entscheidung"
    found = copied("vo0053.asp?__kvonr", station, "Beschluss: vertagt", station, "Abstimmung: Ja: 9, Nein: 0")
    assert [(one["ergebnis"], one["ja"]) for one in found["beratungen"]] == [("vertagt", None), (None, 9)]


def test_minutes_of_a_copy_whose_labels_have_no_colon() -> None:
    rows = (
        "TOP",
        "Ö 5",
        "Betreff",
        "Radweg",
        "Gremium",
        "Kreistag",
        "Beschluss",
        "vertagt",
        "Abstimmung",
        "Ja: 9, Nein: 0",
    )
    found = copied("to0050.asp?__ktonr", *rows)
    assert (found["nummer"], found["gremium"], found["ergebnis"], found["ja"]) == ("5", "Kreistag", "vertagt", 9)


def test_a_size_glued_to_its_file() -> None:
    found = copied("vo0050.asp?__kvonr", "Name:1/2026", "Betreff:Radweg", "Plan583 KB")
    assert found["anlagen"] == [{"name": "Plan", "url": None, "groesse": 596992}]


def test_a_subject_of_two_lines_in_a_glued_head() -> None:
    text = (
        "Name:0044/2012Aktenzeichen:III/40\nBetreff:Kreisentwicklung:\nLeitziele\nReferenzvorlage:0001/2012\n"
        "Dokument anzeigen: Vorlage Dateigrösse: 583 KB\n12.02.2012BauausschussVorberatungvertagt\nSachverhalt:\nText."
    )
    paper = sessionnet.PAGES["vorlage"](Page("https://x.example/bi/vo0050.php?__kvonr=9", text, "text")).datensaetze[0]
    assert isinstance(paper, Vorlage)
    assert (paper.betreff, paper.bezug) == ("Kreisentwicklung: Leitziele", ("0001/2012",))
    assert [(b.gremium, b.ergebnis) for b in paper.beratungen] == [("Bauausschuss", "vertagt")]
    assert [section.text for section in paper.abschnitte] == ["Text."]


@pytest.mark.parametrize(
    "row",
    [
        ("12.02.2012", "Bauausschuss", "Vorberatung", "ungeändert beschlossen"),
        ("| 12.02.2012 | Bauausschuss | Vorberatung | ungeändert beschlossen |",),
    ],
)
def test_stations_of_old_copies_with_a_line_for_each_cell(row: tuple[str, ...]) -> None:
    found = copied("vo0050.php?__kvonr", "Name:", "0044/2012", "Betreff:", "Radweg", *row, "Sachverhalt:", "Text.")
    (station,) = found["beratungen"]
    assert (station["gremium"], station["rolle"], station["datum"]) == ("Bauausschuss", "Vorberatung", "2012-02-12")
    assert (station["ergebnis"], found["abschnitte"][0]["text"]) == ("ungeändert beschlossen", "Text.")


def test_the_words_of_an_icon_are_no_second_file() -> None:
    icon = "Dokument anzeigen: Plan Dateigrösse: 583 KB"
    found = copied("vo0050.php?__kvonr", "Name:", "0044/2012", "Betreff:", "Radweg", icon, "Plan 583 KB")
    assert found["anlagen"] == [{"name": "Plan", "url": None, "groesse": 596992}]


def test_minutes_named_by_the_title_of_their_page() -> None:
    found = copied("to0050.asp?__ktonr", "SessionNet | TOP Ö 4: Radwege", "Beschluss: vertagt")
    assert (found["nummer"], found["oeffentlich"], found["betreff"]) == ("4", True, "Radwege")


def test_a_late_item_of_a_copy_is_named_without_its_date() -> None:
    found = copied("si0056.asp?__ksinr", "Kreistag - 03.09.2026", "Ö 2", "Nachtrag: 28.07.2026", "Radweg", "1/2026")
    assert [(top["betreff"], top["vorlage_nummer"]) for top in found["tops"]] == [("Radweg", "1/2026")]


def test_items_of_cards_with_badges_and_files() -> None:
    rows = ("Öffentlicher Teil:", "Ö 3 VO", "Jahresabschluss", "Vorsitz: Landrat", "Sitzungsvorlage", "Rpr/002/2026",
            "Ö 4 VO B", "Radweg", "Antrag der Fraktion A", "7/2026", "Ö 5 ÖPNV",
            "N 7", "Vergabe")  # fmt: skip
    tops = copied("si0056.asp?__ksinr", "Kreistag - 03.09.2026", *rows)["tops"]
    assert [(top["nummer"], top["betreff"], top["vorlage_nummer"]) for top in tops] == [
        ("3", "Jahresabschluss", "Rpr/002/2026"),
        ("4", "Radweg Antrag der Fraktion A", "7/2026"),
        ("5", "ÖPNV", None),
        ("7", "Vergabe", None),
    ]


HEAD = ("Betreff", "Radweg", "Vorlage", "7/2026")
MENU = ("Startseite", "Kalender", "Gremien")


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        ((*HEAD, "Begründung:", "So ist es."), False),
        ((*MENU, *HEAD, "Begründung:", "So ist es.", "Letzte Änderung: 12.10.2026", "Software: Sitzungsdienst"), False),
        ((*MENU, *HEAD, "Begründung:", "So ist es.", "Impressum"), False),
        ((*MENU, *HEAD, "Begründung:", "So ist"), True),
        ((*HEAD, "Aktenzeichen"), True),
        ((*HEAD, "Art", "Vorlage"), False),
        ((*HEAD, "3 Dokumente"), True),
        (("Name:7/2026", "Betreff:Radweg", "DokumenttypBezeichnungAktionen"), True),
        (("Name:7/2026", "Betreff:Radweg", "12.02.2026"), True),
    ],
)
def test_a_copy_tells_by_its_frame_or_its_last_line_that_it_breaks_off(rows: tuple[str, ...], broken: bool) -> None:
    page = Page("https://x.example/bi/vo0050.asp?__kvonr=1", "\n".join(rows), "text")
    assert sessionnet.PAGES["vorlage"](page).broken_off is broken


def test_an_agenda_in_a_copy_that_ends_with_a_number_breaks_off() -> None:
    rows = ("Kreistag - 03.09.2026", "Öffentlicher Teil:", "Ö 1", "Radweg", "Ö 2")
    assert sessionnet.PAGES["sitzung"](
        Page("https://x.example/si0057.asp?__ksinr=1", "\n".join(rows), "text")
    ).broken_off


@pytest.mark.parametrize(
    "lines",
    [
        ("Öffentlicher Teil:", "Ö1", "Radweg", "Beschluss:", "vertagt", "Abstimmung:", "Ja: 20, Nein: 3", "12/2026",
         "N2", "Vergabe"),
        ("Öffentlicher Teil", "1Radweg12/2026", "Beschluss:vertagt", "Abstimmung:Ja: 20, Nein: 3",
         "Nichtöffentlicher Teil", "2Vergabe"),
        ("Öffentlicher Teil:", "TOP 1", "Radweg", "12/2026", "Beschluss: vertagt", "Abstimmung: Ja: 20, Nein: 3",
         "Nichtöffentlicher Teil:", "TOP 2", "Vergabe"),
        ("TOP Ö 1\tRadweg\t12/2026", "Beschluss: vertagt", "Abstimmung: Ja: 20, Nein: 3", "TOP N 2\tVergabe"),
        ("| TOP | Betreff | Vorlage |", "| Ö 1 | Radweg | 12/2026 |", "| Beschluss: | vertagt |",
         "| Abstimmung: | Ja: 20, Nein: 3 |", "| N 2 | Vergabe | |"),
    ],
)  # fmt: skip
def test_an_agenda_however_its_cells_are_joined(lines: tuple[str, ...]) -> None:
    tops = copied("si0057.asp?__ksinr", "Kreistag - 03.09.2026 - 15:00 Uhr", *lines)["tops"]
    names = ("nummer", "oeffentlich", "betreff", "vorlage_nummer", "ergebnis", "ja", "nein")
    assert [tuple(top[name] for name in names) for top in tops] == [
        ("1", True, "Radweg", "12/2026", "vertagt", 20, 3),
        ("2", False, "Vergabe", None, None, None, None),
    ]


def test_an_agenda_of_which_no_item_is_read_is_not_empty() -> None:
    text = "Kreistag - 03.09.2026 - 15:00 Uhr Öffentlicher Teil: Ö 1 Eröffnung Ö 2 Radweg"
    with pytest.raises(LayoutDrift):
        sessionnet.PAGES["sitzung"](Page("https://x.example/bi/si0057.asp?__ksinr=1", text, "text"))


def test_a_head_with_tabs_between_its_cells() -> None:
    found = copied("vo0050.asp?__kvonr", "Betreff\tRadweg", "Vorlage\t12/2026", "Art\tAntrag", "Sachverhalt:", "Text.")
    assert (found["nummer"], found["betreff"], found["art"]) == ("12/2026", "Radweg", "Antrag")
