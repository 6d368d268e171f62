"""What of the texts of files is published: passages, whole pages or nothing, as the operator wishes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.files import put_text
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.extract import FilePage
from ris_scraper.publish.site import publish
from ris_scraper.publish.tables import LONGEST, passage
from tests.support.rows import query
from tests.support.sample_db import build

LONG = "Einleitung ohne Belang. " * 40 + "Das Integrationskonzept regelt die Sprachförderung. " + "Anhang. " * 90


@pytest.fixture
def ris_db(tmp_path: Path) -> Path:
    """The sample dataset with a file of two pages for one of its attachments."""
    path = build(tmp_path / "ris.db")
    with Dataset(path) as db:
        [anlage] = db.rows(
            "select id, vorlage, 'https://ris.example/a.pdf' as url, 'abcdef0123' as sha256 from anlagen limit 1"
        )
        db.execute(
            "update anlagen set stand = 'gelesen', sha256 = 'abcdef0123', seitenzahl = 2 where id = ?", [anlage["id"]]
        )
        put_text(db, anlage, [FilePage(1, LONG, "pdf"), FilePage(2, "Zweite Seite: Gebührensatzung", "ocr", 0.9)])
        db.rebuild_volltext()
    return path


def published(ris_db: Path, texte: str | None) -> Path:
    own = ris_db.with_name("site.toml")
    own.write_text(f'[anlagen]\ntexte = "{texte}"\n' if texte else "")
    publish(ris_db, ris_db.with_name("site"), own)
    return ris_db.with_name("site") / "ris.db"


def searched(db: Path, word: str) -> list[tuple[Any, ...]]:
    hits = "select rowid from anlagen_seiten_fts where anlagen_seiten_fts match ?"
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(f"select seite from anlagen_seiten where rowid in ({hits})", [word]).fetchall()


@pytest.mark.parametrize("texte", [None, "stellen"])
def test_by_default_a_passage_of_each_page_is_published_and_all_of_it_is_found(ris_db: Path, texte: str | None) -> None:
    site = published(ris_db, texte)
    rows = query(site, "select seite, text, quelle, konfidenz, url from anlagen_seiten order by seite")
    assert [row[0] for row in rows] == [1, 2] and all(len(row[1]) <= LONGEST for row in rows)
    assert rows[1][1:] == ("Zweite Seite: Gebührensatzung", "ocr", 0.9, "https://ris.example/a.pdf#page=2")
    assert searched(site, "anhang") == [(1,)] and searched(site, "gebuhrensatzung") == [(2,)]
    # No byte of the file holds what is not shown.
    assert LONG[-200:].encode() not in site.read_bytes()


def test_whole_pages_and_nothing(ris_db: Path) -> None:
    site = published(ris_db, "ganz")
    assert query(site, "select length(text) from anlagen_seiten order by seite") == [(len(LONG.strip()),), (29,)]
    assert searched(site, "anhang") == [(1,)]
    site = published(ris_db, "nein")
    assert query(site, "select count(*) from anlagen_seiten") == [(0,)] and searched(site, "anhang") == []
    assert query(site, "select stand, seitenzahl from anlagen where seitenzahl is not null") == [("gelesen", 2)]


def test_an_unknown_wish_is_refused_in_a_sentence(ris_db: Path) -> None:
    with pytest.raises(InputError, match=r"texte in .anlagen. cannot be 'alles'; it is one of stellen, ganz, nein"):
        published(ris_db, "alles")


def test_a_vorlage_that_is_left_out_takes_its_files_along(ris_db: Path) -> None:
    [(vorlage,)] = query(ris_db, "select distinct vorlage from anlagen_seiten")
    own = ris_db.with_name("site.toml")
    own.write_text(f'[entfernt]\nzeilen = ["vorlagen/{vorlage}"]\n')
    publish(ris_db, ris_db.with_name("site"), own)
    site = ris_db.with_name("site") / "ris.db"
    assert query(site, "select count(*) from anlagen_seiten") == [(0,)] and searched(site, "anhang") == []


def test_the_search_of_the_table_finds_pages(ris_db: Path) -> None:
    site = published(ris_db, None).parent

    async def found() -> list[Any]:
        served = Datasette(config_dir=site)
        await served.invoke_startup()
        answer = await served.client.get("/ris/anlagen_seiten.json?_shape=array&_search=anhang")
        shown = await served.client.get("/ris/anlagen_seiten?_search=anhang")
        assert shown.status_code == 200 and "https://ris.example/a.pdf#page=1" in shown.text
        return list(answer.json())

    [row] = asyncio.run(found())
    assert row["seite"] == 1


def test_a_passage_is_cut_between_words() -> None:
    names = "klimaschutzkonzept\nIntegrationskonzept"
    said = passage(LONG, names)
    assert "Das Integrationskonzept regelt" in said and said.startswith("… ") and said.endswith(" …")
    assert passage(LONG, None).startswith("Einleitung ohne Belang.")
    assert passage("x" * 1000, "y") and len(passage("x" * 1000, "y")) <= LONGEST
    assert passage(LONG, "Anhang").count("Anhang") > 1
