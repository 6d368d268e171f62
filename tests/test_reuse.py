"""`ris reuse`: what the tables say of common passages, and that a run of what is new leaves what a whole run would."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import bench_reuse, copies
from ris_scraper.dataset.file import Dataset, now
from ris_scraper.dataset.reuse import STAMP, outdated, reuse
from ris_scraper.folder import Folder
from ris_scraper.night.night import end
from ris_scraper.night.report import Night
from ris_scraper.publish.site import publish
from tests.support.command import ris
from tests.support.serving import ask, get, sql
from tests.support.small_db import Small, small
from tests.test_passages import prose

COMMON = prose(1, 70)
KREISE = tuple(f"9900{n}" for n in range(1, 6))
Row = dict[str, Any]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Small]:
    """Five Kreise, each with a portal k1 to k5."""
    with small(tmp_path) as db:
        _kreise(db)
        yield db


def _kreise(made: Small) -> None:
    for number, ags in enumerate(KREISE, start=1):
        made.kreis(ags, f"Musterkreis {number}")
        made.portal(f"k{number}", ags)


def put(made: Small, key: str, *texts: str, **values: Any) -> None:
    made.vorlage(key, **values)
    rows = [{"id": f"{key}#{n}", "vorlage": key, "text": text} for n, text in enumerate(texts, start=1)]
    made.db.replace("abschnitte", rows)


def run(made: Small, side: str = "reuse.db") -> list[Row]:
    reuse(made.db, made.db.path.with_name(side))
    return made.db.rows("select * from textgleich order by id")


def test_who_was_earlier_is_told_by_dates(made: Small) -> None:
    put(made, "k1:1", f"{prose(2, 30)} {COMMON}", datum="2018-05-01", erste_beratung="2018-06-01")
    put(made, "k2:1", f"{COMMON} {prose(3, 70)}", datum="2015-01-01")
    [row] = run(made)
    assert (row["vorlage_a"], row["vorlage_b"], row["frueher"]) == ("k2:1", "k1:1", "k2:1")
    assert (row["datum_a"], row["datum_b"]) == ("2015-01-01", "2018-06-01")
    assert row["text_a"] == row["text_b"] == COMMON and (row["woerter"], row["aehnlichkeit"]) == (70, 1.0)
    assert (row["abschnitt_b"], row["start_b"], row["anlage_b"]) == ("k1:1#1", len(prose(2, 30)) + 1, None)
    shares = made.db.rows("select vorlage, woerter, woerter_gleich, anteil_uebernommen, quellen from uebernahmen")
    assert [tuple(share.values()) for share in shares] == [("k2:1", 140, 70, 0.0, 0), ("k1:1", 100, 70, 0.7, 1)]


@pytest.mark.parametrize("days", [("2018-05-01", "2018-05-01"), (None, "2018-05-01"), (None, None)])
def test_where_dates_do_not_tell_nobody_is_the_source(made: Small, days: tuple[str | None, str | None]) -> None:
    for number, day in enumerate(days, start=1):
        put(made, f"k{number}:1", COMMON, datum=day)
    [row] = run(made)
    assert row["frueher"] is None
    assert made.db.rows("select distinct woerter_gleich, anteil_uebernommen as a, quellen from uebernahmen") == [
        {"woerter_gleich": 70, "a": None, "quellen": 0}
    ]
    assert made.db.rows("select * from weitergabe") == []


def test_within_a_kreis_it_is_a_revision(made: Small) -> None:
    made.portal("k1-alt", KREISE[0])
    for key in ("k1:1", "k1:2", "k1-alt:1"):
        put(made, key, COMMON)
    assert run(made) == []


def test_the_same_vorlage_in_two_portals_is_counted_once(made: Small) -> None:
    made.portal("k1-alt", KREISE[0])
    for key in ("k1:1", "k1-alt:1", "k2:1"):
        put(made, key, COMMON, datum="2018-05-01")
    made.db.replace("dubletten", [{"vorlage": "k1-alt:1", "gilt": "k1:1", "ags": KREISE[0]}])
    assert [{row["vorlage_a"], row["vorlage_b"]} for row in run(made)] == [{"k1:1", "k2:1"}]


def test_a_passage_that_a_vorlage_has_twice_is_told_once(made: Small) -> None:
    put(made, "k1:1", COMMON, f"{COMMON} {prose(4, 20)}")
    put(made, "k2:1", COMMON)
    assert len(run(made)) == 1


def test_forms_are_left_out_and_come_back_when_they_are_none_any_more(made: Small) -> None:
    for n in range(1, 5):
        put(made, f"k1:{n}", f"{prose(10 + n, 40)} {COMMON}")
    put(made, "k2:1", COMMON)
    assert run(made) == []
    made.db.execute("delete from abschnitte where vorlage = 'k1:4'")
    assert {row["vorlage_a"] for row in run(made)} == {"k1:1", "k1:2", "k1:3"}


def test_words_travel_from_kreis_to_kreis(made: Small) -> None:
    put(made, "k1:1", COMMON, datum="2015-05-01")
    put(made, "k2:1", COMMON, datum="2017-05-01", phase="beschluss")
    put(made, "k3:1", COMMON, datum="2019-05-01")
    run(made)
    rows = made.db.rows("select von_ags, nach_ags, konzept, jahr, passagen, woerter, vorlagen from weitergabe")
    assert {tuple(row.values()) for row in rows} == {
        ("99001", "99002", "integrationskonzept", 2017, 1, 70, 1),
        ("99001", "99003", None, 2019, 1, 70, 1),
        ("99002", "99003", None, 2019, 1, 70, 1),
    }


# --- run after run ----------------------------------------------------------------------------

BLOCKS = [prose(50 + n, 40) for n in range(2)]
#: A paper, by Kreis and number, and the blocks that it has from now on; None: it goes.
CHANGES = st.tuples(
    st.tuples(st.integers(1, 2), st.integers(1, 5)),
    st.none() | st.sampled_from([(0,), (0,), (1,), (0, 1), (1, 0), ()]),
)


def _change(made: Small, key: tuple[int, int], blocks: tuple[int, ...] | None) -> None:
    kreis, number = key
    name = f"k{kreis}:{number}"
    made.db.execute("delete from abschnitte where vorlage = ?", [name])
    if blocks is not None:
        put(made, name, " ".join([*(BLOCKS[block] for block in blocks), prose(1000 * kreis + number, 12)]))


@settings(max_examples=60)
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_a_run_of_what_is_new_leaves_what_a_whole_run_leaves(nights: list[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder, small(Path(folder)) as made:
        _kreise(made)
        for n in (1, 2, 3):
            put(made, f"k1:{n}", f"{BLOCKS[0]} {prose(1000 + n, 12)}")
        put(made, "k2:1", f"{BLOCKS[0]} {BLOCKS[1]}")
        for number, changes in enumerate(nights):
            for change in changes:
                _change(made, *change)
            by_night = run(made), made.db.rows("select * from uebernahmen order by vorlage")
            anew = run(made, f"{number}.db"), made.db.rows("select * from uebernahmen order by vorlage")
            assert by_night == anew


def test_nothing_new_costs_nothing_and_changes_nothing(made: Small) -> None:
    put(made, "k1:1", COMMON)
    put(made, "k2:1", COMMON)
    first, side = run(made), made.db.path.with_name("reuse.db")
    assert reuse(made.db, side).neu == 0 and run(made) == first
    put(made, "k3:1", COMMON)
    assert reuse(made.db, side).neu == 1 and len(run(made)) == 3


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be taken for one" * 30])
def test_a_side_file_that_is_none_is_made_anew(made: Small, damage: bytes) -> None:
    put(made, "k1:1", COMMON)
    put(made, "k2:1", COMMON)
    first, side = run(made), made.db.path.with_name("reuse.db")
    side.write_bytes(damage)
    assert run(made) == first
    with closing(sqlite3.connect(side)) as db, db:
        db.execute("update stand set version = 'older'")
    assert reuse(made.db, side).neu == 2


def test_the_side_file_holds_no_words(made: Small) -> None:
    put(made, "k1:1", COMMON)
    put(made, "k2:1", COMMON)
    run(made)
    assert COMMON.split()[0].encode() not in made.db.path.with_name("reuse.db").read_bytes()


# --- around it --------------------------------------------------------------------------------


def test_tables_that_are_older_than_the_texts_say_so(made: Small) -> None:
    path = made.db.path
    assert outdated(path)
    put(made, "k1:1", COMMON)
    run(made)
    assert not outdated(path)
    made.db.replace("laeufe", [{"art": "crawl", "ende": "2999-01-01T00:00:00+00:00"}])
    assert outdated(path)


def test_what_an_operator_removes_is_removed_with_its_passages(made: Small, tmp_path: Path) -> None:
    for n in (1, 2, 3):
        put(made, f"k{n}:1", COMMON, datum=f"201{n}-01-01")
    run(made)
    (tmp_path / "site.toml").write_text('[entfernt]\nzeilen = ["vorlagen/k2:1"]\n', "utf-8")
    publish(made.db.path, tmp_path / "site", tmp_path / "site.toml")
    assert sql(tmp_path / "site", "select vorlage_a, vorlage_b from textgleich") == [
        {"vorlage_a": "k1:1", "vorlage_b": "k3:1"}
    ]
    assert {row["vorlage"] for row in sql(tmp_path / "site", "select vorlage from uebernahmen")} == {"k1:1", "k3:1"}


def test_the_demo_finds_words_of_another_kreis(demo_site: Path) -> None:
    [row] = ask(demo_site, "weitergabe_von_texten", konzept="klimaschutzkonzept")
    assert (row["von_kreis"], row["nach_kreis"]) == ("Musterkreis Hoch", "Musterkreis Ost")
    assert (row["datum_frueher"], row["datum_spaeter"]) == ("2023-02-14", "2026-05-05")
    assert row["woerter"] >= 60 and row["text"].startswith("Wärmeversorgung, Verkehr")
    [longest] = ask(demo_site, "laengste_uebernahmen", kreis="Hoch")
    assert longest["vorlage_frueher"] == longest["vorlage_a"] == row["vorlage_frueher"]


def test_the_command_and_what_follows_a_build_and_forgetting(demo_site: Path, tmp_path: Path) -> None:
    folder = demo_site.parent
    data = tmp_path / "data"
    for name in ("archive", "portals.toml", "reuse.db"):
        source = folder / name
        (data / "archive").mkdir(parents=True, exist_ok=True)
        for file in [source] if source.is_file() else source.iterdir():
            (data / file.relative_to(folder)).write_bytes(file.read_bytes())
    assert ris(tmp_path, "reuse", "--data", "data").stderr.endswith("run `ris build` first\n")
    assert ris(tmp_path, "build", "--data", "data").returncode == 0
    with Dataset(data / "ris.db") as db:
        assert not db.rows("select 1 from textgleich") and not db.rows(
            "select 1 from versionen where name = ?", [STAMP]
        )
    assert "`ris reuse`" in ris(tmp_path, "publish", "--data", "data").stderr
    assert (
        "0 new texts; 1 passage that 2 Vorlagen share, in data/ris.db"
        in ris(tmp_path, "reuse", "--data", "data").stderr
    )
    assert "; 1 passage that 2 Vorlagen share" in ris(tmp_path, "reuse", "--rebuild", "--data", "data").stderr
    with Dataset(data / "ris.db") as db:
        [page] = db.rows(
            "select s.url from textgleich t join vorlagen v on v.id = t.frueher join seiten s on s.id = v.seite"
        )
    assert ris(tmp_path, "forget", page["url"], "--yes", "--data", "data").returncode == 0
    with Dataset(data / "ris.db") as db:
        assert not db.rows("select 1 from textgleich") and not outdated(data / "ris.db")
    with closing(sqlite3.connect(Folder(data).reuse_db)) as side:
        assert not side.execute("select 1 from texte where vorlage like 'musterkreis-hoch:1000358'").fetchall()


def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "KREISE", 20)  # so that forms repeat in a Kreis in so few papers as well
    monkeypatch.setattr(copies, "LAENDER", 4)
    monkeypatch.setattr(copies, "MODELS", 0)
    bench_reuse._make(tmp_path, 1200, seed=3)
    bench_reuse._run(tmp_path)
    precision, recall, _ = bench_reuse._judged(tmp_path)
    assert precision >= 0.95 and recall >= 0.85


def test_a_night_looks_for_new_passages_where_they_were_looked_for(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with folder.dataset():
        pass
    assert "textgleich" not in _steps(folder)
    with folder.dataset() as db:
        reuse(db, folder.reuse_db)
    steps = _steps(folder)
    assert steps["textgleich"] == "fertig" and list(steps).index("textgleich") < list(steps).index("publish")


def _steps(folder: Folder) -> dict[str, str]:
    night = Night(now())
    end(folder, night, [], None)
    return {step.schritt: step.ausgang for step in night.schritte}


def test_a_vorlage_shows_both_passages_dated_with_what_differs(app: Datasette) -> None:
    page = get(app, "/ris/vorlagen/sued~3A11").text
    assert (
        "<del> Wohnungen</del>" in page
        and "<ins> Arbeit</ins>" in page
        and "Musterkreis Nord, 10.02.2015" in page
        and "(diese Vorlage), 02.11.2016" in page
    )
    assert "31 Wörter, 93 % gleich. Dort früher." in page and "Die Tage sagen nicht, wo früher." in page
    assert "50 % des Textes" in page
    assert "Hier früher." in get(app, "/ris/vorlagen/nord~3A2").text
    assert "Wortgleich" not in get(app, "/ris/vorlagen/sued~3A12").text


def test_a_concept_shows_who_was_first(app: Datasette) -> None:
    page = get(app, "/konzept/integrationskonzept").text
    assert page.count('class="zuerst"') == page.count('class="spaeter"') == page.count('class="uebergabe"') == 1
    assert "weitergabe_von_texten.csv?konzept=integrationskonzept" in page
    assert "Wer hatte einen Wortlaut zuerst?" not in get(app, "/konzept/klimaschutzkonzept").text
