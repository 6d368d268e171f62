"""Head rows in text copies: labels and values on lines of their own (S3) or glued with colons (S1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.common.agenda import is_paper_number
from parsers.common.html import Labels, label
from parsers.common.text import beside_labels, going_on, is_wrapped, label_pattern, labelled, until_label
from parsers.sessionnet.labels import DOCUMENT_COUNT, FOOTER, SITZUNG, VORLAGE
from parsers.sessionnet.values import Pairs
from ris_scraper.nouns.page import Page
from ris_scraper.words.german import clean

# Fields that several rows may fill: "Antragsteller" and "Verfasser" both name a proposer, or a person.
_REPEATED = ("bezug", "einbringer")
_SUBJECT = "betreff"
# A glued row that no map knows, "Erstellt von:Vorname Nachname".
_UNKNOWN_ROW = re.compile(r"(?P<label>[A-ZÄÖÜ][^:.]{1,40}):\s*\S.*")
# The tables below the head of the old layout: files, and stations with their days.
_NEXT_TABLE = re.compile(r"(?:Dokumenttyp|Bezeichnung|Datum)[A-Z]|Dokument anzeigen|\d{1,2}\.\d{1,2}\.\d{4}")
# Menu and headings stand above a page's content within so many lines.
HEAD_LINES = 40
_GAP = 2
# What a row begins with that a browser of text draws: a label, the number of an item, a day.
_COLUMN_GAP = re.compile(r"\s{3,}")
_HEAD_LABELS = frozenset((*VORLAGE, *SITZUNG))
_FIRST_CELL = re.compile(r"(?:TOP\s+)?(?:NÖ|[ÖN])\s*\d[\d.]*|\d{1,2}\.\d{1,2}\.\d{4}")
_TABLES = frozenset(("Beratungsfolge", "Beratungen"))
PAPER_ANCHORS = frozenset(name for name, field in VORLAGE.items() if field in ("betreff", "nummer"))


def content_lines(page: Page) -> list[str]:
    """The page's lines down to SessionNet's footer."""
    return [line for line, _ in _content(page)]


def with_gaps(page: Page, found: Sequence[str], place: int) -> list[str]:
    """The content's lines from `place` on, with "" where two or more blank lines stand before a line.

    A copy in which every other line has such a gap before it says nothing by them.
    """
    gaps = [gap for _, gap in _content(page)][place:]
    told = 2 * sum(gaps) < len(gaps)
    return [
        said
        for line, gap in zip(found[place:], gaps, strict=True)
        for said in (("", line) if gap and told else (line,))
    ]


def _content(page: Page) -> list[tuple[str, bool]]:
    """The lines down to the footer, each with whether two or more blank lines stand before it."""
    found: list[tuple[str, bool]] = []
    blank, wrapped = 0, is_wrapped(page)
    for raw in beside_labels(page.text.splitlines()):
        line = clean(raw)
        if FOOTER.match(line):
            break
        cells = [cell for part in _parts(raw, wrapped) if (said := clean(part)) for cell in _cells(said)]
        found += [(cell, blank >= _GAP and not place) for place, cell in enumerate(cells)]
        blank = 0 if cells else blank + 1
    return found


def scan_head(found: Sequence[str], labels: Labels, anchors: frozenset[str]) -> tuple[Pairs, int]:
    """Label/value pairs from the first anchor label on, and the place where the head ends (0: there is no head)."""
    pattern = label_pattern(labels)
    place = next((i for i, line in enumerate(found) if _starts_head(found, i, labels, anchors, pattern)), None)
    if place is None:
        return [], 0
    pairs: Pairs = []
    while place < len(found):
        taken, step = _take(found, place, labels, pattern, _free(labels, pairs))
        if not step:
            break
        pairs.extend(taken)
        place += step
    return pairs, place


def _cells(line: str) -> list[str]:
    """Some extractors keep tables as "| Name: | 0044/2012 |": one line for each cell."""
    return [said for cell in line.split("|") if (said := cell.strip())] if line.startswith("|") else [line]


def _parts(raw: str, wrapped: bool) -> list[str]:
    """The cells of a line between tabs, else those of a drawn row, which nobody can tell where cells are `wrapped`."""
    return raw.split("\t") if wrapped or "\t" in raw.strip() else _drawn(raw)


def _drawn(line: str) -> list[str]:
    """The cells of a row that a browser of text draws with blanks between them; prose may have blanks of its own.

    >>> _drawn("Datum    05.06.2024   Zeit   17:00"), _drawn("Ö 2   Bericht   2024/101"), _drawn("Es gilt   das Wort")
    (['Datum', '05.06.2024', 'Zeit', '17:00'], ['Ö 2', 'Bericht', '2024/101'], ['Es gilt   das Wort'])
    """
    cells = _COLUMN_GAP.split(line.strip())
    return cells if label(cells[0]) in _HEAD_LABELS or _FIRST_CELL.fullmatch(cells[0]) else [line]


def _free(labels: Labels, pairs: Pairs) -> frozenset[str]:
    """Labels that may still come: "Vorlage" behind "Art" is a value once the number is known."""
    seen = {name for name, value in pairs if value}
    filled = {labels[name] for name in seen if name in labels} - {None, *_REPEATED}
    return frozenset(name for name, field in labels.items() if name not in seen and field not in filled)


def _starts_head(
    found: Sequence[str], place: int, labels: Labels, anchors: frozenset[str], pattern: re.Pattern[str]
) -> bool:
    match = pattern.match(found[place])
    if match and match["label"] in anchors:
        return True
    if found[place] not in anchors:
        return False
    # A bare word may be a menu entry or a panel's heading: a head has another label soon.
    return any(label(line) in labels for line in found[place + 1 : place + 6])


def _take(
    found: Sequence[str], place: int, labels: Labels, pattern: re.Pattern[str], free: frozenset[str]
) -> tuple[Pairs, int]:
    """The pairs that begin on this line and how many lines they use; 0 lines where the head is over."""
    line, match = found[place], pattern.match(found[place])
    if match and clean(line[match.end() :]):
        field, following = labels[match["label"]], found[place + 1 : place + 5]
        further = _further(following, pattern) if field == _SUBJECT else _numbers(following) if field == "bezug" else 0
        line = (", " if field == "bezug" else " ").join(found[place : place + 1 + further])
        return _glued(line, match, labels, pattern, free), 1 + further if match["label"] in free else 0
    name, following = label(line), found[place + 1 : place + 5]
    if name not in free:
        if len(free) < len(labels) and (row := _UNKNOWN_ROW.fullmatch(line)) and _goes_on(following, pattern, free):
            return [(row["label"], "")], 1
        return _unknown(found[place : place + 3], free, started=len(free) < len(labels))
    if not following or _says_nothing(found, place, free - {name}, pattern):
        return [(name, "")], 1
    count = _subject_lines(following, free - {name}) if labels[name] == _SUBJECT else 1
    return [(name, " ".join(following[:count]))], 1 + count


def _says_nothing(found: Sequence[str], place: int, free: frozenset[str], pattern: re.Pattern[str]) -> bool:
    """Whether a label's cell is empty: another row follows, or the rows above kept label and value on one line."""
    line, following = found[place], found[place + 1]
    above = pattern.match(found[place - 1]) if place else None
    on_one_line = line.endswith(":") and above is not None and bool(clean(found[place - 1][above.end() :]))
    return on_one_line or label(following) in free or bool(DOCUMENT_COUNT.fullmatch(following))


def _glued(line: str, match: re.Match[str], labels: Labels, pattern: re.Pattern[str], free: frozenset[str]) -> Pairs:
    """The pairs of a line "Name:0044/2012Aktenzeichen:RVA/1"; a subject fills its row and may hold any word."""
    if match["label"] not in free:
        return []
    if labels[match["label"]] == _SUBJECT:
        return [(match["label"], clean(line[match.end() :]))]
    return [pair for name, value in labelled(line, pattern) for pair in _until_label(name, clean(value))]


def _until_label(name: str, value: str) -> Pairs:
    """A pair, and behind it the label that no map knows; what that one says is dropped."""
    kept, unknown = until_label(value)
    return [(name, kept), (unknown, "")] if unknown else [(name, value)]


def _further(following: Sequence[str], pattern: re.Pattern[str]) -> int:
    """How many more lines a subject in a glued row has: up to the next row or table, if one follows soon."""
    return next((i for i, line in enumerate(following) if pattern.match(line) or _NEXT_TABLE.match(line)), 0)


def _numbers(following: Sequence[str]) -> int:
    """How many more lines hold nothing but the numbers of further papers."""
    return next((count for count, line in enumerate(following) if not is_paper_number(line)), len(following))


def _goes_on(following: Sequence[str], pattern: re.Pattern[str], free: frozenset[str]) -> bool:
    """Whether the next line is a row of the head again."""
    match = pattern.match(following[0]) if following else None
    return match is not None and match["label"] in free


def _unknown(following: Sequence[str], free: frozenset[str], started: bool) -> tuple[Pairs, int]:
    """A row that no map knows: label and value, and the head still goes on behind it."""
    if not started or len(following) < 3 or len(following[0]) > 40 or following[0] in _TABLES:
        return [], 0
    goes_on = label(following[2]) in free or DOCUMENT_COUNT.fullmatch(following[2])
    return ([(following[0], following[1])], 2) if goes_on else ([], 0)


def _subject_lines(following: Sequence[str], free: frozenset[str]) -> int:
    """How many lines a subject has: up to the next label, where none follows soon as far as it goes on."""
    ends = (count for count, line in enumerate(following) if count and label(line) in free)
    return next(ends, len(going_on(list(following))))
