"""Bodies and meetings that pages give by their numbers get names and days in any order of reading."""

from __future__ import annotations

import itertools
from pathlib import Path

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.records import Beratung, Gremium, Sitzung, Top, Vorlage
from tests.support.storing import content, page, take_in


def test_an_agenda_item_is_linked_by_the_station_that_names_it(db: Dataset) -> None:
    """OParl: agenda items do not name Vorlagen, consultations name meeting and item."""
    station = Beratung(gremium="Kreistag", sitzung_id="5", top_id="51")
    agenda = Sitzung(
        id="5", gremium="Kreistag", datum="2020-01-01", tops=(Top(id="51", nummer="3", ergebnis="vertagt"),)
    )
    take_in(db, page("m", "sitzung", agenda), page("p", "vorlage", Vorlage(id="1", beratungen=(station,))))
    [row] = db.rows("select datum, top, ergebnis from beratungen")
    assert tuple(row.values()) == ("2020-01-01", "3", "vertagt")


NUMBERED = (
    page("g/1", "gremium", Gremium(id="1", name="Kreistag")),
    page("p/9", "vorlage", Vorlage(id="9", beratungen=(
        Beratung(gremium_id="1", sitzung_id="77", top_id="5", datum="2016-09-22", ergebnis="beschlossen"),
        Beratung(gremium_id="2"),
    ))),
    page("m/77", "sitzung", Sitzung(id="77", gremium_id="1", datum="2016-09-22", tops=(Top(id="5", nummer="3"),))),
    page("g/", "liste", Gremium(id="2", name="Sozialausschuss")),
)  # fmt: skip


def test_bodies_that_pages_number_get_their_names_in_any_order(tmp_path: Path) -> None:
    contents = []
    for number, order in enumerate(itertools.permutations(NUMBERED)):
        with Dataset(tmp_path / f"{number}.db") as db:
            for page in order:
                take_in(db, page)
            contents.append(content(db))
    assert all(found == contents[0] for found in contents)
    stations = [(row["id"], row["gremium"], row["gremium_typ"]) for row in contents[0]["beratungen"]]
    assert stations == [("muster:9:kreistag", "Kreistag", "kreistag"),
                        ("muster:9:sozialausschuss", "Sozialausschuss", "fachausschuss")]  # fmt: skip
    assert [(row["gremium"], row["gremium_typ"]) for row in contents[0]["sitzungen"]] == [("Kreistag", "kreistag")]
    [vorlage] = contents[0]["vorlagen"]
    assert (vorlage["ergebnis_gremium"], vorlage["ergebnis_norm"]) == ("Kreistag", "beschlossen")
    assert contents[0]["aenderungen"] == []


def test_the_name_of_a_body_leads_to_the_bodys_page(db: Dataset) -> None:
    take_in(db, *NUMBERED)
    pages = {row["id"]: row["url"].rpartition("/bi/")[2] for row in db.rows("select id, url from seiten")}
    named = {
        (row["tabelle"], row["zeile"], row["feld"]): pages[row["seite"]]
        for row in db.rows("select * from herkunft where feld like '%gremium%'")
    }
    assert named == {
        ("vorlagen", "muster:9", "ergebnis_gremium"): "g/1",
        **{("beratungen", "muster:9:kreistag", name): "g/1" for name in ("gremium", "gremium_typ")},
        **{("beratungen", "muster:9:sozialausschuss", name): "g/" for name in ("gremium", "gremium_typ")},
        **{("sitzungen", "muster:77", name): "g/1" for name in ("gremium", "gremium_typ")},
    }


def test_a_body_that_is_renamed_is_a_change_wherever_it_is_named(db: Dataset) -> None:
    take_in(db, *NUMBERED)
    take_in(db, page("g/1", "gremium", Gremium(id="1", name="Rat"), "2026-11-03"))
    assert db.rows("select gremium, gremium_typ from sitzungen") == [{"gremium": "Rat", "gremium_typ": "rat"}]
    changed = {(row["tabelle"], row["feld"]): row["neu"] for row in db.rows("select * from aenderungen order by id")}
    assert changed["sitzungen", "gremium"] == changed["vorlagen", "ergebnis_gremium"] == "Rat"


def test_a_name_that_a_page_prints_goes_before_a_number(db: Dataset) -> None:
    own = page("m/78", "sitzung", Sitzung(id="78", gremium="Kreistag des Kreises", gremium_id="1"))
    take_in(db, own, NUMBERED[0])
    assert [row["gremium"] for row in db.rows("select gremium from sitzungen")] == ["Kreistag des Kreises"]


def test_a_row_made_of_a_station_follows_what_stations_say(tmp_path: Path) -> None:
    pages = (NUMBERED[1], NUMBERED[0])
    for number, runs in enumerate(([*pages], [pages[0]], [pages[1]])):
        with Dataset(tmp_path / f"{number}.db") as db:
            take_in(db, *runs)
            take_in(db, *pages)
            assert db.rows("select gremium, datum from sitzungen") == [{"gremium": "Kreistag", "datum": "2016-09-22"}]


def test_a_station_gets_the_day_of_the_meeting_it_refers_to(tmp_path: Path) -> None:
    """OParl: a station gives its meeting's address, also while no agenda is out."""
    paper = page("p/9", "vorlage", Vorlage(id="9", beratungen=(Beratung(gremium="Kreistag", sitzung_id="78"),)))
    meeting = page("m/78", "sitzung", Sitzung(id="78", name="9. Sitzung", datum="2030-01-01"))
    for number, runs in enumerate((((paper, meeting),), ((paper,), (meeting,)), ((meeting,), (paper,)))):
        with Dataset(tmp_path / f"{number}.db") as db:
            for run in runs:
                take_in(db, *run)
            [row] = db.rows("select b.datum, sitzung_name, ergebnis_stand from beratungen b, vorlagen")
            assert tuple(row.values()) == ("2030-01-01", "9. Sitzung", "offen")
            assert db.rows("select tabelle from herkunft where feld = 'datum'") == [{"tabelle": "beratungen"}]


def test_a_paper_gets_the_name_of_the_office_it_refers_to(tmp_path: Path) -> None:
    """OParl: `underDirectionOf` is an address; the office's own page names it, whichever was read first."""
    paper = page("p/9", "vorlage", Vorlage(id="9", betreff="Radwege", federfuehrend_id="5"))
    office = page("o/5", "gremium", Gremium(id="5", name="Tiefbauamt"))
    for number, runs in enumerate((((paper, office),), ((paper,), (office,)), ((office,), (paper,)))):
        with Dataset(tmp_path / f"{number}.db") as db:
            for run in runs:
                take_in(db, *run)
            [row] = db.rows("select federfuehrend, federfuehrend_id from vorlagen")
            assert tuple(row.values()) == ("Tiefbauamt", "5")
            [source] = db.rows("select h.feld, s.url from herkunft h join seiten s on s.id = h.seite")
            assert source["feld"] == "federfuehrend" and "o/5" in source["url"]
