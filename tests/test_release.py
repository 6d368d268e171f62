"""A release: what is in it, that it is exact and the same each time, and that its check finds what is wrong."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from ris_scraper.accuracy import kept
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish.releases import order, read, releases
from ris_scraper.publish.tables import INNER, published
from ris_scraper.release import tables
from ris_scraper.release.check import faults
from ris_scraper.release.columns import arrow_schema
from ris_scraper.release.release import release
from tests.support import hostile_db, sample_db
from tests.support.two_releases import change, command, rows

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def package(first: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((first / "datapackage.json").read_text("utf-8"))
    return said


# --- what is in it ---------------------------------------------------------------------------


def test_it_has_both_forms_of_every_published_table_and_nothing_else_of_the_dataset(first: Path) -> None:
    names = {table.name for table in published()}
    assert {file.stem for file in first.glob("*.parquet")} == {file.stem for file in first.glob("*.csv")} == names
    kept = rows(
        first / "ris.db", "select name from sqlite_master where type = 'table' and name not like '%\\_%' escape '\\'"
    )
    assert {name for (name,) in kept} <= {*names, *INNER, "woerter"}
    assert {"README.md", "codebook.md", "codebook.html", "CITATION.cff", "SHA256SUMS"} <= {
        f.name for f in first.iterdir()
    }


@pytest.mark.parametrize("build", [sample_db.build, hostile_db.build])
def test_every_value_is_exact_in_both_forms(build: Callable[[Path], Path], tmp_path: Path) -> None:
    ris_db = build(tmp_path / "ris.db")
    change(ris_db, "update vorlagen set betreff = '' where id = 'nord:1'")
    path = release(ris_db, tmp_path, "1.0.0")
    assert not [*faults(path)]
    for table in published():
        kept = rows(path / "ris.db", f"select * from {table.name} order by {', '.join(table.pk)}")
        columns = parquet.read_table(path / f"{table.name}.parquet")
        assert columns.schema.names == list(table.fields)
        assert [tuple(row.values()) for row in columns.to_pylist()] == kept
        with (path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *cells = csv.reader(file)
        assert header == list(table.fields)
        assert [tuple(row) for row in cells] == [tuple("" if v is None else _text(v) for v in row) for row in kept]


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def test_csv_tells_an_empty_text_from_none(tmp_path: Path) -> None:
    ris_db = sample_db.build(tmp_path / "ris.db")
    change(ris_db, "update kreise set name = '', einwohner = null where ags = '99001'")
    path = release(ris_db, tmp_path, "1.0.0")
    assert '"99001","","Landkreis","Beispielland",,,,' in (path / "kreise.csv").read_text("utf-8").splitlines()


def test_an_ags_keeps_its_zero_everywhere(first: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    both = {"01001", "05974"}
    assert both <= set(parquet.read_table(first / "kreise.parquet")["ags"].to_pylist())
    assert both <= {line.split(",")[0].strip('"') for line in (first / "kreise.csv").read_text("utf-8").splitlines()}
    for source in (f"'{first}/kreise.parquet'", f"read_csv('{first}/kreise.csv', all_varchar = true)"):
        assert both <= {ags for (ags,) in duckdb.sql(f"select ags from {source}").fetchall()}


def test_duckdb_reads_types_and_counts_as_the_package_says(first: Path, package: dict[str, Any]) -> None:
    duckdb = pytest.importorskip("duckdb")
    named = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    for resource in package["resources"]:
        source = f"'{first}/{resource['name']}.parquet'"
        described = duckdb.sql(f"describe select * from {source}").fetchall()
        fields = resource["schema"]["fields"]
        assert [(row[0], row[1]) for row in described] == [(field["name"], named[field["type"]]) for field in fields]
        assert duckdb.sql(f"select count(*) from {source}").fetchall() == [(resource["rows"],)]


def test_pandas_reads_both_forms(first: Path) -> None:
    pandas = pytest.importorskip("pandas")
    assert "01001" in set(pandas.read_parquet(first / "kreise.parquet")["ags"])
    assert "01001" in set(pandas.read_csv(first / "kreise.csv", dtype={"ags": "string"})["ags"])


def test_a_column_that_begins_with_nothing_is_of_its_type_all_the_same(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table t (id integer primary key, nummer text, anteil real)")
        db.executemany("insert into t values (?, ?, ?)", ((n, "007" if n > 4000 else None, None) for n in range(5000)))
        described = [("id", "integer"), ("nummer", "string"), ("anteil", "number")]
        schema = arrow_schema([{"name": n, "type": t, "description": ""} for n, t in described], ["id"])
        assert tables.write(db, "t", schema, ["id"], tmp_path) == 5000
    found = parquet.read_table(tmp_path / "t.parquet")
    assert found.schema.types == ["int64", "string", "double"] and found["nummer"][-1].as_py() == "007"


def test_rows_are_grouped_by_what_they_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 10)
    monkeypatch.setattr(tables, "BYTES", 25_000)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table t (id integer primary key, text text)")
        db.executemany("insert into t values (?, ?)", ((n, "x" * 1000) for n in range(100)))
        schema = arrow_schema(
            [{"name": n, "type": t, "description": ""} for n, t in (("id", "integer"), ("text", "string"))], ["id"]
        )
        tables.write(db, "t", schema, ["id"], tmp_path)
    file = parquet.ParquetFile(tmp_path / "t.parquet").metadata
    assert [file.row_group(n).num_rows for n in range(file.num_row_groups)] == [30, 30, 30, 10]


def test_a_value_of_another_type_is_refused_with_its_table(tmp_path: Path) -> None:
    ris_db = sample_db.build(tmp_path / "ris.db")
    change(ris_db, "update kreise set einwohner = 'viele' where ags = '99001'")
    with pytest.raises(InputError, match="kreise: a value is not of the type"):
        release(ris_db, tmp_path / "out", "1.0.0")
    assert not [*(tmp_path / "out").iterdir()]


# --- the same each time, and never changed ---------------------------------------------------


def test_the_same_dataset_gives_the_same_bytes_whenever_it_was_built(tmp_path: Path) -> None:
    digests = []
    for place, day in (("a", "2026-11-01"), ("b", "2027-02-03")):
        ris_db = sample_db.build(tmp_path / f"{place}.db")
        run = f"('read', 'nord', '{day}', '{day}', 1, 1, 0, 'fertig')"
        change(
            ris_db,
            *[f"insert into laeufe (art, portal, beginn, ende, seiten, datensaetze, fehler, ausgang) values {run}"]
            * (1 if place == "a" else 300),
            f"update versionen set seit = '{day}T03:00:00+00:00'",
        )
        path = release(ris_db, tmp_path / place, "1.0.0")
        digests.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.iterdir()})
    assert digests[0] == digests[1]


def test_it_is_read_only_dated_by_its_pages_and_refused_a_second_time(made: Path, first: Path) -> None:
    assert {file.stat().st_mode & 0o777 for file in first.iterdir()} == {0o444}
    assert read(first).datum == "2026-11-02"
    with pytest.raises(InputError, match="is there already"):
        command("0.9.0", "--data", str(made))


@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "1.0.0+x", "../1.0.0", "01.0.0", "1.0.0-RC", "١.0.0"])
def test_what_is_no_version_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no version"):
        release(sample_db.build(tmp_path / "ris.db"), tmp_path / "out", version)
    assert not (tmp_path / "out").exists()


def test_a_dataset_without_pages_needs_a_date(tmp_path: Path) -> None:
    ris_db = sample_db.build(tmp_path / "ris.db")
    change(ris_db, "update portale set letzter_erfolg = null")
    with pytest.raises(InputError, match="--date"):
        release(ris_db, tmp_path / "out", "1.0.0")
    assert read(release(ris_db, tmp_path / "out", "1.0.0", day="2026-01-31")).datum == "2026-01-31"


def test_what_is_left_out_of_the_site_is_left_out_of_the_release(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('[entfernt]\nzeilen = ["vorlagen/nord:2"]\n', "utf-8")
    path = release(sample_db.build(tmp_path / "ris.db"), tmp_path, "1.0.0", tmp_path / "site.toml")
    assert "nord:2" not in parquet.read_table(path / "vorlagen.parquet")["id"].to_pylist()
    assert not [*faults(path)]


# --- what it says ----------------------------------------------------------------------------


def test_the_package_says_types_keys_references_missing_values_licence_and_sources(package: dict[str, Any]) -> None:
    papers = next(each for each in package["resources"] if each["name"] == "vorlagen")
    fields = {field["name"]: field for field in papers["schema"]["fields"]}
    assert (fields["ags"]["type"], fields["nummer_jahr"]["type"]) == ("string", "integer")
    assert fields["ergebnis_norm"]["werte"]["vertagt"] == "auf später verschoben" and fields["betreff"]["description"]
    assert papers["schema"]["primaryKey"] == ["id"] and papers["schema"]["missingValues"] == [""]
    assert {"fields": ["ags"], "reference": {"resource": "kreise", "fields": ["ags"]}} in papers["schema"][
        "foreignKeys"
    ]
    assert package["licenses"][0]["name"] == "CC-BY-4.0" and package["created"] == "2026-11-02T00:00:00Z"
    assert {"title": "Musterkreis Nord", "path": "https://nord.example/bi/"} in package["sources"]


def test_the_codebook_counts_what_is_missing_and_how_often_a_word_stands(first: Path) -> None:
    pages = {name: (first / name).read_text("utf-8") for name in ("codebook.md", "codebook.html")}
    for table in published():
        for text in pages.values():
            assert table.name in text and all(column.name in text for column in table.columns)
    [(papers, missing)] = rows(first / "ris.db", "select count(*), sum(federfuehrend is null) from vorlagen")
    [(tabled,)] = rows(first / "ris.db", "select count(*) from vorlagen where ergebnis_norm = 'geaendert_beschlossen'")
    assert "Häufigkeiten von `portal`" not in pages["codebook.md"]
    share = f"{round(missing * 1000 / papers) / 10:.1f}".replace(".", ",")
    assert (
        f"| `federfuehrend` | Federführendes Amt (nie eine Person) | string |  | {missing} ({share} %) |"
        in pages["codebook.md"]
    )
    assert (
        f"| geaendert\\_beschlossen | {tabled} | " in pages["codebook.md"]
        and f"<code>geaendert_beschlossen</code>: {tabled} (" in pages["codebook.html"]
    )


def test_what_portals_print_is_no_markup_of_the_codebook(tmp_path: Path) -> None:
    path = release(hostile_db.build(tmp_path / "ris.db"), tmp_path, "1.0.0")
    for name in ("codebook.html", "codebook.md", "README.md"):
        text = (path / name).read_text("utf-8")
        assert "<script" not in text and "<b>" not in text
    assert "&lt;b&gt;x" in (path / "codebook.html").read_text("utf-8")


def test_catalogues_name_a_licence_for_every_file_and_real_kreise_only(first: Path) -> None:
    dataset = json.loads((first / "dcat-ap-de.jsonld").read_text("utf-8"))["dcat:dataset"]
    for each in dataset["dcat:distribution"]:
        file = first / each["dcat:downloadURL"]["@id"]
        assert each["dct:license"]["@id"] == "http://dcat-ap.de/def/licenses/cc-by/4.0"
        assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert [kreis["@id"][-5:] for kreis in dataset["dcatde:politicalGeocodingURI"]] == ["05974"]
    said = json.loads((first / "schema-org.jsonld").read_text("utf-8"))
    assert said["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert {each["contentUrl"] for each in said["distribution"]} == {
        each["dcat:downloadURL"]["@id"] for each in dataset["dcat:distribution"]
    }


def test_the_citation_names_operator_version_day_and_licence(first: Path) -> None:
    said = yaml.safe_load((first / "CITATION.cff").read_text("utf-8"))
    assert said["authors"] == [{"name": "Institut für Beispiele"}] and said["type"] == "dataset"
    assert (said["version"], said["date-released"], said["license"]) == ("0.9.0", "2026-11-02", "CC-BY-4.0")


def test_the_readme_counts_what_changed_since_the_last_release(made: Path) -> None:
    text = (made / "releases" / "0.10.0" / "README.md").read_text("utf-8")
    assert "Seit Ausgabe 0.9.0:" in text
    for line in ("| `vorlagen` | 0 | 2 | 0 |", "| `bezuege` | 1 | 0 | 0 |", "| `kreise` | 0 | 0 | 0 |"):
        assert line in text
    [(notes,)] = rows(made / "releases" / "0.9.0" / "ris.db", "select count(*) from hinweise")
    assert notes and f"| `hinweise` | 0 | 0 | {notes} |" in text
    assert "| neu (geändert) |" in text and "| leser |" in text
    assert "Dies ist die erste Ausgabe" in (made / "releases" / "0.9.0" / "README.md").read_text("utf-8")


def test_another_release_can_be_compared_with(made: Path, first: Path, tmp_path: Path) -> None:
    path = release(made / "ris.db", tmp_path, "2.0.0", since=first)
    assert "Seit Ausgabe 0.9.0:" in (path / "README.md").read_text("utf-8")
    with pytest.raises(InputError, match="no release is there: name the folder"):
        release(made / "ris.db", tmp_path, "3.0.0", since=tmp_path)


def test_a_table_that_the_last_release_has_not_is_new(made: Path, first: Path, tmp_path: Path) -> None:
    older = tmp_path / "0.9.0"
    shutil.copytree(first, older)
    (older / "ris.db").chmod(0o644)
    change(
        older / "ris.db",
        "drop view herkunft_alle",
        "drop table presse_termine",
        "drop table stimmen",
        "alter table kreise drop column nuts3",
    )
    text = (release(made / "ris.db", tmp_path, "0.9.1") / "README.md").read_text("utf-8")
    [(votes,)] = rows(made / "ris.db", "select count(*) from stimmen")
    assert f"| `stimmen` | {votes} | 0 | 0 |" in text and "| `kreise` | 0 | 0 | 0 |" in text


def test_it_has_the_accuracy_shipped_and_the_operators_own(tmp_path: Path) -> None:
    [shipped, *_] = kept.shipped()
    kept.write(shipped.model_copy(update={"sammlung": "eigene"}), tmp_path / "genauigkeit")
    path = release(sample_db.build(tmp_path / "ris.db"), tmp_path, "1.0.0", measured=tmp_path / "genauigkeit")
    text, found = (path / "genauigkeit.md").read_text("utf-8"), parquet.read_table(path / "genauigkeit.parquet")
    assert {"eigene", shipped.sammlung} <= set(found["sammlung"].to_pylist())
    assert "\n| eigene | " in text and "| sammlung | stichprobe | vendor |" in text
    assert "genauigkeit.md" in (path / "README.md").read_text("utf-8") and not [*faults(path)]


# --- the folder of releases ------------------------------------------------------------------


def test_releases_are_listed_from_the_newest_version_down(made: Path) -> None:
    assert [known.version for known in releases(made / "releases")] == ["0.10.0", "0.9.0"]
    assert releases(made / "nowhere") == releases(None) == []
    assert sorted(["1.0.0", "1.0.0-rc.2", "1.0.0-rc.10", "0.9.9"], key=order) == [
        "0.9.9", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0",
    ]  # fmt: skip


def test_a_folder_that_broke_off_is_none_and_makes_room(made: Path, tmp_path: Path) -> None:
    (tmp_path / "1.0.0.neu").mkdir()
    (tmp_path / "1.0.0.neu" / "half").write_text("x", "utf-8")
    assert releases(tmp_path) == []
    release(made / "ris.db", tmp_path, "1.0.0")
    assert [path.name for path in tmp_path.iterdir()] == ["1.0.0"]


def test_a_broken_release_is_named(tmp_path: Path) -> None:
    (tmp_path / "1.0.0").mkdir()
    with pytest.raises(InputError, match=r"1\.0\.0: no release"):
        releases(tmp_path)
