"""How an ALLRIS 3 portal is walked: the list of Vorlagen, the released calendar, agendas, Auszüge.

Of the calendar's programs a portal releases one, which its menu names. `vo040.asp?showall=true` may be capped; then
`shownext=true` brings the next block, on the same session only (Goslar).
"""

from __future__ import annotations

import re

from parsers.allris3.attachments import session_files
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Request, Strategy

_CALENDAR = re.compile(r"\bsi010(?:_[a-z])?\.asp", re.I)
_LIST = re.compile(r"\bvo040(?:_[a-z])?\.asp", re.I)


def entry(url: str) -> str:
    """The menu, which names the released programs; the bare folder may be a frameset."""
    return f"{url.rstrip('/')}/allris.net.asp"


def everything(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """Everything: the whole list and every month of the calendar."""
    return [*_list(page, "?showall=true"), *_months(page, period)]


def nightly(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """What is new: the first block of the list, newest first, and the period's months of the calendar."""
    return [*_list(page, ""), *_months(page, period)]


def _months(page: Page, period: Period) -> list[Request]:
    released = _CALENDAR.search(page.text)
    if not released:
        raise LayoutDrift(page.url, "a link to the calendar (si010.asp, si010_e.asp …)")
    name = page.absolute(released[0])
    return [Request(f"{name}?YY={year}&MM={month:02d}", "kalender") for year, month in period.months()]


def _list(page: Page, question: str) -> list[Request]:
    released = _LIST.search(page.text)
    return [Request(page.absolute(released[0]) + question, "liste")] if released else []


STRATEGY = Strategy(
    entry=entry,
    everything=everything,
    nightly=nightly,
    follows={
        "liste": frozenset({"vorlage", "liste"}),
        "kalender": frozenset({"sitzung"}),
        "sitzung": frozenset({"vorlage", "auszug"}),
        "vorlage": frozenset({"sitzung", "auszug", "vorlage"}),
        "auszug": frozenset({"vorlage", "sitzung"}),
    },
    session_files=session_files,
)
