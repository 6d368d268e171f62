"""Walks a portal (floor 6): asks for the next page, keeps it, follows what it leads to, and stops when told to.

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

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from parsers import VENDORS
from parsers._gates import refusal
from parsers._strategie import LISTENENDE, NEUES, VERSUCH, Strategie
from ris_scraper import drift, revisit
from ris_scraper.archive import Abruf, Archive
from ris_scraper.dataset import Lauf as Gezaehlt
from ris_scraper.errors import (
    AddressRefused,
    BudgetSpent,
    Challenged,
    FetchError,
    Gone,
    InputError,
    LayoutDrift,
    Locked,
    NotPublic,
    PageError,
    RobotsDenied,
    TooLarge,
    Undecodable,
    Unreachable,
)
from ris_scraper.fetch import Antwort
from ris_scraper.folder import Folder
from ris_scraper.frontier import Frontier, as_state, locked
from ris_scraper.model import Auftrag, Page, Parsed
from ris_scraper.pace import Budget, Clock
from ris_scraper.portals import Portal
from ris_scraper.read import page_of, read_one, take_in
from ris_scraper.robots import RobotsVerdict
from ris_scraper.run import Ausgang, Bericht, Netz, Sitzung, Umgebung, Wunsch
from ris_scraper.store import Gelesen

#: A page that could not be had is left alone for so long.
RUHE = timedelta(hours=12)
#: A portal that put a gate in front of us is left alone for so long.
RUHE_NACH_SPERRE = timedelta(hours=24)
#: So many pages are read before they are written into the dataset: few enough to hold in memory.
_STAPEL = 100
#: So many start pages may lead from one to the next.
_START_PAGES = 10
#: So many refused pages in a row, and the portal is taken to be closed to us.
_REFUSED_IN_A_ROW = 5
# Pages that name things and say little of them.
_LISTS = frozenset({"liste", "kalender"})


class _Ende(Exception):
    """The run ends here, with its outcome and reason; `gate`: because the portal does not want us."""

    def __init__(self, ausgang: Ausgang, grund: str, gate: bool = False) -> None:
        super().__init__(grund)
        self.ausgang: Ausgang = ausgang
        self.gate = gate


class Lauf:
    """One run on one portal: the open archive, frontier and session, and what was seen so far."""

    def __init__(
        self, portal: Portal, archive: Archive, frontier: Frontier, session: Sitzung, umgebung: Umgebung, clock: Clock
    ) -> None:
        self.portal, self.archive, self.frontier, self.session = portal, archive, frontier, session
        self.umgebung, self.clock, self.alles = umgebung, clock, False
        self.bericht, self.gezaehlt = Bericht(portal.slug), Gezaehlt()
        self.gelesen: dict[int, Gelesen] = {}
        self.vergleich = drift.Vergleich(portal.slug)
        self.strategie = umgebung.strategie or strategie_of(portal)
        self.begonnen: set[str] = set()
        self.gesehen: set[str] = set()
        self._refused: list[Auftrag] = []
        self._unreachable = False

    def work(self, write: Callable[[], None]) -> None:
        """Ask for one page after the other until nothing is due; raises _Ende where the run has to stop.

        `write` is called from time to time to write what was read into the dataset.
        """
        self._catch_up()
        while (item := self.frontier.next(self.when())) is not None:
            if self.umgebung.halt.is_set():
                raise _Ende("unterbrochen", "stopped by the operator; the next run goes on here")
            self.begonnen.add(item.adresse)
            before = self.archive.latest(item.adresse)
            antwort = self._ask(item, before)
            if antwort is not None:
                body = self.archive.body(before.sha256) if antwort.status == 304 and before else antwort.body
                self._take(item, self.archive.keep(_abruf(item, antwort, self.portal), body), body, before)
            self.bericht.offen = self.frontier.waiting()
            self.umgebung.melden(self.bericht, item.adresse)
            if len(self.gelesen) >= _STAPEL:
                write()

    def when(self, later: timedelta = timedelta(0)) -> str:
        """The present moment, or a later one, as ISO time in UTC."""
        return (self.clock.now() + later).astimezone(UTC).isoformat(timespec="seconds")

    def _catch_up(self) -> None:
        """A kill may come between keeping an answer and looking what it leads to: look now, without asking again."""
        for item, number in self.frontier.answered():
            self.begonnen.add(item.adresse)
            abruf = self.archive.fetched(number)
            self._take(item, abruf, self.archive.body(abruf.sha256), self.archive.latest(item.adresse, before=number))

    def _ask(self, item: Auftrag, known: Abruf | None) -> Antwort | None:
        """The answer, or None where this page cannot be had; the request then waits or is given up."""
        try:
            antwort = self._answer(item, known)
        except BudgetSpent as spent:
            raise _Ende("unterbrochen", spent.reason) from spent
        except Unreachable as error:
            self._postpone(item, error)
            if self._unreachable or error.reason.startswith("the server asks to wait"):
                raise _Ende("fehler", str(error)) from error
            self._unreachable = True
            return None
        except (RobotsDenied, AddressRefused, TooLarge, Undecodable) as error:
            self._postpone(item, error)
            return None
        self._unreachable = False
        return antwort

    def _answer(self, item: Auftrag, known: Abruf | None) -> Antwort:
        self.bericht.anfragen += 1
        if item.formular:
            return self.session.post(item.url, _form(item.formular))
        nachfrage = self.strategie.nachfrage.get(item.seitentyp)
        if nachfrage is None:
            headers = known.headers if known else {}
            return self.session.get(item.url, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        # A kill between shell and content leaves neither, so that the next run begins with a new shell.
        shell = self.session.get(item.url)
        frage = nachfrage(_page(item, shell, self.portal))
        if frage is None:
            return shell
        self.bericht.anfragen += 1
        return self.session.get(frage.url, headers=frage.headers)

    def _postpone(self, item: Auftrag, error: FetchError | PageError) -> None:
        self.frontier.failed(item, f"{type(error).__name__}: {error.reason}", self.when(RUHE))
        self.bericht.fehler += 1

    def _take(self, item: Auftrag, abruf: Abruf, body: bytes, before: Abruf | None) -> None:
        """Look what a kept answer leads to; only then is the request done."""
        gelesen = self.gelesen[abruf.id] = self._read(abruf, body)
        self._judge(item, gelesen)
        changed = before is not None and self._states_otherwise(item, before, gelesen)
        self.bericht.neu += before is None
        self.bericht.unveraendert += before is not None and not changed
        # A list or calendar that changed says that something is new, not that all it names is otherwise.
        revisit_known = changed and item.seitentyp not in _LISTS
        self.frontier.done(item, self._leads(item, gelesen.parsed, revisit_known))
        self._sight(item, gelesen)

    def _sight(self, item: Auftrag, gelesen: Gelesen) -> None:
        """Where no list shows all Vorlagen, one is missing when its own page says so."""
        if item.seitentyp != "vorlage" or "liste" in self.strategie.folgt:
            return
        if gelesen.fehler in ("NotPublic", "Gone"):
            self.frontier.sighted((), [item.adresse], self.when(), revisit.LOOKS)
        elif gelesen.fehler is None:
            self.frontier.sighted([item.adresse], (), self.when(), revisit.LOOKS)

    def _read(self, abruf: Abruf, body: bytes) -> Gelesen:
        return read_one(abruf, body, self.portal.vendor)

    def _judge(self, item: Auftrag, gelesen: Gelesen) -> None:
        """A gate ends the run at once; a row of refused pages is one too. Other failures are counted."""
        gate = gelesen.fehler == "Challenged"
        no_such_number = item.seitentyp == VERSUCH and gelesen.fehler in ("NotPublic", "Gone")
        self.bericht.fehler += gelesen.fehler is not None and not no_such_number
        refused = gate or (gelesen.fehler == "NotPublic" and not no_such_number)
        self._refused = [*self._refused, item] if refused else []
        row = len(self._refused)
        if gate or row >= _REFUSED_IN_A_ROW:
            self.frontier.again(self._refused)
            often = f" ({row} pages in a row)" if row >= _REFUSED_IN_A_ROW else ""
            raise _Ende("gesperrt", f"{gelesen.abruf.url}: {gelesen.grund}{often}", gate=True)

    def _states_otherwise(self, item: Auftrag, before: Abruf, gelesen: Gelesen) -> bool:
        """Whether a page says other things than its last fetch: its values count, not its bytes."""
        same = gelesen.abruf.sha256 == before.sha256
        old = gelesen if same else self._read(before, self.archive.body(before.sha256))
        self.vergleich.page(item.seitentyp, old.parsed, gelesen.parsed, gelesen.fehler)
        return old.parsed.datensaetze != gelesen.parsed.datensaetze

    def _leads(self, item: Auftrag, parsed: Parsed, revisit_known: bool) -> list[Auftrag]:
        """The links to follow: what is new, and what hangs on a page that says other things than before."""
        follow = self.strategie.folgt.get(item.seitentyp, frozenset())
        links = [Auftrag(link.url, link.seitentyp) for link in parsed.links if link.seitentyp in follow]
        kinds = ("vorlage", "sitzung")
        vorlagen, sitzungen = ({link.url for link in links if link.seitentyp == kind} for kind in kinds)
        if item.seitentyp in _LISTS:
            self.vergleich.listed(item.seitentyp, len(vorlagen | sitzungen))
        things = (vorlagen or sitzungen) - self.gesehen
        whole = self.alles or item.seitentyp == NEUES
        more = any(whole or not self.archive.knows(url) for url in things)
        self.gesehen |= things
        return [link for link in links if self._wanted(link, item, more, revisit_known)]

    def _wanted(self, link: Auftrag, item: Auftrag, more: bool, revisit_known: bool) -> bool:
        if link.seitentyp == "liste" or link.seitentyp == item.seitentyp in ("kalender", NEUES):
            # The next block may have the same address each time (ALLRIS 3), or each address the same block (OParl). A
            # full look goes on while blocks bring Vorlagen or Sitzungen not seen in this run, a nightly one while they
            # bring some never seen.
            return more and (link.adresse == item.adresse or link.adresse not in self.begonnen)
        if link.adresse in self.begonnen:
            return False
        always = item.seitentyp == NEUES or link.seitentyp in ("beratungen", LISTENENDE)
        return revisit_known or always or not self.archive.knows(link.adresse)


def strategie_of(portal: Portal) -> Strategie:
    """How to walk a portal; raises InputError for a portal whose vendor is unknown or cannot be walked yet."""
    vendor = VENDORS.get(portal.vendor or "")
    if vendor is None or vendor.strategie is None:
        known = ", ".join(name for name, vendor in VENDORS.items() if vendor.strategie)
        raise InputError(
            f"portal {portal.slug}: vendor {portal.vendor or 'unknown'!r} cannot be crawled (known: {known});"
            f" `ris probe {portal.url}` finds out what it runs"
        )
    if portal.nummern and vendor.strategie.nummer is None:
        raise InputError(
            f"portal {portal.slug}: {portal.vendor} has no Vorlagen by number; remove nummern from its entry"
        )
    return vendor.strategie


def _form(encoded: str) -> dict[str, str | list[str]]:
    return dict(parse_qsl(encoded, keep_blank_values=True))


def _abruf(item: Auftrag, antwort: Antwort, portal: Portal) -> Abruf:
    moment = datetime.fromisoformat(antwort.abgerufen_am).astimezone(UTC).isoformat(timespec="microseconds")
    return Abruf(
        url=item.adresse,
        abgerufen_am=moment,
        http_status=antwort.status,
        content_type=antwort.content_type,
        headers=antwort.headers,
        encoding=portal.encoding,
    )


def _page(item: Auftrag, antwort: Antwort, portal: Portal) -> Page:
    """An answer as parsers see it, under the address where it came from in the end."""
    return Page(antwort.url, page_of(_abruf(item, antwort, portal), antwort.body).text)


def crawl_portal(folder: Folder, portal: Portal, fetcher: Netz, wunsch: Wunsch, umgebung: Umgebung) -> Bericht:
    """Run on one portal and read what it brought into the dataset. Raises Locked and InputError."""
    budget = Budget(wunsch.max_requests, wunsch.minutes)
    path = folder.archive_path(portal.slug)
    with locked(path), folder.archive(portal.slug) as archive, folder.frontier(portal.slug) as frontier:
        known = [RobotsVerdict(**kept) for kept in frontier.get("robots") or ()]
        with fetcher.portal(portal, budget, known) as session:
            lauf = Lauf(portal, archive, frontier, session, umgebung, fetcher.clock)
            lauf.alles = wunsch.seit is not None
            _write(folder, lauf)
            if _resting(lauf):
                return lauf.bericht
            try:
                _run(folder, lauf, wunsch)
            finally:
                frontier.put("robots", [as_state(verdict) for verdict in session.verdicts()])
                _remember(lauf)
                lauf.bericht.alarme += [*lauf.vergleich.alarms(), *_finish(folder, lauf)]
        if lauf.bericht.alarme and lauf.bericht.ausgang == "fertig":
            lauf.bericht.ausgang = "drift"
        return lauf.bericht


def _resting(lauf: Lauf) -> bool:
    """Whether a gate was met so short a time ago that the portal must not be asked yet; the report then says so."""
    rest = lauf.frontier.get("ruhe")
    if not rest or rest["bis"] <= lauf.when():
        return False
    lauf.bericht.ausgang, lauf.bericht.offen = "gesperrt", lauf.frontier.waiting()
    lauf.bericht.grund = f"nothing is asked before {rest['bis']}, because of a gate: {rest['grund']}"
    return True


def _run(folder: Folder, lauf: Lauf, wunsch: Wunsch) -> None:
    # A run that goes on where another stopped has its requests already; the new plan would begin at the start.
    key = [wunsch.seit, wunsch.heute.isoformat() if wunsch.seit is None else None]
    plan = lauf.frontier.get("plan") or {}
    resumed = plan.get("key") == key
    try:
        planned = _plan(folder, lauf, wunsch)
        if resumed:
            lauf.begonnen |= {abruf.url for abruf in lauf.archive.abrufe(after=plan["nach"])}
            lauf.gesehen |= lauf.begonnen | lauf.frontier.addresses()
        else:
            lauf.frontier.add(planned)
            lauf.frontier.put("plan", {"key": key, "nach": lauf.archive.last()})
        if wunsch.seit is None:
            with lauf.umgebung.schreiben, folder.dataset() as db:
                lauf.frontier.add(revisit.due(db, lauf.portal.slug, wunsch.heute))
        lauf.work(lambda: _write_some(folder, lauf))
        if not resumed:
            _look_back(folder, lauf)
        lauf.frontier.put("plan", None)
    except _Ende as ende:
        lauf.bericht.ausgang, lauf.bericht.grund = ende.ausgang, str(ende)
        if ende.gate:
            lauf.frontier.put("ruhe", {"bis": lauf.when(RUHE_NACH_SPERRE), "grund": str(ende)})
        if ende.gate or ende.ausgang == "drift":
            lauf.bericht.alarme.append(f"{lauf.portal.slug}: {ende}")


def _look_back(folder: Folder, lauf: Lauf) -> None:
    """After a run that saw all it wanted: are the lists empty, are Vorlagen missing."""
    alarms, counts = lauf.vergleich.lists(lauf.frontier.get("listen") or {})
    lauf.frontier.put("listen", counts)
    lauf.bericht.alarme += alarms
    # Without a list a portal never shows all its Vorlagen, so none can be missing from it.
    if lauf.alles and "liste" in lauf.strategie.folgt:
        with lauf.umgebung.schreiben, folder.dataset() as db:
            lauf.bericht.alarme += _count_sightings(lauf, revisit.vorlagen_pages(db, lauf.portal.slug))


def _plan(folder: Folder, lauf: Lauf, wunsch: Wunsch) -> list[Auftrag]:
    """Make the run's requests of the first page, which tells extensions and released programs."""
    try:
        page, planned = _first_page(lauf, wunsch)
        return planned if wunsch.seit is None else [*planned, *_by_number(folder, lauf, page)]
    except BudgetSpent as spent:
        raise _Ende("unterbrochen", spent.reason) from spent
    except RobotsDenied as error:
        raise _Ende("gesperrt", str(error)) from error
    except (Challenged, NotPublic) as error:
        raise _Ende("gesperrt", str(error), gate=True) from error
    except LayoutDrift as error:
        raise _Ende("drift", str(error)) from error
    except (FetchError, PageError) as error:
        raise _Ende("fehler", str(error)) from error


def _by_number(folder: Folder, lauf: Lauf, page: Page) -> Iterator[Auftrag]:
    """Requests for all numbers that the portal's entry names, but for those of known Vorlagen."""
    address = lauf.strategie.nummer
    if address is None or not lauf.portal.nummern:
        return
    with lauf.umgebung.schreiben, folder.dataset() as db:
        known = set(revisit.vorlagen_pages(db, lauf.portal.slug))
    for first, last in lauf.portal.nummern:
        urls = (address(page, number) for number in range(first, last + 1))
        yield from (Auftrag(url, VERSUCH) for url in urls if url not in known)


def _first_page(lauf: Lauf, wunsch: Wunsch) -> tuple[Page, list[Auftrag]]:
    """The start page and the requests made of it. It may only name the next one (OParl: System, bodies, Body)."""
    make = lauf.strategie.neues if wunsch.seit is None else lauf.strategie.alles
    planned = [Auftrag(lauf.strategie.einstieg(lauf.portal.url), "start")]
    for _ in range(_START_PAGES):
        page = _start_page(lauf, planned[0])
        planned = make(page, wunsch.zeitraum(), lauf.portal.mandant)
        if not planned or planned[0].seitentyp != "start":
            return page, planned
    raise LayoutDrift(page.url, "a start page that names lists")


def _start_page(lauf: Lauf, first: Auftrag) -> Page:
    lauf.bericht.anfragen += 1
    antwort = lauf.session.get(first.url)
    if antwort.status >= 400:
        refused = NotPublic if antwort.status in (401, 403) else Gone
        raise refused(first.url, f"the portal's start page answered with {antwort.status}")
    page = _page(first, antwort, lauf.portal)
    if gate := refusal(page):
        raise gate
    return page


def _remember(lauf: Lauf) -> None:
    """Leave what this run found out about the portal for the dataset."""
    bericht = lauf.bericht
    zustand = {"fertig": "aktiv", "drift": "aktiv", "gesperrt": "gesperrt"}.get(bericht.ausgang)
    lauf.frontier.put("lauf", {**as_state(bericht), "ende": lauf.when(), "zustand": zustand})


def _count_sightings(lauf: Lauf, known: Iterable[str]) -> list[str]:
    """After a full look: count the Vorlagen that were not seen; if many are missing at once, count none and say so."""
    known = list(known)
    missing = [url for url in known if url not in lauf.gesehen]
    if len(missing) > max(10, len(known) // 5):
        return [f"{len(missing)} Vorlagen were missing at once: nothing is marked as gone, look at the portal's lists"]
    lauf.frontier.sighted(lauf.gesehen, missing, lauf.when(), revisit.LOOKS)
    return []


def _write_some(folder: Folder, lauf: Lauf) -> None:
    """Write what was read so far; while another program writes it has to wait, and is read from the archive then."""
    try:
        _write(folder, lauf)
    except Locked:
        lauf.gelesen.clear()


def _write(folder: Folder, lauf: Lauf) -> None:
    """Write all that is kept and not yet in the dataset into it."""
    with lauf.umgebung.schreiben, folder.dataset() as db, db.transaction():
        take_in(db, lauf.archive, lauf.portal.slug, lauf.gezaehlt, schon=lauf.gelesen)
    lauf.gelesen.clear()


def _finish(folder: Folder, lauf: Lauf) -> list[str]:
    """Write the rest, with what the frontier knows; returns the alarms."""
    slug = lauf.portal.slug
    with lauf.umgebung.schreiben, folder.dataset() as db:
        with db.run("crawl", slug, lauf.gezaehlt):
            take_in(db, lauf.archive, slug, lauf.gezaehlt, schon=lauf.gelesen)
        revisit.enter_state(db, slug, lauf.frontier)
        return drift.alarms(db, slug) if lauf.gezaehlt.seiten else []
