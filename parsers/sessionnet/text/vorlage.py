"""Text copies of vo0050: what an extractor leaves when links, classes and cells are gone.

In the current layout every cell stands on a line of its own ("Betreff", then the subject); in the old layout labels
end with a colon and neighbouring cells are glued ("Name:0044/2012Aktenzeichen:RVA/1").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.common.html import assign
from parsers.common.text import label_pattern
from parsers.common.values import unnumbered
from parsers.sessionnet.attachments import file_label
from parsers.sessionnet.labels import DOCUMENT_CODE, DOCUMENT_COUNT, DOCUMENT_NAME, HEADINGS, VORLAGE, heading_key
from parsers.sessionnet.sections import sections
from parsers.sessionnet.text.head import HEAD_LINES, PAPER_ANCHORS, content_lines, scan_head
from parsers.sessionnet.text.stations import STATION_HEAD, stations_in
from parsers.sessionnet.text.whole import broken_off
from parsers.sessionnet.values import Pairs, head_fields, split_references
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Beratung, Parsed, Vorlage
from ris_scraper.words.german import groesse, stated

_FILES_HEAD = re.compile(r"(?:Dokumenttyp|Bezeichnung|Aktionen|\s)+|Dokumente?:?")
_SIZE = re.compile(r"Dateigr(?:ö|oe)(?:ß|ss)e\s*:?\s*([\d.,]+\s*[KM]?B)")
_ICON = "Dokument anzeigen:"
_FILE = re.compile(
    r"(?:Dokument anzeigen:\s*(?P<name>.+)|(?P<label>.+?)(?:\s+|(?<=[a-zäöüß)]))[\d.,]+\s(?:KB|MB|Bytes?))"
)


def read_vorlage(page: Page) -> Parsed:
    """A paper from a text copy of vo0050. Raises LayoutDrift where neither number nor subject is labelled."""
    found = content_lines(page)
    pairs, place = scan_head(found, VORLAGE, PAPER_ANCHORS)
    values, unknown = assign(pairs, VORLAGE)
    stations, files, place = _tables(found, place) if _has_tables(found, place) else ((), *_files(found, place))
    vorlage = Vorlage(
        id=page.query.get("__kvonr"),
        **head_fields(values, found[: min(place, HEAD_LINES)]),
        bezug=_references(pairs),
        beratungen=stations,
        anlagen=files,
        abschnitte=sections(found[place:]) if place else (),
    )
    if not (vorlage.nummer or vorlage.betreff):
        raise LayoutDrift(page.url, "Betreff, Vorlage")
    return Parsed(datensaetze=(vorlage,), hinweise=(*unknown, *unnumbered(vorlage), *broken_off(page, VORLAGE)))


def _references(pairs: Pairs) -> tuple[str, ...]:
    said = [part for name, value in pairs if VORLAGE.get(name) == "bezug" for part in split_references(value)]
    return tuple(dict.fromkeys(text for text in map(stated, said) if text))


def _has_tables(found: Sequence[str], place: int) -> bool:
    """Whether stations and files stand in tables below the head: in the old layout, and where heads of such follow."""
    return _is_old(found, place) or (place < len(found) and STATION_HEAD.fullmatch(found[place]) is not None)


def _is_old(found: Sequence[str], place: int) -> bool:
    pattern = label_pattern(VORLAGE)
    return any(pattern.match(line) for line in found[max(0, place - 3) : place])


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
        more, after = stations_in(found, place)
        listed, after = _files(found, after)
        if after == place:
            break
        stations, files, place = stations + more, listed or files, after
    return stations, files, place
