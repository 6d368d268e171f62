"""The calendar files of SD.NET RIM, `/termine/ics/SD.NET_RIM.ics`: some 250 meetings with their agendas.

Often the only address that a hosted tenant's robots.txt leaves open.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from parsers.sdnet.head import canonical, token
from parsers.sdnet.values import Fields
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import BROKEN_OFF, Hinweis, Link, Parsed, Sitzung
from ris_scraper.words.german import stated
from ris_scraper.words.meetings import body_of, called_off
from ris_scraper.words.times import german_time

_EVENT = re.compile(r"^BEGIN:VEVENT\s*$(.*?)^END:VEVENT\s*$", re.M | re.S)
_END = re.compile(r"^END:VCALENDAR\b", re.M)
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"^(?P<name>[A-Z-]+)(?P<parameters>;[^:\r\n]*)?:(?P<value>.*)$", re.M)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_TOPS = re.compile(r"(?:https?:/)?/[^\s<>\"]*/tops/\?__=[^\s<>\"&]+")
_STAMP = re.compile(r"(?P<day>\d{8})(?:T(?P<time>\d{4})(?:\d{2})?(?P<utc>Z)?)?")


def read_ics(page: Page) -> Parsed:
    """The meetings of a calendar file that link to an agenda; the link's token is their `id`. A file may be empty.

    One that breaks off before its last line has no end of a page that would tell.
    """
    found: dict[str, Sitzung | None] = {}
    for event in _EVENT.finditer(_FOLD.sub("", page.text)):
        values = _values(event[1])
        address = _agenda(page, values)
        if address:
            found.setdefault(address, _sitzung(values, address))
    unnamed = None in found.values()
    return Parsed(
        datensaetze=tuple(filter(None, found.values())),
        links=tuple(Link(url=address, seitentyp="sitzung") for address in found),
        hinweise=(
            *((Hinweis(art="datum", text="a meeting without a name or a day"),) if unnamed else ()),
            *(() if _END.search(page.text) else (Hinweis(art=BROKEN_OFF, text="no END:VCALENDAR"),)),
        ),
    )


def _values(event: str) -> dict[str, str]:
    """The properties of an event, without their parameters and escapes."""
    pairs = ((line["name"], line["value"].strip()) for line in _LINE.finditer(event))
    return {name: _ESCAPE.sub(lambda mark: "\n" if mark[1] in "nN" else mark[1], value) for name, value in pairs}


def _agenda(page: Page, values: dict[str, str]) -> str | None:
    """The address behind "Link zur Tagesordnung:" in the description, else the event's own."""
    found = _TOPS.search(values.get("DESCRIPTION", "")) or _TOPS.search(values.get("URL", ""))
    return canonical(page, found[0]) if found else None


def _sitzung(values: dict[str, str], address: str) -> Sitzung | None:
    begin, end = _moment(values.get("DTSTART", "")), _moment(values.get("DTEND", ""))
    name = stated(values.get("SUMMARY"))
    if begin is None or name is None:
        return None
    return Sitzung(
        id=token(address),
        name=name,
        gremium=body_of(name),
        ort=stated(values.get("LOCATION")),
        abgesagt=True if values.get("STATUS") == "CANCELLED" else called_off(name),
        **_times(begin, end),
    )


def _times(begin: tuple[datetime, bool], end: tuple[datetime, bool] | None) -> Fields:
    """Day, begin and end; an end that is not in the hours after the begin is a filler of the export."""
    (start, timed), stop = begin, end[0] if end and end[1] else None
    ends = stop is not None and start < stop < start + timedelta(hours=12)
    return {
        "datum": start.date(),
        "beginn": f"{start:%H:%M}" if timed else None,
        "ende": f"{stop:%H:%M}" if timed and ends else None,
    }


def _moment(stamp: str) -> tuple[datetime, bool] | None:
    """A stamp as German wall time, and whether it has a time of day."""
    found = _STAMP.match(stamp)
    if not found:
        return None
    try:
        moment = datetime.strptime(found["day"] + (found["time"] or "0000"), "%Y%m%d%H%M")
    except ValueError:
        return None
    return german_time(moment) if found["utc"] else moment, found["time"] is not None
