"""A second set of pages and copies in unseen forms: SD.NET, rubin, OParl, press; written before it was read."""

from __future__ import annotations

import json

import pytest

from ris_scraper.read.read import page_of, parse
from tests.support.unseen import OPARL, RUBIN, SCHEMA, SDNET, Unseen, differences, first, sdnet

PAGES = (
    Unseen(
        "sdnet: bars, the body first, a wording of three lines in a column amid others",
        f"{SDNET}vorgang/?__=D1",
        "Vorgang 31/2025\n| Beschlussvorlage: | 31/2025 |\n| Betreff: | Sportförderung |\n| Federführung: | "
        "Schulamt |\n"
        "Beratungsfolge\n| Gremium | Termin | Beschluss | Abstimmung |\n| --- | --- | --- | --- |\n"
        "| Sportausschuss | Di, 04.03.2025 17:00 Uhr | Der Ausschuss empfiehlt:\n1. Die Richtlinie wird beschlossen.\n"
        "2. Die Mittel werden bereitgestellt. | Einstimmig, 0 Enthaltung(en) |\n"
        "| Kreistag | Mo, 24.03.2025 16:00 Uhr | vertagt | |\n",
        {
            "nummer": "31/2025",
            "betreff": "Sportförderung",
            "beratungen": [
                {
                    "gremium": "Sportausschuss",
                    "datum": "2025-03-04",
                    "beschluss": "Der Ausschuss empfiehlt: 1. Die Richtlinie wird beschlossen. 2. Die Mittel werden "
                    "bereitgestellt.",
                    "einstimmig": True,
                },
                {"gremium": "Kreistag", "datum": "2025-03-24", "ergebnis_norm": "vertagt", "einstimmig": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: a print-out, cells apart by one blank, the body before its day",
        f"{SDNET}vorgang/?__=D2",
        "Vorgang 32/2025\nBeschlussvorlage: 32/2025\nBetreff: Frauenhaus\nFederführung: Sozialamt\nBeratungsfolge\n"
        "Gremium Termin Beschluss Abstimmung\n"
        "Sozialausschuss Do, 04.09.2025 17:00 Uhr Mehrheitlich, 2 Gegenstimme(n)\n"
        "Ausschuss für Finanzen und Personal Mi, 10.09.2025 16:30 Uhr vertagt\nKreistag Mo, 29.09.2025 16:00 Uhr\n",
        {
            "nummer": "32/2025",
            "betreff": "Frauenhaus",
            "beratungen": [
                {"gremium": "Sozialausschuss", "datum": "2025-09-04", "nein": 2},
                {"gremium": "Ausschuss für Finanzen und Personal", "datum": "2025-09-10", "ergebnis_norm": "vertagt"},
                {"gremium": "Kreistag", "datum": "2025-09-29", "ergebnis": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: w3m's dump of an agenda, a subject broken in its column",
        f"{SDNET}tops/?__=D3",
        "Sitzungsverlauf\n\nSitzung:  Kreisausschuss, 21. Sitzung\nTermin:   Do, 18.09.2025 16:00 Uhr\nOrt:      "
        "Kreishaus\n"
        "          Sitzungssaal\n\n                          Tagesordnungspunkte\n"
        "I.  Öffentliche Sitzung\n1.  Eröffnung\n2.  Jahresabschluss 2024 der                      101/2025 "
        "Beschlussvorlage\n"
        "    Kreiswerke\n3.  Mitteilungen\nII. Nichtöffentliche Sitzung\n4.  Vergabe                             "
        "          102/2025\n",
        {
            "gremium": "Kreisausschuss",
            "datum": "2025-09-18",
            "beginn": "16:00",
            "ort": "Kreishaus Sitzungssaal",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True},
                {"nummer": "2", "betreff": "Jahresabschluss 2024 der Kreiswerke", "vorlage_nummer": "101/2025"},
                {"nummer": "3", "betreff": "Mitteilungen", "vorlage_nummer": None},
                {"nummer": "4", "oeffentlich": False},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: RIM 5, a definition list for a head, a table of stations in cards' classes",
        f"{SDNET}vorgang/?__=D4",
        sdnet(
            "vorgang",
            '<h1 class="heading">Vorgang 5/2026-1</h1><table class="table table-details table-striped"><tbody>'
            "<tr><th>Verwaltungsvorlage:</th><td>5/2026-1</td></tr><tr><th>Betreff:</th><td>Breitbandausbau<br/>"
            "<br/>3. Förderaufruf</td></tr><tr><th>Federführung:</th><td>Stabsstelle Digitales</td></tr>"
            "<tr><th>Beteiligte Ämter:</th><td>Kämmerei</td></tr></tbody></table>"
            '<table class="table table-vorgang"><caption>Beratungsfolge</caption><thead><tr><th>Status</th>'
            "<th>Termin</th><th>Gremium</th><th>Beratungsart</th><th>Abstimmung</th></tr></thead><tbody><tr><td>öffentlich</td>"
            "<td>Do., 05.02.2026, 17.00 Uhr</td><td>Digitalausschuss</td><td>Vorberatung</td><td>einstimmig "
            "empfohlen</td>"
            "</tr><tr><td>nicht öffentlich</td><td>Do., 26.02.2026, 16.00 "
            "Uhr</td><td>Kreistag</td><td>Entscheidung</td>"
            "<td></td></tr></tbody></table>",
        ),
        {
            "nummer": "5/2026-1",
            "betreff": "Breitbandausbau 3. Förderaufruf",
            "art": "Verwaltungsvorlage",
            "federfuehrend": "Stabsstelle Digitales",
            "beratungen": [
                {
                    "gremium": "Digitalausschuss",
                    "datum": "2026-02-05",
                    "rolle": "Vorberatung",
                    "ergebnis": "einstimmig empfohlen",
                    "einstimmig": True,
                    "oeffentlich": True,
                },
                {"gremium": "Kreistag", "datum": "2026-02-26", "rolle": "Entscheidung", "oeffentlich": False},
            ],
        },
    ),
    Unseen(
        "rubin 1: a copy with a line for each cell, a subject of two lines",
        "https://musterkreis.more-rubin1.de/sitzungen_top.php?sid=ni_2011-JHA-2",
        "Jugendhilfeausschuss\n\nTermin:\n16.03.2011, 17:00 Uhr - 18:20 Uhr\nRaum:\nKreishaus, Saal "
        "1\nGremien:\nJHA\n\n"
        "ö\n1\nEröffnung\nö\n2\nJugendförderplan;\nhier: Fortschreibung [Vorlage: 2011/0044, Beschlussvorlage]\n"
        "nö\n3\nPersonal\n\nImpressum\n",
        {
            "id": "2011-JHA-2",
            "gremium": "Jugendhilfeausschuss",
            "datum": "2011-03-16",
            "beginn": "17:00",
            "ende": "18:20",
            "ort": "Kreishaus, Saal 1",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True, "vorlage_nummer": None},
                {"nummer": "2", "betreff": "Jugendförderplan; hier: Fortschreibung", "vorlage_nummer": "2011/0044"},
                {"nummer": "3", "betreff": "Personal", "oeffentlich": False},
            ],
        },
        "text",
    ),
    Unseen(
        "oparl: an item of version 1.0, entities in its wording, a vote in its result, wrong types",
        f"{OPARL}agendaItem/77",
        json.dumps(
            {
                "id": f"{OPARL}agendaItem/77",
                "type": "https://schema.oparl.org/1.0/AgendaItem",
                "meeting": f"{OPARL}meetings/8",
                "number": 7,
                "name": ["Klimaschutzkonzept"],
                "public": 1,
                "result": "mehrheitlich beschlossen (Ja: 20, Nein: 4, Enthaltung: 1)",
                "resolutionText": "Der Kreistag beschlie&szlig;t das Konzept.",
                "start": "2025-06-11T16:20:00+02:00",
                "x-vendor:note": {"a": [1]},
            }
        ),
        {"nummer": "7", "oeffentlich": True, "ja": 20, "nein": 4, "enthaltung": 1, "ergebnis_norm": "beschlossen"},
    ),
    Unseen(
        "presse: the site of a Kreis, a title of two lines in a print-out, a day before the text",
        "https://www.kreis-muster.example/presse/2024/frauenhaus",
        "Pressemitteilung Nr. 44/2024\n\nKreistag berät über Gewaltschutzkonzept: Frauenhaus soll mehr "
        "Plätze\nbekommen\n\n"
        "Musterstadt, 5. März 2024. Der Kreistag des Kreises Muster hat am Montag, 4. März\n2024, über das "
        "Gewaltschutzkonzept beraten. Am 22. April entscheidet der\nKreisausschuss über die Mittel für das "
        "kommende Jahr.\n"
        "Der Kreis Muster ist Träger des Hauses.\n",
        {
            "datum": "2024-03-05",
            "kreise": ["Kreis Muster"],
            "konzept_worte": ["Gewaltschutzkonzept"],
            "termine": [
                {"gremium": "Kreistag", "datum": "2024-03-04"},
                {"gremium": "Kreisausschuss", "datum": "2024-04-22"},
            ],
        },
        "text",
    ),
    Unseen(
        "oparl: a meeting of rubin's 1.0, its body embedded, an item that names its Vorlage by address",
        "https://musterkreis.gremien.example/oparl/meeting/2026-KT-5",
        json.dumps(
            {
                "id": "https://musterkreis.gremien.example/oparl/meeting/2026-KT-5",
                "type": "https://schema.oparl.org/1.0/Meeting",
                "name": "5. Sitzung des Kreistages",
                "start": "2026-09-08T16:00:00+02:00",
                "end": None,
                "cancelled": "false",
                "organization": [{"name": "Kreistag", "type": "https://schema.oparl.org/1.0/Organization"}],
                "location": {"description": "Großer Saal", "bodies": []},
                "agendaItem": [
                    {"number": "Ö 1", "name": "Eröffnung ", "public": True, "consultation": ""},
                    {
                        "number": "Ö 2",
                        "name": "Radweg",
                        "public": True,
                        "result": "vertagt",
                        "consultation": f"{OPARL}c/1",
                    },
                    {"number": "N 3", "name": "Kauf", "public": False},
                ],
            }
        ),
        {
            "gremium": "Kreistag",
            "datum": "2026-09-08",
            "beginn": "16:00",
            "ende": None,
            "ort": "Großer Saal",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True},
                {"nummer": "2", "betreff": "Radweg", "ergebnis": "vertagt", "ergebnis_norm": "vertagt"},
            ],
        },
    ),
)

LISTS = (
    (
        f"{RUBIN}?id=calendar&action=get&from=2026-09&to=2026-10&view=list",
        json.dumps(
            {
                "meetings": {
                    "0": {
                        "nummer": "2026-KT-5",
                        "nummer_si": None,
                        "fraktionssitzung": 0,
                        "is_draft": 0,
                        "titel": "KT",
                    },
                    "2": {"nummer": "2026-FR-1", "fraktionssitzung": 1, "titel": "Fraktion"},
                    "3": {"nummer": "ni_2026-KA-6", "fraktionssitzung": "0", "is_draft": "1", "titel": "Entwurf"},
                },
                "first_day": "2026-09-01",
                "last_day": "2026-10-31",
            }
        ),
        [f"{RUBIN}?id=meetings&action=get&meeting_id=2026-KT-5&with_agenda_item_documents=1"],
    ),
    (
        f"{SDNET}vorlagen",
        sdnet(
            "vorlagen",
            '<table class="table-data"><tbody><tr><td class="column-termin"><a href="/tops/?__=T1">Kreistag</a></td>'
            '<td class="column-betreff"><a href="/vorgang/?__=V1">119/2026</a> - '
            "Antrag<br><span>Radweg</span></td></tr>"
            '<tr><td class="column-termin"></td><td class="column-betreff"><a '
            'href="/vorgang/?__=V2&amp;x=1">118/2026</a></td>'
            '</tr></tbody></table><a href="/vorlagen?__=N2">&gt;</a>',
        ),
        [
            "https://gremien.musterkreis.example/vorgang/?__=V1",
            "https://gremien.musterkreis.example/vorgang/?__=V2",
            "https://gremien.musterkreis.example/vorlagen?__=N2",
        ],
    ),
    (
        f"{OPARL}bodies/1/meetings",
        json.dumps(
            {
                "data": [{"id": f"{OPARL}meetings/1", "type": f"{SCHEMA}Meeting", "deleted": True}],
                "links": {"next": f"{OPARL}bodies/1/meetings?page=2"},
                "pagination": [],
            }
        ),
        [f"{OPARL}bodies/1/meetings?page=2"],
    ),
)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_pages_are_read_as_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []


@pytest.mark.parametrize(("url", "said", "addresses"), LISTS)
def test_lists_lead_to_what_they_link(url: str, said: str, addresses: list[str]) -> None:
    links = [link.url for link in parse(page_of(url, said.encode(), encoding="utf-8")).parsed.links]
    assert set(addresses) <= set(links) and not any("FR-1" in link or "KA-6" in link for link in links)
