"""The served folder: what is in it, what is not, and how it takes the place of another."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import datasette
import pytest
from sqlite_utils import Database

from ris_scraper.dataset import schema
from ris_scraper.folder import resource
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import tables
from ris_scraper.publish.queries import known
from ris_scraper.publish.site import publish, serve_command
from tests.support import sample_db
from tests.support.serving import sql

# --- the database ------------------------------------------------------------------------------


def test_only_allowed_tables_and_views_are_published(site: Path) -> None:
    names = {(row["type"], row["name"]) for row in sql(site, "select type, name from sqlite_master")}
    fulltext = re.compile(r"(vorlagen|abschnitte|anlagen_seiten)_fts(_\w+)?|sqlite_\w+|woerter(_\w+)?|oparl_\w+")
    copied = {name for kind, name in names if kind == "table" and not fulltext.fullmatch(name)} - {*tables.hidden()}
    assert copied == {name for name, table in schema.tables().items() if not table.internal}
    assert {name for kind, name in names if kind == "view"} == set(tables.VIEWS)
    assert b"GEHEIM" not in (site / "ris.db").read_bytes()


@pytest.mark.parametrize("query", ["wer_bringt_ein", "volltextsuche", "kette", "konzept_stationen"])
def test_a_page_of_a_query_reads_no_large_table_whole(site: Path, query: str) -> None:
    with closing(sqlite3.connect(site / "ris.db")) as db:
        given = dict.fromkeys(known(query).parameters, "")
        plan = [row[3] for row in db.execute(f"explain query plan {known(query).sql} limit 1", given)]
    assert not [step for step in plan if re.fullmatch(r"SCAN (v|kv|vorlagen|konzept_vorlagen|beratungen)", step)]


@pytest.mark.parametrize("name", tables.INNER)
def test_what_queries_ask_holds_the_rows_of_its_view(site: Path, name: str) -> None:
    asked, kept = schema.views()[name], f"select * from {name}"
    assert sql(site, kept)
    assert sql(site, f"{asked} except {kept}") == sql(site, f"{kept} except select * from ({asked})") == []


def test_columns_keys_and_indexes_are_those_of_the_schema(site: Path) -> None:
    for name, table in schema.tables().items():
        if table.internal:
            continue
        assert tuple(row["name"] for row in sql(site, f"pragma table_info({name})")) == table.fields
        linked = {(row["from"], row["table"]) for row in sql(site, f"pragma foreign_key_list({name})")}
        assert linked == {(column.name, column.target[0]) for column in table.columns if column.target}
        made = [row["name"] for row in sql(site, f"pragma index_list({name})") if row["origin"] == "c"]
        indexes = {tuple(row["name"] for row in sql(site, f"pragma index_info({index})")) for index in made}
        plain = {tuple(column.removeprefix("-") for column in columns) for columns in table.index}
        assert indexes == {*plain, *table.sparse, *([("seite",)] if ("seite", "seiten") in linked else [])}
    assert sql(site, "pragma foreign_key_check") == []


def test_every_row_is_copied_and_found_in_the_text(site: Path) -> None:
    assert sql(site, "select count(*) as n from vorlagen")[0]["n"] == len(sample_db.PAPERS)
    find = "select t.id from {0}_fts f join {0} t on t.rowid = f.rowid where {0}_fts match :wort"
    assert sql(site, find.format("vorlagen"), wort="teilhabekonzept") == [{"id": "sued:11"}]
    assert sql(site, find.format("abschnitte"), wort="ehrenamt") == [{"id": "t4"}]


def test_the_rows_of_tables_and_views_are_counted(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('[entfernt]\nzeilen = ["vorlagen/nord:2", "seiten/sued:vorlage-11"]', "utf-8")
    for own in (None, tmp_path / "site.toml"):
        publish(sample_db.build(tmp_path / "ris.db"), tmp_path / "site", own)
        told = json.loads((tmp_path / "site" / "inspect-data.json").read_text("utf-8"))["ris"]
        counted = {name: found["count"] for kind in ("tables", "views") for name, found in told[kind].items()}
        assert counted == {
            name: sql(tmp_path / "site", f"select count(*) as n from {name}")[0]["n"]
            for name in (*(table.name for table in tables.published()), *tables.VIEWS)
        }
        (tmp_path / "ris.db").unlink()


@pytest.mark.parametrize(
    ("table", "columns"), [(name, columns) for name, table in schema.tables().items() for columns in table.sparse]
)
def test_a_row_is_found_by_a_column_that_most_rows_leave_empty(
    tmp_path: Path, table: str, columns: tuple[str, ...]
) -> None:
    """As SQLite sees a large site: all is counted, and nearly all rows have nothing in the column."""
    with closing(sqlite3.connect(tmp_path / "ris.db")) as connection:
        db = Database(connection)
        schema.create(db)
        rows = [{schema.tables()[table].pk[0]: str(number)} for number in range(2000)]
        db.table(table).insert_all([*rows[:-1], {**rows[-1], columns[0]: "x"}])
        connection.execute("analyze")
        plan = connection.execute(f"explain query plan select * from {table} where {columns[0]} = 'x'").fetchall()
    assert f"USING INDEX idx_{table}_{'_'.join(columns)} " in plan[0][3]


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
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db", "site", "site.2"]


def test_a_folder_that_an_older_version_published_and_what_a_kill_left_give_way(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    publish(source, tmp_path / "site")
    (tmp_path / "site").unlink()
    (tmp_path / "site.1").rename(tmp_path / "site")
    (tmp_path / "site.7").mkdir()
    (tmp_path / "site.7" / "ris.db").write_bytes(b"half a site")
    (tmp_path / "site.neu").symlink_to("site.7")
    publish(source, tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db", "site", "site.1"]
    assert (tmp_path / "site" / "ris.db").is_file()


def test_an_operators_own_link_is_followed(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    (tmp_path / "large").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "large" / "site")
    for _ in range(2):
        publish(source, tmp_path / "site")
    assert (tmp_path / "site").readlink() == tmp_path / "large" / "site"
    assert (tmp_path / "site" / "ris.db").is_file()


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("ris_scraper.publish.tables.copy", full)
    with pytest.raises(InputError, match="the disk is full; make room"):
        publish(sample_db.build(tmp_path / "ris.db"), tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db"]


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
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ris.db", "site", "site.1"]


def test_a_change_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    publish(source, tmp_path / "site")

    def failing(self: Path, target: Path) -> Path:
        raise OSError("disk gone")

    monkeypatch.setattr(Path, "replace", failing)
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
    monkeypatch.setattr("ris_scraper.folder._PACKAGE", tmp_path / "ris_scraper")
    with pytest.raises(InputError):
        resource("datasette")


def test_datasette_reads_the_folder(site: Path) -> None:
    command = [*serve_command(site)[:-4], "--get", "/ris/vorlagen.json?_shape=array&_size=1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout)[0]["id"]
