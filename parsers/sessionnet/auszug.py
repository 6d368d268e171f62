"""to0050 as HTML: one agenda item with its result and the wording of the decision (floor 2)."""

from __future__ import annotations

import re

from parsers._html import Tree, assign, label, link_id, tree, words
from parsers.sessionnet.abschnitte import block_lines, sections, text_blocks
from parsers.sessionnet.labels import AUSZUG, RESULT
from parsers.sessionnet.shared import Fields, box_pairs, head_pairs, links, outcome, own_id, printed, refuse_unreleased
from parsers.sessionnet.sitzung import headline
from ris_scraper.errors import LayoutDrift
from ris_scraper.german import datum, stated, top_nummer
from ris_scraper.model import Abschnitt, Auszug, Page, Parsed

_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040")
_TOP_HEAD = re.compile(r"(?:TOP\s+)?(?P<top>[ÖN]\s*\d[\w.]*|\d[\w.]*(?=\s*[:–-]))\s*[:–-]?\s+(?P<betreff>.+)")


def read_auszug(page: Page) -> Parsed:
    """An item's own page. Raises LayoutDrift where it states neither subject, number nor result."""
    refuse_unreleased(page)
    parsed = tree(page)
    pairs = [*printed(head_pairs(parsed)), *box_pairs(parsed)]
    head = [pair for pair in pairs if label(pair[0]) not in RESULT]
    result, unsaid = outcome([(label(name), value) for name, value in pairs if label(name) in RESULT])
    values, unknown = assign(head, AUSZUG)
    fields = item_fields(values, [words(node) for node in parsed.css("h1, title")])
    lines = [block_lines(block) for block in text_blocks(parsed)]
    fields["abschnitte"] = tuple(part for block in lines for part in kept_sections(block))
    auszug = _auszug(page, parsed, {**fields, **result})
    return Parsed(
        datensaetze=(auszug,),
        links=tuple(links(page, parsed, _LINKED)),
        hinweise=tuple([*unknown, *unsaid]),
    )


def _auszug(page: Page, where: Tree, fields: Fields) -> Auszug:
    if not (fields["betreff"] or fields["nummer"] or fields["ergebnis"]):
        raise LayoutDrift(page.url, "[class*=_box2_beschluss], .smc-table-row")
    return Auszug.model_validate(
        {
            "id": own_id(page, where, "__ktonr"),
            "sitzung_id": link_id(where, "__ksinr"),
            "vorlage_id": link_id(where, "__kvonr"),
            **fields,
        }
    )


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
    found = next((match for text in headlines if (match := _TOP_HEAD.fullmatch(text))), None)
    return found.groupdict() if found else {}


def kept_sections(lines: list[str]) -> tuple[Abschnitt, ...]:
    """Titled sections of minutes. Untitled text is mostly the debate and names speakers, so it is not kept."""
    return tuple(part for part in sections(lines) if part.titel)
