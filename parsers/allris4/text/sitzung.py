"""Agendas of ALLRIS 4 as text copies (pure)."""

from __future__ import annotations

import re

from parsers.allris4.head import missing
from parsers.allris4.labels import SITZUNG
from parsers.allris4.text.head import content, head_values, split_head
from parsers.allris4.values import item, meeting_record
from parsers.common.agenda import PART, is_paper_number, item_number
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Top
from ris_scraper.words import german, openers

_COLUMNS = re.compile(r"\+/-.*TOP.*|TOP\s+Betreff.*")
# Signs that open an item, and cells that say nothing yet.
_NOTHING = re.compile(r"(?:\+/-|[+–-]|\(offen\))+")
# "Radwege am KanalAntrag: Vorname Nachname": a span of its own in the source, glued to the Betreff in a copy.
_EXTRA = re.compile(
    r"(?<=[\w)\]\".?!])(?:Antrag(?:steller)?|Anfrage|Bericht(?:erstatt)?|Einbringer|Einreicher|Referent|Verfasser|Vortrag)"
    r"[\w/-]{0,12}(?: (?:der|des|von)[^:]{0,40})?:.*"
)


def read_sitzung(page: Page) -> Parsed:
    """One Sitzung from a text copy; raises NotPublic, Gone or LayoutDrift like the HTML rendering."""
    title, lines = content(page, SITZUNG)
    head, rest = split_head(lines)
    values, unknown = head_values(head, SITZUNG)
    record = meeting_record({key: " ".join(value.split("\n")) for key, value in values.items()}, title)
    start = next((i for i, line in enumerate(rest) if _COLUMNS.fullmatch(line)), 0)
    tops = _tops(rest[start:])
    if not (tops or (record.datum and (record.gremium or record.name))):
        raise missing(page, page.text, "Datum:")
    parts = {"id": page.query.get("silfdnr"), "tops": tops}
    return Parsed(datensaetze=(record.model_copy(update=parts),), hinweise=tuple(unknown))


def _is_role(line: str) -> bool:
    return openers.split_rolle(line)[0] is None


def _is_result(line: str) -> bool:
    return openers.split_ergebnis(line)[0] is None


def _top(number: str, lines: list[str], part: bool | None) -> Top:
    """One item: Betreff, then number of the Vorlage, result and role as far as the tenant shows them."""
    cells = {"nummer": number}
    rest = list(lines)
    for field, fits in (("rolle", _is_role), ("ergebnis", _is_result), ("vorlage", is_paper_number)):
        # Of two Vorlagen in one item the first is the item's.
        while len(rest) > 1 and fits(rest[-1]) and (field == "vorlage" or field not in cells):
            cells[field] = rest.pop()
    return item({**cells, "betreff": " ".join(_EXTRA.sub("", line) for line in rest)}, part)


def _tops(lines: list[str]) -> tuple[Top, ...]:
    found: list[tuple[str, list[str], bool | None]] = []
    part: bool | None = None
    for line in lines:
        if PART.fullmatch(line):
            part = german.oeffentlich(line)
        elif item_number(line)[0]:
            found.append((line, [], part))
        elif found and not _NOTHING.fullmatch(line):
            found[-1][1].append(line)
    return tuple(_top(*entry) for entry in found)
