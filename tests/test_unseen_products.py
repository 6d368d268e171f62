"""More pages as portals print them that no fixture stands for: ALLRIS 4, SD.NET, rubin, OParl, reports of Kreise.

As in test_unseen_portals: short, invented, in the markup of the product; what a page states was written down before
it was read. Only the values written down are compared.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from ris_scraper.read.read import page_of, parse

ALLRIS_4, SDNET = "https://ris.musterkreis.example/public/", "https://gremien.musterkreis.example/rim/"
RUBIN, OPARL = "https://musterkreis.gremien.info/api.php", "https://oparl.musterkreis.example/oparl/"
SCHEMA = "https://schema.oparl.org/1.1/"


class Unseen(NamedTuple):
    name: str
    url: str
    said: str
    stated: dict[str, Any]
    rendering: str = "html"


def _page(kind: str, said: str) -> str:
    head = '<meta name="description" content="ALLRIS net Version 4.1.9"><script src="./wicket/resource/x.js"></script>'
    return f'<html><head>{head}<title>ALLRIS - {kind}</title></head><body><div id="allris">{said}</div></body></html>'


def _rim(kind: str, said: str) -> str:
    head = '<meta name="generator" content="SD.NET RIM - Ratsinfomanagement"><title>SD.NET RIM 4 | Musterkreis</title>'
    return f'<html><head>{head}</head><body><div id="div-content" class="{kind}">{said}</div></body></html>'


def _object(kind: str, number: str, /, **said: Any) -> str:
    address = f"{OPARL}{kind.lower()}s/{number}"
    return json.dumps({"id": address, "type": f"{SCHEMA}{kind}", **said}, ensure_ascii=False)


_ALLRIS_4 = (
    Unseen(
        "allris4: role and result in columns of their own, a body twice, a cell shown twice for small screens",
        f"{ALLRIS_4}vo020?VOLFDNR=1000777&refresh=false",
        _page(
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
        _page(
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
        _page(
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
        _rim(
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
        _rim(
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

_OPARL = (
    Unseen(
        "oparl: a paper with null members, embedded stations, a keyword list, an extension, http ids",
        f"{OPARL}papers/1506",
        _object(
            "Paper",
            "1506",
            name="Klimaschutzkonzept",
            reference="2025/118",
            date="2025-03-01T00:00:00+01:00",
            paperType="Beschlussvorlage",
            mainFile=None,
            auxiliaryFile=[
                {
                    "id": f"{OPARL}files/1",
                    "type": f"{SCHEMA}File",
                    "name": "Anlage 1",
                    "accessUrl": "http://x.example/1",
                }
            ],
            keyword=["Klima"],
            underDirectionOf=[{"id": f"{OPARL}organizations/3", "type": f"{SCHEMA}Organization", "name": "Umweltamt"}],
            originatorPerson=None,
            consultation=[
                {
                    "id": f"{OPARL}consultations/1",
                    "type": f"{SCHEMA}Consultation",
                    "organization": [{"id": f"{OPARL}organizations/1", "name": "Umweltausschuss"}],
                    "role": "Vorberatung",
                    "authoritative": False,
                    "meeting": {"id": f"{OPARL}meetings/8", "name": "3. Sitzung", "start": "2025-03-11T16:00:00Z"},
                    "agendaItem": {
                        "id": f"{OPARL}agendaitems/80",
                        "number": "Ö 4",
                        "public": True,
                        "result": "empfohlen",
                        "resolutionText": "Der Ausschuss empfiehlt.",
                    },
                },
                {"id": f"{OPARL}consultations/2", "type": f"{SCHEMA}Consultation", "deleted": True},
            ],
        ),
        {
            "id": "1506",
            "nummer": "2025/118",
            "datum": "2025-03-01",
            "federfuehrend": "Umweltamt",
            "anlagen": [{"name": "Anlage 1"}],
            "beratungen": [
                {
                    "gremium": "Umweltausschuss",
                    "rolle": "Vorberatung",
                    "datum": "2025-03-11",
                    "top": "4",
                    "ergebnis": "empfohlen",
                    "sitzung_id": "8",
                }
            ],
        },
    ),
    Unseen(
        "oparl: a meeting in summer, cancelled, with items whose public is a word and a result that is an object",
        f"{OPARL}meetings/10084",
        _object(
            "Meeting",
            "10084",
            name="Kreistag",
            meetingState="abgesagt",
            start="2025-07-01T22:30:00Z",
            end=None,
            organization=[f"{OPARL}organizations/1"],
            location={"id": f"{OPARL}locations/1", "description": "Kreishaus"},
            agendaItem=[
                {"id": f"{OPARL}agendaitems/1", "number": "1", "name": "Radweg", "public": "true", "result": "vertagt"},
                {"id": f"{OPARL}agendaitems/2", "number": "N 2", "name": "Kauf", "public": False, "result": None},
            ],
        ),
        {
            "id": "10084",
            "datum": "2025-07-02",
            "beginn": "00:30",
            "abgesagt": True,
            "ort": "Kreishaus",
            "tops": [
                {"nummer": "1", "betreff": "Radweg", "ergebnis": "vertagt", "oeffentlich": True},
            ],
        },
    ),
)

_PRESSE = (
    Unseen(
        "presse: a report whose day stands in a line of its own",
        "https://www.musterkreis.example/aktuelles/pressemitteilungen/2025/klimaschutzkonzept-beschlossen",
        "<html><head><title>Kreistag beschließt Klimaschutzkonzept | Musterkreis</title>"
        '<meta property="article:published_time" content="2025-06-12T08:00:00+02:00"></head><body><main><article>'
        '<h1>Kreistag beschließt Klimaschutzkonzept</h1><p class="date">12. Juni 2025</p>'
        "<p>Der Kreistag hat in seiner Sitzung am 11. Juni 2025 das Klimaschutzkonzept mehrheitlich beschlossen.</p>"
        "</article></main></body></html>",
        {"typ": "presse", "titel": "Kreistag beschließt Klimaschutzkonzept", "datum": "2025-06-12"},
    ),
)

_COPIED_HEAD = "Vorgang 926 /XI.\nDrucksache XI.:\t926 /XI.\nBetreff:\tIntegrationskonzept\nBeratungsfolge\n"
_SECOND = (
    Unseen(
        "sdnet: a copy with tabs whose first column is the body",
        f"{SDNET}vorgang/?__=UGabc",
        f"{_COPIED_HEAD}Gremium\tTermin\tTOP\tAbstimmung\tBeschluss\n"
        "Sozialausschuss\tDo, 04.09.2025 17:00 Uhr\tÖ 3\tMehrheitlich, 2 Gegenstimme(n)\tempfohlen\n"
        "Kreistag\tMo, 29.09.2025 16:00 Uhr\tÖ 9.2\t\t\n",
        {
            "nummer": "926 /XI.",
            "art": "Drucksache XI.",
            "beratungen": [
                {"gremium": "Sozialausschuss", "datum": "2025-09-04", "top": "3", "nein": 2, "ergebnis": "empfohlen"},
                {"gremium": "Kreistag", "datum": "2025-09-29", "top": "9.2", "ergebnis": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: trafilatura's rows between bars",
        f"{SDNET}vorgang/?__=UGabd",
        "Vorgang 0287/26\nBeschlussvorlage: | 0287/26 |\nBetreff: | Nahverkehrsplan |\n"
        "Federführung: | Amt für Mobilität |\nBeratungsfolge\nTermin | Gremium | Beschluss | Abstimmung |\n"
        "Di, 02.09.2026 16:30 Uhr | Verkehrsausschuss | | Einstimmig, 1 Enthaltung(en) |\n",
        {
            "nummer": "0287/26",
            "art": "Beschlussvorlage",
            "betreff": "Nahverkehrsplan",
            "federfuehrend": "Amt für Mobilität",
            "beratungen": [
                {"gremium": "Verkehrsausschuss", "datum": "2026-09-02", "einstimmig": True, "enthaltung": 1}
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: an agenda's copy whose labels lost their colons, results behind the numbers",
        f"{SDNET}tops/?__=UGtop2",
        "Sitzungsverlauf\nSitzung\nKreistag, 4. Sitzung\nTermin\nMo, 29.09.2025 16:00 Uhr\nOrt\nKreishaus\nI.\n"
        "Öffentliche Sitzung\n1.\nEröffnung\n2.\nRadverkehr 79/2025 vertagt\n3.\nKlimaschutz\n80/2025\n"
        "30 Ja-Stimme(n), 4 Gegenstimme(n)\n",
        {
            "gremium": "Kreistag",
            "datum": "2025-09-29",
            "beginn": "16:00",
            "ort": "Kreishaus",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung"},
                {"nummer": "2", "betreff": "Radverkehr", "vorlage_nummer": "79/2025", "ergebnis": "vertagt"},
                {"nummer": "3", "betreff": "Klimaschutz", "vorlage_nummer": "80/2025", "ja": 30, "nein": 4},
            ],
        },
        "text",
    ),
    Unseen(
        "allris4: a copy whose labels lost their colons below a menu",
        f"{ALLRIS_4}vo020?VOLFDNR=77",
        "Ratsinfo\nSitzungen\nVorlagen\nTOP\nBeschluss\nRecherche\nAntrag - 77/2026\nGrunddaten\nBetreff\n"
        "Zebrastreifen\nStatus\nöffentlich\nVorlageart\nAntrag\nFederführend\nTiefbauamt\nBeratungsfolge\nStatus\n"
        "Datum\nGremium\nBeschluss\nNA\nGeplant\nKreistag\nEntscheidung\n",
        {
            "nummer": "77/2026",
            "betreff": "Zebrastreifen",
            "art": "Antrag",
            "status": "öffentlich",
            "federfuehrend": "Tiefbauamt",
            "beratungen": [{"gremium": "Kreistag", "rolle": "Entscheidung", "datum": None}],
        },
        "text",
    ),
    Unseen(
        "allris4: a meeting called off, its parts as heads of rows, links by script, a base",
        f"{ALLRIS_4}to010?SILFDNR=99",
        _page(
            "Tagesordnung",
            '<dl><dt>Bezeichnung:</dt><dd><span id="sibetreff">8. Sitzung des Kreistages - ENTFÄLLT -</span></dd>'
            '<dt>Gremium:</dt><dd><span id="sigremium">Kreistag</span></dd><dt>Datum:</dt><dd><span id="sidatum">'
            '2025 Oct 21</span></dd><dt>Zeit:</dt><dd><span id="sizeit">16:00</span></dd></dl>'
            '<table id="toTreeTable" class="toTable"><tbody><tr><th colspan="4">Öffentlicher Teil</th></tr>'
            '<tr><td class="tonr"><a id="link_7">Ö 1</a></td><td class="tobetreff"><a id="betreff_7" href="#" '
            'onclick="x()">Nachtrag</a></td><td class="tovonr"><span title="Vorlage">99/2025</span></td>'
            '<td class="tobanr">(offen)</td></tr></tbody></table>',
        ),
        {
            "gremium": "Kreistag",
            "datum": "2025-10-21",
            "abgesagt": True,
            "tops": [{"nummer": "1", "betreff": "Nachtrag", "vorlage_nummer": "99/2025", "ergebnis": None}],
        },
    ),
    Unseen(
        "rubin: a meeting called off whose items have null members and numbers as numbers",
        f"{RUBIN}?id=meetings&action=get&meeting_id=2026-BP-217",
        json.dumps(
            {
                "id": 217,
                "nummer": "2026-BP-217",
                "datum": "2026-09-14",
                "titel": "Abgesagt - 8. Sitzung des Bau- und Planungsausschusses",
                "beginn": "18:00",
                "gremium_1": "BP",
                "is_draft": False,
                "fraktionssitzung": "0",
                "room": None,
                "committees": [{"Kuerzel": "BP", "name": "Bau- und Planungsausschuss"}],
                "agenda_items": [
                    {
                        "ai_id": 5,
                        "topnummer": 1,
                        "title": "Eröffnung",
                        "status": 1,
                        "topart": "at",
                        "submission": None,
                        "documents": None,
                        "counselling_status": None,
                        "abstimmungstext": None,
                    },
                    {"ai_id": 6, "topnummer": "2.", "title": "Plan", "status": 1, "abstimmungstext": "13 Ja, 0 Nein"},
                ],
            },
            ensure_ascii=False,
        ),
        {
            "gremium": "Bau- und Planungsausschuss",
            "datum": "2026-09-14",
            "abgesagt": True,
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "vorlage_id": None},
                {"nummer": "2", "betreff": "Plan", "ja": 13, "nein": 0, "enthaltung": None},
            ],
        },
    ),
    Unseen(
        "oparl: an item alone, its meeting and paper only referenced, a wording with marks, a vendor's members",
        f"{OPARL}agendaitems/80",
        _object(
            "AgendaItem",
            "80",
            number="Ö 4.1",
            name="Klimaschutzkonzept",
            public=True,
            order=4,
            meeting=f"{OPARL}meetings/8",
            result="mehrheitlich beschlossen",
            resolutionText="<p>Der Kreistag beschließt&nbsp;das Konzept.</p>",
            keyword=None,
            **{"vendor:abstimmung": {"ja": 3}},
        ),
        {"typ": "top", "nummer": "4.1", "ergebnis": "mehrheitlich beschlossen", "sitzung_id": "8", "oeffentlich": True},
    ),
    Unseen(
        "oparl: a paper of version 1.0 with single values for lists, a day without zone, an authoritative station",
        "http://oparl.musterkreis.example/bi/oparl/1.0/papers.asp?id=77",
        json.dumps(
            {
                "id": "http://oparl.musterkreis.example/bi/oparl/1.0/papers.asp?id=77",
                "type": "https://schema.oparl.org/1.0/Paper",
                "name": "Breitband",
                "reference": "V/77",
                "date": "2017-02-07",
                "paperType": "Vorlage",
                "relatedPaper": ["http://oparl.musterkreis.example/bi/oparl/1.0/papers.asp?id=70"],
                "consultation": {
                    "id": "http://oparl.musterkreis.example/bi/oparl/1.0/consultations.asp?id=1",
                    "type": "https://schema.oparl.org/1.0/Consultation",
                    "organization": "http://oparl.musterkreis.example/bi/oparl/1.0/organizations.asp?typ=gr&id=3",
                    "authoritative": True,
                    "role": "Entscheidung",
                    "meeting": "http://oparl.musterkreis.example/bi/oparl/1.0/meetings.asp?id=9",
                },
                "auxiliaryFile": {"id": "x", "name": "Plan", "size": "2048", "accessUrl": "http://x.example/plan.pdf"},
            }
        ),
        {
            "id": "77",
            "nummer": "V/77",
            "datum": "2017-02-07",
            "beratungen": [{"rolle": "Entscheidung", "gremium_id": "gr-3", "sitzung_id": "9"}],
            "anlagen": [{"name": "Plan", "groesse": 2048}],
        },
    ),
    Unseen(
        "presse: a report below an office's folder with microdata for nothing, a list of links beside it",
        "https://www.kreis-muster.example/presse/meldungen/integrationskonzept.php",
        "<html><head><title>Integrationskonzept</title></head><body><nav><ul><li><a href='/'>Start</a></li></ul></nav>"
        "<main><h1>Neues Integrationskonzept auf dem Weg</h1><p>Musterstadt, 05.03.2024.</p><p>Der Kreisausschuss hat "
        "am 4. März 2024 das Integrationskonzept beraten und dem Kreistag einstimmig zur Annahme empfohlen.</p></main>"
        "<footer><p>Kreis Muster</p></footer></body></html>",
        {"typ": "presse", "titel": "Neues Integrationskonzept auf dem Weg", "datum": "2024-03-05"},
    ),
)

PAGES = (*_ALLRIS_4, *_SDNET, *_RUBIN, *_OPARL, *_PRESSE, *_SECOND)


def differences(stated: Any, found: Any, path: str = "") -> list[str]:
    """One line for each value written down that was read otherwise; lists must be as long as they are written."""
    if isinstance(stated, dict):
        inner = found if isinstance(found, dict) else {}
        return [line for key, value in stated.items() for line in differences(value, inner.get(key), f"{path}.{key}")]
    if isinstance(stated, list) and stated and isinstance(stated[0], dict):
        several = found if isinstance(found, list) else []
        missing = [] if len(several) == len(stated) else [f"{path}: {len(several)} instead of {len(stated)}"]
        pairs = zip(stated, [*several, *([None] * len(stated))], strict=False)
        return missing + [
            line for at, (one, other) in enumerate(pairs) for line in differences(one, other, f"{path}[{at}]")
        ]
    return [] if stated == found else [f"{path}: {found!r} instead of {stated!r}"]


def first(page: Unseen) -> dict[str, Any]:
    """The page's first record: of a meeting with papers, the meeting."""
    parsed = parse(page_of(page.url, page.said.encode(), encoding="utf-8", rendering=page.rendering)).parsed
    return dict(parsed.datensaetze[0].model_dump(mode="json"))


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_unseen_pages_give_what_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
