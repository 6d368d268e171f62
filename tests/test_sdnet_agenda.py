"""SD.NET: meetings and their agendas, in markup, text copies and calendar files."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from parsers.sdnet.head import token
from parsers.sdnet.recognise import recognise
from parsers.sdnet.strategy import STRATEGY
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Sitzung, Vorlage
from ris_scraper.nouns.vendor import Period
from ris_scraper.words.meetings import body_of
from tests.support.fixture_pages import example, page_of
from tests.support.rendering import as_text
from tests.support.sdnet import OWN, folge, parse, row, vorlage

PERIOD = Period(date(2026, 9, 1), date(2026, 12, 31))


def test_foreign_calendar_files_are_not_claimed() -> None:
    ics = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Kreistag\nURL:https://x.example/to010.asp?SILFDNR=1\nEND:VEVENT\n"
    assert recognise(Page("https://x.example/termine/ics/kv", ics, "text")) is None


def test_the_number_of_a_row_is_an_items_and_names_no_paper() -> None:
    rows = "".join(f'<tr data-vorgang-id="200_{n}"><td class="column-gremium">Kreistag</td></tr>' for n in (1, 2))
    found = vorlage(row("Betreff", "Radweg"), f'<table class="table-vorgang">{rows}</table>')
    assert found.id == "a"
    assert [(b.gremium, b.datum) for b in found.beratungen] == [("Kreistag", None), ("Kreistag", None)]


def test_two_meetings_of_a_body_are_two_stations() -> None:
    page = example("sdnet", "musterkreis-mitte_vorlage_klimaschutzkonzept")
    record = parse(page).datensaetze[0]
    assert isinstance(record, Vorlage)
    assert [b.gremium for b in record.beratungen].count("Umwelt- und Klimaausschuss") == 2


def test_every_address_of_a_meeting_is_the_same() -> None:
    found = {
        link.url
        for path in OWN
        if path.suffix == ".html" and recognise(page_of(path)) in ("vorlage", "liste") and "ohne-kopf" not in path.name
        for link in parse(page_of(path)).links
        if link.seitentyp == "sitzung"
    }
    assert all(re.fullmatch(r"https://gremien\.musterkreis-mitte\.example/tops/\?__=[\w-]{43}", url) for url in found)
    own = token(example("sdnet", "musterkreis-mitte_sitzung_kreistag-2013-09-26").url)
    assert own in {token(url) for url in found}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Kreistag, 6. Sitzung", "Kreistag"),
        ("Ausschuss für Schule, Kultur und Sport, 6. Sitzung", "Ausschuss für Schule, Kultur und Sport"),
        ("Bau- und Entwicklungsausschuss (17. Sitzung)", "Bau- und Entwicklungsausschuss"),
        ("Bau- und Wegeausschuss, 3. öffentliche Sitzung", "Bau- und Wegeausschuss"),
        ("Kreistag - Sondersitzung", "Kreistag"),
        ("Kreistag", "Kreistag"),
        ("6. Sitzung des Kreistages", None),
        (None, None),
    ],
)
def test_the_body_of_a_meeting(name: str | None, body: str | None) -> None:
    assert body_of(name) == body


def test_an_agenda_still_to_come_needs_a_head() -> None:
    html = '<div id="div-content" class="tops"><p>Für diese Sitzung liegt noch keine Tagesordnung vor.</p></div>'
    for page in (
        Page("https://x.example/tops/?__=a", html),
        Page("https://x.example/tops/?__=a", as_text(html), "text"),
    ):
        with pytest.raises(NotPublic):
            parse(page)


def test_an_item_without_number_column_takes_the_number_of_its_link() -> None:
    html = (
        '<div id="div-content" class="tops"><table class="table-top"><tr class="top-oeff-data" data-vorgang-id="200_5">'
        '<td class="column-topnrtext">1</td><td class="column-bezeichnung">Radweg</td><td class="column-dokumente">'
        '<a href="/vorgang/?__=b" title="926 /XI. - Vorgang. Vorgang öffnen">V</a></td></tr></table></div>'
    )
    sitzung = parse(Page("https://x.example/tops/?__=a", html)).datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert (sitzung.tops[0].vorlage_nummer, sitzung.tops[0].vorlage_id) == ("926 /XI.", "b")


def agenda(rows: str) -> Sitzung:
    html = f'<div id="div-content" class="tops"><table class="table-top">{rows}</table></div>'
    found = parse(Page("https://x.example/tops/?__=a", html)).datensaetze[0]
    assert isinstance(found, Sitzung)
    return found


def test_a_subject_in_the_title_of_a_link_is_no_number() -> None:
    rows = (
        '<tr class="top-oeff-data"><td class="column-topnrtext">1</td><td class="column-bezeichnung">Bericht 2029</td>'
        '<td class="column-nummer">&nbsp;</td><td class="column-dokumente">'
        '<a href="/vorgang/?__=b" title="Bericht 2029 - Vorgang. Vorgang öffnen">V</a></td></tr>'
    )
    top = agenda(rows).tops[0]
    assert (top.betreff, top.vorlage_nummer, top.vorlage_id) == ("Bericht 2029", None, "b")


def test_headings_of_parts_without_class_are_no_items() -> None:
    item = '<tr><td class="column-topnrtext">{0}</td><td class="column-bezeichnung">Radweg {0}</td></tr>'
    part = '<tr><td class="column-topnrtext"></td><td class="column-bezeichnung">{}</td></tr>'
    rows = part.format("Öffentlicher Teil") + item.format(1) + part.format("Nichtöffentlicher Teil") + item.format(2)
    assert [(top.nummer, top.oeffentlich) for top in agenda(rows).tops] == [("1", True), ("2", False)]


def test_a_paper_that_links_to_meetings_has_stations() -> None:
    with pytest.raises(LayoutDrift):
        vorlage(row("Betreff", "Radweg"), '<div><a href="/tops/?__=c">Do, 10.12.2026</a> Kreistag</div>')


@pytest.mark.parametrize("name", ["SD.NET_RIM.ics", "kv"])
def test_the_start_page_names_the_list_and_the_calendars_file(name: str) -> None:
    text = f'<a href="/rim4520/vorlagen">Vorlagen</a><button data-export-url="/rim4520/termine/ics/{name}">'
    page = Page(STRATEGY.entry("https://sdnetrim.example/rim4520/"), text)
    assert [(item.url, item.seitentyp) for item in STRATEGY.nightly(page, PERIOD, None)] == [
        ("https://sdnetrim.example/rim4520/vorlagen", "liste"),
        (f"https://sdnetrim.example/rim4520/termine/ics/{name}", "kalender"),
    ]


def test_a_start_page_without_either_is_no_portal() -> None:
    with pytest.raises(LayoutDrift):
        STRATEGY.everything(Page("https://sdnetrim.example/termine", "<html></html>"), PERIOD, None)


def test_an_agenda_with_columns_that_no_table_knows() -> None:
    html = (
        '<div id="div-content" class="tops"><table class="table-top"><thead><tr><th>TOP</th><th>Betreff</th>'
        "<th>Farbe</th></tr></thead><tr class='top-oeff-data'><td>6 a)</td><td>Radweg</td><td>rot</td></tr>"
        "</table></div>"
    )
    found = parse(Page("https://x.example/tops/?__=a", html))
    sitzung = found.datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert [(top.nummer, top.betreff) for top in sitzung.tops] == [("6 a", "Radweg")]
    assert [hint.text for hint in found.hinweise] == ["Farbe"]


def test_a_meeting_over_midnight_ends_on_the_next_day() -> None:
    event = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260929T200000\nDTEND:20260930T003000\nSUMMARY:ABGESAGT: Kreistag\n"
        "URL:https://x.example/tops/?__=a\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    sitzung = parse(Page("https://x.example/termine/ics/kv", event)).datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert (sitzung.name, sitzung.gremium) == ("ABGESAGT: Kreistag", "Kreistag")
    assert (sitzung.beginn, sitzung.ende) == ("20:00", "00:30")


def test_a_place_of_two_lines_in_text() -> None:
    text = "Sitzung: Kreistag\nTermin: Do, 10.12.2026 17 Uhr\nOrt: Kreishaus,\nSaal 1\nÖffentlicher Teil\n1 Radweg\n"
    sitzung = parse(Page("https://x.example/tops/?__=a", text, "text")).datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert (sitzung.ort, sitzung.beginn) == ("Kreishaus, Saal 1", "17:00")


def test_parts_of_an_agenda_in_text_have_several_names() -> None:
    text = "Termin: Do, 10.12.2026\nI. Öffentliche Sitzung\n1 Radweg\nB) Nichtöffentliche Tagesordnung:\n1 Vergabe\n"
    sitzung = parse(Page("https://x.example/tops/?__=a", text, "text")).datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert [(top.betreff, top.oeffentlich) for top in sitzung.tops] == [("Radweg", True), ("Vergabe", False)]


def test_headings_tell_the_parts_of_an_agenda_where_rows_have_no_class() -> None:
    files = '<td class="column-dokumente"><table><tr><td class="column-nummer">1</td></tr></table></td>'
    item = f'<tr><td class="column-topnrtext">1</td><td class="column-bezeichnung">{{}}</td>{files}</tr>'
    html = (
        '<div id="div-content" class="tops"><table class="table-top">'
        "<thead><tr><th>TOP</th><th>Betreff</th></tr></thead>"
        '<tr><td colspan="2">Öffentlicher Teil</td></tr><tr><td colspan="2">Stand: 1.1.2026</td></tr>'
        f"{item.format('Radweg')}<tr><th colspan='2'>Nichtöffentlicher Teil</th></tr>{item.format('Vergabe')}"
        "</table></div>"
    )
    sitzung = parse(Page("https://x.example/tops/?__=a", html)).datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert [(top.betreff, top.oeffentlich) for top in sitzung.tops] == [("Radweg", True), ("Vergabe", False)]


FILED = {
    "Radweg79/2026Vorlage 79/2026 (exportiert: 01.10.2026) (83 KB)Vorlage 79/2026 - Vorgang": ("Radweg", "79/2026"),
    "Radweg Vorlage 79/2026 (83 KB)Vorlage 79/2026 - Vorgang": ("Radweg", "79/2026"),
    "Haushalt 202679/2026 Vorlage 79/2026 (83 KB) Vorlage 79/2026 - Vorgang": ("Haushalt 2026", "79/2026"),
    "Bericht 2029 Bericht 2029 - Vorgang": ("Bericht 2029", None),
    "Bericht Folien.pdf (exportiert: 01.10.2026) (1.852 KB)Bericht - Vorgang": ("Bericht", None),
}


def agenda_copy(item: str) -> tuple[Any, tuple[Any, ...]]:
    text = f"Sitzung: Kreistag, 8. Sitzung\nTermin: Do, 24.09.2026\nI. Öffentliche Sitzung\n1. {item}\n"
    parsed = parse(Page("https://x.example/tops/?__=a", text, "text"))
    (sitzung,) = parsed.datensaetze
    assert isinstance(sitzung, Sitzung)
    return sitzung.tops[0], parsed.hinweise


@pytest.mark.parametrize("item", FILED)
def test_the_names_of_its_files_tell_where_a_subject_ends(item: str) -> None:
    top, hints = agenda_copy(item)
    assert (top.betreff, top.vorlage_nummer, hints) == (*FILED[item], ())


def test_a_subject_that_nothing_parts_from_its_files_is_said_to_be_unknown() -> None:
    top, (hint,) = agenda_copy("Bericht der Verwaltung Folien zum Bericht.pdf (exportiert: 01.10.2026) (75 KB)")
    assert (top.nummer, top.betreff, hint.art) == ("1", None, "betreff")


@pytest.mark.parametrize("end", ["(exportiert: 01.1", "Betreff:", "Der Kreistag beschließt den"])
def test_a_copy_that_ends_with_what_announces_more_breaks_off(end: str) -> None:
    folge = "Beratungsfolge\nDo, 24.09.2026 17:00 Uhr Kreistag " if end.startswith("Der") else ""
    text = f"Vorgang 79/2026\nBeschlussvorlage: 79/2026\nBetreff: Radweg\n{folge}{end}\n"
    assert parse(Page("https://x.example/vorgang/?__=a", text, "text")).broken_off


def hints(table: str) -> list[str]:
    html = f'<div id="div-content" class="vorgang"><table class="table-details">{row("Antrag", "1/2026")}'
    page = Page("https://x.example/vorgang/?__=a", f"{html}{row('Betreff', 'Radweg')}</table>{table}</div>")
    return [hint.art for hint in parse(page).hinweise]


def test_days_hours_and_votes_that_are_none_are_hints() -> None:
    assert hints(folge("Di, 29.09.2026 16:30 Uhr", "Kreistag", "", "12 Ja-Stimme(n)")) == []
    assert hints(folge("Di, 39.19.2026", "Kreistag", "", "")) == ["datum"]
    assert hints(folge("Di, 29.09.2026 26:30 Uhr", "Kreistag", "", "")) == ["zeit"]
    assert hints(folge("Di, 29.09.2026", "Kreistag", "beschlossen", "12345 Ja-Stimme(n)")) == ["abstimmung"]


@pytest.mark.parametrize(
    "rows",
    [
        row("Termin", "Di, 29.09.2026 16:30 - 18:00 Uhr (fällt aus)"),
        row("Sitzungstermin", "29.09.2026 (abgesagt)") + row("Uhrzeit", "16:30 - 18:00 Uhr"),
        row("Datum", "29.09.2026 - entfällt") + row("Beginn", "16:30 Uhr") + row("Ende", "18:00 Uhr"),
    ],
)
def test_day_and_hours_of_a_meeting_in_every_row_and_that_it_is_called_off(rows: str) -> None:
    head = f'<table class="table-details">{row("Gremium", "Kreistag")}{rows}</table>'
    item = '<tr class="top-oeff-data"><td class="column-topnr">1</td><td class="column-betreff">Radweg</td></tr>'
    html = f'<div id="div-content" class="tops">{head}<table class="table-top">{item}</table></div>'
    parsed = parse(Page("https://x.example/tops/?__=a", html))
    (sitzung,) = parsed.datensaetze
    assert isinstance(sitzung, Sitzung)
    assert (str(sitzung.datum), sitzung.beginn, sitzung.ende) == ("2026-09-29", "16:30", "18:00")
    assert sitzung.abgesagt and parsed.hinweise == ()


def test_a_calendar_file_says_what_is_called_off_and_what_has_no_day() -> None:
    event = "BEGIN:VEVENT\nSUMMARY:Kreistag\nDTSTART:{}\n{}URL:https://x.example/tops/?__={}\nEND:VEVENT\n"
    events = event.format("20260929T163000", "STATUS:CANCELLED\n", "a") + event.format("20269999", "", "b")
    parsed = parse(Page("https://x.example/termine/ics/kv", f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n", "text"))
    (sitzung,) = parsed.datensaetze
    assert isinstance(sitzung, Sitzung) and sitzung.abgesagt
    assert (len(parsed.links), [hint.art for hint in parsed.hinweise]) == (2, ["datum"])
