"""OParl 1.0 and 1.1, whichever product answers: objects, lists of objects, refusals.

Every object says its type by an address of the schema; that and nothing else claims a page. A list is an object with
`data` and `links`, or a bare array (SD.NET RIM, 2026). OParl names bodies by address, so `gremium` is stated only
where a product embeds the organization; else `gremium_id` is, and the body's own page states the name.
"""

from __future__ import annotations

import re

from parsers.common.json import looks_like
from parsers.oparl.labels import ARTEN, ARTEN_DER_LISTE
from parsers.oparl.lists import gesperrt, read
from parsers.oparl.strategy import STRATEGY
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Vendor

_TYPE = re.compile(r'"type"\s*:\s*"https?:\\?/\\?/schema\.oparl\.org\\?/1\.\d\\?/([A-Za-z]+)\\?/?"')
_LIST = re.compile(r'^\s*(?:\[|\{\s*"(?:data|links|pagination|meta)"\s*:)')
_EMPTY = re.compile(r'^\s*(?:\[\s*\]\s*$|\{\s*"data"\s*:\s*\[\s*\])')
_ADDRESS = re.compile(r"/oparl(?:/|\b)", re.I)
_OFF = re.compile(r"OParl (?:is not active|test expired)|OParl\S* .{0,40}nicht aktiviert", re.I)
_ERROR = re.compile(r'^\s*\{\s*"(?:error|errors|message|code|status|success)"\s*:')
_MAX_MESSAGE = 3000


def recognise(page: Page) -> str | None:
    """The kind of an OParl page, None for any other page; looks for the schema's address in the text only."""
    said = page.text.removeprefix("\ufeff")
    if not looks_like(said):
        off = len(said) <= _MAX_MESSAGE and "<" not in said and _OFF.search(said)
        return "gesperrt" if off else None
    # A plain substring first, as other vendors' JSON passes here too.
    found = _TYPE.search(said) if "schema.oparl.org" in said else None
    if found:
        return (ARTEN_DER_LISTE if _LIST.match(said) else ARTEN).get(found[1])
    if not _ADDRESS.search(page.url) or len(said) > _MAX_MESSAGE:
        return None
    if _EMPTY.match(said):
        return "liste"
    return "gesperrt" if _ERROR.match(said) else None


# One reader for all: an object says itself what it is, whatever the page's first type led to expect.
PAGES = {
    "vorlage": read,
    "beratungen": read,
    "sitzung": read,
    "auszug": read,
    "gremium": read,
    "kalender": read,
    "liste": read,
    "gesperrt": gesperrt,
}

VENDOR = Vendor(
    name="oparl",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung", "auszug", "kalender"}),
    strategy=STRATEGY,
)
