"""ALLRIS 3 in text copies: stations, labels and values whose cells and lines were joined."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import allris3
from parsers.allris3.text.stations import read_stations
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Sitzung, Vorlage
from tests.support.fixture_pages import read_by

# --- the grammar of the Beratungsfolge ---------------------------------------------------------


def told(lines: list[str]) -> list[tuple[Any, ...]]:
    found, _ = read_stations(lines)
    return [(b.gremium, b.rolle, str(b.datum) if b.datum else None, b.sitzung, b.ergebnis) for b in found]


def test_one_line_per_meeting() -> None:
    assert told(["Kreistag Entscheidung", "13.06.2013 4. Sitzung des Kreistages ungeändert beschlossen"]) == [
        ("Kreistag", "Entscheidung", "2013-06-13", "4. Sitzung des Kreistages", "ungeändert beschlossen")
    ]


def test_glued_cells() -> None:
    assert told(["SozialausschussVorberatung", "13.06.2013", "4. Sitzung des Sozialausschussesvertagt"]) == [
        ("Sozialausschuss", "Vorberatung", "2013-06-13", "4. Sitzung des Sozialausschusses", "vertagt")
    ]


def test_a_result_no_list_knows_is_told_by_the_name_of_the_body() -> None:
    assert told(["Kreistag", "13.06.2013", "Kreistag siehe Protokoll"])[0][3:] == ("Kreistag", "siehe Protokoll")


def test_planned_stations_and_the_text_behind_them() -> None:
    lines = ["Kreisausschuss Vorberatung", "Kreistag", "", "Der Kreistag beschließt das Konzept.", "Kreistag"]
    found, rest = read_stations(lines)
    assert [b.gremium for b in found] == ["Kreisausschuss", "Kreistag"]
    assert rest == lines[3:]


@pytest.mark.parametrize(
    "text", ["Beschlussvorschlag", "Sachverhalt", "Anlagen:", "Beschluss: Der Kreistag stimmt zu."]
)
def test_jump_list_and_headings_are_no_stations(text: str) -> None:
    assert told(["Kreistag", text]) == [("Kreistag", None, None, None, None)]


# --- whole copies ------------------------------------------------------------------------------


def copied(kind: str, text: str) -> dict[str, Any]:
    program = {"vorlage": "vo020", "sitzung": "to010", "auszug": "to020"}[kind]
    page = Page(f"https://x.example/bi/{program}.asp", text, "text")
    return dict(allris3.PAGES[kind](page).datensaetze[0].model_dump())


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Beschlussvorlage - 12/2020", "12/2020"),
        ("Vorlage – 12/2020", "12/2020"),
        ("Mitteilung - M 12/2020", "M 12/2020"),
    ],
)
def test_headings_of_copies(heading: str, number: str) -> None:
    assert copied("vorlage", f"{heading}\nBetreff:\nRadweg")["nummer"] == number


def test_references_at_the_end_of_the_head() -> None:
    found = copied("vorlage", "Vorlage - 1/2020\nBetreff:\nRadweg\nBezüglich:\n2014/284\n85/2013\nBegründung\nSo.")
    assert found["bezug"] == ("2014/284", "85/2013")


@pytest.mark.parametrize(
    ("row", "result"),
    [("Mo, 02.03.2026 4. Sitzung des Bauausschussesvertagt", "vertagt"),
     ("02.03.2026 4. Sitzung des Bauausschusses(offen)", None),
     ("02.03.2026 4. Sitzung des Bauausschussesungeändert\nbeschlossen", "ungeändert beschlossen")],
)  # fmt: skip
def test_rows_of_meetings_in_copies(row: str, result: str | None) -> None:
    head = "Vorlage - 1/2020\nBetreff:\nRadweg\nBeratungsfolge:\nErledigtBauausschuss Vorberatung\n"
    (found,) = copied("vorlage", f"{head}{row}\n")["beratungen"]
    assert (found["gremium"], found["zustand"], found["rolle"]) == ("Bauausschuss", "Erledigt", "Vorberatung")
    assert (found["datum"].isoformat(), found["sitzung"]) == ("2026-03-02", "4. Sitzung des Bauausschusses")
    assert found["ergebnis"] == result


def test_numbers_of_items_in_copies() -> None:
    rows = "Ö 4.a Radweg\nÖ 6)Radweg\nNÖ 7Vergabe\nÖ 8 NTRadweg\n"
    tops = copied("sitzung", f"Tagesordnung - 4. Sitzung\nBezeichnung:4. Sitzung\nTOPBetreffVorlage\n{rows}")["tops"]
    assert [(top["nummer"], top["oeffentlich"], top["betreff"]) for top in tops] == [
        ("4.a", True, "Radweg"),
        ("6", True, "Radweg"),
        ("7", False, "Vergabe"),
        ("8", True, "Radweg"),
    ]


@pytest.mark.parametrize(
    ("lines", "counts"),
    [("Zustimmung: 20\nAblehnung: 3\nEnthaltung: -", (20, 3, None)),
     ("mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen 9 Enthaltungen", (45, 7, 9)),
     ("Der Antrag zur Geschäftsordnung wird mit 20 Ja-Stimmen angenommen.", (None, None, None))],
)  # fmt: skip
def test_a_voting_without_heading_in_copies(lines: str, counts: tuple[int | None, ...]) -> None:
    found = copied("auszug", f"Auszug - Radweg\nTOP:Ö 3Beschlussart:vertagt\nGremium:Kreistag\n{lines}\n")
    assert (found["ja"], found["nein"], found["enthaltung"]) == counts
    assert found["abschnitte"] == ()


def test_glued_votes_and_numbers_of_copies() -> None:
    found = copied("auszug", "Auszug - Radweg\nTOP:Ö 3\nAbstimmungsergebnis:\nZustimmung:20Ablehnung:0Enthaltung:3\n")
    assert (found["ja"], found["nein"], found["enthaltung"]) == (20, 0, 3)
    rows = "Ö 4 Haushaltssatzung 2017\nhier: Nachtrag 681/III/2011\nÖ 5 Bericht\n"
    (first, _) = copied("sitzung", f"Tagesordnung - 4. Sitzung\nBezeichnung:4. Sitzung\n{rows}")["tops"]
    assert (first["betreff"], first["vorlage_nummer"]) == ("Haushaltssatzung 2017 hier: Nachtrag", "681/III/2011")


def test_numbers_and_sizes_behind_a_blank_in_text_copies() -> None:
    text = (
        "Tagesordnung - 18. Sitzung des Kreistages\nBezeichnung:18. Sitzung des Kreistages\nGremium:Kreistag\n"
        "TOP Betreff Vorlage\nÖ 1\nRadwege 85/2013\nÖ 2\nHaushalt 2013/2014\nÖ 3\nAntwort auf Anfrage 12/2013\n"
    )
    found = allris3.PAGES["sitzung"](Page("https://x.example/bi/to010.asp?SILFDNR=1", text, "text")).datensaetze[0]
    assert isinstance(found, Sitzung)
    assert [top.vorlage_nummer for top in found.tops] == ["85/2013", None, None]
    text = (
        "Vorlage - 85/2013\nBetreff: Radwege\nStatus:öffentlich\nAnlagen:\nKarte (82 KB)\n\nDer Kreistag beschließt.\n"
    )
    paper = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp?VOLFDNR=1", text, "text")).datensaetze[0]
    assert isinstance(paper, Vorlage)
    assert paper.anlagen == (Anlage(name="Karte", groesse=83968),)


@pytest.mark.parametrize("label", ["Verfasser/-in", "Sachbearbeiter(in)", "Vortragende", "Ersteller"])
def test_names_of_staff_never_stick_to_the_office(label: str) -> None:
    text = f"Vorlage - 85/2013\nBetreff: Weg\nStatus:öffentlichVorlage-Art:Brief\nFederführende Stelle:Amt 66{label}:M."
    copy = Page("https://ris.example/bi/vo020.asp?VOLFDNR=1", text, "text")
    assert allris3.PAGES["vorlage"](copy).datensaetze[0].model_dump()["federfuehrend"] == "Amt 66"


def test_an_unknown_label_never_sticks_to_the_office() -> None:
    text = "Vorlage - 1/2020\nBetreff:\nRadweg\nFederführend:Amt 66Zeichen:M.\nBeratungsfolge:\n"
    parsed = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp", text, "text"))
    assert parsed.datensaetze[0].model_dump()["federfuehrend"] == "Amt 66"
    assert [hint.text for hint in parsed.hinweise][:1] == ["Zeichen"]


def test_stations_of_bodies_that_no_list_knows() -> None:
    text = (
        "Vorlage - VI-DS-00123\nBetreff: Integrationskonzept\nStatus:öffentlich\nBeratungsfolge:\nTOP:__\n"
        "DB OBM - Vorabstimmung\nFA Jugend 1. Lesung\nRatsversammlung Beschlussfassung\n20.05.2015   \n"
        "ungeändert beschlossen\nPetitum/Beschluss:\nDas Konzept wird beschlossen.\nSachlage:\nText.\n"
    )
    [paper] = read_by("allris3", Page("https://x.example/bi/vo020.asp?VOLFDNR=1", text, "text")).datensaetze
    said = paper.model_dump()
    assert [(one["gremium"], one["rolle"], one["ergebnis"]) for one in said["beratungen"]] == [
        ("DB OBM - Vorabstimmung", None, None),
        ("FA Jugend", "1. Lesung", None),
        ("Ratsversammlung", "Beschlussfassung", "ungeändert beschlossen"),
    ]
    assert [section["titel"] for section in said["abschnitte"]] == ["Petitum/Beschluss", "Sachlage"]


def test_an_office_ends_before_the_offices_that_take_part() -> None:
    text = (
        "Vorlage - FB 45/0123/WP17\nBetreff: Schulen\nStatus:öffentlichVorlage-Art:Entscheidungsvorlage\n"
        "Federführende Dienststelle:FB 45 - KinderBeteiligte Dienststelle/n:FB 20\nBeratungsfolge:\nSchulausschuss\n"
    )
    [paper] = read_by("allris3", Page("https://x.example/bi/vo020.asp?VOLFDNR=1", text, "text")).datensaetze
    said = paper.model_dump()
    assert (said["federfuehrend"], said["beteiligt"]) == ("FB 45 - Kinder", "FB 20")


def test_files_below_the_text_without_the_head_of_their_table() -> None:
    text = (
        "Vorlage - 1/2013\nBetreff: Radwege\nBeratungsfolge:\nKreistag\nSachverhalt:\nText.\n"
        "Anlagen:\nKonzept 2013 (1245 KB)\n2 Karte (82 KB)\n"
    )
    [paper] = read_by("allris3", Page("https://x.example/bi/vo020.asp?VOLFDNR=1", text, "text")).datensaetze
    said = paper.model_dump()
    assert [(one["name"], one["groesse"]) for one in said["anlagen"]] == [("Konzept 2013", 1274880), ("Karte", 83968)]
    assert [section["text"] for section in said["abschnitte"]] == ["Text."]


@pytest.mark.parametrize("heading", ["Abstimmung:", "Abstimmungsergebnis", "Ergebnis der Abstimmung:"])
def test_the_vote_of_minutes_stands_below_its_heading(heading: str) -> None:
    text = (
        "Auszug - Radweg\nTOP: Ö 5\nGremium: Kreistag Beschlussart: ungeändert beschlossen\nDatum: Mi, 01.02.2017\n"
        f"Beschluss: Der Kreistag stimmt zu.\n{heading}\nJa-Stimmen: 10 Nein-Stimmen: 0 Stimmenthaltungen: 1\n"
    )
    [item] = read_by("allris3", Page("https://x.example/bi/to020.asp?TOLFDNR=1", text, "text")).datensaetze
    said = item.model_dump()
    assert (said["ja"], said["nein"], said["enthaltung"]) == (10, 0, 1)
    assert said["abschnitte"][0]["text"] == "Der Kreistag stimmt zu."


@pytest.mark.parametrize(("label", "office"), [("Fachbereich", "Amt 66"), ("Dezernent/in", None)])
def test_the_office_under_other_labels(label: str, office: str | None) -> None:
    text = f"Vorlage - 1/2020\nBetreff:\nRadweg\n{label}:Amt 66\nStatus:öffentlich\n"
    assert copied("vorlage", text)["federfuehrend"] == office


def copy(kind: str, text: str) -> Any:
    program = {"vorlage": "vo020.asp?VOLFDNR=1", "sitzung": "to010.asp?SILFDNR=1", "auszug": "to020.asp?TOLFDNR=1"}[
        kind
    ]
    return allris3.PAGES[kind](Page(f"https://x.example/bi/{program}", text, "text")).datensaetze[0]


@pytest.mark.parametrize(
    ("lines", "art"),
    [
        ("Status:öffentlich Ursprungaktuell\nInitiator:Fraktion XFraktion X\nDrucksache-Art:AntragAntrag", "Antrag"),
        ("Status:öffentlichUrsprungaktuell\nDrucksache-Art:AntragBericht der Verwaltung", "Bericht der Verwaltung"),
        ("Status:\nöffentlich\nUrsprung\naktuell\nDrucksache-Art:\nAntrag\nAntrag", "Antrag"),
        ("Status: öffentlich\nUrsprung aktuell\nDrucksache-Art: Antrag Antrag", "Antrag"),
        ("Status: öffentlich\nDrucksache-Art: Antrag Antrag", "Antrag Antrag"),
    ],
)
def test_what_a_paper_was_and_is_now(lines: str, art: str) -> None:
    paper = copy("vorlage", f"Drucksache - 0123/XXI\nBetreff:Radweg\n{lines}\nBeratungsfolge:\n")
    assert (paper.nummer, paper.betreff, paper.status, paper.art) == ("0123/XXI", "Radweg", "öffentlich", art)
    assert paper.einbringer == ("Fraktion" if "Initiator" in lines else None)


def test_a_file_may_be_called_like_a_heading() -> None:
    text = (
        "Vorlage - 1/2020\nBetreff:Radweg\nStatus:öffentlich\nBeratungsfolge:\nKreistag Entscheidung\n\n"
        "Anlagen:\nLageplan 2a\nBegründung\nUmweltbericht\n\nBeschlussvorschlag:\nDer Kreistag stimmt zu.\n"
    )
    paper = copy("vorlage", text)
    assert [one.name for one in paper.anlagen] == ["Lageplan 2a", "Begründung", "Umweltbericht"]
    assert [(one.titel, one.text) for one in paper.abschnitte] == [("Beschlussvorschlag", "Der Kreistag stimmt zu.")]


def test_the_number_of_a_paper_whose_subject_has_several_lines() -> None:
    text = (
        "Auszug - Radwege\nTOP: Ö 7\nGremium: Kreistag\nBeschlussart: vertagt\nDatum: Mo, 21.10.2026\n"
        "25/085 Bau von Radwegen\nan den Straßen 1 bis 3\nhier: Planung\nStatus: öffentlich\nVorlage-Art: Antrag\n"
    )
    assert copy("auszug", text).vorlage_nummer == "25/085"


def test_a_copy_in_one_line_is_refused() -> None:
    text = "Vorlage - 1/2020 Betreff: Radweg Status: öffentlich Beratungsfolge: " + "Kreistag Entscheidung " * 30
    with pytest.raises(LayoutDrift):
        copy("vorlage", text)


def test_navigation_before_the_page_is_no_foot() -> None:
    text = (
        "Startseite\nKontakt | Impressum\nBezeichnung:\n3. Sitzung\nGremium:\nKreistag\nDatum:\n21.10.2026\n"
        "| TOP | Betreff | Vorlage |\n|---|---|---|\n| Ö 1 | Radweg | 25/085 |\n| N 2 | Vergabe | |\nImpressum\n"
    )
    meeting = copy("sitzung", text)
    assert (meeting.name, meeting.gremium, str(meeting.datum)) == ("3. Sitzung", "Kreistag", "2026-10-21")
    assert [(top.nummer, top.oeffentlich, top.betreff, top.vorlage_nummer) for top in meeting.tops] == [
        ("1", True, "Radweg", "25/085"), ("2", False, "Vergabe", None),
    ]  # fmt: skip


def test_the_first_file_may_stand_beside_its_label() -> None:
    head = "Vorlage - 1/2020\nBetreff: Radweg\nBeratungsfolge:\nKreistag Entscheidung\n\n"
    for jumps in ("", "Beschlussvorschlag\nSachverhalt\n"):
        paper = copy("vorlage", f"{head}{jumps}Anlagen: Plan 1\nPlan 2\n\nText.\n")
        assert [one.name for one in paper.anlagen] == ["Plan 1", "Plan 2"]


@pytest.mark.parametrize(
    ("end", "broken"),
    [
        ("Beratungsfolge:\n", True),
        ("Beratungsfolge:\nKreistag Entscheidung\n21.10.2026\n", True),
        ("Beratungsfolge:\nKreistag Entscheidung\n\nBeschlussvorschlag\nSachverhalt\n", True),
        ("Federführend:\n", True),
        ("Beratungsfolge:\nSeitenanfang\n", False),
        ("Beratungsfolge:\nKreistag Entscheidung\n", False),
        (
            "Beratungsfolge:\nKreistag Entscheidung\n\nBeschlussvorschlag\nSachverhalt\n\nDer Kreistag stimmt zu.\n",
            False,
        ),
    ],
)
def test_a_copy_that_ends_with_an_announcement_breaks_off(end: str, broken: bool) -> None:
    page = Page(
        "https://x.example/bi/vo020.asp", f"Vorlage - 1/2020\nBetreff: Radweg\nStatus: öffentlich\n{end}", "text"
    )
    assert allris3.PAGES["vorlage"](page).broken_off is broken


@pytest.mark.parametrize("number", ["12 a", "12a", "12A", "II 3", "3.1.2", "7.1 b"])
@pytest.mark.parametrize("joint", ["\n", " "])
def test_letters_and_roman_parts_belong_to_the_number(number: str, joint: str) -> None:
    text = f"Tagesordnung - 3. Sitzung\nBezeichnung: 3. Sitzung\nTOP Betreff Vorlage\nN {number}{joint}Radweg\n"
    (top,) = copy("sitzung", text).tops
    assert (top.nummer, top.oeffentlich, top.betreff) == (number, False, "Radweg")


def test_days_times_and_votes_that_cannot_be_are_said() -> None:
    meeting = Page(
        "https://x.example/bi/to010.asp?SILFDNR=1",
        "Tagesordnung - 3. Sitzung\nBezeichnung: 3. Sitzung\nDatum: 12.03.3025\nZeit: 24:30\nTOP Betreff\nÖ 1 Radweg\n",
        "text",
    )
    parsed = allris3.PAGES["sitzung"](meeting)
    assert parsed.datensaetze[0].model_dump()["datum"] is None
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("datum", "12.03.3025"), ("zeit", "24:30")]
    item = Page(
        "https://x.example/bi/to020.asp?TOLFDNR=1",
        "Auszug - Radweg\nTOP: Ö 1\nGremium: Kreistag\nDatum: 21.10.2026\nAbstimmungsergebnis:\nJa 20 Nein 4 2\n",
        "text",
    )
    parsed = allris3.PAGES["auszug"](item)
    assert parsed.datensaetze[0].model_dump()["ja"] is None
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("abstimmung", "Ja 20 Nein 4 2")]
