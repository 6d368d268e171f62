"""The commands that reach portals, and those that look after them."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from typing import NoReturn
from urllib.parse import urlsplit

import click
from tqdm import tqdm

from ris_scraper.cli.options import contact_option, data_option, fresh, say
from ris_scraper.crawl import drift
from ris_scraper.crawl import probe as probing
from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.crawl.walk import strategy_of
from ris_scraper.fetch import Fetcher
from ris_scraper.fetch.pace import SystemClock
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import BudgetSpent, InputError, RisError
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
    portale = _chosen(folder, slugs, everything)
    if dry_run:
        for portal in portale:
            say(
                f"{portal.slug}: {portal.url} ({portal.vendor}), {_due(folder, portal)} requests left from earlier runs"
            )
        return
    fresh(folder.ris_db)
    order = Order(since, max_requests, minutes)
    halt = threading.Event()
    with Fetcher(contact, clock=_Clock(halt)) as fetcher:
        reports = _crawl_all(folder, portale, fetcher, order, jobs, Progress(as_json), halt)
    with folder.dataset() as db:
        db.rebuild_volltext()
    for report in reports:
        click.echo(_as_line(report)) if as_json else say(_summary(report))
    sys.exit(exit_code(reports))


def _chosen(folder: Folder, slugs: tuple[str, ...], everything: bool) -> list[Portal]:
    if everything == bool(slugs):
        raise click.UsageError("name portals, or give --all")
    if slugs:
        chosen = [folder.portal(slug) for slug in slugs]
        for portal in chosen:
            strategy_of(portal)
        return chosen
    return [portal for portal in folder.portals.values() if portal.zustand == "aktiv" and _crawlable(portal)]


def _crawlable(portal: Portal) -> bool:
    try:
        strategy_of(portal)
    except InputError:
        return False
    return True


def _due(folder: Folder, portal: Portal) -> int:
    if not folder.archive_path(portal.slug).exists():
        return 0
    with folder.frontier(portal.slug) as frontier:
        return frontier.waiting()


class _Clock(SystemClock):
    """The clock of this machine; a wait ends the run once the operator stops the program."""

    def __init__(self, halt: threading.Event) -> None:
        self._halt = halt

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass; raises BudgetSpent if they were cut short, so that nothing goes out early."""
        if self._halt.wait(seconds):
            raise BudgetSpent("", _STOPPED)


def _crawl_all(
    folder: Folder,
    portale: list[Portal],
    fetcher: Fetcher,
    order: Order,
    jobs: int,
    progress: Progress,
    halt: threading.Event,
) -> list[Report]:
    context = Context(tell=progress.report, halt=halt)

    def one(portal: Portal) -> Report:
        if halt.is_set():
            return Report(portal.slug, ausgang="unterbrochen", grund=_STOPPED)
        try:
            return crawl_portal(folder, portal, fetcher, order, context)
        except RisError as error:
            return Report(portal.slug, ausgang="fehler", grund=str(error))

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        runs = [pool.submit(one, portal) for portal in portale]
        _wait(runs, halt, progress)
    progress.close()
    return [run.result() for run in runs]


def _wait(runs: list[Future[Report]], halt: threading.Event, progress: Progress) -> None:
    try:
        wait(runs)
    except KeyboardInterrupt:
        halt.set()
        progress.close()
        say("stopping: present pages are finished and what was fetched is read; the next run goes on here")


class Progress:
    """Progress: a bar for each portal on a terminal, a line (or JSON object) every hundred requests otherwise."""

    def __init__(self, as_json: bool) -> None:
        self._terminal, self._as_json, self._lock = sys.stderr.isatty(), as_json, threading.Lock()
        self._bars: dict[str, tqdm[NoReturn]] = {}

    def report(self, report: Report, _: str) -> None:
        """Say how far a run is."""
        if self._terminal:
            with self._lock:
                self._move(report)
        elif report.anfragen % 100 == 0:
            said = f"{report.anfragen} requests, {report.neu} new pages, {report.offen} waiting"
            say(_as_line(report) if self._as_json else f"{report.portal}: {said}")

    def _move(self, report: Report) -> None:
        if report.portal not in self._bars:
            self._bars[report.portal] = tqdm(desc=report.portal, unit=" requests", leave=False, dynamic_ncols=True)
        bar = self._bars[report.portal]
        bar.total, bar.n = report.anfragen + report.offen, report.anfragen
        bar.set_postfix(new=report.neu, failed=report.fehler)

    def close(self) -> None:
        """Take the bars away, so that what comes next begins on a line of its own."""
        with self._lock:
            for bar in self._bars.values():
                bar.close()


def _as_line(report: Report) -> str:
    return json.dumps(asdict(report), ensure_ascii=False)


def _summary(report: Report) -> str:
    words = (
        f"{report.portal}: {report.ausgang}; {report.anfragen} requests, {report.neu} new pages,"
        f" {report.unveraendert} unchanged, {report.fehler} failed, {report.offen} waiting"
    )
    return "\n".join([words + (f"; {report.grund}" if report.grund else ""), *report.alarme])


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
    with folder.dataset() as db:
        for slug in slugs or tuple(folder.archived()):
            folder.portal(slug)
            found += drift.alarms(db, slug)
            _print(drift.unknown(db, slug))
    _print(found)
    say(f"{len(found)} alarms")
    sys.exit(3 if found else 0)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
