"""A Vorlage as an agenda item carries it: head, stations, attachments (pure).

rubin has no call for a Vorlage of its own. Its agenda items carry it whole (`submission`), at some portals with its
Beratungsfolge (`consultations`); elsewhere every meeting states one station and joining the meetings gives the rest.
"""

from __future__ import annotations

from parsers.common.json import Object, child, flag, moment, objects, text
from parsers.rubin.attachments import attachments
from parsers.rubin.beratungen import Items, only_station, station
from parsers.rubin.labels import PAPER
from parsers.rubin.values import public
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Sitzung, Vorlage

_LONGEST_KIND = 60


def shown(submission: Object) -> bool:
    """Whether a submission is public and finished. The interface also hands out drafts and non-public ones."""
    return public(submission, "Status") is not False and not flag(submission, "is_draft")


def vorlage(page: Page, item: Object, items: Items, meeting: Sitzung) -> Vorlage | None:
    """The Vorlage that an item treats; None without a Vorlage, for hidden ones, and where nothing of it is stated."""
    submission = child(item, "submission")
    nummer, betreff = text(submission, "alias"), text(submission, "name")
    # Some portals hand out no more of it than its number: the item is called like the paper (Lauenburg, 2026-11).
    betreff = betreff or (text(item, "title") if nummer else None)
    if not shown(submission) or not (nummer or betreff):
        return None
    stations = tuple(station(folge, items) for folge in objects(submission.get("consultations") or []))
    return Vorlage(
        id=vorlage_id(item),
        nummer=nummer,
        betreff=betreff,
        art=text(child(submission, "type"), "name", "bezeichnung") or _kind(item, nummer),
        oeffentlich=public(submission, "Status"),
        datum=moment(submission, "erstellungsdatum")[0],
        beratungen=stations or (only_station(item, meeting),),
        anlagen=tuple(attachments(page, objects(item.get("documents") or []))),
    )


def vorlage_id(item: Object) -> str | None:
    """The vendor's number of an item's Vorlage; an item for a paper bears it also where the paper itself does not."""
    bears = text(item, "topart") == PAPER and item.get("submission")
    return text(child(item, "submission"), "id") or (text(item, "vorlagennummer") if bears else None)


def _kind(item: Object, nummer: str | None) -> str | None:
    """The kind of paper, as the name of its own file prints it before the number ("Beschlussvorlage 039/26 (…)")."""
    names = (text(document, "documentName") or "" for document in objects(item.get("documents") or []))
    kinds = (name.partition(f" {nummer} (") for name in names if nummer)
    return next((kind for kind, found, _ in kinds if found and len(kind) <= _LONGEST_KIND), None)
