"""AgendaItem: an item of a Sitzung with the wording of its decision (pure)."""

from __future__ import annotations

from parsers.common.json import Object, addresses, child, link, lost, moment, text, unknown
from parsers.oparl.labels import FIELDS
from parsers.oparl.values import betreff, body, id_of, reference, result, top
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Auszug, Link, Parsed, Sitzung


def read_item(page: Page, said: Object) -> Parsed:
    """One agenda item. Raises NotPublic for `public: false`, LayoutDrift where nothing of the item is stated."""
    if top(said)[1] is False:
        raise NotPublic(page.url, "the item is not public")
    if not (text(said, "number") or text(said, "name")):
        raise LayoutDrift(page.url, "number, name")
    embedded, address = reference(said, "meeting")
    meeting = Sitzung(id=id_of(address), **body(embedded), datum=moment(embedded, "start")[0])
    links = (Link(url=link(page, one), seitentyp="sitzung") for one in addresses(said.get("meeting")))
    hints = lost(said, "AgendaItem", "meeting", "consultation") + unknown(said, FIELDS["AgendaItem"], "AgendaItem")
    return Parsed(datensaetze=(auszug(said, meeting),), links=tuple(links), hinweise=tuple(hints))


def fields(item: Object) -> dict[str, object]:
    """What an agenda says of an item. The Vorlage is known only where the consultation is embedded."""
    number, public = top(item)
    consultation = child(item, "consultation")
    paper, address = reference(consultation, "paper")
    return {
        **result(item),
        "id": id_of(text(item, "id")),
        "nummer": number,
        "oeffentlich": public,
        "betreff": betreff(item),
        "vorlage_nummer": text(paper, "reference"),
        "vorlage_id": id_of(address),
        "rolle": text(consultation, "role"),
    }


def auszug(item: Object, meeting: Sitzung) -> Auszug:
    """An item of this meeting, with its wording."""
    words = text(item, "resolutionText")
    return Auszug.model_validate(
        {
            **fields(item),
            "gremium": meeting.gremium,
            "gremium_id": meeting.gremium_id,
            "datum": meeting.datum,
            "sitzung_id": meeting.id,
            "abschnitte": (Abschnitt(text=words),) if words else (),
        }
    )
