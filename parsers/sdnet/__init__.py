"""SD.NET RIM 4 and 5 (Sternberg): `/vorgang`, `/tops`, `/vorlagen`, `/termine` and its calendar files."""

from __future__ import annotations

from collections.abc import Callable

from parsers.sdnet import lists as listen
from parsers.sdnet import sitzung, vorlage
from parsers.sdnet.recognise import recognise
from parsers.sdnet.strategy import STRATEGY
from parsers.sdnet.text import sitzung as text_sitzung
from parsers.sdnet.text import vorlage as text_vorlage
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import Vendor

Reader = Callable[[Page], Parsed]


def _either(html: Reader, plain: Reader) -> Reader:
    return lambda page: plain(page) if page.rendering == "text" else html(page)


PAGES: dict[str, Reader] = {
    "vorlage": _either(vorlage.read_vorlage, text_vorlage.read_vorlage),
    "sitzung": _either(sitzung.read_sitzung, text_sitzung.read_sitzung),
    "kalender": listen.read_kalender,
    "liste": listen.read_liste,
    "gesperrt": listen.refuse,
}

VENDOR = Vendor(
    name="sdnet",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"vorlage"}),
    strategy=STRATEGY,
)
