"""Tells answers and old pages of more!rubin from all other pages by string tests only (pure)."""

from __future__ import annotations

import re

from parsers.common.renderings import Reader
from parsers.rubin.content import EMBEDDED
from parsers.rubin.labels import AGENDAS
from parsers.rubin.old.text import is_agenda
from ris_scraper.nouns.page import Page, is_json

# Unknown tenants and refused calls answer with a small object, often under HTTP 200.
_ERROR = re.compile(r'^\s*\{\s*"(?:error|errors|message|exception|success|status)"\s*:')
_CALL = re.compile(r"/api\.php\?(?:[^#]*&)?id=(?:meetings|calendar|organizations|submissions?|system)\b")
_MAX_ERROR = 3000
# Field names of this maker's meetings and items; tenants leave out any of them (`event_type_id`: Lauenburg, 2026-09).
_MARKS = ('"fraktionssitzung"', '"nummer_si"', '"topart"', '"abstimmungstext"', '"gremium_1"', '"Koerperschaftsnummer"')
# What the old pages' lists lead on by: hidden fields of forms, or each other.
_SID = re.compile(r"""name=["']?sid["'\s>]""", re.I)
_LISTS = re.compile(r"\b(?:recherche|sitzungskalender)\.php\b")


def recognise(page: Page) -> str | None:
    """The kind of a rubin page, None for any other page; looks for field names, or for classes and hidden fields."""
    return _answer(page) if _from_app(page) else _old_page(page)


def either(app: Reader, old: Reader) -> Reader:
    """A reader for a kind of page that comes from the current app and from the old pages."""
    return lambda page: app(page) if _from_app(page) else old(page)


def _from_app(page: Page) -> bool:
    return is_json(page.text) or EMBEDDED in page.text


def _answer(page: Page) -> str | None:
    said = page.text
    if '"committees_count"' in said[:2000] and said.lstrip("\ufeff \t\r\n")[0] == "[":
        return "liste"
    meetings = '"meetings"' in said
    if meetings and '"first_day"' in said and '"last_day"' in said:
        return "kalender"
    if any(mark in said for mark in _MARKS):
        if '"agenda_items"' in said:
            return "sitzung"
        if meetings:
            return "kalender"
    if len(said) <= _MAX_ERROR and _ERROR.match(said) and _CALL.search(page.url):
        return "gesperrt"
    return None


def _old_page(page: Page) -> str | None:
    if page.rendering == "text":
        return "sitzung" if any(name in page.url for name in AGENDAS) and is_agenda(page.text) else None
    if "Suchueberschrift" not in page.text:
        return None
    if "InfoBlock" in page.text and any(name in page.text or name in page.url for name in AGENDAS):
        return "sitzung"
    if not _LISTS.search(page.text) and not _SID.search(page.text):
        return None
    return "kalender" if "sitzungskalender.php" in page.url else "liste" if "recherche.php" in page.url else None
