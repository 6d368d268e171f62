"""More pages as portals print them that no fixture stands for: ALLRIS 4, SD.NET, rubin.

As in test_unseen_portals: short, invented, in the markup of the product; what a page states was written down before
it was read. Only the values written down are compared.
"""

from __future__ import annotations

import json

import pytest

from tests.support.unseen import ALLRIS_4, RUBIN, SDNET, Unseen, allris_4, differences, first, sdnet

_ALLRIS_4 = (
    Unseen(
        "allris4: role and result in columns of their own, a body twice, a cell shown twice for small screens",
        f"{ALLRIS_4}vo020?VOLFDNR=1000777&refresh=false",
        allris_4(
            "Vorlage",
            '<h1 class="title">Beschlussvorlage - öffentlich - 2025/118-01</h1><dl>'
            '<div><dt><a aria-describedby="vobetreff">Betreff:</a></dt><dd><span id="vobetreff">'
            "Klimaschutzkonzept<br>2. Fortschreibung</span></dd></div>"
            '<div><dt>Status:</dt><dd><span id="vostatus">öffentlich</span></dd></div>'
            '<div><dt>Vorlageart:</dt><dd><span id="voart">Beschlussvorlage - öffentlich</span></dd></div>'
            '<div><dt>Federführung:</dt><dd><span id="vofamt">Umweltamt</span></dd></div>'
            '<div><dt>Bearbeiter/-in:</dt><dd><span id="vobearbeiter">Muster, M.</span></dd></div></dl>'
            '<h2>Beratungsfolge</h2><div id="bfTable"><table class="bfTable"><thead><tr><th>Status</th><th>Datum</th>'
            "<th>Gremium</th><th>Beschluss</th><th>NA</th></tr></thead><tbody>"
            '<tr class="even"><td><span class="wfcolorDesc">Erledigt</span></td><td></td><td>Kreistag</td>'
            "<td>Entscheidung</td><td></td></tr>"
            '<tr class="odd"><td></td><td class="date">12.03.2025</td><td><a href="to010?SILFDNR=5&amp;TOLFDNR=61">'
            '9. Sitzung des Kreistages</a></td><td><a href="to020?TOLFDNR=61">vertagt</a></td>'
            '<td class="toLink"><a href="to020?TOLFDNR=61">NA</a></td></tr>'
            '<tr class="odd"><td></td><td class="date">11.06.2025</td><td><a href="to010?SILFDNR=6&amp;TOLFDNR=62">'
            '10. Sitzung des Kreistages</a></td><td><a href="to020?TOLFDNR=62">mehrheitlich beschlossen</a></td>'
            "<td></td></tr></tbody></table></div>",
        ),
        {
            "nummer": "2025/118-01",
            "betreff": "Klimaschutzkonzept 2. Fortschreibung",
            "art": "Beschlussvorlage - öffentlich",
            "federfuehrend": "Umweltamt",
            "beratungen": [
                {"gremium": "Kreistag", "datum": "2025-03-12", "ergebnis": "vertagt", "rolle": "Entscheidung"},
                {"gremium": "Kreistag", "datum": "2025-06-11", "sitzung_id": "6", "rolle": "Entscheidung"},
            ],
        },
    ),
    Unseen(
        "allris4: an agenda with the result before the Vorlage, items without link, a parent, a part in two words",
        f"{ALLRIS_4}to010?SILFDNR=1000061&refresh=false",
        allris_4(
            "Tagesordnung",
            '<h1 class="title">Tagesordnung - 12.05.2025</h1><dl><div><dt>Bezeichnung:</dt><dd><span id="sibetreff">'
            'Sitzung des Umweltausschusses</span></dd></div><div><dt>Gremium:</dt><dd><span id="sigremium">'
            'Umweltausschuss</span></dd></div><div><dt>Datum:</dt><dd><span id="sidatum">Mo., 12.05.2025</span></dd>'
            '</div><div><dt>Zeit:</dt><dd><span id="sizeit">17:00-19:25</span></dd></div><div><dt>Raum:</dt><dd>'
            '<span id="siraum">Saal 1</span></dd></div><div><dt>Ort:</dt><dd><span id="siort">Kreishaus</span></dd>'
            '</div></dl><table id="toTreeTable" class="toTable"><thead><tr><th></th><th>TOP</th><th>Beschlussart</th>'
            '<th>Betreff</th><th>Vorlage</th></tr></thead><tbody><tr><td colspan="5">Öffentlicher Teil</td></tr>'
            '<tr><td></td><td class="tonr"><a id="link_90">Ö 1</a></td><td class="tobanr"></td><td class="tobetreff">'
            '<a id="betreff_90">Eröffnung</a></td><td class="tovonr"></td></tr>'
            '<tr><td>+</td><td class="tonr"><a id="link_91">Ö 2</a></td><td class="tobanr"></td><td class="tobetreff">'
            '<a id="betreff_91">Klima</a></td><td class="tovonr"></td></tr>'
            '<tr><td></td><td class="tonr"><a id="link_92">Ö 2.1</a></td><td class="tobanr">zur Kenntnis genommen</td>'
            '<td class="tobetreff"><a id="betreff_92" href="to020?TOLFDNR=92">Wärmeplan</a>'
            '<span class="zusatzinfo">Bericht der Verwaltung</span></td><td class="tovonr">'
            '<a href="vo020?VOLFDNR=1000800&amp;TOLFDNR=92">2025/130</a></td></tr>'
            '<tr><td colspan="5">Nicht öffentlicher Teil</td></tr>'
            '<tr><td></td><td class="tonr"><a id="link_93">N 3</a></td><td class="tobanr"></td><td class="tobetreff">'
            '<a id="betreff_93">(nichtöffentlich)</a></td><td class="tovonr"></td></tr></tbody></table>',
        ),
        {
            "gremium": "Umweltausschuss",
            "datum": "2025-05-12",
            "beginn": "17:00",
            "ende": "19:25",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True},
                {"nummer": "2", "betreff": "Klima", "vorlage_id": None},
                {
                    "nummer": "2.1",
                    "betreff": "Wärmeplan",
                    "vorlage_nummer": "2025/130",
                    "vorlage_id": "1000800",
                    "ergebnis": "zur Kenntnis genommen",
                    "id": "92",
                },
                {"nummer": "3", "oeffentlich": False},
            ],
        },
    ),
    Unseen(
        "allris4: an excerpt whose vote is a table with heads at the side, several votes",
        f"{ALLRIS_4}to020?TOLFDNR=62&refresh=false",
        allris_4(
            "Auszug",
            '<h1 class="title">Auszug - Klimaschutzkonzept</h1><dl><div><dt>TOP:</dt><dd><span id="tonr">Ö 7</span>'
            '</dd></div><div><dt>Gremium:</dt><dd><span id="togremium">Kreistag</span></dd></div>'
            '<div><dt>Datum:</dt><dd><span id="todatum">Mi., 11.06.2025</span></dd></div>'
            '<div><dt>Beschluss:</dt><dd><span id="tobeschluss">mehrheitlich beschlossen</span></dd></div></dl>'
            '<h2 class="expandedTitle">Beschluss</h2><div class="docPart"><p>Der Kreistag beschließt das Konzept.</p>'
            '</div><h2 class="expandedTitle">Abstimmungsergebnis</h2><div class="docPart"><table>'
            "<tr><td>Dafür:</td><td>31</td></tr><tr><td>Dagegen:</td><td>9</td></tr>"
            "<tr><td>Enthaltungen:</td><td>2</td></tr></table></div>",
        ),
        {
            "nummer": "7",
            "gremium": "Kreistag",
            "datum": "2025-06-11",
            "ergebnis": "mehrheitlich beschlossen",
            "ja": 31,
            "nein": 9,
            "enthaltung": 2,
        },
    ),
    Unseen(
        "allris4: a browser's copy of a paper with tabs in its rows and labels apart from their values",
        f"{ALLRIS_4}vo020?VOLFDNR=1000778",
        "ALLRIS 4 - Musterkreis\nZum Menü\nSuchen\nMitteilungsvorlage - 88/2025\nGrunddaten\nBetreff:\n"
        "Sachstand Breitband\nStatus:\nöffentlich (Vorlage freigegeben)\nVorlageart:\nMitteilungsvorlage\n"
        "Federführend:\nAmt 80\nVerfasser 1:\nMuster, M.\nBeratungsfolge\nStatus\tDatum\tGremium\tBeschluss\tNA\n"
        "Erledigt\t\tBauausschuss\tKenntnisnahme\t\n\t04.02.2025\t2. Sitzung des Bauausschusses\t"
        "zur Kenntnis genommen\tNA\nGeplant\t\tKreistag\tKenntnisnahme\t\nSachverhalt\nDer Ausbau geht voran.\n",
        {
            "nummer": "88/2025",
            "betreff": "Sachstand Breitband",
            "art": "Mitteilungsvorlage",
            "federfuehrend": "Amt 80",
            "beratungen": [
                {"gremium": "Bauausschuss", "datum": "2025-02-04", "ergebnis": "zur Kenntnis genommen"},
                {"gremium": "Kreistag", "datum": None, "rolle": "Kenntnisnahme"},
            ],
            "abschnitte": [{"titel": "Sachverhalt", "text": "Der Ausbau geht voran."}],
        },
        "text",
    ),
)

_SDNET = (
    Unseen(
        "sdnet: more columns, their order changed, several votes, a body not public, a wording in a table",
        f"{SDNET}vorgang/?__=UGabc",
        sdnet(
            "vorgang",
            '<h1 class="heading">Vorgang 926 /XI.</h1><div class="sst-table-container"><table class="table-details">'
            '<tr><th scope="row">Drucksache XI.:</th><td>926 /XI.</td></tr>'
            '<tr><th scope="row">Betreff:</th><td>Integrationskonzept<br/>des Kreises</td></tr>'
            '<tr><th scope="row">Fachbereich:</th><td>Amt für Soziales</td></tr>'
            '<tr><th scope="row">Sachbearbeiter:</th><td>M. Muster</td></tr></table></div>'
            '<div class="sst-table-container"><table id="table0" class="table-data table-vorgang"><caption>'
            "Beratungsfolge</caption><thead><tr>"
            '<th class="column-gremium-header">Gremium</th><th class="column-beginn-header">Termin</th>'
            '<th class="column-topnr-header">TOP</th><th class="column-ergebnis-header">Abstimmung</th>'
            '<th class="column-beschluss-header">Beschluss</th></tr></thead><tbody>'
            '<tr class="row-1"><td class="column-gremium"><span>Sozialausschuss</span></td><td class="column-beginn">'
            '<a href="/rim/tops/?__=UGtop1">Do, 04.09.2025<br>17:00 Uhr</a></td><td class="column-topnr">Ö 3</td>'
            '<td class="column-ergebnis">Mehrheitlich, 2 Gegenstimme(n), 1 Enthaltung(en)</td>'
            '<td class="column-beschluss">Der Ausschuss empfiehlt dem Kreistag, das Konzept zu beschließen.</td></tr>'
            '<tr class="row-2"><td class="column-gremium"><span>Kreistag</span></td><td class="column-beginn">'
            '<a href="/rim/tops/?__=UGtop2">Mo, 29.09.2025<br>16:00 Uhr</a></td><td class="column-topnr">Ö 9.2</td>'
            '<td class="column-ergebnis">28 Ja-Stimme(n), 12 Gegenstimme(n), 0 Enthaltung(en)</td>'
            '<td class="column-beschluss">geändert beschlossen</td></tr></tbody></table></div>',
        ),
        {
            "nummer": "926 /XI.",
            "art": "Drucksache XI.",
            "betreff": "Integrationskonzept des Kreises",
            "federfuehrend": "Amt für Soziales",
            "beratungen": [
                {
                    "gremium": "Sozialausschuss",
                    "datum": "2025-09-04",
                    "sitzung_id": "UGtop1",
                    "top": "3",
                    "nein": 2,
                    "enthaltung": 1,
                    "ja": None,
                },
                {"gremium": "Kreistag", "datum": "2025-09-29", "top": "9.2", "ja": 28, "nein": 12, "enthaltung": 0},
            ],
        },
    ),
    Unseen(
        "sdnet: an agenda in sections, an item withdrawn, results in a column, the table without classes of cells",
        f"{SDNET}tops/?__=UGtop2",
        sdnet(
            "tops",
            '<h1 class="heading">Sitzungsverlauf</h1><table class="table-details"><tr><th>Sitzung:</th><td>'
            '<a href="/rim/gremien/?__=G1">Kreistag</a>, 4. Sitzung</td></tr><tr><th>Termin:</th><td>'
            "Mo, 29.09.2025 16:00 Uhr - 18:10 Uhr</td></tr><tr><th>Ort:</th><td>Kreishaus<br/>Großer Saal</td></tr>"
            '</table><table class="table-data table-top"><thead><tr><th>Nummer</th><th>Bezeichnung</th>'
            "<th>Vorlagennummer</th><th>Beratungsergebnis</th></tr></thead><tbody>"
            '<tr class="top-oeff-head"><td>I.</td><td>Öffentliche Sitzung</td><td>&nbsp;</td><td></td></tr>'
            '<tr class="top-oeff-data"><td>1.</td><td>Einwohnerfragestunde</td><td></td><td></td></tr>'
            '<tr class="top-oeff-data"><td>2.</td><td>Integrationskonzept</td><td>'
            '<a href="/rim/vorgang/?__=UGabc" title="926 /XI. - Vorgang. Vorgang öffnen">926 /XI.</a></td>'
            "<td>28 Ja-Stimme(n), 12 Gegenstimme(n)</td></tr>"
            '<tr class="top-oeff-data"><td>3.</td><td>Radverkehr</td><td>930 /XI.</td><td>abgesetzt</td></tr>'
            '<tr class="top-noeff-head"><td>II.</td><td>Nichtöffentliche Sitzung</td><td></td><td></td></tr>'
            '<tr class="top-noeff-data"><td>1.</td><td>Grundstück</td><td></td><td></td></tr></tbody></table>',
        ),
        {
            "gremium": "Kreistag",
            "datum": "2025-09-29",
            "beginn": "16:00",
            "ende": "18:10",
            "tops": [
                {"betreff": "Einwohnerfragestunde", "nummer": "1"},
                {"vorlage_nummer": "926 /XI.", "vorlage_id": "UGabc", "ja": 28, "nein": 12, "oeffentlich": True},
                {"vorlage_nummer": "930 /XI.", "ergebnis": "abgesetzt"},
                {"betreff": "Grundstück", "oeffentlich": False},
            ],
        },
    ),
    Unseen(
        "sdnet: a copy with a line for every cell",
        f"{SDNET}vorgang/?__=UGabd",
        "Vorgang 0287/26\nDiese Ansicht enthält Informationen zum Vorgang: Beschlussvorlage 0287/26\n"
        "Beschlussvorlage:\n0287/26\nBetreff:\nNahverkehrsplan\nFederführung:\nAmt für Mobilität\nDokument:\n"
        "Beschlussvorlage 0287/26 (exportiert: 18.09.2026) (125 KB)\nBeratungsfolge\nTermin\nGremium\nBeschluss\n"
        "Abstimmung\nDi, 02.09.2026 16:30 Uhr\nVerkehrsausschuss\nEinstimmig, 1 Enthaltung(en)\n"
        "Mi, 30.09.2026 17:00 Uhr\nKreistag\n",
        {
            "nummer": "0287/26",
            "art": "Beschlussvorlage",
            "betreff": "Nahverkehrsplan",
            "federfuehrend": "Amt für Mobilität",
            "beratungen": [
                {"gremium": "Verkehrsausschuss", "datum": "2026-09-02", "einstimmig": True, "enthaltung": 1},
                {"gremium": "Kreistag", "datum": "2026-09-30", "ergebnis": None},
            ],
        },
        "text",
    ),
)

_RUBIN = (
    Unseen(
        "rubin: an envelope, numbers as words, empty texts, an item moved, one not public, a draft",
        f"{RUBIN}?id=meetings&action=get&meeting_id=ni_2026-KT-5",
        json.dumps(
            {
                "success": True,
                "data": {
                    "meeting": {
                        "id": "31",
                        "nummer": "ni_2026-KT-5",
                        "datum": "2026-09-08 00:00:00",
                        "titel": "5. Sitzung des Kreistages",
                        "beginn": "16:00:00",
                        "ende": "",
                        "event_type_id": "1",
                        "room": {"Bezeichnung": "Saal", "Strasse": "Amtsweg 1", "PLZ": "12345", "Ort": "Musterstadt"},
                        "committees": [{"Kuerzel": "KT", "Bezeichnung": "Kreistag"}],
                        "agenda_items": {
                            "0": {"ai_id": "1", "topnummer": "I", "title": "Öffentlich", "topart": "zt", "status": "1"},
                            "1": {
                                "ai_id": "9",
                                "topnummer": "Ö 4",
                                "title": "Radweg &amp; Brücke",
                                "status": "1",
                                "topart": "vl",
                                "vorlagennummer": "77",
                                "counselling_status": {"name": "geändert beschlossen"},
                                "abstimmungstext": "Ja: 30 Nein: 10 Enthaltung: 2",
                                "submission": {
                                    "id": "77",
                                    "alias": "420/2026",
                                    "name": "Radweg",
                                    "type": {"name": "Beschlussvorlage"},
                                },
                            },
                            "3": {"ai_id": "10", "topnummer": "5", "title": "Grundstück", "status": "2"},
                        },
                    }
                },
            },
            ensure_ascii=False,
        ),
        {
            "typ": "sitzung",
            "id": "2026-KT-5",
            "gremium": "Kreistag",
            "datum": "2026-09-08",
            "beginn": "16:00",
            "ende": None,
            "tops": [
                {
                    "nummer": "4",
                    "betreff": "Radweg & Brücke",
                    "vorlage_nummer": "420/2026",
                    "vorlage_id": "77",
                    "ergebnis": "geändert beschlossen",
                    "ja": 30,
                    "nein": 10,
                    "enthaltung": 2,
                },
            ],
        },
    ),
)

PAGES = (*_ALLRIS_4, *_SDNET, *_RUBIN)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_unseen_pages_give_what_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
