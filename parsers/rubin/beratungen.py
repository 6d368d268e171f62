"""Stations of a Vorlage: its Beratungsfolge, or the meeting that treats it (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.common.json import Object, child, named, text
from parsers.rubin.labels import NAME, NUMMER
from parsers.rubin.values import (
    day,
    item_id,
    item_number,
    item_public,
    public,
    role_and_outcome,
    shown_item,
    sitzung_id,
)
from ris_scraper.nouns.records import Beratung, Sitzung

Items = Mapping[str, Object]


def station(folge: Object, items: Items) -> Beratung:
    """One station of `consultations`. Non-public ones carry neither meeting nor item, only body and date.

    Should one carry its item all the same, nothing of that is kept.
    """
    inner = child(folge, "agendaItem")
    shown = public(folge, "topstatus") is not False and shown_item(inner)
    item = items.get(text(folge, "agenda_item_id") or "", inner) if shown else {}
    said, _ = role_and_outcome(item)
    meeting = child(folge, "meeting")
    return Beratung.model_validate(
        {
            **said,
            "gremium": named(folge, "committee", *NAME),
            "rolle": text(folge, "beratungsstatus_lang") or said["rolle"],
            "datum": day(folge, "sitzungsdatum") or day(meeting, "datum"),
            "sitzung": text(meeting, "titel", "title"),
            "sitzung_id": sitzung_id(text(folge, "sitzungsnummer") or text(meeting, *NUMMER)),
            "top": item_number(item),
            "top_id": item_id(item),
            "zustand": text(folge, "status"),
            "oeffentlich": public(folge, "topstatus"),
        }
    )


def only_station(item: Object, meeting: Sitzung) -> Beratung:
    """The station that an item itself states, where the portal hands out no Beratungsfolge."""
    said, _ = role_and_outcome(item)
    return Beratung.model_validate(
        {
            **said,
            "gremium": meeting.gremium,
            "datum": meeting.datum,
            "sitzung": meeting.name,
            "sitzung_id": meeting.id,
            "top": item_number(item),
            "top_id": item_id(item),
            "oeffentlich": item_public(item),
        }
    )
