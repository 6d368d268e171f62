"""The served folder: what is in it, what is not, and what every canned query answers."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import datasette
import pytest
import yaml
from datasette.app import Datasette
from markupsafe import escape

from ris_scraper import publish as publishing
from ris_scraper import schema
from ris_scraper.errors import InputError
from ris_scraper.publish import abfragen, publish, serve_command
from ris_scraper.resources import resource
from tests import sample_db
from tests.page_types import PAGES

Rows = list[dict[str, Any]]
ABFRAGEN = {abfrage.name: abfrage for abfrage in abfragen()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def app(site: Path) -> Datasette:
    return Datasette(config_dir=site)


def get(app: Datasette, path: str, **params: str) -> Any:
    return asyncio.run(app.client.get(path, params=params))


def sql(site: Path, query: str, **params: str) -> Rows:
    with closing(sqlite3.connect(f"file:{site}/ris.db?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, params)]


def ask(site: Path, name: str, **params: str) -> Rows:
    """Rows of a canned query; parameters that are not given are empty, as Datasette leaves them."""
    abfrage = ABFRAGEN[name]
    assert set(params) <= set(abfrage.parameter)
    return sql(site, abfrage.sql, **{**dict.fromkeys(abfrage.parameter, ""), **params})


def column(rows: Rows, name: str) -> list[Any]:
    return [row[name] for row in rows]


# --- the database ------------------------------------------------------------------------------


def test_only_allowed_tables_and_views_are_published(site: Path) -> None:
    names = {(row["type"], row["name"]) for row in sql(site, "select type, name from sqlite_master")}
    fulltext = re.compile(r"(vorlagen|abschnitte)_fts(_\w+)?|sqlite_\w+")
    tables = {name for kind, name in names if kind == "table" and not fulltext.fullmatch(name)}
    assert tables == {name for name, tabelle in schema.tabellen().items() if not tabelle.intern}
    assert {name for kind, name in names if kind == "view"} == set(publishing.VIEWS)
    assert b"GEHEIM" not in (site / "ris.db").read_bytes()


def test_columns_keys_and_indexes_are_those_of_the_schema(site: Path) -> None:
    for name, tabelle in schema.tabellen().items():
        if tabelle.intern:
            continue
        assert tuple(row["name"] for row in sql(site, f"pragma table_info({name})")) == tabelle.felder
        linked = {(row["from"], row["table"]) for row in sql(site, f"pragma foreign_key_list({name})")}
        assert linked == {(spalte.name, spalte.ziel[0]) for spalte in tabelle.spalten if spalte.ziel}
        made = [row["name"] for row in sql(site, f"pragma index_list({name})") if row["origin"] == "c"]
        indexes = {tuple(row["name"] for row in sql(site, f"pragma index_info({index})")) for index in made}
        assert indexes == {*tabelle.index, *([("seite",)] if "seite" in tabelle.felder else [])}
    assert sql(site, "pragma foreign_key_check") == []


def test_every_row_is_copied_and_found_in_the_text(site: Path) -> None:
    assert sql(site, "select count(*) as n from vorlagen")[0]["n"] == len(sample_db.PAPERS)
    find = "select t.id from {0}_fts f join {0} t on t.rowid = f.rowid where {0}_fts match :wort"
    assert sql(site, find.format("vorlagen"), wort="teilhabekonzept") == [{"id": "sued:11"}]
    assert sql(site, find.format("abschnitte"), wort="ehrenamt") == [{"id": "t4"}]


def test_values_of_another_page_name_that_page(site: Path) -> None:
    rows = sql(site, "select feld, url from herkunft_alle where zeile = 'nord:2#4' and feld in ('ja', 'nein')")
    assert {row["feld"]: row["url"] for row in rows} == {
        "ja": "https://nord.example/bi/auszug?id=6",
        "nein": "https://nord.example/bi/vorlage?id=2",
    }


# --- the folder --------------------------------------------------------------------------------


def test_a_second_publication_takes_the_place_of_the_first(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    publish(source, tmp_path / "site")
    (tmp_path / "site" / "old.txt").write_text("old")
    publish(source, tmp_path / "site")
    assert not (tmp_path / "site" / "old.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db", "site"]


def test_the_source_is_not_changed(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    before = source.read_bytes()
    publish(source, tmp_path / "site")
    assert source.read_bytes() == before


@pytest.mark.parametrize("broken", [b"no database at all, but long enough to be looked at", b""])
def test_a_failed_publication_leaves_the_good_site(tmp_path: Path, broken: bytes) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    publish(source, tmp_path / "site")
    good = (tmp_path / "site" / "ris.db").read_bytes()
    source.write_bytes(broken)
    with pytest.raises(InputError, match="not a dataset of this version"):
        publish(source, tmp_path / "site")
    assert (tmp_path / "site" / "ris.db").read_bytes() == good
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db", "site"]


def test_a_swap_that_fails_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    publish(source, tmp_path / "site")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".neu"):
            raise OSError("disk gone")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(InputError, match="disk gone"):
        publish(source, tmp_path / "site")
    assert (tmp_path / "site" / "ris.db").is_file()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    with pytest.raises(InputError, match="not made by publish"):
        publish(source, tmp_path / "photos")
    assert (tmp_path / "photos" / "cat.jpg").exists()


def test_the_folder_may_be_named_as_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    publish(source, Path())
    assert (tmp_path / "site" / "ris.db").is_file()


def test_a_dataset_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ris\.db: no such dataset"):
        publish(tmp_path / "ris.db", tmp_path / "site")


def test_odd_characters_in_the_folder_names(tmp_path: Path) -> None:
    folder = tmp_path / "Kreis? #1 100%"
    folder.mkdir()
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    assert (folder / "site" / "ris.db").is_file()


def test_serve_command(site: Path, tmp_path: Path) -> None:
    command = serve_command(site, "127.0.0.1", 8123)
    assert command[0] == sys.executable
    assert command[-6:] == ["serve", str(site), "--host", "127.0.0.1", "--port", "8123"]
    with pytest.raises(InputError, match="ris publish"):
        serve_command(tmp_path)


def test_the_folder_datasette_does_not_hide_the_package() -> None:
    assert "site-packages" in (datasette.__file__ or "")
    assert not list(resource("datasette").rglob("__init__.py"))
    with pytest.raises(InputError, match="install the project again"):
        resource("nothing")


def test_an_installed_package_does_not_take_datasette_itself_for_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datasette").mkdir()
    monkeypatch.setattr("ris_scraper.resources._PACKAGE", tmp_path / "ris_scraper")
    with pytest.raises(InputError):
        resource("datasette")


# --- what Datasette is told --------------------------------------------------------------------


def test_both_configurations_come_from_one_source(site: Path) -> None:
    old = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))
    new = yaml.safe_load((site / "datasette.yaml").read_text("utf-8"))
    assert old["databases"]["ris"]["queries"] == new["databases"]["ris"]["queries"]
    assert new["databases"]["ris"]["queries"].keys() == ABFRAGEN.keys()
    assert new["settings"] == json.loads((site / "settings.json").read_text("utf-8"))
    assert old["plugins"] == new["plugins"]
    assert old["plugins"]["ris"]["beispieldaten"] is True


def test_every_published_column_has_a_german_description(site: Path) -> None:
    tables = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["databases"]["ris"]["tables"]
    objects = sql(site, "select name from sqlite_master where type in ('table', 'view') and name not like '%fts%'")
    for name in {row["name"] for row in objects if not row["name"].startswith("sqlite_")}:
        columns = [row["name"] for row in sql(site, f"pragma table_info({name})")]
        assert list(tables[name]["columns"]) == columns
        assert tables[name]["title"] and tables[name]["description"]
        assert set(tables[name].get("facets", [])) <= set(columns)
        assert {tables[name].get("sort"), tables[name].get("sort_desc")} - {None} <= set(columns)


@pytest.mark.parametrize("name", ABFRAGEN)
def test_every_column_of_a_query_has_a_german_description(site: Path, app: Datasette, name: str) -> None:
    told = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))
    own = told["plugins"]["ris"]["abfragespalten"]
    tables = [table["columns"] for table in told["databases"]["ris"]["tables"].values()]
    page = get(app, f"/ris/{name}").text.partition("Was die Spalten bedeuten")[2]
    for shown in ask(site, name)[0]:
        texts = {own[shown]} if shown in own else {columns[shown] for columns in tables if shown in columns}
        assert len(texts) == 1, f"{name}.{shown}: say in site.toml, [abfragespalten], what it means"
        assert f"<dt>{shown}</dt><dd>{escape(texts.pop())}</dd>" in page


def test_no_column_is_described_that_no_query_has(site: Path) -> None:
    own = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["plugins"]["ris"]["abfragespalten"]
    assert set(own) <= {column for name in ABFRAGEN for column in ask(site, name)[0]}


def test_data_without_invented_kreise_has_no_banner(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("update portale set ags = '05974'")
    publish(source, tmp_path / "site")
    told = yaml.safe_load((tmp_path / "site" / "datasette.yaml").read_text("utf-8"))["plugins"]
    assert told["ris"]["beispieldaten"] is False
    assert "Beispieldaten" not in get(Datasette(config_dir=tmp_path / "site"), "/").text


def test_a_query_without_header_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(resource("datasette"), tmp_path / "datasette")
    (tmp_path / "datasette" / "queries" / "naked.sql").write_text("select 1")
    monkeypatch.setattr(publishing, "resource", lambda name: tmp_path / name)
    with pytest.raises(InputError, match=r"naked\.sql: a query starts with"):
        abfragen()


# --- the canned queries ------------------------------------------------------------------------


OF_CONCEPTS = ("zustand", "fehlt", "phase")


def test_parameters_are_the_ones_the_sql_uses() -> None:
    assert len(ABFRAGEN) >= 10
    for abfrage in ABFRAGEN.values():
        used = set(re.findall(r"(?<![\w:]):([a-z_]+)", abfrage.sql))
        assert used == set(abfrage.parameter), abfrage.name
        assert used <= {"konzept", "kreis", "kreise", "land", "von", "bis", "vorlage", "suche", *OF_CONCEPTS}
        assert all(abfrage.parameter.values())


@pytest.mark.parametrize("name", ABFRAGEN)
def test_without_parameters_a_query_shows_everything(site: Path, app: Datasette, name: str) -> None:
    rows = ask(site, name)
    assert rows
    assert {"vorlage", "url", "quelle", "gremium_typ", "federfuehrend"} & set(rows[0])
    page = get(app, f"/ris/{name}")
    assert page.status_code == 200
    assert ABFRAGEN[name].titel in page.text
    assert get(app, f"/ris/{name}.json", _shape="array").json() == rows


def test_konzept_in_kreisen(site: Path) -> None:
    rows = ask(site, "konzept_in_kreisen", konzept="integrationskonzept")
    assert [(row["kreis"], row["beschlossen_am"], row["vorlage"]) for row in rows] == [
        ("Kreis Soest", "2013-06-27", "soest-alt:85-2013"),
        ("Musterkreis Nord", "2015-05-19", "nord:2"),
        ("Musterkreis Süd", "2016-12-15", "sued:11"),
    ]
    nord = rows[1]
    assert nord["weg"] == "Sozialausschuss → Sozialausschuss → Kreisausschuss → Kreistag"
    assert nord["ergebnis_norm"] == "geaendert_beschlossen"
    assert (nord["anzahl_beratungen"], nord["fortschreibungen"]) == (4, 1)
    assert nord["tage_bis_entscheidung"] == 98  # from its own first Beratung, not from the order on 2014-05-20
    assert nord["url"] == "https://nord.example/bi/vorlage?id=2"
    by_land = ask(site, "konzept_in_kreisen", konzept="Integrationskonzept", land="Nordrhein-Westfalen")
    assert column(by_land, "kreis") == ["Kreis Soest"]


def test_a_found_concept_stands_apart(tmp_path: Path) -> None:
    dataset = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(dataset)) as db, db:
        db.execute(
            "insert into konzepte (slug, name, auswahl, quelle) values ('hafenkonzept', 'H', 'gefunden', 'Regel')"
        )
        db.execute(
            "insert into konzeptstand (konzept, ags) select 'hafenkonzept', ags from vorlagen where id = 'sued:12'"
        )
    publish(dataset, tmp_path / "site")
    rows = sql(tmp_path / "site", "select konzept, count(*) as n from konzeptvergleich group by konzept")
    counts = {row["konzept"]: row["n"] for row in rows}
    assert counts.pop("hafenkonzept") == 1
    assert min(counts.values()) > 1
    app = Datasette(config_dir=tmp_path / "site")
    assert "auswahl=gefunden" in (page := get(app, "/").text) and "/konzept/hafenkonzept" not in page
    assert "das keine Liste nennt" in get(app, "/konzept/hafenkonzept").text
    assert "Wohnraumversorgungskonzept" in get(app, "/konzept/wohnraumkonzept").text


def test_konzeptvergleich_without_a_decision(site: Path) -> None:
    rows = sql(site, "select * from konzeptvergleich where konzept in ('klimaschutzkonzept', 'nahverkehrsplan')")
    found = {(row["konzept"], row["ags"]): row for row in rows}
    rejected = found["klimaschutzkonzept", sample_db.NORD]
    assert (rejected["ergebnis_norm"], rejected["beschlossen_am"]) == ("abgelehnt", None)
    assert rejected["stand"] == "entschieden"
    unknown = found["nahverkehrsplan", sample_db.NORD]
    assert (unknown["ergebnis_norm"], unknown["stand"]) == (None, "nicht_veroeffentlicht")
    assert unknown["tage_bis_entscheidung"] is None


def test_beratungsweg(site: Path) -> None:
    rows = ask(site, "beratungsweg", vorlage="2015/012")
    assert column(rows, "ergebnis_norm") == ["vertagt", "empfohlen", "empfohlen", "geaendert_beschlossen"]
    assert rows == ask(site, "beratungsweg", vorlage="nord:2")
    assert (rows[3]["ja"], rows[3]["nein"], rows[3]["enthaltung"]) == (28, 18, 2)
    planned = ask(site, "beratungsweg", vorlage="sued:12")
    assert column(planned, "datum") == ["2026-09-08", None]


def test_konzept_dauer(site: Path) -> None:
    rows = ask(site, "konzept_dauer", konzept="integrationskonzept")
    assert [(row["vorlage"], row["tage"], row["stationen"]) for row in rows] == [
        ("nord:2", 98, 4),
        ("sued:11", 43, 2),
        ("soest-alt:85-2013", 14, 2),
        ("nord:1", 0, 1),
        ("nord:3", 0, 1),
    ]


def test_ergebnisse_je_gremium_typ(site: Path) -> None:
    rows = {row["gremium_typ"]: row for row in ask(site, "ergebnisse_je_gremium_typ", kreis="Nord")}
    assert rows["kreistag"]["beratungen"] == 5
    assert rows["kreistag"]["mit_ergebnis"] == 4
    assert (rows["kreistag"]["beschlossen"], rows["kreistag"]["geaendert_beschlossen"]) == (2, 1)
    assert (rows["kreistag"]["abgelehnt"], rows["kreistag"]["abgelehnt_prozent"]) == (1, 25.0)
    assert rows["fachausschuss"]["vertagt"] == 1
    in_time = ask(site, "ergebnisse_je_gremium_typ", kreis=sample_db.NORD, von="2015", bis="2015-04")
    assert [(row["gremium_typ"], row["beratungen"]) for row in in_time] == [("fachausschuss", 2)]


def test_abgelehnte_und_vertagte(site: Path) -> None:
    rows = ask(site, "abgelehnte_und_vertagte")
    assert [(row["vorlage"], row["ergebnis_norm"]) for row in rows] == [
        ("sued:12", "vertagt"),
        ("nord:4", "abgelehnt"),
        ("nord:2", "vertagt"),
    ]
    assert column(ask(site, "abgelehnte_und_vertagte", konzept="klimaschutzkonzept"), "vorlage") == ["nord:4"]
    assert column(ask(site, "abgelehnte_und_vertagte", bis="2015"), "vorlage") == ["nord:2"]


def test_erst_vertagt_dann_beschlossen(site: Path) -> None:
    (row,) = ask(site, "erst_vertagt_dann_beschlossen")
    assert (row["vorlage"], row["vertagt_am"], row["beschlossen_am"]) == ("nord:2", "2015-02-10", "2015-05-19")
    assert row["tage_dazwischen"] == 98
    assert ask(site, "erst_vertagt_dann_beschlossen", land="Nordrhein-Westfalen") == []


def test_federfuehrung_nach_konzept(site: Path) -> None:
    rows = ask(site, "federfuehrung_nach_konzept", konzept="integrationskonzept")
    assert [(row["federfuehrend"], row["vorlagen"], row["beschlossen"]) for row in rows] == [
        ("Sozialamt", 2, 2),
        ("40 Schulangelegenheiten", 1, 1),
        ("Fachbereich Soziales", 1, 1),
        ("Kommunales Integrationszentrum", 1, 1),
    ]


def test_knappe_abstimmungen(site: Path) -> None:
    rows = ask(site, "knappe_abstimmungen")
    assert [(row["vorlage"], row["vorsprung"]) for row in rows] == [("nord:4", 1), ("sued:13", 2)]
    assert column(ask(site, "knappe_abstimmungen", kreis="Süd"), "vorlage") == ["sued:13"]


def test_ohne_ergebnis(site: Path) -> None:
    rows = ask(site, "ohne_ergebnis")
    assert [(row["vorlage"], row["ergebnis_stand"], row["stationen_ohne_ergebnis"]) for row in rows] == [
        ("sued:12", "offen", "Kreistag"),
        ("nord:5", "nicht_veroeffentlicht", "Kreistag 2020-06-16"),
    ]
    assert column(ask(site, "ohne_ergebnis", von="2021"), "vorlage") == ["sued:12"]


@pytest.mark.parametrize(
    ("suche", "found"),
    [
        ("teilhabe", [("sued:11", "Betreff")]),
        ("Süd teilhabekonzept", [("sued:11", "Betreff")]),
        ("wohnung", [("nord:2", "Sachverhalt")]),
        ("Ehrenamt", [("nord:2", "Protokoll")]),
        ('"zuhause', [("soest-alt:85-2013", "Betreff")]),
        ("nahverkehrsplan  2020", [("nord:5", "Betreff")]),
        ("ehrenamt OR radverkehr", []),
        ("* ) near(", []),
    ],
)
def test_volltextsuche(site: Path, suche: str, found: list[tuple[str, str]]) -> None:
    rows = ask(site, "volltextsuche", suche=suche)
    assert [(row["vorlage"], row["fundstelle"]) for row in rows] == found


def test_volltextsuche_shows_where(site: Path) -> None:
    (row,) = ask(site, "volltextsuche", suche="ehrenamt")
    assert row["auszug"] == "Ein Antrag ergänzt das Ehrenamt im dritten Kapitel."
    assert len(ask(site, "volltextsuche")) == len(sample_db.PAPERS)


def test_geaendert_beschlossen(site: Path) -> None:
    (row,) = ask(site, "geaendert_beschlossen")
    assert (row["vorlage"], row["ergebnis"], row["ergebnis_gremium"]) == ("nord:2", "geändert beschlossen", "Kreistag")
    assert ask(site, "geaendert_beschlossen", von="2016") == []


def test_fortschreibungen(site: Path) -> None:
    (row,) = ask(site, "fortschreibungen")
    assert (row["zuerst_beschlossen"], row["fortgeschrieben_am"]) == ("2015-05-19", "2021-05-18")
    assert (row["jahre_danach"], row["vorlage"]) == (6.0, "nord:3")


def test_konzepte_ohne_beschluss(site: Path) -> None:
    rows = ask(site, "konzepte_ohne_beschluss")
    assert [(row["konzept_name"], row["vorlage"]) for row in rows] == [
        ("Klimaschutzkonzept", "nord:4"),
        ("Nahverkehrsplan", "nord:5"),
        ("Radverkehrskonzept", "sued:12"),
    ]


def test_aenderungen_seit(site: Path) -> None:
    (row,) = ask(site, "aenderungen_seit", von="2026-11")
    assert (row["feld"], row["alt"], row["kreis"]) == ("betreff", "Radwegekonzept", "Musterkreis Süd")
    assert row["quelle"] == "https://sued.example/bi/vorlage?id=12"
    assert ask(site, "aenderungen_seit", von="2027") == []


def test_quellen_je_wert(site: Path) -> None:
    rows = ask(site, "quellen_je_wert", vorlage="nord:2")
    pages = {(row["zeile"], row["feld"]): row["quelle"] for row in rows}
    assert pages["nord:2", "betreff"] == "https://nord.example/bi/vorlage?id=2"
    assert pages["nord:2#4", "ja"] == "https://nord.example/bi/auszug?id=6"
    assert {row["zeile"] for row in rows} == {"nord:2", "nord:2#1", "nord:2#2", "nord:2#3", "nord:2#4"}


# --- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()] + ["/ris/nothing"])
def test_every_page_is_german_and_says_that_kreise_are_invented(app: Datasette, path: str) -> None:
    page = get(app, path)
    assert page.status_code == (404 if path.endswith("nothing") else 200)
    assert '<html lang="de">' in page.text
    assert "Beispieldaten." in page.text
    assert len(re.findall("<h1", page.text)) == 1
    assert not re.search(r"Powered by|Custom SQL|This data as|Suggested facets|>Search|Apply|rows?\b where", page.text)
    assert not re.search(r'(?:src=|rel="stylesheet" href=)"(?:https?:)?//', page.text)


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()])
def test_tables_can_be_listened_to(app: Datasette, path: str) -> None:
    page = get(app, path).text
    assert not re.search(r"<th(?=[\s>])(?![^>]*\sscope=)", page)
    for before, table in re.findall(r"(.{0,200})(<table.{0,200})", page, re.DOTALL):
        assert (
            "<caption" in table or re.match("<table[^>]* aria-label=", table) or 'role="region" aria-label="' in before
        ), table


def test_the_page_of_a_vorlage(app: Datasette) -> None:
    page = get(app, "/ris/vorlagen/nord~3A2").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace(" ,", ",")
    assert "Musterkreis Nord · Vorlage 2015/012" in text
    assert "geändert beschlossen Kreistag, 19.05.2015" in text
    assert "28 Ja, 18 Nein, 2 Enthaltungen" in text
    assert "Sprachkurse und Wohnungen" in text and "Ein Antrag ergänzt das Ehrenamt" in text
    assert "Konzept, Entwurf vom Januar (1.400 kB)" in text
    assert "2021/101 Fortschreibung des Integrationskonzepts" in text
    assert 'href="https://nord.example/bi/vorlage?id=2"' in page
    assert "javascript:" not in page


def test_every_value_of_a_vorlage_leads_to_its_page(app: Datasette, site: Path) -> None:
    page = get(app, "/ris/vorlagen/nord~3A2").text
    station = page.partition('<li class="spur-geaendert_beschlossen">')[2].partition("</li>")[0]
    assert '<a href="#quelle-2" aria-label="Quelle 2">2</a>' in station
    assert page.count('class="beleg"') == 1, "what is from the page of the Vorlage carries no mark"
    for number, url in ((1, "https://nord.example/bi/vorlage?id=2"), (2, "https://nord.example/bi/auszug?id=6")):
        assert f'<li id="quelle-{number}"><a href="{url}">' in page
    told = sql(site, "select feld from herkunft_alle where zeile = 'nord:2' or zeile like 'nord:2#%'")
    told += sql(site, "select feld from herkunft_alle where zeile in ('t0', 't1', 'a0', 'a1')")
    assert page.count('<th scope="row">') == len(told)


def test_press_and_changes_of_a_vorlage(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(source)) as db, db:
        page = "nord:vorlage-2"
        values = ("p1", "Kreis plant Konzept", "Bote", "2015-01-07", sample_db.NORD, "https://bote.example/1", page)
        db.execute(
            "insert into presse (id, titel, medium, datum, ags, url, seite) values (?, ?, ?, ?, ?, ?, ?)", values
        )
        db.execute("insert into presse_konzepte values ('p1', 'integrationskonzept', 'Konzept', ?)", [page])
        db.execute(
            "insert into presse_termine (id, presse, position, zitat) values ('p1#1', 'p1', 1, 'Im Mai berät er.')"
        )
        changed = "insert into aenderungen (tabelle, zeile, feld, alt, neu, gesehen_am) values "
        db.execute(changed + "('beratungen', 'nord:2#1', 'ergebnis', null, 'vertagt', '2026-11-02')")
    publish(source, tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    page = get(app, "/ris/vorlagen/nord~3A2").text
    assert '<a href="https://bote.example/1">Kreis plant Konzept</a>, Bote, 07.01.2015' in page
    assert "„Im Mai berät er.“" in page
    assert "Sozialausschuss, ergebnis: „“ → „vertagt“ (gesehen am 02.11.2026)" in page
    assert "In der Presse" not in get(app, "/ris/vorlagen/nord~3A4").text


def test_a_vorlage_without_result_says_why(app: Datasette) -> None:
    assert "Das Portal zeigt kein Ergebnis." in get(app, "/ris/vorlagen/nord~3A5").text
    assert "ohne Termin" in get(app, "/ris/vorlagen/sued~3A12").text
    assert "Radwegekonzept" in get(app, "/ris/vorlagen/sued~3A12").text


def test_queries_link_rows_and_offer_values(app: Datasette) -> None:
    page = get(app, "/ris/konzept_in_kreisen", konzept="integrationskonzept").text
    assert '<a href="/ris/vorlagen/soest-alt~3A85-2013">' in page
    assert '<option value="klimaschutzkonzept">Klimaschutzkonzept</option>' in page
    assert 'title="https://sued.example/bi/vorlage?id=11">sued.example</a>' in page


def test_views_link_their_rows(app: Datasette) -> None:
    assert '<a href="/ris/vorlagen/nord~3A2">nord:2</a>' in get(app, "/ris/vorlagen_eindeutig").text
    page = get(app, "/ris/abdeckung", portal="soest-alt").text
    assert '<a href="/ris/portale/soest-alt">soest-alt</a>' in page and "/kreis/05974" in page


def test_the_dataset_can_be_taken_along(app: Datasette, site: Path) -> None:
    assert get(app, "/ris.db").content == (site / "ris.db").read_bytes()


# --- the command line of Datasette -------------------------------------------------------------


def test_datasette_reads_the_folder(site: Path) -> None:
    command = [*serve_command(site)[:-4], "--get", "/ris/vorlagen.json?_shape=array&_size=1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout)[0]["id"]
