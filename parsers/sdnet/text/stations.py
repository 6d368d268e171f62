"""The Beratungsfolge in text copies: one row a line, its cells glued, apart, or on lines of their own.

A row begins with its day and time. Behind them stand the body, the wording and the vote, told from each other by
their words only: a wording opens like a sentence, a vote stands at the very end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.sdnet.labels import COLUMN_HEADS
from parsers.sdnet.values import station_of
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung
from ris_scraper.words.german import clean
from ris_scraper.words.names import any_of
from ris_scraper.words.openers import OUTCOME

_HEADS = any_of(COLUMN_HEADS)
HEADER = re.compile(rf"Termin|(?:{_HEADS}\s*){{2,}}")
_HEADING = re.compile(rf"Beratung(?:sfolge|en)|{_HEADS}")
# The heads of a table with a column of numbers in front of the wording; "TOP" heads it.
_NUMBERED = re.compile(r"Gremium\s*TOP")
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*"
_ALONE = re.compile(_NUMBER)
_TOP = re.compile(rf"(?P<body>\D{{3,120}}?)\s?(?P<top>{_NUMBER})(?=[A-ZÄÖÜ\s]|$)")
DAY = re.compile(
    r"(?P<termin>(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?,?\s*\d{1,2}\.\d{1,2}\.\d{4}"
    r"(?:\s*,?\s*\d{1,2}[:.]\d{2}(?:\s*[-–]\s*\d{1,2}[:.]\d{2})?\s*Uhr)?)(?P<rest>.*)"
)
# The only other order of columns that can be told without their cells: the body first, then as ever.
_BODY_AND_DAY = re.compile(rf"(?P<body>[A-ZÄÖÜ]\D{{2,120}}?)\s+{DAY.pattern}")
_FOLLOWING = re.compile(
    r"(?:Beratungsfolge\s+)?(?:Gremium|Gremien|Ausschuss)\s+Termin\s+(?:Beschluss\s+)?Abstimmung\s+\S"
)
_RESULTS = (
    r"(?:(?:in der Sitzung|v(?:on der|or Eintritt in die) Tagesordnung) )?(?:(?:un)?geändert \w+"
    r"|beschlossen|zugestimmt|angenommen|abgelehnt|empfohlen|vertagt|zurückgestellt|zurückgezogen"
    r"|abgesetzt|verwiesen|erledigt|(?:zur )?Kenntnis genommen|Kenntnisnahme|ohne Beschluss\w*)"
)
_VOTES = (
    r"(?:nicht )?einstimmig|mehrheitlich|mit (?:\w+ )?Mehrheit"
    r"|(?<!\d)\d+ (?:Ja|Nein|Gegenstimme|Enthaltung|Stimmen? da)|Ja:? ?\d"
)
# At the end of the row, no sentence behind it; where cells are glued, what follows begins without a blank.
_TO_THE_END = r"(?!(?-i:[a-zäöüß]))(?!\))[^.]*$"
_ENDING = re.compile(rf"(?:{_RESULTS}|{_VOTES}){_TO_THE_END}", re.I)
# Where no sentence stands in the row, any outcome: "nicht empfohlen" must not lose its first word to the body.
_PLAIN = re.compile(rf"(?:{OUTCOME}|{_RESULTS}|{_VOTES}){_TO_THE_END}", re.I)
_VOTE = re.compile(rf"(?<=[a-zäöüß])\s?(?=(?:{_VOTES}))", re.I)
_OPENING = re.compile(
    r"(?:^|(?<=[a-zäöüß)]))\s?(?=(?:Der|Die|Das|Dem|Den|Es|Auf|Nach|Im|In|Mit|Gemäß|Von|Vom|Zur|Zum|Unter|Für|Aufgrund"
    r"|Beschluss|Empfehlung|Folgende[rsn]?)\b|\d{1,2}[.)]\s|[a-z]\)\s)"
)
# The hour of a day whose cell a text browser broke: it begins the next line, before more of the other cells.
_HOURS = re.compile(r"(?P<hours>\d{1,2}[:.]\d{2}(?:\s*[-–]\s*\d{1,2}[:.]\d{2})?\s*Uhr)(?:\s+(?P<rest>\S.*))?")
_STOPS = '.!?:;)"“”'
_PARTED = re.compile(r"(?<=[a-zäöüß])- (?=[a-zäöüß])(?!(?:und|oder|bzw|sowie)\b)")
_ANNOUNCES = (":", ",", ";")
_BODY = re.compile(
    r"(?:Kreistag|(?:Stadt|Gemeinde|Verbandsgemeinde)?[Rr]at|[\w-]*(?:[Aa]usschuss|beirat)\b[^.:;]{0,80})"
)


def stations_of(page: Page, found: Sequence[str]) -> tuple[Beratung, ...]:
    """The stations below the heading of a Beratungsfolge: by the heads of its columns where the copy keeps its cells.

    A table whose first column is not the day can be told in no other way.
    """
    heads = [name for line in found[: len(COLUMN_HEADS)] for name in re.findall(_HEADS, line)]
    if not heads or COLUMN_HEADS[heads[0]] == "termin":
        return stations_in(found)
    rows = [_cells(raw) for raw in page.text.splitlines()]
    at = next(
        (place for place, row in enumerate(rows) if len(row) > 1 and all(cell in COLUMN_HEADS for cell in row)), None
    )
    if at is None:
        return stations_in(_day_first(found)) if _FOLLOWING.match(" ".join(found)) else ()
    fields = [COLUMN_HEADS[cell] or "" for cell in rows[at]]
    below = _whole_rows(rows[at + 1 :], fields)
    return tuple(station_of(dict(zip(fields, row, strict=True)), None) for row in below)


def _whole_rows(rows: list[list[str]], fields: list[str]) -> list[list[str]]:
    """The rows of a table, each with all its cells; what a copy broke inside of a cell goes on in the next line.

    Behind the last row only what an open cell announces belongs to it.
    """
    whole: list[list[str]] = []
    last = _end(rows, fields)
    for place, row in enumerate(rows):
        full = bool(whole) and len(whole[-1]) == len(fields)
        if _begins(row, fields) and (not whole or full):
            whole.append(row)
        elif whole and any(row) and (place <= last or whole[-1][-1][-1:] in _ANNOUNCES):
            whole[-1] = [*whole[-1][:-1], _PARTED.sub("", clean(f"{whole[-1][-1]} {row[0]}")), *row[1:]]
        else:
            break
    return [[*row, *[""] * (len(fields) - len(row))] for row in whole if len(row) <= len(fields)]


def _end(rows: list[list[str]], fields: list[str]) -> int:
    """The place of the last row, or of the line that ends it where a cell of it is broken; -1 without rows."""
    last = max((place for place, row in enumerate(rows) if _begins(row, fields)), default=-1)
    if last < 0 or len(rows[last]) == len(fields):
        return last
    return next((place for place in range(last + 1, len(rows)) if len(rows[place]) > 1), last)


def _begins(row: list[str], fields: list[str]) -> bool:
    """Whether cells begin a row: all of them, or those before a broken one, with a day in the column of days."""
    if len(row) == len(fields):
        return True
    return len(row) < len(fields) and DAY.fullmatch(dict(zip(fields, row, strict=False)).get("termin", "")) is not None


def _cells(raw: str) -> list[str]:
    """The cells of a line; a bar at either side of it stands between none."""
    if "\t" in raw:
        return [clean(cell) for cell in raw.strip(" ").split("\t")]
    return [clean(cell) for cell in raw.strip().removeprefix("|").removesuffix("|").split("|")]


def _day_first(found: Sequence[str]) -> list[str]:
    """Rows of glued cells that begin with their body, with the day before it; none where a line is no such row."""
    rows = [_BODY_AND_DAY.fullmatch(line) for line in found]
    first, last = (
        next((i for i, row in enumerate(rows) if row), 0),
        max((i for i, row in enumerate(rows) if row), default=0),
    )
    whole = [f"{row['termin']} {row['body']} {row['rest'].strip()}" for row in rows[first : last + 1] if row]
    return whole if len(whole) == last + 1 - first else []


def stations_in(found: Sequence[str]) -> tuple[Beratung, ...]:
    """The stations of a Beratungsfolge; lines behind the table are left out."""
    rows: list[list[str]] = []
    heads: list[str] = []
    last = max((place for place, line in enumerate(found) if DAY.fullmatch(line)), default=0)
    for place, line in enumerate(found):
        if not rows and (_HEADING.fullmatch(line) or HEADER.fullmatch(line)):
            heads.append(line)
            continue
        day = DAY.fullmatch(line)
        if day:
            rows.append([day["termin"], *([rest] if (rest := day["rest"].strip()) else [])])
        elif _BODY.fullmatch(line) and (not rows or len(rows[-1]) > 1):
            rows.append(["", line])
        elif rows and (hours := _hours(rows[-1], line)):
            rows[-1] = [f"{rows[-1][0]} {hours['hours']}", *rows[-1][1:], *filter(None, [hours["rest"]])]
        elif rows and _is_number(rows[-1], line):
            rows[-1][1] += f" {line}"
        elif rows and (place < last or _goes_on(rows[-1], line)):
            rows[-1].append(line)
        else:
            break
    numbered = _NUMBERED.search(" ".join(heads)) is not None
    return tuple(station_of(_numbered(row) if numbered else _split(row), None) for row in rows)


def _hours(row: list[str], line: str) -> re.Match[str] | None:
    return None if not row[0] or "Uhr" in row[0] else _HOURS.fullmatch(line)


def _is_number(row: list[str], line: str) -> bool:
    """Whether a line is the number of an item right behind the body."""
    return len(row) == 2 and _ALONE.fullmatch(line) is not None and not _ALONE.search(row[1])


def _numbered(row: list[str]) -> dict[str, str]:
    """The cells of a row of a table with numbers: each stands behind its body."""
    found = _TOP.match(row[1]) if len(row) > 1 else None
    if found is None:
        return _split(row)
    rest = row[1][found.end() :].strip()
    return {**_split([row[0], found["body"], *([rest] if rest else []), *row[2:]]), "top": found["top"]}


def unfinished(station: Beratung, last: str) -> bool:
    """Whether a copy that ends with this line breaks off in the wording of its last station: no stop, and no vote."""
    wording = station.beschluss
    return bool(wording) and last.endswith(wording or "") and last[-1] not in _STOPS


def _goes_on(row: list[str], line: str) -> bool:
    """Whether a line belongs to the row above it: its body, a part of a sentence, or the vote."""
    if len(row) == 1 or _PLAIN.match(line):
        return True
    last = row[-1]
    if _ENDING.search(last) and not last.endswith("."):
        return False
    unfinished = bool(_OPENING.search(last)) and last[-1] not in ".!?"
    return unfinished or line[-1] in ".!?:;," or bool(_OPENING.match(line) and _ENDING.search(line))


def _split(row: list[str]) -> dict[str, str]:
    """Cells of a row by field. A body on a line of its own ends there."""
    said = " ".join(row[1:])
    ending = (_ENDING if _OPENING.search(said) else _PLAIN).search(said)
    vote = said[ending.start() :] if ending else ""
    before = said[: ending.start()].strip() if ending else said
    if len(row) > 2 and not _OPENING.search(row[1]) and not _PLAIN.search(row[1]):
        body, wording = row[1], before.removeprefix(row[1]).strip()
    else:
        opening = _OPENING.search(before)
        body, wording = (before[: opening.start()], before[opening.end() :]) if opening else (before, "")
    parts = _VOTE.split(vote, maxsplit=1)
    if not wording and len(parts) == 2 and _PLAIN.match(parts[0]):
        wording, vote = parts[0].strip(), parts[1]
    return {"termin": row[0], "gremium": body.strip(), "beschluss": wording, "abstimmung": vote}
