"""Writes a fixture: a redacted page and its expectation, unsigned until a human has compared the two."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from pathlib import Path

import click

from ris_scraper.accuracy.expectation import UNKNOWN, Expectation, changes, expectation, unsigned
from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import API, page_files, sidecar_of, supplied
from ris_scraper.cli.options import contact_option, data_option, read_bytes, say
from ris_scraper.cli.redact import redact
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError, ParserDefect
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.portals.portals import Portal
from ris_scraper.read.read import page_of
from ris_scraper.words.ids import slug

_CONTENT_TYPES = {
    API: "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
_COMPARE = "compare them, then sign `checked`"


@click.command()
@click.argument("source", required=False)
@click.option("--url", help="Address of a page file; default: sidecar or browser comment.")
@click.option("--portal", help="Slug of the portal, first part of the fixture's name.")
@click.option("--name", "handle", help="Last part of the fixture's name, for example 85-2013.")
@click.option("--refresh", "written", metavar="NAME", help="Write anew what a fixture expects: its name, or 'sdnet/*'.")
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
    source: str | None,
    url: str | None,
    portal: str | None,
    handle: str | None,
    written: str | None,
    target: Path,
    contact: str | None,
    folder: Folder,
) -> None:
    """Write a fixture and its unsigned expectation from a page; names and addresses redacted.

    SOURCE is a page file, or the address of a page of the portal, which is then asked for as politely as in a crawl.
    Compare page and expectation, then sign it: the tests fail until "checked" has a date and initials.

    With --refresh the expectation of a fixture becomes what the parser reads now, unsigned again if anything changed;
    a page that nobody had claimed moves to its vendor. Where a parser breaks, its traceback is shown, and nothing is
    written; of several pages the others are refreshed all the same.

    \b
    Example:
      ris fixture seite.html --url https://ris.example.de/bi/vo020.asp?VOLFDNR=9 --portal musterkreis-nord --name 9
      ris fixture --refresh musterkreis-nord_vorlage_9
    """
    if written:
        if source or url or portal or handle:
            raise click.UsageError("--refresh NAME goes alone, or with --to")
        lines = _refresh(written, target)
    else:
        if not (source and portal and handle):
            raise click.UsageError("give SOURCE, --portal and --name; or --refresh NAME")
        lines = write_fixture(*_source(source, url, folder, portal, contact), portal, handle, target)
    try:
        for line in lines:
            say(line)
    except ParserDefect as defect:
        say(_where(defect))
        raise


def write_fixture(fetch: Fetch, body: bytes, portal: str, handle: str, target: Path) -> Iterator[str]:
    """Write `<vendor>/<portal>_<kind>_<handle>` below `target`, and say what was written.

    A page that no vendor claims goes to `unbekannt/`. Raises InputError rather than overwrite a pair, ParserDefect
    where a parser breaks.
    """
    page = page_of(fetch.url, body, fetch.content_type, fetch.encoding, fetch.rendering)
    page = Page(page.url, redact(page.text), page.rendering)
    said, refusal = expectation(page)
    ending = _ending(page)
    file = target / said["vendor"] / f"{portal}_{said['seitentyp']}_{slug(handle)}{ending}"
    sidecar = _free(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.text, "utf-8", newline="")
    head = {"url": page.url, "portal": portal, "abgerufen_am": fetch.abgerufen_am, "encoding": "utf-8"}
    _write(sidecar, unsigned({**head, "content_type": _CONTENT_TYPES[ending]}, said))
    if refusal:
        yield f"the page is refused: {refusal}"
    yield f"wrote {file} and {sidecar}: {_next_step(said, sidecar)}"


def _next_step(said: Expectation, sidecar: Path) -> str:
    if said["vendor"] != UNKNOWN:
        return _COMPARE
    return f"once a vendor claims it, `ris fixture --refresh {sidecar.stem}` reads it"


def _refresh(name: str, target: Path) -> Iterator[str]:
    """Write anew what fixtures expect, and say what changed; those that cannot be read are named last."""
    found = [file for file in page_files([target]) if file.match(f"{name}.*") or file.match(name)]
    if not found:
        raise InputError(f"{target} holds no fixture {name}: give its name without the ending, or a pattern: 'sdnet/*'")
    errors: list[ParserDefect | InputError] = []
    for file in found:
        try:
            yield from _refreshed(file)
        except (ParserDefect, InputError) as error:
            errors.append(error)
    for one in errors[:-1]:
        if isinstance(one, ParserDefect):
            yield _where(one)
        yield f"{type(one).__name__}: {one}"
    if errors:
        raise errors[-1]


def _where(defect: ParserDefect) -> str:
    """The traceback of what broke in a parser."""
    return "".join(traceback.format_exception(defect.__cause__)).rstrip()


def _refreshed(file: Path) -> Iterator[str]:
    sidecar = sidecar_of(file)
    if sidecar is None:
        raise InputError(f"{file} has no expectation beside it: write the pair with `ris fixture {file} …`")
    said, refusal = _read_again(file)
    before: Expectation = json.loads(sidecar.read_text("utf-8"))
    if said["vendor"] == UNKNOWN:
        # A wall in front of a portal is claimed by no vendor; whose portal it was is known by hand.
        said |= {key: before[key] for key in ("vendor", "seitentyp") if key in before}
    changed = changes(before, said)
    if not changed:
        yield f"{file}: reads as before"
        return
    _write(sidecar, unsigned(before, said))
    yield f"{file}: {_COMPARE}; changed:"
    yield from (f"  {line}" for line in changed)
    if refusal:
        yield f"  the page is refused: {refusal}"
    if file.parent.name == UNKNOWN != said["vendor"]:
        yield f"  moved to {_moved(file, sidecar, said)}"


def _read_again(file: Path) -> tuple[Expectation, str | None]:
    """What the parser makes of a fixture now; raises ParserDefect with the file's name where it breaks."""
    kept = supplied(file).fetch
    try:
        return expectation(page_of(kept.url, read_bytes(file), kept.content_type, kept.encoding, kept.rendering))
    except ParserDefect as defect:
        raise ParserDefect(str(file), defect.reason) from defect.__cause__


def _moved(file: Path, sidecar: Path, said: Expectation) -> Path:
    """Move a pair that nobody had claimed to its vendor's folder."""
    name = file.name.replace(f"_{UNKNOWN}_", f"_{said['seitentyp']}_")
    to = file.parent.with_name(said["vendor"]) / name
    beside = _free(to)
    to.parent.mkdir(exist_ok=True)
    file.rename(to)
    sidecar.rename(beside)
    if not any(file.parent.iterdir()):
        file.parent.rmdir()
    return to


def _source(source: str, url: str | None, folder: Folder, portal: str, contact: str | None) -> tuple[Fetch, bytes]:
    if source.startswith(("http://", "https://")):
        return _asked(source, folder.portal(portal), contact)
    file = Path(source)
    return supplied(file, url).fetch, read_bytes(file)


def _asked(url: str, portal: Portal, contact: str | None) -> tuple[Fetch, bytes]:
    with Fetcher(contact) as fetcher, fetcher.portal(portal) as session:
        response = session.get(url)
    return Fetch(url, response.abgerufen_am, response.status, response.content_type), response.body


def _ending(page: Page) -> str:
    if is_json(page.text):
        return API
    return ".txt" if page.rendering == "text" else ".html"


def _free(file: Path) -> Path:
    """The expectation's path beside a page file; raises InputError where either is there."""
    sidecar = file.with_name(file.name.removesuffix(API).removesuffix(file.suffix) + ".json")
    if file.exists() or sidecar.exists():
        raise InputError(f"{file} exists already: choose another --name, or remove the pair first")
    return sidecar


def _write(sidecar: Path, said: Expectation) -> None:
    sidecar.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
