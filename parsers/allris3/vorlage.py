"""Vorlage pages of ALLRIS 3 (`vo020.asp`, `vo020_r.asp`), both skins (pure)."""

from __future__ import annotations

from parsers.allris3.attachments import anlagen
from parsers.allris3.beratungen import beratungen
from parsers.allris3.head import Pair, frame, label_cells, links, missing, pairs, sort_pairs, titled
from parsers.allris3.labels import VORLAGE
from parsers.allris3.sections import announced, sections
from parsers.allris3.values import head_record
from parsers.common.headings import abschnitte
from parsers.common.html import Node, blocks, link_id, tree
from parsers.common.values import doubtful, unnumbered
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words.numbers import numbers


def read_vorlage(page: Page) -> Parsed:
    """One Vorlage with Beratungsfolge, attachments and text sections, and links to its Sitzungen and Auszüge.

    Raises NotPublic where the portal says so, LayoutDrift where no Betreff is found.
    """
    root = tree(page)
    scope = frame(page, root)
    labels = label_cells(scope)
    found = pairs(scope, labels)
    values, unknown = sort_pairs(found, VORLAGE)
    record = head_record(values, titled(root), _bezug(found))
    # The number stands in the heading too; without the label of a Betreff the table was not recognised.
    if not any(VORLAGE.get(name) == "betreff" for name, _ in found):
        raise missing(page, scope.text(), "td.kb1, div.label: Betreff")
    own = _own_id(page, scope)
    stations, hints = beratungen(scope, labels)
    parts = {
        "id": own,
        "beratungen": stations,
        "anlagen": anlagen(page, scope, labels),
        "abschnitte": abschnitte(sections(scope)),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        links=links(page, scope, f"VOLFDNR={own}"),
        hinweise=(*unknown, *doubtful(values), *unnumbered(record), *hints, *announced(scope)),
    )


def _bezug(found: list[Pair]) -> tuple[str, ...]:
    """Numbers of the Vorlagen that this one refers to: link texts, else the lines of the value."""
    values = [value for name, value in found if VORLAGE.get(name) == "bezug"]
    return numbers(block for value in values for block in blocks(value))


def _own_id(page: Page, scope: Node) -> str | None:
    """The page's VOLFDNR: from its address, else from the button that leads to its decisions (`vo021`)."""
    form = scope.css_first("form[action*='vo021']")
    return page.query.get("volfdnr") or (link_id(form, "volfdnr") if form is not None else None)
