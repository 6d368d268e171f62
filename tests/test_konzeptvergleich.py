"""What the view `konzeptvergleich` makes of Vorlagen, press reports and portals: one test for each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.small_db import AGS, Row, Small, beratung, small

KREISTAG = beratung("Kreistag", "2015-05-19", "beschlossen", rolle_norm="entscheidung")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Small]:
    with small(tmp_path) as made:
        yield made


def compared(db: Small, ags: str = AGS) -> Row:
    db.settle()
    return db.one("select * from konzeptvergleich where konzept = 'integrationskonzept' and ags = :ags", ags=ags)


def state(db: Small) -> tuple[Any, Any]:
    row = compared(db)
    return row["zustand"], row["fehlt"]


# --- every Kreis has a row, and it says why nothing is known -----------------------------------

ASKED = {"geprueft_am": "2026-11-01", "zustand": "aktiv"}
REASONS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "none": ([], "kein Portal bekannt"),
    "gone before it was read": ([{"zustand": "weg", "read": 0}], "kein Portal bekannt"),
    "gone after it was read": ([{"zustand": "weg"}], "noch nicht fertig gelesen"),
    "never asked": ([{"read": 0}], "noch nicht abgefragt"),
    "forbidden": ([{**ASKED, "robots": "verboten", "read": 0}], "robots"),
    "forbidden in part": ([{**ASKED, "robots": "erlaubt; verboten"}], "noch nicht fertig gelesen"),
    "gated": ([{**ASKED, "zustand": "gesperrt"}], "Zugang gesperrt"),
    "asked in vain": ([{**ASKED, "read": 0}], "nicht gelesen"),
    "read": ([ASKED], "noch nicht fertig gelesen"),
    "one read, one never asked": ([ASKED, {"read": 0}], "noch nicht abgefragt"),
    "one read, one forbidden": ([ASKED, {**ASKED, "robots": "verboten", "read": 0}], "robots"),
}


@pytest.mark.parametrize("case", REASONS)
def test_why_nothing_is_known(db: Small, case: str) -> None:
    portals, reason = REASONS[case]
    for n, portal in enumerate(portals):
        db.portal(f"p{n}", **portal)
    assert state(db) == ("unbekannt", reason)
    assert db.db.rows("select count(*) as n from konzeptvergleich") == db.db.rows("select count(*) as n from konzepte")


def test_a_page_that_cannot_be_read_is_no_success(db: Small) -> None:
    db.portal(**ASKED)
    db.db.execute("update seiten set fehler = 'NotPublic'")
    assert state(db) == ("unbekannt", "nicht gelesen")


# --- adopted, renewed, rejected ----------------------------------------------------------------


def test_adopted(db: Small) -> None:
    db.portal()
    first = beratung("Sozialausschuss", "2015-04-14", "empfohlen", rolle_norm="vorberatung", ja=1)
    db.vorlage(
        "muster:1", first, {**KREISTAG, "ja": 28, "nein": 18, "enthaltung": 2, "einstimmig": 0}, phase="beschluss"
    )
    row = compared(db)
    assert (row["zustand"], row["fehlt"], row["beschlossen_am"]) == ("beschlossen", None, "2015-05-19")
    assert (row["beschluss_gremium"], row["ja"], row["nein"], row["enthaltung"]) == ("Kreistag", 28, 18, 2)
    assert (row["einstimmig"], row["tage_bis_entscheidung"], row["land"]) == (0, 35, "Musterland")
    assert (row["zuerst_gesehen"], row["url"]) == ("2015-04-14", "https://muster.example/muster:1")
    assert row["fortgeschrieben_am"] is None


def test_days_are_those_of_the_deciding_vorlage(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", beratung("Kreistag", "2011-03-01", "beschlossen"), phase="auftrag", datum="2011-01-31")
    db.vorlage("muster:2", beratung("Sozialausschuss", "2014-09-02"), phase="entwurf")
    db.vorlage("muster:3", beratung("Kreisausschuss", "2015-05-05"), KREISTAG, phase="beschluss")
    row = compared(db)
    assert (row["tage_bis_entscheidung"], row["vorlage"]) == (14, "muster:3")
    assert (row["auftrag_am"], row["entwurf_am"], row["zuerst_gesehen"]) == ("2011-03-01", "2014-09-02", "2011-01-31")
    assert row["erste_beratung"] == "2011-03-01"


def test_an_order_that_failed_ordered_nothing(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", beratung("Kreistag", "2011-03-01", "abgelehnt"), phase="auftrag")
    row = compared(db)
    assert (row["zustand"], row["auftrag_am"]) == ("auftrag", None)


@pytest.mark.parametrize("rolle", ["vorberatung", "anhoerung", "kenntnisnahme"])
def test_a_committee_that_prepares_adopts_nothing(db: Small, rolle: str) -> None:
    db.portal()
    db.vorlage(
        "muster:1", beratung("Sozialausschuss", "2015-04-14", "beschlossen", rolle_norm=rolle), phase="beschluss"
    )
    assert compared(db)["beschlossen_am"] is None
    assert state(db) == ("beraten", "noch nicht fertig gelesen")


def test_what_became_of_a_report_adopts_nothing(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="bericht")
    assert state(db) == ("beraten", "noch nicht fertig gelesen")


def test_renewed(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    for n, day in enumerate(("2021-05-18", "2018-02-01"), start=2):
        db.vorlage(f"muster:{n}", beratung("Kreistag", day, "geaendert_beschlossen"), phase="fortschreibung")
    db.vorlage("muster:9", beratung("Kreistag", "2025-05-18", "abgelehnt"), phase="fortschreibung")
    row = compared(db)
    assert (row["zustand"], row["beschlossen_am"], row["fortgeschrieben_am"], row["vorlage"]) == (
        "fortgeschrieben", "2015-05-19", "2021-05-18", "muster:1",
    )  # fmt: skip
    assert row["fortschreibungen"] == 3


@pytest.mark.parametrize(("day", "renewed"), [("2015-09-01", None), ("2022-05-03", "2022-05-03")])
def test_adopted_again_years_later_is_a_renewal(db: Small, day: str, renewed: str | None) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    db.vorlage("muster:2", beratung("Kreistag", day, "beschlossen"), phase="beschluss")
    row = compared(db)
    assert (row["beschlossen_am"], row["fortgeschrieben_am"]) == ("2015-05-19", renewed)


def test_rejected(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", beratung("Kreistag", "2015-05-19", "abgelehnt", ja=24, nein=25), phase="beschluss")
    row = compared(db)
    assert (row["zustand"], row["fehlt"], row["beschlossen_am"], row["nein"]) == ("abgelehnt", None, None, 25)


# --- seen by a body, or only announced ---------------------------------------------------------


def _for_information(db: Small) -> None:
    paper = beratung("Sozialausschuss", "2017-02-01", rolle_norm="kenntnisnahme")
    db.vorlage("muster:1", paper, phase="sonstiges", ergebnis_stand="nicht_veroeffentlicht")


def _agenda_without_result(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag", "2017-02-01", sitzung="muster:7"), phase="beschluss",
               ergebnis_stand="nicht_gelesen")  # fmt: skip


def _no_agenda(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreisausschuss", "2016-09-15"), beratung("Kreistag", "2016-09-22"),
               phase="beschluss")  # fmt: skip


def _planned(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag", "2016-09-22", sitzung="muster:7", zustand="Geplant"), phase="beschluss")


def _to_come(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag", "2026-12-15", sitzung="muster:7"), phase="beschluss")


def _without_day(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag"), phase="beschluss")


def _stopped(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag", "2026-12-15", zustand="Gestoppt"), phase="beschluss")


def _recommended(db: Small) -> None:
    db.vorlage("muster:1", beratung("Sozialausschuss", "2016-09-01", "empfohlen"), beratung("Kreistag"),
               phase="beschluss", ergebnis_stand="offen")  # fmt: skip


def _referred(db: Small) -> None:
    db.vorlage("muster:1", beratung("Kreistag", "2016-09-01", "verwiesen"), phase="beschluss")


def _draft_planned(db: Small) -> None:
    db.vorlage("muster:1", beratung("Sozialausschuss", "2026-12-01"), phase="entwurf")


STATES: dict[Callable[[Small], None], tuple[str, str, str | None]] = {
    _for_information: ("beraten", "nicht veröffentlicht", None),
    _agenda_without_result: ("beraten", "nicht gelesen", None),
    _no_agenda: ("angekuendigt", "noch offen", "2016-09-22"),
    _planned: ("angekuendigt", "noch offen", "2016-09-22"),
    _to_come: ("angekuendigt", "noch offen", "2026-12-15"),
    _without_day: ("angekuendigt", "noch offen", None),
    _stopped: ("unbekannt", "noch offen", None),
    _recommended: ("beraten", "noch offen", None),
    _referred: ("beraten", "noch offen", None),
    _draft_planned: ("entwurf", "noch offen", "2026-12-01"),
}


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_seen_or_announced(db: Small, made: Callable[[Small], None]) -> None:
    db.portal()
    made(db)
    row = compared(db)
    assert (row["zustand"], row["fehlt"], row["angekuendigt_am"]) == STATES[made]


def test_a_day_before_the_last_outcome_is_no_longer_announced(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", beratung("Kreisausschuss", "2015-05-04", oeffentlich=0), KREISTAG, phase="beschluss")
    assert compared(db)["angekuendigt_am"] is None
    db.vorlage("muster:2", beratung("Kreistag", "2026-12-15"), phase="fortschreibung")
    row = compared(db)
    assert (row["zustand"], row["angekuendigt_am"]) == ("beschlossen", "2026-12-15")


# --- press reports -----------------------------------------------------------------------------

TERMINE = (
    {"gremium": "Kreissozialausschuss", "gremium_typ": "fachausschuss", "datum": "2013-09-09"},
    {"gremium": "Kreistag", "gremium_typ": "kreistag", "datum": "2013-09-13"},
    {"gremium": "Netzwerk", "gremium_typ": "sonstiges", "datum": "2013-10-01"},
    {"gremium": "Kreistag", "gremium_typ": "kreistag", "monat": "2014-01"},
)


def test_announced_by_the_press_alone(db: Small) -> None:
    db.portal("presse", ags=None)
    db.report("presse:1", *TERMINE)
    row = compared(db)
    assert (row["zustand"], row["fehlt"], row["vorlagen"], row["presse"]) == (
        "angekuendigt", "kein Portal bekannt", 0, 1,
    )  # fmt: skip
    assert (row["zuerst_gesehen"], row["angekuendigt_am"], row["vorlage"]) == ("2013-09-09", "2013-09-13", None)


@pytest.mark.parametrize(
    ("datum", "expected"),
    [("2013-09-01", ("angekuendigt", "2013-09-13")), ("2013-09-10", ("beraten", "2013-09-13")),
     ("2013-09-14", ("beraten", None))],
)  # fmt: skip
def test_a_day_before_the_report_is_told(db: Small, datum: str, expected: tuple[str, str | None]) -> None:
    db.portal("presse", ags=None)
    db.report("presse:1", *TERMINE, datum=datum)
    row = compared(db)
    assert (row["zustand"], row["angekuendigt_am"]) == expected


def test_a_report_counts_beside_vorlagen(db: Small) -> None:
    db.portal()
    db.portal("presse", ags=None)
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    db.report("presse:1", *TERMINE)
    row = compared(db)
    assert (row["zustand"], row["presse"], row["zuerst_gesehen"], row["angekuendigt_am"]) == (
        "beschlossen", 1, "2013-09-09", None,
    )  # fmt: skip


def test_a_report_that_moves_to_another_kreis_leaves_nothing_behind(db: Small) -> None:
    db.kreis("99002", "Anderer Kreis")
    db.portal("presse", ags=None)
    db.report("presse:1", *TERMINE)
    assert compared(db)["presse"] == 1
    db.report("presse:1", *TERMINE, ags="99002")
    assert (compared(db)["presse"], compared(db)["zustand"]) == (0, "unbekannt")
    assert compared(db, "99002")["presse"] == 1


# --- one portal at a time ----------------------------------------------------------------------


def test_a_vorlage_that_goes_takes_its_row_along(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", KREISTAG, phase="beschluss")
    assert compared(db)["vorlagen"] == 1
    db.db.delete("konzept_vorlagen", "vorlage", ["muster:1"])
    row = compared(db)
    assert (row["vorlagen"], row["zustand"], row["fehlt"]) == (0, "unbekannt", "noch nicht fertig gelesen")
