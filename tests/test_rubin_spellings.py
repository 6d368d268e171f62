"""more!rubin: the same said in other spellings, envelopes and orders."""

from __future__ import annotations

import json
from typing import Any

import pytest

from parsers import rubin
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Sitzung, Vorlage
from tests.support.fixture_pages import page_with, read_by
from tests.support.rubin import AGENDA, LEAN, agenda, page, parsed, sitzung, vorlagen


def lean(**changed: Any) -> Page:
    return page_with(page(LEAN), agenda(LEAN) | changed)


@pytest.mark.parametrize("missing", ["fraktionssitzung", "is_draft", "nummer_si", "status", "committees", "full_url"])
def test_no_single_field_makes_a_meeting(missing: str) -> None:
    content = agenda(LEAN)
    del content[missing]
    given = page_with(page(LEAN), content)
    assert rubin.recognise(given) == "sitzung"
    assert [top.nummer for top in sitzung(content).tops] == ["1", "2"]


def test_the_order_of_fields_says_nothing() -> None:
    for stem in (AGENDA, LEAN):
        given = page(stem)
        changed = Page(given.url, json.dumps(agenda(stem), sort_keys=True))
        assert rubin.recognise(changed) == "sitzung"
        assert parsed(changed).datensaetze == parsed(given).datensaetze


@pytest.mark.parametrize("envelope", [{"data": None}, {"result": {"meeting": None}}])
def test_an_envelope_is_opened(envelope: dict[str, Any]) -> None:
    whole = json.dumps(envelope).replace("null", page(LEAN).text)
    assert parsed(Page(page(LEAN).url, whole)).datensaetze == parsed(page(LEAN)).datensaetze


def test_a_list_with_gaps_comes_as_an_object() -> None:
    content = agenda(LEAN)
    content["agenda_items"] = {str(2 * number): item for number, item in enumerate(content["agenda_items"])}
    assert parsed(page_with(page(LEAN), content)).datensaetze == parsed(page(LEAN)).datensaetze


def test_items_below_items_are_items() -> None:
    first, second, *_ = agenda(LEAN)["agenda_items"]
    tops = sitzung(agenda(LEAN) | {"agenda_items": [first | {"children": [second]}]}).tops
    assert [top.nummer for top in tops] == ["1", "2"]


def test_a_vorlage_takes_from_its_file_what_its_submission_lacks() -> None:
    content = agenda(LEAN)
    del content["agenda_items"][1]["submission"]
    (paper,) = vorlagen(parsed(page_with(page(LEAN), content))).values()
    assert (paper.nummer, paper.id, paper.art) == ("2026/077", "20260901100077", "Beschlussvorlage")


def test_an_item_without_vorlage_has_no_number_of_one() -> None:
    tops = sitzung(agenda(LEAN)).tops
    assert (tops[0].vorlage_nummer, tops[0].vorlage_id) == (None, None)


@pytest.mark.parametrize("status", [2, "2", "nichtöffentlich", "nicht öffentlich"])
def test_the_other_part_is_known_in_every_spelling(status: Any) -> None:
    content = agenda(LEAN)
    content["agenda_items"][0]["status"] = status
    assert [top.nummer for top in sitzung(content).tops] == ["2"]


def test_a_letter_says_public_where_no_status_does() -> None:
    content = agenda(LEAN)
    for item, printed in zip(content["agenda_items"], ("Ö 1", "Ö 2", "N 3"), strict=True):
        del item["status"]
        item["topnummer"] = printed
    assert [(top.nummer, top.oeffentlich) for top in sitzung(content).tops] == [("1", True), ("2", True)]


@pytest.mark.parametrize(
    "room",
    [
        {"Bezeichnung": "Großer Saal", "Strasse": "Markt 1", "PLZ": "12345", "Ort": "Musterstadt"},
        {"name": "Großer Saal", "address": {"street": "Markt 1", "zip_code": "12345", "location": "Musterstadt"}},
        "Großer Saal, Markt 1, 12345 Musterstadt",
    ],
)
def test_a_place_in_every_spelling(room: Any) -> None:
    assert sitzung(agenda(LEAN) | {"room": room}).ort == "Großer Saal, Markt 1, 12345 Musterstadt"


@pytest.mark.parametrize("printed", ["2026-09-28", "28.09.2026", "2026-09-28 17:30:00"])
def test_a_day_in_every_spelling(printed: str) -> None:
    record = sitzung(agenda(LEAN) | {"datum": printed})
    assert (str(record.datum), record.beginn) == ("2026-09-28", "17:30" if ":" in printed else None)


@pytest.mark.parametrize("items", [["EWF"], [{"titel": "Bericht", "topnummer": "1"}], "EWF"])
def test_an_agenda_that_is_not_understood_is_drift(items: Any) -> None:
    with pytest.raises(LayoutDrift):
        parsed(lean(agenda_items=items))


@pytest.mark.parametrize("items", [[], None, {}])
def test_an_agenda_may_be_empty(items: Any) -> None:
    assert sitzung(agenda(LEAN) | {"agenda_items": items}).tops == ()


def test_fields_that_no_table_knows_are_hints() -> None:
    hints = parsed(lean(motto="Zukunft", participants=[{"Name": "Muster"}])).hinweise
    assert [(hint.art, hint.text) for hint in hints] == [("feld", "meeting.motto")]


_CALL = "https://kreis.gremien.example/api.php?id=meetings&action=get&meeting_id=ni_2026-KT-5"


_MEETING = {"nummer": "ni_2026-KT-5", "datum": "2026-09-28", "gremium_1": "KT", "fraktionssitzung": "0"}


_PAPER = {"id": 77, "alias": "420/2026", "name": "Radweg"}


def invented(*items: dict[str, Any], **more: Any) -> Parsed:
    numbered = [{"ai_id": n, "number": str(n), "title": "Radweg", "status": 1, **one} for n, one in enumerate(items, 1)]
    return read_by("rubin", Page(_CALL, json.dumps({**_MEETING, "agenda_items": numbered, **more})))


def meeting_of(parsed: Parsed) -> Sitzung:
    record = parsed.datensaetze[0]
    assert isinstance(record, Sitzung)
    return record


@pytest.mark.parametrize("status", [2, "2", "n", "nö", {"id": 2}, {"id": 9, "name": "nicht öffentlich"}])
def test_an_item_that_is_not_public_is_left_out_in_every_spelling(status: Any) -> None:
    assert [top.id for top in meeting_of(invented({}, {"status": status})).tops] == ["1"]
    assert len(meeting_of(invented({}, {"status": None, "is_public": False})).tops) == 1


def test_a_status_that_nobody_knows_is_a_hinweis() -> None:
    assert [hint.art for hint in invented({"status": 7}).hinweise] == ["status"]


@pytest.mark.parametrize("beginn", ["17:00", "17:00:00", "17.00 Uhr", "2026-09-28 17:00:00"])
def test_a_time_in_every_spelling(beginn: str) -> None:
    assert meeting_of(invented({}, beginn=beginn)).beginn == "17:00"


@pytest.mark.parametrize(
    ("more", "hint"),
    [({"ende": "25:99:00"}, "zeit"), ({"ende": "00:00:00"}, None), ({"beginn": ""}, None)],
)
def test_a_time_that_is_none_is_a_hinweis(more: dict[str, Any], hint: str | None) -> None:
    assert [one.art for one in invented({}, **more).hinweise] == ([hint] if hint else [])


@pytest.mark.parametrize("status", ["beschlossen", {"name": "beschlossen"}, {"Bezeichnung": "beschlossen"}])
def test_words_may_stand_in_objects_or_alone(status: Any) -> None:
    found = invented({"counselling_status": status, "submission": {**_PAPER, "type": "Antrag"}})
    paper = found.datensaetze[1]
    assert isinstance(paper, Vorlage)
    assert (meeting_of(found).tops[0].ergebnis, paper.art) == ("beschlossen", "Antrag")


def test_a_vorlage_that_is_treated_twice_has_two_stations() -> None:
    (paper,) = invented({"submission": _PAPER}, {}, {"submission": _PAPER}).datensaetze[1:]
    assert isinstance(paper, Vorlage)
    assert [station.top for station in paper.beratungen] == ["1", "3"]


@pytest.mark.parametrize(
    ("item", "hint"),
    [({"submission": 77}, "verweis"), ({"submission": {**_PAPER, "erstellungsdatum": "99.99.2026"}}, "datum")],
)
def test_what_is_stated_and_not_understood_is_a_hinweis(item: dict[str, Any], hint: str) -> None:
    assert [one.art for one in invented(item).hinweise] == [hint]
