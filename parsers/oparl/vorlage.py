"""Paper and Consultation: a Vorlage and its stations (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.common.json import Object, addresses, link, moment, number, objects, text, unknown
from parsers.oparl.labels import FELDER
from parsers.oparl.values import body, id_of, names, organizations, present, reference, result, top
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Beratung, Hinweis, Link, Parsed, Vorlage

_RELATED = ("relatedPaper", "superordinatedPaper", "subordinatedPaper")
# A meeting's or item's place in a Consultation, and its spelling in ALLRIS 4.
_ITEM = ("agendaItem", "agendaitem")


def read_paper(page: Page, said: Object) -> Parsed:
    """A Vorlage. Raises LayoutDrift where it has neither number nor name."""
    nummer, betreff = text(said, "reference"), text(said, "name")
    if not (nummer or betreff):
        raise LayoutDrift(page.url, "reference, name")
    record = Vorlage(
        id=id_of(text(said, "id")),
        nummer=nummer,
        betreff=betreff,
        art=text(said, "paperType"),
        federfuehrend=names(said, "underDirectionOf"),
        datum=moment(said, "date")[0],
        bezug=tuple(_references(said)),
        beratungen=tuple(station(one) for one in present(said, "consultation")),
        anlagen=tuple(files(page, said)),
    )
    hints = unknown(said, FELDER["Paper"], "Paper") + _unknown_stations(present(said, "consultation"))
    return Parsed(datensaetze=(record,), links=tuple(_links(page, said)), hinweise=tuple(hints))


def read_consultation(page: Page, said: Object) -> Parsed:
    """One station of a Vorlage that is named by its address. Raises LayoutDrift where no Vorlage is named."""
    paper, address = reference(said, "paper")
    if not id_of(address):
        raise LayoutDrift(page.url, "paper")
    record = Vorlage(
        id=id_of(address),
        nummer=text(paper, "reference"),
        betreff=text(paper, "name"),
        beratungen=(station(said),),
    )
    links = [*organizations(page, said, "organization"), *_to(page, address, "vorlage")]
    return Parsed(datensaetze=(record,), links=tuple(links), hinweise=tuple(_unknown_stations([said])))


def station(said: Object) -> Beratung:
    """A station. Name of the body, date and item are stated only where they are embedded; else there are addresses.

    Of a non-public item nothing but that is kept.
    """
    meeting, meeting_address = reference(said, "meeting")
    item, item_address = reference(said, *_ITEM)
    own = body(said)
    number, public = top(item)
    return Beratung.model_validate(
        {
            **result({} if public is False else item),
            **(own if any(own.values()) else body(meeting)),
            "rolle": text(said, "role"),
            "datum": moment(meeting, "start")[0],
            "sitzung": text(meeting, "name"),
            "sitzung_id": id_of(meeting_address),
            "top": number,
            "top_id": id_of(item_address),
            "oeffentlich": public,
        }
    )


def files(page: Page, said: Object) -> Iterator[Anlage]:
    """The attachments, each once; the main document is one only where it stands among them (SessionNet)."""
    seen: set[str] = set()
    for one in present(said, "auxiliaryFile"):
        name, address = text(one, "name", "fileName"), text(one, "accessUrl", "downloadUrl")
        key = text(one, "id") or address or name or ""
        if name and key not in seen:
            seen.add(key)
            yield Anlage(name=name, url=link(page, address) if address else None, groesse=number(one, "size"))


def _references(said: Object) -> Iterator[str]:
    """Numbers of related papers, where these are embedded."""
    found = (text(one, "reference") for key in _RELATED for one in objects(said.get(key)))
    yield from dict.fromkeys(nummer for nummer in found if nummer)


def _links(page: Page, said: Object) -> Iterable[Link]:
    """Referenced stations, related papers, organizations; each once."""
    found = [*(Link(url=link(page, url), seitentyp="beratungen") for url in addresses(said.get("consultation")))]
    for one in present(said, "consultation"):
        found += organizations(page, one, "organization")
    found += organizations(page, said, "underDirectionOf")
    for key in _RELATED:
        found += (Link(url=link(page, url), seitentyp="vorlage") for url in addresses(said.get(key)))
    return dict.fromkeys(found)


def _to(page: Page, address: str | None, kind: str) -> list[Link]:
    return [Link(url=link(page, address), seitentyp=kind)] if address else []


def _unknown_stations(stations: Iterable[Object]) -> list[Hinweis]:
    return [hint for one in stations for hint in unknown(one, FELDER["Consultation"], "Consultation")]
