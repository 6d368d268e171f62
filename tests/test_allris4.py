"""ALLRIS 4: which pages it claims, its calendar and refusals, and its small rules."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest

from parsers import allris4
from parsers.allris4.lists import ajax_target
from parsers.allris4.recognise import recognise
from parsers.allris4.sections import last_vote
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic, PageError
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Auszug, Parsed, Sitzung
from tests.support.allris4 import BASE, agenda, shown
from tests.support.fixture_pages import example, read_by

parse = partial(read_by, "allris4")


def own(name: str) -> Page:
    return example("allris4", f"musterkreis-hoch_{name}")


# --- recognition -----------------------------------------------------------------------------


def test_a_page_that_links_to_the_portal_is_not_claimed() -> None:
    html = '<html><body><h1>Kreis</h1><p>ALLRIS net Version 4</p><a href="/public/vo020?VOLFDNR=1">V</a></body></html>'
    assert recognise(Page(f"{BASE}vo020?VOLFDNR=1", html)) is None


def test_an_address_alone_claims_nothing() -> None:
    assert recognise(Page(f"{BASE}vo020?VOLFDNR=1", "<html><body>404</body></html>")) is None
    assert recognise(Page(f"{BASE}vo020?VOLFDNR=1", "Ein Bericht.", "text")) is None


def test_a_page_of_another_program_is_none_of_ours() -> None:
    html = own("vorlage_klimaschutzkonzept").text.replace("vo020", "gr020").replace("ALLRIS - Vorlage", "ALLRIS")
    assert recognise(Page(f"{BASE}gr020?GRLFDNR=3", html)) is None


# --- calendar and refusals -------------------------------------------------------------------


def test_the_shell_of_the_calendar_tells_where_its_table_is() -> None:
    page = own("kalender_seite-2024-06")
    assert ajax_target(page) == f"{BASE}si010?0-1.0-&MM=6&YY=2024"
    links = parse(page).links
    assert links and all("si010?MM=" in link.url for link in links)
    assert ajax_target(own("liste_vorlagen")) is None


def ajax(content: str) -> Page:
    return Page(f"{BASE}si010?0-1.0-&MM=6&YY=2024", f'<?xml version="1.0"?><ajax-response>{content}</ajax-response>')


def test_an_empty_month_leads_nowhere() -> None:
    row = '<table><tr class="emptyRow"><td><span class="dom">01</span></td></tr></table>'
    assert parse(ajax(f"<component id='a'><![CDATA[{row}]]></component>")) == Parsed()


def test_an_answer_of_an_old_wicket_is_unmasked() -> None:
    row = '<table><tr><td>[1]^</td><td><a href="./to010?SILFDNR=7">KT</a></td></tr></table>'
    links = parse(ajax(f'<component id="a" encoding="wicket1"><![CDATA[{row}]]></component>')).links
    assert [link.url for link in links] == [f"{BASE}to010?SILFDNR=7&refresh=false"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("<redirect><![CDATA[./noauth]]></redirect>", NotPublic),
        ("<redirect><![CDATA[./si010?3]]></redirect>", Gone),
        ("<component id='a'><![CDATA[<div></div>]]></component>", LayoutDrift),
        ("", LayoutDrift),
    ],
)
def test_an_answer_without_a_table_is_an_error(content: str, error: type[PageError]) -> None:
    with pytest.raises(error):
        parse(ajax(content))


def test_refusal_in_place_of_a_vorlage_is_named() -> None:
    html = '<div id="allris" class="vo020"><main><h1></h1><p>Die Vorlage ist nicht öffentlich.</p></main></div>'
    page = Page(f"{BASE}vo020?VOLFDNR=1", f"<script src='./wicket/x.js'></script>{html}")
    assert recognise(page) == "vorlage"
    with pytest.raises(NotPublic):
        parse(page)


# --- small rules -----------------------------------------------------------------------------


def test_a_value_is_known_by_its_id_whatever_its_label_says() -> None:
    inner = '<h1>Antrag - 1/2026</h1><dl><dt>Amt der Ämter:</dt><dd><span id="vofamt">Bauamt</span></dd></dl>'
    parsed = shown("vo020", inner)
    assert (parsed.datensaetze[0].federfuehrend, parsed.hinweise) == ("Bauamt", ())


def test_a_status_of_another_id_is_known_by_its_label() -> None:
    spans = '<span id="vozustand">öffentlich</span> <span id="vostat">(Vorlage freigegeben)</span>'
    paper = shown("vo020", f"<h1>Antrag - 1/2026</h1><dl><dt>Status:</dt><dd>{spans}</dd></dl>").datensaetze[0]
    assert (paper.status, paper.oeffentlich) == ("öffentlich", True)


def test_a_head_without_lists_is_read_by_ids() -> None:
    inner = '<h1>Antrag - 1/2026</h1><div class="label">X:</div><span id="vobetreff">Radweg</span>'
    assert shown("vo020", inner).datensaetze[0].betreff == "Radweg"


@pytest.mark.parametrize("ident", ["voverfasser1", "anunterstuetzer", "x"])
def test_names_of_staff_are_not_read(ident: str) -> None:
    label = "Lenker" if ident != "x" else "1. Berichterstattung"
    inner = f'<h1>Antrag - 1/2026</h1><dl><dt>{label}:</dt><dd><span id="{ident}">N. N.</span></dd></dl>'
    parsed = shown("vo020", inner)
    assert parsed.hinweise == () and "N. N." not in str(parsed)


def test_a_label_that_no_map_knows_becomes_a_hinweis() -> None:
    parsed = shown("vo020", "<h1>Antrag - 1/2026</h1><dl><dt>Lenker:</dt><dd>A</dd></dl>")
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("label", "Lenker")]


def test_the_same_name_twice_is_two_attachments() -> None:
    panel = '<aside id="anlagenHeaderPanel"><a class="attlink">Plan</a><a class="attlink">Plan</a></aside>'
    assert len(shown("vo020", f"<h1>Antrag - 1/2026</h1>{panel}").datensaetze[0].anlagen) == 2


def test_files_and_texts_under_other_classes() -> None:
    row = "<tr><td>1</td><td><a href='./vo020?0-link'>Plan 2</a></td><td>(wie Dokument)</td><td>5,2 MB</td></tr>"
    inner = (
        "<h1>Antrag - 1/2026</h1><h2 class='expandedTitle'>Begründung</h2><div class='text'><p>Es fehlt ein Weg.</p>"
        f"</div><h2 class='expandedTitle'>Anlagen</h2><table class='files'><tbody>{row}</tbody></table>"
    )
    paper = shown("vo020", inner).datensaetze[0]
    assert [(one.name, one.groesse) for one in paper.anlagen] == [("Plan 2", 5452595)]
    assert [(one.titel, one.text) for one in paper.abschnitte] == [("Begründung", "Es fehlt ein Weg.")]


def test_documents_are_no_attachments() -> None:
    panel = '<aside id="dokumenteHeaderPanel"><a class="doclink pdf" href="./doc1.pdf">Sammeldokument</a></aside>'
    assert shown("vo020", f"<h1>Antrag - 1/2026</h1>{panel}").datensaetze[0].anlagen == ()


def test_an_item_without_letter_takes_the_part_it_stands_in() -> None:
    rows = (
        '<tr><td colspan="8">Nicht öffentlicher Teil</td></tr>'
        '<tr><td class="tonr"><a id="link_9">4</a></td><td class="tobetreff"><a>Vergabe</a></td></tr>'
    )
    parsed = shown("to010", f'<h1>Kreistag - 01.02.2026</h1><table id="toTreeTable">{rows}</table>')
    meeting = parsed.datensaetze[0]
    assert isinstance(meeting, Sitzung)
    assert (meeting.gremium, str(meeting.datum)) == ("Kreistag", "2026-02-01")
    assert [(top.id, top.nummer, top.oeffentlich) for top in meeting.tops] == [("9", "4", False)]


def test_an_agenda_panel_without_its_table_is_drift() -> None:
    with pytest.raises(LayoutDrift):
        shown("to010", '<h1>Kreistag - 01.02.2026</h1><h2 class="expandedTitle">Tagesordnung</h2>')


def test_an_item_is_named_by_its_heading_where_no_field_does() -> None:
    paper = '<a href="./vo020?VOLFDNR=5&TOLFDNR=9">2026/001</a>'
    parsed = shown("to020", f"<h1>01.02.2026 - 7.1 Radwege</h1><dl><dt>TOP:</dt><dd>Ö 7.1</dd></dl><div>{paper}</div>")
    item = parsed.datensaetze[0]
    assert isinstance(item, Auszug)
    assert (item.nummer, item.betreff, str(item.datum)) == ("7.1", "Radwege", "2026-02-01")
    assert (item.vorlage_nummer, item.vorlage_id) == ("2026/001", "5")


@pytest.mark.parametrize(
    "name", ["vorlage_klimaschutzkonzept", "sitzung_kreistag-2023-04-25", "auszug_klimaschutzkonzept"]
)
def test_links_that_carry_the_session_lead_where_the_others_do(name: str) -> None:
    page = own(name)
    carried = re.sub(r"\b(vo020|to010|to020)\?(?!\d)", r"\1;jsessionid=0A1B2C?", page.text)
    assert carried != page.text and parse(Page(page.url, carried)) == parse(page)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Dafür Dagegen Enthaltungen 3 9 0 Dafür Dagegen Enthaltungen 20 3 1", (20, 3, 1)),
        ("Enthaltungen Dagegen Dafür 1 3 20", (20, 3, 1)),
        ("Dagegen Dafür 9 3 Dagegen Dafür 2 20", (20, 2, None)),
        ("Dafür: 20 Dagegen: 3", (20, 3, None)),
        ("Ja 20 Nein 3 Enthaltung 1", (20, 3, 1)),
        ("Dafür sprechen viele Gründe", (None, None, None)),
    ],
)
def test_the_last_vote_counts(text: str, counts: tuple[int | None, ...]) -> None:
    vote = last_vote(text)
    assert (vote.ja, vote.nein, vote.enthaltung) == counts


# --- what other tenants and versions print ----------------------------------------------------


def only_station(heads: str, body: str, meeting: str) -> Any:
    """The station of a Beratungsfolge whose columns are called `heads`; cells are parted by bars, one is a date."""
    names = "".join(f"<th>{name}</th>" for name in heads.split())
    cells = [[f"<td>{cell.strip()}</td>" for cell in row.split("|")] for row in (body, meeting)]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in cells).replace("<td>21.10", '<td class="date">21.10')
    inner = f'<h1>Antrag - 1/2026</h1><table class="bfTable"><tr>{names}</tr>{rows}</table>'
    (station,) = shown("vo020", inner).datensaetze[0].beratungen
    return station


def test_role_and_result_in_columns_of_their_own() -> None:
    heads = "Status Datum Gremium Zuständigkeit Beschluss"
    station = only_station(heads, "Erledigt||Kreistag|Entscheidung|", "|21.10.2026|3. Sitzung||vertagt")
    assert (station.rolle, station.ergebnis, station.sitzung) == ("Entscheidung", "vertagt", "3. Sitzung")


def test_stations_in_other_columns_and_tables() -> None:
    station = only_station(
        "Gremium Datum Status Beschluss", "Kreistag||Erledigt|Entscheidung", "3. Sitzung|21.10.2026||vertagt"
    )
    assert (station.gremium, station.zustand, station.sitzung, station.ergebnis) == (
        "Kreistag", "Erledigt", "3. Sitzung", "vertagt",
    )  # fmt: skip
    station = only_station("", "Erledigt||Kreistag|Entscheidung", "|21.10.2026|3. Sitzung|vertagt")
    assert (station.rolle, str(station.datum), station.ergebnis) == ("Entscheidung", "2026-10-21", "vertagt")


def test_a_beratungsfolge_without_rows_says_so() -> None:
    hints = shown("vo020", "<h1>Antrag - 1/2026</h1><h2>Beratungsfolge</h2><div><table></table></div>").hinweise
    assert [hint.art for hint in hints] == ["zeilen"]


@pytest.mark.parametrize(
    "around",
    [
        "<h2>Antrag - K 2026/0725</h2>",
        "<h1>Kreis</h1><h3>Antrag - K 2026/0725</h3>",
        "<title>Antrag - K 2026/0725</title>",
    ],
)
def test_the_number_may_stand_in_any_heading(around: str) -> None:
    betreff = '<dl><dt>Betreff:</dt><dd><span id="vobetreff">Radweg</span></dd></dl>'
    page = Page(
        f"{BASE}vo020?VOLFDNR=1",
        f'{around}<div id="allris" class="vo020"><main>{betreff}</main></div>'.format("Antrag - K 2026/0725"),
    )
    parsed = allris4.PAGES["vorlage"](page)
    assert (parsed.datensaetze[0].model_dump()["nummer"], parsed.hinweise) == ("K 2026/0725", ())


def test_a_vorlage_without_number_says_so() -> None:
    betreff = '<dl><dt>Betreff:</dt><dd><span id="vobetreff">Radweg 2030</span></dd></dl>'
    assert [hint.art for hint in shown("vo020", f"<h1>Vorlage</h1>{betreff}").hinweise] == ["nummer"]


PAPER = '<a href="./vo020?VOLFDNR=1">1/2026</a>'
ITEM = '<a href="./to020?TOLFDNR=5">Radweg</a>'


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("", ["Ö 1", ITEM, PAPER, "ungeändert beschlossen", "Entscheidung"]),
        ("", ["+", "Ö 1", ITEM, "", PAPER, "", "ungeändert beschlossen", "Entscheidung"]),
        ("", ['<a id="link_5">Ö 1</a>', "Radweg", "Entscheidung", PAPER, "ungeändert beschlossen"]),
        ("Punkt Titel Drucksache Ergebnis Kompetenz", ["Ö 1", ITEM, PAPER, "ungeändert beschlossen", "Entscheidung"]),
        ("TOP-Nr. Xyzzy Vorlage Beschluss Rolle", ["Ö 1", ITEM, PAPER, "ungeändert beschlossen", "Entscheidung"]),
    ],
)
@pytest.mark.parametrize("table", ["toTable", "dataTable"])
def test_cells_of_an_agenda_are_told_by_head_or_content(head: str, cells: list[str], table: str) -> None:
    heads = f"<tr>{''.join(f'<th>{name}</th>' for name in head.split())}</tr>" if head else ""
    row = "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    parsed = agenda(heads + row, table)
    (top,) = parsed.datensaetze[0].tops
    assert (top.nummer, top.oeffentlich, top.betreff, top.id) == ("1", True, "Radweg", "5")
    assert (top.vorlage_nummer, top.vorlage_id) == ("1/2026", "1")
    assert (top.rolle, top.ergebnis) == ("Entscheidung", "ungeändert beschlossen")
    assert [hint.text for hint in parsed.hinweise] == [name for name in ("Xyzzy", "Rolle") if name in head]


def test_a_role_is_no_subject() -> None:
    row = '<tr><td class="tonr">Ö 1</td><td>Vorberatung</td></tr>'
    parsed = agenda(row)
    assert (parsed.datensaetze[0].tops[0].rolle, parsed.datensaetze[0].tops[0].betreff) == ("Vorberatung", None)


def test_a_number_with_two_prefixes_is_known_by_its_link() -> None:
    row = '<tr><td>Ö 1</td><td>Radweg</td><td><a href="./vo020?VOLFDNR=1">RS. 16/218-02</a></td></tr>'
    (top,) = agenda(row).datensaetze[0].tops
    assert (top.betreff, top.vorlage_nummer, top.vorlage_id) == ("Radweg", "RS. 16/218-02", "1")


def test_items_without_numbers_in_unknown_cells_are_drift_and_no_empty_agenda() -> None:
    with pytest.raises(LayoutDrift):
        agenda(f"<tr><td></td><td>{ITEM}</td></tr>")


def test_the_first_of_two_vorlagen_in_one_item() -> None:
    papers = '<a href="./vo020?VOLFDNR=1">1/2026</a><br><a href="./vo020?VOLFDNR=2">2/2026</a>'
    row = f'<tr><td class="tonr">Ö 1</td><td class="tobetreff">Radweg</td><td class="tovonr">{papers}</td></tr>'
    parsed = shown("to010", f'<h1>Kreistag - 21.10.2026</h1><table class="toTable">{row}</table>')
    (top,) = parsed.datensaetze[0].tops
    assert (top.vorlage_nummer, top.vorlage_id) == ("1/2026", "1")


def test_a_station_with_the_number_of_its_item() -> None:
    heads = "Status Datum Gremium TOP Beschluss"
    station = only_station(heads, "Erledigt||Kreistag||Entscheidung", "|21.10.2026|3. Sitzung|Ö 7.1|vertagt")
    assert (station.top, station.rolle, station.ergebnis) == ("7.1", "Entscheidung", "vertagt")


def test_a_vote_behind_its_heading_in_one_paragraph() -> None:
    texts = '<h2 class="expandedTitle">Beschluss</h2><div class="docPart"><p>Der Kreistag stimmt zu.</p>'
    vote = "<p>Abstimmungsergebnis: 20 Ja-Stimmen, 3 Nein-Stimmen</p></div>"
    found = shown("to020", f"<h1>TOP - 5 Radweg</h1>{texts}{vote}").datensaetze[0]
    assert (found.ja, found.nein, found.enthaltung) == (20, 3, None)
    assert [part.titel for part in found.abschnitte] == ["Beschluss", "Abstimmungsergebnis"]


@pytest.mark.parametrize(
    "ballot",
    [
        "<table><tr><th>Ja</th><th>Nein</th><th>Enthaltungen</th></tr><tr><td>20</td><td>3</td><td>1</td></tr></table>",
        "<table><tr><th>Zustimmung</th><td>20</td></tr><tr><th>Ablehnung</th><td>3</td></tr>"
        "<tr><th>Enthaltung</th><td>1</td></tr></table>",
        "<dl><dt>Dafür:</dt><dd>20</dd><dt>Dagegen:</dt><dd>3</dd><dt>Enthaltungen:</dt><dd>1</dd></dl>",
    ],
)
def test_ballots_in_other_tables(ballot: str) -> None:
    parsed = shown("to020", f"<h1>TOP - 5 Radweg</h1><h2>Abstimmungsergebnis</h2>{ballot}")
    found = parsed.datensaetze[0]
    assert (found.ja, found.nein, found.enthaltung, parsed.hinweise) == (20, 3, 1, ())


def test_days_times_and_votes_that_cannot_be_are_said() -> None:
    meeting = Page(
        "https://x.example/public/to010?SILFDNR=1",
        "Kreistag\nGrunddaten\nGremium: Kreistag\nDatum: 12.03.3025\nUhrzeit: 24:30\nTagesordnung\nÖ 1\nRadweg\n",
        "text",
    )
    parsed = allris4.PAGES["sitzung"](meeting)
    assert parsed.datensaetze[0].model_dump()["datum"] is None
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("datum", "12.03.3025"), ("zeit", "24:30")]
    item = Page(
        "https://x.example/public/to020?TOLFDNR=1",
        "21.10.2026 - 1 Radweg\nGrunddaten\nTOP: Ö 1\nDatum: 21.10.2026\nAbstimmungsergebnis\nJa 20 Nein 4 2\n",
        "text",
    )
    parsed = allris4.PAGES["auszug"](item)
    assert parsed.datensaetze[0].model_dump()["ja"] is None
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("abstimmung", "Ja 20 Nein 4 2")]


def test_cells_that_repeat_the_heads_of_their_columns() -> None:
    row = (
        '<tr><td class="tonr"><span>TOP: </span><a id="link_90">Ö 3.1</a></td>'
        '<td class="tobetreff"><span>Betreff: </span>Radweg: Nord</td><td class="tovonr"><span>Vorlage: </span></td>'
        '<td class="tobanr"><span>Beschluss: </span>vertagt</td></tr>'
    )
    (top,) = agenda(row).datensaetze[0].tops
    assert (top.nummer, top.betreff, top.vorlage_nummer, top.ergebnis) == ("3.1", "Radweg: Nord", None, "vertagt")
    cells = "<td></td><td></td><td><b>Gremium:</b> Kreistag</td><td><b>Beschluss:</b> Entscheidung</td>"
    inner = f'<h1>Antrag - 1/2026</h1><table class="bfTable"><tr>{cells}</tr></table>'
    (station,) = shown("vo020", inner).datensaetze[0].beratungen
    assert (station.gremium, station.rolle) == ("Kreistag", "Entscheidung")
