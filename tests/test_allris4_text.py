"""Text copies of ALLRIS 4: what extractors do to lines, rows and labels."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import allris4
from parsers.allris4.text.stations import read_stations
from ris_scraper.nouns.page import Page
from tests.support.allris4 import BASE, agenda, copied
from tests.support.fixture_pages import read_by


def told(lines: list[str]) -> list[tuple[Any, ...]]:
    return [(b.gremium, b.rolle, str(b.datum or ""), b.ergebnis, b.zustand) for b in read_stations(lines)[0]]


def test_text_stations_end_where_the_text_begins() -> None:
    lines = ["● Bereit", "Kreistag", "Entscheidung", "Antrag:", "Am", "01.02.2026", "beginnt das Jahr."]
    assert told(lines) == [("Kreistag", "Entscheidung", "", None, "Bereit")]
    assert read_stations(lines)[1] == lines[3:]
    lines = ["● Erledigt", "Kreistag", "Entscheidung", "01.02.2026", "Sitzung", "siehe Protokoll", "NA", "Begründung"]
    assert told(lines) == [("Kreistag", "Entscheidung", "2026-02-01", "siehe Protokoll", "Erledigt")]
    assert read_stations(lines)[1] == ["Begründung"]


def test_items_of_a_copy_with_signs_and_remarks() -> None:
    head = ("Kreistag - 21.10.2026", "Grunddaten", "Gremium:", "Kreistag", "Datum:", "21.10.2026", "Tagesordnung")
    items = ("+", "Ö 1 Nachtrag", "Radweg", "1/2026", "2/2026", "(offen)", "+", "NÖ 2", "Vergabe", "(offen)-")
    tops = copied("to010", *head, *items).tops
    assert [(top.nummer, top.oeffentlich, top.betreff, top.vorlage_nummer, top.ergebnis) for top in tops] == [
        ("1", True, "Radweg", "1/2026", None),
        ("2", False, "Vergabe", None, None),
    ]


@pytest.mark.parametrize("day", ["21. Oktober 2026", "21 Oct 2026", "21.10.2026 17:00", "Mi., 21.10.2026"])
def test_days_of_stations_in_copies(day: str) -> None:
    head = ("Antrag - 1/2026", "Grunddaten", "Betreff:", "Radweg", "Beratungsfolge", "Erledigt", "Kreistag")
    (station,) = copied("vo020", *head, "Entscheidung", day, "3. Sitzung", "vertagt").beratungen
    assert (station.datum.isoformat(), station.sitzung, station.ergebnis) == ("2026-10-21", "3. Sitzung", "vertagt")


def test_sections_of_a_copy_without_panels() -> None:
    found = copied("vo020", "Antrag - 1/2026", "Grunddaten", "Betreff:", "Radweg", "Beschlussvorschlag", "Ja.")
    assert [(part.titel, part.text) for part in found.abschnitte] == [("Beschlussvorschlag", "Ja.")]


def test_a_copy_with_a_line_for_each_column_head() -> None:
    folge = (
        "Beratungsfolge",
        "Status",
        "Datum",
        "Gremium",
        "Beschluss",
        "NA",
        "●",
        "Erledigt",
        "Kreistag",
        "Entscheidung",
    )
    table = ("Anlagen", "Nr.", "Name", "Status", "Größe", "1", "Plan", "öffentlich", "12 KB")
    meeting = ("20.06.2024", "Sitzung des Kreistages", "vertagt", "NA")
    found = copied(
        "vo020", "Antrag - 1/2026", "Grunddaten", "Betreff:", "Radweg", *folge, *meeting, "Sachverhalt", "So.", *table
    )
    (station,) = found.beratungen
    assert (station.gremium, station.rolle, station.ergebnis) == ("Kreistag", "Entscheidung", "vertagt")
    assert [(one.name, one.groesse) for one in found.anlagen] == [("Plan", 12 * 1024)]
    assert [(part.titel, part.text) for part in found.abschnitte] == [("Sachverhalt", "So.")]


def test_a_line_with_several_labels_and_a_flat_beratungsfolge() -> None:
    text = (
        "Vorlage - 2023/0123\nBetreff: Radweg\nStatus: öffentlich Vorlageart: Beschlussvorlage\n"
        "Federführend: Umweltamt Bearbeiter/-in: Muster, Eva\nBeratungsfolge\nStatus\nDatum\nGremium\nBeschluss\n"
        "Erledigt\n07.03.2023\nUmweltausschuss\nungeändert empfohlen\nGeplant\nKreistag\n"
        "Beschlussvorschlag\nDer Kreistag beschließt.\n"
    )
    url = "https://www.kreis.sitzung-online.example/public/vo020?VOLFDNR=1"
    [paper] = read_by("allris4", Page(url, text, "text")).datensaetze
    said = paper.model_dump()
    assert (said["status"], said["art"], said["federfuehrend"]) == ("öffentlich", "Beschlussvorlage", "Umweltamt")
    assert [(one["gremium"], str(one["datum"]), one["ergebnis"]) for one in said["beratungen"]] == [
        ("Umweltausschuss", "2023-03-07", "ungeändert empfohlen"),
        ("Kreistag", "None", None),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["● Erledigt Kreistag Entscheidung", "21.10.2026 3. Sitzung des Kreistages ungeändert beschlossen NA"],
        ["●ErledigtKreistagEntscheidung", "21.10.20263. Sitzung des Kreistagesungeändert beschlossenNA"],
        ["Erledigt Kreistag Entscheidung", "2026 Oct 21 3. Sitzung des Kreistages ungeändert beschlossen"],
        ["● Erledigt", "Kreistag", "Entscheidung", "21.10.2026 3. Sitzung des Kreistages ungeändert beschlossen"],
    ],
)
def test_stations_that_a_copy_joined(lines: list[str]) -> None:
    assert told(lines) == [("Kreistag", "Entscheidung", "2026-10-21", "ungeändert beschlossen", "Erledigt")]
    assert told([*lines, "Begründung", "Am 21.10.2026 war die Sitzung."]) == told(lines)


AGENDA = ("Kreistag - 21.10.2026", "Grunddaten", "Gremium: Kreistag", "Datum: 21.10.2026", "Tagesordnung")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ö 1 Radweg 2026 K 2026/0725 vertagt Entscheidung", "N 2 Vergabe"),
        ("Ö 1Radweg 2026 K 2026/0725vertagtEntscheidung", "N 2Vergabe(offen)"),
        ("+ Ö 1 Radweg 2026 K 2026/0725 vertagt Entscheidung", "- N 2 Vergabe"),
        ("Ö 1\tRadweg 2026\tK 2026/0725\tvertagt\tEntscheidung", "N 2\tVergabe"),
    ],
)
@pytest.mark.parametrize("joint", ["", " ", "\t"])
def test_items_that_a_copy_joined(joint: str, first: str, second: str) -> None:
    heads = joint.join(("TOP", "Betreff", "Vorlage", "Beschluss", "Zuständigkeit"))
    one, two = copied("to010", *AGENDA, heads, first, second).tops
    assert (one.nummer, one.oeffentlich, one.betreff, one.vorlage_nummer) == ("1", True, "Radweg 2026", "K 2026/0725")
    assert (one.ergebnis, one.rolle) == ("vertagt", "Entscheidung")
    assert (two.nummer, two.oeffentlich, two.betreff) == ("2", False, "Vergabe")


def test_bare_numbers_begin_an_item_where_they_go_on() -> None:
    rows = [
        "TOP Betreff",
        "Öffentliche Sitzung (17:00 Uhr)",
        "1 Mitteilungen",
        "2 Vergabe",
        "2026 neue Wege",
        "Nichtöffentliche Sitzung",
    ]
    tops = copied("to010", *AGENDA, *rows, "3 Personal").tops
    assert [(top.nummer, top.oeffentlich, top.betreff) for top in tops] == [
        ("1", True, "Mitteilungen"), ("2", True, "Vergabe 2026 neue Wege"), ("3", False, "Personal"),
    ]  # fmt: skip


def test_a_head_whose_labels_are_glued() -> None:
    line = "Betreff:Radweg: Nord und SüdStatus:öffentlich (Vorlage freigegeben)Vorlageart:AntragFederführend:Amt 66"
    paper = copied("vo020", "Antrag - 1/2026", "Grunddaten", f"{line}Verfasser 1:Nachname, Vorname", "Beratungsfolge")
    assert (paper.betreff, paper.status, paper.art, paper.federfuehrend) == (
        "Radweg: Nord und Süd", "öffentlich", "Antrag", "Amt 66",
    )  # fmt: skip
    assert "Nachname" not in paper.model_dump_json()


def test_files_that_a_copy_joined() -> None:
    rows = [
        "Begründung",
        "Text.",
        "Anlagen",
        "Nr.NameOriginalStatusGröße",
        "1 Plan 2.pdf (wie Dokument) 5,2 MB",
        "2Karte.pdf82 KB",
    ]
    paper = copied("vo020", "Antrag - 1/2026", "Grunddaten", "Betreff: Radweg", *rows)
    assert [(one.name, one.groesse) for one in paper.anlagen] == [("Plan 2.pdf", 5452595), ("Karte.pdf", 83968)]


@pytest.mark.parametrize(
    ("program", "end", "broken"),
    [
        ("vo020", ["Beratungsfolge"], True),
        ("vo020", ["Beratungsfolge", "● Geplant", "Kreistag", "Entscheidung", "21.10.2026"], True),
        ("vo020", ["Beratungsfolge", "Impressum"], False),
        ("vo020", ["Begründung", "Es fehlt ein Weg."], False),
        ("to010", ["Tagesordnung"], True),
        ("to010", ["Tagesordnung", "Ö 1", "Radweg"], False),
    ],
)
def test_a_copy_that_ends_with_an_announcement_breaks_off(program: str, end: list[str], broken: bool) -> None:
    head = ["Kreistag - 21.10.2026", "Grunddaten", "Betreff: Radweg", "Gremium: Kreistag", "Datum: 21.10.2026"]
    page = Page(f"{BASE}{program}?X=1", "\n".join([*head, *end]), "text")
    assert allris4.PAGES["vorlage" if program == "vo020" else "sitzung"](page).broken_off is broken


@pytest.mark.parametrize("number", ["12 a", "12a", "12A", "II 3", "3.1.2", "7.1 b"])
def test_letters_and_roman_parts_belong_to_the_number(number: str) -> None:
    row = f'<tr><td class="{{}}">N {number}</td><td>Radweg</td></tr>'
    tops = [agenda(row.format(name)).datensaetze[0].tops for name in ("tonr", "xyzzy")]
    tops += [copied("to010", *AGENDA, "TOP Betreff", f"N {number}{joint}Radweg").tops for joint in ("\n", " ")]
    assert {(top.nummer, top.oeffentlich, top.betreff) for (top,) in tops} == {(number, False, "Radweg")}


@pytest.mark.parametrize("value", ["Nachname, Vorname", "Frau Nachname", "Herr Dr. Nachname"])
@pytest.mark.parametrize("label", ["Lenkung", "Kontakt", "Verfasser 2", "1. Berichterstattung"])
def test_a_person_under_any_label_is_kept_out_of_a_subject(label: str, value: str) -> None:
    parsed = copied(
        "vo020", "Antrag - 1/2026", "Grunddaten", "Betreff:", "Radweg", f"{label}: {value}", "Status: öffentlich"
    )
    assert (parsed.betreff, parsed.status) == ("Radweg", "öffentlich")
    assert "Nachname" not in parsed.model_dump_json()
