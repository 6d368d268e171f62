"""What every vendor's plain-text rendering needs (pure).

Text copies are what a crawl's text extractor leaves of a page: every block and `<br>` ends a line, neighbouring
table cells are glued together unless the source had white space between them ("Status:öffentlichVorlage-Art:…"),
and links, classes and hidden fields are gone. So the labels that a vendor prints are the only boundaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise

from parsers.common.agenda import PART
from parsers.common.html import Labels, label
from parsers.common.stations import is_day
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import BROKEN_OFF, Hinweis
from ris_scraper.words.german import clean
from ris_scraper.words.names import any_of
from ris_scraper.words.persons import is_row

_UNKNOWN = re.compile(
    r"(?<=[a-zäöüß\d)\s])(?P<label>[A-ZÄÖÜ][A-Za-zÄÖÜäöüß/-]{2,30}(?: (?:von|durch))?)(?: \d{1,2})?\s*:"
    r"(?=\s|$|[A-ZÄÖÜ])"
)
# Headings of lists, which no whole copy ends with.
_LISTS = frozenset({"Beratungsfolge", "Tagesordnung"})
# The first cell of a row: a label, a day, the number of an item, a status; and where another one begins.
_ROW = re.compile(r"\s*(?:(?P<label>[A-ZÄÖÜ][\w/-]{2,30}:)|\d{1,2}\.\d{1,2}\.\d{4}|[ÖN]\s\d[\d.]*|●\s?\w+)\s")
_COLUMN = re.compile(r"(?<=\s\s)(?=\S{3}|\d{1,3}\.)")
_FEW_LINES, _LONG_LINE = 3, 500
# A row of a table without bars at its sides, as trafilatura writes it: "Betreff: | Radweg", "1 | Radweg | 12/2026"; and
# the links at a page's foot, which are none.
_BARRED = re.compile(r"[A-ZÄÖÜ][\w /.-]{1,40}: \| |[^|]+ \| [^|]* \| ")
_FOOT = re.compile(r"Impressum|Datenschutz|Barrierefreiheit")
_FEWEST_LABELS = 2
_TWO_YEARS = re.compile(r"(?:19|20)\d\d[/-](?:(?:19|20)\d\d|\d\d)")
# Glued, or behind a blank, where only a number of three digits beside a year can be nothing else.
_KIND = r"(?:[A-ZÄÖÜ]{1,4}/|[A-ZÄÖÜ]{1,5}\.\s|[A-ZÄÖÜ]{1,3}\s)?"
_BEHIND = (
    re.compile(rf"(?<=[a-zäöüß)])(?P<nummer>{_KIND}\d{{2,4}}/(?:\w{{1,9}}/)?\d{{1,6}}(?:[-/]\d{{1,4}})?)$"),
    re.compile(
        rf"(?<=\s)(?P<nummer>{_KIND}(?:\d{{2,4}}/(?:\w{{1,9}}/)?\d{{3,6}}|\d{{3,6}}/\d{{2,4}})(?:[-/]\d{{1,4}})?)$"
    ),
)
# Words that cannot end a name, and what cannot end a subject.
_OPEN_WORD = (
    r"(?:^|\s)(?:d(?:er|ie|as|es|em|en)|ein(?:e[rsmn]?)?|und|oder|sowie|für|über|von|vom|zu[rm]?|mit|ohne|im|in|am|an|auf"
    r"|aus|bei|durch|gegen|nach|vor|um)$"
)
_OPEN_NAME, _OPEN = re.compile(_OPEN_WORD), re.compile(rf"[;,:–-]$|{_OPEN_WORD}")
# A result whose second word stands on the next line.
_HALF = re.compile(r"geändert$")
_OTHER_HALF = re.compile(r"(?:beschlossen|empfohlen|zugestimmt|angenommen|abgelehnt)(?:[\s,.;]|$)")
_REFERS = re.compile(r"(?:Nr\.|Nummer|Vorlage|Antrag|Anfrage|Drucksache|DS|Niederschrift|Beschluss|zu|und|vom)\s+$")


def lines(page: Page) -> list[str]:
    """The page's lines, whitespace folded, empty lines dropped."""
    return beside_labels(line for raw in page.text.splitlines() if (line := clean(raw)))


def cell_lines(page: Page) -> list[str]:
    """The page's lines, where each cell of a pipe table ("| 1 | Radweg | 12/2026 |") is a line of its own."""
    return [line for line in spaced_cell_lines(page) if line]


def spaced_cell_lines(page: Page) -> list[str]:
    """The same with blank lines as ""; an empty cell is none."""
    lines = []
    for raw in page.text.splitlines():
        cells = [line for cell in _cells(raw.strip()) if (line := clean(cell))]
        lines += cells or [""]
    return beside_labels(lines)


def beside_labels(printed: Iterable[str]) -> list[str]:
    """Lines where a person stands in the line of its label: on a line alone it would pass for the next thing's.

    >>> beside_labels(["Radweg", "Bearbeiter:", "Muster, Eva", "Verfasser:", "SPD-Fraktion"])
    ['Radweg', 'Bearbeiter: Muster, Eva', 'Verfasser:', 'SPD-Fraktion']
    """
    found: list[str] = []
    last = 0
    for line in printed:
        if line and found and found[last].rstrip().endswith(":") and is_row(row := clean(f"{found[last]} {line}")):
            found[last] = row
            continue
        found.append(line)
        last = len(found) - 1 if line.strip() else last
    return found


def without_staff(printed: Iterable[str]) -> list[str]:
    """Lines without those that name a person behind a label, which belong to no subject and no list."""
    return [line for line in printed if not is_row(line)]


def is_one_line(found: list[str]) -> bool:
    """Whether a copy has lost its line ends: much text in so few lines that no label ends the value before it."""
    stated = [line for line in found if line]
    return 0 < len(stated) <= _FEW_LINES and max(map(len, stated)) > _LONG_LINE


def without_rows(text: str, name: str, rows: Iterable[object]) -> tuple[Hinweis, ...]:
    """A Hinweis where a copy heads a table by its `name` on a line and none of its rows were read."""
    headed = any(line.strip(" :|#") == name for line in text.splitlines())
    return (Hinweis(art="zeilen", text=f"{name}: no row was read"),) if headed and not any(True for _ in rows) else ()


def is_wrapped(page: Page) -> bool:
    r"""Whether a copy draws its tables and breaks cells at the margins of their columns (w3m): none can be told.

    >>> is_wrapped(Page("", "Ö 3     Radweg zwischen    2026/12\n        Nord und Süd", "text"))
    True
    """
    drawn = [line.expandtabs() for line in page.text.splitlines() if line.strip()]
    return any(_continues(above, below) or _continues(below, above, labels=False) for above, below in pairwise(drawn))


def _continues(row: str, line: str, labels: bool = True) -> bool:
    """Whether a line beside a row holds more of one of its cells: it begins where a cell behind the first one does.

    The heading of a part stands over the column of subjects, and is more of none.
    """
    first = _ROW.match(row)
    if first is None or not _COLUMN.search(row, first.end()) or _ROW.match(line) or PART.fullmatch(line.strip()):
        return False
    columns = {first.end(), *(found.start() for found in _COLUMN.finditer(row, first.end()))}
    # Above a row without a label may stand another row, of a body that has no status.
    return _indent(line) in columns and (labels or (first["label"] is None and not _COLUMN.search(line.strip())))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def broken_off(page: Page, labels: Labels) -> tuple[Hinweis, ...]:
    """A Hinweis where a copy ends with what announces more: a label, the heading of a list, a station's day, a bracket
    that nothing closes."""
    last = next(reversed(cell_lines(page)), "")
    name = label(last)
    opens = name in _LISTS or is_day(last) or (last.endswith(":") and labels.get(name) is not None)
    opens = opens or last.rfind("(") > last.rfind(")")
    return (Hinweis(art=BROKEN_OFF, text=f"the copy ends with {name[:60]!r}"),) if opens else ()


def _cells(line: str) -> list[str]:
    """The cells of a row between bars or tabs."""
    if line[:1] == "|" or line[-1:] == "|":
        return line.strip("|").split("|")
    if _BARRED.match(line) and not _FOOT.search(line):
        return line.split(" | ")
    return line.split("\t")


def with_colons(found: list[str], labels: Labels, ends: Callable[[str], bool]) -> list[str]:
    """Lines where labels that a copy printed without their colons have them again.

    Only where two or more labels stand alone above the first line that `ends` the head, above the first that kept its
    colon, or three before their values in lines one below the other. A label is followed by its value, the head of a
    column by the next one.

    >>> with_colons(["Betreff", "Radweg", "Status", "öffentlich"], {"Betreff": "betreff", "Status": "status"}, bool)
    ['Betreff', 'Radweg', 'Status', 'öffentlich']
    >>> with_colons(["Betreff", "Radweg", "Art", "Antrag"], {"Betreff": "", "Art": ""}, "Beratungsfolge".__eq__)
    ['Betreff:', 'Radweg', 'Art:', 'Antrag']
    >>> with_colons(["Betreff", "Radweg", "Art:", "Antrag"], {"Betreff": "", "Art": ""}, "Beratungsfolge".__eq__)
    ['Betreff:', 'Radweg', 'Art:', 'Antrag']
    >>> with_colons(["Betreff Radweg", "Art Antrag", "Amt Bau"], {"Betreff": "", "Art": "", "Amt": ""}, "TOP".__eq__)
    ['Betreff: Radweg', 'Art: Antrag', 'Amt: Bau']
    """
    found = in_rows(found, labels)
    # What a menu above the head calls like the heading of a panel ends nothing.
    start = next((place for place, pair in enumerate(pairwise([*found, ""])) if _heads(*pair, labels)), len(found))
    end = next((place for place in range(start, len(found)) if ends(found[place])), len(found))
    head = found[:end]
    stated = [line for line in head if ":" in line and label(line.partition(":")[0]) in labels]
    # Colons beside their values are those of a copy that kept them all.
    if any(not line.endswith(":") for line in stated):
        return found
    alone = {place for place, pair in enumerate(pairwise([*head, ""])) if _heads(*pair, labels)}
    # Below the first that kept its colon a bare word may head a section or a column.
    first = next((place for place, line in enumerate(head) if line in stated), len(head))
    alone = {place for place in alone if place < first}
    if len(alone) + len(stated) < _FEWEST_LABELS:
        return found
    return [f"{line}:" if place in alone else line for place, line in enumerate(found)]


def in_rows(found: list[str], labels: Labels, fewest: int = 3) -> list[str]:
    """Lines where labels that stand before their values, apart by a blank, have colons: `fewest` different ones or more
    in lines one below the other, as a sentence or the heads of columns may begin with one; none where any has one."""
    if any(":" in line and label(line.partition(":")[0]) in labels for line in found):
        return found
    names = [_row_label(line, labels) for line in found]
    runs = (names[place : place + fewest] for place in range(len(names)))
    start = next((place for place, run in enumerate(runs) if None not in run and len({*run}) == fewest), None)
    if start is None:
        return found
    end = next((i for i in range(start, len(names)) if names[i] is None), len(names))
    rows = [
        f"{name}:{line[len(name) :]}" for name, line in zip(names[start:end], found[start:end], strict=True) if name
    ]
    return [*found[:start], *rows, *found[end:]]


def _row_label(line: str, labels: Labels) -> str | None:
    """The longest label that a line without a colon begins with, before a value that is no label itself."""
    if ":" in line:
        return None
    ends = (place for place in range(len(line) - 1, 0, -1) if line[place] == " " and line[:place] in labels)
    place = next(ends, None)
    return line[:place] if place and line[place + 1 :].partition(" ")[0] not in labels else None


def _heads(line: str, behind: str, labels: Labels) -> bool:
    return line in labels and bool(behind) and behind not in labels


def label_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds every label of a vendor with its colon, the longest first."""
    return _pattern(tuple(labels))


def labelled(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Cut glued text at its labels: "Status:öffentlichArt:Antrag" -> [("Status", "öffentlich"), ("Art", "Antrag")].

    A value reaches to the next label; its line ends are kept, so that the caller can stop at one.
    """
    found = list(pattern.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return [(match["label"], text[match.end() : end]) for match, end in zip(found, ends, strict=True)]


def until_label(value: str) -> tuple[str, str | None]:
    """A value of one line up to a label that no map knows, which ends it on the same line, and that label.

    >>> until_label("Amt 66Erstellt von: Vorname Nachname"), until_label("Amt für Umwelt")
    (('Amt 66', 'Erstellt von'), ('Amt für Umwelt', None))
    """
    found = _UNKNOWN.search(value)
    return (value[: found.start()].rstrip(), found["label"]) if found else (value, None)


def split_paper(title: str) -> tuple[str, str | None]:
    """A subject and the number of the Vorlage behind it.

    >>> split_paper("Bau von Radwegen25/085"), split_paper("Haushalt 2025/2026")
    (('Bau von Radwegen', '25/085'), ('Haushalt 2025/2026', None))
    >>> split_paper("Schilder RS. 16/218-02"), split_paper("Brunnen K 2026/0725")
    (('Schilder', 'RS. 16/218-02'), ('Brunnen', 'K 2026/0725'))
    """
    behind = next((found for pattern in _BEHIND if (found := pattern.search(title)) and is_paper(found)), None)
    return (title[: behind.start()].rstrip(), behind["nummer"]) if behind else (title, None)


def is_paper(found: re.Match[str]) -> bool:
    """Whether the `nummer` found behind an item's subject can be its paper's.

    It may be two years ("Haushalt 2025/2026"), or the number of what the subject names ("Antwort auf Anfrage 12/26").
    """
    return not _TWO_YEARS.fullmatch(found["nummer"]) and not _REFERS.search(found.string[: found.start()])


def going_on(title: list[str]) -> list[str]:
    """A subject without what follows it (files, notes) where nothing printed ends it: only a line that goes on counts.

    Copies break lines inside of a subject where it has a link, or at 80 characters (text browsers).

    >>> going_on(["Radwegekonzept;", "hier: Beschluss", "Anlage 1"])
    ['Radwegekonzept;', 'hier: Beschluss']
    >>> going_on(["Niederschrift über die Sitzung vom", "30.06.2014", "(Teil 1)", "Bericht"])
    ['Niederschrift über die Sitzung vom', '30.06.2014', '(Teil 1)']
    """
    kept = title[:1]
    for before, line in pairwise(title):
        if not (is_open(before) or re.match(r"(?:hier\b|[a-zäöü(])", line)):
            break
        kept.append(line)
    return kept


def is_open(line: str) -> bool:
    """Whether no subject can end so: with an article, a preposition, a comma.

    >>> is_open("Jahresabschluss der"), is_open("Jahresabschluss")
    (True, False)
    """
    return _OPEN.search(line) is not None


def rejoined(printed: Iterable[str], names: bool = False) -> list[str]:
    """Lines in which what a browser of text broke at its margin is one again: a result, and among `names` a name.

    >>> rejoined(["Kreistag ungeändert", "beschlossen", "Amt für"]), rejoined(["Ausschuss für", "Umwelt"], names=True)
    (['Kreistag ungeändert beschlossen', 'Amt für'], ['Ausschuss für Umwelt'])
    """
    found: list[str] = []
    for line in printed:
        broken = bool(found) and _HALF.search(found[-1]) and _OTHER_HALF.match(line)
        if broken or (names and found and line and _OPEN_NAME.search(found[-1])):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    names = any_of(labels)
    # Persons are counted: "Verfasser 1:"; a number behind "TOP" is the item's.
    return re.compile(rf"(?P<label>{names})(?:(?<!TOP)(?<!Top)(?<!Nr\.)(?<!Punkt)\s\d{{1,2}})?\s*:")
