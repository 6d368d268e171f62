"""Consultation: a station of a Vorlage (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.common.json import Object, flag, link, lost, moment, text, unknown
from parsers.oparl.labels import AGENDA_ITEM, FIELDS, OWN_NUMBER, OWN_PUBLIC, OWN_RESULT, OWN_STATE, OWN_WORDS
from parsers.oparl.values import body, cancelled, id_of, joint, organizations, reference, result, top
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Link, Parsed, Vorlage


def read_consultation(page: Page, said: Object) -> Parsed:
    """One station of a Vorlage that is named by its address. Raises LayoutDrift where no Vorlage is named."""
    paper, address = reference(said, "paper")
    if not address or not id_of(address):
        raise LayoutDrift(page.url, "paper")
    record = Vorlage(
        id=id_of(address),
        nummer=text(paper, "reference"),
        betreff=text(paper, "name"),
        beratungen=(station(said),),
    )
    links = (*organizations(page, said, "organization"), Link(url=link(page, address), seitentyp="vorlage"))
    return Parsed(datensaetze=(record,), links=links, hinweise=tuple(unknown_fields([said])))


def station(said: Object) -> Beratung:
    """A station. Name of the body, date and item are stated only where they are embedded; else there are addresses.

    Of a non-public item nothing but that is kept.
    """
    item, item_address = reference(said, *AGENDA_ITEM)
    meeting, meeting_address = reference(said if said.get("meeting") else item, "meeting")
    own = body(said)
    number, public = top(item)
    return Beratung.model_validate(
        {
            **result({} if public is False else item or {**said, "result": said.get(OWN_RESULT)}),
            **(own if any(own.values()) else body(meeting)),
            "rolle": text(said, "role"),
            "datum": moment(meeting, "start")[0],
            "sitzung": text(meeting, "name"),
            "sitzung_id": id_of(meeting_address),
            "top": number or text(said, OWN_NUMBER),
            "top_id": id_of(item_address),
            "beschluss": text(said, OWN_WORDS),
            "zustand": "abgesagt" if cancelled(meeting) else text(said, OWN_STATE),
            "oeffentlich": flag(said, OWN_PUBLIC) if public is None else public,
        }
    )


def unknown_fields(stations: Iterable[Object]) -> list[Hinweis]:
    """A Hinweis for every field of stations that no table knows, and for bodies that have no room."""
    return [
        hint
        for one in stations
        for hint in (
            *joint(one),
            *lost(one, "Consultation", "meeting", *AGENDA_ITEM, "organization", "paper"),
            *unknown(one, FIELDS["Consultation"], "Consultation"),
        )
    ]
