"""The article of a text copy: title, date and paragraphs (pure)."""

from __future__ import annotations

import re

from parsers.common.text import lines
from parsers.presse.article import Article, article_paragraphs
from ris_scraper.nouns.page import Page
from ris_scraper.words.german import datum

_PROSE = 100
# A line that is a date and nothing else: "28. August 2013", "Veröffentlicht am 28.08.2013, 14:30 Uhr".
_DATELINE = re.compile(
    r"(?:(?:veröffentlicht|erschienen|erstellt|stand|datum|vom|am|\w+tag|mittwoch)[:,]?\s+){0,3}"
    r"\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d]+)\s?\d{4}(?:[ ,|–-]+\d{1,2}[:.]\d{2})?(?:\s+uhr)?\.?",
    re.I,
)


def read_article(page: Page) -> Article:
    """The article of a text copy: the text begins at the first line that is long enough to be prose."""
    found = lines(page)
    start = next((number for number, line in enumerate(found) if len(line) >= _PROSE), 0)
    heads = found[:start]
    day = next((datum(line) for line in heads if _DATELINE.fullmatch(line)), None)
    return Article(_headline(heads), None, day, tuple(heads), tuple(article_paragraphs(found[start:])))


def _headline(heads: list[str]) -> str | None:
    """The only line before the text that can be its title; with several nobody knows which one is."""
    titles = [line for line in heads if not _DATELINE.fullmatch(line)]
    return titles[0] if len(titles) == 1 and not titles[0].endswith((".", ":", ",")) else None
