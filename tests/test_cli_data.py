"""What the data folder gives out: answers of canned queries, a kept page; and what it must forget."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ris_scraper.archive.frontier import locked
from ris_scraper.folder import Folder
from ris_scraper.nouns.vendor import Request
from ris_scraper.publish.exports import DEFAULT, EXPORTS
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.command import RUN, SOEST, refused, ris
from tests.support.rows import query

URL = "https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `ris-data/ris.db`."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "ris-data").mkdir()
    sample_db.build(folder / "ris-data" / "ris.db")
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with one page in the archive."""
    assert ris(tmp_path, "ingest", str(SOEST)).returncode == 0
    return tmp_path


def rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(text.splitlines())


# --- query -------------------------------------------------------------------------------------


def test_query_lists_the_queries_with_their_parameters(sample: Path) -> None:
    said = ris(sample, "query").stdout
    assert [line.partition("(")[0] for line in said.splitlines()] == [query.name for query in canned_queries()]
    assert "beratungsweg(vorlage)  Weg einer Vorlage" in said


def test_query_prints_what_the_site_answers(sample: Path) -> None:
    arguments = (
        "query",
        "konzept_in_kreisen",
        "--param",
        "konzept=integrationskonzept",
        "--param",
        "land=Beispielland",
    )
    found = list(rows(ris(sample, *arguments).stdout))
    assert [(row["kreis"], row["beschlossen_am"]) for row in found] == [
        ("Musterkreis Nord", "2015-05-19"),
        ("Musterkreis Süd", "2016-12-15"),
    ]
    assert ris(sample, *arguments, "--csv").stdout == ris(sample, *arguments).stdout
    lines = ris(sample, *arguments, "--json").stdout.splitlines()
    assert [json.loads(line)["kreis"] for line in lines] == [row["kreis"] for row in found]
    assert json.loads(lines[0])["tage_bis_entscheidung"] == 98


def test_a_formula_is_none_in_the_csv(tmp_path: Path) -> None:
    (tmp_path / "ris-data").mkdir()
    file = sample_db.build(tmp_path / "ris-data" / "ris.db")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update vorlagen set betreff = '=1+1' where id = 'nord:2'")
    arguments = ("query", "beratungsweg", "--param", "vorlage=nord:2")
    assert {row["betreff"] for row in rows(ris(tmp_path, *arguments).stdout)} == {"'=1+1"}
    assert json.loads(ris(tmp_path, *arguments, "--json").stdout.splitlines()[0])["betreff"] == "=1+1"


def test_every_form_of_the_table_is_a_flag(sample: Path) -> None:
    said = ris(sample, "query", "--help").stdout
    assert not [name for name, export in EXPORTS.items() if f"--{name} " not in said or export.help not in said]
    assert DEFAULT in EXPORTS


def test_exports_write_rows_under_their_columns() -> None:
    written = {}
    for name, export in EXPORTS.items():
        out = io.BytesIO()
        export.write(iter([("=1+1", -5, None), ("Süd", 2.5, "a,b")]), ("betreff", "ja", "ort"), out)
        written[name] = out.getvalue().decode()
    assert written == {
        "csv": 'betreff,ja,ort\r\n\'=1+1,-5,\r\nSüd,2.5,"a,b"\r\n',
        "json": '{"betreff": "=1+1", "ja": -5, "ort": null}\n{"betreff": "Süd", "ja": 2.5, "ort": "a,b"}\n',
    }


def test_query_without_rows_prints_its_columns(sample: Path) -> None:
    done = ris(sample, "query", "beratungsweg", "--param", "vorlage=nichts")
    assert done.returncode == 0 and done.stdout.startswith("vorlage,nummer,")
    assert "no row answers vorlage='nichts': is it written as in the dataset?" in done.stderr


def test_query_names_what_is_wrong(sample: Path, tmp_path: Path) -> None:
    assert "there is no query 'weg': `ris query` lists them" in refused(sample, "query", "weg")
    assert "did you mean 'beratungsweg'?" in refused(sample, "query", "beratungswege")
    assert not [*(sample / "ris-data").glob("ris.db-*")]
    wrong = refused(sample, "query", "beratungsweg", "--param", "nummer=1")
    assert wrong == "InputError: beratungsweg has no parameter 'nummer'; it has vorlage\n"
    assert "'vorlage' is no name=value" in refused(sample, "query", "beratungsweg", "--param", "vorlage", code=2)
    assert "ris.db does not exist: run `ris build` first" in refused(tmp_path, "query", "beratungsweg")
    (tmp_path / "ris-data").mkdir()
    (tmp_path / "ris-data" / "ris.db").write_text("kein Datensatz, sondern irgendein Text")
    assert "is not a dataset of this program" in refused(tmp_path, "query", "beratungsweg")


def test_query_takes_the_published_copy_where_there_is_no_other(sample: Path, tmp_path: Path) -> None:
    publish(sample / "ris-data" / "ris.db", tmp_path / "ris-data" / "site")
    said = ris(tmp_path, "query", "beratungsweg", "--param", "vorlage=2015/012").stdout
    assert [row["ergebnis_norm"] for row in rows(said)] == [
        "vertagt",
        "empfohlen",
        "empfohlen",
        "geaendert_beschlossen",
    ]


# --- page --------------------------------------------------------------------------------------


def test_page_gives_back_the_bytes(kept: Path) -> None:
    done = ris(kept, "page", URL, "--out", "seite.html")
    assert (kept / "seite.html").read_bytes() == SOEST.read_bytes()
    assert done.stdout == "" and "status 200" in done.stderr
    to_stdout = subprocess.run([*RUN, "page", URL], cwd=kept, capture_output=True, check=True)
    assert to_stdout.stdout == SOEST.read_bytes()
    assert "holds a page of https://nirgends.example/" in refused(kept, "page", "https://nirgends.example/")


# --- forget ------------------------------------------------------------------------------------


def test_forget_leaves_nothing_of_a_page(kept: Path) -> None:
    data = kept / "ris-data"
    assert query(data / "ris.db", "select nummer from vorlagen") == [("85/2013",)]
    done = ris(kept, "forget", "--yes", URL)
    assert done.returncode == 0 and f"{URL}: 1 fetch removed" in done.stderr
    for _ in range(2):
        for table in ("vorlagen", "beratungen", "seiten", "aussagen"):
            assert query(data / "ris.db", f"select * from {table}") == []
        assert ris(kept, "build").returncode == 0
    assert not [file for file in data.rglob("soest-alt.db*") if b"Zuhause" in file.read_bytes()]
    with Folder(data).archive("soest-alt") as archive:
        assert archive.count() == 0 and not archive.holds(URL)


def test_forget_names_the_releases_that_hold_the_page(kept: Path) -> None:
    for version in ("0.1.0", "0.2.0", "0.3.0"):
        (kept / "ris-data" / "releases" / version).mkdir(parents=True)
        (kept / "ris-data" / "releases" / version / "ris.db").write_bytes((kept / "ris-data" / "ris.db").read_bytes())
    with closing(sqlite3.connect(kept / "ris-data" / "releases" / "0.2.0" / "ris.db")) as db, db:
        db.execute("update seiten set url = url || '0'")
    (kept / "ris-data" / "releases" / "0.3.0" / "ris.db").write_bytes(b"no database")
    said = ris(kept, "forget", "--yes", URL).stderr
    assert "delete ris-data/releases/0.1.0, ris-data/releases/0.3.0, also in your backups" in said


def test_a_forgotten_page_is_not_asked_for_again(kept: Path) -> None:
    folder, other = Folder(kept / "ris-data"), Request(f"{URL}0", "vorlage")
    with folder.frontier("soest-alt") as frontier:
        frontier.add([Request(URL, "vorlage")])
    assert ris(kept, "forget", "--yes", URL).returncode == 0
    with folder.frontier("soest-alt") as frontier:
        assert frontier.waiting() == 0
        frontier.add([Request(URL, "vorlage"), other])
        assert frontier.addresses() == {other.url}


def test_forget_takes_all_pages_or_none(kept: Path) -> None:
    assert "holds a page of https://nirgends.example/" in refused(
        kept, "forget", "--yes", URL, "https://nirgends.example/"
    )
    with locked(kept / "ris-data" / "archive" / "soest-alt.db"):
        assert refused(kept, "forget", "--yes", URL).startswith("Locked: soest-alt: another run works on this portal")
    with Folder(kept / "ris-data").archive("soest-alt") as archive:
        assert archive.holds(URL)


def test_an_empty_address_is_that_of_no_page(kept: Path) -> None:
    assert "an argument is empty" in refused(kept, "forget", "--yes", "", code=2)
    assert "an argument is empty" in refused(kept, "page", URL, "--out=", code=2)
    with Folder(kept / "ris-data").archive("soest-alt") as archive:
        assert archive.holds("") == 0 and archive.forget("") == 0 and archive.count() == 1


def test_forms_of_a_page_are_forgotten_with_it(kept: Path) -> None:
    with Folder(kept / "ris-data").archive("soest-alt") as archive:
        [abruf] = archive.fetches()
        archive.keep(type(abruf)(f"{URL}#seite=2", abruf.abgerufen_am), b"zweite Seite")
        archive.keep(type(abruf)(f"{URL}23", abruf.abgerufen_am), SOEST.read_bytes())
        assert archive.forget(URL) == 2
        [other] = archive.fetches()
        assert archive.body(other.sha256) == SOEST.read_bytes()


def test_forget_asks_and_only_a_yes_removes(kept: Path) -> None:
    said = refused(kept, "forget", URL, code=2)
    assert f"{URL}: 1 fetch in soest-alt; states 1 vorlage" in said
    assert "nothing was removed: no terminal is there to ask; give --yes" in said
    for answer, code, left in (("n", 1, 1), ("y", 0, 0)):
        terminal, other = pty.openpty()
        command = subprocess.Popen([*RUN, "forget", URL], cwd=kept, stdin=other, stderr=subprocess.PIPE, text=True)
        os.write(terminal, f"{answer}\n".encode())
        shown = command.communicate()[1]
        os.close(terminal), os.close(other)
        assert command.returncode == code and "Remove all this for good?" in shown, shown
        with Folder(kept / "ris-data").archive("soest-alt") as archive:
            assert archive.holds(URL) == left


def test_forget_says_what_it_can_where_the_dataset_is_damaged(kept: Path) -> None:
    (kept / "ris-data" / "ris.db").write_bytes(b"no dataset, but some text" * 999)
    assert "what the dataset has of it cannot be read" in refused(kept, "forget", URL, code=2)
    assert ris(kept, "forget", "--yes", URL).returncode == 0
    assert query(kept / "ris-data" / "ris.db", "select * from seiten") == []
