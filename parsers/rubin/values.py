"""Values that several of rubin's objects share (pure)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from parsers.common.json import Object, child, flag, text
from parsers.rubin.labels import OEFFENTLICH, ROLLEN, SITZUNG
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.german import top_nummer
from ris_scraper.words.openers import split_ergebnis
from ris_scraper.words.votes import count_votes

# The longest outcome in the project's vocabulary has 75 letters; what is longer is a report of the debate.
_LONGEST = 160


def sitzung_id(nummer: str | None) -> str | None:
    """A meeting's number without "ni_": the prefix appears once there are minutes (`nummer_si` keeps the old number).

    Calendar, agenda, consultations and OParl of one portal then mean the same meeting by the same id.
    """
    return nummer.removeprefix("ni_") if nummer else None


def public(where: Object, key: str) -> bool | None:
    """Whether an item, a Vorlage or a station is public: 1 or 2; None for anything else."""
    return OEFFENTLICH.get(text(where, key) or "")


def is_meeting(meeting: Object) -> bool:
    """Whether this is a meeting of a body that the portal shows: no draft, no Fraktion, no reception."""
    hidden = flag(meeting, "is_draft") or flag(meeting, "fraktionssitzung")
    return not hidden and text(meeting, "event_type_id") in (None, SITZUNG)


def meeting_link(page: Page, nummer: str) -> Link:
    """The call that answers with a meeting's whole agenda."""
    call = f"id=meetings&action=get&meeting_id={quote(nummer, safe='')}&with_agenda_item_documents=1"
    return Link(url=f"{page.url.partition('?')[0]}?{call}", seitentyp="sitzung")


def item_number(item: Object) -> str | None:
    """The number of an agenda item without the Ö or N that some portals print before it ("Ö 4")."""
    printed = text(item, "topnummer", "number")
    return top_nummer(printed or "")[0] or printed


def role_and_outcome(item: Object) -> tuple[dict[str, Any], list[Hinweis]]:
    """Role, result and vote of an agenda item, from its counselling status and its text of the vote."""
    status = text(child(item, "counselling_status"), "name")
    said = text(item, "abstimmungstext")
    is_role = status is not None and status.lower() in ROLLEN
    is_outcome = bool(status) and not is_role and split_ergebnis(status or "")[0] is None
    hints = [] if not status or is_role or is_outcome else [Hinweis(art="beratungsstatus", text=status)]
    if said and len(said) > _LONGEST:
        hints.append(Hinweis(art="abstimmungstext", text=f"länger als {_LONGEST} Zeichen"))
        said = None
    vote = count_votes(" | ".join(words for words in (status if is_outcome else None, said) if words))
    return {
        "rolle": status if is_role else None,
        "ergebnis": status if is_outcome else said,
        **vote.model_dump(),
    }, hints
