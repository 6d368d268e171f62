"""A page that cannot be written is recorded with its reason; nothing of the others is lost, no run ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.build.intake import read_portal
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.reading import Reading
from ris_scraper.portals.portals import Portal
from tests.support.command import SOEST, ris
from tests.support.fixture_pages import MARKED, expected, page_of

GOOD = [path for path in MARKED if path.parent.name == "allris3" and expected(path)["seitentyp"] == "vorlage"][:3]


def test_a_page_that_cannot_be_written_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal("muster", None, "Muster", "allris3", "https://muster.example/")
    made: Any = store.page_of

    def poisoned(portal: str, fetch: Fetch, reading: Reading) -> store.Page:
        page: store.Page = made(portal, fetch, reading)
        note = {"seite": page.id, "art": "zahl", "text": 10**30}
        return page._replace(hinweise=[note]) if fetch.url == page_of(GOOD[1]).url else page

    monkeypatch.setattr(store, "page_of", poisoned)
    with Archive(tmp_path / "a.db") as archive, Dataset(tmp_path / "ris.db") as db:
        db.register([], [portal])
        for number, path in enumerate(GOOD):
            archive.keep(Fetch(page_of(path).url, f"2026-11-0{number + 1}T02:00:00+00:00"), path.read_bytes())
        counts = read_portal(db, archive, "muster")
        assert (counts.seiten, counts.fehler) == (3, 1)
        [row] = db.rows("select url, fehler, grund from seiten where fehler is not null")
        assert (row["url"], row["fehler"]) == (page_of(GOOD[1]).url, "ParserDefect")
        assert "too large" in row["grund"]
        stated = {row["url"] for row in db.rows("select s.url from aussagen a join seiten s on s.id = a.seite")}
        assert stated == {page_of(GOOD[0]).url, page_of(GOOD[2]).url}
        assert read_portal(db, archive, "muster", everything=True).fehler == 1


@pytest.mark.parametrize("number", ["2014/99999999999999999999", "9" * 5000 + "/2014", "2014/" + "9" * 30])
def test_a_number_too_large_ends_nothing(number: str, tmp_path: Path) -> None:
    body = SOEST.read_bytes().replace(b"85/2013", number.encode())
    (tmp_path / "gross.html").write_bytes(body)
    url = "https://portal.example/vo020.asp?VOLFDNR=1"
    ris(tmp_path, "ingest", "gross.html", "--portal", "soest-alt", "--url", url)
    for command in (["read", "--all"], ["build"], ["judge"], ["publish"], ["status"]):
        assert ris(tmp_path, *command).returncode == 0, command
