"""The pages of queries and tables: forms, pages of rows, wrong questions, empty answers, errors."""

from __future__ import annotations

import csv
import html
import io
import re
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.publish.queries import known
from ris_scraper.publish.site import publish
from ris_scraper.publish.tables import VIEWS, published
from tests.support import sample_db
from tests.support.serving import QUERIES, ask, get, plugin, sql

pages = plugin("abfragen")
errors = plugin("fehler")
MANY = 120


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with many Vorlagen, whose values are often equal and often missing."""
    folder = tmp_path_factory.mktemp("many")
    with closing(sqlite3.connect(sample_db.build(folder / "ris.db"))) as db, db:
        for number in range(MANY):
            _copy(db, number)
    publish(folder / "ris.db", folder / "site")
    return folder / "site"


def _copy(db: sqlite3.Connection, number: int) -> None:
    """One more of the Vorlagen, with its stations and concepts, sorted neither by key nor by day."""
    papers = [paper[0] for paper in sample_db.PAPERS]
    old, new = papers[number % len(papers)], f"nord:x{number * 37 % MANY}"
    for table, key in (("vorlagen", "id"), ("beratungen", "vorlage"), ("konzept_vorlagen", "vorlage")):
        names = [row[1] for row in db.execute(f"pragma table_info({table})")]
        given = {key: ":new", "id": "replace(id, :old, :new)" if table == "beratungen" else ":new"}
        values = ", ".join(given.get(name, name) for name in names)
        db.execute(f"insert into {table} select {values} from {table} where {key} = :old", {"old": old, "new": new})
    db.execute("update vorlagen set status = ? where id = ?", [(None, "neu", "")[number % 3], new])


@pytest.fixture(scope="module")
def served(many: Path) -> Datasette:
    return Datasette(config_dir=many)


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.partition("<main")[2])).split())


def body(text: str) -> list[list[str]]:
    """The cells of the rows of a page, without the summaries for phones."""
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    cells = [
        re.findall(r"<td class=\"col-[^>]*>(.*?)</td>", row.partition('<td class="mehr">')[0], re.S) for row in rows
    ]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def turn(app: Datasette, path: str) -> list[list[str]]:
    """The rows of all pages, from the first to the last, as links lead through them."""
    found: list[list[str]] = []
    for _ in range(50):
        page = get(app, path).text
        rows = body(page)
        assert len(rows) <= 50
        found += rows
        link = re.search(r'<a href="([^"]+)" rel="next"', page)
        if not link:
            return found
        path = html.unescape(link[1])
    raise AssertionError("there is no last page")


# --- pages of rows -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUERIES)
def test_the_pages_of_a_query_are_its_file(many: Path, served: Datasette, name: str) -> None:
    rows = turn(served, f"/ris/{name}")
    whole = ask(many, name)
    assert len(rows) == len(whole)
    assert len({tuple(row.values()) for row in whole}) == len(whole) or name == "konzept_stationen"
    columns, *file = csv.reader(io.StringIO(get(served, f"/ris/{name}.csv").text))
    assert len(file) == len(whole)
    plain = [
        n for n, column in enumerate(columns) if column in ("zeile", "nummer", "feld", "jahr", "namen", "vorlagen")
    ]
    assert [[row[n] for n in plain] for row in rows[: len(file)]] == [[row[n] for n in plain] for row in file]


def test_some_queries_have_more_than_two_pages(served: Datasette) -> None:
    assert sum(len(turn(served, f"/ris/{name}")) > 100 for name in QUERIES) >= 4


def test_a_page_says_where_it_is_and_keeps_what_was_asked(served: Datasette) -> None:
    page = get(served, "/ris/beratungsweg?_seite=2&vorlage=")
    assert "51 bis 100 von " in words(page.text) and "Seite 2 von " in words(page.text)
    page = get(served, "/ris/ohne_ergebnis?land=Beispielland&von=2000").text
    assert 'rel="prev"' not in page
    assert "selected>Beispielland" in page and 'name="von" value="2000"' in page
    found = re.search(r'href="([^"]+)" rel="next"', get(served, "/ris/beschluesse_im_verlauf?land=Beispielland").text)
    assert found and "land=Beispielland" in found[1] and "_seite=2" in found[1]


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "١", "9" * 30])
def test_what_is_no_page_is_named(served: Datasette, page: str) -> None:
    answer = get(served, "/ris/beratungsweg", params={"_seite": page})
    assert answer.status_code == 400 and "ist keine Seitenzahl" in answer.text


def test_a_page_behind_the_last_leads_back(served: Datasette) -> None:
    said = words(get(served, "/ris/beratungsweg?_seite=999").text)
    assert "Eine Seite 999 gibt es nicht; die letzte ist Seite" in said


def test_own_sql_is_turned_page_by_page(served: Datasette) -> None:
    assert len(turn(served, "/ris?sql=select+id+from+vorlagen+order+by+id")) == MANY + len(sample_db.PAPERS)


# Pages of a walk: bounds enough between equal and missing values; each page more costs a request for every column.
WALK = 6
SORTED = [*(table.name for table in published()), *VIEWS]


@pytest.mark.parametrize("table", SORTED)
@pytest.mark.parametrize("way", ["_sort", "_sort_desc"])
def test_walking_a_sorted_table_shows_each_row_once(many: Path, served: Datasette, table: str, way: str) -> None:
    key = pages_key(served, table)
    [whole] = sql(many, f"select count(*) as n from {table}")
    size = max(7, whole["n"] // WALK)
    for column in [row["name"] for row in sql(many, f"pragma table_info({table})")]:
        path, seen = f"/ris/{table}.json?_shape=objects&{way}={column}&_size={size}&_nofacet=1&_nocount=1", []
        while path:
            said = get(served, path).json()
            seen += [tuple(row[name] for name in key) for row in said["rows"]]
            path = (said["next_url"] or "").partition("localhost")[2]
        assert len(seen) == len(set(seen)) == whole["n"], f"{table}.{column}"


def pages_key(app: Datasette, table: str) -> tuple[str, ...]:
    keys = app.plugin_config("ris")["schluessel"]
    said = get(app, f"/ris/{table}.json?_size=0&_nofacet=1").json()
    return keys.get(table) or tuple(said["primary_keys"])


# --- wrong questions ---------------------------------------------------------------------------

WRONG = [
    ({"von": "abc"}, "von: „abc“ ist kein Jahr und kein Tag (2015 oder 2015-06-01)."),
    ({"bis": "1.6.2015"}, "bis: „1.6.2015“ ist kein Jahr und kein Tag (2015 oder 2015-06-01)."),
    ({"von": "2015-02-30"}, "von: „2015-02-30“ ist kein Jahr"),
    ({"von": "٢٠١٥"}, "ist kein Jahr"),
    ({"konzept": "integrationskonzpt"}, "kennt der Datensatz nicht. Ähnlich: „Integrationskonzept“"),
    ({"kreis": "Sösst"}, "kreis: „Sösst“ kennt der Datensatz nicht. Ähnlich: „Kreis Soest“"),
    ({"land": "Nordrhein Westfalen"}, "Ähnlich: „Nordrhein-Westfalen“"),
    ({"kreistyp": "landkreis"}, "kreistyp: „landkreis“ kennt der Datensatz nicht. Ähnlich: „Landkreis“"),
    ({"fraktion": "SPDD"}, "Ähnlich: „SPD“"),
    ({"einbringer_typ": "Verwaltung"}, "Ähnlich: „verwaltung“"),
    ({"kreis": "x" * 5000}, f"kreis: „{'x' * 60}…“ kennt der Datensatz nicht."),
    ({"land": "<script>"}, "land: „<script>“ kennt der Datensatz nicht."),
    ({"von": "abc", "land": "Nirgendwo"}, "land: „Nirgendwo“ kennt der Datensatz nicht."),
]


@pytest.mark.parametrize(("asked", "said"), WRONG)
def test_a_wrong_question_is_named_before_anything_runs(app: Datasette, asked: dict[str, str], said: str) -> None:
    answers = [get(app, f"/ris/abgelehnte_und_vertagte{form}", params=asked) for form in ("", ".csv", ".json")]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert said in html.unescape(answers[0].text) and said in answers[1].text and said in answers[2].json()["error"]
    assert answers[1].headers["content-type"].startswith("text/plain")
    assert "<tbody>" not in answers[0].text and "<script>" not in answers[0].text.partition("<main")[2]
    for value in asked.values():
        assert value[:60] in html.unescape(answers[0].text)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("konzept_in_kreisen", {"zustand": "beschlossn"}), ("konzept_in_kreisen", {"phase": "x"}),
     ("konzept_in_kreisen", {"fehlt": "x"}), ("konzept_stationen", {"kreise": "99001,9"})],
)  # fmt: skip
def test_every_choice_is_checked(app: Datasette, name: str, asked: dict[str, str]) -> None:
    assert get(app, f"/ris/{name}", params=asked).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [{"kreis": "soest"}, {"kreis": "05974"}, {"kreis": "Nord"}, {"konzept": "Integrationskonzept"}, {"von": "2015-06"},
     {"von": "2015", "bis": "2015-06-01"}, {"land": "Beispielland"}, {"kreistyp": "kreisfreie Stadt"}, {"nichts": "x"}],
)  # fmt: skip
def test_a_right_question_is_answered(app: Datasette, asked: dict[str, str]) -> None:
    page = get(app, "/ris/abgelehnte_und_vertagte", params=asked)
    assert page.status_code == 200
    if asked == {"kreis": "Nord"}:
        assert "selected>Name enthält „Nord“" in page.text


def test_the_form_offers_kreise_by_land(app: Datasette) -> None:
    page = get(app, "/ris/geaendert_beschlossen", params={"konzept": "Integrationskonzept"}).text
    assert '<optgroup label="Beispielland"><option value="99001">Musterkreis Nord</option>' in page
    assert '<option value="integrationskonzept" selected>Integrationskonzept</option>' in page
    assert 'pattern="[0-9]{4}' in page


# --- how values are shown ----------------------------------------------------------------------


def test_values_are_shown_as_people_write_them(app: Datasette) -> None:
    said = words(get(app, "/ris/geaendert_beschlossen").text)
    assert "19.05.2015" in said and "Ergebnis vom" in said
    assert "geändert beschlossen" in words(get(app, "/ris/beratungsweg?vorlage=nord:2").text)
    assert (
        "Musterkreis Nord" in said
        and '<a href="/kreis/99001">Musterkreis Nord</a>' in get(app, "/ris/geaendert_beschlossen").text
    )
    assert ">ja<" in get(app, "/ris/tops").text and ">301.902<" in get(app, "/ris/kreise").text
    assert "02.11.2026, 03:10 Uhr" in words(get(app, "/ris/seiten").text)
    assert "03:10" in get(app, "/ris/seiten.csv").text and "2026-11-02T03:10" in get(app, "/ris/seiten.csv").text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2015-12-31", "31.12.2015"),
        ("2015-12", "12.2015"),
        ("bald", "bald"),
        ("2015-012", "2015-012"),
        (7, "7"),
        (None, ""),
    ],
)
def test_a_date_that_is_none_stays(app: Datasette, value: Any, shown: str) -> None:
    said = f"select {'null' if value is None else repr(value)} as datum"
    assert body(get(app, "/ris", params={"sql": said}).text) == [[shown]]


def test_queries_can_be_joined_by_kreis_and_concept(site: Path) -> None:
    for name in QUERIES:
        columns = set(ask(site, name)[0])
        assert not ({"kreis", "vorlage"} & columns) or {"kreis", "ags"} <= columns, name
        assert "konzept_name" not in columns or "konzept" in columns, name


# --- empty answers and errors ------------------------------------------------------------------


def test_no_rows_says_which_filter_leaves_none(app: Datasette) -> None:
    said = words(get(app, "/ris/geaendert_beschlossen?land=Nordrhein-Westfalen&von=2015").text)
    assert "Diese Angaben zusammen lassen nichts übrig" in said
    assert "Land „Nordrhein-Westfalen“: ohne diese Angabe wäre es 1 Zeile" in said
    assert "Von „2015“: ohne diese Angabe auch keine" in said


def test_no_rows_of_an_empty_dataset_says_so(tmp_path: Path) -> None:
    with closing(sqlite3.connect(sample_db.build(tmp_path / "ris.db"))) as db, db:
        for table in ("konzept_vorlagen", "beratungen", "bezuege", "abschnitte", "anlagen", "tops", "vorlagen"):
            db.execute(f"delete from {table}")
    publish(tmp_path / "ris.db", tmp_path / "site")
    assert "Es ist noch nichts gelesen" in get(Datasette(config_dir=tmp_path / "site"), "/ris/ohne_ergebnis").text


SQL_ERRORS = [
    ("select foo from vorlagen", "Eine Spalte „foo“ gibt es nicht."),
    ("select * from vorlage", "Eine Tabelle „vorlage“ gibt es nicht."),
    ("select * form vorlagen", "SQLite versteht die Abfrage bei"),
    ("select 'a from vorlagen", "SQLite versteht"),
    ("select (1", "Die Abfrage hört mittendrin auf."),
    ("select ags from vorlagen join kreise", "in mehreren der Tabellen"),
    ("select nix(1)", "Eine Funktion „nix“ kennt SQLite nicht."),
    ("select substr(1)", "Die Funktion substr() braucht eine andere Zahl"),
    ("delete from vorlagen", "Hier kann nur gelesen werden."),
    ("select 1; select 2", "Es geht nur eine Abfrage auf einmal."),
    ("select 1 union select 1, 2", "brauchen gleich viele Spalten"),
    ("select json('{')", "ist keines"),
]


@pytest.mark.parametrize(("asked", "said"), SQL_ERRORS)
def test_an_error_of_sqlite_is_a_german_sentence(app: Datasette, asked: str, said: str) -> None:
    answer = get(app, "/ris", params={"sql": asked})
    assert answer.status_code == 400
    assert said in words(answer.text) and "Wortlaut des Fehlers" in answer.text


def test_the_time_limit_says_what_to_do(many: Path) -> None:
    app = Datasette(config_dir=many, settings={"sql_time_limit_ms": 60})
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    answer = get(app, "/ris", params={"sql": endless})
    assert answer.status_code == 400 and "Das hat zu lange gedauert" in answer.text
    assert "<script" not in answer.text.partition("<main")[2] and "with recursive" in answer.text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/ris/gibtsnicht", 404, "Eine Tabelle oder Abfrage dieses Namens gibt es hier nicht."),
        ("/nix", 404, "Unter"),
        ("/ris/vorlagen/nix", 404, "Diese Zeile gibt es nicht"),
        ("/ris/vorlagen?_sort=nix", 400, "Nach „nix“ lässt sich nicht sortieren"),
        ("/ris/vorlagen?_size=x", 400, "Mit _size sagt man"),
        ("/ris/vorlagen?_col=nix", 400, "gibt es in dieser Tabelle nicht"),
        ("/ris/vorlagen?_sort=id&_sort_desc=id", 400, "nicht beides"),
        ("/ris/vorlagen?_facet=nix", 400, "Eine Spalte „nix“ gibt es nicht."),
    ],
)
def test_an_error_page_is_german(app: Datasette, path: str, status: int, said: str) -> None:
    answer = get(app, path)
    assert (answer.status_code, said in words(answer.text)) == (status, True)


@pytest.mark.parametrize("path", ["/ris/gibtsnicht", "/ris/vorlagen.json?_sort=nix"])
def test_a_wrong_address_leaves_no_traceback(app: Datasette, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Where `rich` is there, Datasette would print all variables: a second for each address that somebody tries."""
    import_module("rich")
    assert get(app, path).status_code >= 400
    assert tuple(capfd.readouterr()) == ("", "")


def test_an_unknown_error_is_german_too() -> None:
    assert errors.sentence({}, "out of memory", 500) == errors.OTHERWISE
    assert errors.sentence({}, "what?", 404) == errors.BY_STATUS[404]


def test_why_a_portal_is_closed_is_said_in_german(tmp_path: Path) -> None:
    with closing(sqlite3.connect(sample_db.build(tmp_path / "ris.db"))) as db, db:
        said = "https://nord.example/bi/: a captcha (5 pages in a row)"
        db.execute("update portale set zustand = 'gesperrt', seiten = null, grund = ? where slug = 'nord'", [said])
    publish(tmp_path / "ris.db", tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    for path in ("/ris/portale/nord", "/ris/portale?slug=nord", "/ris/abdeckung?portal=nord"):
        assert "ein Captcha (5 Seiten nacheinander)" in get(app, path).text, path
    assert "a captcha (5 pages in a row)" in get(app, "/ris/portale.csv?slug=nord").text


def test_titles_stand_in_tables_and_their_forms(app: Datasette) -> None:
    page = get(app, "/ris/vorlagen?_facet=ags").text
    assert '<option value="ergebnis_norm">Ergebnis</option>' in page
    assert re.search(r'title="ergebnis_norm: Ergebnis, vereinheitlicht[^"]*">', page)
    assert "<summary>Gemeindeschlüssel" in page
    assert "<dt>Ergebnis <code>ergebnis_norm</code></dt>" in page


def test_paging_keeps_the_own_limit_of_a_query() -> None:
    assert pages.paged("select 1 limit 50").startswith("select * from (")
    assert pages.paged(known("ohne_ergebnis").sql).startswith("select")
