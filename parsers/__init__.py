"""The vendors: one folder each, pure functions from a page to what it states.

`VENDOR` in `parsers/<vendor>/__init__.py` is all that the rest of the house knows of one. To add one, write the folder
and enter it here; docs/vendor.md tells the rest.
"""

from __future__ import annotations

from parsers import allris3, allris4, oparl, presse, rubin, sdnet, sessionnet, sessionnet6
from ris_scraper.nouns.vendor import Vendor

# A page that a portal's own vendor does not claim is offered to all, in this order; `ris probe` looks for their
# fingerprints in it too: ALLRIS 4 shares words with ALLRIS 3.
_ROOMS = (oparl, allris4, sessionnet, allris3, sdnet, rubin, sessionnet6, presse)
VENDORS: dict[str, Vendor] = {room.VENDOR.name: room.VENDOR for room in _ROOMS}
