"""More pages of SessionNet and ALLRIS 3 that no fixture stands for; what each states was written before it was read.

What a page states is a mapping from a path ("beratungen.0.top") to the value a careful citizen would write down.
"""

from __future__ import annotations

import functools
from typing import Any

import pytest

from tests.support.unseen import at
from tests.test_unseen_portals import ALLRIS_3, SESSIONNET, read

Case = tuple[str, str, str, dict[str, Any]]


def _layout(kind: str, said: str) -> str:
    return f'<div class="smclayout smc_page_{kind}_layout">{said}</div>'


CASES: dict[str, Case] = {
    # Old layout: upper-case tags, latin names, columns in another order, a column of remarks, two meetings.
    "sessionnet_old_upper_case": (
        f"{SESSIONNET}vo0050.asp?__kvonr=812&sid=ab12",
        "html",
        _layout(
            "vo0050",
            '<TABLE ID="smctablevorgang"><TR><TD>Name:</TD><TD>045/2013</TD><TD>Status:</TD><TD>öffentlich</TD></TR>'
            "<TR><TD>Art:</TD><TD>Beschlußvorlage</TD><TD>Datum:</TD><TD>04.02.2013</TD></TR>"
            "<TR><TD>Betreff:</TD><TD COLSPAN=3>Radwegekonzept<BR>hier: Fortschreibung</TD></TR>"
            "<TR><TD>Federführendes Amt:</TD><TD>Tiefbauamt</TD><TD>Sachbearbeiter:</TD><TD>M. Muster</TD></TR></TABLE>"
            '<TABLE CLASS="smccontenttable smc_page_vo0050_contenttable"><TR><TH>Gremium</TH><TH>Sitzung am</TH>'
            "<TH>Zuständigkeit</TH><TH>TOP</TH><TH>Ergebnis</TH></TR>"
            '<TR><TD><A HREF="to0040.asp?__ksinr=71">Bauausschuss</A></TD><TD>12.02.2013</TD><TD>Vorberatung</TD>'
            "<TD>Ö 3</TD><TD>geändert beschlossen</TD></TR>"
            '<TR><TD><A HREF="to0040.asp?__ksinr=72">Kreistag</A></TD><TD>26.02.2013</TD><TD>Entscheidung</TD>'
            "<TD>Ö 7.2</TD><TD>einstimmig beschlossen</TD></TR>"
            "<TR><TD>Kreisausschuss</TD><TD></TD><TD>Kenntnisnahme</TD><TD></TD><TD></TD></TR></TABLE>",
        ),
        {
            "id": "812",
            "nummer": "045/2013",
            "art": "Beschlußvorlage",
            "datum": "2013-02-04",
            "betreff": "Radwegekonzept hier: Fortschreibung",
            "federfuehrend": "Tiefbauamt",
            "oeffentlich": True,
            "beratungen.#": 3,
            "beratungen.0.gremium": "Bauausschuss",
            "beratungen.0.datum": "2013-02-12",
            "beratungen.0.top": "3",
            "beratungen.0.ergebnis": "geändert beschlossen",
            "beratungen.1.rolle": "Entscheidung",
            "beratungen.1.top": "7.2",
            "beratungen.1.sitzung_id": "72",
            "beratungen.1.ergebnis": "einstimmig beschlossen",
            "beratungen.2.gremium": "Kreisausschuss",
            "beratungen.2.datum": None,
            "beratungen.2.rolle": "Kenntnisnahme",
        },
    ),
    # Cards with times, a non-public station, a card without role, badges of several kinds.
    "sessionnet_cards_with_times": (
        f"{SESSIONNET}vo0053.php?__kvonr=55",
        "html",
        _layout(
            "vo0053",
            '<div id="smcaccordion"><div class="card card-light" id="smcpanel1"><div class="card-header">'
            '<button data-target="#a1">03.06.2025&nbsp;Ausschuss für Umwelt, Klima und Verkehr TOP Ö 5.1 '
            'öffentlich - Vorberatung <span class="badge smc-badges">2 Dok.</span></button></div>'
            '<div id="a1"><a href="si0057.php?__ksinr=300&amp;toselect=9">Zur Sitzung</a></div></div>'
            '<div class="card card-light" id="smcpanel2"><div class="card-header"><button>16.06.2025 Kreisausschuss '
            "nichtöffentlich - Vorberatung</button></div><div></div></div>"
            '<div class="card card-light" id="smcpanel3"><div class="card-header"><button>30.06.2025 Kreistag TOP 12 '
            "öffentlich - Entscheidung</button></div><div>"
            '<a href="to0050.php?__ktonr=77">Auszug</a><a href="si0057.php?__ksinr=301">Zur Sitzung</a>'
            '<p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> mehrheitlich beschlossen</p>'
            '<p class="smc_field_smcdv0_box2_abstimmung"><strong>Abstimmung:</strong> Ja: 30, Nein: 11, '
            "Enthaltungen: 2</p></div></div></div>",
        ),
        {
            "id": "55",
            "beratungen.#": 3,
            "beratungen.0.gremium": "Ausschuss für Umwelt, Klima und Verkehr",
            "beratungen.0.top": "5.1",
            "beratungen.0.oeffentlich": True,
            "beratungen.0.sitzung_id": "300",
            "beratungen.1.gremium": "Kreisausschuss",
            "beratungen.1.oeffentlich": False,
            "beratungen.1.top": None,
            "beratungen.2.ergebnis": "mehrheitlich beschlossen",
            "beratungen.2.ja": 30,
            "beratungen.2.nein": 11,
            "beratungen.2.enthaltung": 2,
            "beratungen.2.top_id": "77",
        },
    ),
    # An agenda with mobile duplicates of cells, a moved item, a supplement, a cell of papers with two papers.
    "sessionnet_agenda_with_mobile_cells": (
        f"{SESSIONNET}si0057.php?__ksinr=401",
        "html",
        _layout(
            "si0057",
            "<h1>Jugendhilfeausschuss - 14.05.2024 - 17:00-19:10 Uhr</h1>"
            '<div class="smc-table"><div class="smc-table-row"><div class="smc-table-cell smc-cell-head siname_title">'
            'Sitzung</div><div class="smc-table-cell siname">2024/005/JHA</div></div><div class="smc-table-row">'
            '<div class="smc-table-cell smc-cell-head siort_title">Raum</div><div class="smc-table-cell siort">'
            "Kreishaus, Raum 100</div></div></div>"
            '<table class="smctablesitzung" id="smc_page_si0057_contenttable3"><thead><tr><th>TOP</th><th>Betreff</th>'
            "<th>Vorlage</th><th>Dokumente</th></tr></thead><tbody>"
            '<tr><td class="totrenn" colspan="4"><h2>Öffentlicher Teil</h2></td></tr>'
            '<tr><td class="tofnum"><span class="badge">Ö 1</span></td><td class="tobetr">'
            '<div class="smc-card-header-title-simple">Eröffnung</div></td><td class="tovo"></td>'
            '<td class="sidocs"></td></tr>'
            '<tr><td class="tofnum"><span class="badge">Ö 2</span><span class="badge">Nachtrag: 10.05.2024</span></td>'
            '<td class="tobetr"><div class="smc-card-header-title-simple">Kitabedarfsplanung</div>'
            '<div class="d-md-none">Vorlage: <a class="smc_field_voname" href="vo0050.php?__kvonr=9">77/2024</a></div>'
            '<p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> vertagt</p></td>'
            '<td class="tovo d-none d-md-table-cell">'
            '<a class="smc_field_voname" href="vo0050.php?__kvonr=9">77/2024</a>'
            '</td><td class="sidocs"><a href="getfile.php?id=4&amp;type=do">VO</a></td></tr>'
            '<tr><td class="totrenn" colspan="4"><h2>Nichtöffentlicher Teil</h2></td></tr>'
            '<tr><td class="tofnum"><span class="badge">N 3</span></td><td class="tobetr">gesperrte Information</td>'
            "<td></td><td></td></tr></tbody></table>",
        ),
        {
            "id": "401",
            "name": "2024/005/JHA",
            "gremium": "Jugendhilfeausschuss",
            "datum": "2024-05-14",
            "beginn": "17:00",
            "ende": "19:10",
            "ort": "Kreishaus, Raum 100",
            "tops.#": 3,
            "tops.1.nummer": "2",
            "tops.1.betreff": "Kitabedarfsplanung",
            "tops.1.vorlage_nummer": "77/2024",
            "tops.1.vorlage_id": "9",
            "tops.1.ergebnis": "vertagt",
            "tops.1.ja": None,
            "tops.2.oeffentlich": False,
            "tops.2.nummer": "3",
        },
    ),
    # Copies of stations with tabs between the cells of a head.
    "sessionnet_stations_with_tabs": (
        f"{SESSIONNET}vo0053.asp?__kvonr=15",
        "text",
        "Beratungen\n11.03.2025\tKreisausschuss\tTOP 6\töffentlich\tVorberatung\n"
        "25.03.2025\tKreistag\tTOP Ö 4.1\töffentlich\tEntscheidung\n"
        "01.04.2025\tVergabeausschuss\t\tnichtöffentlich\tKenntnisnahme\n",
        {
            "id": "15",
            "beratungen.#": 3,
            "beratungen.0.gremium": "Kreisausschuss",
            "beratungen.0.datum": "2025-03-11",
            "beratungen.0.top": "6",
            "beratungen.0.rolle": "Vorberatung",
            "beratungen.0.oeffentlich": True,
            "beratungen.1.gremium": "Kreistag",
            "beratungen.1.top": "4.1",
            "beratungen.1.rolle": "Entscheidung",
            "beratungen.2.gremium": "Vergabeausschuss",
            "beratungen.2.oeffentlich": False,
            "beratungen.2.top": None,
            "beratungen.2.rolle": "Kenntnisnahme",
        },
    ),
    # The same with a line for each cell.
    "sessionnet_stations_with_lines": (
        f"{SESSIONNET}vo0053.asp?__kvonr=15",
        "text",
        "Beratungen\n11.03.2025\nKreisausschuss\nTOP 6\nöffentlich\nVorberatung\n"
        "25.03.2025\nKreistag\nTOP Ö 4.1\nöffentlich\nEntscheidung\n",
        {
            "beratungen.#": 2,
            "beratungen.0.gremium": "Kreisausschuss",
            "beratungen.0.top": "6",
            "beratungen.0.rolle": "Vorberatung",
            "beratungen.1.gremium": "Kreistag",
            "beratungen.1.datum": "2025-03-25",
            "beratungen.1.top": "4.1",
            "beratungen.1.rolle": "Entscheidung",
        },
    ),
    # A paper as copied from a screen: labels without colons, each cell apart by a tab.
    "sessionnet_paper_with_tabs": (
        f"{SESSIONNET}vo0050.php?__kvonr=31",
        "text",
        "Vorlage\nBetreff\tSchulentwicklungsplan\nVorlage\t120/2022\tAktenzeichen\t40-11\nArt\tBeschlussvorlage\n"
        "Datum\t04.03.2022\nFederführung\tSchulamt\nSachbearbeitung\tFrau Muster\n",
        {
            "nummer": "120/2022",
            "betreff": "Schulentwicklungsplan",
            "aktenzeichen": "40-11",
            "art": "Beschlussvorlage",
            "datum": "2022-03-04",
            "federfuehrend": "Schulamt",
        },
    ),
    # A text dump of an agenda with several spaces between the cells.
    "sessionnet_agenda_dump": (
        f"{SESSIONNET}si0057.asp?__ksinr=9",
        "text",
        "Sozialausschuss - 05.06.2024 - 17:00-18:20 Uhr\n\nSitzung      2024/03/SozA\nGremium      Sozialausschuss\n"
        "Datum        05.06.2024   Zeit   17:00-18:20 Uhr\nRaum         Sitzungssaal\n\nÖffentlicher Teil:\n"
        "Ö 1   Eröffnung\nÖ 2   Pflegebericht   2024/101\n      Beschluss: zur Kenntnis genommen\n"
        "Nichtöffentlicher Teil:\nN 1   Mitteilungen\n",
        {
            "name": "2024/03/SozA",
            "gremium": "Sozialausschuss",
            "datum": "2024-06-05",
            "beginn": "17:00",
            "ende": "18:20",
            "ort": "Sitzungssaal",
            "tops.#": 3,
            "tops.1.betreff": "Pflegebericht",
            "tops.1.vorlage_nummer": "2024/101",
            "tops.1.ergebnis": "zur Kenntnis genommen",
            "tops.2.oeffentlich": False,
        },
    ),
    # ALLRIS 3, classic: a committee that met twice, latin labels, a cancelled station.
    "allris3_met_twice": (
        f"{ALLRIS_3}vo020.asp?VOLFDNR=946",
        "html",
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - 2016/946</h1></div><div id="rismain">'
        '<table class="risdeco"><tr><td><table class="tk1"><tr><td class="kb1">Betreff:</td><td class="text1" '
        'colspan="3">Kreisstraße 7<br>hier: Ausbau</td></tr><tr><td class="kb1">Status:</td><td class="text3">'
        'öffentlich/nichtöffentlich</td><td class="kb1">Vorlageart:</td><td class="text4">Beschlussvorlage</td></tr>'
        '<tr><td class="kb1">Federführender Bereich:</td><td>Tiefbau</td><td class="kb1">Beteiligt:</td><td>Kämmerei'
        '</td></tr><tr><td class="kb1" colspan="4">Beratungsfolge:</td></tr><tr><td colspan="4"><table>'
        '<tr><td><img src="px.gif"></td></tr>'
        '<tr class="zl12"><td title="Erledigt"></td><td class="text1" colspan="3">Bauausschuss</td>'
        '<td class="text1" colspan="3">Vorberatung</td></tr>'
        '<tr class="zl12"><td title="Erledigt"></td><td class="text2">02.03.2016</td><td></td>'
        '<td><a href="to010.asp?SILFDNR=10">4. Sitzung des Bauausschusses</a></td><td class="text3">vertagt</td>'
        '<td></td><td><form action="to020.asp"><input type="hidden" name="TOLFDNR" value="55"></form></td></tr>'
        '<tr class="zl12"><td title="Erledigt"></td><td class="text2">13.04.2016</td><td></td>'
        '<td><a href="to010.asp?SILFDNR=11">5. Sitzung des Bauausschusses</a></td><td class="text3">'
        "ungeändert beschlossen</td><td></td><td></td></tr>"
        '<tr class="zl11"><td title="Bereit"></td><td class="text1" colspan="3">Kreistag</td>'
        '<td class="text1" colspan="3">Entscheidung</td></tr></table></td></tr></table></td></tr></table></div></div>',
        {
            "nummer": "2016/946",
            "betreff": "Kreisstraße 7 hier: Ausbau",
            "art": "Beschlussvorlage",
            "federfuehrend": "Tiefbau",
            "beratungen.#": 3,
            "beratungen.0.ergebnis": "vertagt",
            "beratungen.0.top_id": "55",
            "beratungen.1.datum": "2016-04-13",
            "beratungen.1.rolle": "Vorberatung",
            "beratungen.1.ergebnis": "ungeändert beschlossen",
            "beratungen.2.gremium": "Kreistag",
            "beratungen.2.rolle": "Entscheidung",
            "beratungen.2.datum": None,
        },
    ),
    # ALLRIS 3, agenda: results in titles, "(offen)", a supplement, an item without a paper.
    "allris3_agenda": (
        f"{ALLRIS_3}to010.asp?SILFDNR=10",
        "html",
        '<div id="allriscontainer" class="to010"><div id="risname">'
        "<h1>Tagesordnung - 4. Sitzung des Bauausschusses</h1>"
        '</div><div id="rismain"><table class="tk1"><tr><td class="kb1">Bezeichnung:</td><td>4. Sitzung des '
        'Bauausschusses</td></tr><tr><td class="kb1">Gremium:</td><td>Bauausschuss</td></tr><tr><td class="kb1">'
        'Datum:</td><td>Mi, 02.03.2016</td><td class="kb1">Status:</td><td>öffentlich/nichtöffentlich</td></tr>'
        '<tr><td class="kb1">Zeit:</td><td>17:00 - 19:43</td><td class="kb1">Anlass:</td><td>Sitzung</td></tr>'
        '<tr><td class="kb1">Raum:</td><td>Saal 2</td></tr><tr><td class="kb1">Ort:</td><td>Kreishaus</td></tr></table>'
        '<table class="tl1"><tr class="zk1"><th>TOP</th><th colspan="3">Betreff</th><th></th><th>Vorlage</th></tr>'
        '<tr class="zl12"><td class="text4"><a href="to010.asp?SILFDNR=10&amp;TOLFDNR=54#b">Ö&nbsp;1</a></td><td></td>'
        "<td></td><td>Eröffnung</td><td></td><td></td></tr>"
        '<tr class="zl11"><td class="text4"><span title="Nachtrags-TOP">Ö&nbsp;2.1</span></td><td>'
        '<form action="to020.asp"><input type="hidden" name="TOLFDNR" value="55"><input class="il1_naz" type="submit" '
        'value="NA" title="ungeändert beschlossen"></form></td><td></td><td>'
        '<a href="to020.asp?TOLFDNR=55">Kreisstraße 7'
        '</a></td><td></td><td><a href="vo020.asp?VOLFDNR=946">2016/946</a></td></tr>'
        '<tr class="zl12"><td class="text4">Ö&nbsp;3</td><td><form action="to020.asp">'
        '<input type="hidden" name="TOLFDNR" '
        'value="56"><input class="il1_naz" type="submit" value="NA" title="(offen)"></form></td><td></td>'
        "<td>Anfragen</td><td></td><td></td></tr>"
        '<tr class="zl11"><td class="text4">N&nbsp;4</td><td></td><td></td><td>(nichtöffentlich)</td><td></td><td></td>'
        "</tr></table></div></div>",
        {
            "name": "4. Sitzung des Bauausschusses",
            "gremium": "Bauausschuss",
            "datum": "2016-03-02",
            "beginn": "17:00",
            "ende": "19:43",
            "tops.#": 4,
            "tops.1.nummer": "2.1",
            "tops.1.betreff": "Kreisstraße 7",
            "tops.1.ergebnis": "ungeändert beschlossen",
            "tops.1.vorlage_nummer": "2016/946",
            "tops.1.vorlage_id": "946",
            "tops.2.ergebnis": None,
            "tops.3.oeffentlich": False,
        },
    ),
    # The responsive skin with columns in another order and a heading row for each station.
    "allris3_responsive": (
        f"{ALLRIS_3}vo020_r.asp?VOLFDNR=181",
        "html",
        '<div id="allris" class="vo020 normal"><h1 class="title">VO/2026/181 - öffentliche Beschlussvorlage</h1>'
        '<div class="row"><div class="label"><a aria-describedby="vobetreff">Betreff:</a></div><span id="vobetreff">'
        'Radweg Nord</span></div><div class="row"><div class="label">Federführend:</div><span id="voamt">Bauamt</span>'
        '</div><section id="beratungsfolge"><div id="bfTable"><table class="bfTable"><thead><tr><th>Status</th>'
        "<th>Datum</th><th>Gremium</th><th>Beschluss</th><th>NA</th></tr></thead><tbody>"
        '<tr><td title="Erledigt"></td><td></td><td>Umweltausschuss</td><td>Vorberatung</td><td></td></tr>'
        '<tr><td></td><td class="date"><div>05.05.2026</div></td><td><a href="to010_r.asp?SILFDNR=20">Sitzung des '
        'Umweltausschusses</a></td><td>geändert beschlossen</td><td class="toLink"><a href="to020_r.asp?TOLFDNR=66">NA'
        "</a></td></tr></tbody></table></div></section></div>",
        {
            "nummer": "VO/2026/181",
            "betreff": "Radweg Nord",
            "art": "öffentliche Beschlussvorlage",
            "federfuehrend": "Bauamt",
            "beratungen.#": 1,
            "beratungen.0.gremium": "Umweltausschuss",
            "beratungen.0.rolle": "Vorberatung",
            "beratungen.0.ergebnis": "geändert beschlossen",
            "beratungen.0.top_id": "66",
        },
    ),
    # ALLRIS 3 as copied from a screen, with tabs and no glue.
    "allris3_paper_with_tabs": (
        f"{ALLRIS_3}vo020.asp?VOLFDNR=946",
        "text",
        "Vorlage - 2016/946\n\nBetreff:\tKreisstraße 7\nStatus:\töffentlich\tVorlage-Art:\tBeschlussvorlage\n"
        "Federführend:\tTiefbau\tBearbeiter/-in:\tMuster, M.\nBeratungsfolge:\n\tBauausschuss\tVorberatung\n"
        "\t02.03.2016\t\t4. Sitzung des Bauausschusses\tvertagt\n\t13.04.2016\t\t5. Sitzung des Bauausschusses\t"
        "ungeändert beschlossen\n\tKreistag\tEntscheidung\n",
        {
            "nummer": "2016/946",
            "betreff": "Kreisstraße 7",
            "oeffentlich": True,
            "art": "Beschlussvorlage",
            "federfuehrend": "Tiefbau",
            "beratungen.#": 3,
            "beratungen.0.gremium": "Bauausschuss",
            "beratungen.0.ergebnis": "vertagt",
            "beratungen.0.sitzung": "4. Sitzung des Bauausschusses",
            "beratungen.1.ergebnis": "ungeändert beschlossen",
            "beratungen.1.rolle": "Vorberatung",
            "beratungen.2.gremium": "Kreistag",
            "beratungen.2.rolle": "Entscheidung",
        },
    ),
    # ALLRIS 3, labels without colons.
    "allris3_paper_without_colons": (
        f"{ALLRIS_3}vo020.asp?VOLFDNR=946",
        "text",
        "Vorlage - 2016/946\n\nBetreff\nKreisstraße 7\nStatus\nöffentlich\nVorlage-Art\nBeschlussvorlage\n"
        "Federführend\nTiefbau\nBearbeiter/-in\nMuster, M.\n",
        {
            "nummer": "2016/946",
            "betreff": "Kreisstraße 7",
            "oeffentlich": True,
            "art": "Beschlussvorlage",
            "federfuehrend": "Tiefbau",
        },
    ),
    "allris3_auszug_copy": (
        f"{ALLRIS_3}to020.asp?TOLFDNR=55",
        "text",
        "Auszug - Kreisstraße 7\n\nTOP:\tÖ 2.1\nGremium:\tBauausschuss\tBeschlussart:\tungeändert beschlossen\n"
        "Datum:\tMi, 02.03.2016\tStatus:\töffentlich/nichtöffentlich\nZeit:\t17:00 - 19:43\tAnlass:\tSitzung\n"
        "Vorlage:\t2016/946 Kreisstraße 7\n\nBeschluss:\nDer Ausbau wird beschlossen.\n\nAbstimmungsergebnis:\n"
        "Ja-Stimmen: 9\nNein-Stimmen: 2\nEnthaltungen: 0\n",
        {
            "nummer": "2.1",
            "gremium": "Bauausschuss",
            "datum": "2016-03-02",
            "ergebnis": "ungeändert beschlossen",
            "ja": 9,
            "nein": 2,
            "enthaltung": 0,
            "vorlage_nummer": "2016/946",
        },
    ),
}


@functools.cache
def _record(name: str) -> dict[str, Any]:
    url, rendering, said, _ = CASES[name]
    return read(url, said, rendering)[0]


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, case in CASES.items() for path in case[3]])
def test_unseen_pages_state_what_they_print(name: str, path: str) -> None:
    assert at(_record(name), path) == CASES[name][3][path]
