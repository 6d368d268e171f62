"""Calls that lead to others: meetings, bodies, files; and refusals (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from parsers.common.json import Object, clock, moment, rows, text, unknown
from parsers.common.refusals import refuse_call
from parsers.sessionnet6.labels import CLOSED, MISSING, SITZUNG_FIELDS
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Gremium, Link, Parsed, Sitzung

_BASE = re.compile(r"^.*?/api/v1/", re.I)


def read_kalender(page: Page) -> Parsed:
    """Name and day of every meeting in a span of days, and links to the agendas that are released.

    The body is given by its number only (`grNr`). Raises LayoutDrift for an item without number and day.
    """
    meetings = list(rows(page))
    hints = dict.fromkeys(hint for one in meetings for hint in unknown(one, SITZUNG_FIELDS, "sitzung"))
    return Parsed(
        datensaetze=tuple(_meeting(page, one) for one in meetings),
        links=tuple(dict.fromkeys(_agendas(page, meetings))),
        hinweise=tuple(hints),
    )


def read_liste(page: Page) -> Parsed:
    """Bodies, or files of an agenda, which belong to an item, not to a Vorlage that could be named: no record.

    Raises LayoutDrift for an entry without name.
    """
    entries = rows(page)
    if any(not text(one, "name") for one in entries):
        raise LayoutDrift(page.url, "name")
    numbered = (one for one in entries if text(one, "grNr"))
    return Parsed(datensaetze=tuple(Gremium(id=text(one, "grNr"), name=text(one, "name")) for one in numbered))


def refuse(page: Page) -> NoReturn:
    """Refusals: raises Gone, NotPublic, or LayoutDrift where the words are not known."""
    refuse_call(page, MISSING, CLOSED, "siNr, toNr, grNr")


def _meeting(page: Page, said: Object) -> Sitzung:
    day, begin = moment(said, "dat")
    if not text(said, "siNr") or not day:
        raise LayoutDrift(page.url, "siNr, dat")
    number, name, body = (text(said, key) for key in ("siNr", "name", "grNr"))
    return Sitzung(
        id=number,
        name=name,
        gremium_id=body,
        datum=day,
        # `sb` and `se` are the clock in Germany, `beginn` and `ende` stamps in UTC (Sangerhausen, 2026-11).
        beginn=clock(said, "sb") or moment(said, "beginn")[1] or begin,
        ende=clock(said, "se") or moment(said, "ende")[1],
        ort=_place(text(said, "raum"), text(said, "ort")),
    )


def _place(room: str | None, town: str | None) -> str | None:
    """Room and town; most rooms are printed with their town."""
    return f"{room}, {town}" if room and town and town not in room else room or town


def _agendas(page: Page, meetings: list[Object]) -> Iterator[Link]:
    """An agenda without a day of release is not public yet; where the field is missing, nothing says so."""
    base = _BASE.match(page.url)
    for said in meetings:
        waits = "freigabeDatum" in said and not text(said, "freigabeDatum")
        if base and not waits:
            yield Link(url=f"{base[0]}sitzungen/{text(said, 'siNr')}/tagesordnung", seitentyp="sitzung")
