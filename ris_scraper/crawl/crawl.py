"""Conducts the runs on a portal: what a run begins with, how it ends, and what it leaves for the next.

A run begins with what an earlier one left undone. Pages are read as they come, and written into the dataset some
hundred at a time and when the run ends, however it ends:

- `fertig`: nothing is due. A page that could not be had (broken, too large, redirected away, forbidden by robots.txt)
  is counted as failed, keeps its reason and is asked for again after 12 hours, five times at most.
- `unterbrochen`: the operator's limits or the operator ended it; no failure, the next run goes on there.
- `gesperrt`: a gate, five refused pages in a row, or a robots.txt that forbids the start. After a gate the portal is
  left alone for 24 hours, whatever the next run was told.
- `fehler`: the start page or two pages in a row do not answer, or the server wants a longer rest than a run takes.
- `drift`: it went to its end, or no way in was found, and the pages changed (see `drift`).

The start page is asked for once in every run and not kept: it opens the visitor's session, states no record, and what
it links to is the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ris_scraper.archive.frontier import as_state, locked
from ris_scraper.build.intake import take_in
from ris_scraper.crawl import drift
from ris_scraper.crawl import due as revisit
from ris_scraper.crawl.nouns import Context, Network, Order, Report
from ris_scraper.crawl.walk import Lauf, RunEnded, page_under
from ris_scraper.dataset import portal_state
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
from ris_scraper.nouns.kinds import TRIAL
from ris_scraper.nouns.page import Page
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
    with locked(path), folder.archive(portal.slug) as archive, folder.frontier(portal.slug) as frontier:
        known = [RobotsVerdict(**kept) for kept in frontier.get("robots") or ()]
        with fetcher.portal(portal, budget, known) as session:
            lauf = Lauf(portal, archive, frontier, session, context, fetcher.clock)
            lauf.everything = order.seit is not None
            _write(folder, lauf)
            if _resting(lauf):
                return lauf.report
            try:
                _run(folder, lauf, order)
            finally:
                frontier.put("robots", [as_state(verdict) for verdict in session.verdicts()])
                _remember(lauf)
                lauf.report.alarme += [*lauf.vergleich.alarms(), *_finish(folder, lauf)]
        if lauf.report.alarme and lauf.report.ausgang == "fertig":
            lauf.report.ausgang = "drift"
        return lauf.report


def _resting(lauf: Lauf) -> bool:
    """Whether a gate was met so short a time ago that the portal must not be asked yet; the report then says so."""
    rest = lauf.frontier.get("ruhe")
    if not rest or rest["bis"] <= lauf.when():
        return False
    lauf.report.ausgang, lauf.report.offen = "gesperrt", lauf.frontier.waiting()
    lauf.report.grund = f"nothing is asked before {rest['bis']}, because of a gate: {rest['grund']}"
    return True


def _run(folder: Folder, lauf: Lauf, order: Order) -> None:
    # A run that goes on where another stopped has its requests already; the new plan would begin at the start.
    key = [order.seit, order.heute.isoformat() if order.seit is None else None]
    plan = lauf.frontier.get("plan") or {}
    resumed = plan.get("key") == key
    try:
        planned = _plan(folder, lauf, order)
        if resumed:
            lauf.begun |= {abruf.url for abruf in lauf.archive.fetches(after=plan["nach"])}
            lauf.seen |= lauf.begun | lauf.frontier.addresses()
        else:
            lauf.frontier.add(planned)
            lauf.frontier.put("plan", {"key": key, "nach": lauf.archive.last()})
        if order.seit is None:
            with lauf.context.writing, folder.dataset() as db:
                lauf.frontier.add(revisit.due(db, lauf.portal.slug, order.heute))
        lauf.work(lambda: _write_some(folder, lauf))
        if not resumed:
            _look_back(folder, lauf)
        lauf.frontier.put("plan", None)
    except RunEnded as ende:
        lauf.report.ausgang, lauf.report.grund = ende.ausgang, str(ende)
        if ende.gate:
            lauf.frontier.put("ruhe", {"bis": lauf.when(REST_AFTER_GATE), "grund": str(ende)})
        if ende.gate or ende.ausgang == "drift":
            lauf.report.alarme.append(f"{lauf.portal.slug}: {ende}")


def _look_back(folder: Folder, lauf: Lauf) -> None:
    """After a run that saw all it wanted: are the lists empty, are Vorlagen missing."""
    alarms, counts = lauf.vergleich.lists(lauf.frontier.get("listen") or {})
    lauf.frontier.put("listen", counts)
    lauf.report.alarme += alarms
    # Without a list a portal never shows all its Vorlagen, so none can be missing from it.
    if lauf.everything and "liste" in lauf.strategy.follows:
        with lauf.context.writing, folder.dataset() as db:
            lauf.report.alarme += _count_sightings(lauf, revisit.vorlagen_pages(db, lauf.portal.slug))


def _plan(folder: Folder, lauf: Lauf, order: Order) -> list[Request]:
    """Make the run's requests of the first page, which tells extensions and released programs."""
    try:
        page, planned = _first_page(lauf, order)
        return planned if order.seit is None else [*planned, *_by_number(folder, lauf, page)]
    except BudgetSpent as spent:
        raise RunEnded("unterbrochen", spent.reason) from spent
    except RobotsDenied as error:
        raise RunEnded("gesperrt", str(error)) from error
    except (Challenged, NotPublic) as error:
        raise RunEnded("gesperrt", str(error), gate=True) from error
    except LayoutDrift as error:
        raise RunEnded("drift", str(error)) from error
    except (FetchError, PageError) as error:
        raise RunEnded("fehler", str(error)) from error


def _by_number(folder: Folder, lauf: Lauf, page: Page) -> Iterator[Request]:
    """Requests for all numbers that the portal's entry names, but for those of known Vorlagen."""
    address = lauf.strategy.nummer
    if address is None or not lauf.portal.nummern:
        return
    with lauf.context.writing, folder.dataset() as db:
        known = set(revisit.vorlagen_pages(db, lauf.portal.slug))
    for first, last in lauf.portal.nummern:
        urls = (address(page, number) for number in range(first, last + 1))
        yield from (Request(url, TRIAL) for url in urls if url not in known)


def _first_page(lauf: Lauf, order: Order) -> tuple[Page, list[Request]]:
    """The start page and the requests made of it. It may only name the next one (OParl: System, bodies, Body)."""
    make = lauf.strategy.neues if order.seit is None else lauf.strategy.everything
    planned = [Request(lauf.strategy.entry(lauf.portal.url), "start")]
    for _ in range(_START_PAGES):
        page = _start_page(lauf, planned[0])
        planned = make(page, order.period(), lauf.portal.mandant)
        if not planned or planned[0].seitentyp != "start":
            return page, planned
    raise LayoutDrift(page.url, "a start page that names lists")


def _start_page(lauf: Lauf, first: Request) -> Page:
    lauf.report.anfragen += 1
    response = lauf.session.get(first.url)
    if response.status >= 400:
        refused = NotPublic if response.status in (401, 403) else Gone
        raise refused(first.url, f"the portal's start page answered with {response.status}")
    page = page_under(first, response, lauf.portal)
    if gate := refusal(page):
        raise gate
    return page


def _remember(lauf: Lauf) -> None:
    """Leave what this run found out about the portal for the dataset."""
    report = lauf.report
    zustand = {"fertig": "aktiv", "drift": "aktiv", "gesperrt": "gesperrt"}.get(report.ausgang)
    lauf.frontier.put("lauf", {**as_state(report), "ende": lauf.when(), "zustand": zustand})


def _count_sightings(lauf: Lauf, known: Iterable[str]) -> list[str]:
    """After a full look: count the Vorlagen that were not seen; if many are missing at once, count none and say so."""
    known = list(known)
    missing = [url for url in known if url not in lauf.seen]
    if len(missing) > max(10, len(known) // 5):
        return [f"{len(missing)} Vorlagen were missing at once: nothing is marked as gone, look at the portal's lists"]
    lauf.frontier.sighted(lauf.seen, missing, lauf.when(), portal_state.LOOKS)
    return []


def _write_some(folder: Folder, lauf: Lauf) -> None:
    """Write what was read so far; while another program writes it has to wait, and is read from the archive then."""
    try:
        _write(folder, lauf)
    except Locked:
        lauf.gelesen.clear()


def _write(folder: Folder, lauf: Lauf) -> None:
    """Write all that is kept and not yet in the dataset into it."""
    with lauf.context.writing, folder.dataset() as db, db.transaction():
        take_in(db, lauf.archive, lauf.portal.slug, lauf.counts, schon=lauf.gelesen)
    lauf.gelesen.clear()


def _finish(folder: Folder, lauf: Lauf) -> list[str]:
    """Write the rest, with what the frontier knows; returns the alarms."""
    slug = lauf.portal.slug
    with lauf.context.writing, folder.dataset() as db:
        with db.run("crawl", slug, lauf.counts):
            take_in(db, lauf.archive, slug, lauf.counts, schon=lauf.gelesen)
        portal_state.enter_state(db, slug, lauf.frontier)
        return drift.alarms(db, slug) if lauf.counts.seiten else []
