"""Which agenda items belong to which Vorlagen: by the id, by a station that names the item, by a number of just one."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join import join
from ris_scraper.dataset.join.join import settle
from ris_scraper.nouns.records import Auszug, Beratung, Link, Sitzung, Top, Vorlage
from tests.support.storing import Page, page, take_in

STATION = Beratung(gremium="Rat", datum="2020-01-01", sitzung_id="5", top_id="50")
ONE = Vorlage(id="1", nummer="7/2020", betreff="Eins", beratungen=(STATION,))
TWO = Vorlage(id="2", nummer="7/2020", betreff="Zwei")
AGENDA = Sitzung(
    id="5",
    gremium="Rat",
    datum="2020-01-01",
    tops=(Top(id="50", nummer="1", vorlage_nummer="7/2020", betreff="Eins", ergebnis="abgelehnt"),),
)
LINKED = "select vorlage, verknuepft from tops"
RESULTS = "select id, ergebnis from vorlagen order by id"


def joined(folder: Path, *pages: Page) -> Dataset:
    folder.mkdir(exist_ok=True)
    db = Dataset(folder / "ris.db")
    for one in pages:
        take_in(db, one)
    return db


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_two_vorlagen_of_one_number_and_a_station_that_names_the_item(order: tuple[int, ...], tmp_path: Path) -> None:
    pages = [page("v1", "vorlage", ONE), page("v2", "vorlage", TWO), page("s", "sitzung", AGENDA)]
    with joined(tmp_path, *(pages[n] for n in order)) as db:
        assert db.rows(LINKED) == [{"vorlage": "muster:1", "verknuepft": "station"}]
        assert db.rows(RESULTS) == [{"id": "muster:1", "ergebnis": "abgelehnt"}, {"id": "muster:2", "ergebnis": None}]
        assert not db.rows("select * from hinweise where art = 'verknuepfung'")


def test_two_stations_that_name_one_item_come_to_an_end(tmp_path: Path) -> None:
    also = TWO.model_copy(update={"beratungen": (STATION,)})
    with joined(tmp_path, page("v1", "vorlage", ONE), page("v2", "vorlage", also), page("s", "sitzung", AGENDA)) as db:
        assert [row["verknuepft"] for row in db.rows(LINKED)] == ["station"]


def test_rules_that_contradict_each_other_end_in_a_hinweis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def restless(db: Dataset, portal: str, keys: list[str]) -> None:
        db.dirty["vorlage"].update(dict.fromkeys(keys))

    monkeypatch.setattr(join, "join_vorlagen", restless)
    with joined(tmp_path, page("v1", "vorlage", ONE)) as db:
        assert [row["art"] for row in db.rows("select art from hinweise")] == ["verknuepfung"]


@pytest.mark.parametrize(
    ("item", "fills"),
    [
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", betreff="Eins"), "12"),
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", oeffentlich=False), None),
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", vorlage_id="9"), None),
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", vorlage_nummer="9/2020"), None),
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", betreff="Etwas anderes"), None),
        (Auszug(nummer="12", sitzung_id="5", ergebnis="abgelehnt", betreff="EINS, hier: zweite Lesung"), "12"),
        (Auszug(nummer="12 a", sitzung_id="5", ergebnis="abgelehnt"), None),
    ],
)
def test_an_item_is_filled_only_where_nothing_contradicts(item: Auszug, fills: str | None, tmp_path: Path) -> None:
    listed = Top(nummer="12", oeffentlich=True, betreff="Eins", vorlage_id="1", vorlage_nummer="7/2020")
    agenda = Sitzung(id="5", gremium="Rat", datum="2020-01-01", tops=(listed,))
    with joined(tmp_path, page("s", "sitzung", agenda), page("a", "auszug", item)) as db:
        rows = db.rows("select nummer, ergebnis from tops where vorlage_id = '1'")
        assert rows == [{"nummer": "12", "ergebnis": "abgelehnt" if fills else None}]


@pytest.mark.parametrize("order", [*itertools.permutations(range(2))])
def test_of_two_items_of_one_number_the_one_that_agrees_is_filled(order: tuple[int, ...], tmp_path: Path) -> None:
    tops = (
        Top(nummer="12", oeffentlich=True, betreff="Haushalt"),
        Top(nummer="12", oeffentlich=True, betreff="Stellenplan"),
    )
    agenda = Sitzung(id="5", gremium="Rat", datum="2020-01-01", tops=tops)
    minutes = Auszug(id="9", nummer="12", sitzung_id="5", oeffentlich=True, betreff="Stellenplan", ergebnis="abgelehnt")
    pages = [page("s", "sitzung", agenda), page("a", "auszug", minutes)]
    with joined(tmp_path, *(pages[n] for n in order)) as db:
        rows = db.rows("select betreff, ergebnis from tops order by position")
        assert rows == [{"betreff": "Haushalt", "ergebnis": None}, {"betreff": "Stellenplan", "ergebnis": "abgelehnt"}]


OLD = Vorlage(id="1", nummer="12/XI", betreff="Haushaltsplan des Kreises für das Jahr 1999")
COPY = Vorlage(nummer="12/XI", betreff="Nahverkehrsplan, Fortschreibung", federfuehrend="Amt für Verkehr")


@pytest.mark.parametrize(
    ("betreff", "joined_with"),
    [
        ("Nahverkehrsplan, Fortschreibung", "muster:2"),
        ("Nahverkehrsplan, Fortschreibung, hier: Beschluss", "muster:2"),
        ("Nahverkehrsplan Fortschreibng", "muster:2"),
        ("Bericht über die Kreisstraßen", None),
    ],
)
def test_a_copy_belongs_to_the_paper_of_its_number_and_subject(
    betreff: str, joined_with: str | None, tmp_path: Path
) -> None:
    new = Vorlage(id="2", nummer="12/XI", betreff=betreff)
    pages = [page("v1", "vorlage", OLD), page("c", "vorlage", COPY), page("v2", "vorlage", new)]
    with joined(tmp_path, *pages) as db:
        rows = db.rows("select id from vorlagen where federfuehrend is not null")
        assert rows == [{"id": joined_with or "muster:12/xi"}]
        assert len(db.rows("select id from vorlagen")) == (2 if joined_with else 3)


def test_a_page_that_another_portal_read_is_not_read_for_this_one(tmp_path: Path) -> None:
    """Two portals may share an address; which of them is read first must not matter."""
    head = Vorlage(id="9", nummer="1/2020", betreff="Radweg")
    more = page("vo0053.php", "beratungen", Vorlage(id="9"))
    link = Link(url=more[0].url, seitentyp="beratungen")
    with Dataset(tmp_path / "ris.db") as db, db.transaction():
        store.put(db, "anderer", *more)
        store.put(db, "muster", *page("vo0050.php", "vorlage", head, links=(link,)))
        settle(db, "muster")
        assert [row["ergebnis_stand"] for row in db.rows("select * from vorlagen where portal = 'muster'")] == [
            "nicht_gelesen"
        ]
