"""A Vorlage as an agenda item carries it: head, stations, attachments (pure).

rubin has no call for a Vorlage of its own. Its agenda items carry it whole (`submission`), at some portals with its
Beratungsfolge (`consultations`); elsewhere every meeting states one station and joining the meetings gives the rest.
"""

from __future__ import annotations

from parsers.common.json import Object, child, flag, named, text
from parsers.rubin.attachments import attachments, documents, kind, paper_document
from parsers.rubin.beratungen import Items, only_station, station
from parsers.rubin.content import entries
from parsers.rubin.labels import NAME, NUMBER, TITLE
from parsers.rubin.values import day, public
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Sitzung, Vorlage


def shown(submission: Object) -> bool:
    """Whether a submission is public and finished. The interface also hands out drafts and non-public ones."""
    return public(submission, "Status") is not False and not flag(submission, "is_draft")


def nummer(item: Object) -> str | None:
    """The number of the Vorlage that an item treats: its submission's, else that of the Vorlage's own file."""
    submission = child(item, "submission")
    return text(submission, *NUMBER) or text(paper_document(item), "alias") if shown(submission) else None


def paper_id(item: Object) -> str | None:
    """The vendor's number for the Vorlage. Many portals say it at the item only, where it stands for a Vorlage if the
    item has one, and else for the wording of an item that comes again ("EWF").
    """
    number = nummer(item)
    if not number:
        return None
    return text(child(item, "submission"), "id") or text(paper_document(item), "id") or _key(item, number)


def vorlage(page: Page, item: Object, items: Items, meeting: Sitzung) -> Vorlage | None:
    """The Vorlage that an item treats; None without a Vorlage, for hidden ones, and where nothing of it is stated."""
    submission, document = child(item, "submission"), paper_document(item)
    number, betreff = nummer(item), text(submission, "name")
    if not shown(submission) or not (number or betreff):
        return None
    stations = tuple(station(folge, items) for folge in entries(submission.get("consultations")))
    return Vorlage(
        id=paper_id(item),
        nummer=number,
        betreff=betreff or text(document, "name") or text(item, *TITLE),
        art=named(submission, "type", *NAME) or named(document, "type", *NAME) or kind(document, number),
        oeffentlich=public(submission, "Status"),
        datum=day(submission, "erstellungsdatum"),
        beratungen=stations or (only_station(item, meeting),),
        anlagen=tuple(attachments(page, documents(item))),
    )


def _key(item: Object, number: str) -> str | None:
    key = text(item, "vorlagennummer")
    return key if key != number else None
