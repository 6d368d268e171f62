"""The search of the site finds what people type, and what they type never breaks it."""

from __future__ import annotations

import csv
import doctest
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette
from hypothesis import example, given
from hypothesis import strategies as st

from ris_scraper.publish import words
from ris_scraper.publish.site import publish
from tests.support import search_db
from tests.support.search_forms import FORMS, KONZEPTE
from tests.support.serving import get, plugin

suche, woerter = plugin("suche"), plugin("suchwoerter")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suche")
    publish(search_db.build(folder), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def app(folder: Path) -> Datasette:
    return Datasette(config_dir=folder)


@pytest.fixture(scope="module")
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{folder}/ris.db?mode=ro&immutable=1", uri=True)) as db:
        db.row_factory = sqlite3.Row
        yield db


def answer(db: sqlite3.Connection, q: str, **filters: str) -> dict[str, Any]:
    found: dict[str, Any] = suche.answer(db, suche.wanted({"q": q, **filters}))
    return found


def keys(db: sqlite3.Connection, q: str, **filters: str) -> list[str]:
    return [row["vorlage"] for row in answer(db, q, **filters)["zeilen"]]


def test_the_examples_of_the_plugins_hold() -> None:
    found = [doctest.testmod(module) for module in (suche, woerter)]
    assert sum(tests.attempted for tests in found) > 4 and not any(tests.failed for tests in found)


# --- what is typed, and what must be found ---------------------------------------------------


@pytest.mark.parametrize("typed", FORMS, ids=str)
def test_what_is_typed_finds_these_and_no_others(db: sqlite3.Connection, typed: str) -> None:
    found = keys(db, typed)
    assert set(found) == FORMS[typed]
    assert len(found) == len(set(found))


def test_the_number_of_a_paper_comes_first(db: sqlite3.Connection) -> None:
    assert keys(db, "86/2019 Integrationskonzept")[0] == "west:fortschreibung"
    assert keys(db, "Integrationskonzept 86/2019")[0] == "west:fortschreibung"


def test_hits_in_a_betreff_come_before_those_in_a_text_and_the_newest_first(db: sqlite3.Connection) -> None:
    found = answer(db, "Konzept")["zeilen"]
    assert [row["stelle"] for row in found] == sorted(row["stelle"] for row in found)
    days = [row["tag"] for row in found if row["stelle"] == 1]
    assert days == sorted(days, reverse=True)


def test_a_hit_says_where_it_is_from_and_marks_the_words(app: Datasette) -> None:
    page = get(app, "/suche?q=Klimaschutzkonzepte").text
    [first] = re.findall(r"<li>\s*<h3>.*?</li>", page, re.DOTALL)[:1]
    assert "<mark>Klimaschutzkonzept</mark> 2030" in first
    assert "Umsetzung des <mark>Klimaschutzkonzeptes</mark> kostet 1.000 Euro" in first
    for part in ("Musterkreis West", "Vorlage K 2026/0725", "01.07.2026", "vertagt", "/ris/vorlagen/west~3Aklima"):
        assert part in first
    assert "gesucht auch Klimaschutzkonzept, Klimaschutzkonzeptes" in page


def test_the_passage_is_that_with_the_most_of_the_words(db: sqlite3.Connection) -> None:
    [row] = answer(db, "Konzept Sprache Ziele")["zeilen"]
    assert "".join(text for text, _ in row["auszug"]) in search_db.TEXTS["west:integration"]
    assert len({text for text, marked in row["auszug"] if marked}) == 2


# --- what is offered -------------------------------------------------------------------------


def test_kreise_and_concepts_are_offered_above_the_hits(app: Datasette, db: sqlite3.Connection) -> None:
    page = get(app, "/suche?q=Integrationskonzepte+Musterkreis+West").text
    assert '<a href="/konzept/integrationskonzept">Integrationskonzept in allen Kreisen</a>' in page
    assert '<a href="/kreis/99003">Musterkreis West</a>' in page
    assert '<a href="/suche?q=Integrationskonzepte&amp;kreis=99003">' in page
    for typed, name in {"Musterberg": "99004", "Landkreis Musterberg an der Muster": "99004"}.items():
        assert [row["ags"] for row in answer(db, typed)["kreise"]] == [name]
    assert answer(db, "Kreis")["kreise"] == answer(db, "West")["kreise"] == []
    assert [row["slug"] for row in answer(db, "Klimaschutz")["konzepte"]] == ["klimaschutzkonzept"]
    assert answer(db, "Klima")["konzepte"] == []


def test_relatives_of_a_short_word_are_offered_and_not_searched(app: Datasette, db: sqlite3.Connection) -> None:
    [group] = answer(db, "Haus")["gruppen"]
    assert [word for word, _ in group["angeboten"]] == ["Hauses", "Haushalt", "Haushaltsplan", "Haushaltssatzung"]
    page = get(app, "/suche?q=Haus+alt").text
    assert '<a href="/suche?q=Hauses%20alt">Hauses</a>' in page and "alles, was so beginnt" in page


def test_without_a_hit_it_says_what_was_searched_and_offers_what_looks_like_it(app: Datasette) -> None:
    page = get(app, "/suche?q=Integratonskonzpt&land=Musterland").text
    assert "Keine Vorlage hat <strong>Integratonskonzpt</strong>" in page and "in dieser Auswahl" in page
    assert "„Integratonskonzpt“ steht nirgends" in page
    assert '<a href="/suche?q=Integrationskonzept&amp;land=Musterland">Integrationskonzept</a>' in page


def test_a_word_of_nearly_every_text_is_not_demanded(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(woerter, "COMMON", 10)
    assert set(keys(db, "Serienbrief Hochwasser")) == {"west:massnahme"}
    assert answer(db, "Serienbrief Hochwasser")["hinweise"] == ["Sehr häufig und darum nicht verlangt: „Serienbrief“."]
    assert len(keys(db, "Serienbrief")) == suche.PAGE


def test_a_part_of_too_many_words_asks_for_the_most_frequent(
    app: Datasette, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nicht alle" not in get(app, "/suche?q=Konzept").text
    monkeypatch.setattr(woerter, "MOST_WORDS", 2)
    [group] = answer(db, "Konzept")["gruppen"]
    assert group["ausgelassen"] and len(group["woerter"]) == 2
    assert set(keys(db, "Konzept")) < KONZEPTE


# --- filters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kreis": "99003"}, {"west:integration", "west:fortschreibung", "west:klima"}),
        ({"kreis": "Musterberg"}, {"ost:teilhabe", "ost:klima", "ost:minutes"}),
        ({"land": "Musterland"}, KONZEPTE),
        ({"konzept": "klimaschutzkonzept"}, {"west:klima"}),
        ({"konzept": "Klimaschutzkonzept"}, {"west:klima"}),
        ({"von": "2019", "bis": "2020"}, {"west:fortschreibung", "ost:klima"}),
        ({"von": "1.3.2020", "bis": "03.2020"}, {"ost:klima"}),
        ({"bis": "2013-06-26"}, set()),
        ({"ergebnis": "abgelehnt"}, {"ost:teilhabe"}),
    ],
    ids=lambda value: " ".join(sorted(value)) or "none",
)
def test_a_filter_leaves_these(db: sqlite3.Connection, filters: dict[str, str], found: set[str]) -> None:
    assert set(keys(db, "Konzept", **filters)) == found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"von": "abc"}, "„abc“ ist kein Tag"),
        ({"bis": "2015-6"}, "„2015-6“ ist kein Tag"),
        ({"land": "Nirgendland"}, "Ein Land „Nirgendland“ gibt es hier nicht."),
        ({"kreis": "Nirgendkreis"}, "Einen Kreis „Nirgendkreis“"),
        ({"konzept": "nichts"}, "Ein Konzept „nichts“"),
        ({"ergebnis": "vielleicht"}, "Ein Ergebnis „vielleicht“"),
    ],
)
def test_a_wrong_filter_is_named(app: Datasette, wrong: dict[str, str], said: str) -> None:
    address = urlencode({"q": "Konzept", **wrong})
    assert said in get(app, f"/suche?{address}").text
    for form in ("csv", "json"):
        file = get(app, f"/suche.{form}?{address}")
        assert file.status_code == 400 and said in file.text
    feed = get(app, f"/suche.atom?{address}")
    assert feed.status_code == 404 and said in feed.text


# --- pages, files, feed ----------------------------------------------------------------------


def test_pages_are_complete_and_repeat_nothing(app: Datasette) -> None:
    path, found = "/suche?q=Serienbriefe", []
    while path:
        page = get(app, path).text
        assert "45 Vorlagen, " in page
        found.append(re.findall(r'<h3><a href="/ris/vorlagen/([^"]+)"', page))
        following = re.search(r'<a rel="next" href="([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert [len(keys) for keys in found] == [20, 20, 5]
    assert len({key for keys in found for key in keys}) == search_db.SERIES
    assert 'rel="prev" href="/suche?q=Serienbriefe&amp;seite=2"' in page


@pytest.mark.parametrize(("page", "shown"), [("99", 1), ("0", 1), ("-1", 1), ("x", 1), ("9" * 99, 1), ("2", 2)])
def test_a_page_that_is_not_there(app: Datasette, page: str, shown: int) -> None:
    assert f"Seite {shown} von 3" in get(app, f"/suche?q=Serienbrief&seite={page}").text


def test_files_have_all_hits_in_the_order_of_the_page(app: Datasette) -> None:
    for q, number in {"Serienbrief": search_db.SERIES, "Konzept": 6, "Hochwasser abc": 0}.items():
        rows = list(csv.DictReader(io.StringIO(get(app, "/suche.csv", params={"q": q}).text, newline="")))
        said = get(app, "/suche.json", params={"q": q}).json()
        assert said["treffer"] == len(said["zeilen"]) == len(rows) == number
        assert [row["vorlage"] for row in rows] == [row["vorlage"] for row in said["zeilen"]]
        assert {row["treffer"] for row in rows} <= {str(number)}
        shown = re.findall(r'<h3><a href="/ris/vorlagen/([^"]+)"', get(app, "/suche", params={"q": q}).text)
        assert [key.replace("~3A", ":") for key in shown] == [row["vorlage"] for row in rows][: suche.PAGE]


def test_a_file_that_is_cut_says_so(db: sqlite3.Connection) -> None:
    rows, _ = suche.listed(db, suche.wanted({"q": "Serienbrief"}), suche._BEST_FIRST, 3)
    assert [(row["nr"], row["treffer"]) for row in suche.table(rows)] == [(n, search_db.SERIES) for n in (1, 2, 3)]


def test_a_feed_of_a_search(app: Datasette) -> None:
    answer = get(app, "/suche.atom?q=Integrationskonzepte&kreis=99003")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert sorted(titles) == [
        "Musterkreis West: Fortschreibung des Integrationskonzepts",
        "Musterkreis West: Integrationskonzept für den Musterkreis West",
    ]
    assert feed.findtext(f"{ATOM}title") == "Suche: Integrationskonzepte"
    assert 'type="application/atom+xml"' in get(app, "/suche?q=Integrationskonzepte").text


# --- what must not break it ------------------------------------------------------------------

SYNTAX = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(", "NEAR", '"', "*", "^", "-", ":", "(", ")", "+", "{", "}", ",", "'", "%", "_", ";",
         "\\", "\x00", "\x02", "\x03", "\ufeff", "Konzept", "konzept*", "a", "ä", "ß", "12/3", "„", "“", " ", "😀", "𝔘",
         "betreff", "rowid", "--", "/*", "null", "#"]
    ) | st.text(max_size=4),
    max_size=30,
).map("".join)  # fmt: skip


@given(SYNTAX)
@example('"' * 301)
@example("Konzept " * 2000)
@example("x" * 10_000)
@example("a-" * 5000)
@example("1/2 " * 2500)
def test_no_syntax_is_an_error(db: sqlite3.Connection, typed: str) -> None:
    found = answer(db, typed)
    assert found["fehler"] == [] and found["gesamt"] >= len(found["zeilen"])
    suche.news(db, suche.wanted({"q": typed}))


@pytest.mark.parametrize("path", ["/suche", "/suche.csv", "/suche.json", "/suche.atom"])
@pytest.mark.parametrize(
    "typed", ["%00", "%ff%fe", "%22", "AND", "NEAR(", "x" * 3_000, "%22+OR+1=1+--", "%ED%A0%80", "*"]
)
def test_no_request_is_a_failure(app: Datasette, path: str, typed: str) -> None:
    page = get(app, f"{path}?q={typed}&seite={typed}&kreis={typed}&von={typed}")
    assert page.status_code in ((200,) if path == "/suche" else (200, 400, 404))
    assert "sqlite" not in page.text.lower().replace("sqlite-datei", "") and "fts5" not in page.text


def test_a_long_search_says_what_was_read_of_it(db: sqlite3.Connection) -> None:
    assert answer(db, " ".join(f"wort{n}" for n in range(20)))["hinweise"] == [
        "Die Eingabe ist lang: gesucht wird nach ihren ersten 8 Wörtern."
    ]


def test_a_search_that_takes_too_long_says_so(folder: Path) -> None:
    app = Datasette(config_dir=folder, settings={"sql_time_limit_ms": 0})
    page = get(app, "/suche.csv?q=Konzept")
    assert page.status_code == 400 and page.text.startswith("Die Suche dauert zu lange.")


# --- the table of words ----------------------------------------------------------------------


def test_the_words_are_those_of_the_indexes_in_one_form(db: sqlite3.Connection) -> None:
    rows = {row["wort"]: row for row in db.execute("select * from woerter_liste")}
    assert rows["kreisstraße"]["form"] == "kreisstrasse" and rows["integrationskonzept"]["anzahl"] == 3
    assert not [word for word in rows if re.search(r"\d", word) or len(word) < 3]
    for word, row in rows.items():
        assert row["form"] == woerter.form(word) == words.form(word)
        assert row["form"].startswith(woerter.stem(row["form"])), "a stem is looked for inside of forms"


@given(st.text())
def test_publisher_and_server_agree_on_the_form_of_a_word(word: str) -> None:
    assert words.form(word) == woerter.form(word)


def test_the_words_are_no_table_of_the_dataset(app: Datasette) -> None:
    for path in ("/ris.json", "/ris", "/codebuch", "/-/metadata.json"):
        assert "woerter_liste" not in get(app, path).text


def test_what_is_left_out_is_not_found_and_leaves_no_word(tmp_path: Path) -> None:
    own = tmp_path / "site.toml"
    own.write_text('[entfernt]\nzeilen = ["vorlagen/west:massnahme", "vorlagen/ost:minutes"]', "utf-8")
    publish(search_db.build(tmp_path), tmp_path / "site", own)
    with closing(sqlite3.connect(tmp_path / "site" / "ris.db")) as db:
        db.row_factory = sqlite3.Row
        assert set(keys(db, "Maßnahme")) == {"ost:massnahme"} and keys(db, "Mobilitätskonzept") == []
        left = {row[0] for row in db.execute("select wort from woerter_liste")}
    assert left.isdisjoint({"hochwasserschutz", "maßnahmenprogramm", "mobilitatskonzept"}) and "massnahmen" in left
    raw = (tmp_path / "site" / "ris.db").read_bytes()
    assert b"massnahmenprogramm" not in raw and b"mobilitatskonzept" not in raw


# --- where it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/suche", "/ris/vorlagen", "/kreis", "/ris/nothing", "/konzept/integrationskonzept"]
)
def test_every_page_has_one_box_in_its_head(app: Datasette, path: str) -> None:
    head = get(app, path).text.partition("<header")[2].partition("</header>")[0]
    assert head.count('role="search"') == 1 and 'action="/suche"' in head
    assert '<label class="nur-vorlesen" for="kopfsuche">' in head
