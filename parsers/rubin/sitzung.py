"""`meetings&action=get`: a meeting with its agenda, and the Vorlagen that it treats (pure)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from parsers.common.agenda import is_part
from parsers.common.json import Object, child, clock, flag, lost, moment, named, text, undated, unknown, untimed
from parsers.rubin.content import entries, holding
from parsers.rubin.labels import (
    BELOW,
    CONSULTATION_FIELDS,
    HEADING,
    MEETING_FIELDS,
    NAME,
    NUMMER,
    TITLE,
    TOP_FIELDS,
    VORLAGE_FIELDS,
)
from parsers.rubin.values import (
    day,
    is_meeting,
    item_id,
    item_number,
    item_public,
    meeting_link,
    place,
    public,
    role_and_outcome,
    shown_item,
    sitzung_id,
)
from parsers.rubin.vorlage import nummer, paper_id, vorlage
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Link, Parsed, Sitzung, Top, Vorlage
from ris_scraper.words.meetings import called_off

# "4.1.2" stands below "4.1" below "4"; more than that no agenda has.
_LEVELS = 3
_ROMAN = re.compile(r"(?:[IVX]+\.?)?")


def read_sitzung(page: Page) -> Parsed:
    """A meeting and one Vorlage per submission on its agenda.

    Raises NotPublic for drafts and for meetings of a Fraktion, LayoutDrift where number, day or agenda are missing. The
    non-public part is left out: the interface hands out more of it than the portal shows to a reader.
    """
    said = holding(page, "agenda_items")
    if flag(said, "is_draft") or flag(said, "fraktionssitzung"):
        raise NotPublic(page.url, "a draft or a meeting of a Fraktion: the portal does not show it to readers")
    if not text(said, *NUMMER) or not day(said, "datum"):
        raise LayoutDrift(page.url, "nummer, datum")
    items = _items(page, said)
    hints = [hint for item in items for hint in _hints(item)]
    meeting = _head(said).model_copy(update={"tops": tuple(map(_top, items))})
    papers = _papers(page, items, meeting)
    return Parsed(
        datensaetze=(meeting, *papers),
        links=tuple(_links(page, items, meeting.id)),
        hinweise=tuple(dict.fromkeys((*_meeting_hints(said), *hints))),
    )


def _items(page: Page, said: Object) -> list[Object]:
    """The public items, those below others behind them. Raises LayoutDrift where what the agenda holds says nothing."""
    listed = said["agenda_items"]
    items = [item for item in _flat(entries(listed)) if not _is_part(item)]
    if listed and not any(text(item, *TITLE) for item in items):
        raise LayoutDrift(page.url, "title of an item")
    return [item for item in items if shown_item(item)]


def _flat(items: Iterable[Object], levels: int = _LEVELS) -> Iterator[Object]:
    for item in items:
        yield item
        if levels:
            yield from _flat((below for key in BELOW for below in entries(item.get(key))), levels - 1)


def _is_part(item: Object) -> bool:
    """The heading of the agenda's public or other part: a "Zwischentitel" without a number, or with a Roman one."""
    unnumbered = _ROMAN.fullmatch(item_number(item) or "")
    return text(item, "topart") == HEADING and unnumbered is not None and is_part(text(item, *TITLE) or "")


def _head(said: Object) -> Sitzung:
    return Sitzung(
        id=sitzung_id(text(said, *NUMMER)),
        name=text(said, "titel", "title"),
        gremium=_body(said),
        datum=day(said, "datum"),
        beginn=clock(said, "beginn") or moment(said, "datum")[1],
        ende=clock(said, "ende"),
        ort=place(said.get("room")),
        abgesagt=called_off(text(said, "titel", "title")),
    )


def _body(said: Object) -> str | None:
    """The inviting body (`gremium_1`); further bodies of a joint meeting stand in its title and in the stations."""
    bodies = entries(said.get("committees"))
    own = [body for body in bodies if text(body, "Kuerzel", "id") == text(said, "gremium_1")]
    return text(next(iter(own or bodies), {}), *NAME)


def _meeting_hints(said: Object) -> list[Hinweis]:
    """Fields that are not known, and the bodies of a joint meeting beside the one that is kept."""
    own = _body(said)
    names = [name for body in entries(said.get("committees")) if (name := text(body, *NAME)) and name != own]
    further = [Hinweis(art="gremium", text=f"tagt gemeinsam: {name}") for name in names]
    return further + untimed(said, "beginn", "ende") + unknown(said, MEETING_FIELDS, "meeting")


def _top(item: Object) -> Top:
    said, _ = role_and_outcome(item)
    return Top.model_validate(
        {
            **said,
            "id": item_id(item),
            "nummer": item_number(item),
            "oeffentlich": item_public(item),
            "betreff": text(item, *TITLE),
            "vorlage_nummer": nummer(item),
            "vorlage_id": paper_id(item),
        }
    )


def _papers(page: Page, items: list[Object], meeting: Sitzung) -> Iterable[Vorlage]:
    """Each Vorlage once, with all stations where the agenda treats it twice."""
    by_id = {text(item, "id") or "": item for item in items}
    found: dict[str | None, Vorlage] = {}
    stations: dict[str | None, dict[Beratung, None]] = defaultdict(dict)
    for paper in (vorlage(page, item, by_id, meeting) for item in items):
        if paper:
            name = paper.id or paper.nummer or paper.betreff
            found[name] = paper
            stations[name].update(dict.fromkeys(paper.beratungen))
    return [paper.model_copy(update={"beratungen": tuple(stations[name])}) for name, paper in found.items()]


def _links(page: Page, items: Iterable[Object], own: str | None) -> Iterator[Link]:
    """The other meetings of the Vorlagen on this agenda."""
    seen = {own}
    for item in items:
        for folge in entries(child(item, "submission").get("consultations")):
            meeting = child(folge, "meeting")
            number = text(meeting, *NUMMER) if is_meeting(meeting) else None
            if number and public(folge, "topstatus") is not False and sitzung_id(number) not in seen:
                seen.add(sitzung_id(number))
                yield meeting_link(page, meeting)


def _hints(item: Object) -> list[Hinweis]:
    _, hints = role_and_outcome(item)
    submission = child(item, "submission")
    fields = lost(item, "agenda_item", "submission") + undated(submission, "erstellungsdatum")
    fields += unknown(item, TOP_FIELDS, "agenda_item") + unknown(submission, VORLAGE_FIELDS, "submission")
    if item_public(item) is None and (said := named(item, "status", "name", "id")):
        fields.append(Hinweis(art="status", text=said))
    for folge in entries(submission.get("consultations")):
        fields += unknown(folge, CONSULTATION_FIELDS, "consultation")
    return hints + fields
