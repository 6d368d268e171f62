"""Tells OParl objects, lists of them and refusals from all other pages by string tests only (pure)."""

from __future__ import annotations

import re

from parsers.common.json import looks_like
from parsers.oparl.labels import KINDS, KINDS_OF_LISTS, OFF
from ris_scraper.nouns.page import Page

_TYPE = re.compile(r'"type"\s*:\s*"https?:\\?/\\?/schema\.oparl\.org\\?/1\.\d\\?/([A-Za-z]+)\\?/?"')
_LIST = re.compile(r'^\s*(?:\[|\{\s*"(?:data|links|pagination|meta)"\s*:)')
_EMPTY = re.compile(r'^\s*(?:\[\s*\]\s*$|\{\s*"data"\s*:\s*\[\s*\])')
_ADDRESS = re.compile(r"/oparl(?:/|\b)", re.I)
_ERROR = re.compile(r'^\s*\{\s*"(?:error|errors|message|code|status|success)"\s*:')
_MAX_MESSAGE = 3000


def recognise(page: Page) -> str | None:
    """The kind of an OParl page, None for any other page; looks for the schema's address in the text only."""
    said = page.text.removeprefix("\ufeff")
    if not looks_like(said):
        off = len(said) <= _MAX_MESSAGE and "<" not in said and OFF.search(said)
        return "gesperrt" if off else None
    # A plain substring first, as other vendors' JSON passes here too.
    found = _TYPE.search(said) if "schema.oparl.org" in said else None
    if found:
        return (KINDS_OF_LISTS if _LIST.match(said) else KINDS).get(found[1])
    if not _ADDRESS.search(page.url) or len(said) > _MAX_MESSAGE:
        return None
    if _EMPTY.match(said):
        return "liste"
    return "gesperrt" if _ERROR.match(said) else None
