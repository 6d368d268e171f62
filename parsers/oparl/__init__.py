"""OParl 1.0 and 1.1, whichever product answers: objects, lists of objects, refusals.

Every object says its type by an address of the schema; that and nothing else claims a page. A list is an object with
`data` and `links`, or a bare array (SD.NET RIM, 2026). OParl names bodies by address, so `gremium` is stated only
where a product embeds the organization; else `gremium_id` is, and the body's own page states the name.
"""

from __future__ import annotations

import re

from parsers.common.renderings import Reader
from parsers.oparl.lists import read_page, refuse
from parsers.oparl.recognise import recognise
from parsers.oparl.strategy import STRATEGY
from ris_scraper.nouns.vendor import Fingerprint, Vendor

# One reader for all: an object says itself what it is, whatever the page's first type led to expect.
PAGES: dict[str, Reader] = {
    "vorlage": read_page,
    "beratungen": read_page,
    "sitzung": read_page,
    "auszug": read_page,
    "gremium": read_page,
    "kalender": read_page,
    "liste": read_page,
    "gesperrt": refuse,
}

VENDOR = Vendor(
    name="oparl",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung", "auszug", "kalender"}),
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r'"https?:\\?/\\?/schema\.oparl\.org\\?/1\.\d\\?/(?:System|Body)', re.I),
        re.compile(r"schema\.oparl\.org\\?/(1\.\d)", re.I),
    ),
)
