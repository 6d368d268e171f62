"""Judging anew costs no reading, and a dataset says which rules and readers it comes from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ris_scraper.build import versions
from ris_scraper.build.judge import judge
from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement import normalise, phrases
from ris_scraper.judgement.phrases import Verdict
from tests.support.command import SOEST, refused, ris
from tests.support.storing import all_pages, content, take_in

OLD = "select name, version from versionen order by name"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a dataset of one page."""
    taken = ris(
        tmp_path, "ingest", str(SOEST), "--portal", "soest-alt", "--url", "https://portal.example/vo020.asp?VOLFDNR=1"
    )
    assert taken.returncode == 0, taken.stderr
    return tmp_path


def age(folder: Path, name: str) -> None:
    with closing(sqlite3.connect(folder / "ris-data" / "ris.db")) as connection, connection:
        connection.execute("update versionen set version = 'alt' where name = ?", [name])


def test_judging_anew_changes_nothing_while_the_rules_are_the_same(tmp_path: Path) -> None:
    with Dataset(tmp_path / "ris.db") as db:
        take_in(db, *all_pages())
        before = content(db)
        assert [(slug, counts.datensaetze) for slug, counts in judge(db)] == [("muster", 3)]
        assert content(db) == before


def test_other_rules_give_other_verdicts_without_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Dataset(tmp_path / "ris.db") as db:
        take_in(db, *all_pages())
        other = (("ergebnis", "ergebnis_norm", lambda _: Verdict("abgelehnt", False), "ergebnis"),)
        monkeypatch.setattr(normalise, "_ITEM", other)
        assert list(judge(db))
        assert db.rows("select ergebnis, ergebnis_norm from vorlagen") == [
            {"ergebnis": "geändert beschlossen", "ergebnis_norm": "abgelehnt"}
        ]
        assert db.rows("select art, text from hinweise") == [{"art": "ergebnis", "text": "geändert beschlossen"}]
        assert not db.rows("select * from aenderungen")


def test_what_is_older_is_said_in_one_line_by_every_command(data: Path) -> None:
    age(data, "regeln")
    sentence = "was judged by older rules: `ris judge`"
    for command in (["status"], ["publish"], ["query", "ohne_ergebnis"], ["read"]):
        done = ris(data, *command)
        assert done.returncode == 0
        assert (done.stdout + done.stderr).count(sentence) == 1, command
    assert ris(data, "judge").stderr.splitlines()[-1].startswith("judged ")
    assert f"site/ris.db {sentence}" in ris(data, "status").stdout
    assert ris(data, "publish").returncode == 0
    assert sentence not in ris(data, "status").stdout
    age(data, "leser")
    assert "was read by an older version of this program: `ris build`" in ris(data, "status").stdout


def test_a_dataset_of_another_shape_is_refused_by_every_command(data: Path) -> None:
    assert ris(data, "publish").returncode == 0
    for place in ("ris.db", "site/ris.db"):
        with closing(sqlite3.connect(data / "ris-data" / place)) as connection, connection:
            connection.execute("alter table vorlagen add column farbe text")
    for command in (["status"], ["publish"], ["query", "ohne_ergebnis"], ["read"], ["judge"]):
        assert "was made by another version of this program: run `ris build`" in refused(data, *command)
    assert "was made by another version of this program: run `ris publish`" in refused(data, "serve")


def test_the_versions_follow_their_sources() -> None:
    assert versions.rules.version() != versions.readers.version()
    assert len(versions.rules.version()) == 12
    assert phrases.ergebnis("geändert beschlossen").norm == "geaendert_beschlossen"
