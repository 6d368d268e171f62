"""A Vorlage as an agenda item carries it: head, stations, attachments (pure).

rubin has no call for a Vorlage of its own. Its agenda items carry it whole (`submission`), at some portals with its
Beratungsfolge (`consultations`); elsewhere every meeting states one station and joining the meetings gives the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from parsers.common.json import Object, child, flag, moment, number, objects, text
from parsers.rubin.labels import ANLAGE
from parsers.rubin.values import item_number, public, role_and_outcome, sitzung_id
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Beratung, Sitzung, Vorlage

Items = Mapping[str, Object]

_PLATFORM = re.compile(r"&(?:json=1|platform=ris)(?=&|$)")


def shown(submission: Object) -> bool:
    """Whether a submission is public and finished. The interface also hands out drafts and non-public ones."""
    return public(submission, "Status") is not False and not flag(submission, "is_draft")


def vorlage(page: Page, item: Object, items: Items, sitzung: Sitzung) -> Vorlage | None:
    """The Vorlage that an item treats; None without a Vorlage, for hidden ones, and where nothing of it is stated."""
    submission = child(item, "submission")
    nummer, betreff = text(submission, "alias"), text(submission, "name")
    if not shown(submission) or not (nummer or betreff):
        return None
    stations = tuple(station(folge, items) for folge in objects(submission.get("consultations") or []))
    return Vorlage(
        id=text(submission, "id"),
        nummer=nummer,
        betreff=betreff,
        art=text(child(submission, "type"), "name", "bezeichnung"),
        oeffentlich=public(submission, "Status"),
        datum=moment(submission, "erstellungsdatum")[0],
        beratungen=stations or (_only_station(item, sitzung),),
        anlagen=tuple(attachments(page, objects(item.get("documents") or []))),
    )


def station(folge: Object, items: Items) -> Beratung:
    """One station of `consultations`. Non-public ones carry neither meeting nor item, only body and date.

    Should one carry its item all the same, nothing of that is kept.
    """
    inner = child(folge, "agendaItem")
    shown = public(folge, "topstatus") is not False and public(inner, "status") is not False
    item = items.get(text(folge, "agenda_item_id") or "", inner) if shown else {}
    said, _ = role_and_outcome(item)
    meeting = child(folge, "meeting")
    return Beratung.model_validate(
        {
            **said,
            "gremium": text(child(folge, "committee"), "Bezeichnung", "name"),
            "rolle": text(folge, "beratungsstatus_lang") or said["rolle"],
            "datum": moment(folge, "sitzungsdatum")[0] or moment(meeting, "datum")[0],
            "sitzung": text(meeting, "titel"),
            "sitzung_id": sitzung_id(text(folge, "sitzungsnummer") or text(meeting, "nummer")),
            "top": item_number(item),
            "top_id": text(item, "ai_id", "id"),
            "zustand": text(folge, "status"),
            "oeffentlich": public(folge, "topstatus"),
        }
    )


def _only_station(item: Object, sitzung: Sitzung) -> Beratung:
    said, _ = role_and_outcome(item)
    return Beratung.model_validate(
        {
            **said,
            "gremium": sitzung.gremium,
            "datum": sitzung.datum,
            "sitzung": sitzung.name,
            "sitzung_id": sitzung.id,
            "top": item_number(item),
            "top_id": text(item, "ai_id", "id"),
            "oeffentlich": public(item, "status"),
        }
    )


def attachments(page: Page, documents: Iterable[Object]) -> Iterator[Anlage]:
    """The public attachments among an item's files; the Vorlage's own PDF is no attachment of itself."""
    for document in documents:
        kind = text(child(document, "documentType"), "alias")
        attached = kind == ANLAGE if kind else (text(document, "relationType") or "").endswith("SubmissionAttachment")
        name = text(document, "documentName")
        if attached and name and public(document, "documentPublicStatusId") is not False:
            address = text(document, "documentUrl")
            url = page.absolute(_PLATFORM.sub("", address)) if address else None
            yield Anlage(name=name, url=url, groesse=number(document, "documentSize"))
