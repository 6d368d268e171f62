"""`meetings&action=get`: a meeting with its agenda, and the Vorlagen that it treats (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.common.json import Object, child, clock, flag, moment, objects, text, unknown
from parsers.rubin.component import answer
from parsers.rubin.labels import TOP_FIELDS, VORLAGE_FIELDS
from parsers.rubin.values import is_meeting, item_number, meeting_link, public, role_and_outcome, sitzung_id
from parsers.rubin.vorlage import shown, vorlage, vorlage_id
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Sitzung, Top, Vorlage

_PLACE = ("Bezeichnung", "Strasse")


def read_sitzung(page: Page) -> Parsed:
    """A meeting and one Vorlage per submission on its agenda.

    Raises NotPublic for drafts and for meetings of a Fraktion, LayoutDrift where number, day or agenda are missing. The
    non-public part is left out: the interface hands out more of it than the portal shows to a reader.
    """
    said = answer(page, "agenda_items")
    if flag(said, "is_draft") or flag(said, "fraktionssitzung"):
        raise NotPublic(page.url, "a draft or a meeting of a Fraktion: the portal does not show it to readers")
    if not text(said, "nummer") or not moment(said, "datum")[0] or "agenda_items" not in said:
        raise LayoutDrift(page.url, "nummer, datum, agenda_items")
    items = [item for item in objects(said.get("agenda_items") or []) if public(item, "status") is not False]
    hints = [hint for item in items for hint in _hints(item)]
    meeting = _head(said).model_copy(update={"tops": tuple(map(_top, items))})
    papers = _papers(page, items, meeting)
    return Parsed(
        datensaetze=(meeting, *papers),
        links=tuple(_links(page, items, meeting.id)),
        hinweise=tuple(dict.fromkeys(hints)),
    )


def _head(said: Object) -> Sitzung:
    return Sitzung(
        id=sitzung_id(text(said, "nummer")),
        name=text(said, "titel"),
        gremium=_body(said),
        datum=moment(said, "datum")[0],
        beginn=clock(said, "beginn"),
        ende=clock(said, "ende"),
        ort=_place(child(said, "room")),
    )


def _body(said: Object) -> str | None:
    """The inviting body (`gremium_1`); further bodies of a joint meeting stand in its title and in the stations."""
    bodies = list(objects(said.get("committees") or []))
    own = [body for body in bodies if text(body, "Kuerzel", "id") == text(said, "gremium_1")]
    return text(next(iter(own or bodies), {}), "Bezeichnung", "name")


def _place(room: Object) -> str | None:
    town = " ".join(words for key in ("PLZ", "Ort") if (words := text(room, key)))
    return ", ".join(words for words in (*(text(room, key) for key in _PLACE), town) if words) or None


def _top(item: Object) -> Top:
    submission = child(item, "submission")
    said, _ = role_and_outcome(item)
    kept = submission if shown(submission) else {}
    return Top.model_validate(
        {
            **said,
            "id": sitzung_id(text(item, "ai_id", "id")),
            "nummer": item_number(item),
            "oeffentlich": public(item, "status"),
            "betreff": text(item, "title", "name"),
            "vorlage_nummer": text(kept, "alias"),
            "vorlage_id": vorlage_id(item) if kept else None,
        }
    )


def _papers(page: Page, items: list[Object], meeting: Sitzung) -> Iterable[Vorlage]:
    """Each Vorlage once, also where the agenda treats it twice."""
    by_id = {text(item, "id") or "": item for item in items}
    papers = (vorlage(page, item, by_id, meeting) for item in items)
    return {paper.id or paper.nummer or paper.betreff: paper for paper in papers if paper}.values()


def _links(page: Page, items: Iterable[Object], own: str | None) -> Iterator[Link]:
    """The other meetings of the Vorlagen on this agenda."""
    seen = {own}
    for item in items:
        for folge in objects(child(item, "submission").get("consultations") or []):
            meeting = child(folge, "meeting")
            nummer = text(meeting, "nummer") if is_meeting(meeting) else None
            if nummer and public(folge, "topstatus") is not False and sitzung_id(nummer) not in seen:
                seen.add(sitzung_id(nummer))
                yield meeting_link(page, nummer)


def _hints(item: Object) -> list[Hinweis]:
    _, hints = role_and_outcome(item)
    submission = child(item, "submission")
    fields = unknown(item, TOP_FIELDS, "agenda_item") + unknown(submission, VORLAGE_FIELDS, "submission")
    return hints + fields
