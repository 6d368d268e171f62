"""More pages that no fixture stands for: OParl, reports of Kreise, and a second round of all products but SessionNet.

As in test_unseen_products.
"""

from __future__ import annotations

import json

import pytest

from tests.support.unseen import (
    ALLRIS_4,
    OPARL,
    RUBIN,
    SCHEMA,
    SDNET,
    Unseen,
    allris_4,
    differences,
    first,
    oparl,
)

_OPARL = (
    Unseen(
        "oparl: a paper with null members, embedded stations, a keyword list, an extension, http ids",
        f"{OPARL}papers/1506",
        oparl(
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
        oparl(
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
        allris_4(
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
        oparl(
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

PAGES = (*_OPARL, *_PRESSE, *_SECOND)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_unseen_pages_give_what_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
