"""to0050 as HTML: one agenda item with its result and the wording of the decision."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.common.html import Tree, assign, label, tree, words
from parsers.common.values import doubtful
from parsers.sessionnet.head import (
    ITEM_TITLE,
    box_pairs,
    head_pairs,
    headlines,
    linked_id,
    links,
    own_id,
    printed,
    refuse_unreleased,
)
from parsers.sessionnet.labels import AUSZUG, RESULT
from parsers.sessionnet.sections import block_lines, minutes, text_blocks
from parsers.sessionnet.values import first_results, item_fields, item_record, outcome, with_votings
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Parsed

_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040")


def read_auszug(page: Page) -> Parsed:
    """An item's own page. Raises LayoutDrift where it states neither subject, number nor result."""
    refuse_unreleased(page)
    parsed = tree(page)
    pairs = printed(head_pairs(parsed, ("vo", "si", "yy")))
    values, unknown = assign([pair for pair in pairs if label(pair[0]) not in RESULT], AUSZUG)
    fields = item_fields(values, _headlines(parsed))
    said = [*box_pairs(parsed), *((label(name), value) for name, value in pairs if label(name) in RESULT)]
    text, votings, loose = _texts(parsed)
    result, unsaid = outcome([*said, *_unsaid(said, loose)])
    result, doubts = with_votings(result, votings)
    ids = {parameter: linked_id(parsed, parameter) for parameter in ("__ksinr", "__kvonr")}
    auszug = item_record(
        page,
        {"id": own_id(page, parsed, "__ktonr"), "sitzung_id": ids["__ksinr"], "vorlage_id": ids["__kvonr"]},
        {**fields, **result, "abschnitte": text},
    )
    return Parsed(
        datensaetze=(auszug,),
        links=tuple(links(page, parsed, _LINKED)),
        hinweise=(*unknown, *unsaid, *doubts, *doubtful(values)),
    )


def _headlines(where: Tree) -> list[str]:
    """Headings and titles; of a page with the item in a card, as on si0056, also its number and subject."""
    said = headlines(where)
    title = where.css_first(ITEM_TITLE)
    return said if title is None else [*said, f"{words(where.css_first('.badge'))} {words(title)}"]


def _unsaid(said: Sequence[tuple[str, str]], loose: list[str]) -> list[tuple[str, str]]:
    """The results among the loose lines that neither box nor head says."""
    known = {RESULT.get(name) for name, _ in said}
    return [pair for pair in first_results(loose, 0)[0] if RESULT.get(pair[0]) not in known]


def _texts(where: Tree) -> tuple[tuple[Abschnitt, ...], list[str], list[str]]:
    """Sections of the minutes and their votes, and the page's loose lines for tenants whose result has no classes."""
    blocks = [block_lines(block) for block in text_blocks(where)]
    body = where.css_first("#page-content") or where.body
    loose = block_lines(body) if body is not None else []
    if not blocks:
        blocks = [loose[first_results(loose, 0)[1] :]]
    read = [minutes(lines) for lines in blocks]
    return tuple(part for parts, _ in read for part in parts), [vote for _, votes in read for vote in votes], loose
