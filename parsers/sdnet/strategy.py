"""How a portal of SD.NET RIM is walked: the list of papers, the calendar's file, papers, agendas.

`/vorlagen` lists every paper, newest number first, 25 a page. The months of `/termine` are drawn by a script; the
file behind its export button has some 250 meetings, the last and the coming ones. The agendas of older meetings hang
on their papers.
"""

from __future__ import annotations

import re

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Request, Strategy

# The file's name differs by tenant: "SD.NET_RIM.ics", "kv".
_FILE = re.compile(r"[\"'](?P<url>[^\"']*/termine/ics[/?][^\"']*)")
_LIST = re.compile(r"[\"'](?P<url>[^\"']*/vorlagen/?)[\"']")


def entry(url: str) -> str:
    """The calendar's page, whose menu and export button name the rest."""
    return f"{url.rstrip('/')}/termine"


def requests(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """The calendar's file and the list, which a full look follows to its end and a nightly one as long as it is new.

    Neither knows periods. Raises LayoutDrift where the start page names neither.
    """
    wanted = ((_LIST, "liste"), (_FILE, "kalender"))
    found = [Request(page.absolute(named["url"]), kind) for mark, kind in wanted if (named := mark.search(page.text))]
    if not found:
        raise LayoutDrift(page.url, "a link to /vorlagen, a file /termine/ics")
    return found


STRATEGY = Strategy(
    entry=entry,
    everything=requests,
    nightly=requests,
    follows={
        "liste": frozenset({"vorlage", "sitzung", "liste"}),
        "kalender": frozenset({"sitzung"}),
        "sitzung": frozenset({"vorlage"}),
        "vorlage": frozenset({"sitzung"}),
    },
)
