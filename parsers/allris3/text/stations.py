"""The Beratungsfolge in a text copy: lines instead of rows, cells glued or not (pure)."""

from __future__ import annotations

import re
from itertools import pairwise

from parsers.allris3.labels import HEADINGS
from parsers.common.glued import body_and_role, meeting_and_result
from parsers.common.headings import is_heading
from parsers.common.stations import Station, beratung, stations
from parsers.common.text import rejoined
from ris_scraper.nouns.records import Beratung
from ris_scraper.words import german, openers

_DATE = re.compile(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?,?\s+)?(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")
# The status of a station where its cell prints it, glued to the body.
_ZUSTAND = re.compile(r"(?P<zustand>Geplant|Bereit|Erledigt|Gestoppt)\s*(?=[A-ZÄÖÜ])")
# Words of the table that are neither body nor meeting: column heads and buttons of the `_r` skin.
_FURNITURE = re.compile(
    r"(?:(?:TOP\s*:?_*|Kompetenz|Status|Datum|Gremium|Beschluss|Zuständigkeit|NA|PA|TO|Auszug)\s*)+"
)
_BODY = re.compile(
    r"kreistag|ausschu(?:ss|ß)|beirat|kommission|konferenz|versammlung|vertretung|vorstand|fraktion|arbeitsgruppe"
    r"|arbeitskreis|magistrat|werkleitung|verwaltungsrat|rat\b|räte\b",
    re.I,
)
# Words of a sentence that names a body, as texts begin: "Der Kreistag beschließt …".
_SENTENCE = re.compile(r"\b(?:beschlie(?:ßt|ßen)|empfiehlt|nimmt|stimmt|wird|werden|hat|haben|ist|sind|soll|am|vom)\b")
_LONGEST_BODY = 120


def first_station(lines: list[str]) -> int | None:
    """Where the stations begin if their heading is lost: the line before the first date that is a row of its own."""
    stated = [(index, line) for index, line in enumerate(lines) if line]
    for (index, line), (_, following) in pairwise(stated):
        if _DATE.match(following) and _is_body(line, following):
            return index
    return None


def read_stations(lines: list[str]) -> tuple[tuple[Beratung, ...], list[str]]:
    """The stations that the lines begin with, and the lines behind them (blank lines are "")."""
    lines = rejoined(lines, names=True)
    numbered = [(index, line) for index, line in enumerate(lines) if line]
    rows: list[Beratung | Station] = []
    position = 0
    while position < len(numbered):
        following = numbered[position + 1][1] if position + 1 < len(numbered) else ""
        took = _step(rows, numbered[position][1], following)
        if not took:
            break
        position += took
    rest = lines[numbered[position][0] :] if position < len(numbered) else []
    return tuple(stations(rows)), rest


def _station(line: str) -> Station:
    printed = _ZUSTAND.match(line)
    gremium, rolle = body_and_role(line[printed.end() :] if printed else line)
    return Station(gremium, rolle, printed["zustand"] if printed else None)


def _is_name(line: str) -> bool:
    return not (
        len(line) > _LONGEST_BODY or line[-1:] in ".!?:;" or is_heading(line, HEADINGS) or _SENTENCE.search(line)
    )


def _names_body(line: str) -> bool:
    return _is_name(line) and bool(_station(line).rolle or _BODY.search(line))


def _is_body(line: str, following: str) -> bool:
    """Whether a line can be a row A: a body's name with its role, or any name above a meeting or the next body."""
    return _names_body(line) or (_is_name(line) and bool(_DATE.match(following) or _names_body(following)))


def _names_meeting(line: str) -> bool:
    return len(line) <= _LONGEST_BODY and bool(re.search(r"\bSitzung\b", line) or openers.split_ergebnis(line)[1])


def _meeting(line: str, following: str, station: Station) -> tuple[Beratung, int]:
    """A row B that begins with its date, and how many lines it took."""
    found = _DATE.match(line)
    behind = line[found.end() :].strip() if found else line
    lost = not behind and (following.endswith(":") or is_heading(following, HEADINGS))
    sitzung, ergebnis = meeting_and_result("" if lost else behind or following, station.gremium)
    return beratung(station, sitzung, ergebnis, german.datum(line)), 1 if behind or lost else 2


def _body_of(row: Beratung | Station) -> Station:
    return row if isinstance(row, Station) else Station(row.gremium, row.rolle, row.zustand)


def _complete(last: Beratung | Station | None, line: str) -> Beratung | Station | None:
    """The last row, with a cell on a line of its own: a role behind its body, a result behind its meeting."""
    if isinstance(last, Station) and not last.rolle and openers.split_rolle(line)[0] is None:
        return last._replace(rolle=line)
    if not isinstance(last, Beratung) or last.ergebnis or openers.split_ergebnis(line)[0] is not None:
        return None
    station = _body_of(last)
    # "4. Sitzung des Bauausschusses ungeändert" above "beschlossen": a result on two lines.
    sitzung, ergebnis = meeting_and_result(f"{last.sitzung or ''} {line}", station.gremium)
    return beratung(station, sitzung, ergebnis, last.datum)


def _step(rows: list[Beratung | Station], line: str, following: str) -> int:
    """Append or complete one row; gives the number of lines it took, 0 where the Beratungsfolge is over."""
    if _FURNITURE.fullmatch(line):
        return 1
    # A copy may have lost the line with the date: a meeting or a result behind a body is that body's.
    if _DATE.match(line) or (rows and isinstance(rows[-1], Station) and _names_meeting(line)):
        met, took = _meeting(line, following, _body_of(rows[-1]) if rows else Station())
        rows.append(met)
        return took
    if completed := _complete(rows[-1] if rows else None, line):
        rows[-1] = completed
        return 1
    if not _is_body(line, following):
        return 0
    rows.append(_station(line))
    return 1
