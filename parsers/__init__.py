"""The vendors: one module or folder each, pure functions from a page to what it states.

A vendor has `recognise(page) -> kind | None` and `PAGES = {kind: function}`. To add one, write the module and enter
it here; docs/vendor.md tells the rest.
"""

from __future__ import annotations

from parsers import allris3, allris4, oparl, presse, rubin, sdnet, sessionnet, sessionnet6
from parsers.allris3 import strategy as allris3_strategie
from parsers.allris4 import strategy as allris4_strategie
from parsers.oparl import strategy as oparl_strategie
from parsers.rubin import strategy as rubin_strategie
from parsers.sdnet import strategy as sdnet_strategie
from parsers.sessionnet import strategy as sessionnet_strategie
from parsers.sessionnet6 import strategy as sessionnet6_strategie
from ris_scraper.nouns.vendor import Vendor

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
