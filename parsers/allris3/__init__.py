"""ALLRIS 3 (CC e-gov): classic ASP pages `vo020.asp`, `to010.asp`, `to020.asp`, their `_r` skin, in a CMS or alone."""

from __future__ import annotations

import re

from parsers.allris3 import auszug, lists, sitzung, text, vorlage
from parsers.allris3.recognise import recognise
from parsers.allris3.strategy import STRATEGY
from parsers.common.renderings import Reader, either
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "vorlage": either(vorlage.read_vorlage, text.vorlage.read_vorlage),
    "sitzung": either(sitzung.read_sitzung, text.sitzung.read_sitzung),
    "auszug": either(auszug.read_auszug, text.auszug.read_auszug),
    "kalender": lists.read_kalender,
    "liste": lists.read_liste,
    "gesperrt": lists.refuse,
}

VENDOR = Vendor(
    name="allris3",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage", "sitzung", "auszug"}),
    rows={
        "sitzung": re.compile(r"""\b[vt]o020(?:_r)?\.asp\?[^"'>\s]*[VT]OLFDNR=\d+""", re.I),
        "vorlage": re.compile(r"""\bto0[12]0(?:_r)?\.asp\?[^"'>\s]*(?:SILFDNR|TOLFDNR)=\d+""", re.I),
    },
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"ALLRIS\W+net\W+Version 3|allris\.net\.asp|\b(?:si010|vo040)(?:_\w)?\.asp|allrisnet\.js", re.I),
        re.compile(r"Version (3[\d.]+)", re.I),
    ),
    # OParl endpoint lists, 2026.
    oparl=("oparl/1.0/system.asp",),
)
