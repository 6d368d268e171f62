"""Calls that lead to others: the calendar, the Körperschaften; and refused calls (pure)."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import quote

from parsers.common.json import load, objects, text
from parsers.common.refusals import refuse_call
from parsers.rubin.content import entries, holding
from parsers.rubin.labels import CLOSED, MISSING, NUMMER
from parsers.rubin.values import is_meeting, meeting_link
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link, Parsed


def read_kalender(page: Page) -> Parsed:
    """Links to the meetings of a span of months; drafts, meetings of Fraktionen and other events are left out.

    Raises LayoutDrift where there are meetings and none has a number.
    """
    said = holding(page, "meetings")["meetings"]
    listed = entries(said)
    numbered = [meeting for meeting in listed if text(meeting, *NUMMER)]
    if not isinstance(said, list | dict) or (said and not numbered):
        raise LayoutDrift(page.url, "nummer of a meeting", len(listed))
    links = (meeting_link(page, meeting) for meeting in numbered if is_meeting(meeting))
    hints = [Hinweis(art="nummer", text="a meeting without number")] if len(numbered) < len(listed) else []
    return Parsed(links=tuple(dict.fromkeys(links)), hinweise=tuple(hints))


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
