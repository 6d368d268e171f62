"""How an ALLRIS 4 portal is walked: the months of the calendar, agendas, Vorlagen and Auszüge. There is no list.

A month's page is a shell, and its table the answer to an Ajax call that Wicket takes in the same session and for the
last page only. Vorlagen that no agenda has yet are found by their number, where the portal's entry names `nummern`.
"""

from __future__ import annotations

import re
from html import unescape

from parsers.allris4.attachments import session_files
from parsers.allris4.head import address
from parsers.allris4.lists import ajax_target
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.kinds import TRIAL
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import FollowUp, Period, Request, Strategy

_CALENDAR = re.compile(r"""href=["']([^"'?#]*\bsi010)\b""")
# Wicket masks it like markup, though it stands in a script (Wolfsburg, 2026-11).
_BASE_URL = re.compile(r"""Wicket\.Ajax\.baseUrl ?= ?["']([^"']*)["']""")
# A page that has its table already: its Ajax calls load something else (Wolfsburg, 2026-11: on `vo020`).
_TABLE = re.compile(r"""\bto010\?[^"']*SILFDNR=|class=["']dom["']""")
_FROM_VORLAGE = frozenset({"sitzung", "auszug", "vorlage"})


def months(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The period's months of the calendar; raises LayoutDrift where the start page does not lead to it."""
    calendar = _calendar(page)
    return [Request(f"{calendar}?MM={month}&YY={year}", "kalender") for year, month in period.months()]


def table(page: Page) -> FollowUp | None:
    """The Ajax call that brings a month's table, with the headers by which Wicket knows it."""
    target = None if _TABLE.search(page.text) else ajax_target(page)
    if target is None:
        return None
    base = _BASE_URL.search(page.text)
    headers = {
        "Wicket-Ajax": "true",
        "Wicket-Ajax-BaseURL": unescape(base[1]) if base else page.url.rpartition("/")[2],
        "X-Requested-With": "XMLHttpRequest",
    }
    return FollowUp(target, headers)


def vorlage_address(page: Page, number: int) -> str:
    """The address of the Vorlage with a number."""
    return address(_calendar(page).removesuffix("si010") + "vo020", "VOLFDNR", number)


def _calendar(page: Page) -> str:
    found = _CALENDAR.search(page.text)
    if not found:
        raise LayoutDrift(page.url, "a link to the calendar (si010)")
    return page.absolute(found[1])


STRATEGY = Strategy(
    entry=lambda url: f"{url.rstrip('/')}/",
    everything=months,
    nightly=months,
    follows={
        "kalender": frozenset({"sitzung"}),
        "sitzung": frozenset({"vorlage", "auszug"}),
        "vorlage": _FROM_VORLAGE,
        TRIAL: _FROM_VORLAGE,
        "auszug": frozenset({"vorlage", "sitzung"}),
    },
    follow_up={"kalender": table},
    by_number=vorlage_address,
    session_files=session_files,
)
