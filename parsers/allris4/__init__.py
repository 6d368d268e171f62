"""ALLRIS 4 (CC e-gov, Wicket): `vo020`, `to010`, `to020`, the calendar `si010` with its Ajax answer, `vo040`."""

from __future__ import annotations

from collections.abc import Callable

from parsers.allris4.auszug import auszug
from parsers.allris4.lists import gesperrt, kalender, liste
from parsers.allris4.recognise import recognise
from parsers.allris4.sitzung import sitzung
from parsers.allris4.strategy import STRATEGY
from parsers.allris4.text import sitzung as text_sitzung
from parsers.allris4.text import vorlage as text_vorlage
from parsers.allris4.vorlage import vorlage
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import Vendor

Reader = Callable[[Page], Parsed]


def _either(html: Reader, plain: Reader) -> Reader:
    return lambda page: plain(page) if page.rendering == "text" else html(page)


PAGES: dict[str, Reader] = {
    "vorlage": _either(vorlage, text_vorlage.vorlage),
    "sitzung": _either(sitzung, text_sitzung.sitzung),
    "auszug": _either(auszug, text_sitzung.auszug),
    "kalender": kalender,
    "liste": liste,
    "gesperrt": gesperrt,
}

VENDOR = Vendor(
    name="allris4",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage", "sitzung", "auszug"}),
    strategy=STRATEGY,
)
