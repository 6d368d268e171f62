"""What the core knows of a vendor: how its pages are told and read, and how its portals are walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ris_scraper.nouns.page import Page, Rendering
from ris_scraper.nouns.records import Anlage, Parsed


@dataclass(frozen=True)
class Request:
    """A request to make: the address, the kind of page it should bring, and the form to post (urlencoded) if any."""

    url: str
    seitentyp: str
    form: str = ""

    @property
    def address(self) -> str:
        """The address under which the answer is kept; a posted form stands behind `#`, which no server ever sees."""
        return f"{self.url}#{self.form}" if self.form else self.url


@dataclass(frozen=True)
class Period:
    """The days that a crawl looks at, both ends included; and since when changes are asked for, where one can ask."""

    start: date
    end: date
    since: date | None = None

    def months(self) -> Iterator[tuple[int, int]]:
        """Year and month of every month it touches, in order."""
        for number in range(self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month):
            yield number // 12, number % 12 + 1

    def quarters(self) -> Iterator[tuple[int, int]]:
        """Year and first month of every quarter it touches, in order."""
        yield from dict.fromkeys((year, month - (month - 1) % 3) for year, month in self.months())


@dataclass(frozen=True)
class FollowUp:
    """The request that brings the content of a page that came as a shell: good once, and only on the same session."""

    url: str
    headers: Mapping[str, str]


Plan = Callable[[Page, Period, str | None], list[Request]]


@dataclass(frozen=True)
class Strategy:
    """A vendor's navigation.

    `entry` makes the first address out of the portal's; `everything` and `nightly` read that page (it tells extensions
    and released programs) and give the requests of a full and of a nightly crawl, for a period and a Mandant;
    `follows` says which kinds of links are followed from which kind of page. Calendars never lead to calendars: the
    months come from the period, so that an endless calendar ends. A start page that only names the next one gives one
    request of the kind "start".

    `follow_up` finds, by kind of page, the request that a shell needs next (None: the page has its content). What that
    brings is kept as the answer to the request for the page, so that no address that died with its session is kept.

    `session_files` are the attachments of a Vorlage's page with the addresses that this visit shows, where no address
    outlives it; in the order and under the names in which the page's record has them.

    `by_number` makes the address of the Vorlage with a number, for ranges of numbers that the portal's entry names
    (`nummern`); what it brings is followed as `follows` says for TRIAL.
    """

    entry: Callable[[str], str]
    everything: Plan
    nightly: Plan
    follows: Mapping[str, frozenset[str]]
    follow_up: Mapping[str, Callable[[Page], FollowUp | None]] = field(default_factory=dict)
    by_number: Callable[[Page, int], str] | None = None
    session_files: Callable[[Page], tuple[Anlage, ...]] | None = None


@dataclass(frozen=True)
class Fingerprint:
    """Words of a page (a pattern) by which a product shows itself, and how it prints its version (the first group)."""

    words: re.Pattern[str]
    version: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Vendor:
    """All that the core needs to know of one product; `parsers/<vendor>/__init__.py` holds it as VENDOR.

    `recognise` tells the kind of a page of this product, None for any other page; `pages` reads each kind. `outcomes`
    are the kinds of page on which this product prints outcomes: where such a page was read and shows none, the portal
    does not publish it; elsewhere nobody has looked yet. Nor there where `elsewhere`, the name of a page that is not
    read, stands on a page: what came out is printed behind that link. `without_stations` are renderings and kinds of
    page of a Vorlage that never show its Beratungsfolge, though it may have one. `rows` are patterns of links in
    markup, by kind of page: a page with such links has items or stations, so one that gives none has moved.
    `fingerprint` is what `ris probe` knows the product by, `oparl` where its OParl interface usually answers, relative
    to the portal's address.
    """

    name: str
    recognise: Callable[[Page], str | None]
    pages: Mapping[str, Callable[[Page], Parsed]]
    outcomes: frozenset[str] = frozenset()
    elsewhere: str | None = None
    without_stations: frozenset[tuple[Rendering, str]] = frozenset()
    rows: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    strategy: Strategy | None = None
    fingerprint: Fingerprint | None = None
    oparl: tuple[str, ...] = ()

    def shows_outcomes(self, page: Page, kind: str) -> bool:
        """Whether a page without outcomes says that none are published."""
        return kind in self.outcomes and not (self.elsewhere and self.elsewhere in page.text)
