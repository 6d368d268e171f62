"""A data folder whose archives hold all example pages, some of them fetched again, and some that cannot be read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from ris_scraper.archive.archive import FILE, Fetch
from ris_scraper.archive.files import Failure, Files
from ris_scraper.archive.ingest import supplied
from ris_scraper.build.intake import read_into
from ris_scraper.dataset import schema
from ris_scraper.folder import Folder
from tests.support.fixture_pages import FIXTURES, PAGES

# What a page prints when it is fetched again: another result, then one that no rule knows.
_AGAIN = {
    "2026-12-01T03:00:00+01:00": (b"beschlossen", b"abgelehnt"),
    "2026-12-02T03:00:00+01:00": (b"beschlossen", b"gemurmelt"),
}
_CONSENT = """
[[musterkreis-nord.erlaubnis]]
wer = "Musterkreis Nord, Kreistagsbüro"
rolle = "Betreiber des Portals"
datum = 2026-11-01
bis = 2027-10-31
umfang = ["/bi/"]
"""
#: Tables that differ from build to build, and columns that do.
_TIMES = {"laeufe", "versionen"}


def filled(path: Path, pages: Sequence[Path] = PAGES) -> Folder:
    """The folder; of each portal the second page was fetched two times more, and then could not be read."""
    path.mkdir(parents=True)
    shutil.copy(FIXTURES / "portals.toml", path)
    with (path / "portals.toml").open("a", encoding="utf-8") as file:
        file.write(_CONSENT)
    folder = Folder(path)
    portals: dict[str, int] = {}
    for page in map(supplied, pages):
        assert page.portal
        portals[page.portal] = place = portals.get(page.portal, 0) + 1
        body = page.path.read_bytes()
        with folder.archive(page.portal) as archive:
            archive.keep(page.fetch, body)
            for day, words in _AGAIN.items() if place < 4 else ():
                archive.keep(replace(page.fetch, abgerufen_am=day), body.replace(*words))
            if place == 2:
                archive.keep(replace(page.fetch, abgerufen_am="2026-12-03T03:00:00+01:00"), b"nichts")
    _keep_files(folder)
    for slug in portals:
        with folder.frontier(slug) as frontier:
            frontier.put("lauf", {"zustand": "gesperrt", "grund": "eine Prüfung", "ende": "2026-12-03T03:10:00+01:00"})
    return folder


def _keep_files(folder: Folder) -> None:
    """Of each portal, the first attachments with an address of their own: a text, and one that did not come."""
    with folder.dataset() as db:
        for slug in folder.archived():
            read_into(db, folder, slug)
        found = db.rows(
            "select v.portal, a.url from anlagen a join vorlagen v on v.id = a.vorlage where a.url is not null"
        )
    folder.ris_db.unlink()
    for slug, rows in groupby(sorted(found, key=lambda row: (row["portal"], row["url"])), lambda row: row["portal"]):
        first, *others = (row["url"] for row in rows)
        fetch = Fetch(first, "2026-12-01T03:00:00+01:00", content_type="text/plain", rendering=FILE)
        with folder.archive(slug) as archive, Files(archive.path) as files:
            archive.keep(fetch, b"Der Kreis plant.")
            for url in others[:1]:
                files.failed(url, Failure("weg", "the portal answered with 404"), "2026-12-01T15:00:00+00:00")


def content(ris_db: Path, places: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but what tells when they were made; with their places in the file, or by their keys."""
    found = {}
    with closing(sqlite3.connect(ris_db)) as db:
        for name, table in schema.kept().items():
            what, order = ("rowid, *", "rowid") if places else ("*", ", ".join(table.pk))
            found[name] = db.execute(f"select {what} from {name} order by {order}").fetchall()
            if table.fulltext:
                hits = f"rowid in (select rowid from {name}_fts where {name}_fts match 'kreis*')"
                sql = f"select {what} from {name} where {hits} order by {order}"
                found[f"{name}_fts"] = db.execute(sql).fetchall()
        found["runs"] = db.execute("select art, portal, seiten, datensaetze, fehler, ausgang from laeufe").fetchall()
        found["views"] = db.execute("select type, name, sql from sqlite_master order by 1, 2").fetchall()
    return {name: rows for name, rows in found.items() if name not in _TIMES}
