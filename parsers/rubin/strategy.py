"""How a portal of more!rubin is walked: its calendar, quarter by quarter or month by month, and the meetings.

No page lists Vorlagen: they are put together from the agendas. Nor does a stamp say what is new, as `updated_at` and
`created_at` change by themselves; known agendas are looked at again like those of any other portal.
"""

from __future__ import annotations

import re

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Plan, Request, Strategy


def requests(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The period's calendars, as the start page's generation has them; raises LayoutDrift for any other start page."""
    for mark, calendars in _WALKS:
        if mark.search(page.text):
            return calendars(page, period, mandant)
    raise LayoutDrift(page.url, "the shell of the app, or a link to sitzungskalender.php")


def _quarters(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The current app: whole quarters, so that a night asks for the same addresses as the one before."""
    call = f"{page.absolute('api.php')}?id=calendar&action=get&from={{}}-{{:02d}}&to={{}}-{{:02d}}&view=list&body_id="
    return [
        Request(call.format(year, first, year, first + 2) + (mandant or ""), "kalender")
        for year, first in period.quarters()
    ]


def _months(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The old pages: `d_von` and `d_bis` name the same month."""
    call = f"{page.absolute('sitzungskalender.php')}?skc_zeitraum=1&skc_ansicht=k"
    months = (f"{year}-{month:02d}" for year, month in period.months())
    return [Request(f"{call}&d_von={one}&d_bis={one}&koerperschaft={mandant or ''}", "kalender") for one in months]


# What the start page has, and how such a portal is walked. The app's is a shell without a word of its own.
_WALKS: tuple[tuple[re.Pattern[str], Plan], ...] = (
    (re.compile(r"\b(?:sitzungskalender|sitzungen_top|recherche)\.php\b"), _months),
    (re.compile(r"gremien\.info|more!? ?rubin|api\.php|<meta[^>]+name=[\"']robots[\"'][^>]+noindex", re.I), _quarters),
)
STRATEGY = Strategy(
    entry=lambda url: url,
    everything=requests,
    nightly=requests,
    follows={"kalender": frozenset({"sitzung"}), "sitzung": frozenset({"sitzung"})},
)
