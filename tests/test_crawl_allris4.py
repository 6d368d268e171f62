"""ALLRIS 4's own navigation: the session, the calendar's Ajax call, refusals; and that a crawl keeps to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from parsers.allris4.strategy import STRATEGY, table
from ris_scraper.build.build import build
from ris_scraper.nouns.errors import Challenged, Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import FollowUp, Period
from ris_scraper.read import read
from tests.simulator import allris4, faults
from tests.simulator.nouns import Request, Response
from tests.support.crawling import enter, kreis, tiny

WORLD = tiny(7, 14)
PORTAL = allris4.portal(WORLD)
BASE = "https://ris.musterkreis.example/bi/"
VISITOR = {"seite": 1}
GERMAN = {"accept-language": "de"}


def asked(
    target: str, session: Mapping[str, object] = VISITOR, headers: Mapping[str, str] = GERMAN
) -> tuple[Response, Page]:
    path, _, question = target.partition("?")
    values = {name.lower(): value for name, value in parse_qsl(question, keep_blank_values=True)}
    got = PORTAL.respond(Request("GET", f"/bi/{path}", values, headers=headers), session)
    return got, Page(BASE + target, got.body.decode())


def parsed(page: Page) -> Parsed:
    return read.parse(page).parsed


def month() -> str:
    day = next(s.datum for s in WORLD.sitzungen if s.zeigt_tagesordnung)
    return f"si010?MM={day.month}&YY={day.year}"


def call(page: Page) -> FollowUp:
    found = table(page)
    assert found
    return found


def follow(frage: FollowUp, session: Mapping[str, object], **headers: str) -> tuple[Response, Page]:
    sent = {name.lower(): value for name, value in frage.headers.items()}
    return asked(frage.url.removeprefix(BASE), session, {**GERMAN, **sent, **headers})


# --- the calendar ----------------------------------------------------------------------------


def test_a_month_has_its_table_from_the_call_that_its_page_names() -> None:
    shell, page = asked(month())
    frage = call(page)
    assert frage.headers["Wicket-Ajax-BaseURL"] == month()
    _, answer = follow(frage, shell.session or {})
    kinds = {link.seitentyp for link in parsed(Page(page.url, answer.text)).links}
    assert kinds == {"sitzung", "kalender"} and not [x for x in parsed(page).links if x.seitentyp == "sitzung"]


def test_a_call_is_good_for_the_last_page_of_its_session_only() -> None:
    shell, page = asked(month())
    later, _ = asked(f"vo020?VOLFDNR={min(WORLD.vorlage)}&refresh=false", shell.session or {})
    for session in (later.session or {}, VISITOR):
        with pytest.raises(Gone, match="session has ended"):
            parsed(follow(call(page), session)[1])


@pytest.mark.parametrize("missing", ["wicket-ajax", "wicket-ajax-baseurl", "x-requested-with"])
def test_a_call_without_its_headers_is_refused(missing: str) -> None:
    shell, page = asked(month())
    got, _ = follow(call(page), shell.session or {}, **{missing: ""})
    assert "internalerrorpage" in dict(got.headers)["Location"]


def test_a_page_that_has_its_table_needs_no_call() -> None:
    shell, page = asked(month())
    _, answer = follow(call(page), shell.session or {})
    assert table(Page(page.url, page.text + answer.text)) is None
    assert table(Page(page.url, "<html></html>")) is None


def test_a_start_page_without_a_calendar_is_drift() -> None:
    period = Period(WORLD.heute, WORLD.heute)
    page = asked("", {})[1]
    [request] = STRATEGY.nightly(page, period, None)
    assert request.url == f"{BASE}si010?MM={WORLD.heute.month}&YY={WORLD.heute.year}"
    assert STRATEGY.by_number and STRATEGY.by_number(page, 7) == f"{BASE}vo020?VOLFDNR=7&refresh=false"
    with pytest.raises(LayoutDrift, match="si010"):
        STRATEGY.everything(Page(page.url, "<html><body>Willkommen</body></html>"), period, None)
    assert STRATEGY.entry("https://ris.example/public") == "https://ris.example/public/"


# --- refusals and language -------------------------------------------------------------------


def test_without_a_session_there_is_only_the_start_page() -> None:
    assert asked("", {})[0].session
    with pytest.raises(Challenged, match="too many requests"):
        parsed(asked(month(), {})[1])


def test_what_is_not_settled_needs_refresh_false() -> None:
    coming = next(s.id for s in WORLD.sitzungen if s.zeigt_tagesordnung and not s.gelaufen)
    assert "noauth" in dict(asked(f"to010?SILFDNR={coming}")[0].headers)["Location"]
    assert asked(f"to010?SILFDNR={coming}&refresh=false")[0].status == 200
    with pytest.raises(NotPublic):
        parsed(asked("noauth")[1])
    with pytest.raises(Gone):
        parsed(asked("internalerrorpage")[1])


def test_dates_come_in_the_readers_language_and_mean_the_same() -> None:
    vorlage = next(v.id for v in WORLD.vorlagen if any(s and t for _, _, s, t in WORLD.folge(v)))
    sitzung = next(s.id for s in WORLD.sitzungen if s.zeigt_tagesordnung)
    for target in (f"vo020?VOLFDNR={vorlage}&refresh=false", f"to010?SILFDNR={sitzung}&refresh=false"):
        german, english = asked(target)[1], asked(target, headers={})[1]
        assert german.text != english.text and parsed(german) == parsed(english)


# --- the crawl -------------------------------------------------------------------------------


def test_a_crawl_keeps_the_session_and_no_address_of_it(tmp_path: Path) -> None:
    with kreis("allris4", tmp_path, WORLD) as portal:
        assert portal.full().ausgang == "fertig"
        log = portal.server.log
        assert len({entry.cookies.get("JSESSIONID") for entry in log[2:]}) == 1
        calls = [(one, two) for one, two in pairwise(log) if "-1.0-" in two.query]
        assert calls and all(one.query == two.query.partition("&")[2] for one, two in calls)
        assert all(two.headers["wicket-ajax-baseurl"] == f"si010?{one.query}" for one, two in calls)
        assert 2 * len(calls) == sum("si010" in entry.path and entry.status == 200 for entry in log)
        led = {f"VOLFDNR={number}&refresh=false" for number in allris4.erreichbar(WORLD)}
        tried = [place for place, entry in enumerate(log) if "vo020" in entry.path and entry.query not in led]
        assert tried and min(tried) > max(place for place, entry in enumerate(log) if "to020" in entry.path)
        assert portal.archive("select url from abrufe where url like '%-1.0-%'") == []
        assert len(list(build(portal.folder))) == 1 and portal.differences() == []


def test_a_month_that_names_no_call_any_more_is_an_alarm(tmp_path: Path) -> None:
    with kreis("allris4", tmp_path, WORLD) as portal:
        assert portal.full().alarme == []
        portal.next_day()
        portal.server.faults = [faults.replaced("no call", ('"u":', '"url":'), encoding="utf-8", where="si010")]
        report = portal.crawl()
        assert (report.ausgang, portal.differences()) == ("drift", []) and report.alarme


def test_a_vorlage_whose_page_is_refused_three_nights_is_gone(tmp_path: Path) -> None:
    with kreis("allris4", tmp_path, WORLD) as portal:
        portal.full()
        gone, looks = max(v.id for v in WORLD.vorlagen if not any(w.bezug == v.id for w in WORLD.vorlagen)), 0
        for night in range(12):
            portal.next_day({gone} if night == 0 else None)
            assert portal.crawl().ausgang == "fertig"
            looks += bool(portal.server.asked(f"vo020?VOLFDNR={gone}&"))
            marked = portal.query("select id from vorlagen where verschwunden_am is not null")
            assert marked == ([] if looks < 3 else [(f"muster:{gone}",)])
        assert looks >= 3 and portal.differences() == []
        portal.server.world = dataclasses.replace(WORLD, heute=portal.server.world.heute)
        for _ in range(4):
            portal.next_day()
            portal.crawl()
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []


def test_without_numbers_a_crawl_finds_what_agendas_lead_to(tmp_path: Path) -> None:
    with kreis("allris4", tmp_path, WORLD) as portal:
        enter(tmp_path, "allris4", muster=portal.server.base_url)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        assert 0 < len(portal.expected()) < len(WORLD.vorlagen)
        # Far months are not there yet; that is all.
        assert set(portal.query("select fehler, url like '%si010%' from seiten where fehler is not null")) == {
            ("Gone", 1)
        }
