"""The command that brings portals into the dataset."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable

import click

from ris_scraper.cli.options import contact_option, data_option, fresh, limit, say
from ris_scraper.cli.progress import Progress, as_line, summary
from ris_scraper.crawl.many import Interruptible, crawl_many, stopping
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.crawl.walk import crawlable, strategy_of
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.portals.portals import Portal

#: Exit codes of a crawl, the worst of all portals counts.
_CODES = {"fertig": 0, "unterbrochen": 0, "gesperrt": 1, "fehler": 1, "drift": 3}


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
    "--minutes",
    type=click.FloatRange(min=0, max=44640, min_open=True),
    callback=limit,
    help="Stop a portal's run after so many minutes.",
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
    with Fetcher(contact, clock=Interruptible(halt)) as fetcher, stopping(halt, lambda: _stop(progress)):
        reports = [*crawl_many(folder, portals, fetcher, jobs, lambda _: order, context)]
    progress.close()
    ended = {report.portal: report for report in reports}
    return [ended[portal.slug] for portal in portals]


def _stop(progress: Progress) -> None:
    progress.close()
    say("stopping: present pages are finished and what was fetched is read; the next run goes on here")
