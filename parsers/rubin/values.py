"""Values that several of rubin's objects share (pure)."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from parsers.common.json import Object, child, flag, moment, named, prose, text
from parsers.common.outcomes import LONGEST_OUTCOME, is_outcome
from parsers.rubin.content import entries
from parsers.rubin.labels import FLAGS, ITEM_NUMBER, MEETING, NAME, NUMMER, PUBLIC, ROLE, ROLES, STATUS
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.german import datum, oeffentlich, stated, top_nummer
from ris_scraper.words.votes import agreed


def sitzung_id(nummer: str | None) -> str | None:
    """A meeting's number without "ni_": the prefix appears once there are minutes (`nummer_si` keeps the old number).

    Calendar, agenda, consultations and OParl of one portal then mean the same meeting by the same id.
    """
    return nummer.removeprefix("ni_") if nummer else None


def public(where: Object, key: str) -> bool | None:
    """Whether an item, a Vorlage or a station is public: 1 or 2, a letter, or in words; None for anything else."""
    inner = child(where, key)
    said = text(where, key) or (text(inner, "id", *NAME) if inner else None) or ""
    if said in PUBLIC:
        return PUBLIC[said]
    letter = STATUS.get(said.lower())
    return oeffentlich(text(inner, *NAME) or said) if letter is None else letter


def item_public(item: Object) -> bool | None:
    """Whether an item is public: its status, else the letter that some portals print before its number ("Ö 4")."""
    said = next(
        (said for said in (public(item, "status"), *(flag(item, key) for key in FLAGS)) if said is not None), None
    )
    return top_nummer(text(item, *ITEM_NUMBER) or "")[1] if said is None else said


def shown_item(item: Object) -> bool:
    """Whether an item may be kept: none of the non-public part is."""
    return item_public(item) is not False


def item_id(item: Object) -> str | None:
    """The item's number, or its key, which begins with the meeting's number and changes as that does."""
    return sitzung_id(text(item, "ai_id", "id"))


def day(where: Object, key: str) -> date | None:
    """A day as the interface writes it, or as portals print it."""
    return moment(where, key)[0] or datum(text(where, key) or "")


def place(room: Any) -> str | None:
    """Name and address of a room, from its two spellings or from its name alone."""
    if isinstance(room, str):
        return stated(prose(room))
    where = next(iter(entries(room)), {})
    address = child(where, "address")
    street = text(where, "Strasse") or text(address, "street")
    code, town = text(where, "PLZ") or text(address, "zip_code"), text(where, "Ort") or text(address, "location")
    parts = (text(where, *NAME), street, " ".join(filter(None, (code, town))))
    return ", ".join(filter(None, parts)) or None


def is_meeting(meeting: Object) -> bool:
    """Whether this is a meeting of a body that the portal shows: no draft, no Fraktion, no reception."""
    hidden = flag(meeting, "is_draft") or flag(meeting, "fraktionssitzung")
    return not hidden and text(meeting, "event_type_id") in (None, MEETING)


def meeting_link(page: Page, meeting: Object) -> Link:
    """The call that answers with a meeting's whole agenda; from a page of markup the page of the meeting."""
    number = quote(text(meeting, *NUMMER) or "", safe="")
    if not is_json(page.text):
        return Link(url=page.absolute(f"meeting.php?id={number}"), seitentyp="sitzung")
    call = f"id=meetings&action=get&meeting_id={number}&with_agenda_item_documents=1"
    return Link(url=f"{page.url.partition('?')[0]}?{call}", seitentyp="sitzung")


def item_number(item: Object) -> str | None:
    """The number of an agenda item without the Ö or N that some portals print before it ("Ö 4")."""
    printed = text(item, *ITEM_NUMBER)
    return top_nummer(printed or "")[0] or printed


def role_and_outcome(item: Object) -> tuple[dict[str, Any], list[Hinweis]]:
    """Role, result and vote of an agenda item, from its counselling status and its text of the vote."""
    status = named(item, "counselling_status", *NAME)
    said = text(item, "abstimmungstext")
    came_out = status is not None and status.lower() not in ROLES and is_outcome(status)
    is_role = status is not None and not came_out and (status.lower() in ROLES or _is_role(status))
    hints = [] if not status or is_role or came_out else [Hinweis(art="beratungsstatus", text=status)]
    if said and len(said) > LONGEST_OUTCOME:
        hints.append(Hinweis(art="abstimmungstext", text=f"länger als {LONGEST_OUTCOME} Zeichen"))
        said = None
    vote = agreed(*(words for words in (status if came_out else None, said) if words))
    return {
        "rolle": status if is_role else None,
        "ergebnis": status if came_out else said,
        **vars(vote),
    }, hints


def _is_role(words: str) -> bool:
    return len(words) <= LONGEST_OUTCOME and ROLE.fullmatch(words) is not None
