"""One agenda item with its minutes (`to020`) as HTML (pure).

The Wortprotokoll is left out: it is minutes of who said what, full of names.
"""

from __future__ import annotations

from parsers.allris4.head import frame, head_values, heading, linked, links, missing, target
from parsers.allris4.labels import AUSZUG
from parsers.allris4.sections import sections
from parsers.allris4.values import item_record
from parsers.common.headings import abschnitte
from parsers.common.html import Node, tree, words
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words import german
from ris_scraper.words.numbers import paper_number


def read_auszug(page: Page) -> Parsed:
    """One agenda item with result, vote and the texts of Beschluss and Abstimmungsergebnis, and links.

    Raises NotPublic or Gone where the portal says so, LayoutDrift where neither number nor Betreff is printed.
    """
    scope = frame(page, tree(page))
    values, unknown, nodes = head_values(scope, AUSZUG)
    texts = sections(scope)
    record = item_record(values, heading(scope), texts, [words(table) for table in scope.css("table, dl")])
    if not (record.betreff or record.nummer):
        raise missing(page, words(scope), "#tonr, h1.title")
    own = page.query.get("tolfdnr")
    number, paper = _paper(scope, nodes.get("vorlage"))
    parts = {
        "id": own,
        "sitzung_id": linked(scope, "to010"),
        "vorlage_nummer": number,
        "vorlage_id": paper,
        "abschnitte": abschnitte(texts),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        links=links(page, scope, ("to020", own)),
        hinweise=(*unknown, *doubtful(values, () if record.ja is not None else texts)),
    )


def _paper(scope: Node, cell: Node | None) -> tuple[str | None, str | None]:
    """Number and VOLFDNR of the Vorlage: what its field prints, else the first link that prints a number."""
    if cell is not None and (printed := german.stated(words(cell))):
        return paper_number(printed), linked(cell, "vo020")
    for anchor in scope.css("a[href*='vo020']"):
        led = target(anchor.attributes.get("href") or "")
        if led and (number := german.split_nummer(words(anchor))[0]):
            return number, led[2]
    return None, None
