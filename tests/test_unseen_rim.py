"""SD.NET RIM in variants that no fixture shows, as pages and as copies; written before they were read."""

from __future__ import annotations

import pytest

from tests.support.unseen import SDNET, Unseen, differences, first, sdnet

_ANCHOR = '<a role="button" class="link-element" href="/sdnetrim/Ab{n}/{n}.pdf" title="{t}"><span>{t}</span></a>'


def _file(number: int, title: str) -> str:
    return _ANCHOR.format(n=number, t=title)


def _row(label: str, value: str) -> str:
    return f'<tr><th scope="row">{label}</th><td>{value}</td></tr>'


def _stations(heads: str, *rows: str) -> str:
    cells = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads.split("|"))
    lines = "".join(f'<tr class="row-1" data-vorgang-id="200_17{at}">{row}</tr>' for at, row in enumerate(rows))
    return (
        '<div class="sst-table-container papers-hidden"><table id="table0" class="table-data table-vorgang">'
        f'<caption class="caption">Beratungsfolge</caption><thead><tr>{cells}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


PAGES = (
    Unseen(
        "sdnet: a motion of a Fraktion, no colons, the body first, a station that waits, files in a row of their own",
        f"{SDNET}vorgang/?__=UGhVM0hp001",
        sdnet(
            "vorgang",
            '<h1 class="heading">Vorgang 0287/26</h1><p class="description">Diese Ansicht enthält Informationen zum '
            'Vorgang: Antrag der Fraktionen 0287/26</p><table class="table-details">'
            + _row("Antrag der Fraktionen", "0287/26")
            + _row("Betreff", "Nahverkehrsplan 2030<br />hier: Anbindung der Gewerbegebiete")
            + _row("Federführung", "Amt 61 - Mobilität und Planung")
            + _row("Dokument", _file(1, "Antrag der Fraktionen 0287/26 (exportiert: 02.03.2026) (1.125 KB)"))
            + _row("Anlagen", _file(2, "Liniennetz.pdf (exportiert: 02.03.2026) (88 KB)"))
            + "</table>"
            + _stations(
                "Gremium|Termin|Abstimmung|Beschluss",
                '<td class="column-gremium"><a href="/gremien/?__=G1"><span>Verkehrsausschuss</span></a></td>'
                '<td class="column-beginn"><a href="/tops/?__=S1">Di, 17.03.2026 16:30 Uhr</a></td>'
                '<td class="column-ergebnis">11 Ja-Stimme(n), 4 Gegenstimme(n), 2 Enthaltung(en)</td>'
                '<td class="column-beschluss">Der Ausschuss empfiehlt dem Kreistag, dem Antrag zuzustimmen.</td>',
                '<td class="column-gremium"><span>Kreistag</span></td><td class="column-beginn">&nbsp;</td>'
                '<td class="column-ergebnis"></td><td class="column-beschluss"></td>',
            ),
        ),
        {
            "nummer": "0287/26",
            "betreff": "Nahverkehrsplan 2030 hier: Anbindung der Gewerbegebiete",
            "art": "Antrag der Fraktionen",
            "art_norm": "antrag",
            "federfuehrend": "Amt 61 - Mobilität und Planung",
            "anlagen": [{"name": "Liniennetz.pdf"}],
            "beratungen": [
                {
                    "gremium": "Verkehrsausschuss",
                    "datum": "2026-03-17",
                    "ja": 11,
                    "nein": 4,
                    "enthaltung": 2,
                    "beschluss": "Der Ausschuss empfiehlt dem Kreistag, dem Antrag zuzustimmen.",
                },
                {"gremium": "Kreistag", "datum": None, "ergebnis": None, "ja": None},
            ],
        },
    ),
    Unseen(
        "sdnet: a Drucksache of a Wahlperiode with four stations, one adjourned, one taken off, cells without classes",
        f"{SDNET}vorgang/?__=UGhVM0hp002",
        sdnet(
            "vorgang",
            '<h1 class="heading">Vorgang 926 /XI.</h1><table class="table table-details"><tbody>'
            + _row("Drucksache XI.:", "926 /XI.")
            + _row("Betreff:", "Schulentwicklungsplanung der Berufskollegs")
            + _row("Status:", "öffentlich")
            + "</tbody></table>"
            + _stations(
                "Termin|Gremium|TOP|Beschluss|Abstimmung",
                "<td>Mo, 02.06.2025 17:00 Uhr</td><td>Schulausschuss</td><td>4.</td><td>vertagt</td><td></td>",
                "<td>Mo, 01.09.2025 17:00 Uhr</td><td>Schulausschuss</td><td>3.1</td><td></td>"
                "<td>Einstimmig, 0 Enthaltung(en)</td>",
                "<td>Do, 18.09.2025 16:00 Uhr</td><td>Kreisausschuss</td><td>7.</td>"
                "<td>von der Tagesordnung abgesetzt</td><td></td>",
                "<td>Mo, 29.09.2025 16:00 Uhr</td><td>Kreistag</td><td>9.</td>"
                "<td>Der Kreistag beschließt den Plan.</td><td>Mehrheitlich, 5 Gegenstimme(n), 1 Enthaltung(en)</td>",
            ),
        ),
        {
            "nummer": "926 /XI.",
            "betreff": "Schulentwicklungsplanung der Berufskollegs",
            "status": "öffentlich",
            "federfuehrend": None,
            "beratungen": [
                {"gremium": "Schulausschuss", "datum": "2025-06-02", "top": "4", "ergebnis_norm": "vertagt"},
                {"gremium": "Schulausschuss", "datum": "2025-09-01", "top": "3.1", "einstimmig": True, "enthaltung": 0},
                {"gremium": "Kreisausschuss", "datum": "2025-09-18", "top": "7", "ergebnis_norm": "abgesetzt"},
                {"gremium": "Kreistag", "datum": "2025-09-29", "top": "9", "nein": 5, "enthaltung": 1, "ja": None},
            ],
        },
    ),
    Unseen(
        "sdnet: an agenda with sub-items in letters, a meeting that ends, a table of Tischvorlagen, a part not public",
        f"{SDNET}tops/?__=UGhVM0hp003",
        sdnet(
            "tops",
            '<h1 class="heading">Sitzungsverlauf</h1><table class="table-details">'
            + _row("Sitzung:", '<a href="/gremien/?__=G2">Ausschuss für Umwelt, Klima und Bauen</a>, 12. Sitzung')
            + _row("Termin:", '<a href="/tops/?__=UGhVM0hp003">Mi, 09.10.2024 17:00 - 19:45 Uhr</a>')
            + _row("Ort:", "Kreishaus<br />\nMusterplatz 1<br />\n12345 Musterstadt")
            + _row("Niederschriften:", _file(3, "Öffentliche Niederschrift (exportiert: 30.10.2024) (194 KB)"))
            + '</table><table id="table0" class="table-data table-top"><caption>Tagesordnungspunkte</caption>'
            '<thead style="display:none;"><tr><th>Nummer</th><th>Übersicht</th><th>Vorlagennummer</th>'
            '<th>Dokumente</th></tr></thead><tbody><tr class="row-1 ebene1-0 top-oeff-head"><td '
            'class="column-topnrtext">A.</td>'
            '<td class="column-bezeichnung">Öffentliche Sitzung</td><td class="column-nummer">&nbsp;</td><td></td></tr>'
            '<tr class="row-0 ebene1-1 top-oeff-data"><td class="column-topnrtext">1.</td><td '
            'class="column-bezeichnung">'
            'Klimaschutzkonzept</td><td class="column-nummer">&nbsp;</td><td class="column-dokumente"></td></tr>'
            '<tr class="row-0 ebene2-2 top-oeff-data"><td class="column-topnrtext">1.a)</td>'
            '<td class="column-bezeichnung">Sachstand</td><td class="column-nummer">T 02/325/24</td>'
            '<td class="column-dokumente"><a href="/vorgang/?__=V1" title="T 02/325/24 - Vorgang. Vorgang öffnen">'
            "<span>T 02/325/24 - Vorgang</span></a></td></tr>"
            '<tr class="row-0 ebene2-3 top-oeff-data"><td class="column-topnrtext">1.b)</td>'
            '<td class="column-bezeichnung">Antrag der Gruppe<br>hier: Photovoltaik</td>'
            '<td class="column-nummer">603/IX.</td><td class="column-dokumente"></td></tr>'
            '<tr class="row-1 ebene1-4 top-noeff-head"><td class="column-topnrtext">B.</td>'
            '<td class="column-bezeichnung">Nichtöffentliche Sitzung</td><td></td><td></td></tr>'
            '<tr class="row-0 ebene1-5 top-noeff-data"><td class="column-topnrtext">2.</td>'
            '<td class="column-bezeichnung">Grundstück</td><td class="column-nummer">604/IX.</td><td></td></tr>'
            '</tbody></table><table class="table-top tischvorlagen"><caption>Tischvorlagen</caption><tbody><tr>'
            '<td class="column-topnrtext">1.a)</td><td class="column-bezeichnung">Sachstand '
            "neu</td></tr></tbody></table>",
        ),
        {
            "gremium": "Ausschuss für Umwelt, Klima und Bauen",
            "name": "Ausschuss für Umwelt, Klima und Bauen, 12. Sitzung",
            "datum": "2024-10-09",
            "beginn": "17:00",
            "ende": "19:45",
            "ort": "Kreishaus Musterplatz 1 12345 Musterstadt",
            "tops": [
                {"nummer": "1", "betreff": "Klimaschutzkonzept", "vorlage_nummer": None, "oeffentlich": True},
                {"nummer": "1.a", "betreff": "Sachstand", "vorlage_nummer": "T 02/325/24", "oeffentlich": True},
                {"nummer": "1.b", "betreff": "Antrag der Gruppe hier: Photovoltaik", "vorlage_nummer": "603/IX."},
                {"nummer": "2", "oeffentlich": False},
            ],
        },
    ),
    Unseen(
        "sdnet: a meeting called off, its day in words, no agenda",
        f"{SDNET}tops/?__=UGhVM0hp004",
        sdnet(
            "tops",
            '<h1 class="heading">Sitzungstermin</h1><table class="table-details">'
            + _row("Sitzung:", "Kreistag, 6. Sitzung (abgesagt)")
            + _row("Termin:", "Donnerstag, 12. Dezember 2024, 16:00 Uhr")
            + _row("Ort:", "")
            + "</table><p>Für diese Sitzung liegt noch keine Tagesordnung vor</p>",
        ),
        {
            "gremium": "Kreistag",
            "datum": "2024-12-12",
            "beginn": "16:00",
            "ende": None,
            "ort": None,
            "abgesagt": True,
            "tops": [],
        },
    ),
)

COPIES = (
    Unseen(
        "sdnet: w3m's dump of a Vorgang, labels and values by columns, cells wrapped",
        f"{SDNET}vorgang/?__=C1",
        "Vorgang 79/2026\n\nDiese Ansicht enthält Informationen zum Vorgang: Beschlussvorlage 79/2026\n\n"
        "Beschlussvorlage: 79/2026\nBetreff:          Kreisstraße 12, Ausbau zwischen Musterstadt und\n"
        "                  Musterdorf\nFederführung:     Amt für Straßen\n"
        "Dokument:         Beschlussvorlage 79/2026 (exportiert: 18.09.2026) (125 KB) Lageplan\n"
        "                  (exportiert: 18.09.2026) (673 KB)\n\n                  Beratungsfolge\n"
        "        Termin          Gremium         Beschluss                Abstimmung\n"
        "Di, 29.09.2026      Bauausschuss                    Einstimmig, 0\n16:30 Uhr                            "
        "               Enthaltung(en)\n"
        "Mo, 05.10.2026      Kreistag\n16:00 Uhr\n",
        {
            "nummer": "79/2026",
            "betreff": "Kreisstraße 12, Ausbau zwischen Musterstadt und Musterdorf",
            "art": "Beschlussvorlage",
            "federfuehrend": "Amt für Straßen",
            "beratungen": [
                {"gremium": "Bauausschuss", "datum": "2026-09-29", "einstimmig": True, "enthaltung": 0},
                {"gremium": "Kreistag", "datum": "2026-10-05", "ergebnis": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: a print-out with head and foot of the page, labels and values apart by one blank, cells under "
        "each other",
        f"{SDNET}vorgang/?__=C2",
        "10.10.2026, 09:12 Vorgang T 02/325/26 - SD.NET RIM 4 | Musterkreis\n\nVorgang T 02/325/26\n"
        "Vorlage zur Kenntnis: T 02/325/26\nBetreff: Umbesetzung von Ausschüssen\nFederführung: Büro des Landrats\n"
        "Dokument: Vorlage zur Kenntnis T 02/325/26 (exportiert: 18.09.2026) (125 KB)\nBeratungsfolge\n"
        "Termin Gremium Beschluss Abstimmung\nDi, 29.09.2026 16:30 Uhr Kreisausschuss zur Kenntnis genommen\n"
        "Mo, 05.10.2026 16:00 Uhr Kreistag\n\nhttps://gremien.musterkreis.example/rim/vorgang/?__=C2 1/1\n",
        {
            "nummer": "T 02/325/26",
            "betreff": "Umbesetzung von Ausschüssen",
            "art": "Vorlage zur Kenntnis",
            "federfuehrend": "Büro des Landrats",
            "beratungen": [
                {"gremium": "Kreisausschuss", "datum": "2026-09-29", "ergebnis_norm": "zur_kenntnis"},
                {"gremium": "Kreistag", "datum": "2026-10-05", "ergebnis": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: a Markdown export with bold labels, a table and footnotes of links",
        f"{SDNET}vorgang/?__=C3",
        "# Vorgang 134/2025\n\nDiese Ansicht enthält Informationen zum Vorgang: Beschlussvorlage 134/2025\n\n"
        "| | |\n| --- | --- |\n| **Beschlussvorlage:** | 134/2025 |\n| **Betreff:** | Hitzeaktionsplan |\n"
        "| **Federführung:** | Gesundheitsamt |\n| **Dokument:** | [Beschlussvorlage 134/2025][1] "
        "|\n\nBeratungsfolge\n\n"
        "| Termin | Gremium | Beschluss | Abstimmung |\n| --- | --- | --- | --- |\n"
        "| [Di, 04.03.2025 17:00 Uhr][2] | [Gesundheitsausschuss][3] | Der Ausschuss empfiehlt den Plan. | "
        "Einstimmig |\n"
        "| [Mo, 24.03.2025 16:00 Uhr][4] | [Kreistag][5] |  | 30 Ja-Stimme(n), 12 Gegenstimme(n) |\n\n"
        "[1]: https://gremien.musterkreis.example/rim/sdnetrim/A/1.pdf\n[2]: "
        "https://gremien.musterkreis.example/rim/tops/?__=S2\n",
        {
            "nummer": "134/2025",
            "betreff": "Hitzeaktionsplan",
            "art": "Beschlussvorlage",
            "federfuehrend": "Gesundheitsamt",
            "beratungen": [
                {"gremium": "Gesundheitsausschuss", "datum": "2025-03-04", "einstimmig": True},
                {"gremium": "Kreistag", "datum": "2025-03-24", "ja": 30, "nein": 12},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: tabs, the columns in another order, a cell broken over lines",
        f"{SDNET}vorgang/?__=C4",
        "Vorgang 88/2025\nBeschlussvorlage:\t88/2025\nBetreff:\tPflegebedarfsplan\nFederführung:\tSozialamt\n"
        "Beratungsfolge\nGremium\tTermin\tAbstimmung\tBeschluss\n"
        "Sozialausschuss\tDo, 04.09.2025 17:00 Uhr\tMehrheitlich, 2 Gegenstimme(n)\tDer Ausschuss empfiehlt:\n"
        "Der Plan wird beschlossen.\nKreistag\tMo, 29.09.2025 16:00 Uhr\tEinstimmig, 1 Enthaltung(en)\t\n",
        {
            "nummer": "88/2025",
            "betreff": "Pflegebedarfsplan",
            "federfuehrend": "Sozialamt",
            "beratungen": [
                {
                    "gremium": "Sozialausschuss",
                    "datum": "2025-09-04",
                    "nein": 2,
                    "beschluss": "Der Ausschuss empfiehlt: Der Plan wird beschlossen.",
                },
                {"gremium": "Kreistag", "datum": "2025-09-29", "einstimmig": True, "enthaltung": 1, "beschluss": None},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: lynx's dump of an agenda, numbers of links before their words, a list of links below",
        f"{SDNET}tops/?__=C5",
        "Sitzungsverlauf\n\n   Sitzung: [12]Kreistag, 4. Sitzung\n   Termin:  [13]Mo, 29.09.2025 16:00 Uhr\n"
        "   Ort:     Kreishaus, Großer Sitzungssaal\n   Tagesordnung: [14]Öffentliche Tagesordnung (exportiert: "
        "18.09.2025) (71 KB)\n\n"
        "   Tagesordnungspunkte\n   I.  Öffentliche Sitzung\n   1.  Eröffnung\n"
        "   2.  Radverkehrskonzept 79/2025 [15]Beschlussvorlage 79/2025 [16]79/2025 - Vorgang\n"
        "   3.  Bericht des Landrats\n   II. Nichtöffentliche Sitzung\n   4.  Personal 80/2025\n\nReferences\n\n"
        "   12. https://gremien.musterkreis.example/rim/gremien/?__=G\n   13. "
        "https://gremien.musterkreis.example/rim/tops/?__=C5\n",
        {
            "gremium": "Kreistag",
            "name": "Kreistag, 4. Sitzung",
            "datum": "2025-09-29",
            "beginn": "16:00",
            "ort": "Kreishaus, Großer Sitzungssaal",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True},
                {"nummer": "2", "betreff": "Radverkehrskonzept", "vorlage_nummer": "79/2025", "oeffentlich": True},
                {"nummer": "3", "betreff": "Bericht des Landrats", "vorlage_nummer": None},
                {"nummer": "4", "oeffentlich": False},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: a Markdown export of an agenda",
        f"{SDNET}tops/?__=C6",
        "# Sitzungsverlauf\n\n**Sitzung:** "
        "[Umweltausschuss](https://gremien.musterkreis.example/rim/gremien/?__=G), 3. Sitzung\n"
        "**Termin:** Mi, 05.03.2025 17:00 Uhr\n**Ort:** Kreishaus\n\n## Tagesordnungspunkte\n\n"
        "| Nummer | Übersicht | Vorlagennummer | Dokumente |\n|---|---|---|---|\n| I. | Öffentliche Sitzung | | |\n"
        "| 1. | Einwohnerfragen | | |\n| 2. | Klimaschutzkonzept | 12/2025 | [Vorlage](https://x.example/1.pdf) |\n"
        "| II. | Nichtöffentliche Sitzung | | |\n| 3. | Vergabe | 13/2025 | |\n",
        {
            "gremium": "Umweltausschuss",
            "name": "Umweltausschuss, 3. Sitzung",
            "datum": "2025-03-05",
            "beginn": "17:00",
            "ort": "Kreishaus",
            "tops": [
                {"nummer": "1", "betreff": "Einwohnerfragen", "oeffentlich": True, "vorlage_nummer": None},
                {"nummer": "2", "betreff": "Klimaschutzkonzept", "vorlage_nummer": "12/2025"},
                {"nummer": "3", "oeffentlich": False},
            ],
        },
        "text",
    ),
    Unseen(
        "sdnet: bullets, no colons, CRLF",
        f"{SDNET}vorgang/?__=C7",
        "Vorgang 15/2024\r\n\r\n• Beschlussvorlage 15/2024\r\n• Betreff Gleichstellungsplan\r\n• Federführung "
        "Hauptamt\r\n\r\n"
        "Beratungsfolge\r\nTermin\tGremium\tBeschluss\tAbstimmung\r\n"
        "Mi, 14.02.2024 17:00 Uhr\tKreisausschuss\t\tEinstimmig, 0 Enthaltung(en)\r\n",
        {
            "nummer": "15/2024",
            "betreff": "Gleichstellungsplan",
            "federfuehrend": "Hauptamt",
            "beratungen": [{"gremium": "Kreisausschuss", "datum": "2024-02-14", "einstimmig": True}],
        },
        "text",
    ),
)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in (*PAGES, *COPIES)])
def test_pages_of_sdnet_are_read_as_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
