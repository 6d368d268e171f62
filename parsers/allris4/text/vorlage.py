"""Vorlage pages of ALLRIS 4 as text copies (pure). Links and ids are gone, the status words are not."""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise

from parsers.allris4.attachments import merge
from parsers.allris4.beratungen import Station, beratung, status_word
from parsers.allris4.head import missing
from parsers.allris4.labels import VORLAGE, ZUSTAND
from parsers.allris4.sections import abschnitte, cut, is_heading
from parsers.allris4.text.head import content, head_values, panel, split_head
from parsers.allris4.values import head_record
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Beratung, Parsed
from ris_scraper.words import german, openers
from ris_scraper.words.numbers import numbers

_STATUS = re.compile(rf"(?:●\s*)?(?:{'|'.join(ZUSTAND)})|●\s*[A-ZÄÖÜ]\w{{2,20}}")
_LONGEST_ROW = 4
_DATE = re.compile(
    r"(?:[A-Za-z]{2,10}\.?,?\s+)?(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}\s+[A-Za-zä]{3,9}\.?\s+\d{1,2}"
    r"|[A-Za-zä]{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\.?\s+[A-Za-zä]{3,9}\.?\s+\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:,?\s+\d{1,2}:\d{2})?"
)
_COLUMN = re.compile(
    r"(?:(?:Beratungsfolge|Status|Datum|Gremium|Sitzung|Beschluss|Beschlussart|Ergebnis|Zuständigkeit|NA|TOP)\s*)+"
)
_COLUMNS = re.compile(rf"{_COLUMN.pattern[:-1]}{{2,}}")
_BULLET = "●"
_LINK = frozenset({"NA", "PA", "TOP", "Auszug"})
_FOLGE = "Beratungsfolge"
_TABLE = re.compile(r"Nr\.\s.*Name.*")


def _is_date(line: str) -> bool:
    return _DATE.fullmatch(line) is not None and german.datum(line) is not None


def _begins_row(line: str) -> bool:
    return _STATUS.fullmatch(line) is not None or _is_date(line)


def _is_role(line: str) -> bool:
    before, role = openers.split_rolle(line)
    return before is None and role is not None


def _is_result(line: str) -> bool:
    before, result = openers.split_ergebnis(line)
    return before is None and result is not None


def _starts(lines: list[str]) -> list[int]:
    """Where the rows begin: at a status word or a date on a line of its own.

    The text behind may hold such a line, too: a row longer than a row can be is the last, unless a station follows.
    """
    found = [i for i, line in enumerate(lines) if _begins_row(line)]
    last_station = max((i for i in found if not _is_date(lines[i])), default=-1)
    for position, (a, b) in enumerate(pairwise(found)):
        if b - a > _LONGEST_ROW and a >= last_station:
            return found[: position + 1]
    return found


def _rows(lines: list[str]) -> tuple[list[list[str]], list[str]]:
    """The rows of the Beratungsfolge, each beginning with its status or date, and the lines behind the last."""
    end = next((i for i, line in enumerate(lines) if is_heading(line) or line == "Anlagen"), len(lines))
    starts = _starts(lines[:end])
    if not starts:
        return [], lines
    last = lines[starts[-1] : end]
    size = _last_row(last)
    return [*(lines[a:b] for a, b in pairwise(starts)), last[:size]], lines[starts[-1] + size :]


def _last_row(lines: list[str]) -> int:
    """How many lines the last row has: nothing but their words tells a role or a result from the text behind."""
    if len(lines) <= 2:
        return len(lines)
    if _is_date(lines[0]):
        linked = len(lines) > 3 and lines[3] in _LINK
        return 4 if linked else 3 if lines[2] in _LINK or _is_result(lines[2]) else 2
    return 3 if _is_role(lines[2]) else 2


def stationen(lines: list[str]) -> tuple[tuple[Beratung, ...], list[str]]:
    """The stations that the lines below "Beratungsfolge" state, and the lines behind them."""
    below = dropwhile(_COLUMN.fullmatch, lines)
    rows, rest = _rows([line for line in below if line not in (_FOLGE, _BULLET) and not _COLUMNS.fullmatch(line)])
    found: list[Beratung] = []
    station, waits = Station(), False
    for row in rows:
        cells = [german.stated(line) for line in row[1:] if line not in _LINK] + [None, None]
        if _is_date(row[0]):
            # A flat table has the body itself behind the day.
            flat = station.gremium is None and cells[0] is not None and "sitzung" not in cells[0].lower()
            own = station._replace(gremium=cells[0]) if flat else station
            found.append(beratung(own, None if flat else cells[0], cells[1], german.datum(row[0])))
            waits = False
            continue
        if waits:
            found.append(beratung(station))
        station, waits = Station(cells[0], cells[1], status_word(row[0])), True
    return (*found, *([beratung(station)] if waits else [])), rest


def _table(lines: list[str]) -> tuple[list[Anlage], list[str]]:
    """Attachments of the table below the text (number, name, remarks, size), and the lines before it."""
    at = next((i for i, _ in enumerate(lines) if _TABLE.fullmatch(" ".join(lines[i : i + 2]))), None)
    if at is None:
        return [], lines
    found: list[Anlage] = []
    cells: list[str] = []
    for line in lines[at + 1 :]:
        cells.append(line)
        size = german.groesse(line)
        if size and german.without_size(line) == "":
            numbered = next((i + 1 for i, cell in enumerate(cells) if cell.isdecimal()), 0)
            found.append(Anlage(name=cells[numbered], groesse=size))
            cells = []
    before = lines[:at]
    while before and before[-1] == "Anlagen":
        before = before[:-1]
    return found, before


def vorlage(page: Page) -> Parsed:
    """One Vorlage from a text copy; raises NotPublic, Gone or LayoutDrift like the HTML rendering."""
    title, lines = content(page, VORLAGE)
    head, rest = split_head(lines)
    values, unknown = head_values(head, VORLAGE)
    record = head_record(values, title, numbers(values.get("bezug", "").split("\n")))
    if not (record.nummer or record.betreff):
        raise missing(page, page.text, "Betreff:")
    table, rest = _table(rest)
    at = next((i for i, line in enumerate(rest) if line == _FOLGE), None)
    side = rest[:at] if at is not None else rest[: next((i for i, x in enumerate(rest) if is_heading(x)), len(rest))]
    beratungen, body = stationen(rest[at:]) if at is not None else ((), rest[len(side) :])
    names = [Anlage(name=line) for line in panel(side, "Anlagen", frozenset({_FOLGE}))]
    parts = {
        "id": page.query.get("volfdnr"),
        "beratungen": beratungen,
        "anlagen": merge(table, names),
        "abschnitte": abschnitte(cut(None, body)),
    }
    return Parsed(datensaetze=(record.model_copy(update=parts),), hinweise=tuple(unknown))
