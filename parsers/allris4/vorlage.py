"""Vorlage pages of ALLRIS 4 (`vo020`) as HTML (pure)."""

from __future__ import annotations

from parsers.allris4.attachments import anlagen
from parsers.allris4.beratungen import beratungen
from parsers.allris4.head import frame, head_values, links, missing, titled
from parsers.allris4.labels import VORLAGE
from parsers.allris4.sections import sections
from parsers.allris4.values import head_record
from parsers.common.headings import abschnitte
from parsers.common.html import blocks, tree, words
from parsers.common.values import doubtful, unnumbered
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words.numbers import numbers


def read_vorlage(page: Page) -> Parsed:
    """One Vorlage with Beratungsfolge, attachments and text sections, and links to its Sitzungen and Auszüge.

    Raises NotPublic or Gone where the portal says so, LayoutDrift where neither number nor Betreff is printed.
    """
    root = tree(page)
    scope = frame(page, root)
    values, unknown, nodes = head_values(scope, VORLAGE)
    record = head_record(values, titled(root, scope), numbers(blocks(nodes.get("bezug"))))
    if not (record.nummer or record.betreff):
        raise missing(page, words(scope), "#vobetreff, h1.title")
    own = page.query.get("volfdnr")
    stations, hints = beratungen(scope)
    parts = {
        "id": own,
        "beratungen": stations,
        "anlagen": anlagen(page, scope),
        "abschnitte": abschnitte(sections(scope)),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        links=links(page, scope, ("vo020", own)),
        hinweise=(*unknown, *doubtful(values), *unnumbered(record), *hints),
    )
