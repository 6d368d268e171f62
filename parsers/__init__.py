"""The vendors: one module or folder each, pure functions from a page to what it states.

A vendor has `recognise(page) -> kind | None` and `PAGES = {kind: function}`. To add one, write the module and enter
it here; docs/vendor.md tells the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parsers import allris3, allris4, oparl, presse, rubin, sdnet, sessionnet, sessionnet6
from parsers._strategie import Strategie
from parsers.allris3 import strategie as allris3_strategie
from parsers.allris4 import strategie as allris4_strategie
from parsers.oparl import strategie as oparl_strategie
from parsers.rubin import strategie as rubin_strategie
from parsers.sdnet import strategie as sdnet_strategie
from parsers.sessionnet import strategie as sessionnet_strategie
from parsers.sessionnet6 import strategie as sessionnet6_strategie
from ris_scraper.model import Page, Parsed


@dataclass(frozen=True)
class Vendor:
    """How the pages of one product are recognised and read.

    `ergebnisse` are the kinds of page on which this product prints outcomes: where such a page was read and shows
    none, the portal does not publish it; elsewhere nobody has looked yet. Nor there where `woanders`, the name of a
    page that is not read, stands on a page: what came out is printed behind that link.
    """

    recognise: Callable[[Page], str | None]
    pages: Mapping[str, Callable[[Page], Parsed]]
    ergebnisse: frozenset[str]
    strategie: Strategie | None = None
    woanders: str | None = None

    def zeigt_ergebnisse(self, page: Page, kind: str) -> bool:
        """Whether a page without outcomes says that none are published."""
        return kind in self.ergebnisse and not (self.woanders and self.woanders in page.text)


VENDORS: dict[str, Vendor] = {
    "allris3": Vendor(
        allris3.recognise, allris3.PAGES, frozenset({"vorlage", "sitzung", "auszug"}), allris3_strategie.STRATEGIE
    ),
    "sessionnet": Vendor(
        sessionnet.recognise, sessionnet.PAGES, frozenset({"sitzung", "auszug"}), sessionnet_strategie.STRATEGIE
    ),
    "allris4": Vendor(
        allris4.recognise, allris4.PAGES, frozenset({"vorlage", "sitzung", "auszug"}), allris4_strategie.STRATEGIE
    ),
    "sdnet": Vendor(sdnet.recognise, sdnet.PAGES, frozenset({"vorlage"}), sdnet_strategie.STRATEGIE),
    "rubin": Vendor(
        rubin.recognise, rubin.PAGES, frozenset({"sitzung"}), rubin_strategie.STRATEGIE, "beschluesse_details.php"
    ),
    "oparl": Vendor(
        oparl.recognise, oparl.PAGES, frozenset({"sitzung", "auszug", "kalender"}), oparl_strategie.STRATEGIE
    ),
    "sessionnet6": Vendor(
        sessionnet6.recognise, sessionnet6.PAGES, frozenset({"sitzung"}), sessionnet6_strategie.STRATEGIE
    ),
    "presse": Vendor(presse.recognise, presse.PAGES, frozenset()),
}
