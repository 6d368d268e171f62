"""Vorlage pages of ALLRIS 4 as text copies (pure). Links and ids are gone, the status words are not."""

from __future__ import annotations

import re

from parsers.allris4.head import missing
from parsers.allris4.labels import VORLAGE
from parsers.allris4.text.head import content, head_values, heads_stations, panel, split_head
from parsers.allris4.text.stations import read_stations
from parsers.allris4.values import head_record
from parsers.common.attachments import merge
from parsers.common.headings import abschnitte, cut, is_heading
from parsers.common.text import broken_off, without_rows
from parsers.common.values import doubtful, unnumbered
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Parsed
from ris_scraper.words import german
from ris_scraper.words.numbers import numbers

_BERATUNGSFOLGE = "Beratungsfolge"
# A row joined in one line: "1 Plan.pdf (wie Dokument) 5,2 MB".
_ENTRY = re.compile(r"\d{1,3}\s?(?=\D)(?P<name>\S.{0,200}?)\s?(?:\((?:wie Dokument|(?:nicht)?öffentlich)\))?")
_TABLE = re.compile(r"Nr\..*Name.*")


def read_vorlage(page: Page) -> Parsed:
    """One Vorlage from a text copy; raises NotPublic, Gone or LayoutDrift like the HTML rendering."""
    title, lines = content(page, VORLAGE)
    head, rest = split_head(lines)
    values, unknown = head_values(head, VORLAGE)
    record = head_record(values, title, numbers(values.get("bezug", "").split("\n")))
    if not (record.nummer or record.betreff):
        raise missing(page, page.text, "Betreff:")
    table, rest = _table(rest)
    at = next((i for i, line in enumerate(rest) if heads_stations(line)), None)
    side = rest[:at] if at is not None else rest[: next((i for i, x in enumerate(rest) if is_heading(x)), len(rest))]
    beratungen, body = read_stations(rest[at:]) if at is not None else ((), rest[len(side) :])
    names = [Anlage(name=line) for line in panel(side, "Anlagen", frozenset({_BERATUNGSFOLGE})) if german.stated(line)]
    hints = broken_off(page, VORLAGE) or without_rows(page.text, _BERATUNGSFOLGE, beratungen)
    parts = {
        "id": page.query.get("volfdnr"),
        "beratungen": beratungen,
        "anlagen": merge((table, names)),
        "abschnitte": abschnitte(cut(None, body)),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values), *unnumbered(record), *hints),
    )


def _table(lines: list[str]) -> tuple[list[Anlage], list[str]]:
    """Attachments of the table below the text (number, name, remarks, size), and the lines before it."""
    at = next((i for i, _ in enumerate(lines) if _TABLE.fullmatch(" ".join(lines[i : i + 2]))), None)
    if at is None:
        return [], lines
    found: list[Anlage] = []
    cells: list[str] = []
    for line in lines[at + 1 :]:
        cells.append(line)
        size, name = german.groesse(line), german.without_size(line)
        if size and name and not cells[:-1] and (entry := _ENTRY.fullmatch(name)):
            found.append(Anlage(name=entry["name"], groesse=size))
            cells = []
        elif size and not name:
            numbered = next((i + 1 for i, cell in enumerate(cells) if cell.isdecimal()), 0)
            found.append(Anlage(name=cells[numbered], groesse=size))
            cells = []
    while at and lines[at - 1] == "Anlagen":
        at -= 1
    return found, lines[:at]
