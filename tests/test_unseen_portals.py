"""Pages as portals print them that no fixture stands for: other labels, columns, layouts, and their text copies.

Each page is short and invented, in the markup of its product; what it states was written down before it was read.
"""

from __future__ import annotations

from typing import Any

import pytest

from ris_scraper.read.read import page_of, parse

SESSIONNET, ALLRIS_3 = "https://ris.musterkreis.example/bi/", "https://ris.musterkreis.example/bi/"
ALLRIS_4, SDNET = "https://ris.musterkreis.example/public/", "https://gremien.musterkreis.example/"


def read(url: str, said: str, rendering: str = "html") -> tuple[dict[str, Any], tuple[str, ...]]:
    """The page's only record, and the kinds of its Hinweise."""
    whole = f"<html><body>{said}</body></html>" if rendering == "html" else said
    parsed = parse(page_of(url, whole.encode(), encoding="utf-8", rendering=rendering)).parsed
    (record,) = parsed.datensaetze
    return record.model_dump(mode="json"), tuple(hint.art for hint in parsed.hinweise)


def several(records: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(record[name] for name in names) for record in records]


# --- SD.NET RIM ------------------------------------------------------------------------------

_SDNET = (
    '<meta name="generator" content="SD.NET RIM - Ratsinfomanagement">'
    "<title>Vorgang - SD.NET RIM 4 | Musterkreis</title>"
    '<div id="div-content" class="vorgang"><h1 class="heading">Vorgang 33/2025</h1><table class="table-details">'
    '<tr><th scope="row">Vorlage zur Kenntnis:</th><td>33/2025</td></tr>'
    '<tr><th scope="row">Bezeichnung:</th><td>Jahresbericht Rettungsdienst</td></tr>'
    '<tr><th scope="row">Verfasst am:</th><td>04.03.2025</td></tr>'
    '<tr><th scope="row">Bezugsvorgang:</th><td><a href="/vorgang/?__=YY">30/2025</a></td></tr>'
    '<tr><th scope="row">Dokument:</th><td>'
    '<a href="/sdnetrim/x/V.pdf">Vorlage 33/2025 (exportiert: 01.03.2025) (71 KB)</a>'
    '<br><a href="/sdnetrim/x/A.pdf">Anlage 1 - Bericht.pdf (exportiert: 01.03.2025) (2 KB)</a></td></tr></table></div>'
)


def test_sdnet_with_other_labels_and_links_without_description() -> None:
    record, hints = read(f"{SDNET}vorgang/?__=Z", _SDNET)
    assert (record["nummer"], record["betreff"], record["datum"]) == (
        "33/2025",
        "Jahresbericht Rettungsdienst",
        "2025-03-04",
    )
    assert record["bezug"] == ["30/2025"]
    assert several(record["anlagen"], "name", "groesse") == [("Anlage 1 - Bericht.pdf", 2048)]
    assert hints == ()


_SDNET_HEAD = "Vorgang 5/2026\nBeschlussvorlage: 5/2026\nBetreff: Nahverkehrsplan\nBeratungsfolge\n"


@pytest.mark.parametrize(
    "rows",
    [
        "TerminGremiumTOPBeschlussAbstimmung\n"
        "Di, 29.09.2026 16:30 UhrKreistag7.1Der Kreistag beschließt den Entwurf.Einstimmig, 0 Enthaltung(en)\n",
        "Termin\tGremium\tTOP\tBeschluss\tAbstimmung\n"
        "Di, 29.09.2026 16:30 Uhr\tKreistag\t7.1\tDer Kreistag beschließt den Entwurf.\tEinstimmig, 0 Enthaltung(en)\n",
    ],
)
def test_sdnet_copies_with_a_column_of_numbers(rows: str) -> None:
    record, _ = read(f"{SDNET}vorgang/?__=Z", _SDNET_HEAD + rows, "text")
    assert several(record["beratungen"], "gremium", "datum", "top", "enthaltung") == [
        ("Kreistag", "2026-09-29", "7.1", 0)
    ]
    assert record["beratungen"][0]["beschluss"] == "Der Kreistag beschließt den Entwurf."


def test_sdnet_copies_say_what_they_could_not_read() -> None:
    record, hints = read(f"{SDNET}vorgang/?__=Z", f"{_SDNET_HEAD}KreistagMi, 02.09.2026 abgelehnt\n", "text")
    assert record["beratungen"] == []
    assert "zeilen" in hints


def test_sdnet_copies_with_several_items_under_one_number() -> None:
    said = (
        "Sitzung: Rat, 3. Sitzung\nTermin: Do, 06.03.2025 18:00 Uhr\nI. Öffentlicher Teil\n1 Eröffnung\n"
        "2 a) Sporthalle V-7/2025\n2 b)Turnhalle\n3 Verschiedenes\nII. Nichtöffentlicher Teil\n1 Grundstück\n"
    )
    tops = several(read(f"{SDNET}tops/?__=Z", said, "text")[0]["tops"], "nummer", "betreff", "oeffentlich")
    assert tops == [
        ("1", "Eröffnung", True),
        ("2 a", "Sporthalle", True),
        ("2 b", "Turnhalle", True),
        ("3", "Verschiedenes", True),
        ("1", "Grundstück", False),
    ]


# --- ALLRIS 4 --------------------------------------------------------------------------------

_ALLRIS_4 = (
    '<meta name="description" content="ALLRIS net Version 4.1.7"><title>ALLRIS - Vorlage</title>'
    '<script src="./wicket/resource/x.js"></script><div id="allris" class="vo020">'
    '<h1 class="title">Bericht - 55/2024</h1>'
    '<dl><dt>Betreff:</dt><dd><span id="vobetreff">Jobcenter</span></dd></dl>'
    '<aside id="anlagenHeaderPanel"><a href="#">Bericht.pdf <span>(340 KB)</span></a></aside>'
    '<h2>Beratungsfolge</h2><table class="bfTable"><thead><tr><th>Status</th><th>TOP</th><th>Datum</th><th>Gremium</th>'
    "<th>Zuständigkeit</th><th>Beschluss</th></tr></thead><tbody><tr><td>Erledigt</td><td>Ö 4</td>"
    '<td class="date">21.02.2024</td><td><a href="./to010?SILFDNR=8">Sozialausschuss</a></td><td>Kenntnisnahme</td>'
    "<td>zur Kenntnis genommen</td></tr></tbody></table></div>"
)


def test_allris4_stations_in_one_row_each_with_role_and_result() -> None:
    record, hints = read(f"{ALLRIS_4}vo020?VOLFDNR=55", _ALLRIS_4)
    fields = ("gremium", "rolle", "ergebnis", "top", "sitzung_id")
    assert several(record["beratungen"], *fields) == [
        ("Sozialausschuss", "Kenntnisnahme", "zur Kenntnis genommen", "4", "8")
    ]
    assert several(record["anlagen"], "name", "groesse") == [("Bericht.pdf", 340 * 1024)]
    assert hints == ()


def test_allris4_copies_without_the_frame_are_known_by_their_head() -> None:
    said = (
        "Auszug - Bericht Kita\nTOP:\nÖ 4\nGremium:\nJugendhilfeausschuss\nDatum:\nMi., 04.03.2026\n"
        "Beschluss:\nzur Kenntnis genommen\n\nAbstimmungsergebnis\n\neinstimmig\n"
    )
    record, _ = read(f"{ALLRIS_4}to020?TOLFDNR=50", said, "text")
    fields = ("typ", "nummer", "gremium", "datum", "ergebnis", "einstimmig")
    assert several([record], *fields) == [
        ("top", "4", "Jugendhilfeausschuss", "2026-03-04", "zur Kenntnis genommen", True)
    ]


@pytest.mark.parametrize("above", ["TOPBetreffVorlage\n", "Öffentlicher Teil\n", ""])
def test_allris4_copies_of_agendas_without_a_heading(above: str) -> None:
    head = "Gremium:\nSozialausschuss\nDatum:\n21.02.2024\nUhrzeit:\n17:00\n"
    said = f"{head}{above}Ö 1Eröffnung\nÖ 2Jobcenter55/2024\nN 3(nichtöffentlich)\n"
    record, _ = read(f"{ALLRIS_4}to010?SILFDNR=8", said, "text")
    assert several(record["tops"], "nummer", "oeffentlich", "betreff", "vorlage_nummer") == [
        ("1", True, "Eröffnung", None),
        ("2", True, "Jobcenter", "55/2024"),
        ("3", False, "(nichtöffentlich)", None),
    ]


def test_allris4_copies_of_stations_without_a_heading() -> None:
    said = (
        "Antrag - 77/2026\nBetreff:\nZebrastreifen\nStatus:\nöffentlich\nVorlageart:\nAntrag\n"
        "StatusDatumGremiumBeschlussNA\nErledigtRat der StadtEntscheidung\n"
        "2026 Feb 3Sitzung des Ratesin geänderter Form beschlossenNA\n"
    )
    record, _ = read(f"{ALLRIS_4}vo020?VOLFDNR=77", said, "text")
    assert several(record["beratungen"], "gremium", "rolle", "datum", "sitzung", "ergebnis") == [
        ("Rat der Stadt", "Entscheidung", "2026-02-03", "Sitzung des Rates", "in geänderter Form beschlossen")
    ]


# --- ALLRIS 3 --------------------------------------------------------------------------------


def test_allris3_copies_with_glued_roles_and_changed_forms() -> None:
    said = (
        "Drucksache - DS/0815/VI\n\nBetreff: Bäume\nStatus:öffentlichDrucksache-Art:Antrag\nBeratungsfolge:\n"
        "UmweltausschussEmpfehlung\n06.02.2024\nSitzung des Umweltausschussesin geänderter Fassung beschlossen\n"
    )
    record, _ = read(f"{ALLRIS_3}vo020.asp?VOLFDNR=1", said, "text")
    assert several(record["beratungen"], "gremium", "rolle", "sitzung", "ergebnis") == [
        ("Umweltausschuss", "Empfehlung", "Sitzung des Umweltausschusses", "in geänderter Fassung beschlossen")
    ]


# --- SessionNet ------------------------------------------------------------------------------

_AGENDA = (
    ("1", "Bekanntgaben", None, None, None, None),
    ("2", "Feuerwehrschule; Vergabe", "Zustimmung", 14, 0, "KA/2025/044"),
    ("2.1", "Kostenrahmen", None, None, None, None),
    ("1", "Personal", None, None, None, None),
)
_ITEM_FIELDS = ("nummer", "betreff", "ergebnis", "ja", "nein", "vorlage_nummer")
_PUBLIC = [True, True, True, False]


def test_sessionnet_agenda_of_a_bavarian_portal() -> None:
    rows = (
        '<tr><td class="totrenn"><h2>I. Öffentliche Sitzung</h2></td></tr>'
        '<tr><td class="tofnum">1</td><td class="tobetr">Bekanntgaben</td></tr>'
        '<tr><td class="tofnum">2</td><td class="tobetr"><div class="smc-card-header-title-simple">Feuerwehrschule;<br>'
        'Vergabe</div><p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> Zustimmung</p>'
        '<p class="smc_field_smcdv0_box2_abstimmung"><strong>Abstimmung:</strong> 14 : 0</p></td>'
        '<td class="tovo"><a href="vo0050.asp?__kvonr=44">KA/2025/044</a></td></tr>'
        '<tr><td class="tofnum">2.1</td><td class="tobetr">Kostenrahmen</td></tr>'
        '<tr><td class="totrenn"><h2>II. Nichtöffentliche Sitzung</h2></td></tr>'
        '<tr><td class="tofnum">1</td><td class="tobetr">Personal</td></tr>'
    )
    page = (
        '<div class="smclayout smc_page_si0057_layout"><h1>Kreisausschuss - 12.05.2025 - 09:00 Uhr</h1>'
        f'<table class="smctablesitzung">{rows}</table></div>'
    )
    record, _ = read(f"{SESSIONNET}si0057.asp?__ksinr=60", page)
    assert several(record["tops"], *_ITEM_FIELDS) == list(_AGENDA)
    assert [top["oeffentlich"] for top in record["tops"]] == _PUBLIC


def test_sessionnet_copy_of_the_same_agenda_with_a_line_for_each_cell() -> None:
    said = (
        "Gremium\nKreisausschuss\nDatum\n12.05.2025\nI. Öffentliche Sitzung\n1\nBekanntgaben\n2\nFeuerwehrschule;\n"
        "Vergabe\nBeschluss: Zustimmung\nAbstimmung: 14 : 0\nKA/2025/044 KA/2025/045\n2.1\nKostenrahmen\n"
        "II. Nichtöffentliche Sitzung\n1\nPersonal\n"
    )
    record, _ = read(f"{SESSIONNET}si0057.asp?__ksinr=60", said, "text")
    assert several(record["tops"], *_ITEM_FIELDS) == list(_AGENDA)
    assert [top["oeffentlich"] for top in record["tops"]] == _PUBLIC


def test_sessionnet_copies_of_items_that_were_added_later() -> None:
    said = "Gremium\nKreistag\nDatum\n12.05.2025\nÖffentlicher Teil\nÖ 1 Nachtrag\nRadweg\nÖ 2\nNachtrag zum Haushalt\n"
    record, _ = read(f"{SESSIONNET}si0057.asp?__ksinr=60", said, "text")
    assert several(record["tops"], "nummer", "betreff") == [("1", "Radweg"), ("2", "Nachtrag zum Haushalt")]


def test_sessionnet_numbers_of_papers_that_look_like_words() -> None:
    rows = (
        '<tr class="smcrowh"><td colspan="3">Öffentlicher Teil</td></tr><tr id="smcto_1_502">'
        '<td class="smc_tophn">4</td>'
        '<td class="smc_topht">Schülerbeförderung</td>'
        '<td><a href="vo0050.asp?__kvonr=330">DS 88/2011 2. Ergänzung</a></td>'
        "</tr>"
    )
    page = (
        '<div class="smclayout smc_page_to0040_layout"><h1>Kreistag - 18.10.2011</h1>'
        f'<table id="smc_page_to0040_contenttable1" class="smccontenttable">{rows}</table></div>'
    )
    record, _ = read(f"{SESSIONNET}to0040.asp?__ksinr=71", page)
    assert several(record["tops"], "betreff", "vorlage_nummer", "vorlage_id") == [
        ("Schülerbeförderung", "DS 88/2011 2. Ergänzung", "330")
    ]


def test_sessionnet_headings_of_coesfeld_and_badges_of_files() -> None:
    page = (
        '<div class="smclayout smc_page_vo0050_layout"><div class="smc-table-row">'
        '<div class="smc-table-cell smc-cell-head voname_title">Vorlage</div>'
        '<div class="voname smc-table-cell">SV-10-0170'
        '</div></div><div class="smc-table-row"><div class="smc-table-cell smc-cell-head">Amt/Fachbereich</div>'
        '<div class="smc-table-cell">Jugend</div></div><div class="smc-documents"><div class="smc-d-el">'
        '<a href="getfile.asp?id=9&amp;type=do">Sitzungsvorlage <span class="badge">NEU</span></a></div></div>'
        '<div class="smcdocmsword"><p><b>II. Lösung</b></p><p>Neue Gruppen.</p>'
        "<p><b>IV. Auswirkungen / Zusammenhänge (Finanzen, Personal, IT, sonstige Ressourcen)</b></p><p>Keine.</p>"
        "</div></div>"
    )
    record, hints = read(f"{SESSIONNET}vo0050.php?__kvonr=170", page)
    assert record["federfuehrend"] == "Jugend"
    assert several(record["anlagen"], "name") == [("Sitzungsvorlage",)]
    assert several(record["abschnitte"], "text") == [("Neue Gruppen.",), ("Keine.",)]
    assert hints == ()


@pytest.mark.parametrize(
    "rows",
    [
        "DatumGremiumBeratungsartTOPErgebnis\n18.10.2011SchulausschussVorberatungÖ 4zur Kenntnis genommen\n"
        "KreistagEntscheidung\n",
        "Datum\tGremium\tBeratungsart\tTOP\tErgebnis\n18.10.2011\tSchulausschuss\tVorberatung\tÖ 4\t"
        "zur Kenntnis genommen\n",
    ],
)
def test_sessionnet_copies_of_old_tables_with_numbers(rows: str) -> None:
    said = f"Name:DS 88/2011Status:öffentlich\nArt:Berichtsvorlage\nBetreff:Schülerbeförderung\n{rows}"
    stations = read(f"{SESSIONNET}vo0050.asp?__kvonr=330", said, "text")[0]["beratungen"]
    assert several(stations[:1], "gremium", "rolle", "top", "ergebnis") == [
        ("Schulausschuss", "Vorberatung", "4", "zur Kenntnis genommen")
    ]
    planned = [("Kreistag", "Entscheidung", None)] if "KreistagEntscheidung" in rows else []
    assert several(stations[1:], "gremium", "rolle", "datum") == planned


def test_sessionnet_copies_of_votes_that_begin_with_those_present() -> None:
    said = (
        "TOP Ö 12 Breitband\nGremium\nKreistag\nDatum\n07.02.2017\nBeschluss: einstimmig beschlossen\n"
        "Abstimmung: Anwesend: 11, Ja: 11, Nein: 0\n\nBeschluss:\n\nDer Ausbau wird gefördert.\n"
    )
    record, _ = read(f"{SESSIONNET}to0050.asp?__ktonr=7", said, "text")
    assert several([record], "ja", "nein", "ergebnis") == [(11, 0, "einstimmig beschlossen")]
    assert several(record["abschnitte"], "titel", "text") == [("Beschluss", "Der Ausbau wird gefördert.")]


def test_sessionnet_copies_of_stations_say_what_they_could_not_read() -> None:
    said = "Beratungen\n11.03.2025 Kreisausschuss TOP 6 öffentlich - Vorberatung\n25.03.2025 ???\n"
    record, hints = read(f"{SESSIONNET}vo0053.asp?__kvonr=15", said, "text")
    assert several(record["beratungen"], "gremium", "top") == [("Kreisausschuss", "6")]
    assert "zeilen" in hints


def test_sdnet_copies_with_wordings_of_several_paragraphs() -> None:
    rows = (
        "Do, 06.03.2025 18:00 UhrRat\n1. Der Rat beschließt den Bau.\n2. Die Mittel stehen bereit.\n"
        "Ja 20, Nein 10, Enthaltung 1\nMo, 10.03.2025 18:00 UhrKreistagvertagt\n"
    )
    record, _ = read(f"{SDNET}vorgang/?__=Z", f"{_SDNET_HEAD}{rows}", "text")
    assert several(record["beratungen"], "gremium", "ja", "nein", "ergebnis") == [
        ("Rat", 20, 10, "Ja 20, Nein 10, Enthaltung 1"),
        ("Kreistag", None, None, "vertagt"),
    ]


def test_allris3_copies_of_meetings_named_like_their_body() -> None:
    said = (
        "Vorlage - 2022/346\n\nBetreff: Moor\nStatus:öffentlichVorlage-Art:Antrag\nBeratungsfolge:\n"
        "Umweltausschuss Vorberatung\n05.05.2022\nUmweltausschuss (ungerade)\nKreistag Entscheidung\n"
        "06.05.2022\nKreistagan Ausschuss überwiesen\n"
    )
    record, _ = read(f"{ALLRIS_3}vo020.asp?VOLFDNR=1", said, "text")
    assert several(record["beratungen"], "gremium", "sitzung", "ergebnis") == [
        ("Umweltausschuss", "Umweltausschuss (ungerade)", None),
        ("Kreistag", "Kreistag", "an Ausschuss überwiesen"),
    ]


def test_sessionnet_copies_with_references_on_lines_of_their_own() -> None:
    said = (
        "Name:2017/SV/033Status:öffentlich\nBetreff:Breitband\nUntergeordnete Vorlage(n):2017/SV/034\n2017/SV/035\n"
        "Federführung:SG 31\n"
    )
    record, _ = read(f"{SESSIONNET}vo0050.asp?__kvonr=3", said, "text")
    assert (record["bezug"], record["federfuehrend"]) == (["2017/SV/034", "2017/SV/035"], "SG 31")


def test_sessionnet_copies_of_heads_with_other_labels() -> None:
    said = (
        "Sitzungsnummer\nHFA/01/2017\nAusschuss\nFinanzausschuss\nSitzungstag\nDi, 07.02.2017\nSitzungsdauer\n"
        "18.30-20.05 Uhr\nÖffentlicher Teil\nÖ 1 Breitband\n"
    )
    record, _ = read(f"{SESSIONNET}si0057.asp?__ksinr=5", said, "text")
    fields = ("name", "gremium", "datum", "beginn", "ende")
    assert several([record], *fields) == [("HFA/01/2017", "Finanzausschuss", "2017-02-07", "18:30", "20:05")]
