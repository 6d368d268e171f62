"""Commands that take page files in: print what one states, or keep them and read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from ris_scraper.archive.ingest import Supplied, is_warc, page_files, supplied
from ris_scraper.cli.build import read_pages
from ris_scraper.cli.options import data_option, read_bytes, say
from ris_scraper.folder import Folder
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.errors import InputError, UnknownPage
from ris_scraper.nouns.wording import counted
from ris_scraper.read import read as reading

# The entry of portals.toml under which press reports are kept.
_PRESSE = "presse"


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, help="The page's address; no request is made.")
@click.option("--rendering", type=click.Choice(["html", "text"]), help="Default: what the page looks like.")
def parse(file: Path, url: str, rendering: str | None) -> None:
    """Print what one page states, as JSON.

    \b
    Example:
      ris parse seite.html --url 'https://ris.example.de/bi/vo020.asp?VOLFDNR=946'
    """
    try:
        found = reading.parse(reading.page_of(url, read_bytes(file), rendering=rendering))
    except UnknownPage as error:
        if url.startswith(("http://", "https://")):
            raise
        # Copies are told by their address too: without one, what no vendor knows may be a page that one would.
        raise InputError(
            f"{url!r} is no web address, and by itself the page is told by no vendor: give --url https://…"
        ) from error
    stated = normalise(found.parsed).model_dump(mode="json")
    said = {"vendor": found.vendor, "seitentyp": found.seitentyp, **stated}
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--portal", help="Slug of the portal (see `ris portals`); default: what the sidecar says.")
@click.option("--url", help="Address of the page, for a single file without a sidecar.")
@click.option("--presse", is_flag=True, help="The files are press reports: short for --portal presse.")
@data_option
def ingest(paths: tuple[Path, ...], portal: str | None, url: str | None, presse: bool, folder: Folder) -> None:
    """Take page files and folders into a portal's archive, and read them.

    A page file's address comes from --url, from a sidecar (page.json beside page.html, with "url" and optionally
    "abgerufen_am", "encoding", "portal"), or from the "saved from url" comment that browsers write.

    Of WARC files (.warc, .warc.gz, .wet.gz, .wacz) the pages of known portals are taken, by their addresses, each into
    its portal's archive; --portal takes those of one portal only.

    \b
    Example:
      ris ingest gespeicherte-seiten/ --portal borken
      ris ingest bericht.html --presse --url https://zeitung.example/bericht
      ris ingest CC-MAIN-20260412-00007.warc.wet.gz
    """
    if presse and portal not in (None, _PRESSE):
        raise click.UsageError("--presse goes without --portal: press reports belong to no portal")
    portal = _PRESSE if presse else portal
    if any(map(is_warc, paths)):
        _ingest_warcs(paths, portal, url, folder)
        return
    files = list(page_files(paths))
    if url and len(files) != 1:
        raise click.UsageError("--url goes with exactly one file")
    if not files:
        raise InputError(f"{paths[0]} holds no page files (.html, .htm, .txt): nothing to take in")
    taken, refused = _sort(files, portal, url)
    new = {slug: _keep(folder, slug, items) for slug, items in taken.items()}
    for slug, count in new.items():
        say(f"{slug}: {count} new of {counted(len(taken[slug]), 'file')} kept")
    if new:
        read_pages(folder, list(new), everything=False)
    if refused:
        raise InputError(f"{len(refused)} of {counted(len(files), 'file')} not taken in; first: {refused[0]}")
    failed = [reason for slug, items in taken.items() for reason in _failed(folder, slug, items)]
    if len(failed) == len(files):
        raise InputError(f"no page could be read; first: {failed[0]}")


def _ingest_warcs(paths: tuple[Path, ...], portal: str | None, url: str | None, folder: Folder) -> None:
    from ris_scraper.cli.warc import ingest_warcs  # it brings an HTTP client, and is seldom needed

    if url or not all(map(is_warc, paths)):
        raise click.UsageError("WARC files are taken in by themselves: give page files, and --url, in another call")
    ingest_warcs(paths, portal, folder)


def _failed(folder: Folder, slug: str, items: Iterable[Supplied]) -> Iterator[str]:
    """Why pages that were taken in could not be read, each in a sentence."""
    sql = "select url, fehler, grund from seiten where portal = ? and url = ? and fehler is not null"
    with folder.dataset() as db:
        for item in items:
            for row in db.rows(sql, [slug, item.fetch.url])[:1]:
                yield f"{row['fehler']}: {row['url']}: {row['grund']}"


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
            archive.keep(replace(item.fetch, encoding=item.fetch.encoding or portal.encoding), read_bytes(item.path))
        return archive.count() - before
