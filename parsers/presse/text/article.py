"""The article of a text copy: title, date and paragraphs (pure)."""

from __future__ import annotations

from parsers.common.text import beside_labels
from parsers.presse.article import Article, article_paragraphs
from parsers.presse.dateline import before_text, is_dateline, on_a_line
from parsers.presse.recognise import is_sentence
from parsers.presse.wrapped import unbroken
from ris_scraper.nouns.page import Page

# The report's day may stand below it.
_TAIL = 3


def read_article(page: Page) -> Article:
    """The article of a text copy: the text begins at the first line that is prose."""
    found = beside_labels(unbroken(page.text))
    start = next((number for number, line in enumerate(found) if is_sentence(line)), 0)
    heads, text = found[:start], tuple(article_paragraphs(found[start:]))
    day = on_a_line(heads) or before_text(text[0] if text else "") or on_a_line(text[1:][-_TAIL:])
    paragraphs = tuple(line for line in text if not is_dateline(line))
    return Article(_headline(heads), None, day, tuple(heads), paragraphs)


def _headline(heads: list[str]) -> str | None:
    """The only line before the text that can be its title; with several nobody knows which one is."""
    titles = [line for line in heads if not is_dateline(line)]
    return titles[0] if len(titles) == 1 and not titles[0].endswith((".", ":", ",")) else None
