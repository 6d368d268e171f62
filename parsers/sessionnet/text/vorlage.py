"""Text copies of vo0050 and vo0053: what an extractor leaves when links, classes and cells are gone.

In the current layout every cell stands on a line of its own ("Betreff", then the subject); in the old layout labels
end with a colon and neighbouring cells are glued ("Name:0044/2012Aktenzeichen:RVA/1").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.common.html import assign
from parsers.common.text import label_pattern
from parsers.sessionnet.beratungen import station_from_header
from parsers.sessionnet.head import Fields, file_label, outcome, split_label
from parsers.sessionnet.labels import (
    BADGE,
    DOCUMENT_CODE,
    DOCUMENT_COUNT,
    DOCUMENT_NAME,
    HEADINGS,
    ROLES,
    VORLAGE,
    heading_key,
)
from parsers.sessionnet.sections import sections
from parsers.sessionnet.text.head import Pairs, content_lines, scan_head
from parsers.sessionnet.vorlage import head_fields, split_references
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Beratung, Parsed, Vorlage
from ris_scraper.words.german import clean, datum, groesse, oeffentlich, stated
from ris_scraper.words.openers import split_rolle

_ANCHORS = frozenset(name for name, field in VORLAGE.items() if field in ("betreff", "nummer"))
_FILES_HEAD = re.compile(r"(?:Dokumenttyp|Bezeichnung|Aktionen|\s)+|Dokumente?:?")
_SIZE = re.compile(r"Dateigr(?:ö|oe)(?:ß|ss)e\s*:?\s*([\d.,]+\s*[KM]?B)")
_ICON = "Dokument anzeigen:"
_FILE = re.compile(
    r"(?:Dokument anzeigen:\s*(?P<name>.+)|(?P<label>.+?)(?:\s+|(?<=[a-zäöüß)]))[\d.,]+\s(?:KB|MB|Bytes?))"
)


# --- vo0050 ----------------------------------------------------------------------------------


def read_vorlage(page: Page) -> Parsed:
    """A paper from a text copy of vo0050. Raises LayoutDrift where neither number nor subject is labelled."""
    found = content_lines(page)
    pairs, place = scan_head(found, VORLAGE, _ANCHORS)
    values, unknown = assign(pairs, VORLAGE)
    stations, files, place = _tables(found, place) if _is_old(found, place) else ((), *_files(found, place))
    vorlage = Vorlage(
        id=page.query.get("__kvonr"),
        **head_fields(values),
        bezug=_references(pairs),
        beratungen=stations,
        anlagen=files,
        abschnitte=sections(found[place:]) if place else (),
    )
    if not (vorlage.nummer or vorlage.betreff):
        raise LayoutDrift(page.url, "Betreff, Vorlage")
    return Parsed(datensaetze=(vorlage,), hinweise=tuple(unknown))


def _references(pairs: Pairs) -> tuple[str, ...]:
    said = [part for name, value in pairs if VORLAGE.get(name) == "bezug" for part in split_references(value)]
    return tuple(dict.fromkeys(text for text in map(stated, said) if text))


def _is_old(found: Sequence[str], place: int) -> bool:
    pattern = label_pattern(VORLAGE)
    return any(pattern.match(line) for line in found[max(0, place - 3) : place])


# --- stations of the old layout --------------------------------------------------------------

_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_ROLE = re.compile("|".join(ROLES))
_RESULT = re.compile(
    r"(?:nicht |un|ge)?(?:geänderte?|einstimmig|mehrheitlich|beschlossen|zugestimmt|angenommen|abgelehnt|empfohlen"
    r"|zur Kenntnis|Kenntnis genommen|vertagt|zurückgestellt|zurückgezogen|verwiesen|überwiesen|abgesetzt|erledigt"
    r"|ohne Beschluss)"
)
_STATUS = re.compile(r"(?:nicht[\s-]?)?öffentlich$")
_COLUMNS = re.compile(
    r"(?:Datum|Gremium|TOP|Rolle|Zuständigkeit|Beratung|Ergebnis|Beschluss|Sitzung|Status|\s)+|Beratungsfolge:?"
)


def _stations(found: Sequence[str], place: int) -> tuple[tuple[Beratung, ...], int]:
    """Station rows right after the head, and the place behind them."""
    stations: list[Beratung] = []
    while place < len(found):
        (station, size), extra = _row(found, place), _result_line(found[place])
        if extra and stations:
            stations[-1] = _with_result(stations[-1], found[place])
        elif station is not None:
            stations.append(station)
        elif not _COLUMNS.fullmatch(found[place]):
            break
        place += size
    return tuple(stations), place


def _row(found: Sequence[str], place: int) -> tuple[Beratung | None, int]:
    """A station and how many lines it has: one with its cells glued, or one for each cell from its date on."""
    cells = [*found[place : place + 4], "", "", ""]
    if not _DATE.fullmatch(cells[0]):
        return glued_station(cells[0]), 1
    if cells[1].endswith((":", ".")) or heading_key(cells[1]) in HEADINGS:
        return None, 1
    size = 3 if cells[2] in ROLES else 2
    size += bool(_RESULT.match(cells[size]))
    return glued_station(" ".join(cells[:size])), size


def _with_result(station: Beratung, line: str) -> Beratung:
    """A station with what a line under it says of its result, "Beschluss: vertagt"; other lines say nothing."""
    return station.model_copy(update={name: value for name, value in _result_line(line).items() if value is not None})


def _result_line(line: str) -> Fields:
    name, value = split_label(line)
    return outcome([(name, value)])[0] if name in ("Beschluss", "Ergebnis", "Abstimmung") and value else {}


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
    fields, _ = outcome([("Ergebnis", said)])
    if not stated(body) or not (day or role):
        return None
    return Beratung(
        gremium=clean(body),
        rolle=role[0] if role else None,
        datum=datum(day[0]) if day else None,
        oeffentlich=oeffentlich(status[0]) if status else None,
        **fields,
    )


# --- documents -------------------------------------------------------------------------------


def _files(found: Sequence[str], place: int) -> tuple[tuple[Anlage, ...], int]:
    """Documents listed between head and text, and the place behind them."""
    files: list[Anlage] = []
    announced = 0
    while place < len(found):
        line, count = found[place], DOCUMENT_COUNT.fullmatch(found[place])
        if count:
            announced = int(count[1])
        elif DOCUMENT_CODE.fullmatch(line) and place + 1 < len(found):
            place += 1
            files.append(_anlage(found[place]))
        elif announced > len(files) or (_is_file(line) and heading_key(line) not in HEADINGS):
            anlage = _anlage(line)
            # The words of a file's icon stand above its name.
            if not (files and files[-1].name == anlage.name and found[place - 1].startswith(_ICON)):
                files.append(anlage)
        elif not _FILES_HEAD.fullmatch(line):
            break
        place += 1
    return tuple(files), place


def _is_file(line: str) -> bool:
    named = DOCUMENT_NAME.fullmatch(line)
    return len(line) < 160 and not line.endswith(":") and bool(named or _FILE.fullmatch(line))


def _anlage(line: str) -> Anlage:
    size = _SIZE.search(line)
    return Anlage(name=file_label(line) or line, groesse=groesse(size[1] if size else line))


def _tables(found: Sequence[str], place: int) -> tuple[tuple[Beratung, ...], tuple[Anlage, ...], int]:
    """Stations and documents of the old layout. A station's files stand under its row, the paper's come last."""
    stations: tuple[Beratung, ...] = ()
    files: tuple[Anlage, ...] = ()
    while place < len(found):
        more, after = _stations(found, place)
        listed, after = _files(found, after)
        if after == place:
            break
        stations, files, place = stations + more, listed or files, after
    return stations, files, place


# --- vo0053 ----------------------------------------------------------------------------------

_PUBLIC_WORD = re.compile(r"\s\(?(?:nicht[\s-]*)?öffentlich\b")


def read_beratungen(page: Page) -> Parsed:
    """A paper's stations from a text copy of vo0053. Raises LayoutDrift where no line reads as a station."""
    found = content_lines(page)
    stations = tuple(_header_stations(found)) or tuple(_table_rows(found))
    if not stations:
        raise LayoutDrift(page.url, "DATUM GREMIUM [TOP n] öffentlich [- ROLLE]")
    pairs, _ = scan_head(found, VORLAGE, _ANCHORS)
    values, unknown = assign(pairs, VORLAGE)
    vorlage = Vorlage(id=page.query.get("__kvonr"), **head_fields(values), beratungen=stations)
    return Parsed(datensaetze=(vorlage,), hinweise=tuple(unknown))


def _table_rows(found: Sequence[str]) -> Iterator[Beratung]:
    """Rows of the panel layout's tables (S2), their cells glued and the public mark at the end."""
    return (station for line in found if _STATUS.search(line) and (station := glued_station(line)))


def _with_role(station: Beratung | None) -> Beratung | None:
    """A station of the panel layout (S2), where the role stands between body and public mark, with blanks between."""
    if station is None or station.rolle:
        return station
    body, role = split_rolle(station.gremium or "")
    return station.model_copy(update={"gremium": body, "rolle": role}) if body and role else station


def _header_stations(found: Sequence[str]) -> Iterator[Beratung]:
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
