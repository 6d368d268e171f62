"""Calls that lead to others: the calendar, the Körperschaften; and refused calls (pure)."""

from __future__ import annotations

import re
from typing import NoReturn
from urllib.parse import quote

from parsers.common.json import load, load_object, objects, text
from parsers.rubin.values import is_meeting, meeting_link
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed

_MISSING = re.compile(r"not found|nicht gefunden|unknown|unbekannt|existiert nicht|does not exist|no tenant", re.I)
_CLOSED = re.compile(r"not active|nicht aktiv|expired|forbidden|unauthori[sz]ed|not allowed|nicht erlaubt|login", re.I)


def kalender(page: Page) -> Parsed:
    """Links to the meetings of a span of months; drafts, meetings of Fraktionen and other events are left out."""
    said = load_object(page)
    if not isinstance(said.get("meetings"), list):
        raise LayoutDrift(page.url, "meetings")
    meetings = [meeting for meeting in objects(said["meetings"]) if is_meeting(meeting)]
    numbers = (nummer for meeting in meetings if (nummer := text(meeting, "nummer")))
    return Parsed(links=tuple(dict.fromkeys(meeting_link(page, nummer) for nummer in numbers)))


def koerperschaften(page: Page) -> Parsed:
    """Links to the calendar of each body of a portal that several councils share; without a span of months.

    Raises LayoutDrift where no body has an id.
    """
    base = page.url.partition("?")[0]
    ids = [found for body in objects(load(page)) if (found := text(body, "id"))]
    if not ids:
        raise LayoutDrift(page.url, "id of a body")
    call = "id=calendar&action=get&view=list&body_id="
    links = (Link(url=f"{base}?{call}{quote(one, safe='')}", seitentyp="kalender") for one in ids)
    return Parsed(links=tuple(dict.fromkeys(links)))


def gesperrt(page: Page) -> NoReturn:
    """Answers that are a message: raises Gone, NotPublic, or LayoutDrift where the words are not known."""
    said = page.text[:500]
    if _MISSING.search(said):
        raise Gone(page.url, "the interface says that there is nothing under this address")
    if _CLOSED.search(said):
        raise NotPublic(page.url, "the interface does not answer this call to the public")
    raise LayoutDrift(page.url, "meetings, agenda_items")
