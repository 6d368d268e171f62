"""Pages in, rows out: what the dataset makes of several pages, of a second fetch, of a page that fails."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ris_scraper import store
from ris_scraper.archive import Abruf
from ris_scraper.dataset import Dataset
from ris_scraper.join import settle
from ris_scraper.model import Abschnitt, Anlage, Auszug, Beratung, Gremium, Link, Parsed, Sitzung, Top, Vorlage
from ris_scraper.normalise import normalise
from ris_scraper.portals import Kreis, Portal
from ris_scraper.store import Gelesen

HEAD = Vorlage(id="9", nummer="0207/2016/1", betreff="Integrationskonzept", art="Beschlussvorlage")
STATIONS = Vorlage(
    id="9",
    beratungen=(
        Beratung(gremium="Kreistag", rolle="Entscheidung", datum="2016-09-22", sitzung_id="77"),
        Beratung(gremium="Sozialausschuss", rolle="Vorberatung", datum="2016-09-01", sitzung_id="70"),
    ),
)
AGENDA = Sitzung(
    id="77",
    gremium="Kreistag",
    datum="2016-09-22",
    tops=(
        Top(nummer="3", vorlage_nummer="0207/2016/1", vorlage_id="9", ergebnis="geändert beschlossen", ja=20, nein=4),
        Top(nummer="4", betreff="Anfragen"),
    ),
)
MINUTES = Auszug(id="501", nummer="3", sitzung_id="77", vorlage_id="9", enthaltung=2)
PAGES = {
    "vo0050.php?__kvonr=9": ("vorlage", HEAD),
    "vo0053.php?__kvonr=9": ("beratungen", STATIONS),
    "si0057.php?__ksinr=77": ("sitzung", AGENDA),
    "to0050.php?__ktonr=501": ("auszug", MINUTES),
}
RESULT_PAGES = {"sitzung", "auszug"}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Dataset]:
    portal = Portal(slug="muster", ags="99001", name="Muster", vendor="sessionnet", url="https://muster.example/bi/")
    with Dataset(tmp_path / "ris.db") as dataset:
        dataset.register([Kreis(ags="99001", name="Musterkreis", typ="Kreis", land="Musterland")], [portal])
        yield dataset


def gelesen(url: str, kind: str, record: Any, day: str = "2026-11-02", links: tuple[Link, ...] = ()) -> Gelesen:
    parsed = normalise(Parsed(datensaetze=(record,), links=links))
    sha = f"{hash((url, record.model_dump_json()))}"
    abruf = Abruf(f"https://muster.example/bi/{url}", f"{day}T02:00:00+00:00", sha256=sha)
    return Gelesen(abruf, "html", "sessionnet", kind, parsed, nennt_ergebnis=kind in RESULT_PAGES)


def take_in(db: Dataset, *pages: Gelesen) -> None:
    with db.run("read", "muster"):
        for page in pages:
            store.put(db, "muster", page)
        settle(db, "muster")


def all_pages() -> list[Gelesen]:
    return [gelesen(url, kind, record) for url, (kind, record) in PAGES.items()]


def content(db: Dataset) -> dict[str, list[dict[str, Any]]]:
    tables = ("vorlagen", "beratungen", "sitzungen", "tops", "herkunft", "konzepte", "konzept_vorlagen", "seiten")
    tables += ("aenderungen",)
    return {table: db.rows(f"select * from {table} order by 1, 2, 3") for table in tables}


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
    assert results[0] == results[1]


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
    take_in(db, gelesen("si0057.php?__ksinr=77", "sitzung", decided, "2026-11-03"))
    changed = {(row["tabelle"], row["feld"]): (row["alt"], row["neu"]) for row in db.rows("select * from aenderungen")}
    assert changed["vorlagen", "ergebnis_norm"] == ("geaendert_beschlossen", "abgelehnt")
    assert changed["beratungen", "ja"] == ("20", "21")
    assert changed["tops", "betreff"] == ("Anfragen", None)
    assert {row["gesehen_am"][:10] for row in db.rows("select * from aenderungen")} == {"2026-11-03"}


def test_new_pages_are_no_changes(db: Dataset) -> None:
    for page in all_pages():
        take_in(db, page)
    assert not db.rows("select * from aenderungen")


def test_an_older_fetch_changes_nothing(db: Dataset) -> None:
    take_in(db, *all_pages())
    before = content(db)["vorlagen"]
    older = HEAD.model_copy(update={"betreff": "Entwurf"})
    take_in(db, gelesen("vo0050.php?__kvonr=9", "vorlage", older, "2020-01-01"))
    assert content(db)["vorlagen"] == before


def test_a_failing_page_is_recorded_and_what_it_said_before_stays(db: Dataset) -> None:
    take_in(db, *all_pages())
    abruf = Abruf("https://muster.example/bi/vo0050.php?__kvonr=9", "2026-11-09T02:00:00+00:00", sha256="x")
    take_in(db, Gelesen(abruf, "html", fehler="NotPublic", grund="login"))
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
    take_in(db, gelesen("vo0050.php", "vorlage", head), *(gelesen("si0057.php", "sitzung", a) for a in agendas))
    assert [row["ergebnis_stand"] for row in db.rows("select ergebnis_stand from vorlagen")] == [expected]


def test_an_unread_page_of_stations_is_said(db: Dataset) -> None:
    link = Link(url="https://muster.example/bi/vo0053.php?__kvonr=9", seitentyp="beratungen")
    take_in(db, gelesen("vo0050.php?__kvonr=9", "vorlage", HEAD, links=(link,)))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "nicht_gelesen"}]
    take_in(db, gelesen("vo0053.php?__kvonr=9", "beratungen", STATIONS))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "nicht_gelesen"}]
    take_in(db, gelesen("si0057.php?__ksinr=77", "sitzung", AGENDA))
    assert db.rows("select ergebnis_stand from vorlagen") == [{"ergebnis_stand": "entschieden"}]


def test_text_copies_without_ids_join_the_rows_with_ids(db: Dataset) -> None:
    copy = Vorlage(nummer="0207/2016/1", betreff="Integrationskonzept", federfuehrend="Fachbereich Soziales")
    minutes = Auszug(nummer="3", gremium="Kreistag", datum="2016-09-22", vorlage_nummer="0207/2016/1", enthaltung=2)
    pages = [gelesen("copy.txt", "vorlage", copy), gelesen("minutes.txt", "auszug", minutes)]
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
    take_in(db, gelesen("vo.php", "vorlage", HEAD.model_copy(update={"beratungen": twice})))
    assert [row["id"] for row in db.rows("select id from beratungen order by position")] == [
        "muster:9:kreistag",
        "muster:9:kreistag-2",
    ]


@pytest.mark.parametrize(("old", "new"), [(None, None), (None, "2016-09-22")])
def test_a_planned_station_that_two_pages_list_is_one(db: Dataset, old: str | None, new: str | None) -> None:
    # Every agenda of more!rubin lists all stations of its papers, one as it was some nights ago.
    for day, datum in ((1, old), (2, new)):
        head = HEAD.model_copy(update={"beratungen": (Beratung(gremium="Kreistag", datum=datum),)})
        take_in(db, gelesen(f"sitzung-{day}", "sitzung", head, f"2016-08-0{day}"))
    assert [row["datum"] for row in db.rows("select datum from beratungen")] == [new]


def test_search_folds_umlauts(db: Dataset) -> None:
    head = HEAD.model_copy(update={"betreff": "Förderung der Übergänge"})
    take_in(db, gelesen("vo.php", "vorlage", head))
    db.rebuild_volltext()
    found = db.rows("select rowid from vorlagen_fts where vorlagen_fts match 'ubergange'")
    assert len(found) == 1


def test_a_run_that_fails_leaves_nothing_behind(db: Dataset) -> None:
    with pytest.raises(RuntimeError), db.run("read", "muster"):
        store.put(db, "muster", all_pages()[0])
        raise RuntimeError
    assert not db.rows("select * from seiten")
    assert [row["ausgang"] for row in db.rows("select ausgang from laeufe")] == ["abgebrochen"]


def groupings(pages: tuple[Gelesen, ...]) -> Iterator[list[list[Gelesen]]]:
    """Every order of pages, read in one run, one by one, or in two runs."""
    for order in itertools.permutations(pages):
        yield from ([list(order)], [[page] for page in order], [list(order[:2]), list(order[2:])])


def outcomes(tmp_path: Path, pages: tuple[Gelesen, ...], table: str) -> list[list[dict[str, Any]]]:
    found = []
    for number, runs in enumerate(groupings(pages)):
        with Dataset(tmp_path / f"{number}.db") as db:
            for run in runs:
                take_in(db, *run)
            found.append(content(db)[table])
    return found


ONE = gelesen("vo.php?1", "vorlage", Vorlage(id="1", nummer="7/2020", betreff="Eins"))
TWO = gelesen("vo.php?2", "vorlage", Vorlage(id="2", nummer="7/2020", betreff="Zwei"))


def test_a_number_that_two_vorlagen_share_tells_of_neither(tmp_path: Path) -> None:
    top = Top(nummer="1", vorlage_nummer="7/2020", ergebnis="abgelehnt")
    agenda = gelesen("si.php?5", "sitzung", Sitzung(id="5", gremium="Kreistag", datum="2020-01-01", tops=(top,)))
    assert all(rows == [] for rows in outcomes(tmp_path, (ONE, TWO, agenda), "beratungen"))


def test_a_text_copy_whose_number_two_vorlagen_share_stays_alone(tmp_path: Path) -> None:
    copy = gelesen("c.txt", "vorlage", Vorlage(nummer="7/2020", betreff="Eins", federfuehrend="Amt"))
    found = outcomes(tmp_path, (ONE, TWO, copy), "vorlagen")
    assert all(rows == found[0] for rows in found)
    assert [(row["id"], row["federfuehrend"]) for row in found[0]] == [
        ("muster:1", None), ("muster:2", None), ("muster:7/2020", "Amt"),
    ]  # fmt: skip


def test_an_agenda_item_is_linked_by_the_station_that_names_it(db: Dataset) -> None:
    """OParl: agenda items do not name Vorlagen, consultations name meeting and item."""
    station = Beratung(gremium="Kreistag", sitzung_id="5", top_id="51")
    agenda = Sitzung(
        id="5", gremium="Kreistag", datum="2020-01-01", tops=(Top(id="51", nummer="3", ergebnis="vertagt"),)
    )
    take_in(db, gelesen("m", "sitzung", agenda), gelesen("p", "vorlage", Vorlage(id="1", beratungen=(station,))))
    [row] = db.rows("select datum, top, ergebnis from beratungen")
    assert tuple(row.values()) == ("2020-01-01", "3", "vertagt")


NUMBERED = (
    gelesen("g/1", "gremium", Gremium(id="1", name="Kreistag")),
    gelesen("p/9", "vorlage", Vorlage(id="9", beratungen=(
        Beratung(gremium_id="1", sitzung_id="77", top_id="5", datum="2016-09-22", ergebnis="beschlossen"),
        Beratung(gremium_id="2"),
    ))),
    gelesen("m/77", "sitzung", Sitzung(id="77", gremium_id="1", datum="2016-09-22", tops=(Top(id="5", nummer="3"),))),
    gelesen("g/", "liste", Gremium(id="2", name="Sozialausschuss")),
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
    take_in(db, gelesen("g/1", "gremium", Gremium(id="1", name="Rat"), "2026-11-03"))
    assert db.rows("select gremium, gremium_typ from sitzungen") == [{"gremium": "Rat", "gremium_typ": "rat"}]
    changed = {(row["tabelle"], row["feld"]): row["neu"] for row in db.rows("select * from aenderungen order by id")}
    assert changed["sitzungen", "gremium"] == changed["vorlagen", "ergebnis_gremium"] == "Rat"


def test_a_name_that_a_page_prints_goes_before_a_number(db: Dataset) -> None:
    own = gelesen("m/78", "sitzung", Sitzung(id="78", gremium="Kreistag des Kreises", gremium_id="1"))
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
    paper = gelesen("p/9", "vorlage", Vorlage(id="9", beratungen=(Beratung(gremium="Kreistag", sitzung_id="78"),)))
    meeting = gelesen("m/78", "sitzung", Sitzung(id="78", name="9. Sitzung", datum="2030-01-01"))
    for number, runs in enumerate((((paper, meeting),), ((paper,), (meeting,)), ((meeting,), (paper,)))):
        with Dataset(tmp_path / f"{number}.db") as db:
            for run in runs:
                take_in(db, *run)
            [row] = db.rows("select b.datum, sitzung_name, ergebnis_stand from beratungen b, vorlagen")
            assert tuple(row.values()) == ("2030-01-01", "9. Sitzung", "offen")
            assert db.rows("select tabelle from herkunft where feld = 'datum'") == [{"tabelle": "beratungen"}]


LISTED = (
    gelesen("p", "liste", Vorlage(id="9", nummer="7/2020", beratungen=(Beratung(gremium="Rat"), Beratung(rolle="x")))),
    gelesen("p/9", "vorlage", Vorlage(id="9", betreff="Radweg", beratungen=(Beratung(gremium="Rat"),))),
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
    take_in(db, gelesen("vo.php", "vorlage", old))
    take_in(db, gelesen("vo.php", "vorlage", new, "2026-11-03"))
    found = {(row["zeile"], row["feld"]): (row["alt"], row["neu"]) for row in db.rows("select * from aenderungen")}
    assert found["muster:9:karte", "name"] == (None, "Karte")
    assert found["muster:9:1", "text"] == ("Alt.", "Neu.")
    assert not any(zeile == "muster:9:plan" for zeile, _ in found)


def concepts(*said: tuple[str, str, str]) -> list[Gelesen]:
    """Pages of Vorlagen: address, Betreff and Beschlussvorschlag."""
    return [
        gelesen(
            url,
            "vorlage",
            Vorlage(
                id=url.partition("=")[2],
                betreff=betreff,
                art="Beschlussvorlage",
                abschnitte=(Abschnitt(titel="Beschlussvorschlag:", text=vorschlag),) if vorschlag else (),
            ),
        )
        for url, betreff, vorschlag in said
    ]


PAPERS = (
    ("vo0050.php?__kvonr=1", "Baederkonzept", "Die Verwaltung wird beauftragt, ein Konzept zu erstellen."),
    ("vo0050.php?__kvonr=2", "Bäderkonzeption: Verabschiedung", ""),
    ("vo0050.php?__kvonr=3", "Hafenkonzept", ""),
)
FOUND = "select slug, name, auswahl from konzepte where auswahl <> 'gepflegt' order by slug"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_found_concepts_do_not_depend_on_the_order_of_reading(tmp_path: Path, order: tuple[int, ...]) -> None:
    results = []
    for number, places in enumerate((range(3), order)):
        with Dataset(tmp_path / f"{number}.db") as db:
            pages = concepts(*PAPERS)
            for place in places:
                take_in(db, pages[place])
            results.append(content(db))
    assert results[0] == results[1]


def test_what_no_vorlage_names_any_more_is_no_concept(db: Dataset) -> None:
    take_in(db, *concepts(*PAPERS))
    assert [tuple(row.values()) for row in db.rows(FOUND)] == [
        ("baederkonzept", "Bäderkonzeption", "gefunden"),
        ("hafenkonzept", "Hafenkonzept", "gefunden"),
    ]
    take_in(db, *concepts(("vo0050.php?__kvonr=3", "Haushaltsplan", "")))
    assert [row["slug"] for row in db.rows(FOUND)] == ["baederkonzept"]
    assert not db.rows("select * from konzept_vorlagen where konzept = 'hafenkonzept'")


def test_the_beschlussvorschlag_tells_the_phase(db: Dataset) -> None:
    take_in(db, *concepts(*PAPERS))
    rows = db.rows("select phase, regel, phase_regel, worte from konzept_vorlagen order by vorlage")
    assert [tuple(row.values()) for row in rows] == [
        ("auftrag", "zusammensetzung", "vorschlag_auftrag", "Baederkonzept; ein Baederkonzept zu erstellen"),
        ("beschluss", "zusammensetzung", "beschluss_genannt", "Bäderkonzeption; Bäderkonzeption: Verabschiedung"),
        ("beschluss", "zusammensetzung", "beschlussvorlage_nur_name", "Hafenkonzept"),
    ]


def test_the_kreis_of_the_portal_is_no_subject(db: Dataset) -> None:
    take_in(db, *concepts(("vo0050.php?__kvonr=1", "Masterplan Muster", "")))
    assert db.rows("select * from konzept_vorlagen") == []
