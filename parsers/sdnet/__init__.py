"""SD.NET RIM 4 and 5 (Sternberg): `/vorgang`, `/tops`, `/vorlagen`, `/termine` and its calendar files."""

from __future__ import annotations

import re

from parsers.common.renderings import Reader, either
from parsers.sdnet import text
from parsers.sdnet.lists import read_kalender, read_liste, refuse
from parsers.sdnet.recognise import recognise
from parsers.sdnet.sitzung import read_sitzung
from parsers.sdnet.strategy import STRATEGY
from parsers.sdnet.vorlage import read_vorlage
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "vorlage": either(read_vorlage, text.read_vorlage),
    "sitzung": either(read_sitzung, text.read_sitzung),
    "kalender": read_kalender,
    "liste": read_liste,
    "gesperrt": refuse,
}

VENDOR = Vendor(
    name="sdnet",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage"}),
    rows={
        "sitzung": re.compile(r"""/vorgang/?\?__=[\w%-]+"""),
        "vorlage": re.compile(r"""/tops/?\?__=[\w%-]+"""),
    },
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"SD\.NET RIM|sdnetrim|Ratsinfomanagement", re.I), re.compile(r"SD\.NET RIM (\d)", re.I)
    ),
    # OParl endpoint lists, 2026.
    oparl=("webservice/oparl/v1.1/system", "webservice/oparl/v1.0/system"),
)
