"""The command line: one verb per command, help with an example for each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import Supplied, page_files, supplied
from ris_scraper.build.build import build as build_dataset
from ris_scraper.build.intake import read_into
from ris_scraper.build.versions import stamp
from ris_scraper.cli.crawl import check, crawl, portals, probe
from ris_scraper.cli.data import forget, page, query
from ris_scraper.cli.fixture import write_fixture
from ris_scraper.cli.judge import judge
from ris_scraper.cli.options import contact_option, data_option, existing, fresh, say
from ris_scraper.cli.status import status_lines
from ris_scraper.demo import demo as demo_data
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.portals.portals import Portal
from ris_scraper.publish import site as publishing
from ris_scraper.read import read as reading


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ris-scraper")
def cli() -> None:
    """Read German council portals into one dataset of Vorlagen, and publish it with Datasette.

    \b
    Example, without any network:
      ris demo
    """


@cli.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, help="The page's address; no request is made.")
@click.option("--rendering", type=click.Choice(["html", "text"]), help="Default: what the page looks like.")
def parse(file: Path, url: str, rendering: str | None) -> None:
    """Print what one page states, as JSON.

    \b
    Example:
      ris parse seite.html --url 'https://ris.example.de/bi/vo020.asp?VOLFDNR=946'
    """
    found = reading.parse(reading.page_of(url, _bytes(file), rendering=rendering))
    stated = normalise(found.parsed).model_dump(mode="json")
    said = {"vendor": found.vendor, "seitentyp": found.seitentyp, **stated}
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


# The entry of portals.toml under which press reports are kept.
_PRESSE = "presse"


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--portal", help="Slug of the portal (see `ris portals`); default: what the sidecar says.")
@click.option("--url", help="Address of the page, for a single file without a sidecar.")
@click.option("--presse", is_flag=True, help="The files are press reports: short for --portal presse.")
@data_option
def ingest(paths: tuple[Path, ...], portal: str | None, url: str | None, presse: bool, folder: Folder) -> None:
    """Take page files and folders into a portal's archive, and read them.

    A file's address comes from --url, from a sidecar (page.json beside page.html, with "url" and optionally
    "abgerufen_am", "encoding", "portal"), or from the "saved from url" comment that browsers write.

    \b
    Example:
      ris ingest gespeicherte-seiten/ --portal borken
      ris ingest bericht.html --presse --url https://zeitung.example/bericht
    """
    if presse and portal not in (None, _PRESSE):
        raise click.UsageError("--presse goes without --portal: press reports belong to no portal")
    portal = _PRESSE if presse else portal
    files = list(page_files(paths))
    if url and len(files) != 1:
        raise click.UsageError("--url goes with exactly one file")
    if not files:
        raise InputError(f"{paths[0]} holds no page files (.html, .htm, .txt): nothing to take in")
    taken, refused = _sort(files, portal, url)
    new = {slug: _keep(folder, slug, items) for slug, items in taken.items()}
    for slug, count in new.items():
        say(f"{slug}: {count} new of {len(taken[slug])} files kept")
    if new:
        _read(folder, list(new), everything=False)
    if refused:
        raise InputError(f"{len(refused)} of {len(files)} files were not taken in; first: {refused[0]}")


def _sort(files: Iterable[Path], portal: str | None, url: str | None) -> tuple[dict[str, list[Supplied]], list[str]]:
    """The files by portal, and a sentence for each file that lacks an address or a portal."""
    taken: dict[str, list[Supplied]] = {}
    refused = []
    for file in files:
        try:
            found = supplied(file, url)
            slug = portal or found.portal
            if not slug:
                raise InputError(f"{file} belongs to no portal: give --portal, or a sidecar with a portal")
            taken.setdefault(slug, []).append(found)
        except InputError as error:
            say(str(error))
            refused.append(str(error))
    return taken, refused


def _keep(folder: Folder, slug: str, items: list[Supplied]) -> int:
    portal = folder.portal(slug)
    with folder.archive(slug) as archive:
        before = archive.count()
        for item in items:
            archive.keep(replace(item.abruf, encoding=item.abruf.encoding or portal.encoding), _bytes(item.path))
        return archive.count() - before


@cli.command()
@click.argument("portals", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Read every kept page again, not only what is new.")
@data_option
def read(portals: tuple[str, ...], everything: bool, folder: Folder) -> None:
    """Read kept pages into the dataset: of the given portals, or of all.

    \b
    Example:
      ris read --all borken
    """
    _read(folder, portals or list(folder.archived()), everything, whole=everything and not portals)


def _read(folder: Folder, slugs: Iterable[str], everything: bool, whole: bool = False) -> None:
    if not whole:
        fresh(folder.ris_db)
    with folder.dataset() as db:
        for slug in slugs:
            counts = read_into(db, folder, slug, everything)
            say(f"{slug}: {counts.seiten} pages read, {counts.datensaetze} records, {counts.fehler} pages failed")
        db.rebuild_volltext()
        if whole:
            stamp(db)


@cli.command()
@data_option
def build(folder: Folder) -> None:
    """Make ris.db anew from the archives and swap it in.

    \b
    Example:
      ris build --data ris-data
    """
    for slug, counts in build_dataset(folder):
        say(f"{slug}: {counts.seiten} pages read, {counts.datensaetze} records, {counts.fehler} pages failed")
    say(f"built {folder.ris_db}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@data_option
def status(as_json: bool, folder: Folder) -> None:
    """Show portals, pages, records, failures and Hinweise.

    \b
    Example:
      ris status
    """
    for line in status_lines(folder, as_json):
        click.echo(line)


@cli.command()
@data_option
def publish(folder: Folder) -> None:
    """Build the served folder from an allow-list of tables.

    site.toml in the data folder says who runs the site, and which rows are left out (see docs/website.md).

    \b
    Example:
      ris publish && ris serve
    """
    publishing.publish(fresh(existing(folder.ris_db, "ris build")), folder.site, folder.site_file)
    say(f"published {folder.site}")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
@data_option
def serve(host: str, port: int, folder: Folder) -> None:
    """Serve the published folder with Datasette.

    \b
    Example:
      ris serve --port 8001
    """
    fresh(existing(folder.site, "ris publish") / "ris.db", published=True)
    _serve(folder.site, host, port)


def _serve(site: Path, host: str, port: int) -> None:
    try:
        code = subprocess.call(publishing.serve_command(site, host, port))
    except KeyboardInterrupt:
        return
    if code:
        raise InputError(f"Datasette ended with code {code} on {host}:{port}; is the port taken? Try another --port")


@cli.command()
@click.option("--serve/--no-serve", default=True, help="Serve the result, or stop after publishing.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
def demo(serve: bool, port: int) -> None:
    """Make a dataset from the shipped example pages in ./ris-demo, and serve it.

    The pages stand behind a server on loopback, and are crawled, read, built and published like real ones.

    \b
    Example:
      ris demo --no-serve
    """
    folder = Folder(Path("ris-demo"))
    demo_data.prepare(folder)
    reports = demo_data.crawl(folder, [supplied(file) for file in page_files([demo_data.pages()])])
    say(f"{sum(report.anfragen for report in reports)} requests to a mirror of the example pages on this machine.")
    counts = dict(build_dataset(folder))
    publishing.publish(folder.ris_db, folder.site, folder.site_file)
    pages = sum(count.seiten for count in counts.values())
    say(f"{pages} example pages of {len(counts)} portals are in {folder.ris_db}.")
    address = f"http://127.0.0.1:{port}/"
    for line in demo_data.questions(address):
        say(line)
    if serve:
        _serve(folder.site, "127.0.0.1", port)


@cli.command()
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
        abruf, body = supplied(file, url).abruf, _bytes(file)
    page, expectation = write_fixture(abruf, body, portal, handle, target)
    say(f"wrote {page} and {expectation}: compare them, then sign `checked`")


def _asked(url: str, portal: Portal, contact: str | None) -> tuple[Fetch, bytes]:
    with Fetcher(contact) as fetcher, fetcher.portal(portal) as session:
        response = session.get(url)
    return Fetch(url, response.abgerufen_am, response.status, response.content_type), response.body


for command in (crawl, portals, probe, check, query, page, forget, judge):
    cli.add_command(command)


def main() -> None:
    """Entry point: run the command; an error of ours is one line on stderr and exit code 1."""
    try:
        cli()
    except RisError as error:
        say(f"{type(error).__name__}: {error}")
        sys.exit(1)
