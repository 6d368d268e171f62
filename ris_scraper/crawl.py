"""Walks a portal (floor 6): asks for the next page, keeps it, follows what it leads to, and stops when told to.

A run begins with what an earlier one left undone. Pages are read for their links as they come, and into the dataset
when the run ends, however it ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from urllib.parse import parse_qsl

from parsers import VENDORS
from parsers._strategie import Strategie, Zeitraum
from ris_scraper import drift, revisit
from ris_scraper.archive import Abruf, Archive
from ris_scraper.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    InputError,
    LayoutDrift,
    PageError,
    RobotsDenied,
    TooLarge,
    Unreachable,
)
from ris_scraper.fetch import Antwort, Fetcher, Session
from ris_scraper.folder import Folder
from ris_scraper.frontier import Frontier, as_state, locked
from ris_scraper.model import Auftrag, Page, Parsed
from ris_scraper.pace import Budget
from ris_scraper.portals import Portal
from ris_scraper.read import page_of, read_one, read_portal
from ris_scraper.robots import RobotsVerdict
from ris_scraper.store import Gelesen

Ausgang = Literal["fertig", "unterbrochen", "gesperrt", "fehler", "drift"]
#: The nightly crawl looks so far back and ahead in the calendar.
ZURUECK, VORAUS = timedelta(days=60), timedelta(days=90)
#: A full crawl looks so far ahead.
KUENFTIG = timedelta(days=365)
#: A page that could not be had is left alone for so long.
RUHE = timedelta(hours=12)
#: So many refused pages in a row, and the portal is taken to be closed to us.
_REFUSED_IN_A_ROW = 5
#: A Vorlage is gone after so many full looks without it.
_LOOKS = 3


@dataclass
class Bericht:
    """What a run on one portal did."""

    portal: str
    anfragen: int = 0
    neu: int = 0
    unveraendert: int = 0
    fehler: int = 0
    offen: int = 0
    ausgang: Ausgang = "fertig"
    grund: str = ""
    alarme: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wunsch:
    """What the operator wants of a run: a full crawl since a year or the nightly one, its budget, and the day."""

    seit: int | None = None
    max_requests: int | None = None
    minutes: float | None = None
    heute: date = field(default_factory=date.today)

    def zeitraum(self) -> Zeitraum:
        """The days the calendar is asked for."""
        if self.seit is not None:
            return Zeitraum(date(self.seit, 1, 1), self.heute + KUENFTIG)
        return Zeitraum(self.heute - ZURUECK, self.heute + VORAUS)


Meldung = Callable[[Bericht, str], None]


class _Ende(Exception):
    """The run ends here, with its outcome and reason."""

    def __init__(self, ausgang: Ausgang, grund: str) -> None:
        super().__init__(grund)
        self.ausgang: Ausgang = ausgang


class Lauf:
    """One run on one portal: the open archive, frontier and session, and what was seen so far."""

    def __init__(
        self, portal: Portal, archive: Archive, frontier: Frontier, session: Session, melden: Meldung, alles: bool
    ) -> None:
        self.portal, self.archive, self.frontier, self.session = portal, archive, frontier, session
        self.melden, self.alles = melden, alles
        self.bericht = Bericht(portal.slug)
        self.strategie: Strategie = strategie_of(portal)
        self.begonnen: set[str] = set()
        self.gesehen: set[str] = set()
        self._refused = 0
        self._unreachable = False

    def work(self) -> None:
        """Ask for one page after the other until nothing is due; raises _Ende where the run has to stop."""
        while (item := self.frontier.next(_now())) is not None:
            self.begonnen.add(item.adresse)
            antwort = self._ask(item)
            if antwort is not None:
                self._take(item, antwort)
            self.bericht.offen = self.frontier.waiting()
            self.melden(self.bericht, item.adresse)

    def _ask(self, item: Auftrag) -> Antwort | None:
        """The answer, or None where this page cannot be had; the request then waits or is given up."""
        self.bericht.anfragen += 1
        known = self.archive.latest(item.adresse)
        headers = known.headers if known else {}
        try:
            antwort = (
                self.session.post(item.url, _form(item.formular))
                if item.formular
                else self.session.get(item.url, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
            )
        except BudgetSpent as spent:
            raise _Ende("unterbrochen", spent.reason) from spent
        except Unreachable as error:
            self._postpone(item, error)
            if self._unreachable or error.reason.startswith("the server asks to wait"):
                raise _Ende("fehler", str(error)) from error
            self._unreachable = True
            return None
        except RobotsDenied as error:
            self._postpone(item, error)
            return None
        except (AddressRefused, TooLarge) as error:
            self._postpone(item, error)
            return None
        self._unreachable = False
        return antwort

    def _postpone(self, item: Auftrag, error: FetchError | PageError) -> None:
        until = (datetime.now(UTC) + RUHE).isoformat(timespec="seconds")
        self.frontier.failed(item, f"{type(error).__name__}: {error.reason}", until)
        self.bericht.fehler += 1

    def _take(self, item: Auftrag, antwort: Antwort) -> None:
        """Keep an answer, then look what it leads to; only then is the request done."""
        before = self.archive.latest(item.adresse)
        abruf = _abruf(item, antwort, self.portal)
        if antwort.status == 304 and before is not None:
            self.archive.keep(abruf, self.archive.body(before.sha256))
            self.bericht.unveraendert += 1
            self.frontier.done(item, [])
            return
        self.archive.keep(abruf, antwort.body)
        gelesen = read_one(abruf, antwort.body)
        self._judge(gelesen)
        changed = before is None or self._states_otherwise(before, gelesen.parsed)
        self.bericht.neu += before is None
        self.bericht.unveraendert += before is not None and not changed
        self.frontier.done(item, self._leads(item, gelesen.parsed, revisit_known=changed and before is not None))

    def _judge(self, gelesen: Gelesen) -> None:
        """A gate ends the run at once; a row of refused pages is one too. Other failures are counted."""
        self.bericht.fehler += gelesen.fehler is not None
        if gelesen.fehler == "Challenged":
            raise _Ende("gesperrt", f"{gelesen.abruf.url}: {gelesen.grund}")
        self._refused = self._refused + 1 if gelesen.fehler == "NotPublic" else 0
        if self._refused >= _REFUSED_IN_A_ROW:
            raise _Ende("gesperrt", f"{gelesen.abruf.url}: {gelesen.grund} ({self._refused} pages in a row)")

    def _states_otherwise(self, before: Abruf, parsed: Parsed) -> bool:
        """Whether a page says other things than its last fetch: its values count, not its bytes."""
        old = read_one(before, self.archive.body(before.sha256)).parsed
        return old.datensaetze != parsed.datensaetze

    def _leads(self, item: Auftrag, parsed: Parsed, revisit_known: bool) -> list[Auftrag]:
        """The links to follow: what is new, and what hangs on a page that says other things than before."""
        follow = self.strategie.folgt.get(item.seitentyp, frozenset())
        links = [Auftrag(link.url, link.seitentyp) for link in parsed.links if link.seitentyp in follow]
        vorlagen = {link.url for link in links if link.seitentyp == "vorlage"}
        more = any(url not in self.gesehen and (self.alles or self.archive.latest(url) is None) for url in vorlagen)
        self.gesehen |= vorlagen
        return [link for link in links if self._wanted(link, item, more, revisit_known)]

    def _wanted(self, link: Auftrag, item: Auftrag, more: bool, revisit_known: bool) -> bool:
        if link.seitentyp == "liste":
            # The next block may have the same address each time (ALLRIS 3). A full look goes on while blocks bring
            # Vorlagen not seen in this run, a nightly one while they bring Vorlagen never seen.
            return more and (link.adresse == item.adresse or link.adresse not in self.begonnen)
        if link.adresse in self.begonnen:
            return False
        return revisit_known or link.seitentyp == "beratungen" or self.archive.latest(link.adresse) is None


def strategie_of(portal: Portal) -> Strategie:
    """How to walk a portal; raises InputError for a portal whose vendor is unknown or cannot be walked yet."""
    vendor = VENDORS.get(portal.vendor or "")
    if vendor is None or vendor.strategie is None:
        known = ", ".join(name for name, vendor in VENDORS.items() if vendor.strategie)
        raise InputError(
            f"portal {portal.slug}: vendor {portal.vendor or 'unknown'!r} cannot be crawled (known: {known});"
            f" `ris probe {portal.url}` finds out what it runs"
        )
    return vendor.strategie


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


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


def crawl_portal(
    folder: Folder, portal: Portal, fetcher: Fetcher, wunsch: Wunsch, melden: Meldung, schreiben: threading.Lock
) -> Bericht:
    """Run on one portal; `schreiben` is held while the dataset is written. Raises Locked and InputError."""
    budget = Budget(wunsch.max_requests, wunsch.minutes)
    path = folder.archive_path(portal.slug)
    with locked(path), folder.archive(portal.slug) as archive, folder.frontier(portal.slug) as frontier:
        known = [RobotsVerdict(**kept) for kept in frontier.get("robots") or ()]
        with fetcher.portal(portal, budget, known) as session:
            lauf = Lauf(portal, archive, frontier, session, melden, alles=wunsch.seit is not None)
            _read(folder, archive, frontier, portal, schreiben)
            try:
                _run(folder, lauf, wunsch, schreiben)
            finally:
                frontier.put("robots", [as_state(verdict) for verdict in session.verdicts()])
                _remember(lauf)
                lauf.bericht.alarme += _read(folder, archive, frontier, portal, schreiben)
        if lauf.bericht.alarme and lauf.bericht.ausgang == "fertig":
            lauf.bericht.ausgang = "drift"
        return lauf.bericht


def _run(folder: Folder, lauf: Lauf, wunsch: Wunsch, schreiben: threading.Lock) -> None:
    resumed = lauf.frontier.waiting() > 0
    try:
        # A run that goes on where another stopped has its requests already; planning anew would begin at the start.
        key = [wunsch.seit, wunsch.heute.isoformat() if wunsch.seit is None else None]
        if not resumed or lauf.frontier.get("plan") != key:
            lauf.frontier.add(_plan(lauf, wunsch))
            lauf.frontier.put("plan", key)
        if wunsch.seit is None:
            with schreiben, folder.dataset() as db:
                lauf.frontier.add(revisit.due(db, lauf.portal.slug, wunsch.heute))
        lauf.work()
        if wunsch.seit is not None and not resumed:
            with schreiben, folder.dataset() as db:
                lauf.bericht.alarme += _count_sightings(lauf, revisit.vorlagen_pages(db, lauf.portal.slug))
    except _Ende as ende:
        lauf.bericht.ausgang, lauf.bericht.grund = ende.ausgang, str(ende)


def _plan(lauf: Lauf, wunsch: Wunsch) -> list[Auftrag]:
    """Ask for the first page, which tells extensions and released programs, and make the run's requests of it."""
    first = Auftrag(lauf.strategie.einstieg(lauf.portal.url), "start")
    try:
        antwort = lauf.session.get(first.url)
        page = page_of(_abruf(first, antwort, lauf.portal), antwort.body)
        make = lauf.strategie.neues if wunsch.seit is None else lauf.strategie.alles
        return make(Page(antwort.url, page.text), wunsch.zeitraum(), lauf.portal.mandant)
    except BudgetSpent as spent:
        raise _Ende("unterbrochen", spent.reason) from spent
    except RobotsDenied as error:
        raise _Ende("gesperrt", str(error)) from error
    except LayoutDrift as error:
        raise _Ende("drift", str(error)) from error
    except (FetchError, PageError) as error:
        raise _Ende("fehler", str(error)) from error


def _remember(lauf: Lauf) -> None:
    """Leave what this run found out about the portal for the dataset."""
    bericht = lauf.bericht
    zustand = {"fertig": "aktiv", "drift": "aktiv", "gesperrt": "gesperrt"}.get(bericht.ausgang)
    lauf.frontier.put("lauf", {**as_state(bericht), "ende": _now(), "zustand": zustand})


def _count_sightings(lauf: Lauf, known: Iterable[str]) -> list[str]:
    """After a full look: count the Vorlagen that were not seen; if many are missing at once, count none and say so."""
    known = list(known)
    missing = [url for url in known if url not in lauf.gesehen]
    if len(missing) > max(10, len(known) // 5):
        return [f"{len(missing)} Vorlagen were missing at once: nothing is marked as gone, look at the portal's lists"]
    lauf.frontier.sighted(lauf.gesehen, missing, _now(), _LOOKS)
    return []


def _read(folder: Folder, archive: Archive, frontier: Frontier, portal: Portal, schreiben: threading.Lock) -> list[str]:
    """Read what is new into the dataset, with what the frontier knows; returns the alarms."""
    with schreiben, folder.dataset() as db:
        lauf = read_portal(db, archive, portal.slug)
        revisit.enter_state(db, portal.slug, frontier, _LOOKS)
        return drift.alarms(db, portal.slug) if lauf.seiten else []
