"""Calls that lead to others: the calendar, the Körperschaften; and refused calls (pure)."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import quote

from parsers.common.json import load, load_object, objects, text
from parsers.common.refusals import refuse_call
from parsers.rubin.labels import CLOSED, MISSING
from parsers.rubin.values import is_meeting, meeting_link
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed


def read_kalender(page: Page) -> Parsed:
    """Links to the meetings of a span of months; drafts, meetings of Fraktionen and other events are left out."""
    said = load_object(page)
    if not isinstance(said.get("meetings"), list):
        raise LayoutDrift(page.url, "meetings")
    meetings = [meeting for meeting in objects(said["meetings"]) if is_meeting(meeting)]
    numbers = (nummer for meeting in meetings if (nummer := text(meeting, "nummer")))
    return Parsed(links=tuple(dict.fromkeys(meeting_link(page, nummer) for nummer in numbers)))


def read_liste(page: Page) -> Parsed:
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


def refuse(page: Page) -> NoReturn:
    """Answers that are a message: raises Gone, NotPublic, or LayoutDrift where the words are not known."""
    refuse_call(page, MISSING, CLOSED, "meetings, agenda_items")
