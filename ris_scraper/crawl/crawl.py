"""Conducts the runs on a portal: what a run begins with, how it ends, and what it leaves for the next.

A run begins with what an earlier one left undone. Pages are read as they come, and written into the dataset some
hundred at a time and when the run ends, however it ends:

- `fertig`: nothing is due. A page that could not be had (broken, too large, redirected away, forbidden by robots.txt)
  is counted as failed, keeps its reason and is asked for again after 12 hours, five times at most.
- `unterbrochen`: the operator's limits or the operator ended it; no failure, the next run goes on there.
- `gesperrt`: a gate, five refused pages in a row, or a robots.txt that forbids the start. After a gate the portal is
  left alone for 24 hours, whatever the next run was told.
- `fehler`: the start page does not answer, also not after two other pages did not; the server wants a longer rest than
  a run takes; or the run broke off.
- `drift`: it went to its end, or no way in was found, and the pages changed (see `drift`); lists fell short of their
  own totals, other pages came than were asked for, pages lie on other hosts, or five in a row are known to nobody.

A page that cannot be read, or that is another one than was asked for (see `answer`), is no answer: it stays kept, its
request waits like one of a page that could not be had, and nothing that is known of the thing is taken back.

The start page is asked for once in every run and not kept: it opens the visitor's session, states no record, and what
it links to is the plan.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from ris_scraper.archive.files import Files
from ris_scraper.archive.frontier import as_state, locked
from ris_scraper.archive.opening import told
from ris_scraper.build.files import read_files, take_in_files
from ris_scraper.build.intake import hand_over, take_in
from ris_scraper.crawl import drift, window
from ris_scraper.crawl import due as revisit
from ris_scraper.crawl.address import without_session
from ris_scraper.crawl.answer import gate_behind, is_gated
from ris_scraper.crawl.files import fetch_files
from ris_scraper.crawl.nouns import Context, Network, Order, Report
from ris_scraper.crawl.walk import Run, RunEnded, page_under
from ris_scraper.dataset import portal_state
from ris_scraper.dataset.file import Dataset, now
from ris_scraper.dataset.files import wanted
from ris_scraper.dataset.join.join import settle
from ris_scraper.fetch.pace import Budget
from ris_scraper.fetch.robots import RobotsVerdict
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import (
    BudgetSpent,
    Challenged,
    FetchError,
    Gone,
    LayoutDrift,
    Locked,
    NotPublic,
    PageError,
    RobotsDenied,
)
from ris_scraper.nouns.kinds import NEWS, TRIAL
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.trouble import trouble
from ris_scraper.nouns.vendor import Request
from ris_scraper.portals.portals import Portal
from ris_scraper.read.gates import refusal

#: A portal that put a gate in front of us is left alone for so long.
REST_AFTER_GATE = timedelta(hours=24)
#: So many start pages may lead from one to the next.
_START_PAGES = 10


def crawl_portal(folder: Folder, portal: Portal, fetcher: Network, order: Order, context: Context) -> Report:
    """Run on one portal and read what it brought into the dataset. Raises Locked and InputError."""
    budget = Budget(order.max_requests, order.minutes)
    path = folder.archive_path(portal.slug)
    with (
        told(path),
        locked(path),
        folder.archive(portal.slug) as archive,
        folder.frontier(portal.slug) as frontier,
    ):
        known = [RobotsVerdict(**kept) for kept in frontier.get("robots") or ()]
        gated = partial(is_gated, encoding=portal.encoding)
        with fetcher.portal(portal, budget, known, gated) as session:
            run = Run(portal, archive, frontier, session, context, fetcher.clock)
            run.everything = order.seit is not None
            run.sort_out()
            _write_kept(folder, run)
            if _resting(run):
                return run.report
            _begin(run)
            whole, begun = False, None
            try:
                begun = _go(folder, run, order)
                whole = True
            finally:
                if not whole:
                    run.report.ausgang, run.report.grund = "fehler", f"the run broke off: {sys.exception()}"
                frontier.put("robots", _verdicts(frontier.get("robots") or (), session.verdicts()))
                _remember(run)
                run.report.alarme += [*run.comparison.alarms(), *_elsewhere(run)]
                if begun and not run.report.alarme:
                    window.move(frontier, order, begun, archive.last())
                run.report.alarme += _finish(folder, run, whole)
        if run.report.alarme and run.report.ausgang == "fertig":
            run.report.ausgang = "drift"
        return run.report


def _verdicts(before: Iterable[dict[str, Any]], now: Iterable[RobotsVerdict]) -> list[dict[str, Any]]:
    """What robots.txt said last; that it could not be asked does not replace what it said before."""
    said = {kept["origin"]: kept for kept in before}
    for verdict in now:
        if verdict.verdict != "nicht_erreichbar" or verdict.origin not in said:
            said[verdict.origin] = as_state(verdict)
    return list(said.values())


def _resting(run: Run) -> bool:
    """Whether a gate was met so short a time ago that the portal must not be asked yet; the report then says so."""
    rest = run.frontier.get("ruhe")
    # A clock that was ahead for one run must not bar the portal for ever.
    if not rest or not run.when() < rest["bis"] <= run.when(REST_AFTER_GATE):
        return False
    run.report.ausgang, run.report.offen = "gesperrt", run.frontier.waiting()
    run.report.grund = f"nothing is asked before {rest['bis']}, because of a gate: {rest['grund']}"
    return True


def _go(folder: Folder, run: Run, order: Order) -> date | None:
    """Do what is due; returns the day on which that was planned, if the run came to its end."""
    # A run that goes on where another stopped has its requests already; the new plan would begin at the start.
    key = [order.seit, order.heute.isoformat() if order.seit is None else None]
    plan = run.frontier.get("plan") or {}
    resumed = plan.get("key") == key
    try:
        planned = _plan(folder, run, order)
        if resumed:
            run.begun |= {fetch.url for fetch in run.archive.fetches(after=plan["nach"])}
            run.seen |= run.begun | run.frontier.addresses()
        else:
            run.frontier.add(planned)
            plan = {"key": key, "nach": run.archive.last(), "am": order.heute.isoformat()}
            run.frontier.put("plan", plan)
        if order.seit is None:
            with _dataset(folder, run) as db:
                run.frontier.add(revisit.due(db, run.portal.slug, order.heute))
        run.work(lambda: _write_some(folder, run))
        if not resumed:
            _look_back(folder, run)
            run.report.alarme += _short_lists(run)
        run.frontier.put("plan", None)
        if run.everything:
            run.frontier.put("voll", run.when())
        _files(folder, run)
        # A plan of an earlier version names no day.
        return date.fromisoformat(plan.get("am", order.heute.isoformat()))
    except RunEnded as ende:
        run.report.ausgang, run.report.grund = ende.ausgang, str(ende)
        if ende.gate:
            run.frontier.put("ruhe", {"bis": run.when(REST_AFTER_GATE), "grund": str(ende)})
        if ende.gate or ende.ausgang == "drift":
            run.report.alarme.append(f"{run.portal.slug}: {ende}")
        return None


def _files(folder: Folder, run: Run) -> None:
    """After all pages: the files of Vorlagen that the operator wants, as the dataset knows them by now."""
    choice = run.portal.anlagen
    if choice == "nein":
        return
    _write_some(folder, run)
    try:
        with _dataset(folder, run) as db:
            found = [] if run.behind else wanted(db, run.portal.slug, choice)
    except Locked:  # Another program writes: the files wait for the next run.
        return
    with Files(run.archive.path) as files:
        fetch_files(run, files, found)


def _look_back(folder: Folder, run: Run) -> None:
    """After a run that saw all it wanted: are the lists empty, are Vorlagen missing."""
    alarms, counts = run.comparison.lists(run.frontier.get("listen") or {})
    run.frontier.put("listen", counts)
    run.report.alarme += alarms
    # Without a list a portal never shows all its Vorlagen, so none can be missing from it.
    if run.everything and run.lists.walked("liste"):
        with _dataset(folder, run) as db:
            known = revisit.vorlagen_pages(db, run.portal.slug)
        run.report.alarme += _ask_the_missing(run, known)
        run.work(lambda: _write_some(folder, run))


def _short_lists(run: Run) -> list[str]:
    """Lists that were followed to their end and brought fewer entries than they say they have."""
    followed = {NEWS, *(("liste", "kalender") if run.everything else ())}
    return [f"{run.portal.slug}: {alarm}" for alarm in run.lists.alarms(followed)]


def _elsewhere(run: Run) -> list[str]:
    """Hosts that hold so many of the portal's pages that they are its own, and that its entry does not name."""
    return [
        f"{run.portal.slug}: {count} pages lie on {host}, which is no host of this portal; add it to its hosts if it is"
        for host, count in run.foreign.items()
        if count >= drift.LOST
    ]


def _plan(folder: Folder, run: Run, order: Order) -> list[Request]:
    """Make the run's requests of the first page, which tells extensions and released programs."""
    try:
        page, planned = _first_page(run, order)
        planned = [replace(item, url=without_session(item.url)) for item in planned]
        return planned if order.seit is None else [*planned, *_by_number(folder, run, page)]
    except BudgetSpent as spent:
        raise RunEnded("unterbrochen", spent.reason) from spent
    except RobotsDenied as error:
        raise RunEnded("fehler" if run.is_outage(error) else "gesperrt", str(error)) from error
    except (Challenged, NotPublic) as error:
        raise RunEnded("gesperrt", str(error), gate=True) from error
    except LayoutDrift as error:
        raise RunEnded("drift", str(error)) from error
    except (FetchError, PageError) as error:
        gate = gate_behind(error, run.portal.encoding)
        raise RunEnded("gesperrt" if gate else "fehler", str(gate or error), gate=gate is not None) from error


def _by_number(folder: Folder, run: Run, page: Page) -> Iterator[Request]:
    """Requests for all numbers that the portal's entry names, but for those of known Vorlagen."""
    address = run.strategy.by_number
    if address is None or not run.portal.nummern:
        return
    with _dataset(folder, run) as db:
        known = set(revisit.vorlagen_pages(db, run.portal.slug))
    for first, last in run.portal.nummern:
        urls = (address(page, number) for number in range(first, last + 1))
        yield from (Request(url, TRIAL) for url in urls if url not in known)


def _first_page(run: Run, order: Order) -> tuple[Page, list[Request]]:
    """The start page and the requests made of it. It may only name the next one (OParl: System, bodies, Body)."""
    make = run.strategy.nightly if order.seit is None else run.strategy.everything
    planned = [Request(run.strategy.entry(run.portal.url), "start")]
    for _ in range(_START_PAGES):
        page = _start_page(run, planned[0])
        planned = make(page, order.period(), run.portal.mandant)
        if not planned or planned[0].seitentyp != "start":
            return page, planned
    raise LayoutDrift(page.url, "a start page that names lists")


def _start_page(run: Run, first: Request) -> Page:
    run.report.anfragen += 1
    response = run.session.get(first.url)
    if response.status >= 400:
        refused = NotPublic if response.status in (401, 403) else Gone
        raise refused(first.url, f"the portal's start page answered with {response.status}")
    page = page_under(first, response, run.portal)
    if gate := refusal(page):
        raise gate
    return page


def _begin(run: Run) -> None:
    """Until this run has ended, the last one is one that broke off: a kill leaves the truth."""
    before = run.frontier.get("lauf") or {}
    killed = {"ausgang": "abgebrochen", "grund": f"begun {run.when()}, and killed"}
    # How many in a row, this one among them; the first that ends leaves no such number.
    run.frontier.put("lauf", {**before, **killed, "abbrueche": before.get("abbrueche", 0) + 1})


def _remember(run: Run) -> None:
    """Leave what this run found out about the portal for the dataset."""
    report = run.report
    zustand = {"fertig": "aktiv", "drift": "aktiv", "gesperrt": "gesperrt"}.get(report.ausgang)
    run.frontier.put("lauf", {**as_state(report), "ende": run.when(), "zustand": zustand})


def _ask_the_missing(run: Run, known: Iterable[str]) -> list[str]:
    """After a full look: ask for the own pages of the Vorlagen that were not seen, as only these say that one is gone;
    if many are missing at once, ask for none and say so."""
    known = list(known)
    missing = [url for url in known if url not in run.seen]
    if len(missing) > max(10, len(known) // 5):
        return [f"{len(missing)} Vorlagen were missing at once: nothing is marked as gone, look at the portal's lists"]
    run.frontier.sighted(run.seen, (), run.when(), portal_state.LOOKS)
    run.missing = set(missing)
    run.frontier.add(Request(url, "vorlage") for url in missing if url not in run.begun)
    return []


@contextmanager
def _broken_off(db: Dataset, run: Run) -> Iterator[None]:
    row = {"art": "crawl", "portal": run.portal.slug, **vars(run.counts), "ende": now(), "ausgang": "abgebrochen"}
    db.replace("laeufe", [row])
    with db.transaction():
        yield


@contextmanager
def _dataset(folder: Folder, run: Run) -> Iterator[Dataset]:
    """The dataset, while no other portal of this program writes into it."""
    try:
        with run.context.writer.dataset(folder) as db:
            yield db
    except sqlite3.DatabaseError as error:
        raise trouble(folder.ris_db, error) from error


def _write_some(folder: Folder, run: Run) -> None:
    """Write what was read so far; while another program writes it has to wait, and is read from the archive then."""
    try:
        with _dataset(folder, run) as db, db.transaction():
            _hand_over(db, run)
    except Locked:
        run.behind = True
    run.read.clear()


def _hand_over(db: Dataset, run: Run) -> None:
    """What the run read; from the archive where a part of it had no turn to be written."""
    if run.behind:
        take_in(db, run.archive, run.portal.slug, run.counts)
    else:
        hand_over(db, run.portal.slug, run.read, run.counts)
    run.behind = False


def _write_kept(folder: Folder, run: Run) -> None:
    """Read and write all that is kept and not yet in the dataset: what an earlier run left, or had no turn to write."""
    with _dataset(folder, run) as db, db.transaction():
        take_in(db, run.archive, run.portal.slug, run.counts)


def _finish(folder: Folder, run: Run, whole: bool) -> list[str]:
    """Write the rest, with what the frontier knows; returns the alarms. A run that broke off is never recorded as one
    that came to an end."""
    slug = run.portal.slug
    with Files(run.archive.path) as files:
        read_files(run.archive, files, run.portal.ocr)
    with _dataset(folder, run) as db:
        with db.run("crawl", slug, run.counts) if whole else _broken_off(db, run):
            _hand_over(db, run)
            portal_state.enter_window(db, slug, run.frontier)
            settle(db, slug)
            take_in_files(db, run.archive, slug, run.portal.ocr)
        portal_state.enter_state(db, slug, run.frontier)
        return drift.alarms(db, slug, run.when(timedelta(days=1))) if run.counts.seiten else []
