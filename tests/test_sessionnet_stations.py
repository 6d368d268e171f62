"""SessionNet: the Beratungsfolge of a Vorlage, in cards, tables and old layouts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from parsers import sessionnet
from parsers.sessionnet.values import station_from_header
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from tests.support.sessionnet import PAPER_HEAD, head_row, record, shown


def stations_page(cards: str, end: str = "</body></html>") -> Page:
    text = f'<html><body class="smc-body"><div class="smclayout smc_page_vo0053_layout">{cards}</div>{end}'
    return Page("https://x.example/bi/vo0053.asp?__kvonr=1", text)


def card(header: str) -> str:
    return f'<div id="smcpanel1" class="card"><div class="card-header">{header}</div></div>'


def test_a_paper_without_stations_states_nothing() -> None:
    parsed = sessionnet.PAGES["beratungen"](stations_page('<div id="smcaccordion"></div>'))
    assert (parsed.datensaetze, [hint.art for hint in parsed.hinweise]) == ((), ["leer"])
    with pytest.raises(LayoutDrift):
        sessionnet.PAGES["beratungen"](stations_page('<div id="smcaccordion">', end=""))


def test_a_body_alone_is_a_station_in_the_accordion_only() -> None:
    inside = f'<div id="smcaccordion">{card("Vorlage")}{card("Kreistag")}</div>'
    (station,) = record(stations_page(inside))["beratungen"]
    assert (station["gremium"], station["datum"], station["oeffentlich"]) == ("Kreistag", None, None)
    loose = card("3 Dokumente") + card("Hinweise") + card("01.02.2026 Kreistag")
    assert [one["gremium"] for one in record(stations_page(loose))["beratungen"]] == ["Kreistag"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08.09.2026 Kreisausschuss TOP 8.1 öffentlich - Vorberatung", ("Kreisausschuss", "8.1", True, "Vorberatung")),
        ("08.09.2026 Kreistag TOP Ö 3 öffentlich", ("Kreistag", "3", True, None)),
        ("08.09.2026 Kreistag nicht öffentlich - Entscheidung NEU 2 Dok.", ("Kreistag", None, False, "Entscheidung")),
        ("08.09.2026 17:00 Uhr Bau - und Verkehrsausschuss", ("Bau - und Verkehrsausschuss", None, None, None)),
        ("Kreistag - Kenntnisnahme", ("Kreistag", None, None, "Kenntnisnahme")),
        ("08.09.2026, Kreistag, TOP Ö 3, nichtöffentlich, Vorberatung", ("Kreistag", "3", False, "Vorberatung")),
        ("08.09.2026 - Kreistag - Vorberatung", ("Kreistag", None, None, "Vorberatung")),
    ],
)
def test_header_of_a_station(text: str, expected: tuple[Any, ...]) -> None:
    found = station_from_header(text)
    assert found
    assert (found.gremium, found.top, found.oeffentlich, found.rolle) == expected
    assert found.datum == (date(2026, 9, 8) if text.startswith("08") else None)


@pytest.mark.parametrize("text", ["", "08.09.2026", "3 Dok."])
def test_a_header_without_body_is_no_station(text: str) -> None:
    assert station_from_header(text) is None


LINK = '<a href="to0040.asp?__ksinr=7">'


@pytest.mark.parametrize(
    "row",
    [
        f"<td>12.02.2012</td><td>{LINK}Bauausschuss</a></td><td>Vorberatung</td><td>vertagt</td>",
        f"<td>{LINK}Bauausschuss</a></td><td>12.02.2012</td><td>vertagt</td><td>Vorberatung</td>",
        f"<td>{LINK}12.02.2012</a></td><td>Bauausschuss</td><td>Vorberatung</td><td>vertagt</td>",
        f"<td>{LINK}12.02.2012 Bauausschuss</a></td><td>Vorberatung</td></tr>"
        "<tr><td>&nbsp;</td><td>Beschluss:</td><td>vertagt</td>",
    ],
)
def test_cells_of_the_old_station_table_are_known_by_content(row: str) -> None:
    text = (
        '<table id="smctablevorgang"><tr><td>Name:</td><td>0044/2012</td></tr></table>'
        f'<table class="smccontenttable smc_page_vo0050_contenttable"><tr>{row}</tr></table>'
    )
    (found,) = record(Page("https://x.example/bi/vo0050.asp?__kvonr=1", text))["beratungen"]
    assert (found["gremium"], found["datum"], found["sitzung_id"]) == ("Bauausschuss", "2012-02-12", "7")
    assert (found["rolle"], found["ergebnis"]) == ("Vorberatung", "vertagt")


@pytest.mark.parametrize(
    "rows",
    [
        '<tr><td class="smc-cell-head vobetr_title">Betreff</td><td class="vobetr">Radweg</td></tr>'
        '<tr><td class="voname_title">Vorlage</td><td class="voname">1/2026</td></tr>',
        "<tr><td>Betreff:</td><td>Radweg</td></tr><tr><td>Name:</td><td>1/2026</td><td>Art:</td><td>Antrag</td></tr>",
    ],
)
def test_a_head_in_a_table_is_no_list_of_stations(rows: str) -> None:
    table = f'<table class="smccontenttable smc_page_vo0050_contenttable">{rows}</table>'
    found = shown("vo0050.asp?__kvonr=1", table)
    assert (found["betreff"], found["nummer"], found["beratungen"]) == ("Radweg", "1/2026", [])


def test_a_station_that_prints_its_result() -> None:
    result = (
        '<p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> vertagt</p>'
        '<p class="smc_field_smcdv0_box2_abstimmung"><strong>Abstimmung:</strong> Ja: 9, Nein: 0</p>'
    )
    header = card("Di., 08.09.2026 Kreistag TOP 4 öffentlich - Entscheidung").replace(
        "</div></div>", f"</div>{result}</div>"
    )
    (found,) = record(stations_page(f'<div id="smcaccordion">{header}</div>'))["beratungen"]
    assert (found["gremium"], found["datum"], found["ergebnis"]) == ("Kreistag", "2026-09-08", "vertagt")
    assert (found["ja"], found["nein"], found["enthaltung"]) == (9, 0, None)


def test_rows_of_a_station_are_not_the_head_of_the_paper() -> None:
    rows = head_row(Zuständigkeit="Entscheidung", Beschluss="vertagt", Abstimmung="Ja: 9, Nein: 0")
    header = card("08.09.2026 Kreistag TOP 4 öffentlich - Entscheidung").replace("</div></div>", f"</div>{rows}</div>")
    found = record(stations_page(f'{PAPER_HEAD}<div id="smcaccordion">{header}</div>'))
    (station,) = found["beratungen"]
    assert (found["nummer"], found["federfuehrend"]) == ("1/2026", None)
    assert (station["ergebnis"], station["ja"], station["rolle"]) == ("vertagt", 9, "Entscheidung")
    panels = card("Grunddaten").replace("</div></div>", f"</div>{PAPER_HEAD}</div>") + card("01.02.2026 Kreistag")
    assert record(stations_page(panels))["nummer"] == "1/2026"


MEETING = '<a href="si0057.asp?__ksinr=7">{}</a>'


HEADED = (
    ("Datum", "Dokumente", "Gremium", "Zuständigkeit", "TOP-Nr.", "Ergebnis"),
    ("12.02.2026", '<a href="getfile.asp?id=1">Auszug</a>', MEETING.format("Bauausschuss"), "Votum", "3", "vertagt"),
    ("14.03.2026", "", MEETING.format("Kreistag"), "Beschlussrecht", "4.1", ""),
)


def table_of(rows: list[tuple[str, ...]], mark: str = "") -> str:
    heads, *others = rows
    printed = [f"<tr>{''.join(f'<th>{cell}</th>' for cell in heads)}</tr>"]
    printed += [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in others]
    return f"<table{mark}>{''.join(printed)}</table>"


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 2, 0, 5, 1, 4)])
@pytest.mark.parametrize("mark", [' summary="Beratungsfolge"', ""])
def test_a_table_of_stations_is_read_by_its_heads(order: tuple[int, ...], mark: str) -> None:
    moved = [tuple(row[place] for place in order) for row in HEADED]
    found = record(stations_page(table_of(moved, mark)))["beratungen"]
    assert [(one["datum"], one["gremium"], one["rolle"], one["top"], one["ergebnis"]) for one in found] == [
        ("2026-02-12", "Bauausschuss", "Votum", "3", "vertagt"),
        ("2026-03-14", "Kreistag", "Beschlussrecht", "4.1", None),
    ]


def test_a_head_of_stations_that_nobody_knows_is_said() -> None:
    parsed = sessionnet.PAGES["beratungen"](stations_page(table_of([("Datum", "Gremium", "Wetter"), HEADED[2][:3]])))
    assert [(hint.art, hint.text) for hint in parsed.hinweise] == [("spalte", "Wetter")]


@pytest.mark.parametrize("header", ["Kreistag 08.09.2026 TOP 3 öffentlich - Entscheidung", "Kreistag (08.09.2026)",
                                    "Kreistag am 08.09.2026, TOP 3, öffentlich", "Kreistag - 08.09.2026"])  # fmt: skip
def test_a_header_may_print_the_day_behind_the_body(header: str) -> None:
    found = station_from_header(header)
    assert found
    assert (found.gremium, found.datum) == ("Kreistag", date(2026, 9, 8))


def test_stations_in_a_list_that_nobody_knows_are_no_empty_page() -> None:
    with pytest.raises(LayoutDrift):
        sessionnet.PAGES["beratungen"](stations_page(f"<ul><li>08.09.2026 {MEETING.format('Kreistag')}</li></ul>"))


def test_a_column_of_bodies_may_be_headed_beratung() -> None:
    rows = [("Beratung", "Sitzung", "Beschluss"), ("Kreistag", MEETING.format("03.09.2026"), "vertagt")]
    [found] = record(stations_page(table_of(rows)))["beratungen"]
    assert (found["gremium"], found["datum"], found["ergebnis"]) == ("Kreistag", "2026-09-03", "vertagt")
