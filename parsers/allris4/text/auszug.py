"""One agenda item of ALLRIS 4 as a text copy (pure). Text before the first heading may be a Wortprotokoll: left out."""

from __future__ import annotations

from parsers.allris4.head import missing
from parsers.allris4.labels import AUSZUG
from parsers.allris4.text.head import content, head_values, split_head
from parsers.allris4.values import item_record
from parsers.common.headings import WORTPROTOKOLL, abschnitte, cut
from parsers.common.text import broken_off
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words import german
from ris_scraper.words.numbers import paper_number


def read_auszug(page: Page) -> Parsed:
    """One agenda item from a text copy; raises NotPublic, Gone or LayoutDrift like the HTML rendering."""
    title, lines = content(page, AUSZUG)
    head, rest = split_head(lines)
    values, unknown = head_values(head, AUSZUG)
    texts = list(cut(WORTPROTOKOLL, rest))
    record = item_record(values, title, texts, [])
    if not (record.betreff or record.nummer):
        raise missing(page, page.text, "TOP:")
    parts = {
        "id": page.query.get("tolfdnr"),
        "vorlage_nummer": paper_number(german.stated(values.get("vorlage"))),
        "abschnitte": abschnitte(texts),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values, () if record.ja is not None else texts), *broken_off(page, AUSZUG)),
    )
