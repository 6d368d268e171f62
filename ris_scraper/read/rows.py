"""A list must not be empty where the page shows rows: the links that rows have tell, whatever classes are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed, Sitzung, Vorlage

#: The kind of Hinweis of a page with a single such link, which may stand beside its rows.
UNREAD = "zeilen"
# A single link may lead back to where the reader came from.
_ENOUGH = 2


def unread(page: Page, kind: str, parsed: Parsed, rows: Mapping[str, re.Pattern[str]]) -> tuple[Hinweis, ...]:
    """What is to be said of a page whose links show rows that were not read.

    Raises LayoutDrift where there are several.
    """
    pattern = rows.get(kind)
    if pattern is None or page.rendering != "html" or _given(parsed):
        return ()
    shown = {found[0] for found in pattern.finditer(page.text)}
    if len(shown) >= _ENOUGH:
        raise LayoutDrift(page.url, f"rows of the {len(shown)} links to items, meetings or Vorlagen")
    return (Hinweis(art=UNREAD, text="a link to an item, a meeting or a Vorlage, and no row"),) if shown else ()


def _given(parsed: Parsed) -> bool:
    """Whether the page gave any item or station; a page without a Sitzung or Vorlage is none that has rows."""
    records = [record for record in parsed.datensaetze if isinstance(record, Sitzung | Vorlage)]
    return not records or any(record.tops if isinstance(record, Sitzung) else record.beratungen for record in records)
