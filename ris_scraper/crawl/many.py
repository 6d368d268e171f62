"""Runs on many portals at once. One server has at most one run at a time, and every portal is a world of its own: what
goes wrong with one ends its run with its state, and no other."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.fetch import Fetcher
from ris_scraper.fetch.pace import SystemClock
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import BudgetSpent, RisError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.portals.portals import Portal
from ris_scraper.read.fence import Desk

_STOPPED = "stopped by the operator; the next run goes on here"


@dataclass(frozen=True)
class Turn:
    """A portal's turn: how many portals of its server still wait for theirs (with this one), how many servers have
    portals left, and how many runs go on at once."""

    portal: Portal
    on_server: int
    servers: int
    jobs: int


#: What to do in a portal's turn; called in the thread of its run.
Plan = Callable[[Turn], Order]


class Interruptible(SystemClock):
    """The clock of this machine; a wait ends the run once the operator stops the program."""

    def __init__(self, halt: threading.Event) -> None:
        self._halt = halt

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass; raises BudgetSpent if they were cut short, so that nothing goes out early."""
        if self._halt.wait(seconds):
            raise BudgetSpent("", _STOPPED)


@contextmanager
def stopping(halt: threading.Event, tell: Callable[[], None]) -> Iterator[None]:
    """Set `halt` when the program is told to stop (Ctrl-C, `systemctl stop`), and say so; what ignores Ctrl-C stays so.

    A second signal ends the program as it always does.
    """
    before: dict[int, Any] = {}

    def stop(number: int, _: object) -> None:
        halt.set()
        signal.signal(number, before[number])
        tell()

    for known in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(known) is not signal.SIG_IGN:
            before[known] = signal.signal(known, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def crawl_many(
    folder: Folder, portals: Iterable[Portal], fetcher: Fetcher, jobs: int, plan: Plan, context: Context
) -> Iterator[Report]:
    """Run on portals, `jobs` servers at once, in the order given; yields each report when its run has ended.

    Pages are read by the thread that takes the reports, as only the main thread can be kept from reading too long.
    """
    waiting = by_server(portals)
    inbox: SimpleQueue[tuple[list[Portal], Future[Report]] | Callable[[], None]] = SimpleQueue()
    with ThreadPoolExecutor(max_workers=jobs) as pool, Desk(inbox.put):

        def begin(group: list[Portal]) -> None:
            run = pool.submit(_run, folder, group[0], lambda: plan(_turn(group, waiting, jobs)), fetcher, context)
            run.add_done_callback(lambda run: inbox.put((group, run)))

        for group in waiting:
            begin(group)
        while any(waiting):
            message = inbox.get()
            if callable(message):
                message()
                continue
            group, run = message
            report = _outcome(group.pop(0), run)
            if group:
                begin(group)
            yield report
    context.writer.close()


def _turn(group: list[Portal], waiting: list[list[Portal]], jobs: int) -> Turn:
    return Turn(group[0], len(group), sum(map(bool, waiting)), jobs)


def by_server(portals: Iterable[Portal]) -> list[list[Portal]]:
    """The portals that share a host, in the order of the first of each."""
    groups: dict[str, list[Portal]] = defaultdict(list)
    for portal in portals:
        groups[urlsplit(portal.url).hostname or ""].append(portal)
    return [*groups.values()]


def _run(folder: Folder, portal: Portal, order: Callable[[], Order], fetcher: Fetcher, context: Context) -> Report:
    if context.halt.is_set():
        return Report(portal.slug, ausgang="unterbrochen", grund=_STOPPED)
    try:
        return crawl_portal(folder, portal, fetcher, order(), context)
    except RisError as error:
        return Report(portal.slug, ausgang="fehler", grund=str(error))
    except (sqlite3.Error, OSError) as error:
        return Report(portal.slug, ausgang="fehler", grund=str(trouble(folder.archive_path(portal.slug), error)))


def _outcome(portal: Portal, run: Future[Report]) -> Report:
    """The report of a run; one that ended in a defect of ours has one too, and spoils no other."""
    defect = run.exception()
    if defect is None:
        return run.result()
    grund = f"a defect of this program, please report it: {type(defect).__name__}: {defect}"
    return Report(portal.slug, ausgang="fehler", grund=grund)
