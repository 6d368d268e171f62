"""The archive keeps bytes, whatever they are."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.nouns.errors import InputError, Locked

URL = "https://portal.example/bi/vo020.asp?VOLFDNR=1"


def fetch(day: int, url: str = URL) -> Fetch:
    return Fetch(url, f"2026-11-{day:02d}T02:00:00+00:00", headers={"etag": '"1"'}, content_type="text/html")


@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    with Archive(tmp_path_factory.mktemp("archive") / "a.db") as archive:
        archive.keep(fetch(1), body)
        [kept] = archive.fetches()
        assert archive.body(kept.sha256) == body
        assert (kept.url, kept.headers, kept.content_type) == (URL, {"etag": '"1"'}, "text/html")


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        kept = [archive.keep(fetch(day), b"page") for day in (1, 2, 2)]
        assert [abruf.id for abruf in kept] == [1, 2, 2]
        assert len({abruf.sha256 for abruf in archive.fetches()}) == 1
        assert archive.count() == 2


def test_fetches_come_by_number_or_by_time(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        for day in (5, 3, 4):
            archive.keep(fetch(day), b"page %d" % day)
        assert [abruf.id for abruf in archive.fetches(after=1)] == [2, 3]
        assert [abruf.id for abruf in archive.fetches(oldest_first=True)] == [2, 3, 1]


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(InputError, match=r"a\.db is not an archive"):
        Archive(file)
    assert file.read_text().startswith("no database")


def test_a_damaged_content_is_named(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive, pytest.raises(InputError, match="damaged or missing"):
        archive.body("0" * 64)


def test_a_rejected_fetch_stays_kept_and_is_no_answer(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        kept = [archive.keep(fetch(day), b"page %d" % day) for day in (1, 2)]
        archive.reject(kept[1].id, "another page")
        assert archive.latest(URL) == kept[0] and list(archive.fetches()) == [kept[0]]
        assert archive.count() == 2 and archive.body(kept[1].sha256) == b"page 2"
        archive.reject(kept[0].id, "another page")
        assert (archive.knows(URL), archive.holds(URL)) == (False, 2)


def test_an_archive_from_before_versions_is_brought_up(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.keep(fetch(1), b"page")
    with closing(sqlite3.connect(tmp_path / "a.db")) as old:
        old.executescript("alter table abrufe drop column verworfen; pragma user_version = 0")
    for _ in range(2):
        with Archive(tmp_path / "a.db") as archive:
            assert [abruf.url for abruf in archive.fetches()] == [URL]


def test_every_trouble_with_a_file_has_its_own_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.db"
    with Archive(file) as archive:
        for day in range(1, 29):
            archive.keep(fetch(day), os.urandom(4000))
        archive._db.execute("pragma max_page_count = 1")
        with pytest.raises(InputError, match="the disk is full; make room"):
            archive.keep(fetch(29), os.urandom(100_000))
        archive._db.execute("pragma query_only = on")
        with pytest.raises(InputError, match="cannot be written; give the user of this command the right"):
            archive.keep(fetch(30), b"page")
    monkeypatch.setattr("ris_scraper.archive.opening.WAIT", 0.01)
    with closing(sqlite3.connect(file)) as other, Archive(file) as archive:
        other.execute("begin immediate")
        with pytest.raises(Locked, match="is being written by another program"):
            archive.keep(fetch(1), b"another")
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("pragma user_version = 99")
    with pytest.raises(InputError, match="made by a newer version of this program"):
        Archive(file)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("pragma user_version = 1")
        newer.execute("pragma wal_checkpoint(truncate)")
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(InputError, match=r"is damaged; .*come back from a backup"), Archive(file) as archive:
        archive.count()
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder has to be")
    with pytest.raises(InputError, match=r"cannot be used|cannot be written"):
        Archive(blocked / "a.db")
