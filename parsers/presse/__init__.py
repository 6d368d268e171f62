"""Press reports on councils: articles as HTML (JSON-LD or meta tags) or as plain text (pure).

An article is no page of a portal: what it says is hearsay, so every date is kept with the sentence that says it.
"""

from __future__ import annotations

from parsers.common.renderings import Reader, either
from parsers.presse import presse, text
from parsers.presse.recognise import recognise
from ris_scraper.nouns.vendor import Vendor

PAGES: dict[str, Reader] = {"presse": either(presse.read_presse, text.presse.read_presse)}

VENDOR = Vendor(
    name="presse",
    recognise=recognise,
    pages=PAGES,
)
