"""The site offers the releases, and says on every page and in every download which one it shows."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from datasette.app import Datasette

from ris_scraper.publish.site import publish
from ris_scraper.release.release import release
from tests.support import sample_db
from tests.support.page_types import PAGES
from tests.support.serving import get

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a release that its site shows."""
    folder = tmp_path_factory.mktemp("data")
    release(sample_db.build(folder / "ris.db"), folder / "releases", "0.2.0")
    publish(folder / "ris.db", folder / "site", made=folder / "releases")
    return folder


@pytest.fixture(scope="module")
def shown(data: Path) -> Datasette:
    return Datasette(config_dir=data / "site")


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()])
def test_every_page_says_which_release_it_shows(shown: Datasette, path: str) -> None:
    text = get(shown, path).text
    assert '<a href="/ausgaben">Ausgabe 0.2.0</a>' in text and "Version 0.2.0 (Programm 0.1.0, Regeln " in text


def test_every_download_says_which_release_it_is_of(shown: Datasette) -> None:
    answer = get(shown, "/ris/kreise.csv")
    assert 'filename="kreise_2026-11-02_ausgabe-0.2.0.csv"' in answer.headers["content-disposition"]
    assert answer.headers["x-dataset-version"].endswith("; ausgabe=0.2.0")
    assert get(shown, "/ris/kreise.json?_stream=on").json()["ausgabe"] == "Ausgabe 0.2.0"
    book = openpyxl.load_workbook(io.BytesIO(get(shown, "/ris/kreise.xlsx").content))
    assert ("ausgabe", "Ausgabe 0.2.0") in [tuple(cell.value for cell in row) for row in book["Quelle"]]
    assert "version = {0.2.0 (Programm" in get(shown, "/zitat.bib?titel=x&seite=/kreis").text


def test_the_page_links_every_file_and_each_can_be_loaded(shown: Datasette, data: Path) -> None:
    page = get(shown, "/ausgaben").text
    assert "Ausgabe 0.2.0 vom 02.11.2026" in page and "diese zeigt die Website" in page
    for file in (data / "releases" / "0.2.0").iterdir():
        address = f"/static/ausgaben/0.2.0/{file.name}"
        assert f'href="{address}"' in page or file.name == "codebook.css"
        answer = get(shown, address)
        assert answer.content == file.read_bytes()
        # Neither packed anew for each reader nor anything that a browser may run.
        assert (
            answer.headers["content-encoding"] == "identity"
            and "script-src 'self'" in answer.headers["content-security-policy"]
        )


def test_files_take_no_room_a_second_time_and_go_with_the_old_site(data: Path) -> None:
    inside = data / "site" / "static" / "ausgaben" / "0.2.0" / "ris.db"
    assert inside.samefile(data / "releases" / "0.2.0" / "ris.db")


def test_a_site_of_other_data_is_not_that_release(data: Path, tmp_path: Path) -> None:
    ris_db = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(ris_db)) as db, db:  # as many rows, and the same last page
        db.execute("update vorlagen set betreff = 'Anders' where id = 'nord:1'")
    publish(ris_db, tmp_path / "site", made=data / "releases")
    other = Datasette(config_dir=tmp_path / "site")
    assert "keine Ausgabe; die letzte ist 0.2.0" in get(other, "/kreis").text
    assert "ausgabe" not in get(other, "/ris/kreise.csv").headers["content-disposition"]
    assert "diese zeigt die Website" not in get(other, "/ausgaben").text


def test_before_the_first_release_the_page_says_what_stands(app: Datasette) -> None:
    page = get(app, "/ausgaben").text
    assert "den Stand vom 02.11.2026" in page and "noch keine Ausgabe" in page and "Noch gibt es keine Ausgabe." in page
    assert get(app, "/ris/kreise.json?_stream=on").json()["ausgabe"] == "noch keine Ausgabe"
