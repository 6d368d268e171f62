"""Shared: where things are, and fixtures of several files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from datasette.app import Datasette
from hypothesis import settings

from ris_scraper.dataset.file import Dataset
from ris_scraper.portals.portals import Kreis, Portal
from ris_scraper.publish.site import publish
from tests.support import faulty, sample_db, two_releases
from tests.support.browsing import SIZES
from tests.support.crawling import Crawled, crawls
from tests.support.faulty import FakeClock, Faulty
from tests.support.fetching import World
from tests.support.serving import serving

# Machines are noisy: a slow example is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
AXE = ROOT / ".cache" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def pages_folder() -> Path:
    """The collection of real pages, for checking only; it is no part of the repository."""
    folder = Path(os.environ.get("RIS_PAGES", ROOT.parent / "shared"))
    if not (folder / "pages").is_dir():
        pytest.skip("the collection of real pages is not here")
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder of the small dataset; for reading only."""
    folder = tmp_path_factory.mktemp("site")
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def app(site: Path) -> Datasette:
    """The application that serves it, a new one for each file of tests."""
    return Datasette(config_dir=site)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `ris demo` publishes; for reading only."""
    place = tmp_path_factory.mktemp("demo_site")
    run = [sys.executable, "-c", "from ris_scraper.cli.main import main; main()", "demo", "--no-serve"]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    subprocess.run(run, cwd=place, env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True)
    return place / "ris-demo" / "site"


@pytest.fixture
def world() -> Iterator[World]:
    """A server with faults on demand, and a fetcher whose clock sleeps in no time."""
    clock = FakeClock()
    with Faulty(clock) as server:
        server.routes["/bi/"] = faulty.page()
        world = World(server, clock)
        with world.fetcher:
            yield world


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Simulated portals after their first full crawl, each to go on from in a copy of its folder."""
    with crawls(tmp_path_factory.mktemp("crawled")) as crawled:
        yield crawled


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Dataset]:
    """An empty dataset of one Kreis with one portal, `muster`."""
    portal = Portal(slug="muster", ags="99001", name="Muster", vendor="sessionnet", url="https://muster.example/bi/")
    with Dataset(tmp_path / "ris.db") as dataset:
        dataset.register([Kreis(ags="99001", name="Musterkreis", typ="Kreis", land="Musterland")], [portal])
        yield dataset


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium; where there is none, the test is skipped."""
    if not CHROMIUM:
        pytest.skip("no Chromium: install the Debian package, or set CHROMIUM")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the small dataset is served."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="module")
def demo(demo_site: Path) -> Iterator[str]:
    """The address of the site of `ris demo`."""
    with serving(demo_site) as address:
        yield address


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    """A fresh profile in one of two sizes; when it closes, nothing must have gone wrong in it."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=address, locale="de-DE")
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.append(sent.url) if urlsplit(sent.url).hostname != "127.0.0.1" else None)
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which finds barriers in a page."""
    if not AXE.is_file():
        pytest.skip(f"no axe-core: `make .cache/{AXE.name}` gets it with npm")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two releases; for reading only."""
    pytest.importorskip("pyarrow")
    return two_releases.two(tmp_path_factory.mktemp("releases"))


@pytest.fixture(scope="session")
def first(made: Path) -> Path:
    """The first of them."""
    return made / "releases" / "0.9.0"
