"""vo0053 as HTML: the stations of a paper, as accordion (S3) or tables (S2, Dresden) (floor 2)."""

from __future__ import annotations

import re

from parsers._html import Node, Tree, assign, tree, words
from parsers.sessionnet.labels import BADGE, ROLES, VORLAGE
from parsers.sessionnet.shared import head_pairs, linked_id, links, own_id, printed, unique
from parsers.sessionnet.stationen import table_stations
from parsers.sessionnet.vorlage import head_fields
from ris_scraper.errors import LayoutDrift
from ris_scraper.german import clean, datum, oeffentlich, stated, top_nummer
from ris_scraper.model import Beratung, Page, Parsed, Vorlage

_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040", "to0050")
_CARDS = "#smcaccordion > .card, #smcaccordion > .panel, .card[id^=smcpanel], .panel[id^=smcpanel]"
_HEADER = ".card-header, .panel-heading"

# DATE [TIME] BODY [TOP n] öffentlich|nichtöffentlich [- ROLE]; every part but the body may be missing.
_GRAMMAR = re.compile(
    r"(?P<datum>\d{1,2}\.\d{1,2}\.\d{4})?,?\s*(?:\d{1,2}[:.]\d{2}(?:-\d{1,2}[:.]\d{2})?\s*Uhr)?\s*"
    r"(?P<gremium>.*?)"
    r"(?:\s+TOP:?\s+(?P<top>(?:[ÖN]\s*)?\d+(?:\.\d+)*(?:\.?[a-z])?)\.?)?"
    r"(?:\s+\(?(?P<status>nicht[\s-]*öffentlich|öffentlich)\)?)?"
    rf"(?:\s+[-–]\s+(?P<rolle>(?(status).+|(?:{'|'.join(ROLES)}).*)))?",
)


def read_beratungen(page: Page) -> Parsed:
    """A paper's stations as a Vorlage with id and Beratungen. Raises LayoutDrift where there is no list of them."""
    parsed = tree(page)
    stations = _accordion(parsed) or tuple(table_stations(parsed))
    if not stations:
        raise LayoutDrift(page.url, "#smcaccordion > .card, table[summary*='Beratungen der Vorlage']")
    values, unknown = assign(printed(head_pairs(parsed, ("vo",))), VORLAGE)
    vorlage = Vorlage(id=own_id(page, parsed, "__kvonr"), **head_fields(values), beratungen=stations)
    return Parsed(
        datensaetze=(vorlage,),
        links=tuple(links(page, parsed, _LINKED)),
        hinweise=tuple(unknown),
    )


def _accordion(where: Tree) -> tuple[Beratung, ...]:
    found = (_card(card) for card in unique(where.css(_CARDS)))
    return tuple(station for station in found if station is not None)


def _card(card: Node) -> Beratung | None:
    head = card.css_first(_HEADER)
    if head is None:
        return None
    for badge in head.css(".badge"):
        badge.decompose()
    station = station_from_header(words(head))
    if station is None:
        return None
    ids = {"sitzung_id": linked_id(card, "__ksinr"), "top_id": linked_id(card, "__ktonr")}
    # A panel "Vorlage" or "3 Dokumente" names nothing that only a station has.
    is_station = station.datum or station.rolle or station.oeffentlich is not None or ids["sitzung_id"]
    return station.model_copy(update=ids) if is_station else None


def station_from_header(text: str) -> Beratung | None:
    """Read a station's header line; None where it names no body.

    >>> found = station_from_header("08.09.2026 Kreisausschuss TOP 8.1 öffentlich - Vorberatung 1 Dok.")
    >>> found.gremium, found.top, found.oeffentlich, found.rolle
    ('Kreisausschuss', '8.1', True, 'Vorberatung')
    """
    found = _GRAMMAR.fullmatch(clean(BADGE.sub("", clean(text))))
    if found is None or not found["gremium"].strip():
        return None
    number, public = top_nummer(found["top"] or "")
    status = oeffentlich(found["status"] or "")
    return Beratung(
        gremium=stated(found["gremium"]),
        rolle=stated(found["rolle"]),
        datum=datum(found["datum"] or ""),
        top=number,
        oeffentlich=public if status is None else status,
    )
