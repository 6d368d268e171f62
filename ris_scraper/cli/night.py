"""The command of the night: all active portals, the dataset, the site, a report."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click

from ris_scraper.cli.crawl import exit_code
from ris_scraper.cli.options import contact_option, data_option, harmless, limit, say
from ris_scraper.cli.portals import chosen, filters
from ris_scraper.cli.progress import Steps
from ris_scraper.crawl.many import Interruptible, stopping
from ris_scraper.crawl.nouns import Context, Report
from ris_scraper.crawl.walk import crawlable
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.night import night as conduct
from ris_scraper.night import report as reports
from ris_scraper.night.report import Night
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.portals.portals import Portal


@click.command()
@filters
@click.option(
    "--hours",
    default=6.0,
    show_default=True,
    type=click.FloatRange(min=0, max=744, min_open=True),
    callback=limit,
    help="The crawls end then.",
)
@click.option(
    "--since",
    default=2010,
    show_default=True,
    type=click.IntRange(1990, 2100),
    help="Full crawls go back so far.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 1000), help="Servers at once; by default as many as there are, up to 400."
)
@click.option("--restart", metavar="CMD", help="Command line that restarts the site after it was published.")
@click.option(
    "--notify",
    metavar="CMD",
    help="Command line that gets the report on stdin if there is news, or why there was no night.",
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON on stdout.")
@contact_option
@data_option
def night(
    vendor: str | None,
    land: str | None,
    hours: float,
    since: int,
    jobs: int | None,
    restart: str | None,
    notify: str | None,
    as_json: bool,
    contact: str | None,
    folder: Folder,
) -> None:
    """Crawl every active portal, bring dataset and site up to date, and report.

    A portal is crawled in full until that has come to its end, and again every 30 days; in between only for what is
    new. Portals that were longest unseen come first. Exit codes as of a crawl, also 1 where a step after it failed.

    \b
    Example:
      ris night --hours 5 --restart 'systemctl restart ris-site' --notify 'mail -s ris ops'
    """
    with _no_silence(notify):
        active = _active(folder, vendor, land)
        with folder.night():
            halt = threading.Event()
            with Fetcher(contact, clock=Interruptible(halt)) as fetcher, stopping(halt, _stop):
                context = Context(halt=halt)
                told = partial(_told, total=len(active), most=hours * 3600)
                done = conduct.night(folder, active, fetcher, context, hours, since, jobs, restart, told)
            said = _tell(folder, done, as_json)
    failed = any(step.ausgang == "fehler" for step in done.schritte)
    if notify and (done.neu or failed) and not _notified(notify, said):
        failed = True
    sys.exit(max(exit_code(done.portale), int(failed)))


def _active(folder: Folder, vendor: str | None, land: str | None) -> list[Portal]:
    active = [portal for portal in chosen(folder, (), vendor, land, "aktiv") if crawlable(portal)]
    if not active:
        raise click.UsageError(
            f"no portal to crawl is active in {folder.own_portals}: `ris probe --all --write` finds out which can be"
            " read, `ris portals SLUG --set aktiv` sets one"
        )
    return active


def _told(runs: Iterator[Report], total: int, most: float) -> Iterator[Report]:
    with Steps(total, "portal", most) as steps:
        for report in runs:
            steps.one()
            yield report


def _stop() -> None:
    say("stopping: present pages are finished, what was fetched is read and published; the next night goes on here")


@contextmanager
def _no_silence(notify: str | None) -> Iterator[None]:
    """Send word of a night that could not take place, or broke off: it has no report that would tell."""
    whole = False
    try:
        yield
        whole = True
    finally:
        if notify and not whole:
            _notified(notify, f"ris night: no night, or not all of it: {_reason(sys.exception())}\n")


def _reason(error: BaseException | None) -> str:
    return error.format_message() if isinstance(error, click.ClickException) else str(error) or type(error).__name__


def _tell(folder: Folder, night: Night, as_json: bool) -> str:
    """Keep the report and print it; returns what it says to people."""
    said = reports.text(night)
    click.echo(reports.as_json(night) if as_json else harmless(said), nl=False)
    try:
        say(f"report: {reports.write(night, folder.reports)}")
    except OSError as error:
        say(str(trouble(folder.reports, error)))
    return said


def _notified(command: str, said: str) -> bool:
    """Send the report; whether it could be sent."""
    try:
        conduct.run_command(command, said)
    except InputError as error:
        say(f"nobody was notified: {error}")
        return False
    return True
