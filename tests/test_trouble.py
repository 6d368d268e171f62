"""Damaged files, full disks, two commands at once: one sentence each, and nothing is lost."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from ris_scraper.archive.archive import Archive
from ris_scraper.dataset.file import Dataset
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError, Locked
from ris_scraper.nouns.trouble import trouble
from tests.support.command import RUN, SOEST, refused, ris
from tests.support.rows import query

URL = "https://portal.example/vo020.asp?VOLFDNR=1"
WHOLE = "pragma integrity_check"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a dataset of one page."""
    assert ris(tmp_path, "ingest", str(SOEST), "--portal", "soest-alt", "--url", URL).returncode == 0
    return tmp_path


def ris_db(data: Path) -> Path:
    return data / "ris-data" / "ris.db"


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_text("kein Datensatz, sondern irgendein Text, der lang genug ist " * 100)


def overwritten(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[4096 : len(body) : 7] = b"x" * len(body[4096 : len(body) : 7])
    path.write_bytes(body)


@pytest.mark.parametrize("spoil", [truncated, garbage, overwritten])
def test_build_mends_a_dataset_that_every_command_refuses(spoil: object, data: Path) -> None:
    assert callable(spoil)
    spoil(ris_db(data))
    for command in (["status"], ["publish"], ["read"], ["query", "ohne_ergebnis"], ["judge"]):
        assert "ris build" in refused(data, *command), command
    mended = ris(data, "build")
    assert mended.returncode == 0, mended.stderr
    assert query(ris_db(data), "select nummer from vorlagen") == [("85/2013",)]
    assert query(ris_db(data), WHOLE) == [("ok",)]


def test_what_a_killed_build_left_does_no_harm_and_goes(data: Path) -> None:
    folder = data / "ris-data"
    (folder / "ris.db.neu").write_bytes(b"half a build")
    (folder / "ris.db.neu-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 600)
    (folder / "ris.db.4711.neu").write_bytes(b"")
    assert ris(data, "build").returncode == 0
    assert query(ris_db(data), WHOLE) == [("ok",)]
    assert not [*folder.glob("*neu*")]


def test_commands_at_once_wait_for_each_other_and_spoil_nothing(data: Path) -> None:
    commands = [["build"], ["read", "--all"], ["build"], ["judge"], ["publish"], ["publish"], ["read", "--all"]]
    running = [subprocess.Popen([*RUN, *command], cwd=data, stderr=subprocess.PIPE, text=True) for command in commands]
    said = [command.communicate()[1] for command in running]
    assert [command.returncode for command in running] == [0] * len(commands), said
    assert query(ris_db(data), WHOLE) == [("ok",)]
    assert query(data / "ris-data" / "site" / "ris.db", WHOLE) == [("ok",)]
    assert query(ris_db(data), "select nummer from vorlagen") == [("85/2013",)]


def test_waiting_says_for_whom(data: Path) -> None:
    with Folder(data / "ris-data").writing():
        waiting = subprocess.Popen([*RUN, "judge"], cwd=data, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr
        line = waiting.stderr.readline()
    waiting.communicate()
    assert waiting.returncode == 0 and "waiting for `ris " in line and "ris-data" in line


def failing(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (failing("SQLITE_FULL"), InputError, "the disk is full"),
        (failing("SQLITE_IOERR_SHMSIZE"), InputError, "the disk is full"),
        (failing("SQLITE_READONLY_DIRECTORY"), InputError, "cannot be written"),
        (failing("SQLITE_CANTOPEN"), InputError, "cannot be opened"),
        (failing("SQLITE_BUSY_SNAPSHOT"), Locked, "by another program"),
        (failing("SQLITE_IOERR_FSYNC"), InputError, "the disk reports an error"),
        (failing("SQLITE_CORRUPT"), InputError, "it is damaged"),
        (OSError(errno.ENOSPC, "No space left"), InputError, "the disk is full"),
        (OSError(errno.EROFS, "Read-only"), InputError, "cannot be written"),
        (OSError(errno.ENOTDIR, "Not a directory"), InputError, "cannot be used"),
    ],
)
def test_every_cause_has_its_sentence(error: Exception, kind: type[Exception], sentence: str) -> None:
    found = trouble("ris.db", error)
    assert type(found) is kind and str(found).startswith("ris.db: ") and sentence in str(found)


@pytest.mark.parametrize("left", [0, None])
def test_an_archive_that_was_emptied_takes_no_row_with_it(left: int | None, data: Path) -> None:
    archive = data / "ris-data" / "archive" / "soest-alt.db"
    if left is None:
        archive.unlink()
        with Archive(archive):
            """A new one in the place of one that was lost."""
    else:
        archive.write_bytes(b"")
    said = refused(data, "build")
    assert "ris.db stays as it is" in said and "soest-alt.db holds no page" in said and "has 1 of it" in said
    assert query(ris_db(data), "select nummer from vorlagen") == [("85/2013",)]
    archive.unlink()
    assert ris(data, "build").returncode == 0
    assert query(ris_db(data), "select nummer from vorlagen") == []


def test_a_disk_that_fills_up_while_the_dataset_is_written_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ris\.db: the disk is full"), Dataset(tmp_path / "ris.db") as db:
        db.execute("pragma max_page_count = 1")
        db.replace("laeufe", [{"art": "x" * 100_000}])


def test_a_dataset_that_cannot_be_made_is_told_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ris_scraper.dataset.file.os.link", full)
    with pytest.raises(InputError, match=r"ris\.db: the disk is full"):
        Dataset(tmp_path / "ris.db")


def test_a_damaged_or_unknown_archive_costs_no_other_its_reading(data: Path) -> None:
    archive = data / "ris-data" / "archive"
    for name in ("borken", "niemand"):
        (archive / f"{name}.db").write_bytes(b"what a bad disk left" * 999)
    ris_db(data).unlink()
    said = refused(data, "read", "--all")
    assert "borken.db is not an archive of ours" in said and "portal 'niemand' is not known" in said
    assert query(ris_db(data), "select nummer from vorlagen") == [("85/2013",)]


def test_an_archive_that_is_damaged_is_named_and_the_dataset_stays(data: Path) -> None:
    garbage(data / "ris-data" / "archive" / "soest-alt.db")
    said = refused(data, "build")
    assert "soest-alt.db" in said and "Traceback" not in said
    with closing(sqlite3.connect(ris_db(data))) as connection:
        assert connection.execute("select nummer from vorlagen").fetchall() == [("85/2013",)]
