"""One run's walk: ask for the next page, keep it, look what it leads to; `crawl` says how walks end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from parsers import VENDORS
from ris_scraper.archive.archive import Abruf, Archive
from ris_scraper.archive.frontier import Frontier
from ris_scraper.crawl import drift
from ris_scraper.crawl.nouns import Ausgang, Bericht, Sitzung, Umgebung
from ris_scraper.dataset import portal_state
from ris_scraper.dataset.file import Lauf as Gezaehlt
from ris_scraper.fetch import Antwort
from ris_scraper.fetch.pace import Clock
from ris_scraper.nouns.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    InputError,
    PageError,
    RobotsDenied,
    TooLarge,
    Undecodable,
    Unreachable,
)
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import LISTENENDE, NEUES, VERSUCH, Auftrag, Strategie
from ris_scraper.portals.portals import Portal
from ris_scraper.read.read import Gelesen, page_of, read_one

#: A page that could not be had is left alone for so long.
RUHE = timedelta(hours=12)
#: So many pages are read before they are written into the dataset: few enough to hold in memory.
_STAPEL = 100
#: So many refused pages in a row, and the portal is taken to be closed to us.
_REFUSED_IN_A_ROW = 5
# Pages that name things and say little of them.
_LISTS = frozenset({"liste", "kalender"})


class Ende(Exception):
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
        """Ask for one page after the other until nothing is due; raises Ende where the run has to stop.

        `write` is called from time to time to write what was read into the dataset.
        """
        self._catch_up()
        while (item := self.frontier.next(self.when())) is not None:
            if self.umgebung.halt.is_set():
                raise Ende("unterbrochen", "stopped by the operator; the next run goes on here")
            self.begonnen.add(item.adresse)
            before = self.archive.latest(item.adresse)
            antwort = self._ask(item, before)
            if antwort is not None:
                body = self.archive.body(before.sha256) if antwort.status == 304 and before else antwort.body
                self._take(item, self.archive.keep(abruf_of(item, antwort, self.portal), body), body, before)
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
            raise Ende("unterbrochen", spent.reason) from spent
        except Unreachable as error:
            self._postpone(item, error)
            if self._unreachable or error.reason.startswith("the server asks to wait"):
                raise Ende("fehler", str(error)) from error
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
        frage = nachfrage(page_under(item, shell, self.portal))
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
            self.frontier.sighted((), [item.adresse], self.when(), portal_state.LOOKS)
        elif gelesen.fehler is None:
            self.frontier.sighted([item.adresse], (), self.when(), portal_state.LOOKS)

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
            raise Ende("gesperrt", f"{gelesen.abruf.url}: {gelesen.grund}{often}", gate=True)

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


def abruf_of(item: Auftrag, antwort: Antwort, portal: Portal) -> Abruf:
    """An answer as the archive keeps it, under the stable address of its request."""
    moment = datetime.fromisoformat(antwort.abgerufen_am).astimezone(UTC).isoformat(timespec="microseconds")
    return Abruf(
        url=item.adresse,
        abgerufen_am=moment,
        http_status=antwort.status,
        content_type=antwort.content_type,
        headers=antwort.headers,
        encoding=portal.encoding,
    )


def page_under(item: Auftrag, antwort: Antwort, portal: Portal) -> Page:
    """An answer as parsers see it, under the address where it came from in the end."""
    return Page(antwort.url, page_of(abruf_of(item, antwort, portal), antwort.body).text)
