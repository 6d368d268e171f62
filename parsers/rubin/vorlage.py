"""A Vorlage as an agenda item carries it: head, stations, attachments (pure).

rubin has no call for a Vorlage of its own. Its agenda items carry it whole (`submission`), at some portals with its
Beratungsfolge (`consultations`); elsewhere every meeting states one station and joining the meetings gives the rest.
"""

from __future__ import annotations

from parsers.common.json import Object, child, flag, moment, objects, text
from parsers.rubin.attachments import attachments
from parsers.rubin.beratungen import Items, only_station, station
from parsers.rubin.values import public
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Sitzung, Vorlage


def shown(submission: Object) -> bool:
    """Whether a submission is public and finished. The interface also hands out drafts and non-public ones."""
    return public(submission, "Status") is not False and not flag(submission, "is_draft")


def vorlage(page: Page, item: Object, items: Items, meeting: Sitzung) -> Vorlage | None:
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
        beratungen=stations or (only_station(item, meeting),),
        anlagen=tuple(attachments(page, objects(item.get("documents") or []))),
    )
