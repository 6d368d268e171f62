"""How a portal of SessionNet 6 is walked: the bodies, the calendar by quarters, the agendas.

The app is a shell that says where the interface lies. Nothing lists Vorlagen: they are known from agendas. A span of
days may be of any length; quarters stay small, and a night asks for the same addresses as the one before.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Request, Strategy

_BASE = re.compile(r"<base\s[^>]*href=[\"']([^\"']+)")


def requests(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The bodies and the period's quarters; raises LayoutDrift where the start page is not the shell of the app."""
    if "<app-root" not in page.text:
        raise LayoutDrift(page.url, "<app-root>")
    base = _BASE.search(page.text)
    api = Page(page.absolute(base[1] if base else ""), "").absolute("api/v1/")
    quarters = (
        f"{api}sitzungen?von={date(year, month, 1)}&bis={date(year, month + 2, monthrange(year, month + 2)[1])}"
        for year, month in period.quarters()
    )
    return [Request(f"{api}gremien", "liste"), *(Request(url, "kalender") for url in quarters)]


STRATEGY = Strategy(
    entry=lambda url: url, everything=requests, nightly=requests, follows={"kalender": frozenset({"sitzung"})}
)
