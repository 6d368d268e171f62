"""Tells OParl objects, lists of them and refusals from all other pages (pure)."""

from __future__ import annotations

import re
from typing import Any

from parsers.common.json import addresses, load, objects
from parsers.oparl.labels import ERROR, KINDS, KINDS_OF_LISTS, MESSAGES, OFF
from parsers.oparl.values import type_of
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, is_json

_TYPE = re.compile(r'"type"\s*:\s*"https?:\\?/\\?/schema\.oparl\.org\\?/1\.\d\\?/([A-Za-z]+)\\?/?"')
_ADDRESS = re.compile(r"/oparl(?:/|\b)", re.I)
# A message is short and has few fields; objects of other interfaces have a `status` too.
_MAX_MESSAGE, _MOST_FIELDS = 3000, 6


def recognise(page: Page) -> str | None:
    """The kind of an OParl page, None for any other page.

    The outermost object says it, wherever in the text its type stands (Karlsruhe sorts the fields, 2026-11), so the
    JSON is read; but only of pages that name the schema, or are short and come from an address of OParl.
    """
    said = page.text.removeprefix("\ufeff")
    if not is_json(said):
        off = len(said) <= _MAX_MESSAGE and "<" not in said and OFF.search(said)
        return "gesperrt" if off else None
    named = "schema.oparl.org" in said
    if not named and not _ADDRESS.search(page.url):
        return None
    try:
        return _kind(load(page), named, len(said) <= _MAX_MESSAGE)
    except LayoutDrift:
        found = _TYPE.search(said)
        return KINDS.get(found[1]) if found else None


def _kind(said: Any, named: bool, short: bool) -> str | None:
    """The kind of an object or a list; of those that do not name the schema, of an empty list or a message."""
    data = said.get("data") if isinstance(said, dict) else said
    if isinstance(data, list):
        first = next((kind for one in objects(data) if (kind := type_of(one))), None)
        return KINDS_OF_LISTS.get(first) if first else "liste" if _bare(data) else None
    if named:
        kind = type_of(said)
        return "gesperrt" if kind == ERROR else KINDS.get(kind or "")
    return "gesperrt" if short and len(said) <= _MOST_FIELDS and MESSAGES & said.keys() else None


def _bare(data: list[Any]) -> bool:
    """Whether a list is empty, or holds nothing but addresses."""
    return len(list(addresses(data))) == len(data)
