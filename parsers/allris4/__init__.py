"""ALLRIS 4 (CC e-gov, Wicket): `vo020`, `to010`, `to020`, the calendar `si010` with its Ajax answer, `vo040`."""

from __future__ import annotations

import re

from parsers.allris4 import auszug, lists, sitzung, text, vorlage
from parsers.allris4.recognise import recognise
from parsers.allris4.strategy import STRATEGY
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
    name="allris4",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage", "sitzung", "auszug"}),
    rows={
        "sitzung": re.compile(r"""\b[vt]o020\?[^"'>\s]*[VT]OLFDNR=\d+"""),
        "vorlage": re.compile(r"""\bto0[12]0\?[^"'>\s]*(?:SILFDNR|TOLFDNR)=\d+"""),
    },
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"ALLRIS\W+net\W+Version 4|wicket.{0,200}allris|allris.{0,200}wicket", re.I),
        re.compile(r"Version (4[\d.]+)", re.I),
    ),
    # OParl endpoint lists, 2026.
    oparl=("/oparl/system", "/public/oparl/system"),
)
