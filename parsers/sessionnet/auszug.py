"""to0050 as HTML: one agenda item with its result and the wording of the decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.common.html import Tree, assign, label, tree, words
from parsers.common.text import label_pattern, labelled
from parsers.sessionnet.head import (
    Fields,
    box_pairs,
    head_pairs,
    linked_id,
    links,
    outcome,
    own_id,
    printed,
    refuse_unreleased,
)
from parsers.sessionnet.labels import AUSZUG, RESULT
from parsers.sessionnet.sections import block_lines, sections, text_blocks
from parsers.sessionnet.sitzung import ITEM_TITLE, PREFIX, headline
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Auszug, Parsed
from ris_scraper.words.german import clean, datum, stated, top_nummer
from ris_scraper.words.openers import split_ergebnis
from ris_scraper.words.votes import count_votes

Pairs = list[tuple[str, str]]

_RESULT = label_pattern(RESULT)
# The longest outcome in the project's vocabulary has 75 letters; a decision's wording is longer.
_LONGEST = 160
_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040")
_TOP_HEAD = re.compile(r"(?:TOP\s+)?(?P<top>[ÖN]\s*\d[\w.]*|\d[\w.]*(?=\s*[:–-]))\s*[:–-]?\s+(?P<betreff>.+)")


def read_auszug(page: Page) -> Parsed:
    """An item's own page. Raises LayoutDrift where it states neither subject, number nor result."""
    refuse_unreleased(page)
    parsed = tree(page)
    pairs = printed(head_pairs(parsed, ("vo", "si", "yy")))
    values, unknown = assign([pair for pair in pairs if label(pair[0]) not in RESULT], AUSZUG)
    fields = item_fields(values, _headlines(parsed))
    said = [*box_pairs(parsed), *((label(name), value) for name, value in pairs if label(name) in RESULT)]
    text, loose = _texts(parsed)
    result, unsaid = outcome(said or first_results(loose, 0)[0])
    ids = {parameter: linked_id(parsed, parameter) for parameter in ("__ksinr", "__kvonr")}
    auszug = item(
        page,
        {"id": own_id(page, parsed, "__ktonr"), "sitzung_id": ids["__ksinr"], "vorlage_id": ids["__kvonr"]},
        {**fields, **result, "abschnitte": text},
    )
    return Parsed(
        datensaetze=(auszug,),
        links=tuple(links(page, parsed, _LINKED)),
        hinweise=tuple([*unknown, *unsaid]),
    )


def _headlines(where: Tree) -> list[str]:
    """Headings and titles; of a page with the item in a card, as on si0056, also its number and subject."""
    said = [words(node) for name in ("h1", "title") for node in where.css(name)]
    title = where.css_first(ITEM_TITLE)
    return said if title is None else [*said, f"{words(where.css_first('.badge'))} {words(title)}"]


def _texts(where: Tree) -> tuple[tuple[Abschnitt, ...], list[str]]:
    """Sections of the minutes, and the page's loose lines for tenants that print the result without classes."""
    blocks = [block_lines(block) for block in text_blocks(where)]
    body = where.css_first("#page-content") or where.body
    loose = block_lines(body) if body is not None else []
    if not blocks:
        blocks = [loose[first_results(loose, 0)[1] :]]
    return tuple(part for lines in blocks for part in kept_sections(lines)), loose


def item(page: Page, ids: Fields, fields: Fields) -> Auszug:
    """The record; raises LayoutDrift where the page states nothing of an item."""
    if not (fields["betreff"] or fields["nummer"] or fields["ergebnis"] or fields["abschnitte"]):
        raise LayoutDrift(page.url, "Beschluss, Betreff, .smc-table-row")
    return Auszug.model_validate({**ids, **fields, **_vote(fields)})


def _vote(fields: Fields) -> Fields:
    """The vote beside the outcome; what is not counted there is taken from the minutes' section on the voting."""
    parts = [part.text for part in fields["abschnitte"] if part.titel and "bstimmung" in part.titel]
    return {name: value if fields[name] is None else fields[name] for name, value in count_votes(" ".join(parts))}


def first_results(found: Sequence[str], place: int) -> tuple[Pairs, int]:
    """The result lines from `place` on, and the place behind them.

    "Beschluss:" comes twice: first with the outcome, then over the wording (Würzburg, Erlangen-Höchstadt, Oder-Spree).
    """
    start = next((i for i in range(place, len(found)) if _RESULT.match(found[i])), None)
    said: Pairs = []
    end = place if start is None else start
    while end < len(found) and (match := _RESULT.match(found[end])):
        pairs = [(name, clean(value)) for name, value in labelled(found[end], _RESULT)]
        following = found[end + 1] if end + 1 < len(found) else ""
        alone = not pairs[-1][1] and len(pairs) == 1
        if alone and _says_result(following):
            pairs = [(match["label"], following)]
        if match["label"] in {name for name, _ in said} or not pairs[0][1] or len(pairs[0][1]) > _LONGEST:
            break
        said.extend(pairs)
        end += 2 if alone else 1
    return said, end


def _says_result(line: str) -> bool:
    """Whether a line under its label is an outcome or a count, not the wording of the decision."""
    before, result = split_ergebnis(line)
    counted = count_votes(line)
    return len(line) < _LONGEST and ((result is not None and before is None) or counted.ja is not None)


def item_fields(values: dict[str, str], headlines: list[str]) -> Fields:
    """Fields of an Auszug from its head rows, else from its headings; the same for both renderings."""
    said = {**headline(headlines), **_heading_parts(headlines), **values}
    number, public = top_nummer(said.get("top", ""))
    return {
        "nummer": number,
        "oeffentlich": public,
        "betreff": stated(said.get("betreff")),
        "vorlage_nummer": stated(said.get("vorlage")),
        "gremium": stated(said.get("gremium")),
        "datum": datum(said.get("datum", "")),
    }


def _heading_parts(headlines: list[str]) -> dict[str, str]:
    """ "Ö 5 Radverkehrskonzept" or "TOP 5: Radverkehrskonzept" -> number and subject."""
    found = next((match for text in headlines if (match := _TOP_HEAD.fullmatch(PREFIX.sub("", text)))), None)
    return found.groupdict() if found else {}


def kept_sections(lines: list[str]) -> tuple[Abschnitt, ...]:
    """Titled sections of minutes. Untitled text is mostly the debate and names speakers, so it is not kept."""
    return tuple(part for part in sections(lines) if part.titel)
