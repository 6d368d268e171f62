"""Paper: a Vorlage (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.common.json import Object, addresses, link, lost, moment, named, objects, text, undated, unknown
from parsers.oparl.attachments import attachments, unnamed
from parsers.oparl.beratungen import station, unknown_fields
from parsers.oparl.labels import FIELDS
from parsers.oparl.values import id_of, is_reference, names, organizations, present, targets
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed, Vorlage
from ris_scraper.words.proposers import proposers

_HELD = ("consultation", "auxiliaryFile", "underDirectionOf")
_RELATED = ("relatedPaper", "superordinatedPaper", "subordinatedPaper")


def read_paper(page: Page, said: Object) -> Parsed:
    """A Vorlage. Raises LayoutDrift where it has neither number nor name."""
    nummer, betreff = text(said, "reference"), text(said, "name")
    if not (nummer or betreff):
        raise LayoutDrift(page.url, "reference, name")
    stations = [one for one in present(said, "consultation") if not is_reference(one)]
    record = Vorlage(
        id=id_of(text(said, "id")),
        nummer=nummer,
        betreff=betreff,
        art=named(said, "paperType", "name"),
        federfuehrend=names(said, "underDirectionOf"),
        einbringer=proposers(names(said, "originatorOrganization") or ""),
        datum=moment(said, "date")[0],
        bezug=tuple(_references(said)),
        beratungen=tuple(map(station, stations)),
        anlagen=tuple(attachments(page, said)),
    )
    hints = undated(said, "date") + lost(said, "Paper", *_HELD) + unknown(said, FIELDS["Paper"], "Paper")
    hints += unnamed(said) + unknown_fields(stations)
    return Parsed(datensaetze=(record,), links=tuple(_links(page, said)), hinweise=tuple(hints))


def _references(said: Object) -> Iterator[str]:
    """Numbers of related papers, where these are embedded."""
    found = (text(one, "reference") for key in _RELATED for one in objects(said.get(key)))
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
