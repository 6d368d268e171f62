"""Tells OParl objects, lists of them and refusals from all other pages by string tests only (pure)."""

from __future__ import annotations

import json
import re

from parsers.common.json import looks_like
from parsers.oparl.labels import KINDS, KINDS_OF_LISTS, OFF
from parsers.oparl.values import type_of
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
    if "schema.oparl.org" in said and (kind := _kind(said)):
        return kind
    if not _ADDRESS.search(page.url) or len(said) > _MAX_MESSAGE:
        return None
    if _EMPTY.match(said):
        return "liste"
    return "gesperrt" if _ERROR.match(said) else None


def _kind(said: str) -> str | None:
    """By the type of the object itself, or of a list's first object, whatever objects stand inside and where."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return _kind_of_broken(said)
    data = found.get("data") if isinstance(found, dict) else found
    if isinstance(data, list):
        first = next((one for one in data if isinstance(one, dict)), {})
        return KINDS_OF_LISTS.get(type_of(first) or "") or ("liste" if not data else None)
    kind = type_of(found) if isinstance(found, dict) else None
    return "gesperrt" if kind == "Error" else KINDS.get(kind or "")


def _kind_of_broken(said: str) -> str | None:
    """What an answer that is no whole JSON seems to be, so that its reader can say what is wrong with it."""
    found = _TYPE.search(said)
    return (KINDS_OF_LISTS if _LIST.match(said) else KINDS).get(found[1]) if found else None
