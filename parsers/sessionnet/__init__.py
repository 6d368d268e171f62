"""SessionNet (Somacos) up to version 5. Layouts S1 (old), S2 (panels), S3 (current).

SessionNet 6 is an empty shell filled by JSON (`<app-root>`) and is not claimed here.
"""

from __future__ import annotations

import re

from parsers.common.renderings import Reader, either
from parsers.sessionnet import text
from parsers.sessionnet.auszug import read_auszug
from parsers.sessionnet.beratungen import read_beratungen
from parsers.sessionnet.lists import read_kalender, read_liste, refuse
from parsers.sessionnet.recognise import recognise
from parsers.sessionnet.sitzung import read_sitzung
from parsers.sessionnet.strategy import STRATEGY
from parsers.sessionnet.vorlage import read_vorlage
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "vorlage": either(read_vorlage, text.read_vorlage),
    "beratungen": either(read_beratungen, text.read_beratungen),
    "sitzung": either(read_sitzung, text.read_sitzung),
    "auszug": either(read_auszug, text.read_auszug),
    "kalender": read_kalender,
    "liste": read_liste,
    "gesperrt": refuse,
}

VENDOR = Vendor(
    name="sessionnet",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung", "auszug"}),
    # The page of a Vorlage only links to its stations, and a text copy has no links (Kreis Borken, 2016).
    without_stations=frozenset({("text", "vorlage")}),
    rows={
        "sitzung": re.compile(r"""\b(?:vo0050|vo0053|to0050|to0040)\.\w+\?[^"'>\s]*__k(?:vo|to)nr=\d+"""),
        # Its first letters stand alone at its beginning, as they are found far sooner so.
        "vorlage": re.compile(r"""si00(?<!\wsi00)(?:50|56|57)\.\w+\?[^"'>\s]*__ksinr=\d+"""),
        "beratungen": re.compile(r"""si00(?<!\wsi00)(?:50|56|57)\.\w+\?[^"'>\s]*__ksinr=\d+"""),
    },
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"SessionNet Version|<meta name=\"sessionnet\"|smc[-_]body|\b(?:si|vo)00\d\d\.(?:asp|php)", re.I),
        re.compile(r"SessionNet Version ([\d.]+)", re.I),
    ),
    # OParl endpoint lists, 2026.
    oparl=("/oparl/system",),
)
