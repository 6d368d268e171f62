"""A few kills of each command; `python -m benchmarks.kills` goes on to a hundred of each."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import kills
from benchmarks.kills import SCENES, Found
from ris_scraper.cli.main import COMMANDS
from tests.support.fixture_pages import PAGES


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every third page: of each vendor some, and a run is not long."""
    return kills.kept(tmp_path_factory.mktemp("kills") / "kept", PAGES[::3])


# Runs of `crawl` are killed in test_crawl_kills.py.
@pytest.mark.parametrize("command", [name for name in SCENES if name != "crawl"])
def test_a_kill_costs_nothing(command: str, kept: Path) -> None:
    if command not in COMMANDS:
        pytest.skip("this version of the program has no such command")
    found = kills.run(command, times=2, seed=7, folder=kept)
    assert found.kills == 2
    assert found.good, (str(found), found.differences, found.unopened)


def folder(path: Path) -> Path:
    """What `left` looks at: a dataset of one row, one archive, a site."""
    (path / "archive").mkdir(parents=True)
    (path / "site").mkdir()
    (path / "site" / "metadata.yaml").write_text("title: x")
    with closing(sqlite3.connect(path / "ris.db")) as db, db:
        db.execute("create table vorlagen (id)")
        db.execute("insert into vorlagen values (1)")
    with closing(sqlite3.connect(path / "archive" / "a.db")) as db, db:
        db.execute("create table abrufe (url, sha256)")
        db.execute("create table inhalte (sha256, zlib)")
        db.execute("insert into abrufe values ('https://a.example/', 'x')")
    return path


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(sql)


SPOILT = {
    "a row": ("ris.db", "update vorlagen set id = 2", "table vorlagen"),
    "a row twice": ("ris.db", "insert into vorlagen values (1)", "in how often"),
    "a fetch": ("archive/a.db", "delete from abrufe", "fetches"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_differs_is_seen(what: str, tmp_path: Path) -> None:
    file, sql, said = SPOILT[what]
    scene = SCENES["crawl"]
    one, other = (kills.left(folder(tmp_path / name), scene) for name in ("one", "other"))
    assert [*kills.unlike(one, other)] == []
    change(tmp_path / "other" / file, sql)
    [found] = kills.unlike(one, kills.left(tmp_path / "other", scene))
    assert said in found


def test_a_body_that_is_lost_and_a_file_that_differs_are_seen(tmp_path: Path) -> None:
    path = folder(tmp_path / "one")
    assert [*kills.bodies(path).values()] == [0]
    before = kills.left(path, SCENES["crawl"])
    (path / "site" / "metadata.yaml").write_text("title: y")
    assert [*kills.unlike(before, kills.left(path, SCENES["crawl"]))] == ["file site/metadata.yaml"]
    assert not Found("x", 1.0, lost=1).good and not Found("x", 1.0, gone=1).good and Found("x", 1.0).good
