"""What a site refuses, and that it answers whatever happens."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.serving import get, plugin

grenzen = plugin("grenzen")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grenzen")
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def app(site: Path) -> Datasette:
    return Datasette(config_dir=site)


REFUSED = {
    "long": ("/ris/vorlagen?_search=" + "x" * 17_000, 414),
    "long path": ("/kreis/" + "x" * 17_000, 414),
    "groupings": ("/ris/vorlagen?" + "&".join(["_facet=ags"] * 500), 400),
    "threads": ("/-/threads", 404),
    "files of the machine": ("/-/databases.json", 404),
    "permissions": ("/-/permissions", 404),
    "messages": ("/-/messages", 404),
}


@pytest.mark.parametrize("name", REFUSED)
def test_too_much_is_refused_with_a_sentence_and_headers(app: Datasette, name: str) -> None:
    path, status = REFUSED[name]
    answer = get(app, path)
    assert answer.status_code == status and answer.text.endswith(".")
    assert "content-security-policy" in answer.headers and answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/-/versions.json", "/-/metadata.json", "/-/settings", "/-/static/app.css"])
def test_how_the_site_is_made_is_no_secret(app: Datasette, path: str) -> None:
    assert get(app, path).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_only_reading_is_answered(app: Datasette, method: str) -> None:
    answer: Any = asyncio.run(app.client.request(method.upper(), "/ris/vorlagen"))
    assert answer.status_code == 405 and "content-security-policy" in answer.headers


def test_a_page_that_fails_says_so_in_german_with_its_headers(site: Path, tmp_path: Path) -> None:
    own = shutil.copytree(site, tmp_path / "site")
    (own / "templates" / "seiten" / "kaputt.html").write_text("{{ nichts.davon.da }}", "utf-8")
    answer = get(Datasette(config_dir=own), "/kaputt")
    assert answer.status_code == 500 and "content-security-policy" in answer.headers
    assert "Traceback" not in answer.text and str(own) not in answer.text and 'lang="de"' in answer.text
