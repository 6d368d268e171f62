"""Tells pages of SD.NET RIM from all others by string tests only (pure)."""

from __future__ import annotations

import re

from parsers.sdnet.head import page_name
from parsers.sdnet.labels import ICS, KINDS, NO_AGENDA, PART, REFUSED
from ris_scraper.nouns.page import Page

# Marks of the page itself: its title or generator, its frame, its tables. A link to the portal has none of them.
_LANDMARK = re.compile(
    r"<title[^>]*>[^<]*SD\.NET RIM|<meta[^>]*generator[^>]*SD\.NET|<div[^>]*\bid=[\"']?div-content\b"
    r"|<table[^>]*\btable-vorgang\b|<tr[^>]*\btop-n?oeff-(?:head|data)\b",
    re.I,
)
_FRAME = re.compile(r"<div(?=[^>]*\bid=[\"']?div-content\b)[^>]*\bclass=[\"']?(?P<names>[^\"'>]*)", re.I)
# What a page of a kind has; without it the page is a message in the portal's frame.
_CONTENT = {
    "vorlage": ("table-details", "table-vorgang"),
    "sitzung": ("table-details", "table-top", "top-oeff", "keine Tagesordnung vor"),
    "liste": ("/vorgang",),
    "kalender": ("/tops", "/termine/ics", "data-export-url"),
}
# Where neither frame nor address names the kind, what only this kind has.
_ONLY = (
    ("sitzung", re.compile(r"<tr[^>]*\btop-n?oeff-(?:head|data)\b", re.I)),
    ("vorlage", re.compile(r"<table[^>]*\btable-vorgang\b", re.I)),
)
_PASSWORD = re.compile(r"<input[^>]*type=[\"']?password", re.I)
_LOGIN_TEXT = re.compile(r"^(?:Passwort|Kennwort)\b", re.M)
_TEXT_MARKS = {
    "vorlage": re.compile(r"^[\s|]*(?:Vorgang\s+\S|Betreff\s*:|Diese Ansicht enthält Informationen zum Vorgang)", re.M),
    "sitzung": re.compile(rf"^[\s|]*(?:Sitzung\s*:|(?i:{PART.pattern}))|{NO_AGENDA.pattern}", re.M),
}


def is_calendar_file(page: Page) -> bool:
    """Whether the page is an iCalendar file, whatever it was rendered as."""
    return page.text.lstrip("\ufeff \r\n").startswith("BEGIN:VCALENDAR")


def recognise(page: Page) -> str | None:
    """The kind of a page of SD.NET RIM, None for any other page; looks at the text only, builds no tree."""
    if is_calendar_file(page):
        return "kalender" if _own_calendar(page) else None
    return _recognise_text(page) if page.rendering == "text" else _recognise_html(page)


def _own_calendar(page: Page) -> bool:
    """The events link to agendas; a calendar without events is told by its address."""
    unfolded = re.sub(r"\r?\n[ \t]", "", page.text)
    return "/tops/?__=" in unfolded or bool(ICS.search(page.url) and "BEGIN:VEVENT" not in unfolded)


def _recognise_html(page: Page) -> str | None:
    # Every landmark holds one of these; plain substrings spare other vendors' pages the patterns.
    marks = ("SD.NET", "div-content", "table-vorgang", "top-oeff", "top-noeff", "Freischaltung")
    if not any(mark in page.text for mark in marks):
        return None
    if not _LANDMARK.search(page.text):
        return "gesperrt" if _bare_refusal(page) else None
    kind = _kind(page)
    if kind and any(mark in page.text for mark in _CONTENT[kind]):
        return kind
    return "gesperrt" if _PASSWORD.search(page.text) or REFUSED.search(page.text) else kind


def _kind(page: Page) -> str | None:
    frame = _FRAME.search(page.text)
    named = next((KINDS[name] for name in frame["names"].split() if name in KINDS), None) if frame else None
    name = page_name(page.url)
    if named or name:
        return named or KINDS[name or ""]
    return next((kind for kind, mark in _ONLY if mark.search(page.text)), None)


def _bare_refusal(page: Page) -> bool:
    """A refusal without the portal's frame (HTTP 403 for programs); the address must be one of the product's."""
    return len(page.text) < 5000 and page_name(page.url) is not None and bool(REFUSED.search(page.text))


def _recognise_text(page: Page) -> str | None:
    name = page_name(page.url)
    if name is None:
        return None
    kind = KINDS[name]
    if kind in _TEXT_MARKS and "__=" in page.url and _TEXT_MARKS[kind].search(page.text):
        return kind
    return "gesperrt" if _bare_refusal(page) or _text_login(page) else None


def _text_login(page: Page) -> bool:
    return "__=" in page.url and len(page.text) < 3000 and bool(_LOGIN_TEXT.search(page.text))
