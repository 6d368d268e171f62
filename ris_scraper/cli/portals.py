"""Commands that look after portals: list them, probe one, compare its fetches with its past."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from urllib.parse import urlsplit

import click

from ris_scraper.cli.options import contact_option, data_option, existing, harmless, say
from ris_scraper.crawl import drift
from ris_scraper.crawl import probe as probing
from ris_scraper.dataset.file import Dataset
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError


@click.command()
@click.option("--vendor", help="Only portals of this vendor.")
@click.option("--land", help="Only Kreise of this Land, for example Niedersachsen.")
@click.option(
    "--zustand", type=click.Choice(["ungeprueft", "aktiv", "gesperrt", "weg"]), help="Only portals in this state."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line per portal.")
@data_option
def portals(vendor: str | None, land: str | None, zustand: str | None, as_json: bool, folder: Folder) -> None:
    """List the known portals.

    \b
    Example:
      ris portals --vendor sessionnet --land Nordrhein-Westfalen
    """
    kreise = {kreis.ags: kreis for kreis in folder.kreise}
    for portal in folder.portals.values():
        kreis = kreise.get(portal.ags or "")
        if (vendor and portal.vendor != vendor) or (zustand and portal.zustand != zustand):
            continue
        if land and (kreis is None or kreis.land != land):
            continue
        where = kreis.land if kreis else ""
        line = f"{portal.slug:28} {portal.vendor or '?':12} {portal.zustand:11} {where:24} {portal.url}"
        click.echo(json.dumps({**asdict(portal), "land": where}, ensure_ascii=False) if as_json else line)


@click.command()
@click.argument("url")
@contact_option
def probe(url: str, contact: str | None) -> None:
    """Find out what a portal runs, in at most five requests; prints a table for portals.toml.

    \b
    Example:
      ris probe https://ris.example.de/bi/ --contact https://example.org/kontakt
    """
    with Fetcher(contact) as fetcher:
        finding = probing.probe(url, fetcher)
    host = urlsplit(url).hostname or "portal"
    click.echo(probing.as_table(finding, re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")))
    if finding.vendor is None:
        raise InputError(f"{url}: no known product recognised; see the comments in the table above")


@click.command()
@click.argument("slugs", nargs=-1)
@data_option
def check(slugs: tuple[str, ...], folder: Folder) -> None:
    """Compare the last fetches of each portal with its own past; exit code 3 for a drift alarm.

    \b
    Example:
      ris check borken
    """
    found: list[str] = []
    with Dataset(existing(folder.ris_db, "ris build")) as db:
        for slug in slugs or tuple(folder.archived()):
            folder.portal(slug)
            found += drift.alarms(db, slug)
            _print(drift.unknown(db, slug))
    _print(found)
    say(f"{len(found)} alarms")
    sys.exit(3 if found else 0)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(harmless(line))
