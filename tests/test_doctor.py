"""`ris doctor`: each thing that is wrong is one line with what to do, and hides no other."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ris_scraper.archive.archive import Fetch
from ris_scraper.cli.doctor import behind
from ris_scraper.folder import Folder
from tests.support.command import RUN, ris
from tests.support.crawling import CONTACT, enter
from tests.support.keeping import archive, damage, in_namespace, killed, running


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder in which all is well."""
    folder = Folder(tmp_path / "ris-data")
    enter(folder.path, "allris3", nord="https://nord.example/bi/", sued="https://sued.example/bi/")
    for slug in ("nord", "sued"):
        archive(folder, slug)
    assert ris(tmp_path, "build").returncode == ris(tmp_path, "publish").returncode == 0
    return folder


def findings(folder: Folder, *arguments: str, code: int = 1) -> list[str]:
    done = ris(folder.path.parent, "doctor", "--contact", CONTACT, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout.splitlines()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for sql in statements:
            db.execute(sql)


def test_where_all_is_well_nothing_is_said_and_nothing_changed(folder: Folder) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.path.rglob("*") if file.is_file()}
    assert findings(folder, code=0) == findings(folder, "--quick", code=0) == []
    assert {file: file.stat().st_mtime_ns for file in folder.path.rglob("*") if file.is_file()} == before


def test_one_damaged_archive_never_hides_the_others(folder: Folder) -> None:
    damage(folder.archive_path("nord"))
    (folder.path / "archive" / "mitte.db").write_bytes(b"no database at all, " * 999)
    path = folder.archive_path("sued")
    change(path, "delete from inhalte where sha256 = (select max(sha256) from inhalte)")
    with folder.frontier("sued"):
        change(path, "insert into zustand values ('lauf', '{')")
    said = findings(folder)
    assert len(said) == 5 and all(line.startswith("wrong ") for line in said)
    assert sum("nord.db" in line and "damaged" in line for line in said) == 1
    assert sum("mitte.db" in line and "not an archive of ours" in line for line in said) == 1
    assert sum("mitte.db belongs to no known portal" in line for line in said) == 1
    assert sum("sued.db: 1 fetches have no body" in line for line in said) == 1
    assert sum("sued.db: 1 remembered values of runs are no JSON" in line for line in said) == 1


def test_a_body_that_is_another_one_is_found_unless_it_has_to_be_quick(folder: Folder) -> None:
    change(folder.archive_path("nord"), "update inhalte set zlib = (select zlib from inhalte order by sha256 limit 1)")
    [said] = findings(folder)
    assert "nord.db: 2 bodies are not what was fetched" in said
    assert findings(folder, "--quick", code=0) == []


def other_shape(folder: Folder) -> None:
    change(folder.ris_db, "alter table vorlagen add column farbe text")


def broken_dataset(folder: Folder) -> None:
    damage(folder.ris_db)


def no_dataset(folder: Folder) -> None:
    folder.ris_db.unlink()


def old_site(folder: Folder) -> None:
    change(folder.site / "ris.db", "update versionen set version = 'alt' where name = 'leser'")


def no_site(folder: Folder) -> None:
    (folder.site / "ris.db").unlink()


def wrong_portals(folder: Folder) -> None:
    folder.own_portals.write_text("[borken]\nfarbe = 1\n")


def wrong_site_file(folder: Folder) -> None:
    folder.site_file.write_text("farbe = 1\n")


def newer_archive(folder: Folder) -> None:
    change(folder.archive_path("nord"), "pragma user_version = 99")


def clock_ahead(folder: Folder) -> None:
    with folder.archive("nord") as kept:
        kept.keep(Fetch("https://nord.example/bi/x", "2999-01-01T00:00:00+00:00"), b"x")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (other_shape, "another version of this program: run `ris build`"),
        (broken_dataset, "run `ris build`"),
        (no_dataset, "does not exist: `ris build`"),
        (old_site, "`ris build` and `ris publish`"),
        (no_site, "`ris publish` does that"),
        (wrong_portals, "portals.toml: [borken] farbe: no such key; remove it"),
        (wrong_site_file, "'farbe' cannot be set"),
        (newer_archive, "was made by a newer version of this program: use that one"),
        (clock_ahead, "the newest fetch of nord is of 2999-01-01"),
    ],
)
def test_what_is_wrong_is_one_line_with_what_to_do(spoil: object, sentence: str, folder: Folder) -> None:
    assert callable(spoil)
    spoil(folder)
    said = findings(folder)
    assert sum(sentence in line and line.startswith("wrong ") for line in said) == 1, said


def test_a_later_fetch_of_today_ends_the_finding_of_a_wrong_clock(folder: Folder) -> None:
    clock_ahead(folder)
    with folder.archive("nord") as kept:
        kept.keep(Fetch("https://nord.example/bi/x", "2026-11-05T00:00:00+00:00"), b"x")
    assert findings(folder, code=0) == []


def test_a_clock_is_behind_what_is_known_to_be_over() -> None:
    now = datetime(2026, 11, 2, 3, tzinfo=UTC)
    assert behind(now, now + timedelta(minutes=4)) is None and behind(now, now - timedelta(days=900)) is None
    assert behind(now, now + timedelta(hours=1)) == (
        "2026-11-02T04:00+00:00, and this machine's clock says 2026-11-02T03:00+00:00"
    )


def test_the_contact_is_looked_at(folder: Folder) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith("RIS_")}
    for contact, sentence in ((None, "set RIS_CONTACT"), ("niemand", "'niemand' is no contact")):
        extra = {} if contact is None else {"RIS_CONTACT": contact}
        done = subprocess.run(
            [*RUN, "doctor"], cwd=folder.path.parent, env=env | extra, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.count("\n")) == (1, 1) and sentence in done.stdout


@pytest.fixture
def at_work(folder: Folder) -> Iterator[subprocess.Popen[str]]:
    process = running(folder, "nord")
    yield process
    killed(process)


def test_who_works_is_a_note(folder: Folder, at_work: subprocess.Popen[str]) -> None:
    [said] = findings(folder, code=0)
    assert said.startswith("note  ") and f"nord.lock is held by `ris crawl` (process {at_work.pid})" in said
    refused = ris(folder.path.parent, "forget", "--yes", "https://nord.example/bi/vo020.asp?VOLFDNR=1")
    assert refused.returncode == 1 and f"another run works on this portal, `ris crawl` (process {at_work.pid})" in (
        refused.stderr
    )


def test_a_lock_dies_with_its_holder(folder: Folder) -> None:
    killed(running(folder, "nord"))
    assert findings(folder, code=0) == []


def test_a_folder_that_may_not_be_written_and_a_full_one_are_named(folder: Folder) -> None:
    doctor = [*RUN, "doctor", "--contact", CONTACT]
    mount = "mount --bind ris-data ris-data && mount -o remount,ro,bind ris-data"
    done = in_namespace(folder.path.parent, mount, *doctor)
    said = done.stdout.splitlines()
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert sum("cannot be written; give the user of this command the right" in line for line in said) == 2
    assert sum("cannot be read and written" in line for line in said) == 3 and len(said) == 5
    full = "mkdir -p full && mount -t tmpfs -o size=4m tmpfs full && cp -r ris-data/. full"
    done = in_namespace(folder.path.parent, full, *doctor, "--data", "full")
    assert done.returncode == 1 and "GB are free, a night with build and publish may need" in done.stdout


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = findings(Folder(tmp_path / "ris-data"))
    assert sum("ris-data does not exist: name the data folder" in line for line in said) == 1
    assert not (tmp_path / "ris-data").exists()
