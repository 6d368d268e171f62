"""The choice between the renderings of a kind of page: made in a vendor's `__init__`, nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed

Reader = Callable[[Page], Parsed]


def either(markup: Reader, text: Reader) -> Reader:
    """A reader for a kind of page that comes as markup and as a text copy."""
    return lambda page: text(page) if page.rendering == "text" else markup(page)
