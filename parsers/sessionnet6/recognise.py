"""Tells answers of SessionNet 6 from all other pages by string tests only (pure)."""

from __future__ import annotations

import re

from ris_scraper.nouns.page import Page, is_json

_CALL = re.compile(r"/api/v1/(?P<call>sitzungen(?:/\d+/tagesordnung(?:/dokumente)?)?|gremien)/?(?:[?#]|$)", re.I)
_ERROR = re.compile(r'^\s*\{\s*"(?:error|message|status|title|type|code|timestamp|traceId)"\s*:')
# Field names that an answer has to show, by the end of its address; an empty list is claimed by its address.
_MARKS = {
    "sitzungen": ('"siNr"', '"dat"'),
    "tagesordnung": ('"toNr"', '"oSt"'),
    "dokumente": ('"toNr"', '"doNr"'),
    "gremien": ('"grNr"', '"name"'),
}
_KINDS = {"sitzungen": "kalender", "tagesordnung": "sitzung", "dokumente": "liste", "gremien": "liste"}


def recognise(page: Page) -> str | None:
    """The kind of an answer of SessionNet 6, None for any other page; needs the address and the field names."""
    if not is_json(page.text):
        return None
    call = _CALL.search(page.url)
    if not call:
        return None
    name = call["call"].lower().rpartition("/")[2]
    if all(mark in page.text for mark in _MARKS[name]) or page.text.strip("\ufeff \t\r\n") == "[]":
        return _KINDS[name]
    return "gesperrt" if len(page.text) <= 3000 and _ERROR.match(page.text) else None
