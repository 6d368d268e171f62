"""Press reports in unseen forms, and pages of products that nobody reads; written before they were read."""

from __future__ import annotations

import pytest

from ris_scraper.nouns.errors import UnknownPage
from ris_scraper.read.read import page_of, parse
from tests.support.unseen import Unseen, differences, first

_PAPER = "https://zeitung.example/"

REPORTS = (
    Unseen(
        "presse: data for search machines, the day in figures, three deliberations",
        f"{_PAPER}kreis/hitzeaktionsplan-beschlossen.html",
        '<html><head><title>Hitzeaktionsplan beschlossen - Musterbote</title><script type="application/ld+json">'
        '{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Hitzeaktionsplan beschlossen",'
        '"datePublished":"2025-06-12T05:00:00+02:00","publisher":{"@type":"Organization","name":"Musterbote"}}]}</script>'
        "</head><body><header><a href='/'>Start</a></header><article><h1>Hitzeaktionsplan beschlossen</h1>"
        "<p>Musterstadt. Der Landkreis Musterland hat einen Hitzeaktionsplan. Der Kreistag stimmte am 11.06.2025 "
        "mit großer "
        "Mehrheit zu. Der Landkreis Musterland ist einer der ersten.</p><p>Der Sozialausschuss hatte am 28. Mai "
        "darüber beraten.</p>"
        "<p>Im September soll der Kreisausschuss über das Geld entscheiden.</p></article></body></html>",
        {
            "titel": "Hitzeaktionsplan beschlossen",
            "medium": "Musterbote",
            "datum": "2025-06-12",
            "kreise": ["Landkreis Musterland"],
            "konzepte": ["hitzeaktionsplan"],
            "termine": [
                {"gremium": "Kreistag", "gremium_typ": "kreistag", "datum": "2025-06-11"},
                {"gremium": "Sozialausschuss", "gremium_typ": "fachausschuss", "datum": "2025-05-28"},
                {"gremium": "Kreisausschuss", "gremium_typ": "kreisausschuss", "datum": None, "monat": "2025-09"},
            ],
        },
    ),
    Unseen(
        "presse: a print-out, words parted at ends of lines, head and foot of the page",
        f"{_PAPER}druck/1",
        "Musterbote, 05.03.2024 Seite 1 von 1\n\nIntegrationskonzept vor dem Abschluss\n\n"
        "Kreis Muster – Der Kreisausschuss hat am 4. März 2024 das Integrations-\nkonzept beraten und einstimmig "
        "empfohlen. Der Kreis-\ntag entscheidet am 18. März 2024. Der Kreis Muster "
        "wartet.\n\nhttps://zeitung.example/druck/1\n",
        {
            "titel": "Integrationskonzept vor dem Abschluss",
            "konzept_worte": ["Integrationskonzept"],
            "konzepte": ["integrationskonzept"],
            "kreise": ["Kreis Muster"],
            "termine": [
                {"gremium": "Kreisausschuss", "datum": "2024-03-04"},
                {"gremium": "Kreistag", "datum": "2024-03-18"},
            ],
        },
        "text",
    ),
    Unseen(
        "presse: a Markdown export with a title in marks, a place, links",
        f"{_PAPER}md/2",
        "# Kreistag bringt Klimaschutzkonzept auf den Weg\n\n*Musterstadt, 12. März 2025*\n\nDer "
        "[Kreistag](https://x.example/kt) "
        "des **Landkreises Musterland** hat am 10. März 2025 das [Klimaschutzkonzept](https://x.example/k) "
        "beschlossen. Der Landkreis Musterland hat Zeit bis 2030.\n\n"
        "[Zurück](/)\n",
        {
            "titel": "Kreistag bringt Klimaschutzkonzept auf den Weg",
            "datum": "2025-03-12",
            "konzepte": ["klimaschutzkonzept"],
            "kreise": ["Landkreis Musterland"],
            "termine": [{"gremium": "Kreistag", "datum": "2025-03-10"}],
        },
        "text",
    ),
    Unseen(
        "presse: lines wrapped as w3m does, old ends of lines",
        f"{_PAPER}w3m/3",
        "Radverkehrskonzept im Ausschuss\r\rMusterheim (mb). Mit dem Radverkehrskonzept des Kreises Muster "
        "befasst sich der\r"
        "Ausschuss für Mobilität am Dienstag, 6. Mai 2025.\rDer Kreistag soll im Juni 2025 entscheiden. Der "
        "Kreis Muster plant.\r",
        {
            "titel": "Radverkehrskonzept im Ausschuss",
            "konzepte": ["radverkehrskonzept"],
            "kreise": ["Kreis Muster"],
            "termine": [
                {"gremium": "Ausschuss für Mobilität", "datum": "2025-05-06"},
                {"gremium": "Kreistag", "datum": None, "monat": "2025-06"},
            ],
        },
        "text",
    ),
)

UNREAD = (
    Unseen(
        "kic: a meeting with items and stations",
        "https://ris.musterkreis.example/app/web/guestmeetings/7",
        '{"id": 7, "clientid": 3, "name": "4. Sitzung des Kreistages", "meetingdate": "2026-07-15T00:00:00", '
        '"state": 3,'
        '"committeename": "Kreistag", "parts": [{"agendaitems": [{"id": "7-1", "numbering": "1", "name": "Haushalt",'
        '"conorderitems": [{"conordertypename": "beschließend"}], "votings": [{"votingkind": 3}]}]}], "documents": []}',
        {},
    ),
    Unseen(
        "komfa: an agenda",
        "https://ris-muster.komfa.example/tagesordnung?id=4",
        '<html><head><meta name="Title" content="Tagesordnung - Ratsinformationssystem Landkreis Muster"></head><body>'
        "<h1>Tagesordnung</h1><table><tr><th>DATUM</th><th>ORT</th><th>GREMIUM</th><th>BEGINN</th></tr><tr>"
        "<td>24.09.2026</td><td>Kreishaus</td><td>Kreistag</td><td>17:30</td></tr></table><h1>TAGESORDNUNG</h1><table><tr>"
        "<td></td><td>2.</td><td>Integrationskonzept</td><td>61-26</td><td></td></tr></table></body></html>",
        {},
    ),
    Unseen(
        "piwi: a copy of a Vorlage",
        "https://piwi.muster.example/sitzungsvorlage/detail/3",
        "Sitzungsvorlage 26-V-61-0014\n\nBetreff\n\nNeuer Flächennutzungsplan\n\nInformationen\n\nVom:\n16.06.2026\n\n"
        "Ergebnisse\n\n30.09.2026 Kreistag\n",
        {},
        "text",
    ),
    Unseen(
        "sim: a meeting",
        "https://e-government.muster.example/simwebre.nsf/TM/20260622_AJHA",
        "<html><head><title>SIM - AJHA am 22.06.2026</title></head><body id='menu'><h2>Jugendhilfeausschuss am "
        "22.06.2026</h2>"
        "<table id='termin_info'><tr><th>Gremium:</th><td>Jugendhilfeausschuss</td></tr><tr><th>Sitzungsdatum:</th>"
        "<td>22.06.2026</td></tr></table><table id='view:viewPanel1'><tr><td>12.</td><td><a "
        "href='DS/1007-2026'>Bildung "
        "(Drucks. Nr. 1007/2026)</a></td></tr></table></body></html>",
        {},
    ),
    Unseen(
        "bv-hh: a document of the front of another host",
        "https://bv-muster.example/nord/documents/entwicklung-3",
        "<html><head><title>22-0388.01 - Entwicklungsvorhaben - Nord</title></head><body class='documents show'>"
        "<a class='navbar-brand' "
        "href='/nord'>BV-HH</a><h1>Entwicklungsvorhaben</h1><table><tr><td>Beratungsreihenfolge</td>"
        "</tr><tr><td>12.05.2025</td><td>Hauptausschuss</td></tr></table></body></html>",
        {},
    ),
)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in REPORTS])
def test_reports_are_read_as_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in UNREAD])
def test_products_that_nobody_reads_are_unknown(page: Unseen) -> None:
    with pytest.raises(UnknownPage):
        parse(page_of(page.url, page.said.encode(), encoding="utf-8", rendering=page.rendering))
