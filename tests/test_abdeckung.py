"""What the view `abdeckung` says of a portal and year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.small_db import SEEN, Row, Small, beratung, small


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Small]:
    with small(tmp_path) as made:
        yield made


def covered(db: Small) -> dict[int | None, Row]:
    db.settle()
    return {row["jahr"]: row for row in db.db.rows("select * from abdeckung")}


def test_a_portal_without_any_page_has_a_row(db: Small) -> None:
    db.portal(read=0, robots="verboten", zustand="gesperrt", geprueft_am="2026-11-01")
    [(year, row)] = covered(db).items()
    assert (year, row["portal"], row["kreis"], row["robots"]) == (None, "muster", "Musterkreis", "verboten")
    assert (row["zustand"], row["letzter_erfolg"], row["seiten"], row["vorlagen"]) == ("gesperrt", None, 0, 0)
    assert (row["luecken"], row["ergebnis_prozent"]) == (None, None)


def test_gaps_in_the_running_numbers(db: Small) -> None:
    db.portal()
    for n in (3, 4, 4, 9):
        db.vorlage(f"muster:{len(db.db.rows('select id from vorlagen'))}", nummer_jahr=2020, nummer_lfd=n)
    db.vorlage("muster:x", nummer_jahr=2021, nummer_lfd=200)
    rows = covered(db)
    assert [rows[2020][name] for name in ("nummer_von", "nummer_bis", "nummern", "luecken", "vorlagen")] == [
        3,
        9,
        3,
        4,
        4,
    ]
    assert (rows[2021]["luecken"], rows[2021]["nummer_von"]) == (0, 200)


def test_a_number_without_year_makes_no_gap(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", nummer_lfd=926, datum="2020-03-01")
    row = covered(db)[2020]
    assert (row["vorlagen"], row["nummer_bis"], row["luecken"]) == (1, None, None)


def test_the_year_of_a_vorlage(db: Small) -> None:
    db.portal()
    db.vorlage("muster:1", beratung("Kreistag", "2016-01-20"), nummer_jahr=2015, nummer_lfd=1, datum="2016-01-02")
    db.vorlage("muster:2", beratung("Kreistag", "2019-01-20"), datum="2018-12-20")
    db.vorlage("muster:3", beratung("Kreistag", "2017-01-20"))
    db.vorlage("muster:4")
    assert {year: row["vorlagen"] for year, row in covered(db).items()} == {2015: 1, 2018: 1, 2017: 1, None: 1}


def test_shares_and_outcomes(db: Small) -> None:
    db.portal()
    decided = beratung("Kreistag", "2020-01-20", "beschlossen")
    db.vorlage("muster:1", decided, nummer_jahr=2020, federfuehrend="Amt", art="Antrag", datum="2020-01-01")
    db.vorlage("muster:2", beratung("Kreistag"), nummer_jahr=2020, federfuehrend="Amt")
    db.vorlage("muster:3", nummer_jahr=2020, ergebnis_stand="nicht_gelesen", art="Antrag", federfuehrend="Amt")
    db.vorlage("muster:4", nummer_jahr=2020, ergebnis_stand="nicht_veroeffentlicht")
    row = covered(db)[2020]
    assert [row[name] for name in ("mit_ergebnis", "offen", "nicht_gelesen", "nicht_veroeffentlicht")] == [1, 1, 1, 1]
    shares = ("ergebnis", "beratung", "federfuehrend", "art", "datum")
    assert [row[f"{name}_prozent"] for name in shares] == [25.0, 50.0, 75.0, 50.0, 25.0]


def test_meetings_of_a_year_without_vorlagen(db: Small) -> None:
    db.portal()
    for n, day in enumerate(("2024-01-01", "2024-05-01", None)):
        db.db.replace("sitzungen", [{"id": f"muster:s{n}", "portal": "muster", "datum": day}])
    rows = covered(db)
    assert {year: (row["sitzungen"], row["vorlagen"]) for year, row in rows.items()} == {2024: (2, 0), None: (1, 0)}


def test_the_last_success_is_a_page_that_could_be_read(db: Small) -> None:
    db.portal(read=2)
    later = {"id": "muster:later", "portal": "muster", "url": "u", "abgerufen_am": "2026-12-01", "fehler": "NotPublic"}
    db.db.replace("seiten", [later])
    [row] = covered(db).values()
    assert (row["letzter_erfolg"], row["seiten"]) == (SEEN, 2)


def test_press_reports_are_no_portal(db: Small) -> None:
    db.portal("presse", ags=None)
    db.db.execute("update portale set vendor = 'presse'")
    assert covered(db) == {}
