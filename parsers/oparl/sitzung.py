"""Meeting: a Sitzung and its agenda (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.json import Object, addresses, child, flag, link, lost, moment, objects, text, undated, unknown
from parsers.oparl.auszug import auszug, fields
from parsers.oparl.labels import AGENDA_ITEM, FIELDS
from parsers.oparl.values import as_list, body, cancelled, id_of, is_deleted, joint, organizations, present, top
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Sitzung, Top
from ris_scraper.words.german import oeffentlich

# SD.NET RIM writes no `public`, but heads the parts of the agenda with items without number (Uplengen, 2026-11).
_PART = re.compile(
    r"(?:(?:[A-Z]|[IVX]+|\d)[.)]\s*)?(?:nicht[\s-]*)?öffentliche[rs]?\s+(?:sitzung(?:steil)?|teil|tagesordnung)\W*",
    re.I,
)


def read_meeting(page: Page, said: Object) -> Parsed:
    """A meeting with its agenda, and an Auszug for every item with a wording.

    Raises LayoutDrift where neither name nor start are stated, or where no item of the agenda says anything. Items
    that say `public: false` are left out.
    """
    day, begin = moment(said, "start")
    if not day and not text(said, "name"):
        raise LayoutDrift(page.url, "name, start")
    items = _items(page, said)
    meeting = Sitzung(
        id=id_of(text(said, "id")),
        name=text(said, "name"),
        **body(said),
        datum=day,
        beginn=begin,
        ende=moment(said, "end")[1],
        ort=_place(said),
        abgesagt=cancelled(said),
        tops=tuple(Top.model_validate(fields(item)) for item in items),
    )
    texts = tuple(auszug(item, meeting) for item in items if text(item, "resolutionText"))
    hints = (
        [Hinweis(art="ort", text="only referenced") for _ in addresses(said.get("location"))]
        + joint(said)
        + undated(said, "start", "end")
        + lost(said, "Meeting", *AGENDA_ITEM, "organization")
        + unknown(said, FIELDS["Meeting"], "Meeting")
    )
    hints += [hint for item in items for hint in unknown(item, FIELDS["AgendaItem"], "AgendaItem")]
    return Parsed(
        datensaetze=(meeting, *texts),
        links=tuple(dict.fromkeys(_links(page, said))),
        hinweise=tuple(dict.fromkeys(hints)),
    )


def _items(page: Page, said: Object) -> list[Object]:
    """The public items. Raises LayoutDrift where there are items, and none is named, referenced or deleted."""
    listed = [one for key in AGENDA_ITEM for one in as_list(said.get(key))]
    understood = any(addresses(listed)) or any(
        is_deleted(one) or text(one, "name", "number") for one in objects(listed)
    )
    if listed and not understood:
        raise LayoutDrift(page.url, "name of an item", len(listed))
    return [item for item in _with_parts(_agenda(said)) if top(item)[1] is not False]


def _agenda(said: Object) -> list[Object]:
    """The embedded items in the order of the agenda (`order`, where every item has it)."""
    items = next((found for key in AGENDA_ITEM if (found := list(present(said, key)))), [])
    places = [item.get("order") for item in items]
    known = [place for place in places if isinstance(place, int)]
    if len(known) < len(items):
        return items
    return [item for _, item in sorted(zip(known, items, strict=True), key=lambda pair: pair[0])]


def _with_parts(items: Iterable[Object]) -> Iterator[Object]:
    """The items without the headings of the parts; what a heading says holds for items that say nothing themselves."""
    public: bool | None = None
    for item in items:
        heading = text(item, "name") or ""
        if not text(item, "number") and _PART.fullmatch(heading):
            public = oeffentlich(heading)
        else:
            yield item if flag(item, "public") is not None or public is None else {**item, "public": public}


def _place(said: Object) -> str | None:
    """Where a meeting is: the described place, else room, street and town; or a text."""
    location, printed = child(said, "location"), text(said, "location")
    if printed and not any(addresses(printed)):
        return printed
    town = " ".join(words for key in ("postalCode", "locality") if (words := text(location, key)))
    parts = (text(location, "room"), text(location, "streetAddress"), town)
    return text(location, "description") or ", ".join(words for words in parts if words) or None


def _links(page: Page, said: Object) -> Iterator[Link]:
    """Items that are only referenced, organizations."""
    for key in AGENDA_ITEM:
        yield from (Link(url=link(page, one), seitentyp="auszug") for one in addresses(said.get(key)))
    yield from organizations(page, said, "organization")
    for one in objects(said.get("organization")):
        yield from organizations(page, one, "id") if not text(one, "name") else ()
