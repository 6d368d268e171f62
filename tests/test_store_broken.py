"""A page that breaks off adds facts, takes nothing back, and decides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.records import BROKEN_OFF, Anlage, Beratung, Hinweis, Sitzung, Top, Vorlage
from ris_scraper.portals.portals import Portal
from tests.support.storing import Page, page, take_in

FIRST = Beratung(gremium="Sozialausschuss", rolle="Vorberatung", datum="2016-09-01", ergebnis="vertagt")
LAST = Beratung(gremium="Kreistag", rolle="Entscheidung", datum="2016-09-22", ergebnis="beschlossen")
WHOLE = Vorlage(id="9", nummer="7/2016", betreff="Radweg", beratungen=(FIRST, LAST), anlagen=(Anlage(name="Plan"),))
STATE = "select betreff, federfuehrend, ergebnis, ergebnis_stand from vorlagen"


def cut(record: Vorlage, day: str = "2026-11-03") -> Page:
    fetch, reading = page("v", "vorlage", record, day)
    hint = Hinweis(art=BROKEN_OFF, text="the page breaks off")
    return fetch, reading.__class__(
        **{**vars(reading), "parsed": reading.parsed.model_copy(update={"hinweise": (hint,)})}
    )


@pytest.fixture
def db(tmp_path: Path) -> Dataset:
    dataset = Dataset(tmp_path / "ris.db")
    dataset.register([], [Portal("muster", None, "Muster", "allris3", "https://muster.example/")])
    return dataset


def test_nothing_is_taken_back(db: Dataset) -> None:
    take_in(db, page("v", "vorlage", WHOLE))
    take_in(db, cut(Vorlage(id="9", nummer="7/2016", federfuehrend="Bauamt", beratungen=(FIRST,))))
    [row] = db.rows(STATE)
    assert list(row.values()) == ["Radweg", "Bauamt", "beschlossen", "entschieden"]
    assert [row["gremium"] for row in db.rows("select gremium from beratungen order by position")] == [
        "Sozialausschuss",
        "Kreistag",
    ]
    assert db.rows("select name from anlagen") == [{"name": "Plan"}]


def test_a_beratungsfolge_that_breaks_off_decides_nothing(db: Dataset) -> None:
    take_in(db, cut(WHOLE.model_copy(update={"beratungen": (FIRST,)})))
    assert [*db.rows(STATE)[0].values()] == ["Radweg", None, None, "nicht_gelesen"]
    assert db.rows("select ergebnis_norm from beratungen") == [{"ergebnis_norm": "vertagt"}]
    take_in(db, page("v", "vorlage", WHOLE, "2026-11-04"))
    assert [*db.rows(STATE)[0].values()] == ["Radweg", None, "beschlossen", "entschieden"]


def test_a_clock_that_was_ahead_hides_nothing(db: Dataset) -> None:
    take_in(db, page("v", "vorlage", WHOLE, "2099-01-01"))
    take_in(db, page("v", "vorlage", WHOLE.model_copy(update={"betreff": "Radweg an der B1"}), "2026-11-03"))
    assert db.rows("select betreff, abgerufen_am from vorlagen") == [
        {"betreff": "Radweg an der B1", "abgerufen_am": "2026-11-03T02:00:00+00:00"}
    ]


def test_a_meeting_that_is_called_off_decides_nothing(db: Dataset) -> None:
    station = Beratung(gremium="Kreistag", rolle="Entscheidung", datum="2016-09-22", sitzung_id="5")
    earlier = Beratung(gremium="Sozialausschuss", rolle="Vorberatung", datum="2016-09-01", ergebnis="empfohlen")
    take_in(db, page("v", "vorlage", WHOLE.model_copy(update={"beratungen": (earlier, station)})))
    take_in(db, page("s", "sitzung", called_off()))
    assert [*db.rows(STATE)[0].values()][2:] == [None, "offen"]
    rows = db.rows("select gremium, zustand from beratungen order by position")
    assert [*map(tuple, (row.values() for row in rows))] == [("Sozialausschuss", None), ("Kreistag", "abgesagt")]
    assert db.rows("select letzte_beratung from vorlagen") == [{"letzte_beratung": "2016-09-01"}]
    assert db.rows("select abgesagt from sitzungen where id = 'muster:5'") == [{"abgesagt": 1}]


def called_off() -> Sitzung:
    top = Top(nummer="3", vorlage_id="9", vorlage_nummer="7/2016")
    name = "12. Sitzung des Kreistages – ABGESAGT"
    return Sitzung(id="5", name=name, gremium="Kreistag", datum="2016-09-22", tops=(top,))
