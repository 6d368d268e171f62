"""OParl as servers write it: blocks, tombstones, persons, joint meetings, values of other types."""

from __future__ import annotations

import json
from typing import Any

import pytest

from parsers.oparl.recognise import recognise
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Sitzung, Vorlage
from tests.support.fixture_pages import read_by

BODY = "https://oparl.musterkreis.example/oparl/v1.1/body/1"
SCHEMA = "https://schema.oparl.org/1.1/"


def answer(content: Any, url: str = f"{BODY}/x") -> Parsed:
    return read_by("oparl", Page(url, json.dumps(content)))


def obj(kind: str, number: int = 9, **more: Any) -> dict[str, Any]:
    return {"id": f"{BODY}/{kind.lower()}/{number}", "type": f"{SCHEMA}{kind}", **more}


def sitzung(**more: Any) -> Sitzung:
    record = answer(obj("Meeting", name="Kreistag", start="2026-06-01T17:00:00+02:00", **more)).datensaetze[0]
    assert isinstance(record, Sitzung)
    return record


def vorlage(**more: Any) -> Vorlage:
    record = answer(obj("Paper", name="Radweg", **more)).datensaetze[0]
    assert isinstance(record, Vorlage)
    return record


# --- what a page is --------------------------------------------------------------------------


def test_the_outermost_object_says_what_a_page_is() -> None:
    meeting = obj("Meeting", name="Kreistag", agendaItem=[obj("AgendaItem", name="Radweg")])
    listed = {"data": [meeting], "links": {}, "a": obj("Paper")}
    for content, kind in ((meeting, "sitzung"), ([meeting], "kalender"), (listed, "kalender")):
        for text in (json.dumps(content), json.dumps(content, sort_keys=True)):
            assert recognise(Page(BODY, text)) == kind


@pytest.mark.parametrize("kind", ["Person", "File", "Location", "Membership", "LegislativeTerm"])
def test_what_holds_other_objects_is_none_of_them(kind: str) -> None:
    assert recognise(Page(BODY, json.dumps(obj(kind, paper=[obj("Paper", name="Radweg")])))) is None


def test_a_list_of_addresses_is_a_list() -> None:
    content = [f"{BODY}/paper/7", f"{BODY}/person/3"]
    assert recognise(Page(f"{BODY}/paper", json.dumps(content))) == "liste"
    assert [link.url for link in answer(content).links] == [f"{BODY}/paper/7"]


def test_an_answer_that_breaks_off_is_drift() -> None:
    text = json.dumps(obj("Paper", name="Radweg"))[:-5]
    given = Page(BODY, text)
    assert recognise(given) == "vorlage"
    with pytest.raises(LayoutDrift):
        read_by("oparl", given)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("Requested class doesn't exist.", Gone),
        ("Object not available", Gone),
        ("Internal server error", LayoutDrift),
        ("Datenbankfehler", LayoutDrift),
    ],
)
def test_an_error_object_is_gone_unless_the_server_failed(message: str, error: type[Exception]) -> None:
    given = Page(BODY, json.dumps({"debug": "101", "message": message, "type": "https://schema.oparl.org/1.0/Error"}))
    assert recognise(given) == "gesperrt"
    with pytest.raises(error):
        read_by("oparl", given)


def test_an_object_of_another_interface_is_no_message() -> None:
    other = {"status": 4, **{f"field_{number}": number for number in range(9)}}
    assert recognise(Page(BODY, json.dumps(other))) is None
    assert recognise(Page(BODY, json.dumps({"status": 500, "title": "Fehler"}))) == "gesperrt"


# --- blocks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "links",
    [
        {"next": f"{BODY}/paper?page=2"},
        {"next": {"href": f"{BODY}/paper?page=2"}},
        {"next": {"url": f"{BODY}/paper?page=2"}},
        [{"rel": "self", "href": f"{BODY}/paper"}, {"rel": "next", "href": f"{BODY}/paper?page=2"}],
    ],
)
def test_the_next_block_in_every_spelling(links: Any) -> None:
    assert [one.url for one in answer({"data": [], "links": links}, f"{BODY}/paper").links] == [f"{BODY}/paper?page=2"]


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("/meeting/page/2", "/meeting/page/3"),
        ("/meeting?page=2&size=10", "/meeting?page=3&size=10"),
        ("/meeting?size=10", "/meeting?size=10&page=3"),
        ("/meeting", "/meeting?page=3"),
    ],
)
def test_a_list_that_counts_more_than_it_shows_goes_on(url: str, following: str) -> None:
    content = {"data": [], "pagination": {"currentPage": 2, "totalPages": 5}}
    assert [one.url for one in answer(content, BODY + url).links] == [BODY + following]
    ended = {"data": [], "pagination": {"currentPage": 5, "totalPages": 5}}
    assert answer(ended, BODY + url).links == ()


def test_many_papers_of_one_day_may_all_have_changed() -> None:
    papers = [
        obj("Paper", number, name="Radweg", modified=f"2026-03-05T10:{number}:00+01:00") for number in range(10, 22)
    ]
    content = {"data": papers, "links": {"next": f"{BODY}/paper?page=2"}}
    found = answer(content, f"{BODY}/paper?modified_since=2026-03-01T00%3A00%3A00Z")
    assert len(found.datensaetze) == 12 and found.hinweise == ()
    for paper in papers:
        paper["modified"] = "2026-03-05T00:00:00+01:00"
    assert answer(content, f"{BODY}/paper?modified_since=2026-03-01T00%3A00%3A00Z").datensaetze == ()


# --- gone, called off, joint -----------------------------------------------------------------


@pytest.mark.parametrize("deleted", [True, "true", 1])
def test_a_tombstone_leads_to_its_own_page_which_says_so(deleted: Any) -> None:
    paper = obj("Paper", name="Radweg", deleted=deleted)
    found = answer({"data": [paper], "links": {}})
    assert (found.datensaetze, [link.url for link in found.links]) == ((), [paper["id"]])
    with pytest.raises(Gone):
        answer(paper)
    assert vorlage(consultation=[obj("Consultation", role="Beratung", deleted=deleted)]).beratungen == ()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"cancelled": True}, True),
        ({"cancelled": False}, False),
        ({"cancelled": "true"}, True),
        ({"meetingState": "abgesagt", "cancelled": False}, True),
        ({"meetingState": "terminiert"}, None),
        ({}, None),
    ],
)
def test_a_meeting_that_is_called_off(more: dict[str, Any], expected: bool | None) -> None:
    assert sitzung(**more).abgesagt is expected


def test_a_station_of_a_meeting_that_is_called_off() -> None:
    meeting = obj("Meeting", name="Kreistag", cancelled=True, start="2026-06-01")
    assert vorlage(consultation=[obj("Consultation", meeting=meeting)]).beratungen[0].zustand == "abgesagt"


def test_a_joint_meeting_names_all_its_bodies_or_says_that_it_cannot() -> None:
    bodies = [obj("Organization", 1, name="Umweltausschuss"), obj("Organization", 2, name="Bauausschuss")]
    assert sitzung(organization=bodies).gremium == "Umweltausschuss, Bauausschuss"
    named = [one["id"] for one in bodies]
    found = answer(obj("Meeting", name="Gemeinsame Sitzung", organization=named))
    assert [hint.art for hint in found.hinweise] == ["gremium", "gremium"]
    alone = answer(obj("Meeting", name="Kreistag", organization=named[:1]))
    assert alone.hinweise == () and answer(obj("Meeting", name="x", organization=bodies)).hinweise == ()


# --- persons ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["person/102", "people/102", "persons.asp?id=102", "participants/4"])
def test_no_link_leads_to_a_person(path: str) -> None:
    address = f"{BODY}/{path}"
    paper = obj(
        "Paper", name="Radweg", underDirectionOf=[address, f"{BODY}/organization/3"], originatorPerson=[address]
    )
    assert [link.url for link in answer(paper).links] == [f"{BODY}/organization/3"]
    meeting = obj("Meeting", name="Kreistag", participant=[address], organization=[address])
    assert answer(meeting).links == ()


def test_names_of_persons_are_kept_nowhere() -> None:
    person = obj("Person", name="Vorname Nachname", familyName="Nachname")
    station = obj("Consultation", organization=[person], role="Beratung")
    paper = obj("Paper", name="Radweg", underDirectionOf=[person], originatorPerson=[person], consultation=[station])
    meeting = obj("Meeting", name="Kreistag", participant=[person], organization=[person])
    for content in (paper, meeting, [paper, meeting, person]):
        assert "Nachname" not in answer(content).model_dump_json()


# --- values of other types -------------------------------------------------------------------

_HUGE = [int("9" * 21), 10**4000, True, 1.5, ["9"], {"a": 1}, "9" * 21, "", None]


@pytest.mark.parametrize("value", _HUGE)
@pytest.mark.parametrize("field", ["reference", "date", "paperType", "consultation", "auxiliaryFile"])
def test_values_of_any_type_end_in_no_exception(field: str, value: Any) -> None:
    assert vorlage(**{field: value}).betreff == "Radweg"


@pytest.mark.parametrize("value", _HUGE)
@pytest.mark.parametrize("field", ["order", "number", "result", "public", "consultation", "resolutionText"])
def test_items_of_any_type_end_in_no_exception(field: str, value: Any) -> None:
    items = [obj("AgendaItem", name="Radweg"), obj("AgendaItem", name="Haushalt", **{field: value})]
    assert sitzung(agendaItem=items).tops[0].betreff == "Radweg"


def test_a_float_beyond_all_is_nothing() -> None:
    text = json.dumps(obj("Paper", name="Radweg", auxiliaryFile=[{"name": "Plan", "size": 0}], reference=0))
    found = read_by("oparl", Page(BODY, text.replace('"size": 0', '"size": 1e400').replace('e": 0', 'e": -1e400')))
    (record,) = found.datensaetze
    assert isinstance(record, Vorlage)
    assert (record.nummer, record.anlagen[0].groesse) == (None, None)


@pytest.mark.parametrize(("size", "expected"), [(2048, 2048), ("2048", 2048), (2048.0, 2048), ("2 KB", 2048)])
def test_a_size_in_every_spelling(size: Any, expected: int) -> None:
    assert vorlage(auxiliaryFile=[{"name": "Plan", "size": size}]).anlagen[0].groesse == expected


@pytest.mark.parametrize("size", [10**20, "9" * 21, 1e300])
def test_a_size_that_nobody_counts_is_a_hinweis(size: Any) -> None:
    found = answer(obj("Paper", name="Radweg", auxiliaryFile=[{"name": "Plan", "size": size}]))
    assert [hint.art for hint in found.hinweise] == ["zahl"]


@pytest.mark.parametrize("items", [[5], ["Radweg"], [obj("AgendaItem", title="Radweg")]])
def test_an_agenda_that_is_not_understood_is_drift(items: Any) -> None:
    with pytest.raises(LayoutDrift):
        sitzung(agendaItem=items)


# --- references, words and days in other spellings -------------------------------------------


@pytest.mark.parametrize(
    "kind",
    ["http://schema.oparl.org/1.0/paper/", "https://schema.oparl.org/Paper", "oparl:Paper", [f"{SCHEMA}Paper"]],
)
def test_a_type_in_every_spelling(kind: Any) -> None:
    page = Page(f"{BODY}/paper/9", json.dumps(obj("Paper", name="Radweg") | {"type": kind, "@context": SCHEMA}))
    assert recognise(page) == "vorlage"
    assert isinstance(read_by("oparl", page).datensaetze[0], Vorlage)


@pytest.mark.parametrize(
    "station", [f"{BODY}/consultation/3", "/oparl/v1.1/body/1/consultation/3", {"id": f"{BODY}/consultation/3"}]
)
def test_a_station_that_is_only_referenced_is_asked_for_and_is_none_yet(station: Any) -> None:
    found = answer(obj("Paper", name="Radweg", consultation=[station]))
    assert [(link.url, link.seitentyp) for link in found.links] == [(f"{BODY}/consultation/3", "beratungen")]
    assert found.datensaetze == (Vorlage(id="9", betreff="Radweg"),)


def test_the_meeting_of_a_station_may_stand_in_its_item() -> None:
    meeting = obj("Meeting", name="3. Sitzung", start="2026-06-01T17:00:00", organization=[{"name": "Kreistag"}])
    item = obj("AgendaItem", number="Ö 5", meeting=meeting)
    (station,) = vorlage(consultation=[obj("Consultation", agendaItem=item)]).beratungen
    assert (station.gremium, str(station.datum), station.sitzung_id) == ("Kreistag", "2026-06-01", "9")


@pytest.mark.parametrize("public", ["false", "0", 0, False])
def test_an_item_that_is_not_public_is_left_out_in_every_spelling(public: Any) -> None:
    items = [obj("AgendaItem", name="Radweg"), obj("AgendaItem", name="Verkauf", public=public)]
    assert [top.betreff for top in sitzung(agendaItem=items).tops] == ["Radweg"]
    with pytest.raises(NotPublic):
        answer(items[1])


def test_words_may_stand_in_objects_and_places_be_a_text() -> None:
    assert vorlage(paperType={"id": f"{BODY}/type/1", "name": "Antrag"}).art == "Antrag"
    item = obj("AgendaItem", name="Radweg", result={"name": "beschlossen"})
    found = sitzung(agendaItem=[item], location="Kreishaus, Saal 1")
    assert (found.tops[0].ergebnis, found.ort) == ("beschlossen", "Kreishaus, Saal 1")


def test_a_system_may_hold_its_bodies() -> None:
    found = answer(obj("System", body=[obj("Body", 1)]))
    assert [link.url for link in found.links] == [f"{BODY}/body/1"]


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ({"date": "3025-19-40"}, "datum"),
        ({"consultation": [3, 4]}, "verweis"),
        ({"auxiliaryFile": [f"{BODY}/file/1"]}, "anlage"),
        ({"auxiliaryFile": [{"accessUrl": f"{BODY}/1.pdf"}]}, "anlage"),
    ],
)
def test_what_is_stated_and_not_understood_is_a_hinweis(more: dict[str, Any], hint: str) -> None:
    assert [one.art for one in answer(obj("Paper", name="Radweg", **more)).hinweise] == [hint]


def test_a_day_as_germans_write_it_is_read_and_zeros_are_none() -> None:
    assert str(vorlage(date="18.11.2025").datum) == "2025-11-18"
    assert answer(obj("Paper", name="Radweg", date="0000-00-00")).hinweise == ()


def test_our_own_fields_are_read_and_leave_no_hint() -> None:
    office = f"{BODY}/organization/5"
    own = {"ris:top": "3", "ris:ergebnis": "beschlossen", "ris:ja": 5, "ris:einstimmig": False, "ris:oeffentlich": True}
    station = obj("Consultation", 1, role="Entscheidung", **own)
    extra = {"ris:status": "öffentlich", "ris:bezug": ["1/2024"], "ris:ohne_betreff": True}
    paper = obj("Paper", name="Vorlage 7", reference="7", underDirectionOf=[office], consultation=[station], **extra)
    parsed = answer(paper)
    [record] = parsed.datensaetze
    assert (record.betreff, record.status, record.bezug) == (None, "öffentlich", ("1/2024",))
    assert record.federfuehrend_id == "5"
    [beratung] = record.beratungen
    assert (beratung.top, beratung.ergebnis, beratung.ja, beratung.einstimmig) == ("3", "beschlossen", 5, False)
    assert beratung.oeffentlich is True and parsed.hinweise == ()
