"""Text copies of ALLRIS 3 pages: where the page begins and ends, and its labelled values (pure).

Seen: Kreis Soest (2013) and Landkreis Börde (2017). Cells are glued ("Status:öffentlichVorlage-Art:…"), separated by a
blank, or on lines of their own; blank lines may stand between all rows or between none.
"""

from __future__ import annotations

import re
from itertools import takewhile

from parsers.allris3.labels import ANCHORS, ANLAGEN, AUSZUG, DOUBLE, HEADINGS, LABELS, SITZUNG, VORLAGE
from parsers.common.headings import is_heading
from parsers.common.html import Labels, assign
from parsers.common.labels import STAFF
from parsers.common.text import (
    is_one_line,
    is_wrapped,
    label_pattern,
    labelled,
    rejoined,
    spaced_cell_lines,
    until_label,
    with_colons,
)
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis
from ris_scraper.words.german import clean
from ris_scraper.words.numbers import paper_number

# Navigation below the content, as whole lines (Hildesheim, 2026-11).
_FOOT = re.compile(
    r"(?:(?:zurück|(?:zum )?Seitenanfang|nach oben|Seite|(?:Seite )?drucken|Druckversion|Impressum|Datenschutz\w*"
    r"|Sitemap|Barrierefreiheit|Kontakt|Startseite|©.*|Copyright.*|Software:.*|ALLRIS.*|CC e-gov.*)\s*[|·•-]?\s*)+",
    re.I,
)
_TITLE = {
    "vorlage": re.compile(
        r"(?:\w{0,40}(?:[Vv]orlage|[Aa]ntrag|[Aa]nfrage|[Mm]itteilung)|Drucksache)\s+[-–]\s+"
        r"(?:[A-ZÄÖÜ]{1,4}\s+(?:-\s+)?)?(?=\S{0,30}\d)\S.*"
    ),
    "sitzung": re.compile(r"Tagesordnung\s+[-–]\s+\S.*"),
    "auszug": re.compile(r"(?:Auszug|Tagesordnungspunkt)\s+[-–]\s+\S.*"),
}
# `_r` skin: "VO/2026/181 - öffentliche Beschlussvorlage".
_NUMBER_FIRST = re.compile(
    r"(?=\S{0,30}\d)\S{1,60}(?:\s/?\S{1,10})?\s-\s.*(?:vorlage|antrag|anfrage|bericht|mitteilung|drucksache).*", re.I
)
_UNKNOWN_LINE = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß/-]{2,30}\s*:(?:\s|$)")
# Heads of two columns, in one line or two (Berlin BVV), and the fields that have a value in each.
_DOUBLE = re.compile(rf"(?<![^\S\n])[^\S\n]*{DOUBLE[0]}\s*{DOUBLE[1]}[^\S\n]*(?=\n|$)")
_DOUBLED = frozenset({"art", "federfuehrend", "einbringer"})
# Buttons that text browsers print (lynx): alone on a line, or behind a day.
_BUTTON = r"(?:NA|PA|TO|VO|AU|BES)"
_BUTTONS = re.compile(rf"(?:^|(?<=\d\.\d{{4}}\s)){_BUTTON}(?:\s{_BUTTON})*$")
_DOCUMENTS = frozenset(
    {
        "Vorlage",
        "Vorlage-Sammeldokument",
        "Vorlage mit Anlagen",
        "Sammeldokument",
        "Beschlüsse",
        "Bekanntmachung",
        "Einladung",
    }
)
# A browser that draws tables (w3m, inscriptis) prints the list of sections in the lines of the head.
_GAP, _VALUED = re.compile(r"[^\S\n]{3,}"), re.compile(r"[A-ZÄÖÜ][\w/-]{2,30}:")
_BESIDE = frozenset({*ANCHORS.values(), *ANLAGEN})
_REST_OF_VALUE = 4
_LABELS = label_pattern(LABELS)
# The rows of a table in the line of its heading: nobody knows where one ends.
_JOINED = re.compile(
    r"(?:Betreff|Status)\s?:.*Beratungsfolge\s?:.*\d{1,2}\.\d{1,2}\.\d{4}|^TOP\s*Betreff.*[ÖN]\s?\d.*[ÖN]\s?\d"
    r"|Datum\s?Gremium.*\d{1,2}\.\d{1,2}\.\d{4}"
)
# Labels that a head may print without colons; what no column keeps may as well be a value ("Vorlage").
_BARE = {
    **dict.fromkeys(STAFF),
    **{
        name: field
        for labels in (VORLAGE, SITZUNG, AUSZUG)
        for name, field in labels.items()
        if field and name != "Vorlage"
    },
}
_HEADS = frozenset({"Beratungsfolge", "TOP"})
_SEVERAL_LINES = frozenset({"betreff", "bezug"})


def page_lines(page: Page, kind: str) -> tuple[str, list[str]]:
    """The page's heading and the lines below it up to its foot, folded; blank lines are kept as "".

    Raises LayoutDrift for a page or a table in a single line, and for a drawn one: nobody knows where a value ends.
    """
    lines = spaced_cell_lines(page)
    if is_one_line(lines) or any(_JOINED.search(line) for line in lines) or is_wrapped(page) or _beside(page, kind):
        raise LayoutDrift(page.url, "lines")
    lines = rejoined(
        _BUTTONS.sub("", line).rstrip()
        for line in with_colons(lines, _BARE, _HEADS.__contains__)
        if line not in _DOCUMENTS
    )
    start = next((i for i, line in enumerate(lines) if _TITLE[kind].fullmatch(line)), None)
    if start is None and kind == "vorlage":
        start = next((i for i, line in enumerate(lines) if _NUMBER_FIRST.fullmatch(line)), None)
    title, lines = (lines[start], lines[start + 1 :]) if start is not None else ("", lines)
    # Copies without a heading begin with the navigation, which may hold the words of the foot.
    first = next((i for i, line in enumerate(lines) if _LABELS.match(line)), 0) if not title else 0
    foot = next((i for i in range(first, len(lines)) if lines[i] and _FOOT.fullmatch(lines[i])), len(lines))
    return title, lines[:foot]


def _beside(page: Page, kind: str) -> bool:
    """Whether the copy draws head and list of sections side by side, so that the cells of a Vorlage cannot be told."""
    rows = [_GAP.split(line.strip()) for line in page.text.splitlines()]
    names = {row[-1].rstrip(":") for row in rows if len(row) > 1} & _BESIDE
    return len(names) > 1 or (kind != "sitzung" and any(len(row) > 2 and _is_pair(row) for row in rows))


def _is_pair(row: list[str]) -> bool:
    """Whether a row holds two labels with gaps behind their values: "Status:    öffentlich    Vorlage-Art: …"."""
    return row[0].endswith(":") and any(_VALUED.match(cell) for cell in row[2:])


def head_values(lines: list[str], labels: Labels) -> tuple[dict[str, str], list[Hinweis]]:
    """The labelled values of the head's lines, and labels that no map knows. A `bezug` keeps its line ends."""
    text = "\n".join(lines)
    double = _DOUBLE.search(text) is not None
    found = labelled(_DOUBLE.sub("", text), label_pattern(labels))
    values: list[tuple[str, str]] = []
    hints: list[Hinweis] = []
    for index, (name, printed) in enumerate(found):
        field = labels[name]
        value, unknown = _field_value(field, printed, index + 1 == len(found)) if field else ("", [])
        values.append((name, current(value) if double and field in _DOUBLED else value))
        hints += unknown
    return assign(values, labels)[0], hints


def current(printed: str) -> str:
    """The second of two glued values: what a paper is now, behind what it was.

    >>> current("AntragAntrag"), current("Antrag Antrag"), current("AntragMitteilung zur Kenntnisnahme")
    ('Antrag', 'Antrag', 'Mitteilung zur Kenntnisnahme')
    >>> current("Antrag"), current("")
    ('Antrag', '')
    """
    half = len(printed) // 2
    if printed[:half].strip() == printed[half:].strip():
        return printed[half:].strip()
    return re.split(r"(?<=[a-zäöüß)])(?=[A-ZÄÖÜ])", printed)[-1]


def next_line(lines: list[str], index: int) -> str:
    """The next line that is not blank; "" at the end."""
    return next((line for line in lines[index:] if line), "")


def jump_list(lines: list[str]) -> tuple[list[str], list[str]]:
    """The names of sections that a page lists beside its head, and the lines behind them.

    A single name is left in place: whether it is a list of one or the heading of the text, the text below is its.
    """
    names: list[str] = []
    index = 0
    while index < len(lines) and (not lines[index] or (found := _listed(lines[index]))):
        names += found if lines[index] else []
        index += 1
    is_list = len(names) > 1 or (names and next_line(lines, index).rstrip(" :") == "Anlagen")
    return (names, lines[index:]) if is_list else ([], lines)


def list_behind(lines: list[str]) -> tuple[list[str], list[str]]:
    """The same where the rest of a broken value stands above the list."""
    start = next((i for i, line in enumerate(lines[:_REST_OF_VALUE]) if line and _listed(line)), 0)
    return jump_list(lines[start:])


def _listed(line: str) -> list[str]:
    """The names of sections that a line of the list holds; a copy may have joined several."""
    if several := HEADINGS.several.fullmatch(line):
        return [several["titel"], line[several.end("titel") :].strip()]
    return [line] if is_heading(line, HEADINGS) and not line.endswith(":") else []


def _field_value(field: str, printed: str, last: bool) -> tuple[str, list[Hinweis]]:
    """A value of the head: one line, or for a Betreff all lines up to the next label."""
    lines = [line for raw in printed.split("\n") if (line := clean(raw))]
    if not lines:
        return "", []
    if field == "datum" and not any(map(str.isdigit, lines[0])):
        # The weekday on a line of its own, as the day behind it is a link: "Mo,", "29.09.2014".
        lines = [" ".join(lines[:2])]
    if field == "einbringer":
        return lines[0], []  # what looks like a label in it may be a name
    if field not in _SEVERAL_LINES:
        value, unknown = until_label(lines[0])
        return value, [Hinweis(art="label", text=unknown)] if unknown else []
    # Nothing marks the end of the head: a list of numbers goes on as long as there are numbers.
    listed = len(list(takewhile(paper_number, lines))) if field == "bezug" else 1
    end = max(listed, 1) if last else len(lines)
    stop = next((i for i in range(1, end) if _UNKNOWN_LINE.match(lines[i])), end)
    return ("\n" if field == "bezug" else " ").join(lines[:stop]), []
