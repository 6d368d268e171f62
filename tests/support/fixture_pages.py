"""The example pages of fixtures/ as tests see them, and how any page is read by one vendor."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from parsers import VENDORS
from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import API, page_files, sidecar_of
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Parsed
from ris_scraper.read import read

#: What every expectation has to say, beside what is read or the error that is raised.
NEEDED = ("url", "portal", "abgerufen_am", "vendor", "seitentyp", "checked")
READ = ("raises", "datensaetze", "links", "hinweise")
FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PAGES = tuple(page_files([FIXTURES]))
MARKED = [path for path in PAGES if path.suffix == ".html"]
#: What JSON interfaces answer.
ANSWERS = [path for path in PAGES if path.name.endswith(API)]


def of(vendor: str) -> list[Path]:
    """The page files of a vendor."""
    return [path for path in PAGES if path.parent.name == vendor]


def name(path: Path) -> str:
    """What a page file is called in the name of a test."""
    return f"{path.parent.name}/{path.name}"


@cache
def expected(path: Path) -> dict[str, Any]:
    """What a page file is expected to state; fails with the file's name where that is not whole."""
    sidecar = sidecar_of(path)
    assert sidecar, f"{path} has no expectation beside it: `ris fixture` writes the pair"
    try:
        said: Any = json.loads(sidecar.read_text("utf-8"))
    except ValueError as error:
        raise AssertionError(f"{sidecar} is no JSON: {error}") from error
    assert isinstance(said, dict), f"{sidecar} is no JSON object"
    lacking = ", ".join(missing(said))
    assert not lacking, f"{sidecar} lacks {lacking}: `ris fixture --refresh` writes what is read, the rest is by hand"
    return said


def missing(said: dict[str, Any]) -> list[str]:
    """What an expectation lacks."""
    needed = [key for key in NEEDED if key not in said]
    return needed if any(key in said for key in READ) else [*needed, "raises or datensaetze or links"]


def fetch_of(path: Path) -> Fetch:
    """The fetch that brought a page file."""
    said = expected(path)
    rendering = "text" if path.suffix == ".txt" else "html"
    return Fetch(said["url"], "", content_type=said.get("content_type"), rendering=rendering)


@cache
def page_of(path: Path) -> Page:
    kept = fetch_of(path)
    return read.page_of(kept.url, path.read_bytes(), kept.content_type, rendering=kept.rendering)


def example(vendor: str, stem: str) -> Page:
    """The only page file of that name, whatever its ending."""
    [path] = [path for path in of(vendor) if path.name in (f"{stem}.html", f"{stem}.txt", stem + API)]
    return page_of(path)


def read_by(vendor: str, page: Page) -> Parsed:
    """What a vendor reads on a page that it has to recognise."""
    kind = VENDORS[vendor].recognise(page)
    assert kind, "not recognised"
    return VENDORS[vendor].pages[kind](page)


def parse(page: Page) -> Reading:
    """What a page states and what its words mean, as `ris parse` prints it."""
    reading = read.parse(page)
    return replace(reading, parsed=normalise(reading.parsed))


def page_with(page: Page, content: Any) -> Page:
    """The answer of an interface with other content."""
    return Page(page.url, json.dumps(content), page.rendering)


def claims(page: Page) -> list[str]:
    """The vendors that recognise a page."""
    return [name for name, vendor in VENDORS.items() if vendor.recognise(page)]


#: One address of each kind of page of every vendor.
ADDRESSES = {
    (path.parent.name, said["seitentyp"]): said["url"] for path in PAGES if not missing(said := expected(path))
}


def first_record(vendor: str, page: Page) -> dict[str, Any]:
    """The first record that a vendor reads in a page, as `ris parse` prints it."""
    return read_by(vendor, page).datensaetze[0].model_dump(mode="json")
