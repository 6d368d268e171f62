"""How a SessionNet portal is walked: list of all papers, search by date slices, calendar months, agendas.

ASP and PHP installations differ in the extension only, which the start page's links tell. `si0040` keeps the last
month in the session, so year and month are always given.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Request, Strategy

_PROGRAM = re.compile(r"\b(?:info|[a-z]{2}\d{4})\.(asp|php)\b", re.I)
# Lists of a quarter stay small enough for one page (Neuss).
_SLICE = timedelta(days=91)


def everything(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """Everything: the list over all Wahlperioden, the search in slices, every month of the calendar."""
    whole = Request(page.absolute(f"vo0042.{_extension(page)}") + "?__cwpall=1", "liste")
    return [whole, *_slices(page, period), *_calendar(page, period, mandant)]


def nightly(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """What is new: the search over the period and its months of the calendar."""
    return [_search(page, period.start, period.end), *_calendar(page, period, mandant)]


def _extension(page: Page) -> str:
    found = _PROGRAM.search(page.text) or _PROGRAM.search(page.url)
    if not found:
        raise LayoutDrift(page.url, "a link to a program of SessionNet (si0040.asp, si0040.php)")
    return found[1].lower()


def _calendar(page: Page, period: Period, mandant: str | None) -> list[Request]:
    name = page.absolute(f"si0040.{_extension(page)}")
    council = f"&__cpanr={mandant}" if mandant else ""
    return [
        Request(f"{name}?__cjahr={year}&__cmonat={month}&__canz=1&__cselect=0{council}", "kalender")
        for year, month in period.months()
    ]


def _search(page: Page, start: date, end: date) -> Request:
    form = {"__swords": "", "__sao": "1", "__axxdat_full": start.isoformat(), "__exxdat_full": end.isoformat()}
    return Request(page.absolute(f"vo0040.{_extension(page)}"), "liste", urlencode({**form, "__sgo": "Suchen"}))


def _slices(page: Page, period: Period) -> list[Request]:
    days = (period.end - period.start).days
    starts = [period.start + timedelta(days=day) for day in range(0, days + 1, _SLICE.days)]
    return [_search(page, start, min(start + _SLICE - timedelta(days=1), period.end)) for start in starts]


STRATEGY = Strategy(
    entry=lambda url: url,
    everything=everything,
    nightly=nightly,
    follows={
        "liste": frozenset({"vorlage", "liste"}),
        "kalender": frozenset({"sitzung"}),
        "sitzung": frozenset({"vorlage", "sitzung"}),
        "vorlage": frozenset({"beratungen", "vorlage"}),
        "beratungen": frozenset({"sitzung"}),
        "auszug": frozenset({"vorlage"}),
    },
)
