"""The command line: gathers the commands, one verb each, every help with an example."""

from __future__ import annotations

import sqlite3
import sys
from typing import NoReturn

import click

from ris_scraper.cli.backup import backup
from ris_scraper.cli.build import build, judge, read
from ris_scraper.cli.crawl import crawl
from ris_scraper.cli.data import forget, page, query
from ris_scraper.cli.doctor import doctor
from ris_scraper.cli.fixture import fixture
from ris_scraper.cli.intake import ingest, parse
from ris_scraper.cli.night import night
from ris_scraper.cli.options import say
from ris_scraper.cli.portals import check, portals, probe
from ris_scraper.cli.site import demo, publish, serve
from ris_scraper.cli.status import status
from ris_scraper.nouns.errors import RisError
from ris_scraper.nouns.trouble import trouble


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ris-scraper")
def cli() -> None:
    """Read German council portals into one dataset of Vorlagen, and publish it with Datasette.

    \b
    Example, without any network:
      ris demo
    """


for command in (
    parse, ingest, read, build, judge, crawl, night, portals, probe, check, status,
    publish, serve, demo, query, page, forget, doctor, backup, fixture,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Entry point: run the command; an error of ours is one line on stderr and exit code 1."""
    try:
        cli()
    except RisError as error:
        _end(error)
    except (sqlite3.DatabaseError, OSError) as error:
        _end(trouble(getattr(error, "filename", None) or "a file of the data folder", error))


def _end(error: RisError) -> NoReturn:
    say(f"{type(error).__name__}: {error}")
    sys.exit(1)
