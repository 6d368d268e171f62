"""The guide to a new vendor is true: its vendor reads, is recognised and is crawled as it stands there."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import parsers
import tests.simulator
from parsers import VENDORS
from ris_scraper.crawl import probe as probing
from ris_scraper.fetch import Fetcher
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Vendor
from tests.simulator.server import serve
from tests.simulator.vendors import VENDORS as SIMULATED
from tests.support.crawling import CONTACT, Clock, kreis, small, tiny
from tests.support.documents import blocks
from tests.support.signatures import FRAME, GUIDE, listing, signature

ROOT = Path(__file__).parent.parent
URL = "https://ris.musterkreis-neu.example/vorlage?id=9"


@pytest.fixture(scope="module")
def neu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendor]:
    """The vendor of the guide, from its blocks of code."""
    folder = tmp_path_factory.mktemp("guide")
    before = set(sys.modules)
    for body in blocks(GUIDE, "python"):
        name, _, code = body.partition("\n")
        file = folder / name.removeprefix("# ")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for package in (parsers, tests.simulator):
            inside = str(folder / package.__name__.replace(".", "/"))
            patch.setattr(package, "__path__", [*package.__path__, inside])
        yield importlib.import_module("parsers.neu").VENDOR
    for name in set(sys.modules) - before:
        if ".neu" in name:
            del sys.modules[name]


@pytest.fixture
def simulated(neu: Vendor, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Its simulator; both entered with the others."""
    module = importlib.import_module("tests.simulator.neu")
    monkeypatch.setitem(VENDORS, "neu", neu)
    monkeypatch.setitem(SIMULATED, "neu", module)
    return module


def page(content: str) -> Page:
    return Page(URL, f'<meta name="generator" content="Neu-RIS 2.1">{content}')


def test_its_page_function_reads_a_page(neu: Vendor) -> None:
    rows = "<tr><th>Betreff:</th><td>Radweg</td></tr><tr><th>Farbe:</th><td>rot</td></tr>"
    found = page(f'<table class="kopf">{rows}</table>')
    assert neu.recognise(found) == "vorlage" and neu.recognise(Page(URL, "<p>anders</p>")) is None
    read = neu.pages["vorlage"](found)
    assert [(paper.id, paper.betreff, paper.nummer) for paper in read.datensaetze] == [("9", "Radweg", None)]
    assert [hint.text for hint in read.hinweise] == ["Farbe"]
    with pytest.raises(LayoutDrift):
        neu.pages["vorlage"](page("<p>nichts</p>"))
    with pytest.raises(NotPublic):
        neu.pages["gesperrt"](page(""))


def test_probe_names_it(neu: Vendor, simulated: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(probing._FINGERPRINTS, "neu", neu.fingerprint)
    with serve(simulated.portal(tiny())) as server, Fetcher(CONTACT, clock=Clock()) as fetcher:
        finding = probing.probe(probing.address(server.base_url, privat=True), fetcher)
    assert (finding.vendor, finding.version) == ("neu", simulated.TRAITS.version)


def test_it_is_crawled(simulated: ModuleType, tmp_path: Path) -> None:
    with kreis("neu", tmp_path, small()) as portal:
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        portal.server.world = portal.server.world.evolve(1, changes=0, new=3)
        portal.crawl()
        assert portal.differences() == []


def test_the_list_of_helpers_is_that_of_the_code() -> None:
    found = FRAME.search(GUIDE.read_text("utf-8"))
    assert found and found[0] == listing(), "`python -m tests.support.signatures` writes it anew"
    assert len(re.findall(r"^- `", found[0], re.M)) > 50


def test_a_signature_says_what_goes_in_and_what_comes_out() -> None:
    def helper(page: Page, most: int = 3, of: Vendor = VENDORS["sdnet"]) -> list[str]:
        return []

    assert signature("helper", helper) == "helper(page: Page, most: int = 3, of: Vendor = Vendor(…)) -> list[str]"


def test_every_page_on_a_vendor_is_linked() -> None:
    linked = set(re.findall(r"\]\(vendors/(\w+)\.md\)", GUIDE.read_text("utf-8")))
    assert linked == {path.stem for path in (ROOT / "docs" / "vendors").glob("*.md")} <= set(VENDORS)
