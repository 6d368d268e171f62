"""vo0053 as HTML: the stations of a paper, as accordion (S3) or tables (S2, Dresden)."""

from __future__ import annotations

import re

from parsers.common.html import Node, Tree, assign, label, tree, words
from parsers.sessionnet.head import (
    Fields,
    box_pairs,
    complete,
    head_pairs,
    linked_id,
    links,
    outcome,
    own_id,
    printed,
    unique,
)
from parsers.sessionnet.labels import BADGE, RESULT, ROLES, VORLAGE
from parsers.sessionnet.stations import table_stations
from parsers.sessionnet.vorlage import head_fields
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Parsed, Vorlage
from ris_scraper.words.german import clean, datum, oeffentlich, stated, top_nummer

_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040", "to0050")
_ACCORDION = "#smcaccordion > .card, #smcaccordion > .panel"
_LOOSE = ".card[id^=smcpanel], .panel[id^=smcpanel]"
# Headings of other panels on SessionNet's pages.
_OTHER_PANEL = re.compile(r"Vorlage|Informationen|Beratungen|(?:\d+ )?Dokumente?")
_HEADER = ".card-header, .panel-heading"

# DATE [TIME] BODY [TOP n] öffentlich|nichtöffentlich [- ROLE]; every part but the body may be missing.
_GRAMMAR = re.compile(
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*[.,]*\s+(?=\d))?(?P<datum>\d{1,2}\.\d{1,2}\.\d{4})?,?\s*"
    r"(?:\d{1,2}[:.]\d{2}(?:-\d{1,2}[:.]\d{2})?\s*Uhr)?\s*"
    r"(?P<gremium>.*?)"
    r"(?:\s+TOP:?\s+(?P<top>(?:[ÖN]\s*)?\d+(?:\.\d+)*(?:\.?[a-z])?)\.?)?"
    r"(?:\s+\(?(?P<status>nicht[\s-]*öffentlich|öffentlich)\)?)?"
    rf"(?:\s+[-–]\s+(?P<rolle>(?(status).+|(?:{'|'.join(ROLES)}).*)))?",
)


def read_beratungen(page: Page) -> Parsed:
    """A paper's stations as a Vorlage with id and Beratungen. Raises LayoutDrift where there is no list of them."""
    parsed = tree(page)
    led = tuple(links(page, parsed, _LINKED))
    stations = _accordion(parsed) or tuple(table_stations(parsed))
    if not stations and complete(page) and not parsed.css(_ACCORDION):
        # A paper that no body has on its agenda yet: nothing to state, and worth a count.
        empty = Hinweis(art="leer", text="vo0053 ohne Beratung")
        return Parsed(links=led, hinweise=(empty,))
    if not stations:
        raise LayoutDrift(page.url, "#smcaccordion > .card, table[summary*='Beratungen der Vorlage']")
    values, unknown = assign(printed(head_pairs(parsed, ("vo",))), VORLAGE)
    vorlage = Vorlage(id=own_id(page, parsed, "__kvonr"), **head_fields(values), beratungen=stations)
    return Parsed(
        datensaetze=(vorlage,),
        links=led,
        hinweise=tuple(unknown),
    )


def _accordion(where: Tree) -> tuple[Beratung, ...]:
    own = unique(where.css(_ACCORDION))
    found = (_card(card, bool(own)) for card in own or unique(where.css(_LOOSE)))
    return tuple(station for station in found if station is not None)


def _card(card: Node, in_accordion: bool) -> Beratung | None:
    head = card.css_first(_HEADER)
    if head is None or _OTHER_PANEL.fullmatch(words(head)):
        return None
    for badge in head.css(".badge"):
        badge.decompose()
    station = station_from_header(words(head))
    if station is None:
        return None
    ids = {"sitzung_id": linked_id(card, "__ksinr"), "top_id": linked_id(card, "__ktonr")}
    # In the accordion a body's name is enough; a panel elsewhere must say something that only a station says.
    said = station.datum or station.rolle or station.oeffentlich is not None or ids["sitzung_id"]
    return station.model_copy(update={**ids, **_result(card)}) if in_accordion or said else None


def _result(card: Node) -> Fields:
    """The result that a station's card prints, as paragraphs or rows; the rows go, as the head has such, too."""
    rows = [(label(name), value) for name, value in printed(head_pairs(card, ()))]
    result, _ = outcome([*box_pairs(card), *(row for row in rows if row[0] in RESULT)])
    for row in card.css(".smc-table-row"):
        row.decompose()
    return result


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
