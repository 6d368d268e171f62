"""The command that brings portals into the dataset."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import click

from ris_scraper.cli.options import contact_option, data_option, fresh, say
from ris_scraper.cli.progress import Progress, as_line, summary
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.crawl.walk import crawlable, strategy_of
from ris_scraper.fetch import Fetcher
from ris_scraper.fetch.pace import SystemClock
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import BudgetSpent, RisError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.portals.portals import Portal

#: Exit codes of a crawl, the worst of all portals counts.
_CODES = {"fertig": 0, "unterbrochen": 0, "gesperrt": 1, "fehler": 1, "drift": 3}
_STOPPED = "stopped by the operator; the next run goes on here"


def exit_code(reports: Iterable[Report]) -> int:
    """The exit code of a crawl: the worst of its portals. A run that was stopped or hit a limit is no failure."""
    return max((_CODES[report.ausgang] for report in reports), default=0)


@click.command()
@click.argument("slugs", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every portal in state `aktiv` whose vendor can be crawled.")
@click.option(
    "--since", type=click.IntRange(1990, 2100), help="Full crawl back to this year; without: the nightly one."
)
@click.option("--max-requests", type=click.IntRange(1), help="Stop a portal's run after so many requests.")
@click.option(
    "--minutes", type=click.FloatRange(min=0, min_open=True), help="Stop a portal's run after so many minutes."
)
@click.option("--jobs", default=4, show_default=True, type=click.IntRange(1, 64), help="Portals at once.")
@click.option("--dry-run", is_flag=True, help="Say which portals would be crawled and what is due; ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per portal on stdout, progress as JSON too.")
@contact_option
@data_option
def crawl(
    slugs: tuple[str, ...],
    everything: bool,
    since: int | None,
    max_requests: int | None,
    minutes: float | None,
    jobs: int,
    dry_run: bool,
    as_json: bool,
    contact: str | None,
    folder: Folder,
) -> None:
    """Bring portals into the archive and the dataset, gently, and only what is new.

    Without --since a nightly run: new entries, the calendar around today, agendas near today, Vorlagen without an
    outcome, a slow sweep over the rest. A run that was stopped goes on where it was; Ctrl-C ends it after the
    present page and reads what it brought. Exit codes: 0 all well, also when a limit or you ended the run, 1 a portal
    failed or is closed to us, 2 wrong usage, 3 drift alarm.

    \b
    Example:
      RIS_CONTACT=https://example.org/kontakt ris crawl borken --since 2012
    """
    chosen = _chosen(folder, slugs, everything)
    if dry_run:
        _announce(folder, chosen)
        return
    fresh(folder.ris_db)
    reports = _crawl_all(folder, chosen, Order(since, max_requests, minutes), contact, jobs, Progress(as_json))
    for report in reports:
        click.echo(as_line(report)) if as_json else say(summary(report))
    with folder.dataset() as db:
        db.rebuild_volltext()
    sys.exit(exit_code(reports))


def _chosen(folder: Folder, slugs: tuple[str, ...], everything: bool) -> list[Portal]:
    if everything == bool(slugs):
        raise click.UsageError("name portals, or give --all")
    if slugs:
        chosen = [folder.portal(slug) for slug in slugs]
        for portal in chosen:
            strategy_of(portal)
        return chosen
    return [portal for portal in folder.portals.values() if portal.zustand == "aktiv" and crawlable(portal)]


def _announce(folder: Folder, portals: list[Portal]) -> None:
    for portal in portals:
        due = f"{_due(folder, portal)} requests left from earlier runs"
        say(f"{portal.slug}: {portal.url} ({portal.vendor}), {due}")


def _due(folder: Folder, portal: Portal) -> int:
    if not folder.archive_path(portal.slug).exists():
        return 0
    with folder.frontier(portal.slug) as frontier:
        return frontier.waiting()


def _crawl_all(
    folder: Folder, portals: list[Portal], order: Order, contact: str | None, jobs: int, progress: Progress
) -> list[Report]:
    halt = threading.Event()
    context = Context(tell=progress.report, halt=halt)
    with Fetcher(contact, clock=_Clock(halt)) as fetcher, ThreadPoolExecutor(max_workers=jobs) as pool:
        runs = [pool.submit(_crawl_one, folder, portal, fetcher, order, context) for portal in portals]
        _wait(runs, halt, progress)
    progress.close()
    return [_outcome(portal, run) for portal, run in zip(portals, runs, strict=True)]


def _outcome(portal: Portal, run: Future[Report]) -> Report:
    """The report of a run; one that ended in a defect of ours has one too, and spoils no other."""
    defect = run.exception()
    if defect is None:
        return run.result()
    grund = f"a defect of this program, please report it: {type(defect).__name__}: {defect}"
    return Report(portal.slug, ausgang="fehler", grund=grund)


def _crawl_one(folder: Folder, portal: Portal, fetcher: Fetcher, order: Order, context: Context) -> Report:
    if context.halt.is_set():
        return Report(portal.slug, ausgang="unterbrochen", grund=_STOPPED)
    try:
        return crawl_portal(folder, portal, fetcher, order, context)
    except RisError as error:
        return Report(portal.slug, ausgang="fehler", grund=str(error))
    except (sqlite3.Error, OSError) as error:
        return Report(portal.slug, ausgang="fehler", grund=str(trouble(folder.archive_path(portal.slug), error)))


def _wait(runs: list[Future[Report]], halt: threading.Event, progress: Progress) -> None:
    try:
        wait(runs)
    except KeyboardInterrupt:
        halt.set()
        progress.close()
        say("stopping: present pages are finished and what was fetched is read; the next run goes on here")


class _Clock(SystemClock):
    """The clock of this machine; a wait ends the run once the operator stops the program."""

    def __init__(self, halt: threading.Event) -> None:
        self._halt = halt

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass; raises BudgetSpent if they were cut short, so that nothing goes out early."""
        if self._halt.wait(seconds):
            raise BudgetSpent("", _STOPPED)
