"""A press report: what an article says of Kreise, concepts and deliberations (pure)."""

from __future__ import annotations

from parsers.presse.article import Article, read_article
from parsers.presse.concepts import konzept_worte
from parsers.presse.deliberations import deliberations
from parsers.presse.kreise import kreise
from parsers.presse.people import without_people
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Presse


def read_presse(page: Page) -> Parsed:
    """One report. Raises LayoutDrift where a page that calls itself an article has no text."""
    return report(page, read_article(page))


def report(page: Page, article: Article) -> Parsed:
    """What an article says, however it was printed. Raises LayoutDrift where it has no text."""
    if not article.paragraphs:
        raise LayoutDrift(page.url, "paragraphs of an article")
    whole = "\n".join([*article.above, *article.paragraphs])
    presse = Presse(
        titel=without_people(article.title) if article.title else None,
        medium=article.medium,
        datum=article.published,
        kreise=kreise(whole),
        konzept_worte=konzept_worte(whole),
        termine=deliberations(article.paragraphs, article.published),
    )
    return Parsed(datensaetze=(presse,))
