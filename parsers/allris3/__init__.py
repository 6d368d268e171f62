"""ALLRIS 3 (CC e-gov): classic ASP pages `vo020.asp`, `to010.asp`, `to020.asp`, their `_r` skin, in a CMS or alone."""

from __future__ import annotations

from collections.abc import Callable

from parsers.allris3.auszug import auszug
from parsers.allris3.lists import gesperrt, kalender, liste
from parsers.allris3.recognise import recognise
from parsers.allris3.sitzung import sitzung
from parsers.allris3.strategy import STRATEGY
from parsers.allris3.vorlage import vorlage
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import Vendor

PAGES: dict[str, Callable[[Page], Parsed]] = {
    "vorlage": vorlage,
    "sitzung": sitzung,
    "auszug": auszug,
    "kalender": kalender,
    "liste": liste,
    "gesperrt": gesperrt,
}

VENDOR = Vendor(
    name="allris3",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage", "sitzung", "auszug"}),
    strategy=STRATEGY,
)
