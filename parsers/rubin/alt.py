"""The old PHP pages."""
from ris_scraper.model import Page, Parsed
def recognise(page: Page) -> str | None:
    return None
def sitzung(page: Page) -> Parsed:
    return Parsed()
def liste(page: Page) -> Parsed:
    return Parsed()
