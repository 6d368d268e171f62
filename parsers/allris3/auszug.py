"""One agenda item with its minutes (`to020.asp`, `to020_r.asp`), both skins (pure).

The Wortprotokoll is left out: it is minutes of who said what, full of names.
"""

from __future__ import annotations

from parsers.allris3.head import after_dash, frame, heading, label_cells, links, missing, pairs, sort_pairs
from parsers.allris3.labels import AUSZUG
from parsers.allris3.sections import announced, sections, votings
from parsers.allris3.values import item_record
from parsers.common.headings import abschnitte, is_voting
from parsers.common.html import Node, link_id, tree, words
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Parsed
from ris_scraper.words.numbers import paper_number


def read_auszug(page: Page) -> Parsed:
    """One agenda item with result, vote and the texts of Beschluss and Abstimmungsergebnis, and links.

    Raises NotPublic where the portal says so, LayoutDrift where neither number nor Betreff is printed.
    """
    root = tree(page)
    scope = frame(page, root)
    found = pairs(scope, label_cells(scope))
    values, unknown = sort_pairs(found, AUSZUG)
    texts = sections(scope)
    voting = [section for section in texts if is_voting(section[0])] or votings(scope)
    record = item_record(values, after_dash(heading(root)), voting)
    if not (record.betreff or record.nummer):
        raise missing(page, words(scope), "h1, td.kb1: TOP")
    own = page.query.get("tolfdnr")
    number, paper = _paper(scope, paper_number(values.get("vorlage")))
    parts = {
        "id": own,
        "sitzung_id": _meeting_id(scope),
        "vorlage_nummer": number,
        "vorlage_id": paper,
        "abschnitte": abschnitte(texts),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        links=links(page, scope, f"TOLFDNR={own}"),
        hinweise=(*unknown, *doubtful(values, () if record.ja is not None else texts), *announced(scope)),
    )


def _paper(scope: Node, said: str | None) -> tuple[str | None, str | None]:
    """Number and VOLFDNR of the Vorlage in the block below the head: "25/085 Annahme von …" as a link.

    `said` is the number that the block prints, for a block with a button in place of the link.
    """
    for link in scope.css("a[href*='vo020']"):
        number = query(link.attrs.get("href") or "").get("volfdnr")
        if number and (printed := paper_number(words(link))):
            return printed, number
    form = scope.css_first("form[action*='vo020']")
    return said, link_id(form, "volfdnr") if form is not None else None


def _meeting_id(scope: Node) -> str | None:
    """SILFDNR of the item's own meeting: the first link or button to an agenda."""
    for node in scope.css("a[href*='to010'], form[action*='to010']"):
        href = node.attrs.get("href") or ""
        found = query(href).get("silfdnr") if node.tag == "a" else link_id(node, "silfdnr")
        if found:
            return found
    return None
