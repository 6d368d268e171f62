"""SessionNet 6: agendas with decisions and votes; the shell is no page; broken answers are named."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Any

import pytest

from parsers import sessionnet6
from parsers.sessionnet6.strategy import STRATEGY
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Auszug, Gremium, Parsed, Sitzung, Vorlage
from ris_scraper.nouns.vendor import Period
from tests.support.fixture_pages import example, page_with, read_by

page = partial(example, "sessionnet6")
parsed = partial(read_by, "sessionnet6")
AGENDA = "musterkreis-sechs_sitzung_klimaausschuss-2026-03-10"
CALENDAR = "musterkreis-sechs_kalender_2026"
SHELL = (
    '<html><head><base href="/bi/"></head><body><app-root></app-root><script src="main-ABC.js"></script></body></html>'
)


def item(**fields: Any) -> Parsed:
    content = [{"toNr": 1, "oSt": 1, "nummer": "1", "text": "Radweg", **fields}]
    return parsed(page_with(page(AGENDA), content))


@pytest.mark.parametrize(
    "beschluss",
    ["vertagt", "mehrheitlich zugestimmt", "einstimmig beschlossen.", "<p>vertagt</p>", "schriftlich beantwortet"],
)
def test_a_short_decision_is_the_result(beschluss: str) -> None:
    (record,) = item(beschluss=beschluss).datensaetze
    words = beschluss.removeprefix("<p>").removesuffix("</p>")
    assert isinstance(record, Sitzung) and record.tops[0].ergebnis == words


@pytest.mark.parametrize(
    "beschluss", ["Der Kreistag stimmt zu.", "beschlossen " * 20, "<p>Dem Konzept wird gefolgt.</p>"]
)
def test_a_wording_is_no_result(beschluss: str) -> None:
    meeting, text = item(beschluss=beschluss).datensaetze
    assert isinstance(meeting, Sitzung) and meeting.tops[0].ergebnis is None
    assert isinstance(text, Auszug) and "<" not in text.abschnitte[0].text


@pytest.mark.parametrize(
    ("counts", "ja"), [({"ja": 0}, 0), ({"ja": "12"}, 12), ({"ja": None}, None), ({}, None), ([], None)]
)
def test_a_count_that_is_not_stated_is_no_zero(counts: Any, ja: int | None) -> None:
    record = item(abstimmungErgebnis=counts).datensaetze[0]
    assert isinstance(record, Sitzung) and (record.tops[0].ja, record.tops[0].nein) == (ja, None)


def test_the_non_public_part_is_left_out() -> None:
    assert "Vertrag" not in parsed(page(AGENDA)).model_dump_json()


def test_agendas_that_are_not_released_are_not_asked_for() -> None:
    found = parsed(page(CALENDAR))
    assert (len(found.datensaetze), len(found.links)) == (3, 2)


def test_a_list_may_stand_in_an_object() -> None:
    given = page(CALENDAR)
    wrapped = page_with(given, {"anzahl": 3, "sitzungen": json.loads(given.text)})
    assert parsed(wrapped) == parsed(given)


@pytest.mark.parametrize("call", ["sitzungen", "sitzungen/1/tagesordnung", "gremien"])
def test_an_empty_answer_is_empty(call: str) -> None:
    found = parsed(Page(f"https://x.example/bi/api/v1/{call}", "[]"))
    assert found.links == () and all(isinstance(record, Sitzung) and not record.tops for record in found.datensaetze)


@pytest.mark.parametrize(
    ("answer", "error"),
    [({"status": 404}, Gone), ({"error": "Unauthorized"}, NotPublic), ({"message": "Interner Fehler"}, LayoutDrift)],
)
def test_refusals_are_named(answer: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        parsed(Page("https://x.example/api/v1/sitzungen/1/tagesordnung", json.dumps(answer)))


@pytest.mark.parametrize("text", [SHELL, "", "{}", '[{"id": 1}]', '{"data": []}'])
@pytest.mark.parametrize(
    "call", ["", "api/v1/sitzungen?von=2026-01-01", "api/v1/gremien", "api/v1/sitzungen/1/tagesordnung"]
)
def test_the_shell_and_foreign_answers_are_left_alone(text: str, call: str) -> None:
    assert sessionnet6.recognise(Page(f"https://x.example/bi/{call}", text)) is None


def test_an_agenda_states_the_vorlagen_of_its_items() -> None:
    _, paper = item(voNr=3310).datensaetze
    assert isinstance(paper, Vorlage) and (paper.id, paper.betreff, paper.nummer) == ("3310", "Radweg", None)


def test_a_zero_that_a_database_writes_for_nothing_is_nothing() -> None:
    (meeting,) = item(voNr=0, abstimmungErgebnis={"ja": 0, "nein": 0, "enthaltung": 0, "befangen": 0}).datensaetze
    assert isinstance(meeting, Sitzung)
    (top,) = meeting.tops
    assert (top.vorlage_id, top.ja, top.nein, top.enthaltung) == (None, None, None, None)


def test_the_bodies_are_named() -> None:
    found = parsed(page("musterkreis-sechs_liste_gremien")).datensaetze
    assert found == (Gremium(id="1", name="Kreistag"), Gremium(id="7", name="Ausschuss für Klima und Umwelt"))


@pytest.mark.parametrize("base", ["/bi/", "./", ""])
def test_the_way_begins_at_the_shell(base: str) -> None:
    shell = Page("https://x.example/bi/", SHELL.replace('"/bi/"', f'"{base}"'))
    days = Period(date(2025, 11, 2), date(2026, 2, 28))
    urls = [one.url.removeprefix("https://x.example/bi/api/v1/") for one in STRATEGY.nightly(shell, days, None)]
    quarters = ["sitzungen?von=2025-10-01&bis=2025-12-31", "sitzungen?von=2026-01-01&bis=2026-03-31"]
    assert urls == ["gremien", *quarters]


def test_another_start_page_is_drift() -> None:
    with pytest.raises(LayoutDrift, match="app-root"):
        STRATEGY.everything(Page("https://x.example/bi/", "<html></html>"), Period(date.min, date.min), None)


@pytest.mark.parametrize("field", ["siNr", "dat"])
def test_a_renamed_field_is_drift(field: str) -> None:
    given = page(CALENDAR)
    renamed = Page(given.url, given.text.replace(f'"{field}"', f'"{field}_neu"'))
    with pytest.raises(LayoutDrift):
        sessionnet6.PAGES["kalender"](renamed)
