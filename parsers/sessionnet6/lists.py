"""Calls that lead to others: meetings, bodies, files; and refusals (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from parsers.common.json import Object, moment, rows, text, unknown
from parsers.sessionnet6.labels import SITZUNG_FELDER
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Gremium, Link, Parsed, Sitzung

_BASE = re.compile(r"^.*?/api/v1/", re.I)
_MISSING = re.compile(r"not found|nicht gefunden|\b404\b", re.I)
_CLOSED = re.compile(r"forbidden|unauthori[sz]ed|nicht berechtigt|\b40[13]\b", re.I)


def kalender(page: Page) -> Parsed:
    """Name and day of every meeting in a span of days, and links to the agendas that are released.

    The body is given by its number only (`grNr`). Raises LayoutDrift for an item without number and day.
    """
    meetings = list(rows(page))
    hints = dict.fromkeys(hint for one in meetings for hint in unknown(one, SITZUNG_FELDER, "sitzung"))
    return Parsed(
        datensaetze=tuple(_meeting(page, one) for one in meetings),
        links=tuple(dict.fromkeys(_agendas(page, meetings))),
        hinweise=tuple(hints),
    )


def _meeting(page: Page, said: Object) -> Sitzung:
    day, begin = moment(said, "dat")
    if not text(said, "siNr") or not day:
        raise LayoutDrift(page.url, "siNr, dat")
    number, name, body = (text(said, key) for key in ("siNr", "name", "grNr"))
    return Sitzung(id=number, name=name, gremium_id=body, datum=day, beginn=begin)


def _agendas(page: Page, meetings: list[Object]) -> Iterator[Link]:
    """An agenda without a day of release is not public yet; where the field is missing, nothing says so."""
    base = _BASE.match(page.url)
    for said in meetings:
        waits = "freigabeDatum" in said and not text(said, "freigabeDatum")
        if base and not waits:
            yield Link(url=f"{base[0]}sitzungen/{text(said, 'siNr')}/tagesordnung", seitentyp="sitzung")


def liste(page: Page) -> Parsed:
    """Bodies, or files of an agenda, which belong to an item, not to a Vorlage that could be named: no record.

    Raises LayoutDrift for an entry without name.
    """
    entries = rows(page)
    if any(not text(one, "name") for one in entries):
        raise LayoutDrift(page.url, "name")
    numbered = (one for one in entries if text(one, "grNr"))
    return Parsed(datensaetze=tuple(Gremium(id=text(one, "grNr"), name=text(one, "name")) for one in numbered))


def gesperrt(page: Page) -> NoReturn:
    """Refusals: raises Gone, NotPublic, or LayoutDrift where the words are not known."""
    said = page.text[:500]
    if _MISSING.search(said):
        raise Gone(page.url, "the interface says that there is nothing under this address")
    if _CLOSED.search(said):
        raise NotPublic(page.url, "the interface does not answer this call to the public")
    raise LayoutDrift(page.url, "siNr, toNr, grNr")
