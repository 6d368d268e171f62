"""Press reports on councils: articles as HTML (JSON-LD or meta tags) or as plain text (pure).

An article is no page of a portal: what it says is hearsay, so every date is kept with the sentence that says it.
"""

from __future__ import annotations

from collections.abc import Callable

from parsers.presse.article import Artikel, from_html, from_text
from parsers.presse.dates import termine
from parsers.presse.kreise import kreise
from parsers.presse.recognise import recognise
from parsers.presse.sentences import konzept_worte, ohne_personen
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Presse
from ris_scraper.nouns.vendor import Vendor


def _presse(page: Page) -> Parsed:
    """One report. Raises LayoutDrift where a page that calls itself an article has no text."""
    artikel: Artikel = from_text(page) if page.rendering == "text" else from_html(page)
    if not artikel.absaetze:
        raise LayoutDrift(page.url, "paragraphs of an article")
    whole = "\n".join([*artikel.kopf, *artikel.absaetze])
    presse = Presse(
        titel=ohne_personen(artikel.titel) if artikel.titel else None,
        medium=artikel.medium,
        datum=artikel.datum,
        kreise=kreise(whole),
        konzept_worte=konzept_worte(whole),
        termine=termine(artikel.absaetze, artikel.datum),
    )
    return Parsed(datensaetze=(presse,))


PAGES: dict[str, Callable[[Page], Parsed]] = {"presse": _presse}

VENDOR = Vendor(
    name="presse",
    recognise=recognise,
    pages=PAGES,
)
