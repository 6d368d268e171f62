"""What Datasette is told: one source for both configurations, a German description for every column."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from markupsafe import escape

from ris_scraper.dataset import schema
from ris_scraper.folder import resource
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import queries as publishing
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish
from ris_scraper.publish.tables import hidden
from tests.support import sample_db
from tests.support.serving import QUERIES, ask, get, sql


def test_both_configurations_come_from_one_source(site: Path) -> None:
    old = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))
    new = yaml.safe_load((site / "datasette.yaml").read_text("utf-8"))
    assert old["databases"]["ris"]["queries"] == new["databases"]["ris"]["queries"]
    assert new["databases"]["ris"]["queries"].keys() == QUERIES.keys()
    assert new["settings"] == json.loads((site / "settings.json").read_text("utf-8"))
    assert old["plugins"] == new["plugins"]
    assert old["plugins"]["ris"]["beispieldaten"] is True


def test_every_published_column_has_a_german_description(site: Path) -> None:
    tables = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["databases"]["ris"]["tables"]
    objects = sql(site, "select name from sqlite_master where type in ('table', 'view') and name not like '%fts%'")
    inner = ("sqlite_", "woerter", "oparl_", *hidden())
    for name in {row["name"] for row in objects if not row["name"].startswith(inner)}:
        columns = [row["name"] for row in sql(site, f"pragma table_info({name})")]
        assert list(tables[name]["columns"]) == columns
        assert tables[name]["title"] and tables[name]["description"]
        assert set(tables[name].get("facets", [])) <= set(columns)
        assert {tables[name].get("sort"), tables[name].get("sort_desc")} - {None} <= set(columns)


def test_what_a_column_means_is_written_once() -> None:
    raw = tomllib.loads(files("ris_scraper.dataset").joinpath("schema.toml").read_text("utf-8"))
    shared = raw.pop("columns")
    said = [column for table in raw.values() for column in table["columns"].items()]
    own = [column for column in said if column[1]]
    assert not [column for column in own if own.count(column) > 1 or column in shared.items()]
    assert set(shared) == {name for name, spec in said if not spec}
    assert all(column.text for table in schema.tables().values() for column in table.columns)
    [ags] = [column for column in schema.tables()["vorlagen"].columns if column.name == "ags"]
    assert (ags.type, ags.target, ags.text) == ("text", ("kreise", "ags"), "Amtlicher Gemeindeschlüssel des Kreises")


@pytest.mark.parametrize("name", QUERIES)
def test_every_column_of_a_query_has_a_german_description(site: Path, app: Datasette, name: str) -> None:
    told = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))
    own = told["plugins"]["ris"]["spalten"] | told["plugins"]["ris"]["abfragespalten"]
    tables = [table["columns"] for table in told["databases"]["ris"]["tables"].values()]
    page = get(app, f"/ris/{name}").text.partition("Was die Spalten bedeuten")[2]
    for shown in ask(site, name)[0]:
        texts = {own[shown]} if shown in own else {columns[shown] for columns in tables if shown in columns}
        assert len(texts) == 1, f"{name}.{shown}: say in site.toml, [abfragespalten], what it means"
        assert f"<code>{shown}</code></dt><dd>{escape(texts.pop())}</dd>" in page


def told(site: Path) -> Any:
    return yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["plugins"]["ris"]


def columns_of(site: Path) -> dict[str, set[str]]:
    """The columns of every published table and view, and of every query."""
    names = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["databases"]["ris"]["tables"]
    found = {name: {row["name"] for row in sql(site, f"pragma table_info({name})")} for name in names}
    return found | {name: set(ask(site, name)[0]) for name in QUERIES}


def test_every_column_has_a_title_and_none_is_for_nothing(site: Path) -> None:
    titles, columns = told(site)["spaltentitel"], columns_of(site)
    every = {column for names in columns.values() for column in names}
    assert {title for title in titles if "." not in title} == every
    for name in (title for title in titles if "." in title):
        table, _, column = name.partition(".")
        assert column in columns[table] and titles[name] != titles[column]
    assert not [name for name, title in titles.items() if "_" in title or not (title[:1].isupper() or name == "robots")]
    for table, names in columns.items():
        shown = [titles.get(f"{table}.{name}", titles[name]) for name in names]
        assert len(shown) == len(set(shown)), table


def test_what_is_said_of_columns_is_of_columns_that_there_are(site: Path) -> None:
    own, every = told(site), {column for names in columns_of(site).values() for column in names}
    listed = [column for columns in own["spaltenarten"].values() for column in columns]
    assert set(listed) <= every and len(listed) == len(set(listed))
    assert set(own["karten"]["felder"]) <= every


def test_every_parameter_has_a_kind_and_what_it_offers(site: Path) -> None:
    own = told(site)
    assert set(own["parameter"]) == {name for query in QUERIES.values() for name in query.parameters}
    for name, spec in own["parameter"].items():
        assert spec["art"] in ("wahl", "teil", "liste", "datum", "zahl", "text") and spec["titel"], name
        assert ("abfrage" in spec or "werte" in spec or "vokabular" in spec) == (
            spec["art"] in ("wahl", "teil", "liste")
        )
        assert spec.get("vokabular", "phase") in own["vokabular"]


def test_no_column_is_described_that_no_query_has(site: Path) -> None:
    own = yaml.safe_load((site / "metadata.yaml").read_text("utf-8"))["plugins"]["ris"]["abfragespalten"]
    assert set(own) <= {column for name in QUERIES for column in ask(site, name)[0]}


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
        canned_queries()
