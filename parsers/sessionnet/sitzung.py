"""Agendas as HTML: si0057 (table), si0056 (cards), to0040 (old table) and the head on si0050."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.common.html import Node, Tree, assign, tree, words
from parsers.common.values import doubtful
from parsers.sessionnet.agenda import TABLES, Found, agenda_tables, head_hints, paper, part_of, table_items, title_of
from parsers.sessionnet.head import (
    ITEM_TITLE,
    box_around,
    head_pairs,
    headlines,
    linked_id,
    links,
    own_id,
    page_name,
    printed,
    refuse_unreleased,
    result_pairs,
    unique,
)
from parsers.sessionnet.labels import SITZUNG
from parsers.sessionnet.values import Fields, meeting_fields, outcome, undated
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Link, Parsed, Sitzung, Top
from ris_scraper.words.german import stated, top_nummer

_ITEMS = ("vo0050", "to0050")
# A meeting's agenda comes in two views that say the same; one is enough.
_AGENDAS = ("si0057", "si0056", "to0040")
_CARDS = "#smcaccordion > .card, #smcaccordion > .panel"
_IN_ACCORDION = "#smcaccordion > *"
_LAYOUT = re.compile(r"smc_page_(si0050|si0056|si0057|to0040)_layout")


def read_sitzung(page: Page) -> Parsed:
    """A meeting with its agenda. Raises NotPublic where nothing is released, LayoutDrift where there is no agenda."""
    refuse_unreleased(page)
    parsed = tree(page)
    tables = agenda_tables(parsed)
    found = list(_agenda(page, parsed, tables))
    values, unknown = assign(printed(head_pairs(parsed, ("si", "yy"))), SITZUNG)
    fields = meeting_fields(values, headlines(parsed))
    if not found and not (fields["gremium"] or fields["datum"]):
        raise LayoutDrift(page.url, "h1.smc_h1, .sigrname")
    sitzung = Sitzung(id=own_id(page, parsed, "__ksinr"), **fields, tops=tuple(top for top, _ in found))
    hints = [
        *unknown,
        *doubtful(values),
        *undated(fields),
        *head_hints(tables),
        *(hint for _, hints in found for hint in hints),
    ]
    return Parsed(
        datensaetze=(sitzung,),
        links=_linked(page, parsed, bool(found)),
        hinweise=tuple(dict.fromkeys(hints)),
    )


def _linked(page: Page, where: Tree, has_agenda: bool) -> tuple[Link, ...]:
    items = tuple(links(page, where, _ITEMS))
    if has_agenda:
        return items
    own = page.query.get("__ksinr")
    views = (link for name in _AGENDAS for link in links(page, where, (name,)) if query(link.url).get("__ksinr") == own)
    return (*items, *list(views)[:1])


def _agenda(page: Page, where: Tree, tables: list[Node]) -> list[Found]:
    """The items of whichever agenda the page shows; si0050 shows the head alone."""
    found = table_items(tables) or list(_cards(where.css(_IN_ACCORDION) or _loose_cards(where)))
    shown = _LAYOUT.search(page.text)
    name = shown[1] if shown else page_name(page.url)
    if not found and name != "si0050":
        raise LayoutDrift(page.url, f"{TABLES}, {_CARDS}")
    return found


def _loose_cards(where: Tree) -> list[Node]:
    """The boxes of items outside of an accordion that we know."""
    return unique(box for title in where.css(ITEM_TITLE) if (box := box_around(title)) is not None)


def _cards(cards: list[Node]) -> Iterator[Found]:
    public: bool | None = None
    for card in cards:
        badge = card.css_first(".badge")
        title = card.css_first(ITEM_TITLE)
        if badge is None and title is None:
            public = part_of(card, public)
            continue
        number, letter = top_nummer(words(badge))
        result, unknown = outcome(result_pairs(card))
        top = Top(
            id=linked_id(card, "__ktonr"),
            nummer=number,
            oeffentlich=public if letter is None else letter,
            betreff=title_of(title),
            **_card_paper(card),
            **result,
        )
        yield top, unknown


def _card_paper(card: Node) -> Fields:
    named = paper(card)
    if named["vorlage_nummer"]:
        return named
    for anchor in card.css('a[href*="vo0050"]'):
        number = stated(re.sub(r"^Vorlage\s*:?\s*", "", words(anchor)))
        if number and re.search(r"\d", number):
            return {"vorlage_nummer": number, "vorlage_id": linked_id(anchor.parent or anchor, "__kvonr")}
    return named
