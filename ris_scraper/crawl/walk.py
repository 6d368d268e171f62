"""One run's walk: ask for the next page, keep it, look what it leads to; `crawl` says how walks end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.archive.frontier import Frontier
from ris_scraper.build.intake import read_fetch
from ris_scraper.crawl import drift
from ris_scraper.crawl.address import without_session
from ris_scraper.crawl.answer import Answers, gate_behind
from ris_scraper.crawl.lists import Lists
from ris_scraper.crawl.nouns import Context, Ending, Report, Session
from ris_scraper.dataset import portal_state
from ris_scraper.dataset.file import Counts
from ris_scraper.fetch import Response
from ris_scraper.fetch.pace import Clock
from ris_scraper.nouns.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    InputError,
    LayoutDrift,
    OtherPage,
    PageError,
    ParserDefect,
    RobotsDenied,
    TooCostly,
    TooLarge,
    TooSlow,
    Undecodable,
    UnknownPage,
    Unreachable,
)
from ris_scraper.nouns.kinds import LIST_END, NEWS, TRIAL, is_list, kind
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import Request, Strategy
from ris_scraper.portals.portals import Portal
from ris_scraper.read.read import page_of
from ris_scraper.read.vendors import VENDORS

#: A page that could not be had is left alone for so long.
REST = timedelta(hours=12)
#: So many pages are read before they are written into the dataset: few enough to hold in memory.
_BATCH = 100
#: So many refused pages in a row, and the portal is taken to be closed to us; so many unknown ones, and it is taken
#: to be under maintenance.
_IN_A_ROW = 5
# Answers that may come of a lost session.
_STRAY = frozenset({OtherPage.__name__, UnknownPage.__name__, LayoutDrift.__name__})
# The words of an AddressRefused.
_FOREIGN = re.compile(r"(\S+) is no host of this portal")
# What no page of a portal should be like: somebody has to look at it. So many of a run are named.
_POISON, _NAMED = frozenset({ParserDefect.__name__, TooLarge.__name__, TooCostly.__name__}), 5
# Answers that say nothing of the thing that was asked for.
_UNREAD = frozenset({*drift.BROKEN, OtherPage.__name__, TooLarge.__name__, TooCostly.__name__})


class RunEnded(Exception):
    """The run ends here, with its outcome and reason; `gate`: because the portal does not want us."""

    def __init__(self, ausgang: Ending, grund: str, gate: bool = False) -> None:
        super().__init__(grund)
        self.ausgang: Ending = ausgang
        self.gate = gate


class Run:
    """One run on one portal: the open archive, frontier and session, and what was seen so far."""

    def __init__(
        self, portal: Portal, archive: Archive, frontier: Frontier, session: Session, context: Context, clock: Clock
    ) -> None:
        self.portal, self.archive, self.frontier, self.session = portal, archive, frontier, session
        self.context, self.clock, self.everything = context, clock, False
        self.report, self.counts = Report(portal.slug), Counts()
        #: Whether the archive holds pages that the dataset had no turn to take.
        self.behind = False
        #: What was read and is not yet written into the dataset, in the order of fetching.
        self.read: list[tuple[Fetch, Reading]] = []
        self.comparison = drift.Comparison(portal.slug)
        self.strategy = context.strategy or strategy_of(portal)
        self.answers, self.lists = Answers(), Lists()
        #: Hosts that pages lie on and that the entry of the portal does not name, with how many pages.
        self.foreign: Counter[str] = Counter()
        self.begun: set[str] = set()
        self.seen: set[str] = set()
        #: Known Vorlagen that a full look did not find.
        self.missing: set[str] = set()
        self._refused: list[Request] = []
        self._unknown: list[Request] = []
        self._unreachable = False
        self._renewed = False

    def work(self, write: Callable[[], None]) -> None:
        """Ask for one page after the other until nothing is due; raises Ende where the run has to stop.

        `write` is called from time to time to write what was read into the dataset.
        """
        self._catch_up()
        while (item := self.frontier.next(self.when(), self.when(REST))) is not None:
            if self.context.halt.is_set():
                raise RunEnded("unterbrochen", "stopped by the operator; the next run goes on here")
            self.begun.add(item.address)
            self._visit(item)
            self.report.offen = self.frontier.waiting()
            self.context.tell(self.report, item.address)
            if len(self.read) >= _BATCH:
                write()

    def when(self, later: timedelta = timedelta(0)) -> str:
        """The present moment, or a later one, as ISO time in UTC."""
        return (self.clock.now() + later).astimezone(UTC).isoformat(timespec="seconds")

    def sort_out(self) -> None:
        """Reject what a killed run kept and had no time to look at, if it is another page than was asked for."""
        for item, number in self.frontier.answered():
            fetch = self.archive.fetched(number)
            self._look(item, fetch, self.archive.body(fetch.sha256), item.url)

    def _visit(self, item: Request) -> None:
        """Ask for a page, and once more in a new session where another page came, as the old one may be lost."""
        before = self.archive.latest(item.address)
        while (response := self._ask(item, before)) is not None:
            body = self.archive.body(before.sha256) if response.status == 304 and before else response.body
            fetch = self.archive.keep(fetch_of(item, response, self.portal), body)
            reading = self._look(item, fetch, body, response.url)
            if reading.fehler not in _STRAY or self._renewed:
                self._take(item, fetch, reading, before)
                return
            self._renewed = True
            self._renew()

    def _renew(self) -> None:
        """Begin a new visitor's session where visitors begin."""
        self.session.renew()
        self._alive()

    def _alive(self) -> bool:
        """Whether the portal answers where visitors begin."""
        self.report.anfragen += 1
        try:
            self.session.get(self.strategy.entry(self.portal.url))
        except BudgetSpent as spent:
            raise RunEnded("unterbrochen", spent.reason) from spent
        except (FetchError, PageError):
            return False
        return True

    def _look(self, item: Request, fetch: Fetch, body: bytes, came_from: str) -> Reading:
        """Read a kept answer; one that is another page than was asked for is no answer, for the dataset neither."""
        reading = read_fetch(fetch, body, self.portal.vendor)
        if reading.fehler:
            return reading
        page = page_of(fetch.url, body, fetch.content_type, fetch.encoding)
        other = self.answers.other(item, came_from, page, reading)
        if other is None:
            return reading
        self.archive.reject(fetch.id, other.grund or "")
        return other

    def _catch_up(self) -> None:
        """A kill may come between keeping an answer and looking what it leads to: look now, without asking again."""
        for item, number in self.frontier.answered():
            self.begun.add(item.address)
            fetch = self.archive.fetched(number)
            reading = self._look(item, fetch, self.archive.body(fetch.sha256), item.url)
            self._take(item, fetch, reading, self.archive.latest(item.address, before=number))

    def _ask(self, item: Request, known: Fetch | None) -> Response | None:
        """The answer, or None where this page cannot be had; the request then waits or is given up."""
        try:
            response = self._answer(item, known)
        except BudgetSpent as spent:
            raise RunEnded("unterbrochen", spent.reason) from spent
        except Unreachable as error:
            if gate := gate_behind(error, self.portal.encoding):
                raise RunEnded("gesperrt", str(gate), gate=True) from gate
            self._postpone(item, error)
            if error.reason.startswith("the server asks to wait") or (self._unreachable and not self._alive()):
                raise RunEnded("fehler", str(error)) from error
            self._unreachable = not self._unreachable
            return None
        except TooSlow as error:
            raise RunEnded("fehler", str(error)) from error
        except RobotsDenied as error:
            if self.is_outage(error):
                raise RunEnded("fehler", str(error)) from error
            self._postpone(item, error)
            return None
        except (AddressRefused, TooLarge, Undecodable) as error:
            self._postpone(item, error)
            self.foreign.update(_FOREIGN.findall(error.reason))
            return None
        self._unreachable = False
        return response

    def is_outage(self, error: RobotsDenied) -> bool:
        """Whether robots.txt is silent because the server, or our own network, is down: it answered in an earlier run,
        or nothing answers at all. A robots.txt that never answered with anything but an error forbids everything."""
        answered = any(kept["verdict"] != "nicht_erreichbar" for kept in self.frontier.get("robots") or ())
        return error.unasked is not None and (answered or not error.unasked.startswith("HTTP"))

    def _answer(self, item: Request, known: Fetch | None) -> Response:
        self.report.anfragen += 1
        if item.form:
            return self.session.post(item.url, _form(item.form))
        follow_up = self.strategy.follow_up.get(item.seitentyp)
        if follow_up is None:
            headers = known.headers if known else {}
            return self.session.get(item.url, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        # A kill between shell and content leaves neither, so that the next run begins with a new shell.
        shell = self.session.get(item.url)
        asked = follow_up(page_under(item, shell, self.portal))
        if asked is None:
            return shell
        self.report.anfragen += 1
        return self.session.get(asked.url, headers=asked.headers)

    def _postpone(self, item: Request, error: FetchError | PageError) -> None:
        self._wait(item, f"{type(error).__name__}: {error.reason}")
        self.report.fehler += 1

    def _wait(self, item: Request, reason: str) -> None:
        self.frontier.failed(item, reason, self.when(REST))

    def _take(self, item: Request, fetch: Fetch, reading: Reading, before: Fetch | None) -> None:
        """Look what a kept answer leads to; only then is the request done."""
        if reading.fehler == OtherPage.__name__:
            self.comparison.other(item.seitentyp)
        else:
            self.read.append((fetch, reading))
        self._judge(item, fetch, reading)
        changed = before is not None and self._states_otherwise(item, before, fetch, reading)
        self.report.neu += before is None
        self.report.unveraendert += before is not None and not changed
        # A list or calendar that changed says that something is new, not that all it names is otherwise.
        revisit_known = changed and not kind(item.seitentyp).names_things
        if reading.fehler in _UNREAD:
            if is_list(item.seitentyp):
                self.comparison.unread(item.address, f"{reading.fehler}: {reading.grund}")
            # A page under maintenance, or of a release that we cannot read yet, is not known: it is asked for again.
            self._wait(item, f"{reading.fehler}: {reading.grund}")
            return
        self.frontier.done(item, self._leads(item, reading.parsed, revisit_known))
        self._sight(item, reading)

    def _sight(self, item: Request, reading: Reading) -> None:
        """A Vorlage is there or missing when its own page says so; where lists show all, one that they do not show."""
        if item.seitentyp != "vorlage":
            return
        asked = item.address in self.missing or "liste" not in self.strategy.follows
        if asked and reading.fehler in ("NotPublic", "Gone"):
            self.frontier.sighted((), [item.address], self.when(), portal_state.LOOKS)
        elif reading.fehler is None:
            self.frontier.sighted([item.address], (), self.when(), portal_state.LOOKS)

    def _judge(self, item: Request, fetch: Fetch, reading: Reading) -> None:
        """A gate ends the run at once; a row of refused pages is one too, and one of pages that nobody knows ends it as
        well. Other failures are counted."""
        gate = reading.fehler == "Challenged"
        no_such_number = item.seitentyp == TRIAL and reading.fehler in ("NotPublic", "Gone")
        self.report.fehler += reading.fehler is not None and not no_such_number
        if reading.fehler in _POISON and len(self.report.alarme) < _NAMED:
            self.report.alarme.append(f"{self.portal.slug}: {reading.fehler}: {fetch.url}: {reading.grund}")
        refused = gate or (reading.fehler == "NotPublic" and not no_such_number)
        self._refused = [*self._refused, item] if refused else []
        self._unknown = [*self._unknown, item] if reading.fehler == UnknownPage.__name__ else []
        row = max(len(self._refused), len(self._unknown))
        often = f" ({row} pages in a row)" if row >= _IN_A_ROW else ""
        if gate or (refused and often):
            self.frontier.again(self._refused)
            raise RunEnded("gesperrt", f"{fetch.url}: {reading.grund}{often}", gate=True)
        if often:
            self.frontier.again(self._unknown)
            raise RunEnded("drift", f"{fetch.url}: {reading.grund}{often}: maintenance, or a new release")

    def _states_otherwise(self, item: Request, before: Fetch, fetch: Fetch, reading: Reading) -> bool:
        """Whether a page says other things than its last fetch: its values count, not its bytes."""
        same = fetch.sha256 == before.sha256
        old = reading if same else read_fetch(before, self.archive.body(before.sha256), self.portal.vendor)
        if reading.parsed.broken_off or old.parsed.broken_off:
            return False  # What half a page does not say is not gone.
        self.comparison.page(item.seitentyp, old.parsed, reading.parsed, reading.fehler)
        return old.parsed.datensaetze != reading.parsed.datensaetze

    def _leads(self, item: Request, parsed: Parsed, revisit_known: bool) -> list[Request]:
        """The links to follow: what is new, and what hangs on a page that says other things than before."""
        follow = self.strategy.follows.get(item.seitentyp, frozenset())
        links = [Request(without_session(link.url), link.seitentyp) for link in parsed.links]
        links = [link for link in dict.fromkeys(links) if link.seitentyp in follow]
        kinds = ("vorlage", "sitzung")
        vorlagen, sitzungen = ({link.url for link in links if link.seitentyp == kind} for kind in kinds)
        if kind(item.seitentyp).names_things:
            self.comparison.listed(item.seitentyp, len(vorlagen | sitzungen))
        things = (vorlagen or sitzungen) - self.seen
        whole = self.everything or item.seitentyp == NEWS
        more = any(whole or not self.archive.knows(url) for url in things)
        self.seen |= things
        if not is_list(item.seitentyp):
            return [link for link in links if self._wanted(link, item, more, more, revisit_known)]
        self.lists.block(item, vorlagen or sitzungen, parsed)
        further = more or self.lists.goes_on(item, vorlagen or sitzungen, whole)
        wanted = [link for link in links if self._wanted(link, item, more, further, revisit_known)]
        self.lists.lead(item, (link for link in wanted if is_list(link.seitentyp)))
        return wanted

    def _wanted(self, link: Request, item: Request, more: bool, further: bool, revisit_known: bool) -> bool:
        if link.seitentyp == "liste" or link.seitentyp == item.seitentyp in ("kalender", NEWS):
            # The next block may have the same address each time (ALLRIS 3), or each address the same block (OParl). A
            # full look goes on while blocks bring Vorlagen or Sitzungen not seen in this run, a nightly one while they
            # bring some never seen; both step over empty blocks.
            return more if link.address == item.address else further and link.address not in self.begun
        if link.address in self.begun:
            return False
        always = item.seitentyp == NEWS or link.seitentyp in ("beratungen", LIST_END)
        return revisit_known or always or not self.archive.knows(link.address)


def strategy_of(portal: Portal) -> Strategy:
    """How to walk a portal; raises InputError for a portal whose vendor is unknown or cannot be walked yet."""
    vendor = VENDORS.get(portal.vendor or "")
    if vendor is None or vendor.strategy is None:
        known = ", ".join(name for name, vendor in VENDORS.items() if vendor.strategy)
        raise InputError(
            f"portal {portal.slug}: vendor {portal.vendor or 'unknown'!r} cannot be crawled (known: {known});"
            f" `ris probe {portal.slug} --write` finds out what it runs"
        )
    if portal.nummern and vendor.strategy.by_number is None:
        raise InputError(
            f"portal {portal.slug}: {portal.vendor} has no Vorlagen by number; remove nummern from its entry"
        )
    return vendor.strategy


def crawlable(portal: Portal) -> bool:
    """Whether we know how to walk a portal."""
    vendor = VENDORS.get(portal.vendor or "")
    return vendor is not None and vendor.strategy is not None


def _form(encoded: str) -> dict[str, str | list[str]]:
    return dict(parse_qsl(encoded, keep_blank_values=True))


def fetch_of(item: Request, response: Response, portal: Portal) -> Fetch:
    """An answer as the archive keeps it, under the stable address of its request."""
    moment = datetime.fromisoformat(response.abgerufen_am).astimezone(UTC).isoformat(timespec="microseconds")
    return Fetch(
        url=item.address,
        abgerufen_am=moment,
        http_status=response.status,
        content_type=response.content_type,
        headers=response.headers,
        encoding=portal.encoding,
    )


def page_under(item: Request, response: Response, portal: Portal) -> Page:
    """An answer as parsers see it, under the address where it came from in the end."""
    return Page(response.url, page_of(item.address, response.body, response.content_type, portal.encoding).text)
