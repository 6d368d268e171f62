"""The Beratungsfolge of ALLRIS 4 in a text copy: a line for every cell (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, pairwise

from parsers.allris4.beratungen import status_word
from parsers.allris4.labels import ZUSTAND
from parsers.allris4.text.head import STATION_COLUMN, STATION_COLUMNS
from parsers.common.glued import body_and_role, meeting_and_result
from parsers.common.headings import is_heading
from parsers.common.stations import Station, beratung, is_body, is_day, leading_day, stations
from parsers.common.text import rejoined
from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german, openers

_STATUS = re.compile(rf"(?:●\s*)?(?:{'|'.join(ZUSTAND)})|●\s*[A-ZÄÖÜ]\w{{2,20}}")
# The same with the body behind it, glued or not.
_JOINED_BODY = re.compile(rf"(?:●\s*)?(?:{'|'.join(ZUSTAND)})\s*(?=[A-ZÄÖÜ])|●\s*[A-ZÄÖÜ]\w{{2,20}}\s(?=[A-ZÄÖÜ])")
_LONGEST_ROW = 4
_COLUMN = re.compile(f"{STATION_COLUMN}+")
_BULLET = "●"
_LINK = frozenset({"NA", "PA", "TOP", "Auszug"})
_BERATUNGSFOLGE = "Beratungsfolge"


def read_stations(lines: list[str]) -> tuple[tuple[Beratung, ...], list[str]]:
    """The stations that the lines below "Beratungsfolge" state, and the lines behind them."""
    below = dropwhile(_COLUMN.fullmatch, rejoined(lines, names=True))
    printed = [line for line in below if line not in (_BERATUNGSFOLGE, _BULLET) and not STATION_COLUMNS.fullmatch(line)]
    printed = [cell for line in printed for cell in _cells(line)]
    rows, rest = _rows(printed)
    return tuple(stations(_stations(rows))), rest


def _stations(rows: list[list[str]]) -> Iterator[Station | Beratung]:
    station = Station()
    for first, *others in rows:
        cells = [german.stated(line) for line in others if line not in _LINK] + [None, None]
        if not is_day(first):
            yield (station := Station(cells[0], cells[1], status_word(first)))
            continue
        # A flat table has the body itself behind the day.
        flat = is_body(station, cells[0])
        own = station._replace(gremium=cells[0]) if flat else station
        yield beratung(own, None if flat else cells[0], cells[1], german.datum(first))


def _begins_row(line: str) -> bool:
    return _STATUS.fullmatch(line) is not None or is_day(line)


def _cells(line: str) -> list[str]:
    """The cells of a row that a copy joined in one line: "● Erledigt Kreistag Entscheidung"."""
    found = _JOINED_BODY.match(line)
    if found and leading_day(line[found.end() :]):
        # A flat table: the row of the status is the meeting's.
        line, found = line[found.end() :], None
    day = leading_day(line)
    if found:
        begin, cells = found[0], body_and_role(line[found.end() :])
    elif day and "itzung" in line:
        begin, cells = day, meeting_and_result(line[len(day) :].strip(), None)
    else:
        return [line]
    return [begin.strip(), *(cell for cell in cells if cell)] if cells[0] else [line]


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
    last_station = max((i for i in found if not is_day(lines[i])), default=-1)
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
    if is_day(lines[0]):
        linked = len(lines) > 3 and lines[3] in _LINK
        return 4 if linked else 3 if lines[2] in _LINK or _is_result(lines[2]) else 2
    return 3 if _is_role(lines[2]) else 2
