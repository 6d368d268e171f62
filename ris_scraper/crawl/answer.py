"""Whether what came is what was asked for: a page of the kind, and of the very thing where the page says which.

A portal that lost its session, or a thing that is no longer there, sends visitors to its start page or calendar; a
cache may give one page under every address. Such an answer is no page of the thing and says nothing about it.
"""

from __future__ import annotations

import re

from ris_scraper.nouns.errors import OtherPage, PageError, Unreachable
from ris_scraper.nouns.kinds import answers
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Auszug, Datensatz, Sitzung, Vorlage
from ris_scraper.nouns.vendor import Request
from ris_scraper.read.gates import refusal
from ris_scraper.read.read import page_of
from ris_scraper.read.vendors import VENDORS

# Whatever a page says of these, it says of one thing.
_THINGS = frozenset({"vorlage", "sitzung", "auszug"})


def gate_behind(error: Exception, encoding: str | None = None) -> PageError | None:
    """The gate that answered with a status that asks to come again (429, 503), by its words."""
    if not isinstance(error, Unreachable) or not error.body:
        return None
    try:
        return refusal(page_of(error.url, error.body, error.content_type, encoding))
    except PageError:
        return None


def is_gated(error: Exception, encoding: str | None = None) -> bool:
    """Whether a gate answered, so that asking once more is in vain."""
    return gate_behind(error, encoding) is not None


class Answers:
    """The answers of one run, which tell one thing's page under another's address."""

    def __init__(self) -> None:
        self._stated: dict[str, tuple[str, str]] = {}

    def other(self, item: Request, came_from: str, page: Page, reading: Reading) -> Reading | None:
        """The reading of a page that is not the one asked for, with its reason; None where it is."""
        reason = self._reason(item, came_from, page, reading) if reading.seitentyp else None
        return Reading(reading.rendering, fehler=OtherPage.__name__, grund=reason) if reason else None

    def _reason(self, item: Request, came_from: str, page: Page, reading: Reading) -> str | None:
        if not answers(item.seitentyp, reading.seitentyp):
            return f"asked for {item.seitentyp}, the portal answered with {reading.seitentyp}"
        if reading.seitentyp not in _THINGS:
            return None
        if moved := _moved(item.url, came_from):
            return f"the portal answered with another thing's page ({moved})"
        own, printed = _id(reading.parsed.datensaetze), _printed(page, reading)
        if own and printed and own != printed:
            return f"the portal answered with the page of {printed}"
        return self._twin(item.address, reading)

    def _twin(self, address: str, reading: Reading) -> str | None:
        """The same page, word by word, that this run has seen under another address; where an id comes from the page
        (OParl, SD.NET) it is the same, else another."""
        said = _substance(reading.parsed.datensaetze)
        if said is None:
            return None
        own = _id(reading.parsed.datensaetze) or ""
        known, there = self._stated.setdefault(said, (own, address))
        same_thing = there == address or (own == known and own in re.split(r"\W", address))
        return None if same_thing else f"the portal answered with the page of {there}"


def _moved(asked: str, came_from: str) -> str | None:
    """A parameter of the asked address that has another value after a redirect."""
    old, new = query(asked), query(came_from)
    return next((f"{name}={new[name]}" for name in old if new.get(name, old[name]) != old[name]), None)


def _id(records: tuple[Datensatz, ...]) -> str | None:
    return getattr(records[0], "id", None) if records else None


def _printed(page: Page, reading: Reading) -> str | None:
    """The id that the page itself shows, its address unseen; None where it shows none."""
    vendor, bare = VENDORS[reading.vendor or ""], page.url.partition("?")[0]
    try:
        parsed = vendor.pages[reading.seitentyp or ""](Page(bare, page.text, page.rendering))
    except PageError:
        return None
    return _id(parsed.datensaetze)


def _substance(records: tuple[Datensatz, ...]) -> str | None:
    """What a page says of its thing but for the id; None where that is too little to tell two things apart."""
    first = records[0] if records else None
    enough = (
        (isinstance(first, Vorlage) and first.nummer and first.betreff)
        or (isinstance(first, Sitzung) and any(top.id or top.vorlage_id or top.vorlage_nummer for top in first.tops))
        or (isinstance(first, Auszug) and first.datum and first.nummer and first.betreff)
    )
    return first.model_dump_json(exclude={"id"}) if first and enough else None
