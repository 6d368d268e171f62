"""From printed values to the head of a record, the same for both skins and both renderings (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from parsers.allris3.head import without_person
from parsers.allris3.sections import vote
from parsers.common.headings import Section
from parsers.common.values import auszug_record, vorlage_record
from ris_scraper.nouns.records import Auszug, Sitzung, Vorlage
from ris_scraper.words import german
from ris_scraper.words.meetings import called_off, is_off

_DASH = re.compile(r"\s+[-–]\s+")
_KIND = re.compile(r"^(?:Vorlage|Drucksache)(?:\s*:\s*|\s+(?=\S*\d))")


def title_parts(title: str) -> tuple[str | None, str | None]:
    """Number and kind of paper from a heading.

    The classic skin prints the kind of page first, the `_r` skin the number (LK Osnabrück, 2026-11).

    >>> title_parts("Vorlage - 85/2013"), title_parts("VO/2026/181 - öffentliche Beschlussvorlage")
    (('85/2013', None), ('VO/2026/181', 'öffentliche Beschlussvorlage'))
    >>> title_parts("Vorlage: 85/2013"), title_parts("Antrag - 12/2020-1")
    (('85/2013', None), ('12/2020-1', None))
    """
    parts = _DASH.split(_KIND.sub("", german.clean(title)))
    if re.search(r"\d", parts[0]):
        return parts[0], parts[1] if len(parts) > 1 else None
    number = next((part for part in parts[1:] if re.search(r"\d", part)), None)
    return german.stated(number), None


def head_record(values: Mapping[str, str], title: str, bezug: tuple[str, ...]) -> Vorlage:
    """A Vorlage with what its head states; lists are the caller's."""
    nummer, kind = title_parts(title)
    art = german.stated(values.get("art")) or kind
    return vorlage_record(values, nummer, art, bezug, german.stated(values.get("status")))


def meeting_record(values: Mapping[str, str], name: str) -> Sitzung:
    """A Sitzung with what its head states. `ort` is the printed Ort, else the Raum.

    >>> meeting_record({"ort": "Kreishaus"}, "Bauausschuss - abgesagt").abgesagt
    True
    """
    beginn, ende = german.time_span(values.get("zeit", ""))
    return Sitzung(
        name=german.stated(values.get("name")) or german.stated(name),
        gremium=german.stated(values.get("gremium")),
        datum=german.datum(values.get("datum", "")),
        beginn=beginn,
        ende=ende,
        ort=german.stated(values.get("ort")) or german.stated(values.get("raum")),
        abgesagt=called_off(values.get("name"), name) or is_off(values.get("status")),
    )


def item_title(text: str) -> str | None:
    """The Betreff of an agenda item as printed, without the person behind it."""
    return german.stated(without_person(german.clean(text)))


def item_record(values: Mapping[str, str], title: str, sections: Iterable[Section]) -> Auszug:
    """An agenda item with what its page states; the vote is the printed voting's, else the Beschlussart's."""
    betreff = item_title(title) or german.stated(values.get("betreff"))
    return auszug_record(values, betreff, german.datum(values.get("datum", "")), vote(sections))
