"""What a JSON interface says instead of an answer (pure); its words are the vendor's."""

from __future__ import annotations

import re
from typing import NoReturn

from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page

# A message is short; behind it may stand traces of the server's program.
_SAID = 500


def refuse_call(page: Page, missing: re.Pattern[str], closed: re.Pattern[str], landmark: str) -> NoReturn:
    """Raise Gone or NotPublic by the interface's words, LayoutDrift (for want of `landmark`) where it has others."""
    said = page.text[:_SAID]
    if missing.search(said):
        raise Gone(page.url, "the interface says that there is nothing under this address")
    if closed.search(said):
        raise NotPublic(page.url, "the interface does not answer this call to the public")
    raise LayoutDrift(page.url, landmark)
