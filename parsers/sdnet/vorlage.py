"""`/vorgang/?__=…` as HTML: one paper, its documents and its Beratungsfolge."""

from __future__ import annotations

from parsers.common.html import assign, tree, words
from parsers.sdnet.attachments import files
from parsers.sdnet.beratungen import stations_of, stations_table
from parsers.sdnet.head import head_pairs, links, own_number
from parsers.sdnet.labels import VORLAGE
from parsers.sdnet.values import head_fields, sections, split_first
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Vorlage


def read_vorlage(page: Page) -> Parsed:
    """A paper from its own page; the label of its first row is its kind (art), the value its number.

    `id` is the `data-vorgang-id` of the rows, else None: the number then tells which paper it is. The address does
    not, as a tenant's new key changes every token. Raises LayoutDrift where the head states no Betreff.
    """
    parsed = tree(page)
    pairs = head_pairs(parsed)
    first, rest = split_first([(name, words(cell)) for name, cell in pairs])
    values, unknown = assign(rest, VORLAGE)
    if "betreff" not in values:
        raise LayoutDrift(page.url, "table.table-details th: Betreff", len(pairs))
    table = stations_table(parsed)
    stations, new = stations_of(table) if table is not None else ((), [])
    vorlage = Vorlage(
        id=own_number(table) if table is not None else None,
        **head_fields(first, values, words(parsed.css_first("h1"))),
        beratungen=stations,
        anlagen=tuple(files(page, pairs)),
        abschnitte=sections(stations),
    )
    return Parsed(datensaetze=(vorlage,), links=tuple(links(page, parsed, ("tops",))), hinweise=(*unknown, *new))
