"""SD.NET RIM 4 and 5 (Sternberg): `/vorgang`, `/tops`, `/vorlagen`, `/termine` and its calendar files."""

from __future__ import annotations

import re

from parsers.common.renderings import Reader, either
from parsers.sdnet import lists, sitzung, text, vorlage
from parsers.sdnet.recognise import recognise
from parsers.sdnet.strategy import STRATEGY
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "vorlage": either(vorlage.read_vorlage, text.vorlage.read_vorlage),
    "sitzung": either(sitzung.read_sitzung, text.sitzung.read_sitzung),
    "kalender": lists.read_kalender,
    "liste": lists.read_liste,
    "gesperrt": lists.refuse,
}

VENDOR = Vendor(
    name="sdnet",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage"}),
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"SD\.NET RIM|sdnetrim|Ratsinfomanagement", re.I), re.compile(r"SD\.NET RIM (\d)", re.I)
    ),
    oparl=("webservice/oparl/v1.1/system", "webservice/oparl/v1.0/system"),
)
