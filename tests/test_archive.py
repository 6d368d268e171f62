"""The archive keeps bytes, whatever they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.nouns.errors import InputError

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
