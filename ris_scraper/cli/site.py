"""Commands that make the website and serve it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ris_scraper.accuracy import kept
from ris_scraper.archive.ingest import page_files, supplied
from ris_scraper.build.build import build as build_dataset
from ris_scraper.cli.options import data_option, existing, fresh, say
from ris_scraper.dataset.reuse import outdated, reuse
from ris_scraper.demo import demo as demo_data
from ris_scraper.folder import Folder
from ris_scraper.judgement import version as rules
from ris_scraper.nouns.wording import counted
from ris_scraper.publish import serving
from ris_scraper.publish import site as publishing
from ris_scraper.read import version as readers


@click.command()
@data_option
def publish(folder: Folder) -> None:
    """Build the served folder from an allow-list of tables.

    site.toml in the data folder says who runs the site, and which rows are left out (see docs/website.md).

    \b
    Example:
      ris publish && ris serve
    """
    with folder.writing():
        ris_db = fresh(existing(folder.ris_db, "ris build"))
        if folder.reuse_db.exists() and outdated(ris_db):
            say(f"{ris_db}: common passages are older than the texts, `ris reuse` brings them up to date")
        for name in _outgrown(folder):
            say(f"{name} was measured with other readers or rules: `ris accuracy … --write` measures anew")
        publishing.publish(ris_db, folder.site, folder.site_file, folder.measurements, folder.releases)
    say(f"published {folder.site}")


def _outgrown(folder: Folder) -> Iterator[Path]:
    """The operator's measurements of accuracy that are not of the present readers and rules."""
    now = (readers.version(), rules.version())
    for found in kept.own(folder.measurements):
        if (found.leser, found.regeln) != now:
            yield folder.measurements / f"{found.sammlung}.json"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
@data_option
def serve(host: str, port: int, folder: Folder) -> None:
    """Serve the published folder with Datasette.

    Each `ris publish` is taken over without a gap: what is asked before is answered, what is asked after it is new.

    \b
    Example:
      ris serve --port 8001
    """
    fresh(existing(folder.site, "ris publish") / "ris.db", published=True)
    serving.serve(folder.site, host, port, say)


@click.command()
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
    asked = sum(report.anfragen for report in reports)
    say(f"{counted(asked, 'request')} to a mirror of the example pages on this machine.")
    counts = dict(build_dataset(folder))
    with folder.dataset() as db:
        reuse(db, folder.reuse_db)
    publishing.publish(folder.ris_db, folder.site, folder.site_file, folder.measurements, folder.releases)
    pages = sum(count.seiten for count in counts.values())
    say(f"{pages} example pages of {len(counts)} portals are in {folder.ris_db}.")
    address = f"http://127.0.0.1:{port}/"
    for line in demo_data.questions(address):
        say(line)
    if serve:
        serving.serve(folder.site, "127.0.0.1", port, say)
