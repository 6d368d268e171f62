"""Rows must not be lost, nor a column of them: links of rows tell what is there, rows what all of them lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.records import Beratung, Hinweis, Parsed, Sitzung, Top, Vorlage

#: The kind of Hinweis of a page with a single such link, which may stand beside its rows.
UNREAD = "zeilen"
#: The kind of Hinweis of a column that was not found.
COLUMN = "spalte"
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


def lacking(page: Page, parsed: Parsed) -> tuple[Hinweis, ...]:
    """What is to be said of rows none of which has what every such row prints: their column was not found.

    Objects of an interface have no columns; what one of them leaves out stands in another.
    """
    if is_json(page.text):
        return ()
    missing = [name for record in parsed.datensaetze for name in _lacking(record)]
    said = [Hinweis(art=COLUMN, text=f"no column: {name}") for name in dict.fromkeys(missing)]
    return tuple(hint for hint in said if hint not in parsed.hinweise)


def _lacking(record: object) -> Iterator[str]:
    if isinstance(record, Sitzung):
        yield from _absent(record.tops, "nummer", "betreff")
    if isinstance(record, Vorlage):
        yield from _absent(record.beratungen, "gremium")
        # A station that is planned has no day yet.
        yield from _absent([one for one in record.beratungen if one.sitzung or one.sitzung_id], "datum")


def _absent(rows: Sequence[Top | Beratung], *names: str) -> list[str]:
    return [name for name in names if rows and not any(getattr(row, name) for row in rows)]


def _given(parsed: Parsed) -> bool:
    """Whether the page gave any item or station; a page without a Sitzung or Vorlage is none that has rows."""
    records = [record for record in parsed.datensaetze if isinstance(record, Sitzung | Vorlage)]
    return not records or any(record.tops if isinstance(record, Sitzung) else record.beratungen for record in records)
