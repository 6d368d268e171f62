"""Paper: a Vorlage (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from parsers.common.json import Object, addresses, flag, link, lost, moment, named, objects, text, undated, unknown
from parsers.oparl.attachments import attachments, unnamed
from parsers.oparl.beratungen import station, unknown_fields
from parsers.oparl.labels import FIELDS, OWN_PAPER, OWN_PROPOSERS, OWN_PUBLIC, OWN_REFERENCES
from parsers.oparl.values import (
    as_list,
    betreff,
    id_of,
    is_reference,
    names,
    names_person,
    organizations,
    present,
    targets,
)
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed, Vorlage
from ris_scraper.words.proposers import proposers

_HELD = ("consultation", "auxiliaryFile", "underDirectionOf")
_RELATED = ("relatedPaper", "superordinatedPaper", "subordinatedPaper")


def read_paper(page: Page, said: Object) -> Parsed:
    """A Vorlage. Raises LayoutDrift where it has neither number nor name."""
    nummer = text(said, "reference")
    if not (nummer or text(said, "name")):
        raise LayoutDrift(page.url, "reference, name")
    stations = [one for one in present(said, "consultation") if not is_reference(one)]
    record = Vorlage(
        id=id_of(text(said, "id")),
        nummer=nummer,
        betreff=betreff(said),
        art=named(said, "paperType", "name"),
        federfuehrend=names(said, "underDirectionOf"),
        federfuehrend_id=_office(said),
        einbringer=proposers(names(said, "originatorOrganization") or text(said, OWN_PROPOSERS) or ""),
        datum=moment(said, "date")[0],
        bezug=tuple(_references(said)),
        beratungen=tuple(map(station, stations)),
        anlagen=tuple(attachments(page, said)),
        oeffentlich=flag(said, OWN_PUBLIC),
        **_own(said),
    )
    hints = undated(said, "date") + lost(said, "Paper", *_HELD) + unknown(said, FIELDS["Paper"], "Paper")
    hints += unnamed(said) + unknown_fields(stations)
    return Parsed(datensaetze=(record,), links=tuple(_links(page, said)), hinweise=tuple(hints))


def _own(said: Object) -> dict[str, Any]:
    """What our own interface says beside the fields of OParl."""
    return {name: text(said, field) for field, name in OWN_PAPER.items()}


def _office(said: Object) -> str | None:
    """The number of the office in charge, where it is only referenced; several without names stay unknown."""
    found = {id_of(one) for one in addresses(said.get("underDirectionOf")) if not names_person(one)}
    return found.pop() if len(found) == 1 and not names(said, "underDirectionOf") else None


def _references(said: Object) -> Iterator[str]:
    """Numbers of related papers, where these are embedded."""
    found = [text(one, "reference") for key in _RELATED for one in objects(said.get(key))]
    found += (text({"": one}, "") for one in as_list(said.get(OWN_REFERENCES)))
    yield from dict.fromkeys(nummer for nummer in found if nummer)


def _links(page: Page, said: Object) -> Iterable[Link]:
    """Referenced stations, related papers, organizations; each once."""
    alone = [one for one in present(said, "consultation") if is_reference(one)]
    referenced = [*addresses(said.get("consultation")), *targets(alone)]
    found = [Link(url=link(page, url), seitentyp="beratungen") for url in referenced]
    for one in present(said, "consultation"):
        found += organizations(page, one, "organization")
    found += organizations(page, said, "underDirectionOf")
    for key in _RELATED:
        found += (Link(url=link(page, url), seitentyp="vorlage") for url in targets(said.get(key)))
    return dict.fromkeys(found)
