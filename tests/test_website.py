"""What the operator may set, what is left out, and the pages that explain the site."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from protego import Protego

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import settings as website
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.page_types import PAGES
from tests.support.serving import get


def site_of(folder: Path, settings: str = "") -> Path:
    """The published folder of the small dataset, with an operator's site.toml."""
    (folder / "site.toml").write_text(settings, "utf-8")
    publish(sample_db.build(folder / "ris.db"), folder / "site", folder / "site.toml")
    return folder / "site"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return Datasette(config_dir=site_of(tmp_path_factory.mktemp("website")))


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


# --- settings ----------------------------------------------------------------------------------


def test_the_settings_of_the_operator_win(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('titel = "Kreise"\n[einstellungen]\nsql_time_limit_ms = 9\n', "utf-8")
    shipped, own = website.load(), website.load(tmp_path / "site.toml")
    assert own["titel"] == "Kreise" and own["text"] == shipped["text"]
    assert own["einstellungen"] == {**shipped["einstellungen"], "sql_time_limit_ms": 9}
    assert website.load(tmp_path / "none.toml") == shipped


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("titel = ", "not readable as TOML"),
        ("[tabellen.kreise]", "'tabellen' cannot be set; what can be set: betreiber"),
        ("betreiber = 'ich'", "'betreiber' cannot be set"),
        ("[betreiber]\nmail = 'x'", r"'mail' cannot be set in \[betreiber\]; known there: name, kontakt, hinweis"),
        ("[einstellungen]\nsql_time_limit = 9", r"'sql_time_limit' cannot be set in \[einstellungen\]; known there: "),
        ("[einstellungen]\nsql_time_limit_ms = 'x'", r"'sql_time_limit_ms' cannot be set in \[einstellungen\]"),
        ("[entfernt]\nzeilen = 'nord:1'", "'zeilen' cannot be set"),
        ("[entfernt]\nzeilen = ['nord:1']", "'nord:1' names no row"),
        ("[entfernt]\nzeilen = ['aussagen/x']", "names no row"),
        ("[entfernt]\nzeilen = ['konzept_vorlagen/x']", "names no row"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, settings: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        site_of(tmp_path, settings)


def test_what_is_left_out_is_nowhere(tmp_path: Path) -> None:
    site = site_of(tmp_path, '[entfernt]\nzeilen = ["vorlagen/nord:2", "vorlagen/sued:12", "vorlagen/gone:1"]')
    with closing(sqlite3.connect(site / "ris.db")) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert db.execute("select count(*) from vorlagen").fetchone() == (len(sample_db.PAPERS) - 2,)
        for table in ("beratungen", "abschnitte", "anlagen", "konzept_vorlagen"):
            assert not db.execute(f"select * from {table} where vorlage in ('nord:2', 'sued:12')").fetchall()
        # the item of the agenda has the same subject, and the text of its minutes
        for table in ("tops", "aenderungen", "bezuege", "abschnitte where vorlage is not 'nord:3'"):
            assert not db.execute(f"select * from {table}").fetchall(), table
        found = "select count(*) from abschnitte_fts where abschnitte_fts match 'ehrenamt'"
        assert db.execute(found).fetchone() == (0,)
    for text in ("Sprachkurse und Wohnungen", "Ein Antrag ergänzt das Ehrenamt"):
        assert text.encode() not in (site / "ris.db").read_bytes()
    app = Datasette(config_dir=site)
    assert get(app, "/ris/vorlagen/nord~3A2").status_code == 404
    assert get(app, "/ris/abschnitte.json").json()["filtered_table_rows_count"] == 2


# --- the pages that explain ----------------------------------------------------------------------


def test_the_codebook_has_every_column_value_and_query(app: Datasette) -> None:
    page, told = get(app, "/codebuch"), app.metadata()["databases"]["ris"]
    said = words(page)
    for table, texts in told["tables"].items():
        section = page.text.partition(f'<section id="{table}">')[2].partition("</section>")[0]
        assert re.findall(r'<th scope="row"><code>(\w+)</code>', section) == list(texts["columns"]), table
    assert "Beratungen <code>beratungen</code>" in page.text.replace("</a>", "")
    assert "vorlage Kennung der Vorlage Text vorlagen" in said
    assert "geaendert_beschlossen mit Änderungen oder Ergänzungen" in said
    assert "ob es geschah, sagt <code>ergebnis_norm</code>" in page.text
    assert not [query.title for query in canned_queries() if query.title not in said]
    links = set(re.findall(r'href="#([^"]+)"', page.text))
    assert links and links <= set(re.findall(r'id="([^"]+)"', page.text))


def test_who_runs_the_site_must_say_so(app: Datasette, tmp_path: Path) -> None:
    said = words(get(app, "/quellen"))
    assert "Nicht angegeben. Wer diese Website betreibt" in said and "Noch keine Adresse:" in said
    settings = (
        '[betreiber]\nname = "Institut <b>"\nkontakt = "https://institut.example/kontakt"\nhinweis = "Logs: 7 Tage"'
    )
    page = get(Datasette(config_dir=site_of(tmp_path, settings)), "/quellen")
    assert "Nicht angegeben" not in page.text and "Noch keine Adresse" not in page.text
    assert '<a href="https://institut.example/kontakt">' in page.text
    assert "Institut &lt;b&gt;" in page.text and "Logs: 7 Tage" in page.text


@pytest.mark.parametrize("page", ["/quellen", "/abdeckung"])
def test_many_portals_are_folded_by_land(tmp_path: Path, page: str) -> None:
    folder = site_of(tmp_path)
    with closing(sqlite3.connect(folder / "ris.db")) as db, db:
        [own] = db.execute("select slug from portale where url is not null and seiten > 0 limit 1").fetchone()
        columns = [row[1] for row in db.execute("pragma table_info(portale)") if row[1] != "slug"]
        db.execute(
            f"insert into portale (slug, {', '.join(columns)}) with recursive n(i) as (select 1 union all select i + 1"
            f" from n where i < 60) select 'p' || i, {', '.join(columns)} from n, portale where slug = ?",
            [own],
        )
        db.execute(
            "insert into seiten (id, portal, url) select 's' || slug, slug, slug from portale where slug like 'p%'"
        )
        lands = {
            row[0] for row in db.execute("select k.land from portale p join kreise k using (ags) where slug = ?", [own])
        }
    found = re.findall(r'<details class="land"><summary>([^<]+?) <', get(Datasette(config_dir=folder), page).text)
    assert found == sorted(found) and lands <= {*found}


def test_the_sources_are_the_portals_that_were_read(app: Datasette) -> None:
    said = words(get(app, "/quellen"))
    for portal in sample_db.PORTALE:
        assert portal["url"] in said


def test_coverage_says_what_was_read_and_what_was_not(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(source)) as db, db:
        db.execute("insert into kreise (ags, name, land) values ('99003', 'Musterkreis Ost', 'Beispielland')")
        db.execute("insert into kreise (ags, name, land) values ('99004', 'Musterkreis West', 'Beispielland')")
        gone = "insert into portale (slug, ags, name, zustand, robots) values "
        db.execute(gone + "('ost', '99003', 'Portal Ost', 'gesperrt', 'verboten')")
    publish(source, tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    said = words(get(app, "/abdeckung"))
    read, _, rest = said.partition("Bekannte Portale, von denen nichts gelesen ist")
    assert "Musterkreis Nord Musterkreis Nord allris3 02.11.2026 2014–2021" in read
    assert "Portal Ost gesperrt; robots.txt: verboten nie" in rest
    assert "von denen kein Portal bekannt ist 1 Liste zeigen Musterkreis West" in rest
    assert "Kreis Soest" not in words(get(app, "/abdeckung?land=Beispielland"))
    portal = words(get(app, "/abdeckung?portal=nord"))
    assert "2020 0 1 0 0 1 0 – – 0 % 100 % 100 % 0 % 0 %" in portal
    assert "Das Portal „<b>“ gibt es nicht.".replace("<b>", "&lt;b&gt;") in get(app, "/abdeckung?portal=<b>").text
    assert get(app, "/abdeckung?portal=ost").status_code == 200


# --- what the plugins of others do ---------------------------------------------------------------


def test_search_engines_stay_out_of_rows_and_questions(app: Datasette) -> None:
    answer = get(app, "/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    robots = Protego.parse(answer.text)
    allowed = {path for path, _ in PAGES.values() if robots.can_fetch(f"https://site.example{path}", "bot")}
    assert {"/", "/codebuch", "/quellen"} <= allowed
    assert not [path for path in allowed if path.startswith("/ris") or "?" in path]
    assert not robots.can_fetch("https://site.example/ris.db", "bot")
    assert robots.can_fetch("https://site.example/static/ris.css", "bot")


def test_the_operator_may_shut_search_engines_out(tmp_path: Path) -> None:
    site = site_of(tmp_path, '[robots]\ntext = "User-agent: *\\nDisallow: /"')
    assert get(Datasette(config_dir=site), "/robots.txt").text == "User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    "path", ["/", "/ris/vorlagen", "/ris/vorlagen.json", "/ris/vorlagen.csv?_stream=1", "/static/ris.css"]
)
def test_answers_are_compressed(app: Datasette, path: str) -> None:
    plain = get(app, path, headers={"accept-encoding": "identity"})
    packed = get(app, path, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert re.sub(rb"[\d.]+ ms|\"query_ms\": [\d.]+", b"", packed.content) == re.sub(
        rb"[\d.]+ ms|\"query_ms\": [\d.]+", b"", plain.content
    )


def test_the_dataset_is_not_compressed_for_every_reader(app: Datasette) -> None:
    answer = get(app, "/ris.db", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "identity"
    assert answer.content.startswith(b"SQLite format 3")


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()])
def test_no_page_sets_a_cookie(app: Datasette, path: str) -> None:
    assert "set-cookie" not in get(app, path).headers
