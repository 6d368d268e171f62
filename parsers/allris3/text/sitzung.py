"""Agendas of ALLRIS 3 as text copies (pure). Results are titles of buttons and do not survive in text."""

from __future__ import annotations

import re

from parsers.allris3.head import after_dash, missing
from parsers.allris3.labels import HEADINGS, SITZUNG
from parsers.allris3.text.head import head_values, page_lines
from parsers.allris3.values import item_title, meeting_record
from parsers.common.agenda import LETTERS, NUMBER, PART, is_paper_number
from parsers.common.glued import without_button
from parsers.common.headings import is_heading
from parsers.common.text import broken_off, going_on, split_paper, without_staff
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed, Top
from ris_scraper.words import german

# "Ö 9", "Ö 10.1Änderungsantrag …" (glued), "N 24 Grundstücksangelegenheit".
_ITEM = re.compile(
    rf"(?P<letter>NÖ|[ÖN])\s?(?P<nummer>{NUMBER})[.)]*(?=\s|$|[^\d\s.,])\s*"
    r"(?:(?:NT|NTOP|Nachtrag|\(neu\))(?=\s|$|[A-ZÄÖÜ])\s*)?"
)
_BARE_ITEM = re.compile(r"(?P<letter>)(?P<nummer>\d{1,3}(?:\.\d{1,2}){0,6})\.?(?:\s+|$)")
_TABLE_HEAD = re.compile(r"TOP\s*(?:Betreff\s*)?(?:Vorlage\s*)?")
# The heads of the columns in the line of the first item: "TOP Betreff VorlageÖ 1".
_HEADED_ITEM = re.compile(r"(?P<head>TOP\s*Betreff\s*(?:Vorlage)?)\s*(?P<item>(?:NÖ|[ÖN])\s?\d.*)")
# Buttons that text browsers print behind the number, and before the number of the Vorlage.
_BUTTON_FIRST, _BUTTON_LAST = re.compile(r"^(?:(?:NA|PA|TO|VO)(?:\s+|$))+"), re.compile(r"\s(?:VO|TO)$")
# A Betreff with line breaks has a few lines; what is longer is an opened text (`BES=1`, LK Börde).
_LONGEST_TITLE, _FARTHEST_NUMBER = 3, 7


def read_sitzung(page: Page) -> Parsed:
    """One Sitzung from a text copy; raises NotPublic or LayoutDrift like the HTML rendering."""
    title, lines = page_lines(page, "sitzung")
    head, items = _split(lines)
    values, unknown = head_values(head, SITZUNG)
    if not (items or values):
        raise missing(page, page.text, "Bezeichnung:")
    record = meeting_record(values, after_dash(title))
    whole = german.oeffentlich(values.get("status", ""))
    tops = tuple(_top(found, whole if part is None else part, below) for found, part, below in items)
    parts = {"id": page.query.get("silfdnr"), "tops": tops}
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values), *(broken_off(page, SITZUNG) or _itemless(items))),
    )


def _itemless(items: list[tuple[re.Match[str], bool | None, list[str]]]) -> tuple[Hinweis, ...]:
    """A page without agenda has no frame to be recognised by, so a copy without items has lost them."""
    return () if items else (Hinweis(art="zeilen", text="an agenda without items"),)


def _split(lines: list[str]) -> tuple[list[str], list[tuple[re.Match[str], bool | None, list[str]]]]:
    """Head lines, and the items: match of the number, part of the agenda, lines up to the next item."""
    lines = [part for line in lines for part in _unheaded(line)]
    item = _ITEM if any(_ITEM.match(line) for line in lines) else _BARE_ITEM
    head = next((i for i, line in enumerate(lines) if _TABLE_HEAD.fullmatch(line)), None)
    if head is None:
        head = next((i for i, line in enumerate(lines) if item is _ITEM and item.match(line)), len(lines))
    items: list[tuple[re.Match[str], bool | None, list[str]]] = []
    part: bool | None = None
    for line in without_staff(lines[head:]):
        found = item.match(line)
        if PART.fullmatch(line):
            part = german.oeffentlich(line)
        elif found:
            items.append((found, part, [rest] if (rest := _BUTTON_FIRST.sub("", line[found.end() :])) else []))
        elif items and line:
            items[-1][2].append(line)
    return lines[:head], items


def _unheaded(line: str) -> list[str]:
    found = _HEADED_ITEM.fullmatch(line)
    return [found["head"], found["item"]] if found else [line]


def _title_and_paper(lines: list[str]) -> tuple[str | None, str | None]:
    """Betreff and number of the Vorlage, which stands on a line of its own behind the Betreff."""
    at = next((i for i, line in enumerate(lines[:_FARTHEST_NUMBER]) if i and is_paper_number(line)), None)
    if at is not None:
        return item_title(_BUTTON_LAST.sub("", " ".join(lines[:at]))), lines[at]
    if not lines:
        return None, None
    short = len(lines) <= _LONGEST_TITLE and not any(is_heading(line, HEADINGS) for line in lines)
    title = " ".join(lines if short and lines[-1].startswith("hier") else going_on(lines))
    subject, number = split_paper(without_button(title))
    return item_title(subject), number


def _top(found: re.Match[str], part: bool | None, lines: list[str]) -> Top:
    betreff, paper = _title_and_paper(lines)
    return Top(
        nummer=found["nummer"],
        oeffentlich=LETTERS.get(found["letter"], part),
        betreff=betreff,
        vorlage_nummer=paper,
    )
