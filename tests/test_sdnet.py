"""SD.NET RIM: which pages it claims, the rules of its cells, and where a crawl begins."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from parsers import sdnet
from parsers.sdnet.recognise import recognise
from parsers.sdnet.text.stations import stations_in
from parsers.sdnet.values import outcome
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Vorlage
from tests.support.fixture_pages import example, page_of
from tests.support.sdnet import OWN, folge, parse, row, vorlage


def test_a_page_without_number_and_betreff_has_drifted() -> None:
    with pytest.raises(LayoutDrift):
        sdnet.PAGES["vorlage"](Page("https://x.example/vorgang/?__=a", '<div id="div-content" class="vorgang"></div>'))


# --- recognition -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<html><body><a href="https://sdnet.kreis.example/vorgang/?__=a">Vorgang 79/2026</a> SD.NET RIM</body></html>',
        "<html><body>404</body></html>",
        '<html><body><div id="div-content" class="artikel"><p>Freischaltung</p></div></body></html>',
    ],
)
def test_a_page_that_links_to_the_portal_is_not_claimed(html: str) -> None:
    assert recognise(Page("https://www.kreis.example/aktuelles", html)) is None


def test_a_page_of_the_portal_that_nobody_reads_is_not_claimed() -> None:
    html = "<html><head><title>Gremien - SD.NET RIM 4 | Kreis</title></head><body></body></html>"
    assert recognise(Page("https://x.example/gremien/?__=a", html)) is None


def test_the_content_names_the_kind_where_the_address_does_not() -> None:
    named = {recognise(Page("https://x.example/seite", page_of(p).text)) for p in OWN if p.stem.endswith("konzept")}
    assert named == {"vorlage"}


@pytest.mark.parametrize("text", ["Ein Bericht über den Kreistag.", "Nicht gefunden"])
def test_an_address_alone_claims_no_text(text: str) -> None:
    assert recognise(Page("https://x.example/vorgang/?__=a", text, "text")) is None


# --- the rules of the cells ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beschluss", "abstimmung", "ergebnis", "vote", "wording"),
    [
        ("", "", None, (None, None, None, None), None),
        ("", "-", None, (None, None, None, None), None),
        ("", "vertagt", "vertagt", (None, None, None, None), None),
        ("", "Einstimmig, 0 Enthaltung(en)", "Einstimmig, 0 Enthaltung(en)", (None, None, 0, True), None),
        (
            "Der Kreistag beschließt den Plan.",
            "12 Ja-Stimme(n), 3 Gegenstimme(n)",
            "12 Ja-Stimme(n), 3 Gegenstimme(n)",
            (12, 3, None, None),
            "Der Kreistag beschließt den Plan.",
        ),
        ("geändert beschlossen", "Einstimmig, 1 Enthaltung(en)", "geändert beschlossen", (None, None, 1, True), None),
        ("einstimmig beschlossen", "", "einstimmig beschlossen", (None, None, None, True), None),
        ("beschlossen", "mehrheitlich abgelehnt", "mehrheitlich abgelehnt", (None, None, None, False), None),
    ],
)
def test_outcome(beschluss: str, abstimmung: str, ergebnis: str | None, vote: Any, wording: str | None) -> None:
    fields, kept = outcome(beschluss, abstimmung)
    assert (fields["ergebnis"], kept) == (ergebnis, wording)
    assert tuple(fields[name] for name in ("ja", "nein", "enthaltung", "einstimmig")) == vote


def test_the_label_of_the_first_row_is_the_kind_of_paper() -> None:
    found = vorlage(row("Drucksache IX.", "603/IX.") + row("Betreff", "Radweg"))
    assert (found.art, found.nummer, found.betreff) == ("Drucksache IX.", "603/IX.", "Radweg")


def test_without_that_row_the_heading_has_the_number() -> None:
    found = vorlage(row("Betreff", "Radweg"))
    assert (found.art, found.nummer) == (None, "603/IX.")


def test_columns_without_classes_are_told_by_their_headers() -> None:
    table = (
        '<table class="table-vorgang"><thead><tr><th>Gremium</th><th>Abstimmung</th><th>Termin</th></tr></thead>'
        "<tr><td>Kreistag</td><td>vertagt</td><td>Do, 10.12.2026</td></tr></table>"
    )
    station = vorlage(row("Betreff", "Radweg"), table).beratungen[0]
    assert (station.gremium, station.ergebnis, str(station.datum)) == ("Kreistag", "vertagt", "2026-12-10")


def told(lines: list[str]) -> list[tuple[str | None, str | None, str | None]]:
    return [(station.gremium, station.beschluss, station.ergebnis) for station in stations_in(lines)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Di, 29.09.2026 16:30 Uhr Rat", ("Rat", None, None)),
        ("Di, 29.09.2026 16:30 UhrRatvertagt", ("Rat", None, "vertagt")),
        ("Di, 29.09.2026 16:30 Uhr Rat Einstimmig, 0 Enthaltung(en)", ("Rat", None, "Einstimmig, 0 Enthaltung(en)")),
        (
            "Di, 29.09.2026 16:30 UhrRatDer Rat stimmt zu.12 Ja-Stimme(n), 3 Gegenstimme(n)",
            ("Rat", "Der Rat stimmt zu.", "12 Ja-Stimme(n), 3 Gegenstimme(n)"),
        ),
        (
            "Di, 29.09.2026 16:30 UhrRatungeändert beschlossenEinstimmig",
            ("Rat", None, "ungeändert beschlossen"),
        ),
    ],
)
def test_stations_in_text(line: str, said: tuple[str | None, str | None, str | None]) -> None:
    assert told(["Beratungsfolge", "TerminGremiumBeschlussAbstimmung", line, "Impressum"]) == [said]


def test_a_linked_file_is_no_wording() -> None:
    table = (
        '<table class="table-vorgang"><tr><td class="column-gremium">Kreistag</td><td class="column-beschluss">'
        '<a href="/sdnetrim/AbC/x.pdf">Beschlusstext (exportiert: 18.09.2026)</a> (71 KB)</td></tr></table>'
    )
    found = vorlage(row("Betreff", "Radweg"), table)
    assert (found.beratungen[0].beschluss, found.abschnitte) == (None, ())


# --- what other tenants print ----------------------------------------------------------------


def test_rows_that_tenants_name_themselves() -> None:
    rows = row("Nummer", "603/IX.") + row("Art", "Antrag") + row("Betreff", "Radweg") + row("Fachdienst", "Straßen")
    found = vorlage(rows + row("Bearbeiter/-in", "Frau Muster") + row("Datum", "12.03.2026"))
    assert (found.nummer, found.art, found.federfuehrend) == ("603/IX.", "Antrag", "Straßen")
    assert found.datum == date(2026, 3, 12)
    assert "Muster" not in found.model_dump_json()


def test_a_beratungsfolge_with_more_columns() -> None:
    table = (
        "<table class='table-vorgang'><caption>Verknüpfte Vorgänge</caption><tr><td>12/2026</td></tr></table>"
        "<table class='table-vorgang'><caption>Beratungsfolge</caption><thead><tr>"
        "<th class='column-top-header'>TOP</th><th>Termin</th><th>Gremium</th><th>Zuständigkeit</th><th>Farbe</th>"
        "<th>Status</th></tr></thead><tr><th scope='row'>Ö 4.1</th><td>Do, 10.12.2026</td>"
        "<td>Kreistag</td><td>Entscheidung</td><td>rot</td><td>öffentlich</td></tr></table>"
    )
    html = (
        '<div id="div-content" class="vorgang"><h1>Vorgang 1/2026</h1><table class="table-details">'
        f"{row('Betreff', 'Radweg')}</table>{table}</div>"
    )
    found = parse(Page("https://x.example/vorgang/?__=a", html))
    record = found.datensaetze[0]
    assert isinstance(record, Vorlage)
    [station] = record.beratungen
    assert (station.top, station.rolle, station.gremium, station.oeffentlich) == (
        "4.1",
        "Entscheidung",
        "Kreistag",
        True,
    )
    assert [(hint.art, hint.text) for hint in found.hinweise] == [("label", "Farbe")]


def test_other_hands_write_the_same_markup() -> None:
    page = example("sdnet", "musterkreis-mitte_vorlage_klimaschutzkonzept")
    whole = parse(page)
    ways = (
        (r"<(/?)([a-z]+)", lambda tag: f"<{tag[1]}{tag[2].upper()}"),
        (r'="([^"\']*)"', r"='\1'"),
        (r'<th scope="row">(.*?)</th>', r"<td>\1</td>"),
        (r'\sclass="column-\w+"', ""),
        (r"(<td[^>]*>)([^<>]+)</td>", r"\1<div><span>\2</span></div></td>"),
    )
    for pattern, instead in ways:
        rewritten = re.sub(pattern, instead, page.text)
        assert rewritten != page.text and parse(Page(page.url, rewritten)) == whole


def test_the_papers_own_document_is_no_attachment() -> None:
    links = (
        "<a href='/v.pdf' aria-label='Beschlussvorlage im PDF-Format öffnen'>Beschlussvorlage (125 KB)</a>"
        "<a href='/p.pdf' aria-label='Anlage: Plan öffnen'>Plan (82 KB)</a>"
    )
    rows = row("Beschlussvorlage", "79/2026") + row("Betreff", "Radweg") + row("Dokument", links)
    assert [(one.name, one.groesse) for one in vorlage(rows).anlagen] == [("Plan", 83968)]
    copy = "Beschlussvorlage: 79/2026\nBetreff: Radweg\nDokument: Beschlussvorlage (125 KB)Plan (82 KB)\n"
    record = parse(Page("https://x.example/vorgang/?__=a", copy, "text")).datensaetze[0]
    assert isinstance(record, Vorlage)
    assert [(one.name, one.groesse) for one in record.anlagen] == [("Plan", 83968)]


# --- what is stated and not understood -------------------------------------------------------


def test_a_table_inside_of_a_wording_is_no_station() -> None:
    table = "<table><tr><td>Ja</td><td>12</td></tr></table>"
    assert len(vorlage(row("Betreff", "Radweg"), folge("29.09.2026", "Kreistag", table, "")).beratungen) == 1
