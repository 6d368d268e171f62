"""Pages in, rows out: what the dataset makes of several pages, of a second fetch, of a page that fails."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.archive.archive import Fetch
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Abschnitt, Anlage, Auszug, Beratung, Link, Sitzung, Top, Vorlage
from tests.support.storing import AGENDA, HEAD, STATIONS, Page, all_pages, content, page, take_in


def test_parts_of_several_pages_join_into_one_vorlage(db: Dataset) -> None:
    take_in(db, *all_pages())
    [vorlage] = db.rows("select * from vorlagen")
    assert vorlage["id"] == "muster:9"
    assert (vorlage["nummer_jahr"], vorlage["nummer_lfd"], vorlage["nummer_zusatz"]) == (2016, 207, "1")
    assert (vorlage["ergebnis_norm"], vorlage["ergebnis_gremium"], vorlage["ergebnis_datum"]) == (
        "geaendert_beschlossen",
        "Kreistag",
        "2016-09-22",
    )
    assert (vorlage["erste_beratung"], vorlage["letzte_beratung"]) == ("2016-09-01", "2016-09-22")
    assert vorlage["ergebnis_stand"] == "entschieden"


def test_stations_printed_newest_first_are_turned_round(db: Dataset) -> None:
    take_in(db, *all_pages())
    stations = db.rows("select gremium, position, ja, nein, enthaltung, top from beratungen order by position")
    assert [row["gremium"] for row in stations] == ["Sozialausschuss", "Kreistag"]
    assert (stations[1]["ja"], stations[1]["nein"], stations[1]["enthaltung"], stations[1]["top"]) == (20, 4, 2, "3")
    assert stations[0]["ja"] is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_order_of_reading_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    results = []
    for number, places in enumerate((range(4), order)):
        with Dataset(tmp_path / f"{number}.db") as db:
            pages = all_pages()
            for place in places:
                take_in(db, pages[place])
            results.append(content(db))
    assert results[0]["beratungen"] and results[0] == results[1]


def test_reading_twice_changes_nothing(db: Dataset) -> None:
    take_in(db, *all_pages())
    before = content(db)
    take_in(db, *all_pages())
    assert content(db) == before
    assert not db.rows("select * from aenderungen")


def test_every_value_leads_to_the_page_that_stated_it(db: Dataset) -> None:
    take_in(db, *all_pages())
    pages = {row["id"]: row["url"].rpartition("/")[2] for row in db.rows("select id, url from seiten")}
    stated = {
        (row["tabelle"], row["zeile"], row["feld"]): pages[row["seite"]]
        for row in db.rows("select tabelle, zeile, feld, seite from herkunft_alle")
    }
    assert stated["vorlagen", "muster:9", "betreff"] == "vo0050.php?__kvonr=9"
    assert stated["beratungen", "muster:9:kreistag", "rolle"] == "vo0053.php?__kvonr=9"
    assert stated["beratungen", "muster:9:kreistag", "ja"] == "si0057.php?__ksinr=77"
    assert stated["beratungen", "muster:9:kreistag", "enthaltung"] == "to0050.php?__ktonr=501"
    assert stated["vorlagen", "muster:9", "ergebnis_norm"] == "si0057.php?__ksinr=77"


def test_foreign_keys_hold_and_unread_meetings_have_a_row(db: Dataset) -> None:
    take_in(db, *all_pages())
    assert not db.rows("pragma foreign_key_check")
    assert [row["gremium"] for row in db.rows("select * from sitzungen order by datum")] == [
        "Sozialausschuss",
        "Kreistag",
    ]


def test_a_changed_value_is_kept(db: Dataset) -> None:
    take_in(db, *all_pages())
    decided = AGENDA.model_copy(
        update={"tops": (AGENDA.tops[0].model_copy(update={"ja": 21, "ergebnis": "abgelehnt"}),)}
    )
    take_in(db, page("si0057.php?__ksinr=77", "sitzung", decided, "2026-11-03"))
    changed = {(row["tabelle"], row["feld"]): (row["alt"], row["neu"]) for row in db.rows("select * from aenderungen")}
    assert changed["vorlagen", "ergebnis_norm"] == ("geaendert_beschlossen", "abgelehnt")
    assert changed["beratungen", "ja"] == ("20", "21")
    assert changed["tops", "betreff"] == ("Anfragen", None)
    assert {row["gesehen_am"][:10] for row in db.rows("select * from aenderungen")} == {"2026-11-03"}


def test_new_pages_are_no_changes(db: Dataset) -> None:
    for one in all_pages():
        take_in(db, one)
    assert not db.rows("select * from aenderungen")


def test_an_older_fetch_changes_nothing(db: Dataset) -> None:
    take_in(db, *all_pages())
    before = content(db)["vorlagen"]
    older = HEAD.model_copy(update={"betreff": "Entwurf"})
    take_in(db, page("vo0050.php?__kvonr=9", "vorlage", older, "2020-01-01"))
    assert content(db)["vorlagen"] == before


def test_a_failing_page_is_recorded_and_what_it_said_before_stays(db: Dataset) -> None:
    take_in(db, *all_pages())
    abruf = Fetch("https://muster.example/bi/vo0050.php?__kvonr=9", "2026-11-09T02:00:00+00:00", sha256="x")
    take_in(db, (abruf, Reading("html", fehler="NotPublic", grund="login")))
    [seite] = db.rows("select * from seiten where fehler is not null")
    assert (seite["fehler"], seite["seitentyp"]) == ("NotPublic", "vorlage")
    assert db.rows("select betreff from vorlagen") == [{"betreff": "Integrationskonzept"}]


STANDS = [
    pytest.param([], (), "offen", id="no station"),
    pytest.param([Beratung(gremium="Kreistag")], (), "offen", id="planned"),
    pytest.param([Beratung(gremium="Kreistag", datum="2030-01-01", sitzung_id="1")], (), "offen", id="future"),
    pytest.param([Beratung(gremium="Kreistag", datum="2016-01-01", sitzung_id="1")], (), "nicht_gelesen", id="unread"),
    pytest.param([Beratung(gremium="Kreistag", datum="2016-01-01")], (), "offen", id="no agenda out"),
    pytest.param(
        [Beratung(gremium="Kreistag", datum="2016-01-01", oeffentlich=False)], (), "nicht_veroeffentlicht", id="private"
    ),
    pytest.param(
        [Beratung(gremium="Kreistag", datum="2016-01-01", sitzung_id="1")],
        (Sitzung(id="1", gremium="Kreistag", datum="2016-01-01", tops=(Top(nummer="1", vorlage_id="9"),)),),
        "nicht_veroeffentlicht",
        id="agenda without result",
    ),
]


@pytest.mark.parametrize(("stations", "agendas", "expected"), STANDS)
def test_why_there_is_no_outcome(
    db: Dataset, stations: list[Beratung], agendas: tuple[Sitzung, ...], expected: str
) -> None:
    head = HEAD.model_copy(update={"beratungen": tuple(stations)})
    take_in(db, page("vo0050.php", "vorlage", head), *(page("si0057.php", "sitzung", a) for a in agendas))
    assert [row["ergebnis_stand"] for row in db.rows("select ergebnis_stand from vorlagen")] == [expected]


def test_an_unread_page_of_stations_is_said(db: Dataset) -> None:
    link = Link(url="https://muster.example/bi/vo0053.php?__kvonr=9", seitentyp="beratungen")
    take_in(db, page("vo0050.php?__kvonr=9", "vorlage", HEAD, links=(link,)))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "nicht_gelesen"}]
    take_in(db, page("vo0053.php?__kvonr=9", "beratungen", STATIONS))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "nicht_gelesen"}]
    take_in(db, page("si0057.php?__ksinr=77", "sitzung", AGENDA))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "entschieden"}]


def test_text_copies_without_ids_join_the_rows_with_ids(db: Dataset) -> None:
    copy = Vorlage(nummer="0207/2016/1", betreff="Integrationskonzept", federfuehrend="Fachbereich Soziales")
    minutes = Auszug(nummer="3", gremium="Kreistag", datum="2016-09-22", vorlage_nummer="0207/2016/1", enthaltung=2)
    pages = [page("copy.txt", "vorlage", copy), page("minutes.txt", "auszug", minutes)]
    for order in (pages + all_pages()[:3], all_pages()[:3] + pages):
        take_in(db, *order)
        assert [row["id"] for row in db.rows("select id from sitzungen order by id")] == ["muster:70", "muster:77"]
        assert db.rows("select id, federfuehrend from vorlagen") == [
            {"id": "muster:9", "federfuehrend": "Fachbereich Soziales"}
        ]
        assert db.rows("select enthaltung from beratungen where id = 'muster:9:kreistag'") == [{"enthaltung": 2}]


def test_a_body_that_met_twice_keeps_two_stations(db: Dataset) -> None:
    twice = (Beratung(gremium="Kreistag", datum="2016-06-01", ergebnis="vertagt"),
             Beratung(gremium="Kreistag", datum="2016-09-22", ergebnis="beschlossen"))  # fmt: skip
    take_in(db, page("vo.php", "vorlage", HEAD.model_copy(update={"beratungen": twice})))
    assert [row["id"] for row in db.rows("select id from beratungen order by position")] == [
        "muster:9:kreistag",
        "muster:9:kreistag-2",
    ]


@pytest.mark.parametrize(("old", "new"), [(None, None), (None, "2016-09-22")])
def test_a_planned_station_that_two_pages_list_is_one(db: Dataset, old: str | None, new: str | None) -> None:
    # Every agenda of more!rubin lists all stations of its papers, one as it was some nights ago.
    for day, datum in ((1, old), (2, new)):
        head = HEAD.model_copy(update={"beratungen": (Beratung(gremium="Kreistag", datum=datum),)})
        take_in(db, page(f"sitzung-{day}", "sitzung", head, f"2016-08-0{day}"))
    assert [row["datum"] for row in db.rows("select datum from beratungen")] == [new]


def test_items_without_ids_are_named_by_number_part_or_place(db: Dataset) -> None:
    tops = (Top(nummer="1", oeffentlich=True), Top(nummer="1", oeffentlich=False), Top(betreff="Anfragen"), Top(id="7"))
    take_in(db, page("si.php", "sitzung", Sitzung(id="77", gremium="Kreistag", tops=tops)))
    rows = [tuple(row.values()) for row in db.rows("select position, id from tops order by position")]
    assert rows == [(1, "muster:77:1"), (2, "muster:77:N1"), (3, "muster:77:p3"), (4, "muster:77:7")]


def test_a_station_that_only_an_agenda_shows_stands_behind_those_of_its_day(db: Dataset) -> None:
    listed = tuple(
        Beratung(gremium=name, datum=f"2016-09-{day}") for name, day in (("Beirat", "01"), ("Kreistag", "22"))
    )
    take_in(db, page("vo.php", "vorlage", HEAD.model_copy(update={"beratungen": listed})))
    for number, day in enumerate(("01", "22")):
        agenda = Sitzung(
            id=f"{number}", gremium=f"Ausschuss {day}", datum=f"2016-09-{day}", tops=(Top(vorlage_id="9"),)
        )
        take_in(db, page(f"si.php?{number}", "sitzung", agenda))
    rows = [tuple(row.values()) for row in db.rows("select position, gremium from beratungen order by position")]
    assert rows == [(1, "Beirat"), (2, "Ausschuss 01"), (3, "Kreistag"), (4, "Ausschuss 22")]


def test_search_folds_umlauts(db: Dataset) -> None:
    head = HEAD.model_copy(update={"betreff": "Förderung der Übergänge"})
    take_in(db, page("vo.php", "vorlage", head))
    db.rebuild_volltext()
    found = db.rows("select rowid from vorlagen_fts where vorlagen_fts match 'ubergange'")
    assert len(found) == 1


def test_a_run_that_fails_leaves_nothing_behind(db: Dataset) -> None:
    with pytest.raises(RuntimeError), db.run("read", "muster"):
        store.put(db, "muster", *all_pages()[0])
        raise RuntimeError
    assert not db.rows("select * from seiten")
    assert [row["ausgang"] for row in db.rows("select ausgang from laeufe")] == ["abgebrochen"]


def groupings(pages: tuple[Page, ...]) -> Iterator[list[list[Page]]]:
    """Every order of pages, read in one run, one by one, or in two runs."""
    for order in itertools.permutations(pages):
        yield from ([list(order)], [[page] for page in order], [list(order[:2]), list(order[2:])])


def outcomes(tmp_path: Path, pages: tuple[Page, ...], table: str) -> list[list[dict[str, Any]]]:
    found = []
    for number, runs in enumerate(groupings(pages)):
        with Dataset(tmp_path / f"{number}.db") as db:
            for run in runs:
                take_in(db, *run)
            found.append(content(db)[table])
    return found


ONE = page("vo.php?1", "vorlage", Vorlage(id="1", nummer="7/2020", betreff="Eins"))
TWO = page("vo.php?2", "vorlage", Vorlage(id="2", nummer="7/2020", betreff="Zwei"))


def test_a_number_that_two_vorlagen_share_tells_of_neither(tmp_path: Path) -> None:
    top = Top(nummer="1", vorlage_nummer="7/2020", ergebnis="abgelehnt")
    agenda = page("si.php?5", "sitzung", Sitzung(id="5", gremium="Kreistag", datum="2020-01-01", tops=(top,)))
    assert all(rows == [] for rows in outcomes(tmp_path, (ONE, TWO, agenda), "beratungen"))


def test_a_text_copy_whose_number_two_vorlagen_share_stays_alone(tmp_path: Path) -> None:
    copy = page("c.txt", "vorlage", Vorlage(nummer="7/2020", federfuehrend="Amt"))
    found = outcomes(tmp_path, (ONE, TWO, copy), "vorlagen")
    assert all(rows == found[0] for rows in found)
    assert [(row["id"], row["federfuehrend"]) for row in found[0]] == [
        ("muster:1", None), ("muster:2", None), ("muster:7/2020", "Amt"),
    ]  # fmt: skip


LISTED = (
    page("p", "liste", Vorlage(id="9", nummer="7/2020", beratungen=(Beratung(gremium="Rat"), Beratung(rolle="x")))),
    page("p/9", "vorlage", Vorlage(id="9", betreff="Radweg", beratungen=(Beratung(gremium="Rat"),))),
)


def test_a_list_repeats_what_a_things_own_page_states(tmp_path: Path) -> None:
    for number, runs in enumerate((LISTED, LISTED[::-1])):
        with Dataset(tmp_path / f"{number}.db") as db:
            take_in(db, runs[0])
            take_in(db, runs[1])
            assert [row["gremium"] for row in db.rows("select gremium from beratungen")] == ["Rat"]
            assert db.rows("select nummer, betreff from vorlagen") == [{"nummer": "7/2020", "betreff": "Radweg"}]
            assert db.rows("select * from aenderungen") == []


def test_a_new_attachment_and_a_changed_text_are_changes(db: Dataset) -> None:
    plan, text = Anlage(name="Plan"), Abschnitt(titel="Beschlussvorschlag", text="Alt.")
    old = HEAD.model_copy(update={"anlagen": (plan,), "abschnitte": (text,)})
    new = HEAD.model_copy(
        update={"anlagen": (Anlage(name="Karte"), plan), "abschnitte": (text.model_copy(update={"text": "Neu."}),)}
    )
    take_in(db, page("vo.php", "vorlage", old))
    take_in(db, page("vo.php", "vorlage", new, "2026-11-03"))
    found = {(row["zeile"], row["feld"]): (row["alt"], row["neu"]) for row in db.rows("select * from aenderungen")}
    assert found["muster:9:karte", "name"] == (None, "Karte")
    assert found["muster:9:1", "text"] == ("Alt.", "Neu.")
    assert not any(zeile == "muster:9:plan" for zeile, _ in found)
    rows = [tuple(row.values()) for row in db.rows("select position, name from anlagen order by position")]
    assert rows == [(1, "Karte"), (2, "Plan")]
