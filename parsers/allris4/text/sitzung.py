"""Agendas of ALLRIS 4 as text copies (pure)."""

from __future__ import annotations

import re
from itertools import takewhile

from parsers.allris4.head import missing
from parsers.allris4.labels import SITZUNG
from parsers.allris4.text.head import AGENDA_COLUMNS, content, head_values, split_head
from parsers.allris4.values import item, meeting_record
from parsers.common.agenda import NUMBER, PART, is_paper_number, item_number
from parsers.common.glued import body_and_role, meeting_and_result, without_button
from parsers.common.item_numbers import Number, can_follow, key
from parsers.common.text import broken_off, split_paper, without_rows, without_staff
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Top
from ris_scraper.words import german, openers

_RESULT = re.compile(r"Beschluss|Ergebnis")
_JOINED = re.compile(
    rf"(?:\+/-|[+–-])?\s*(?P<whole>(?:TOP\s)?(?P<letter>NÖ|Ö|N)?\s?(?P<nummer>{NUMBER}))[.)]?"
    r"(?:\s+(?=\S)|(?=[A-ZÄÖÜ][a-zäöü]|\())"
)
# Signs that open an item, and cells that say nothing yet.
_NOTHING = re.compile(r"(?:\+/-|[+–-]|\(offen\))+")
# "Radwege am KanalAntrag: Vorname Nachname": a span of its own in the source, glued to the Betreff in a copy.
_PERSON = (
    r"(?:Antrag(?:steller)?|Anfrage|Bericht(?:erstatt)?|Einbringer|Einreicher|Referent|Verfasser|Vortrag)"
    r"[\w/-]{0,12}(?: (?:der|des|von)[^:]{0,40})?:.*"
)
_EXTRA, _EXTRA_LINE = re.compile(rf"(?<=[\w)\]\".?!]){_PERSON}"), re.compile(_PERSON)


def read_sitzung(page: Page) -> Parsed:
    """One Sitzung from a text copy; raises NotPublic, Gone or LayoutDrift like the HTML rendering."""
    title, lines = content(page, SITZUNG)
    head, rest = _parts(lines)
    values, unknown = head_values(head, SITZUNG)
    record = meeting_record({key: " ".join(value.split("\n")) for key, value in values.items()}, title)
    start = next((i for i, line in enumerate(rest) if AGENDA_COLUMNS.fullmatch(line)), 0)
    part = german.oeffentlich(values.get("status", ""))
    tops = _tops(_apart(without_staff(rest[start:])), _result_first(rest[start:]), part)
    if not (tops or (record.datum and (record.gremium or record.name))):
        raise missing(page, page.text, "Datum:")
    hints = broken_off(page, SITZUNG) or without_rows(page.text, "Tagesordnung", tops)
    parts = {"id": page.query.get("silfdnr"), "tops": tops}
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values), *hints),
    )


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """Head and agenda; a copy without any heading above its items has these alone to begin the agenda with."""
    head, rest = split_head(lines)
    lettered = (i for i, line in enumerate(lines) if _begins_item(line))
    return (head, rest) if rest else (lines[: (end := next(lettered, len(lines)))], lines[end:])


def _begins_item(line: str) -> bool:
    joined = _JOINED.match(line)
    return item_number(line)[1] is not None or (joined is not None and joined["letter"] is not None)


def _heads(lines: list[str]) -> str:
    """What stands above the first item: the heads of the columns."""
    return " ".join(
        takewhile(lambda line: not (PART.fullmatch(line) or _JOINED.match(line) or _begins_item(line)), lines)
    )


def _result_first(lines: list[str]) -> bool:
    """Whether the column of results stands before the subjects."""
    heads = _heads(lines)
    result = _RESULT.search(heads)
    return result is not None and "Betreff" in heads[result.end() :]


def _apart(lines: list[str]) -> list[str]:
    """The rows' cells on lines of their own, where a copy joined them: "+ Ö 3 Radwege 2026/245 Entscheidung"."""
    heads, cells = _heads(lines), list[str]()
    before: Number = ()
    for line in lines:
        alone = item_number(line)[0]
        found = None if alone else _JOINED.match(line)
        number = key(found["nummer"]) if found else ()
        # A number without a letter may begin a subject of its own: it counts where it goes on.
        if found and (found["letter"] or (can_follow(number, before) and not line[found.end()].islower())):
            before = number
            cells += [found["whole"].strip(), *_split(line[found.end() :], heads)]
            continue
        before = key(alone) if alone else before
        cells.append(line)
    return cells


def _split(row: str, heads: str) -> list[str]:
    """Subject, Vorlage, result and role of a joined row, as far as the heads name such columns."""
    rest, found = without_button(row).removesuffix("(offen)").rstrip(), []
    if "Zuständigkeit" in heads:
        rest, role = _cut(body_and_role(rest))
        found += [role]
    if _RESULT.search(heads):
        rest, result = _cut(meeting_and_result(rest, None))
        found += [result]
    subject, paper = split_paper(rest)
    return [subject, *(cell for cell in (paper, *reversed(found)) if cell)]


def _cut(parts: tuple[str | None, str | None]) -> tuple[str, str | None]:
    return parts[0] or "", parts[1]


def _is_role(line: str) -> bool:
    return openers.split_rolle(line)[0] is None


def _is_result(line: str) -> bool:
    return openers.split_ergebnis(line)[0] is None


def _top(number: str, lines: list[str], part: bool | None, result_first: bool) -> Top:
    """One item: Betreff, then number of the Vorlage, result and role as far as the tenant shows them."""
    cells = {"nummer": number}
    if result_first and len(lines) > 1 and _is_result(lines[0]):
        cells["ergebnis"], lines = lines[0], lines[1:]
    rest = [*lines[:1], *(line for line in lines[1:] if not _EXTRA_LINE.fullmatch(line))]
    for field, fits in (("rolle", _is_role), ("ergebnis", _is_result), ("vorlage", is_paper_number)):
        # Of two Vorlagen in one item the first is the item's.
        while len(rest) > 1 and fits(rest[-1]) and (field == "vorlage" or field not in cells):
            cells[field] = rest.pop()
    return item({**cells, "betreff": " ".join(_EXTRA.sub("", line) for line in rest)}, part)


def _tops(lines: list[str], result_first: bool, part: bool | None) -> tuple[Top, ...]:
    found: list[tuple[str, list[str], bool | None]] = []
    for line in lines:
        if PART.fullmatch(line):
            part = german.oeffentlich(line)
        elif item_number(line)[0]:
            found.append((line, [], part))
        elif found and not _NOTHING.fullmatch(line):
            found[-1][1].append(line)
    return tuple(_top(*entry, result_first) for entry in found)
