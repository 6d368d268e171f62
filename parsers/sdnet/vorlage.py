"""`/vorgang/?__=…` as HTML: one paper, its documents and its Beratungsfolge."""

from __future__ import annotations

from parsers.common.html import assign, tree, words
from parsers.sdnet.attachments import files
from parsers.sdnet.beratungen import stations_of, stations_table
from parsers.sdnet.head import head_pairs, links, token
from parsers.sdnet.labels import VORLAGE
from parsers.sdnet.values import doubts, head_fields, sections, split_first, unnumbered
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Vorlage


def read_vorlage(page: Page) -> Parsed:
    """A paper from its own page; the label of its first row is its kind (art), the value its number.

    `id` is the token of its address, which agendas link to; `data-vorgang-id` of a row is an item's number. Raises
    LayoutDrift where the head states no Betreff, or links to meetings and shows no station.
    """
    parsed = tree(page)
    pairs = head_pairs(parsed)
    first, rest = split_first([(name, words(cell)) for name, cell in pairs])
    values, unknown = assign(rest, VORLAGE)
    if "betreff" not in values:
        raise LayoutDrift(page.url, "table.table-details th: Betreff", len(pairs))
    table = stations_table(parsed)
    stations, new = stations_of(table) if table is not None else ((), [])
    meetings = tuple(links(page, parsed, ("tops",)))
    if meetings and not stations:
        raise LayoutDrift(page.url, "table.table-vorgang td.column-gremium")
    vorlage = Vorlage(
        id=token(page.url),
        **head_fields(first, values, words(parsed.css_first("h1"))),
        beratungen=stations,
        anlagen=tuple(files(page, pairs)),
        abschnitte=sections(stations),
    )
    return Parsed(
        datensaetze=(vorlage,), links=meetings, hinweise=(*unknown, *new, *doubts(values), *unnumbered(vorlage))
    )
