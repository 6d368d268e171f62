"""more!rubin: roles and results, hidden things stay hidden, refusals are named, and the old pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from parsers import rubin
from parsers.rubin.labels import ROLES
from ris_scraper.judgement.phrases import rolle
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Sitzung
from tests.support.fixture_pages import page_with
from tests.support.rubin import AGENDA, LEAN, agenda, page, parsed, sitzung, vorlagen

PLAIN = "musterkreis-rubin_sitzung_kreistag-2023-06-19"
OLD = "musterkreis-rubin-alt_sitzung_kreistag-2012-11-26"


# --- what is read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "vote", "expected"),
    [
        ("beschließend", "", ("beschließend", None)),
        ("zur Information", "", ("zur Information", None)),
        ("Zur Kenntnis", "", ("Zur Kenntnis", None)),
        ("zur Kenntnis genommen", "", (None, "zur Kenntnis genommen")),
        ("beschlossen", "einstimmig", (None, "beschlossen")),
        ("beschließend", "einstimmig beschlossen", ("beschließend", "einstimmig beschlossen")),
        (None, "vertagt", (None, "vertagt")),
        ("nach Aktenlage", "", (None, None)),
    ],
)
def test_the_counselling_status_is_a_role_or_a_result(status: str | None, vote: str, expected: tuple[Any, Any]) -> None:
    content = agenda()
    content["agenda_items"][0] |= {"counselling_status": {"name": status} if status else None, "abstimmungstext": vote}
    top = sitzung(content).tops[0]
    assert (top.rolle, top.ergebnis) == expected


def test_an_unknown_status_is_reported_and_not_guessed() -> None:
    hints = parsed(page(PLAIN)).hinweise
    assert [hint.art for hint in hints] == ["beratungsstatus", "feld"]


def test_a_report_of_the_debate_is_no_result() -> None:
    content = agenda()
    content["agenda_items"][0]["abstimmungstext"] = "Frau N. fragt nach. " * 20
    found = parsed(page_with(page(AGENDA), content))
    record = found.datensaetze[0]
    assert isinstance(record, Sitzung) and record.tops[0].ergebnis is None
    assert [hint.art for hint in found.hinweise] == ["abstimmungstext"]


def test_a_meeting_keeps_its_id_once_there_are_minutes() -> None:
    with_minutes = agenda()
    without = {**with_minutes, "nummer": "2025-KT-5", "nummer_si": None}
    assert sitzung(with_minutes).id == sitzung(without).id == "2025-KT-5"


def test_without_consultations_the_meeting_is_the_only_station() -> None:
    found = vorlagen(parsed(page(PLAIN))).values()
    assert found
    for vorlage in found:
        (station,) = vorlage.beratungen
        assert (station.gremium, station.sitzung_id, station.oeffentlich) == ("Kreistag", "2023-KT-3", True)


def test_stations_of_one_vorlage_are_the_same_from_every_meeting() -> None:
    pages = (AGENDA, "musterkreis-rubin_sitzung_sozialausschuss-2025-09-10")
    first, second = (vorlagen(parsed(page(stem)))["118/2025"] for stem in pages)
    assert first == second


def test_a_vorlage_treated_twice_is_one_record() -> None:
    content = agenda()
    content["agenda_items"].append({**content["agenda_items"][2], "ai_id": 999, "topnummer": "9"})
    found = parsed(page_with(page(AGENDA), content))
    assert len(vorlagen(found)) == 2


# --- what stays hidden -----------------------------------------------------------------------


def test_the_non_public_part_is_left_out() -> None:
    text = parsed(page(AGENDA)).model_dump_json()
    assert "Grundstück" not in text and "131/2025" not in text
    assert all(top.oeffentlich for top in sitzung(agenda()).tops)


@pytest.mark.parametrize("hidden", [{"is_draft": True}, {"Status": 2}])
def test_a_hidden_vorlage_on_a_public_item_is_left_out(hidden: dict[str, Any]) -> None:
    content = agenda(PLAIN)
    content["agenda_items"][1]["submission"] |= hidden
    found = parsed(page_with(page(PLAIN), content))
    assert "77/2023" not in found.model_dump_json()


@pytest.mark.parametrize("hidden", [{"is_draft": True}, {"fraktionssitzung": "1"}])
def test_drafts_and_fraktionen_are_not_public(hidden: dict[str, Any]) -> None:
    with pytest.raises(NotPublic):
        sitzung(agenda() | hidden)


def test_the_calendar_leads_to_public_meetings_only() -> None:
    links = [link.url for link in parsed(page("musterkreis-rubin_kalender_2025-09")).links]
    assert len(links) == 3
    assert not any(name in url for url in links for name in ("FB-3", "EMP-1", "KA-24"))


# --- refusals and broken answers -------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"error": "Unknown tenant"}, Gone),
        ({"success": False, "message": "API is not active"}, NotPublic),
        ({"message": "Server Error"}, LayoutDrift),
    ],
)
def test_refusals_are_named(answer: dict[str, Any], error: type[Exception]) -> None:
    given = Page("https://x.example/api.php?id=meetings&action=get&meeting_id=1", json.dumps(answer))
    with pytest.raises(error):
        parsed(given)
    assert rubin.recognise(Page("https://x.example/oparl/papers", given.text)) is None


@pytest.mark.parametrize("missing", ["nummer", "datum"])
def test_a_renamed_head_is_drift(missing: str) -> None:
    content = agenda()
    content[f"{missing}_neu"] = content.pop(missing)
    content.pop("nummer_si")
    with pytest.raises(LayoutDrift):
        sitzung(content)


# --- the old pages ---------------------------------------------------------------------------


def test_old_pages_print_their_non_public_part() -> None:
    found = parsed(page(OLD))
    record = found.datensaetze[0]
    assert isinstance(record, Sitzung)
    assert [top.oeffentlich for top in record.tops] == [True, True, True, False]
    assert list(vorlagen(found)) == ["SV-2012/0123", "2012/0130"]


def test_an_old_page_needs_head_and_agenda() -> None:
    whole = page(OLD)
    for gone in ("Termin: ", "<td></td>", 'class="Suchueberschrift"'):
        cut = Page(whole.url, whole.text.replace(gone, ""))
        with pytest.raises(LayoutDrift):
            rubin.PAGES["sitzung"](cut)


@pytest.mark.parametrize("text", ["", "[]", "{}", "<html></html>", '{"meetings": []}', '[{"name": "Kreistag"}]'])
def test_foreign_pages_are_left_alone(text: str) -> None:
    for url in (
        "https://x.example/bi/vo020.asp",
        "https://x.more-rubin1.de/",
        "https://x.gremien.info/api.php?id=meetings",
    ):
        assert rubin.recognise(Page(url, text)) is None


@pytest.mark.parametrize("hidden", [{"is_draft": True}, {"fraktionssitzung": "1"}, {"event_type_id": 3}])
def test_no_link_leads_to_a_meeting_that_is_not_shown(hidden: dict[str, Any]) -> None:
    # A row of refused pages would be taken for a portal that is closed to us.
    content = agenda()
    whole = parsed(page_with(page(AGENDA), content)).links
    for item in content["agenda_items"]:
        for folge in item.get("submission", {}).get("consultations", []):
            folge["meeting"] = folge.get("meeting") and folge["meeting"] | hidden
    assert whole and not parsed(page_with(page(AGENDA), content)).links


@pytest.mark.parametrize(
    ("printed", "number"), [("Ö 4", "4"), ("4.1", "4.1"), ("NÖ 2", "2"), ("6 a)", "6 a"), ("Antrag", "Antrag")]
)
def test_numbers_of_items_come_without_their_letter(printed: str, number: str) -> None:
    content = agenda()
    content["agenda_items"][0] |= {"topnummer": printed}
    assert sitzung(content).tops[0].nummer == number


def test_every_role_that_is_told_apart_from_results_is_known() -> None:
    assert not [words for words in ROLES if not rolle(words).known]


def test_an_old_meeting_may_print_its_time_without_comma() -> None:
    given = page(OLD)
    found = parsed(Page(given.url, given.text.replace("26.11.2012, 15:00", "26.11.2012 15:00"))).datensaetze[0]
    assert isinstance(found, Sitzung)
    assert (str(found.datum), found.beginn, found.ende) == ("2012-11-26", "15:00", "18:45")


def test_nothing_is_kept_of_the_item_of_a_non_public_station() -> None:
    content = agenda()
    papers = (item.get("submission") or {} for item in content["agenda_items"])
    folge = next(one for paper in papers for one in paper.get("consultations", []))
    folge |= {"agenda_item_id": "other", "topstatus": 2}
    folge["agendaItem"] = {"ai_id": 1, "topnummer": "N 3", "status": 2, "abstimmungstext": "einstimmig"}
    found = parsed(page_with(page(AGENDA), content))
    stations = [station for paper in vorlagen(found).values() for station in paper.beratungen]
    hidden = [station for station in stations if station.oeffentlich is False]
    assert hidden and {(one.top, one.top_id, one.ergebnis) for one in hidden} == {(None, None, None)}


# --- what tenants leave out, and pages that carry the same objects ---------------------------

EMBEDDED = "musterkreis-rubin_sitzung_sozialausschuss-2026-09-10"


def test_names_of_persons_are_kept_nowhere() -> None:
    person = {"Name": "Nachname", "Vorname": "Vorname", "fullName": "Vorname Nachname"}
    content = agenda(LEAN) | {"participants": [person], "chairman": person, "verfasser": "Nachname"}
    content["agenda_items"][1] |= {"reporter": person}
    content["agenda_items"][1]["submission"] |= {"author": person}
    assert "Nachname" not in parsed(page_with(page(LEAN), content)).model_dump_json()


@pytest.mark.parametrize("cut", [0.5, 0.8])
def test_a_script_that_breaks_off_is_drift(cut: float) -> None:
    given = page(EMBEDDED)
    end = int(given.text.index("};") * cut)
    if '"agenda_items"' in given.text[:end]:
        with pytest.raises(LayoutDrift):
            parsed(Page(given.url, given.text[:end]))


def test_a_calendar_in_a_page_leads_to_pages() -> None:
    meetings = [{"nummer": "ni_2026-KT-7", "fraktionssitzung": "0"}, {"nummer": "2026-FB-1", "fraktionssitzung": "1"}]
    script = f'<script>window.components["CalendarPage"] = {{ props: {json.dumps({"meetings": meetings})}, store: [] }}'
    given = Page("https://ris.muster.example/calendar.php", f"<html><body>{script}</script></body></html>")
    assert rubin.recognise(given) == "kalender"
    assert [link.url for link in parsed(given).links] == ["https://ris.muster.example/meeting.php?id=ni_2026-KT-7"]


@pytest.mark.parametrize("meetings", [[{"number": "1"}], "none", ["a"]])
def test_a_calendar_without_numbers_is_drift(meetings: Any) -> None:
    answer = {"first_day": "2026-09-01", "last_day": "2026-09-30", "meetings": meetings}
    with pytest.raises(LayoutDrift):
        parsed(Page("https://x.example/api.php?id=calendar", json.dumps(answer)))
