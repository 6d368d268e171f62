"""A third, small set of copies and reports in unseen forms; written before it was read."""

from __future__ import annotations

import json

import pytest

from tests.support.unseen import OPARL, RUBIN, SCHEMA, SDNET, Unseen, differences, first

COPIES = (
    Unseen(
        "sdnet: an agenda with items in letters, results below, a subject of two lines",
        f"{SDNET}tops/?__=E1",
        "Sitzungsverlauf\nSitzung:\tSchulausschuss, 9. Sitzung\nTermin:\tDi, 04.11.2025 17:00 - 18:35 "
        "Uhr\nOrt:\tKreishaus\n"
        "Öffentlicher Teil\n1.\tSchulentwicklung\t\t\n1.a)\tBericht der Verwaltung\tT 05/001/25\tVorlage\n"
        "1.b)\tAntrag der Gruppe\t12/2025\tVorlage Beschlusstext\nEinstimmig, 0 Enthaltung(en)\n"
        "2.\tVerschiedenes\t\t\nNichtöffentlicher Teil\n3.\tVergabe\t13/2025\t\n",
        {
            "gremium": "Schulausschuss",
            "datum": "2025-11-04",
            "ende": "18:35",
            "tops": [
                {"nummer": "1", "betreff": "Schulentwicklung", "vorlage_nummer": None},
                {"nummer": "1.a", "betreff": "Bericht der Verwaltung", "vorlage_nummer": "T 05/001/25"},
                {"nummer": "1.b", "betreff": "Antrag der Gruppe", "vorlage_nummer": "12/2025", "einstimmig": True},
                {"nummer": "2", "betreff": "Verschiedenes", "oeffentlich": True},
                {"nummer": "3", "oeffentlich": False},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: a line for each label, value, head and cell, some cells empty",
        f"{SDNET}vorgang/?__=E2",
        "Menü\nTermine\nVorlagen\nVorgang 44/2025\nBeschlussvorlage\n44/2025\nBetreff\nAbfallwirtschaftskonzept\n"
        "Federführung\nUmweltamt\nDokument\nBeschlussvorlage 44/2025 (exportiert: 01.03.2025) (80 KB)\n"
        "Gebührenkalkulation (exportiert: 01.03.2025) (1.024 "
        "KB)\nBeratungsfolge\nTermin\nGremium\nBeschluss\nAbstimmung\n"
        "Mi, 12.03.2025 17:00 Uhr\nUmweltausschuss\n10 Ja-Stimme(n), 5 Gegenstimme(n), 1 Enthaltung(en)\n"
        "Mo, 24.03.2025 16:00 Uhr\nKreistag\nImpressum\nDatenschutz\n",
        {
            "nummer": "44/2025",
            "betreff": "Abfallwirtschaftskonzept",
            "art": "Beschlussvorlage",
            "federfuehrend": "Umweltamt",
            "anlagen": [{"name": "Gebührenkalkulation"}],
            "beratungen": [
                {"gremium": "Umweltausschuss", "datum": "2025-03-12", "ja": 10, "nein": 5, "enthaltung": 1},
                {"gremium": "Kreistag", "datum": "2025-03-24", "ergebnis": None, "ja": None},
            ],
        },
        "text",
    ),
    Unseen(
        "rubin: an answer as a viewer of a browser saves it",
        f"{RUBIN}?id=meetings&action=get&meeting_id=2026-SA-2&with_agenda_item_documents=1",
        json.dumps(
            {
                "nummer": "2026-SA-2",
                "datum": "2026-02-03",
                "titel": "2. Sitzung des Sozialausschusses",
                "beginn": "17:00:00",
                "fraktionssitzung": "0",
                "committees": [{"Kuerzel": "SA", "Bezeichnung": "Sozialausschuss"}],
                "agenda_items": [
                    {
                        "topnummer": "Ö 4",
                        "title": "Pflege &amp; Alter",
                        "status": "1",
                        "topart": "vl",
                        "counselling_status": {"name": "vorberatend"},
                        "abstimmungstext": "einstimmig empfohlen",
                        "submission": {"id": 5, "alias": "SV/7/2026", "type": {"name": "Sitzungsvorlage"}},
                    }
                ],
            },
            indent=4,
        ).replace("\n", "\r\n"),
        {
            "gremium": "Sozialausschuss",
            "datum": "2026-02-03",
            "beginn": "17:00",
            "tops": [
                {
                    "nummer": "4",
                    "betreff": "Pflege & Alter",
                    "rolle": "vorberatend",
                    "ergebnis": "einstimmig empfohlen",
                    "einstimmig": True,
                    "vorlage_nummer": "SV/7/2026",
                }
            ],
        },
        "text",
    ),
    Unseen(
        "oparl: a paper whose stations name meetings and items, one of them not public",
        f"{OPARL}papers/12",
        json.dumps(
            {
                "id": f"{OPARL}papers/12",
                "type": f"{SCHEMA}Paper",
                "name": "Rettungsdienstbedarfsplan",
                "reference": 122026,
                "paperType": "Beschlussvorlage",
                "date": "2026-03-01",
                "consultation": [
                    {
                        "organization": [{"name": "Kreisausschuss"}],
                        "role": "Vorberatung",
                        "meeting": {"name": "KA 3", "start": "2026-03-10T15:00:00+01:00"},
                        "agendaItem": {"number": "4.1", "public": True, "result": "ungeändert empfohlen"},
                    },
                    {
                        "organization": [{"name": "Kreistag"}],
                        "role": "Entscheidung",
                        "authoritative": True,
                        "meeting": {"name": "KT 2", "start": "2026-03-23"},
                    },
                ],
            }
        ),
        {
            "nummer": "122026",
            "betreff": "Rettungsdienstbedarfsplan",
            "beratungen": [
                {
                    "gremium": "Kreisausschuss",
                    "datum": "2026-03-10",
                    "top": "4.1",
                    "ergebnis": "ungeändert empfohlen",
                    "oeffentlich": True,
                },
                {"gremium": "Kreistag", "datum": "2026-03-23", "rolle_norm": "entscheidung"},
            ],
        },
    ),
    Unseen(
        "presse: a page of a Kreis, its day in a line of its own, tags inside of words",
        "https://www.landkreis-muster.example/presse/pressemitteilungen/2025/waermeplan.html",
        "<html><head><title>Landkreis Muster: Wärmeplan</title></head><body><nav><p>Start</p></nav><div id='c'>"
        "<h1>Wärmeplan für den Landkreis</h1><p class='datum'>Musterstadt, 14.05.2025</p><p>Der "
        "<b>Umwelt</b>ausschuss des "
        "Landkreises Muster hat sich am 13. Mai mit dem Klimaschutzkonzept befasst.</p><p>Der Kreistag des Landkreises "
        "Muster stimmt am 2. Juni 2025 darüber ab.</p></div></body></html>",
        {
            "titel": "Wärmeplan für den Landkreis",
            "datum": "2025-05-14",
            "kreise": ["Landkreis Muster"],
            "konzept_worte": ["Wärmeplan für den Landkreis", "Klimaschutzkonzept"],
            "termine": [
                {"gremium": "Umweltausschuss", "datum": "2025-05-13"},
                {"gremium": "Kreistag", "datum": "2025-06-02"},
            ],
        },
    ),
    Unseen(
        "presse: lynx's dump, indented, a number behind a link, no medium",
        "https://zeitung.example/lynx/9",
        "   Sportentwicklungsplan beraten\n\n   Musterheim, 3. Februar 2026 - Der Sportausschuss des Kreises "
        "Muster hat am\n"
        "   2. Februar 2026 über den [1]Sportentwicklungsplan beraten und ihn dem\n   Kreistag empfohlen.\n\n"
        "   Der Kreis Muster legt ihn am 23. Februar dem Kreistag vor.\n\nReferences\n\n   1. "
        "https://zeitung.example/sport\n",
        {
            "titel": "Sportentwicklungsplan beraten",
            "datum": "2026-02-03",
            "kreise": ["Kreis Muster"],
            "konzept_worte": ["Sportentwicklungsplan"],
            "termine": [
                {"gremium": "Sportausschuss", "datum": "2026-02-02"},
                {"gremium": "Kreistag", "datum": "2026-02-23"},
            ],
        },
        "text",
    ),
)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in COPIES])
def test_copies_are_read_as_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
