"""A press report in a text copy (pure)."""

from __future__ import annotations

from parsers.presse.presse import report
from parsers.presse.text.article import read_article
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed


def read_presse(page: Page) -> Parsed:
    """One report. Raises LayoutDrift where nothing of the text is an article's."""
    return report(page, read_article(page))
