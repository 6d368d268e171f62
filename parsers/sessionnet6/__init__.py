"""SessionNet 6 (Somacos): the JSON under `api/v1/` that the Angular app shows.

The app itself (`<app-root>`) is an empty shell and no page; nothing claims it. There is no call for a Vorlage: an
agenda names it by its number in the database only (`voNr`).
"""

from __future__ import annotations

import re

from parsers.common.renderings import Reader
from parsers.sessionnet6.lists import read_kalender, read_liste, refuse
from parsers.sessionnet6.recognise import recognise
from parsers.sessionnet6.sitzung import read_sitzung
from parsers.sessionnet6.strategy import STRATEGY
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "kalender": read_kalender,
    "sitzung": read_sitzung,
    "liste": read_liste,
    "gesperrt": refuse,
}

VENDOR = Vendor(
    name="sessionnet6",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung"}),
    strategy=STRATEGY,
    fingerprint=Fingerprint(re.compile(r"<app-root", re.I), re.compile(r"app-version[\"'][^>]*?([\d.]+)", re.I)),
)
