"""Writes a fixture: a redacted page and its expectation, unsigned until a human has compared the two."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import API, supplied
from ris_scraper.cli.options import contact_option, data_option, read_bytes, say
from ris_scraper.cli.redact import redact
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError, PageError
from ris_scraper.nouns.page import Page
from ris_scraper.portals.portals import Portal
from ris_scraper.read.read import page_of, parse, recognise
from ris_scraper.words.ids import slug


@click.command()
@click.argument("source")
@click.option("--url", help="Address of a page file; default: sidecar or browser comment.")
@click.option("--portal", required=True, help="Slug of the portal, first part of the fixture's name.")
@click.option("--name", "handle", required=True, help="Last part of the fixture's name, for example 85-2013.")
@click.option(
    "--to",
    "target",
    default="fixtures",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the fixtures.",
)
@contact_option
@data_option
def fixture(
    source: str, url: str | None, portal: str, handle: str, target: Path, contact: str | None, folder: Folder
) -> None:
    """Write a fixture and its unsigned expectation from a page, with names and addresses redacted.

    SOURCE is a page file, or the address of a page of the portal, which is then asked for as politely as in a crawl.
    Compare page and expectation, then sign it: the tests fail until "checked" has a date and initials.

    \b
    Example:
      ris fixture seite.html --url https://ris.example.de/bi/vo020.asp?VOLFDNR=9 --portal musterkreis-nord --name 9
    """
    if source.startswith(("http://", "https://")):
        abruf, body = _asked(source, folder.portal(portal), contact)
    else:
        file = Path(source)
        abruf, body = supplied(file, url).fetch, read_bytes(file)
    page, expectation = write_fixture(abruf, body, portal, handle, target)
    say(f"wrote {page} and {expectation}: compare them, then sign `checked`")


def write_fixture(abruf: Fetch, body: bytes, portal: str, handle: str, target: Path) -> tuple[Path, Path]:
    """Write `<vendor>/<portal>_<kind>_<handle>` below `target`; returns the page's and the expectation's path.

    A page that no vendor claims goes to `unbekannt/`. Raises InputError rather than overwrite a pair.
    """
    page = page_of(abruf.url, body, abruf.content_type, abruf.encoding, abruf.rendering)
    page = Page(page.url, redact(page.text), page.rendering)
    vendor, kind, said = _expectation(page)
    name = target / vendor / f"{portal}_{kind}_{slug(handle)}"
    file, sidecar = name.with_name(name.name + _ending(page)), name.with_name(name.name + ".json")
    if file.exists() or sidecar.exists():
        raise InputError(f"{file} exists already: choose another --name, or remove the pair first")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.text, "utf-8", newline="")
    head = {"url": page.url, "portal": portal, "abgerufen_am": abruf.abgerufen_am, "encoding": "utf-8"}
    expectation = {**head, "content_type": "text/html; charset=utf-8", "checked": None, **said}
    sidecar.write_text(json.dumps(expectation, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file, sidecar


def _asked(url: str, portal: Portal, contact: str | None) -> tuple[Fetch, bytes]:
    with Fetcher(contact) as fetcher, fetcher.portal(portal) as session:
        response = session.get(url)
    return Fetch(url, response.abgerufen_am, response.status, response.content_type), response.body


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := _stated(item)) not in (None, [], {})}
    return [_stated(item) for item in value] if isinstance(value, list) else value


def _expectation(page: Page) -> tuple[str, str, dict[str, Any]]:
    """Vendor, kind and what the parser makes of the page now; a refused page expects its error."""
    try:
        vendor, kind = recognise(page)
    except PageError as error:
        return "unbekannt", "unbekannt", {"raises": type(error).__name__}
    try:
        found = parse(page)
    except PageError as error:
        return vendor, kind, {"raises": type(error).__name__}
    return vendor, kind, {"vendor": vendor, "seitentyp": kind, **_stated(found.parsed.model_dump(mode="json"))}


def _ending(page: Page) -> str:
    if page.text.lstrip()[:1] in ("{", "["):
        return API
    return ".txt" if page.rendering == "text" else ".html"
