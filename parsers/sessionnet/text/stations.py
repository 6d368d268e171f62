"""Text copies of stations: vo0053, and the tables of the old layout on vo0050.

A row has its cells glued ("12.02.2012BauausschussVorberatung"), apart, or on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.common.glued import body_and_role
from parsers.common.html import assign
from parsers.sessionnet.labels import BADGE, HEADINGS, ROLES, STATION, VORLAGE, heading_key
from parsers.sessionnet.text.head import PAPER_ANCHORS, content_lines, scan_head
from parsers.sessionnet.text.whole import broken_off
from parsers.sessionnet.values import Fields, head_fields, outcome, split_label, station_from_header
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Parsed, Vorlage
from ris_scraper.words.german import clean, datum, oeffentlich, stated
from ris_scraper.words.names import any_of
from ris_scraper.words.openers import split_rolle

_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_ROLE = re.compile("|".join(ROLES))
_RESULT = re.compile(
    r"(?:nicht |un|ge)?(?:geänderte?|einstimmig|mehrheitlich|beschlossen|zugestimmt|angenommen|abgelehnt|empfohlen"
    r"|zur Kenntnis|Kenntnis genommen|vertagt|zurückgestellt|zurückgezogen|verwiesen|überwiesen|abgesetzt|erledigt"
    r"|ohne Beschluss)"
)
STATION_HEAD = re.compile(rf"(?:{any_of(head for head in STATION if head)}\s*)+|Beratungsfolge:?", re.I)
# Behind the role, in a table with a column for it: "Ö 4zur Kenntnis genommen".
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*"
_STATUS = re.compile(r"(?P<status>(?:nicht[\s-]?)?öffentlich)(?:\s*(?:TOP\s*)?(?:[ÖN]\s?)?(?P<top>" + _NUMBER + "))?$")
_TOP = re.compile(rf"(?P<mark>(?:TOP\s*)?(?:[ÖN]\s*)?)(?P<top>{_NUMBER})\.?\s*")
_TOP_WORD = re.compile(r"^TOP\s*")
_CELLS = {"status": re.compile(r"(?:nicht[\s-]?)?öffentlich"), "top": _TOP, "tag": _DATE}
_PUBLIC_WORD = re.compile(r"\s\(?(?:nicht[\s-]*)?öffentlich\b")


def read_beratungen(page: Page) -> Parsed:
    """A paper's stations from a text copy of vo0053. Raises LayoutDrift where no line reads as a station."""
    found = content_lines(page)
    stations = tuple(_header_stations(_rows_as_headers(found))) or tuple(_table_rows(found))
    if not stations:
        raise LayoutDrift(page.url, "DATUM GREMIUM [TOP n] öffentlich [- ROLLE]")
    pairs, _ = scan_head(found, VORLAGE, PAPER_ANCHORS)
    values, unknown = assign(pairs, VORLAGE)
    vorlage = Vorlage(id=page.query.get("__kvonr"), **head_fields(values), beratungen=stations)
    return Parsed(datensaetze=(vorlage,), hinweise=(*unknown, *_unread(found, stations), *broken_off(page, VORLAGE)))


def _unread(found: Sequence[str], stations: tuple[Beratung, ...]) -> tuple[Hinweis, ...]:
    """A Hinweis where more lines begin with a day than stations were read with one."""
    lost = sum(map(bool, map(_DATE.match, found))) - sum(station.datum is not None for station in stations)
    return (Hinweis(art="zeilen", text=f"{lost} lines with a day that are no station"),) if lost > 0 else ()


def stations_in(found: Sequence[str], place: int) -> tuple[tuple[Beratung, ...], int]:
    """Station rows right after the head, and the place behind them."""
    stations: list[Beratung] = []
    headed = False
    while place < len(found):
        (station, size), extra = _row(found, place), _result_line(found[place])
        station = station or (planned(found[place]) if headed else None)
        if extra and stations:
            stations[-1] = _with_result(stations[-1], found[place])
        elif station is not None:
            stations.append(station)
        elif STATION_HEAD.fullmatch(found[place]):
            headed = True
        else:
            break
        place += size
    return tuple(stations), place


def glued_station(line: str) -> Beratung | None:
    """A row of the old station table whose cells are glued; None where a line is no such row.

    >>> found = glued_station("12.02.2012BauausschussVorberatungungeändert beschlossen")
    >>> found.gremium, found.rolle, found.ergebnis
    ('Bauausschuss', 'Vorberatung', 'ungeändert beschlossen')
    """
    status, day = _STATUS.search(line), _DATE.search(line)
    if len(line) > 160 or line.endswith(".") or not (day or status):
        return None
    rest = line[: status.start()] if status else line
    if day:
        before, after = rest[: day.start()].strip(), rest[day.end() :].strip()
        if before and after and not _RESULT.match(after):
            return None
        rest = clean(f"{before} {after}")
    role = _ROLE.search(rest, 3)
    result = _RESULT.search(rest, role.end() if role else 3)
    body = rest[: min(match.start() for match in (role, result) if match)] if role or result else rest
    said = rest[role.end() :] if role else rest[result.start() :] if result else ""
    number, said = _leading_number(said.lstrip())
    fields, _ = outcome([("Ergebnis", said)])
    if not stated(body) or not (day or role):
        return None
    return Beratung(
        gremium=clean(body),
        rolle=role[0] if role else None,
        top=number or (status["top"] if status else None),
        datum=datum(day[0]) if day else None,
        oeffentlich=oeffentlich(status["status"]) if status else None,
        **fields,
    )


def planned(line: str) -> Beratung | None:
    """A row of the old station table without day: body and role, and nothing else.

    >>> found = planned("KreistagEntscheidung")
    >>> found.gremium, found.rolle, planned("Zuständigkeit für die Entscheidung"), planned("Kreistag")
    ('Kreistag', 'Entscheidung', None, None)
    """
    if len(line) > 160 or heading_key(line) in HEADINGS:
        return None
    body, role = body_and_role(line)
    return Beratung(gremium=body, rolle=role) if body and role else None


def _leading_number(said: str) -> tuple[str | None, str]:
    """The item's number before a result, and the result; "12 Ja, 3 Nein" begins with a vote.

    >>> _leading_number("Ö 4zur Kenntnis genommen"), _leading_number("4 vertagt"), _leading_number("12 Ja, 3 Nein")
    (('4', 'zur Kenntnis genommen'), ('4', 'vertagt'), (None, '12 Ja, 3 Nein'))
    """
    found = _TOP.match(said)
    rest = said[found.end() :] if found else said
    if found and (found["mark"] or not rest or _RESULT.match(rest)):
        return found["top"], rest
    return None, said


def _row(found: Sequence[str], place: int) -> tuple[Beratung | None, int]:
    """A station and how many lines it has: one with its cells glued, or one for each cell from its date on."""
    cells = [*found[place : place + 5], "", "", "", ""]
    if not _DATE.fullmatch(cells[0]):
        return glued_station(cells[0]), 1
    if cells[1].endswith((":", ".")) or heading_key(cells[1]) in HEADINGS:
        return None, 1
    size = 3 if cells[2] in ROLES else 2
    size += bool(_TOP.fullmatch(cells[size]))
    size += bool(_RESULT.match(cells[size]))
    return glued_station(" ".join(cells[:size])), size


def _with_result(station: Beratung, line: str) -> Beratung:
    """A station with what a line under it says of its result, "Beschluss: vertagt"; other lines say nothing."""
    return station.model_copy(update={name: value for name, value in _result_line(line).items() if value is not None})


def _result_line(line: str) -> Fields:
    name, value = split_label(line)
    return outcome([(name, value)])[0] if name in ("Beschluss", "Ergebnis", "Abstimmung") and value else {}


def _table_rows(found: Sequence[str]) -> Iterator[Beratung]:
    """Rows of the panel layout's tables (S2), their cells glued and the public mark at the end."""
    return (station for line in found if _STATUS.search(line) and (station := glued_station(line)))


def _with_role(station: Beratung | None) -> Beratung | None:
    """A station of the panel layout (S2), where the role stands between body and public mark, with blanks between."""
    if station is None or station.rolle:
        return station
    body, role = split_rolle(station.gremium or "")
    return station.model_copy(update={"gremium": body, "rolle": role}) if body and role else station


def _rows_as_headers(found: Sequence[str]) -> Iterator[str]:
    """The lines, where a row with a line for each of its cells is one line as a station's header prints it.

    >>> list(_rows_as_headers(["11.03.2025", "Kreistag", "6", "Vorberatung", "öffentlich", "Zur Sitzung"]))
    ['11.03.2025 Kreistag TOP 6 öffentlich - Vorberatung', 'Zur Sitzung']
    """
    place = 0
    while place < len(found):
        header, size = _row_header(found[place : place + 5])
        yield header or found[place]
        place += size


def _row_header(row: Sequence[str]) -> tuple[str | None, int]:
    """The header that the cells of a row come to, and how many lines they are; (None, 1) where they are no row.

    A row begins with its day and its body; only where it tells whether it is public is it known for one.
    """
    if len(row) < 3 or not _DATE.fullmatch(row[0]) or _cell_kind(row[1]) or ":" in row[1]:
        return None, 1
    cells: dict[str, str] = {}
    for line in row[2:]:
        kind = _cell_kind(line)
        if kind is None or kind in cells:
            break
        cells[kind] = line
    if "status" not in cells:
        return None, 1
    top = f" TOP {_TOP_WORD.sub('', cells['top'])}" if "top" in cells else ""
    role = f" - {cells['rolle']}" if "rolle" in cells else ""
    return f"{row[0]} {row[1]}{top} {cells['status']}{role}", 2 + len(cells)


def _cell_kind(line: str) -> str | None:
    """What a cell of a row is by what it says; None where it may be a body or something else."""
    if line in ROLES:
        return "rolle"
    return next((kind for kind, said in _CELLS.items() if said.fullmatch(line)), None)


def _header_stations(found: Iterable[str]) -> Iterator[Beratung]:
    last: Beratung | None = None
    for line in found:
        header = BADGE.sub("", line) if _PUBLIC_WORD.search(line) and len(line) <= 200 else ""
        station = _with_role(station_from_header(header))
        # A file may be called "Einladung öffentlich": without date only a role makes a line a station.
        if station is not None and station.oeffentlich is not None and (station.datum or station.rolle in ROLES):
            if last is not None:
                yield last
            last = station
        elif last is not None:
            last = _with_result(last, line)
    if last is not None:
        yield last
