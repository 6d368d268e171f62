"""OParl: one reader for all products and their quirks; hidden and deleted objects, refusals, broken answers."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from parsers import oparl
from parsers.oparl.labels import KINDS
from parsers.oparl.lists import READERS
from parsers.oparl.strategy import STRATEGY
from parsers.oparl.values import id_of
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Auszug, Parsed, Sitzung, Vorlage
from ris_scraper.nouns.vendor import Period
from tests.support.fixture_pages import PAGES, example, name, page_of, page_with, read_by

page = partial(example, "oparl")
parsed = partial(read_by, "oparl")
BODY = "https://oparl.musterkreis.example/oparl/v1.1/body/1"
SCHEMA = "https://schema.oparl.org/1.1/"
MEETING = "musterkreis-oparl_sitzung_umweltausschuss-2025-05-06"
PAPERS = "musterkreis-oparl_liste_vorlagen"


def answer(content: Any, url: str = f"{BODY}/x") -> Parsed:
    return parsed(Page(url, json.dumps(content)))


def obj(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{BODY}/{kind.lower()}/9", "type": f"{SCHEMA}{kind}", **more}


def test_every_kind_of_object_has_a_reader() -> None:
    assert READERS.keys() == KINDS.keys()


# --- ids and addresses -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/webservice/oparl/v1.1/body/1/paper/1506", "1506"),
        ("https://x.example/public/oparl/papers?id=946", "946"),
        ("https://x.example/bi/oparl/1.0/papers.asp?body=1&id=946", "946"),
        ("https://x.example/Oparl/bodies/0019/papers/ag/12", "ag-12"),
        ("https://x.example/oparl/meeting/ni_2026-KT-5", "2026-KT-5"),
        ("https://x.example/oparl/agendaItems/7?html=1", "7"),
        ("https://x.example/", None),
        ("", None),
    ],
)
def test_ids_of_the_products(address: str, expected: str | None) -> None:
    assert id_of(address) == expected


def test_addresses_are_lifted_to_https_on_the_same_host_only() -> None:
    lists = {"paper": f"{BODY}/paper".replace("https", "http"), "meeting": "http://other.example/meeting"}
    links = answer(obj("Body", **lists)).links
    assert [link.url for link in links] == [f"{BODY}/paper", "http://other.example/meeting"]


def test_a_list_that_names_itself_as_its_next_part_ends() -> None:
    paper = obj("Paper", name="Radweg")
    whole = {"data": [paper], "links": {"next": f"{BODY}/paper?page=2"}}
    assert [link.url for link in answer(whole, f"{BODY}/paper").links] == [paper["id"], f"{BODY}/paper?page=2"]
    assert [link.url for link in answer(whole, f"{BODY}/paper?page=2").links] == [paper["id"]]


def test_a_list_leads_to_its_neighbours_and_to_its_end_while_it_goes_on() -> None:
    links = {name: f"{BODY}/paper?page={n}" for name, n in (("first", 1), ("prev", 1), ("next", 3), ("last", 9))}
    found = answer({"data": [], "links": links}, f"{BODY}/paper?page=2").links
    assert [(link.url[-1], link.seitentyp) for link in found] == [("3", "liste"), ("1", "liste"), ("9", "listenende")]
    ended = {"data": [], "links": {"first": f"{BODY}/paper?page=1", "last": f"{BODY}/paper?page=1"}}
    assert answer(ended, f"{BODY}/paper").links == ()


# --- what changed ----------------------------------------------------------------------------

CHANGES = f"{BODY}/paper?modified_since=2026-03-01T00%3A00%3A00Z"


def stamped(*days: str, more: bool = False) -> Parsed:
    papers = [obj("Paper", name="Radweg", modified=f"{day}T10:00:00+01:00") for day in days]
    links = {"next": f"{BODY}/paper?page=2"} if more else {}
    return answer({"data": papers, "links": links}, CHANGES)


def test_a_filter_that_is_heeded_is_kept_up() -> None:
    found = stamped("2026-03-01", "2026-04-01", more=True)
    filtered = f"{BODY}/paper?page=2&modified_since=2026-03-01T00%3A00%3A00Z"
    assert [(link.url, link.seitentyp) for link in found.links] == [
        (f"{BODY}/paper/9", "vorlage"), (filtered, "neues"),
    ]  # fmt: skip
    assert len(found.datensaetze) == 1 and found.hinweise == ()


@pytest.mark.parametrize("days", [("2026-02-28", "2026-03-02"), ("2000-01-01",), ("2026-03-05", "2026-03-05")])
def test_an_answer_that_shows_more_than_changed_is_not_used(days: tuple[str, ...]) -> None:
    found = stamped(*days, more=True)
    assert (found.datensaetze, found.links, [hint.art for hint in found.hinweise]) == ((), (), ["filter"])


def test_nothing_or_one_thing_may_have_changed() -> None:
    assert answer([], CHANGES) == Parsed()
    assert [link.seitentyp for link in stamped("2026-03-05").links] == ["vorlage"]


# --- where a crawl begins --------------------------------------------------------------------

DAYS = Period(date(2026, 1, 1), date(2026, 3, 1), date(2026, 2, 1))
LISTS = {"paper": f"{BODY}/paper", "meeting": f"{BODY}/meeting", "organization": f"{BODY}/organization"}
ONE, TWO = obj("Body", name="Musterkreis", **LISTS), {**obj("Body", name="Neudorf", **LISTS), "id": f"{BODY[:-1]}2"}


def planned(content: Any, mandant: str | None = None, nightly: bool = False) -> list[tuple[str, str]]:
    make = STRATEGY.nightly if nightly else STRATEGY.everything
    found = make(Page(f"{BODY[:-2]}?page=1", json.dumps(content)), DAYS, mandant)
    return [(one.url.removeprefix(BODY), one.seitentyp) for one in found]


def test_a_system_leads_to_its_body_and_that_to_its_lists() -> None:
    assert planned(obj("System", body="https://oparl.musterkreis.example/oparl/v1.1/body")) == [(BODY[:-2], "start")]
    full = [("/paper", "liste"), ("/meeting", "kalender"), ("/organization", "liste")]
    assert planned({"data": [ONE]}) == planned(ONE) == planned([ONE, TWO], "Musterkreis") == full
    since = "?modified_since=2026-02-01T00%3A00%3A00Z"
    night = [(f"/paper{since}", "neues"), (f"/meeting{since}", "neues"), *full[:2]]
    assert planned(ONE, nightly=True) == night


def test_a_body_is_looked_for_by_address_name_or_block() -> None:
    further = {"data": [ONE], "links": {"next": f"{BODY[:-2]}?page=2"}}
    assert planned(further, "2") == [(f"{BODY[:-2]}?page=2", "start")]
    assert planned({"data": [BODY, TWO["id"]]}, "1") == [("", "start")]
    assert len(planned([ONE, TWO], "2")) == 3


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ([ONE, TWO], LayoutDrift),
        (obj("Body", name="Musterkreis"), LayoutDrift),
        ({"code": 100, "message": "OParl ist nicht aktiviert"}, NotPublic),
        ({"error": "not found"}, Gone),
        ({}, LayoutDrift),
        ([[5]], LayoutDrift),
    ],
)
def test_a_start_page_that_leads_nowhere_is_named(content: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        planned(content)


def test_a_server_that_is_switched_off_says_so_in_plain_words() -> None:
    with pytest.raises(NotPublic):
        STRATEGY.everything(Page("https://x.example/oparl", "OParl is not active."), DAYS, None)


# --- quirks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_versions_and_schemes_are_mixed(version: str, scheme: str) -> None:
    content = {"id": f"{BODY}/paper/1", "type": f"{scheme}://schema.oparl.org/{version}/Paper", "name": "Radweg"}
    assert isinstance(answer(content).datensaetze[0], Vorlage)
    assert oparl.recognise(Page(BODY, json.dumps(content).replace("/", "\\/"))) == "vorlage"


def test_an_agenda_in_lower_case_is_an_agenda() -> None:
    meeting = json.loads(page(MEETING).text)
    lower = {**meeting, "agendaitem": meeting["agendaItem"]}
    del lower["agendaItem"]
    assert answer(lower).datensaetze == answer(meeting).datensaetze


def test_headings_of_the_agenda_say_what_is_public() -> None:
    record = parsed(page(MEETING)).datensaetze[0]
    assert isinstance(record, Sitzung)
    assert [(top.nummer, top.oeffentlich) for top in record.tops] == [("1", True), ("2", True), ("3", True)]


def test_a_heading_may_be_numbered_in_its_name() -> None:
    items = [obj("AgendaItem", name="I. Öffentlicher Teil"), obj("AgendaItem", number="1", name="Radweg")]
    record = answer(obj("Meeting", name="Kreistag", agendaItem=items)).datensaetze[0]
    assert isinstance(record, Sitzung)
    assert [(top.betreff, top.oeffentlich) for top in record.tops] == [("Radweg", True)]


def test_a_heading_needs_to_have_no_number() -> None:
    items = [obj("AgendaItem", number="1", name="Öffentliche Sitzung"), obj("AgendaItem", number="2", name="Radweg")]
    record = answer(obj("Meeting", name="Kreistag", agendaItem=items)).datensaetze[0]
    assert isinstance(record, Sitzung)
    assert [top.oeffentlich for top in record.tops] == [None, None]


def test_a_body_that_is_only_an_address_is_not_guessed() -> None:
    found = parsed(page(MEETING))
    record = found.datensaetze[0]
    assert isinstance(record, Sitzung) and record.gremium is None
    assert [link.url for link in found.links] == [f"{BODY}/organization/1-7"]


def test_a_list_of_stations_joins_those_of_one_vorlage() -> None:
    stations = [obj("Consultation", paper=f"{BODY}/paper/1", meeting=f"{BODY}/meeting/{n}") for n in (1, 2)]
    other = obj("Consultation", paper=f"{BODY}/paper/2", meeting=f"{BODY}/meeting/1")
    records = answer([*stations, other]).datensaetze
    assert [(one.id, len(one.beratungen)) for one in records if isinstance(one, Vorlage)] == [("1", 2), ("2", 1)]


def test_an_object_that_cannot_be_read_does_not_hide_the_others() -> None:
    found = answer([obj("Paper"), obj("Paper", name="Radweg"), obj("Person", name="N."), f"{BODY}/paper/7", 5])
    assert len(found.datensaetze) == 1
    assert [link.seitentyp for link in found.links] == ["vorlage", "vorlage"]
    assert [hint.text.partition(":")[0] for hint in found.hinweise] == ["Paper 9", "an entry without type"]


def test_text_of_files_is_not_taken_over() -> None:
    """The PDF's text names the clerk in its head."""
    given = page("musterkreis-oparl_vorlage_integrationskonzept")
    assert "Ansprechpartner" in given.text
    assert "Ansprechpartner" not in parsed(given).model_dump_json()


# --- hidden and deleted ----------------------------------------------------------------------


def test_non_public_items_are_left_out() -> None:
    found = parsed(page("musterkreis-oparl_kalender_sitzungen"))
    assert "Grundstück" not in found.model_dump_json()
    assert [record.nummer for record in found.datensaetze if isinstance(record, Auszug)] == ["4"]
    with pytest.raises(NotPublic):
        answer(obj("AgendaItem", name="Grundstücksangelegenheit", public=False))


def test_a_non_public_item_inside_a_station_keeps_its_result_for_itself() -> None:
    item = obj("AgendaItem", number="N 1", public=False, result="beschlossen")
    record = answer(obj("Paper", name="Radweg", consultation=[obj("Consultation", agendaItem=item)])).datensaetze[0]
    assert isinstance(record, Vorlage)
    assert (record.beratungen[0].oeffentlich, record.beratungen[0].ergebnis) == (False, None)


@pytest.mark.parametrize("kind", KINDS)
def test_deleted_objects_are_gone(kind: str) -> None:
    with pytest.raises(Gone):
        answer(obj(kind, name="Radweg", deleted=True))
    assert answer([obj(kind, name="Radweg", deleted=True)]).datensaetze == ()


# --- refusals and broken answers -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("OParl is not active.", NotPublic),
        ("OParl test expired on 2024-01-31", NotPublic),
        ('{"code":100,"message":"OParl ist nicht aktiviert"}', NotPublic),
        ('{"error":"Object not found"}', Gone),
        ('{"message":"Interner Fehler"}', LayoutDrift),
    ],
)
def test_refusals_are_named(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parsed(Page("https://x.example/oparl/system", text, "text"))


@pytest.mark.parametrize("kind", ["Paper", "Meeting", "AgendaItem", "Consultation", "Body", "System", "Organization"])
def test_an_object_that_states_nothing_is_drift(kind: str) -> None:
    with pytest.raises(LayoutDrift):
        answer(obj(kind))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "<html></html>",
        '{"type": "Feature"}',
        "Über OParl is not active. <p>",
        '{"type": "https://schema.org/Person"}',
    ],
)
def test_foreign_pages_are_left_alone(text: str) -> None:
    assert oparl.recognise(Page("https://x.example/oparl/system", text)) is None


def test_persons_are_nobody_s_page() -> None:
    assert oparl.recognise(page_with(page(MEETING), obj("Person", name="N."))) is None


# --- real pages ------------------------------------------------------------------------------


@pytest.mark.pages
def test_real_pages_are_read_whole(pages_folder: Path) -> None:
    found = {
        path.stem: parsed(Page(f"https://x.example/oparl/{path.stem}", path.read_text("utf-8")))
        for path in sorted((pages_folder / "pages" / "oparl_sdnet").glob("*.json"))
    }
    assert [len(one.hinweise) for one in found.values()] == [0] * 6
    (meeting,) = found["meeting_1853"].datensaetze
    assert isinstance(meeting, Sitzung)
    assert (len(meeting.tops), meeting.beginn, meeting.ende, meeting.gremium) == (7, "19:30", "20:30", None)
    assert [(top.ja, top.nein, top.enthaltung) for top in meeting.tops if top.ergebnis] == [
        (7, 2, 0),
        (9, 0, 0),
        (9, 0, 0),
    ]
    for stem, files in (("paper_1506", 7), ("paper_1508", 2)):
        (paper,) = found[stem].datensaetze
        assert isinstance(paper, Vorlage)
        (station,) = paper.beratungen
        assert (len(paper.anlagen), paper.id, station.sitzung_id) == (files, stem.removeprefix("paper_"), meeting.id)
        assert station.top_id in {top.id for top in meeting.tops}


@pytest.mark.pages
def test_the_specification_s_examples_are_read(pages_folder: Path) -> None:
    examples = sorted((pages_folder / "oparl-spec" / "examples").glob("*.json"))
    assert examples
    for path in examples:
        given = Page(f"https://oparl.example.org/{path.stem}", path.read_text("utf-8"))
        if oparl.recognise(given):
            assert parsed(given).hinweise == (), path.name
        else:
            assert path.stem.partition("-")[0] in ("File", "Location", "Person")


# --- the object itself, whatever stands inside and in what order ----------------------------------


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name == "oparl"], ids=name)
def test_the_order_of_keys_says_nothing(path: Path) -> None:
    page = page_of(path)
    if not page.text.lstrip().startswith(("{", "[")):
        return
    for backwards in (False, True):
        other = page_with(page, _sorted(json.loads(page.text), backwards))
        assert oparl.VENDOR.recognise(other) == oparl.VENDOR.recognise(page)


def _sorted(said: Any, backwards: bool) -> Any:
    if isinstance(said, dict):
        return {key: _sorted(said[key], backwards) for key in sorted(said, reverse=backwards)}
    return [_sorted(one, backwards) for one in said] if isinstance(said, list) else said


def test_a_meeting_that_is_called_off_says_so() -> None:
    meeting = obj("Meeting", name="Kreistag", start="2026-10-05T17:00:00+02:00", cancelled=True)
    [record] = answer(meeting).datensaetze
    assert isinstance(record, Sitzung) and record.abgesagt is True
    [record] = answer({**meeting, "cancelled": False}).datensaetze
    assert isinstance(record, Sitzung) and record.abgesagt is False


def test_an_error_object_is_gone() -> None:
    with pytest.raises(Gone):
        answer(
            {"type": "https://schema.oparl.org/1.0/Error", "message": "Requested class doesn't exist.", "debug": "101"}
        )
