"""What stands around the crawls of a night: a fresh dataset before, the site and the record after them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from ris_scraper.build.build import build
from ris_scraper.build.judge import judge
from ris_scraper.build.versions import stale
from ris_scraper.crawl.many import by_server, crawl_many
from ris_scraper.crawl.nouns import Context, Report
from ris_scraper.dataset.file import now
from ris_scraper.dataset.reuse import reuse
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.night.report import Night, Step, last_looks
from ris_scraper.night.schedule import Schedule, longest_unseen_first
from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.portals.portals import Portal
from ris_scraper.publish.site import publish

#: A run at a time on each server costs a thread and about a megabyte; beyond this a core is full anyway.
MOST_JOBS = 400


def night(
    folder: Folder,
    portals: list[Portal],
    fetcher: Fetcher,
    context: Context,
    hours: float,
    since: int,
    jobs: int | None = None,
    restart: str | None = None,
    told: Callable[[Iterator[Report]], Iterator[Report]] = iter,
) -> Night:
    """Crawl the portals for at most so many hours, bring dataset and site up to date; returns what came of it.

    `since` is the year that full crawls go back to, `jobs` how many servers are asked at once (None: as many as there
    are, up to 400), `restart` a command line that restarts the site; `told` sees each report pass.
    """
    schedule = Schedule(folder, fetcher.clock, since, fetcher.clock.monotonic() + hours * 3600)
    found = begin(folder)
    order = longest_unseen_first(folder, portals)
    at_once = jobs or min(MOST_JOBS, len(by_server(order)))
    end(folder, found, [*told(crawl_many(folder, order, fetcher, at_once, schedule.order, context))], restart)
    return found


def begin(folder: Folder) -> Night:
    """A night that has begun, with a dataset of the present rules and readers; noted there, so that a kill leaves the
    truth. What fails is a step of the night that failed."""
    night = Night(now())
    with _step(night, "auffrischen") as step:
        step.ausgang = _freshen(folder)
    with _step(night, "vermerken"), folder.dataset() as db:
        db.replace("laeufe", [{"art": "night", "beginn": night.beginn, "ausgang": night.ausgang}])
    return night


def _freshen(folder: Folder) -> str:
    """Build or judge anew what comes from older readers or rules; returns what was done."""
    match _stale(folder):
        case "build":
            for _ in build(folder, os.cpu_count() or 1):
                pass
        case "judge":
            with folder.dataset() as db:
                for _ in judge(db):
                    pass
        case None:
            return "unnoetig"
    return "fertig"


def _stale(folder: Folder) -> Literal["build", "judge"] | None:
    if not folder.ris_db.exists():
        return "build" if any(folder.archived()) else None
    try:
        return stale(folder.ris_db)
    except InputError:  # Damaged, or of another version: the archives have it all.
        return "build"


def end(folder: Folder, night: Night, reports: list[Report], restart: str | None) -> None:
    """After the crawls: bring the site up to date and note that the night has come to its end.

    What fails is noted as a step of the night, and hinders nothing else.
    """
    night.portale = reports
    with _step(night, "suchindex"), folder.dataset() as db:
        db.rebuild_volltext()
    if folder.reuse_db.exists():
        with _step(night, "textgleich"), folder.dataset() as db:
            reuse(db, folder.reuse_db)
    with _step(night, "publish"), folder.writing():
        publish(folder.ris_db, folder.site, folder.site_file, folder.measurements, folder.releases)
    if restart:
        with _step(night, "neustart"):
            run_command(restart, "")
    night.ende, night.ausgang = now(), "fertig"
    night.compare(last_looks(folder.reports))
    with _step(night, "vermerken"), folder.dataset() as db:
        db.execute(_ENDED, {"seiten": _pages(reports), "fehler": sum(r.fehler for r in reports), **vars(night)})


_ENDED = """
update laeufe set ende = :ende, ausgang = :ausgang, seiten = :seiten, fehler = :fehler
where art = 'night' and beginn = :beginn
"""


def _pages(reports: list[Report]) -> int:
    return sum(report.neu + report.unveraendert for report in reports)


@contextmanager
def _step(night: Night, name: str) -> Iterator[Step]:
    """Do a step of the night; its trouble is noted, with how long it took."""
    step, start = Step(name, "fertig"), time.monotonic()
    night.schritte.append(step)
    try:
        yield step
    except RisError as error:
        step.ausgang, step.grund = "fehler", str(error)
    except (sqlite3.Error, OSError) as error:
        step.ausgang, step.grund = "fehler", str(trouble(getattr(error, "filename", None) or name, error))
    finally:
        step.sekunden = round(time.monotonic() - start, 1)


def run_command(command: str, said: str) -> None:
    """Run an operator's command line with a text on its stdin. Raises InputError where it fails."""
    done = subprocess.run(command, shell=True, input=said, text=True, check=False)
    if done.returncode:
        raise InputError(f"`{command}` ended with code {done.returncode}")
