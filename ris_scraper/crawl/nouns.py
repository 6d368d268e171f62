"""The nouns of a crawl: what the operator wants, what a run needs, and what it reports."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, Protocol

from ris_scraper.crawl.writer import Writer
from ris_scraper.fetch import Response
from ris_scraper.fetch.pace import Budget, Clock
from ris_scraper.fetch.robots import RobotsVerdict
from ris_scraper.nouns.errors import FetchError
from ris_scraper.nouns.vendor import Period, Strategy
from ris_scraper.portals.portals import Portal

Ending = Literal["fertig", "unterbrochen", "gesperrt", "fehler", "drift"]
#: The nightly crawl looks so far back and ahead in the calendar.
BACK, AHEAD = timedelta(days=60), timedelta(days=90)
#: Where a portal tells what changed, a nightly crawl asks for the changes of so many days.
CHANGED = timedelta(days=3)
#: A full crawl looks so far ahead.
COMING = timedelta(days=365)


@dataclass
class Report:
    """What a run on one portal did. `offen` are pages that wait; `dateien` were fetched, `dateien_offen` wait."""

    portal: str
    anfragen: int = 0
    neu: int = 0
    unveraendert: int = 0
    fehler: int = 0
    offen: int = 0
    dateien: int = 0
    dateien_offen: int = 0
    ausgang: Ending = "fertig"
    grund: str = ""
    alarme: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What the operator wants of a run: a full crawl since a year or the nightly one, its budget, and the day."""

    seit: int | None = None
    max_requests: int | None = None
    minutes: float | None = None
    heute: date = field(default_factory=date.today)

    def period(self) -> Period:
        """The days the calendar is asked for."""
        if self.seit is not None:
            return Period(date(self.seit, 1, 1), self.heute + COMING)
        return Period(self.heute - BACK, self.heute + AHEAD, self.heute - CHANGED)


Progress = Callable[[Report, str], None]


class Session(Protocol):
    """What a run needs of a session with a portal; `fetch.Session` is the one that reaches the network."""

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> Response:
        """Get a page, or a file of at most so many bytes."""

    def post(self, url: str, data: Mapping[str, str | list[str]]) -> Response:
        """Send a form."""

    def renew(self) -> None:
        """Forget what the portal knows of this visitor: the next request begins a new session of the portal's."""

    def verdicts(self) -> Iterable[RobotsVerdict]:
        """What robots.txt said, to be kept."""


class Network(Protocol):
    """What opens sessions: `fetch.Fetcher`, or the mirror of the demo."""

    @property
    def clock(self) -> Clock:
        """The clock that runs go by."""

    def portal(
        self,
        portal: Portal,
        budget: Budget | None = None,
        known: Iterable[RobotsVerdict] = (),
        final: Callable[[FetchError], bool] = ...,
    ) -> AbstractContextManager[Session]:
        """Open a session."""


@dataclass(frozen=True)
class Context:
    """What all runs of a program share: how to report, the dataset they write into, the event
    that ends every run after its present page, and how to walk, if not as the vendor's portals are walked."""

    tell: Progress = lambda *_: None
    writer: Writer = field(default_factory=Writer)
    halt: threading.Event = field(default_factory=threading.Event)
    strategy: Strategy | None = None
