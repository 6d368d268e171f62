"""Downloads are complete or say that they are not; `test_laden_gelesen` has how other programs read them."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.loading import FORMS, address, load, rows_of
from tests.support.serving import Rows, get, plugin, sql

MANY = 10_000
LIMITED = "[einstellungen]\nsql_time_limit_ms = 300\n"
# Rows of a kilobyte; what they cost SQLite keeps what it makes of them in the time limit small.
ENDLESS = (
    "with recursive n(i) as (select 1 union all select i + 1 from n)"
    " select i, substr(hex(zeroblob(50000 + i)), 1, 1000) as x from n"
)
BROKEN = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000) "
    "select i, hex(zeroblob(500)) as x, case when i = 5000 then json('{') end as j from n"
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site where a query has more rows than a page of Datasette may have."""
    folder = tmp_path_factory.mktemp("large")
    dataset = sample_db.build(folder / "ris.db")
    changes = [(f"nord:{number}", f"{number:05}", "=1+1") for number in range(MANY)]
    with closing(sqlite3.connect(dataset)) as db, db:
        db.execute("delete from aenderungen")
        db.executemany(
            "insert into aenderungen (tabelle, zeile, feld, alt, neu, gesehen_am, seite) "
            "values ('vorlagen', ?, 'status', ?, ?, '2026-11-02T03:10:00+01:00', 'nord:vorlage-2')",
            changes,
        )
    (folder / "site.toml").write_text(LIMITED)
    publish(dataset, folder / "site", folder / "site.toml")
    return folder / "site"


@pytest.fixture(scope="module")
def many(large: Path) -> Datasette:
    return Datasette(config_dir=large)


@pytest.fixture
def as_ours(many: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own SQL is read in the server as if it were that of a table: only so can a test make one break off."""
    get(many, "/-/versions.json")  # loads the plugins
    monkeypatch.setattr(pm.get_plugin("fremdes_sql.py"), "is_written", lambda sql: False)


# --- complete ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_query_of_ten_thousand_rows_is_complete(many: Datasette, form: str) -> None:
    rows = rows_of(load(many, "/aenderungen_seit", form), form)
    assert [row["alt"] for row in rows] == [f"{number:05}" for number in range(MANY)]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "array"])
def test_a_table_is_complete_and_in_the_order_of_its_key(many: Datasette, large: Path, form: str) -> None:
    rows = rows_of(load(many, "/aenderungen", form), form)
    assert [str(row["id"]) for row in rows] == [
        str(row["id"]) for row in sql(large, "select id from aenderungen order by id")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_own_sql_is_complete(many: Datasette, form: str) -> None:
    rows = rows_of(load(many, "", form, sql="select alt from aenderungen where neu = :neu", neu="=1+1"), form)
    assert len(rows) == MANY


def test_filters_order_and_columns_are_those_of_the_page(app: Datasette, site: Path) -> None:
    asked = {"portal": "nord", "_sort_desc": "nummer", "_col": "nummer", "_next": "7", "_facet": "ags", "_size": "max"}
    rows = rows_of(load(app, "/vorlagen", "csv", **asked), "csv")
    wanted = sql(site, "select id, nummer from vorlagen where portal = 'nord' order by nummer desc, id")
    assert rows == [{name: value or "" for name, value in row.items()} for row in wanted]
    assert len(rows_of(load(app, "/vorlagen", "csv", _size="3"), "csv")) == 3
    assert "ist keine Zahl" in get(app, "/ris/vorlagen.csv?_size=x").text


def test_names_stand_behind_keys_where_asked_for(app: Datasette, site: Path) -> None:
    rows = rows_of(load(app, "/vorlagen", "csv", _labels="on", _search="Integrationskonzept"), "csv")
    names = {row["ags"]: row["name"] for row in sql(site, "select ags, name from kreise")}
    assert rows and {(row["ags"], row["ags_label"]) for row in rows} <= set(names.items())
    assert "portal_label" not in rows_of(load(app, "/vorlagen", "csv", _label="ags"), "csv")[0]


def test_the_file_of_a_row_is_that_of_its_table(app: Datasette) -> None:
    answer = get(app, "/ris/konzept_vorlagen/integrationskonzept,nord~3A2.csv", follow_redirects=True)
    rows = rows_of(answer, "csv")
    assert [(row["konzept"], row["vorlage"]) for row in rows] == [("integrationskonzept", "nord:2")]
    assert get(app, "/ris/konzept_vorlagen/integrationskonzept.csv").status_code == 404


def test_a_filter_that_was_chosen_on_the_page_is_followed(app: Datasette) -> None:
    path = "/ris/kreise.csv?_filter_column=ags&_filter_op=exact&_filter_value=05974&_trenner=semikolon"
    answer = get(app, path, follow_redirects=True)
    assert [row["ags"] for row in rows_of(answer, "semikolon")] == ["05974"]


# --- cut or refused ------------------------------------------------------------------------------


def last_line(text: str) -> str:
    return text.rstrip().splitlines()[-1]


@pytest.mark.usefixtures("as_ours")
@pytest.mark.parametrize(("query", "why"), [(ENDLESS, "rechnet länger als 0,3 Sekunden"), (BROKEN, "JSON")])
@pytest.mark.parametrize("form", ["csv", "semikolon", "json", "array"])
def test_what_breaks_off_says_so_in_its_last_line(many: Datasette, form: str, query: str, why: str) -> None:
    answer = load(many, "", form, sql=query)
    assert "UNVOLLSTÄNDIG: abgebrochen nach" in last_line(answer.text) and why in last_line(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    if form == "array":
        with pytest.raises(json.JSONDecodeError):
            answer.json()
    elif form == "json":
        assert answer.json()["truncated"] is True and answer.json()["zeilen"] == len(answer.json()["rows"])
    else:
        *rows, mark = rows_of(answer, form)
        assert mark["i"].startswith("UNVOLLSTÄNDIG") and all(row["i"].isdigit() for row in rows)


@pytest.mark.usefixtures("as_ours")
def test_a_file_that_grows_too_large_is_cut_with_a_mark(large: Path, tmp_path: Path) -> None:
    app = Datasette(config_dir=shutil.copytree(large, tmp_path / "site"))
    app._settings["max_csv_mb"] = 2
    query = ENDLESS.replace("from n)", "from n where i < 20000)")
    assert "Die Datei wird zu groß." in last_line(load(app, "", "csv", sql=query).text)
    app._settings["max_csv_mb"] = 0
    app._settings["sql_time_limit_ms"] = 60_000
    assert last_line(load(app, "", "csv", sql=query).text).startswith("20000,")


@pytest.mark.usefixtures("as_ours")
@pytest.mark.parametrize("form", FORMS)
def test_what_breaks_before_the_first_byte_is_refused(many: Datasette, form: str) -> None:
    slow = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    path, params = address("", form, sql=slow)
    answer = get(many, path, params=params)
    said = answer.json()["error"] if path.endswith("json") else answer.text
    assert answer.status_code == 400 and "rechnet länger als 0,3 Sekunden. Bitte eingrenzen." in said
    for wrong in ("select nix", "delete from kreise", "select 1; select 2", ""):
        answer = get(many, path, params={**params, "sql": wrong} if wrong else {})
        assert answer.status_code == (400 if wrong or "json" not in path else 200)


def test_a_workbook_that_cannot_hold_all_is_refused(many: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    load(many, "/kreise", "xlsx")  # so that the plugins are there
    from datasette.plugins import pm

    monkeypatch.setattr(pm.get_plugin("arbeitsmappe.py"), "ROWS", MANY)
    answer = get(many, "/ris/aenderungen.xlsx")
    assert answer.status_code == 400 and "Mehr als 9.999 Zeilen fasst keine Arbeitsmappe" in answer.text


def test_only_so_many_are_made_at_once(many: Datasette) -> None:
    from datasette.plugins import pm

    loading = pm.get_plugin("laden.py")._loading
    loading[id(many)] = 8
    answer = get(many, "/ris/kreise.csv")
    assert answer.status_code == 503 and "noch einmal versuchen" in answer.text
    loading[id(many)] = 7
    assert get(many, "/ris/kreise.csv?_size=1").status_code == 200 and loading[id(many)] == 7
    del loading[id(many)]


@pytest.mark.usefixtures("as_ours")
def test_nothing_is_made_for_a_reader_who_left(many: Datasette) -> None:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if len(sent) > 1:
            return {"type": "http.disconnect"}
        await asyncio.sleep(0.001)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        await asyncio.sleep(0.01)

    query = urlencode({"sql": ENDLESS}).encode()
    scope = {"type": "http", "method": "GET", "path": "/ris.csv", "raw_path": b"/ris.csv", "query_string": query,
             "headers": [], "scheme": "http", "http_version": "1.1"}  # fmt: skip
    many._settings["sql_time_limit_ms"] = 60_000
    asyncio.run(asyncio.wait_for(many.app()(scope, receive, send), 30))
    many._settings["sql_time_limit_ms"] = 300
    assert sent[0]["status"] == 200 and sum(len(message.get("body", b"")) for message in sent) < 20_000_000


# --- what it is called and says -------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_download_has_a_name_a_type_a_date_and_a_licence(app: Datasette, form: str) -> None:
    answer = load(app, "/konzept_in_kreisen", form, konzept="integrationskonzept", land="Nordrhein-Westfalen")
    ending = {"semikolon": "csv", "array": "json"}.get(form, form)
    name = f"konzept_in_kreisen_integrationskonzept_nordrhein-westfalen_2026-11-02.{ending}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    kinds = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
    assert answer.headers["content-type"] == kinds.get(ending, plugin("arbeitsmappe").MIME)
    assert 'deed.de>; rel="license"' in answer.headers["link"]
    assert answer.headers["x-dataset-date"] == "2026-11-02" and "regeln=" in answer.headers["x-dataset-version"]
    assert answer.content.startswith("\ufeff".encode()) == (form == "semikolon")


@pytest.mark.parametrize("form", FORMS)
def test_head_answers_without_a_body(many: Datasette, form: str) -> None:
    path, params = address("/aenderungen_seit", form)
    answer = asyncio.run(many.client.head(path, params=params))
    whole = get(many, path, params=params)
    assert answer.status_code == 200 and answer.content == b""
    for name in ("content-type", "content-disposition", "link"):
        assert answer.headers[name] == whole.headers[name]


def test_json_says_what_it_is(app: Datasette) -> None:
    said = load(app, "/konzept_in_kreisen", "json", konzept="integrationskonzept").json()
    assert said["rows"] == ask_rows(said) and said["truncated"] is False and said["error"] is None
    assert (said["stand"], said["zeilen"], said["gefragt"]) == ("2026-11-02", 3, "konzept=integrationskonzept")
    assert said["adresse"].startswith("http://") and said["lizenz_url"].startswith("https://")
    assert set(said["spalten"]) == set(said["columns"]) and all(said["spalten"].values())


def ask_rows(said: dict[str, Any]) -> Rows:
    return [{column: row[column] for column in said["columns"]} for row in said["rows"]]


def test_a_page_of_json_stays_datasette_s(many: Datasette) -> None:
    page = get(many, "/ris/aenderungen.json").json()
    assert len(page["rows"]) == 50 and page["next"]
    assert get(many, "/ris/aenderungen_seit.json").json()["truncated"] is True


def test_a_file_name_is_plain(app: Datasette) -> None:
    name = get(app, "/ris/vorlagen.csv", params={"_search": "Ärger ß/" + "x" * 300}).headers["content-disposition"]
    assert name.startswith('attachment; filename="vorlagen_aerger-ss-xxx') and len(name) < 120 and name.isascii()
