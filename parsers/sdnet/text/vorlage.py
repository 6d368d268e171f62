"""Text copies of `/vorgang`: one row a line, cells glued or apart; links, ids and classes are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.common.html import assign, label
from parsers.common.text import broken_off, cell_lines, in_rows, with_colons, without_staff
from parsers.sdnet.attachments import file_name
from parsers.sdnet.head import token
from parsers.sdnet.labels import BERATUNGSFOLGE, VORLAGE
from parsers.sdnet.text.head import head_blocks
from parsers.sdnet.text.stations import DAY, HEADER, stations_of, unfinished
from parsers.sdnet.values import doubts, head_fields, sections, unnumbered
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import BROKEN_OFF, Anlage, Beratung, Hinweis, Parsed, Vorlage
from ris_scraper.words import persons
from ris_scraper.words.german import clean, groesse
from ris_scraper.words.names import any_of

_HEADING = re.compile(r"Vorgang\s+\S.*")
_BETREFF = re.compile(rf"(?:{any_of(name for name, field in VORLAGE.items() if field == 'betreff')})\s*:")
_LABEL = re.compile(rf"(?:{any_of(VORLAGE)})\s*:")
# Labels below the row of the kind that need be there to tell a head of rows.
_WITH_KIND = 2
_SEVERAL = frozenset(("betreff", "dokument", "anlage"))
# A document ends with the day of its export, its size, or both.
_ENTRY = re.compile(
    r"(?P<name>.{1,300}?)\s*(?:\(exportiert:?[^)]*\)(?:\s*\([\d.,]+\s*(?:Bytes?|[KMG]?B)\))?"
    r"|\([\d.,]+\s*(?:Bytes?|[KMG]?B)\))"
)


def read_vorlage(page: Page) -> Parsed:
    """A paper from a text copy of its page; raises LayoutDrift where neither number nor Betreff is printed."""
    printed = cell_lines(page)
    found = with_colons(_with_kind(printed), VORLAGE, _ends_head)
    start = next((i for i, line in enumerate(found) if _HEADING.fullmatch(line)), 0)
    end = next((i for i, line in enumerate(found) if line == BERATUNGSFOLGE or HEADER.fullmatch(line)), len(found))
    subject = next((i for i, line in enumerate(found[:end]) if _BETREFF.match(line)), end)
    first = _first(without_staff(found[min(start, subject) : subject]), colons=found == printed)
    blocks = head_blocks(_head(found, subject, end), VORLAGE, _SEVERAL)
    values, unknown = assign([(name, " ".join(said)) for name, said in blocks], VORLAGE)
    fields = head_fields(first, values, found[start] if start < len(found) else "")
    if not (fields["nummer"] or fields["betreff"]):
        raise LayoutDrift(page.url, "Betreff:")
    own = {f"{fields['art']} {fields['nummer']}", fields["art"], fields["nummer"]}
    stations = stations_of(page, found[end:])
    vorlage = Vorlage(
        id=token(page.url),
        **fields,
        beratungen=stations,
        anlagen=tuple(_files(blocks, own, closed=end < len(found))),
        abschnitte=sections(stations),
    )
    cut = broken_off(page, VORLAGE) or _cut(found[end:], stations) or _unread(found[end:], stations)
    return Parsed(datensaetze=(vorlage,), hinweise=(*unknown, *doubts(values), *unnumbered(vorlage), *cut))


def _with_kind(found: list[str]) -> list[str]:
    """Lines where the row of kind and number has its colon; the heading's number tells it: "Beschlussvorlage 79/2026".

    Where it lost that, the rows below it did too.
    """
    number = next((f" {line.partition(' ')[2]}" for line in found if _HEADING.fullmatch(line)), "")
    rows = ((at, line) for at, line in enumerate(found) if number and line.endswith(number) and ":" not in line)
    at, line = next(((at, line) for at, line in rows if not _HEADING.fullmatch(line)), (None, ""))
    if at is None or any(map(str.isdigit, kind := line.removesuffix(number))):
        return found
    return in_rows([*found[:at], f"{kind}:{number}", *found[at + 1 :]], VORLAGE, fewest=_WITH_KIND)


def _ends_head(line: str) -> bool:
    return line == BERATUNGSFOLGE or HEADER.fullmatch(line) is not None


def _cut(folge: Sequence[str], stations: tuple[Beratung, ...]) -> tuple[Hinweis, ...]:
    """A Hinweis where a copy ends before its Beratungsfolge, which stands below every head, or inside of a wording."""
    if not folge:
        return (Hinweis(art=BROKEN_OFF, text="the copy ends before its Beratungsfolge"),)
    cut = stations and unfinished(stations[-1], folge[-1])
    return (Hinweis(art=BROKEN_OFF, text="the copy ends inside the wording of a decision"),) if cut else ()


def _unread(folge: Sequence[str], stations: tuple[Beratung, ...]) -> tuple[Hinweis, ...]:
    """A Hinweis for days below the heading of the Beratungsfolge that no station was read from."""
    lost = not stations and any(map(DAY.search, folge))
    return (Hinweis(art="zeilen", text=f"{BERATUNGSFOLGE}: no row was read"),) if lost else ()


def _head(found: Sequence[str], subject: int, end: int) -> list[str]:
    """The rows below the first; where no table closes the head, only lines that belong to a label count."""
    if end < len(found):
        return list(found[subject:end])
    last = [i for i in range(subject, end) if _LABEL.match(found[i]) or _ENTRY.search(found[i])]
    # The value of a label on a line of its own is the next line.
    return list(found[subject : last[-1] + 1 + found[last[-1]].endswith(":")]) if last else []


def _first(above: Sequence[str], colons: bool) -> tuple[str, str] | None:
    """Kind of paper and number, from the row right above the Betreff: "Beschlussvorlage: 79/2026"."""
    if not above or above[-1].startswith("Diese Ansicht enthält"):
        return None
    art, colon, number = (persons.number(above[-1]) or "").rpartition(":")
    if colon and number.strip() and art.strip() not in VORLAGE:
        return art, clean(number)
    named = len(above) > 1 and (above[-2].endswith(":") or not (colons or any(map(str.isdigit, above[-2]))))
    if named and label(above[-2]) not in VORLAGE:
        return above[-2].rstrip(" :"), above[-1]
    return None


def _files(blocks: list[tuple[str, list[str]]], own: set[str], closed: bool) -> list[Anlage]:
    """Attachments: every document but the paper's own, which is named after kind and number."""
    found: dict[str, Anlage] = {}
    for name, said in blocks:
        field = VORLAGE.get(name)
        for text in _entries(said, closed) if field in ("dokument", "anlage") else ():
            label = file_name(text)
            if field == "anlage" or label not in own:
                found.setdefault(text, Anlage(name=label, groesse=groesse(text)))
    return list(found.values())


def _entries(said: Sequence[str], closed: bool) -> list[str]:
    """The documents of a cell, by line and by what stands behind each; a bare name counts in a closed head only."""
    found: list[str] = []
    for line in said:
        whole = list(_ENTRY.finditer(line))
        found += [entry[0].strip() for entry in whole]
        rest = line[whole[-1].end() :] if whole else line
        if closed and clean(rest):
            found.append(clean(rest))
    return found
