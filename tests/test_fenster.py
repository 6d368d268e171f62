"""Observation windows: what runs leave, what a portal's years make of it, what may be said of a Kreis and a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.build.build import build
from ris_scraper.crawl import window
from ris_scraper.crawl.nouns import Order
from ris_scraper.dataset.portal_state import put_window
from ris_scraper.folder import Folder
from ris_scraper.nouns.vendor import Request
from tests.support.crawling import every, kreis, tiny
from tests.support.small_db import AGS, Row, Small, beratung, small

WINDOW = {"seit": 2014, "bis": "2020-11-02", "ganz": True}
DAY = date(2026, 11, 2)
KREISTAG = beratung("Kreistag", "2016-05-19", "beschlossen", rolle_norm="entscheidung")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Small]:
    with small(tmp_path) as made:
        yield made


def observed(db: Small, slug: str = "muster", years: range = range(2014, 2021), **state: Any) -> None:
    """A portal that a full crawl read, with a meeting in each of the years."""
    db.portal(slug, **state)
    put_window(db.db, slug, WINDOW)
    for year in years:
        row = {"id": f"{slug}:{year}", "portal": slug, "ags": AGS, "datum": f"{year}-06-01"}
        db.db.replace("sitzungen", [row])


def kreisfenster(db: Small) -> tuple[Any, ...]:
    db.settle()
    row = db.one("select * from kreisfenster where ags = :ags", ags=AGS)
    return row["beobachtet_ab"], row["beobachtet_bis"], row["fehlt"]


# --- what runs leave -----------------------------------------------------------------------------


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Any]:
    folder = Folder(tmp_path)
    with folder.archive("muster"), folder.frontier("muster") as made:
        yield made


def nightly(day: date) -> Order:
    return Order(heute=day)


def test_a_full_crawl_opens_the_window_and_later_runs_move_its_end_on(frontier: Any) -> None:
    window.move(frontier, nightly(DAY), DAY, 100)
    assert frontier.get("fenster") is None
    window.move(frontier, Order(2014, heute=DAY), DAY, 100)
    assert frontier.get("fenster") == {"seit": 2014, "bis": "2026-11-02", "ganz": True}
    window.move(frontier, nightly(date(2026, 11, 4)), date(2026, 11, 4), 100)
    assert frontier.get("fenster")["bis"] == "2026-11-04"


def test_a_run_that_looks_back_not_far_enough_leaves_the_end(frontier: Any) -> None:
    window.move(frontier, Order(2014, heute=DAY), DAY, 100)
    window.move(frontier, nightly(date(2026, 12, 24)), date(2026, 12, 24), 100)
    assert frontier.get("fenster")["bis"] == "2026-11-02"


@pytest.mark.parametrize(("since", "joined"), [(2018, 2014), (2010, 2010)])
def test_a_second_full_crawl_keeps_the_years_of_the_first(frontier: Any, since: int, joined: int) -> None:
    window.move(frontier, Order(2014, heute=DAY), DAY, 100)
    later = date(2027, 3, 1)
    window.move(frontier, Order(since, heute=later), later, 100)
    assert frontier.get("fenster") == {"seit": joined, "bis": "2027-03-01", "ganz": True}


def test_what_waits_keeps_the_window_unfinished(frontier: Any) -> None:
    page = Request("https://muster.example/1", "vorlage")
    frontier.add([page])
    window.move(frontier, Order(2014, heute=DAY), DAY, 100)
    assert frontier.get("fenster")["ganz"] is False
    frontier.done(page, ())
    window.move(frontier, nightly(DAY), DAY, 100)
    assert frontier.get("fenster") == {"seit": 2014, "bis": "2026-11-02", "ganz": True}
    frontier.add([page])
    window.move(frontier, nightly(date(2026, 11, 3)), date(2026, 11, 3), 100)
    assert frontier.get("fenster") == {"seit": 2014, "bis": "2026-11-02", "ganz": True}


@pytest.mark.parametrize(("fetches", "whole"), [(49, False), (50, True)])
def test_what_was_asked_for_in_vain_is_a_gap_until_it_is_too_much(frontier: Any, fetches: int, whole: bool) -> None:
    page = Request("https://muster.example/1", "vorlage")
    frontier.add([page])
    for _ in range(5):
        frontier.failed(page, "TooLarge", "2026-11-02")
    window.move(frontier, Order(2014, heute=DAY), DAY, fetches)
    assert frontier.get("fenster")["ganz"] is whole


def test_years_that_nobody_saw_lie_between_two_windows(frontier: Any) -> None:
    frontier.put("fenster", {"seit": 2010, "bis": "2015-01-01", "ganz": True})
    window.move(frontier, Order(2020, heute=DAY), DAY, 100)
    assert frontier.get("fenster")["seit"] == 2020


@every
def test_a_full_crawl_is_entered_and_survives_a_build(vendor: str, tmp_path: Path) -> None:
    asked = "select beobachtet_ab, beobachtet_bis, vollstaendig from portale where slug = 'muster'"
    with kreis(vendor, tmp_path, tiny()) as portal:
        portal.crawl()
        assert portal.query(asked) == [(None, None, 0)]
        report = portal.full()
        assert report.ausgang == "fertig"
        [(since, until, whole)] = found = portal.query(asked)
        [(first,)] = portal.query("select min(datum) from sitzungen")
        assert (since, whole) == (f"{str(first)[:4]}-01-01", 1)
        assert until == portal.server.world.heute.isoformat()
        list(build(portal.folder))
        assert portal.query(asked) == found


def test_an_unfinished_crawl_opens_none(tmp_path: Path) -> None:
    with kreis("allris3", tmp_path, tiny()) as portal:
        assert portal.full(max_requests=5).ausgang == "unterbrochen"
        assert portal.query("select vollstaendig from portale where slug = 'muster'") == [(0,)]
        assert portal.full().ausgang == "fertig"
        assert portal.query("select vollstaendig from portale where slug = 'muster'") == [(1,)]


# --- the years of a portal -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "since", "until"),
    [
        (range(2014, 2021), "2014-01-01", "2020-11-02"),
        (range(2017, 2021), "2017-01-01", "2020-11-02"),  # the portal itself begins later
        (range(2010, 2021), "2014-01-01", "2020-11-02"),  # the crawl did not go further back
        (range(2014, 2019), "2014-01-01", "2018-12-31"),  # the portal ended earlier
    ],
)
def test_a_window_has_no_years_without_meetings(db: Small, years: range, since: str, until: str) -> None:
    observed(db, years=years)
    assert kreisfenster(db) == (since, until, None)


def test_a_year_without_meetings_cuts_off_what_lies_before(db: Small) -> None:
    observed(db)
    db.db.execute("delete from sitzungen where datum like '2016%'")
    assert kreisfenster(db) == ("2017-01-01", "2020-11-02", None)


def test_a_portal_without_any_meeting_has_no_window(db: Small) -> None:
    observed(db, years=range(0))
    assert kreisfenster(db) == (None, None, "noch nicht fertig gelesen")


def test_pages_that_were_only_ingested_make_no_window(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    assert kreisfenster(db) == (None, None, "noch nicht fertig gelesen")


# --- the portals of a Kreis ----------------------------------------------------------------------


def test_a_portal_joins_the_one_before_it(db: Small) -> None:
    observed(db, "alt", range(2014, 2018), zustand="weg")
    observed(db, "neu", range(2018, 2021))
    assert kreisfenster(db) == ("2014-01-01", "2020-11-02", None)
    db.db.execute("delete from sitzungen where portal = 'alt' and datum like '2017%'")
    assert kreisfenster(db) == ("2018-01-01", "2020-11-02", None)


def test_a_former_portal_bars_nothing_and_another_one_does(db: Small) -> None:
    observed(db, "neu", range(2018, 2021))
    db.portal("alt", zustand="weg")
    assert kreisfenster(db)[2] is None
    db.portal("zweites")
    assert kreisfenster(db) == (None, None, "noch nicht fertig gelesen")


def test_what_was_read_whole_stays_so_when_a_gate_comes(db: Small) -> None:
    observed(db, zustand="gesperrt")
    assert kreisfenster(db)[2] is None


# --- what is said of a concept -------------------------------------------------------------------


def missing(db: Small) -> Row:
    db.settle()
    return db.one("select * from konzeptvergleich where konzept = 'integrationskonzept' and ags = :ags", ags=AGS)


def test_nothing_was_found_only_inside_a_window(db: Small) -> None:
    observed(db)
    row = missing(db)
    assert (row["fehlt"], row["beobachtet_ab"], row["beobachtet_bis"]) == (
        "nichts gefunden", "2014-01-01", "2020-11-02",
    )  # fmt: skip
    db.db.execute("update portale set vollstaendig = 0")
    row = db.one("select * from konzeptvergleich where konzept = 'integrationskonzept' and ags = :ags", ags=AGS)
    assert (row["fehlt"], row["beobachtet_ab"]) == ("noch nicht fertig gelesen", None)


@pytest.mark.parametrize(("phase", "reason"), [("bericht", "davor nicht gelesen"), ("auftrag", "nichts gefunden")])
def test_what_presupposes_the_concept_was_adopted_before(db: Small, phase: str, reason: str) -> None:
    observed(db)
    db.vorlage("muster:1", beratung("Kreistag", "2016-05-19", "zur_kenntnis"), phase=phase)
    assert missing(db)["fehlt"] == reason


@pytest.mark.parametrize(
    ("typ", "kreistyp"),
    [("Kreis", "Landkreis"), ("Landkreis", "Landkreis"), ("Kommunalverband besonderer Art", "Landkreis"),
     ("Kreisfreie Stadt", "kreisfreie Stadt"), ("Stadtkreis", "kreisfreie Stadt")],
)  # fmt: skip
def test_kreistyp(db: Small, typ: str, kreistyp: str) -> None:
    db.db.execute("update kreise set typ = ?", [typ])
    assert missing(db)["kreistyp"] == kreistyp


# --- a Kreis in a year ---------------------------------------------------------------------------


def panel(db: Small) -> dict[int, tuple[Any, ...]]:
    """(ereignis, kumuliert, fehlt) by year."""
    db.settle()
    rows = db.db.rows("select * from kreis_jahr where konzept = 'integrationskonzept' order by jahr")
    return {row["jahr"]: (row["ereignis"], row["kumuliert"], row["fehlt"]) for row in rows}


def test_the_years_around_an_adoption(db: Small) -> None:
    observed(db, years=range(2012, 2022))
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    rows = panel(db)
    assert rows[2013] == (None, None, "davor nicht gelesen")
    assert (rows[2014], rows[2015]) == ((0, 0, None), (0, 0, None))
    assert (rows[2016], rows[2017], rows[2021]) == ((1, 1, None), (0, 1, None), (0, 1, None))


def test_years_without_an_adoption(db: Small) -> None:
    observed(db, years=range(2012, 2022))
    rows = panel(db)
    assert (rows[2012], rows[2014], rows[2020]) == ((None, None, "davor nicht gelesen"), (0, 0, None), (0, 0, None))
    assert rows[2021] == (None, None, "danach nicht gelesen")
    days = db.one("select * from kreis_jahr where konzept = 'integrationskonzept' and jahr = 2020")
    assert (days["beobachtet_von"], days["beobachtet_bis"], days["sitzungen"]) == ("2020-01-01", "2020-11-02", 1)


def test_a_renewal_tells_that_it_was_adopted_and_not_when(db: Small) -> None:
    observed(db)
    db.vorlage("muster:1", KREISTAG, phase="fortschreibung")
    rows = panel(db)
    assert rows[2015] == (None, None, "davor nicht gelesen")
    assert rows[2016] == (None, 1, "davor nicht gelesen")
    assert rows[2017] == (0, 1, None)


def test_an_adoption_counts_where_the_rest_is_unfinished(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="beschluss", nummer_jahr=2016)
    db.vorlage("muster:2", nummer_jahr=2015)
    assert panel(db) == {2015: (None, None, "noch nicht fertig gelesen"), 2016: (1, 1, None)}


def test_a_vorlage_that_two_portals_show_counts_once_and_gaps_are_counted(db: Small) -> None:
    observed(db, "alt", zustand="weg")
    observed(db, "neu")
    for slug in ("alt", "neu"):
        for number in (1, 4):
            paper = {"betreff": f"Haushalt {number}", "nummer": f"{number}/2016"}
            db.vorlage(f"{slug}:{number}", KREISTAG, nummer_jahr=2016, nummer_lfd=number, **paper)
    db.settle()
    row = db.one("select * from kreis_jahr where konzept = 'integrationskonzept' and jahr = 2016")
    assert (row["vorlagen"], row["luecke"]) == (2, 4)
