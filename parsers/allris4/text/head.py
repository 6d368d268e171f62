"""Text copies of ALLRIS 4 pages: where the page begins and ends, and its labelled values (pure).

Labels, values and cells are blocks in the source, so a copy has each on a line of its own.
"""

from __future__ import annotations

import re

from parsers.allris4.head import label_name
from parsers.allris4.labels import TITLE
from parsers.common.agenda import PART
from parsers.common.headings import is_heading
from parsers.common.html import Labels, assign
from parsers.common.labels import ART, FEDERFUEHREND
from parsers.common.text import cell_lines, is_wrapped, label_pattern, labelled, until_label, with_colons
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis
from ris_scraper.words.german import clean
from ris_scraper.words.persons import number

_LABEL = re.compile(r"(?P<label>[A-ZÄÖÜ\d][^:]{1,60}(?::in(?:nen)?)?):\s*(?P<value>.*)")
_UNKNOWN = re.compile(r"[A-ZÄÖÜ][\w /.-]{1,40}:")
# A value that is a person ends even a subject of several lines.
_PERSON = re.compile(r"(?:Herrn?|Frau|Dr\.)\s.{2,60}|[A-ZÄÖÜ][\w-]{1,30},\s(?:Dr\.\s)?[A-ZÄÖÜ][\w.-]{0,30}")
# Behind the head stand panels; below the content the legend and the links of the foot.
_PANEL = frozenset({"Dokumente", "Anlagen", "Beratungsfolge", "Tagesordnung"})
_FOOT = re.compile(
    r"Legende|nach oben|(?:[\w ]{1,40}\|\s?){0,20}(?:Datenschutz\w*|Impressum|Kontakt|Barrierefreiheit)(?:\s*\|.*)?"
)
# Buttons of panels, and what stands in place of what is still loaded.
_BUTTONS = frozenset({"Reduzieren", "Erweitern", "Loading..."})
_STRONG = frozenset({"Status", *ART, *FEDERFUEHREND})
_GRUNDDATEN, _BERATUNGSFOLGE = "Grunddaten", "Beratungsfolge"
# The heads of an agenda and of the stations in one line.
AGENDA_COLUMNS = re.compile(
    r"\+/-.*TOP.*|TOP\s*(?:Betreff.*)?|(?:(?:TOP|Betreff|Vorlage|Beschlussart|Beschluss|Ergebnis|Zuständigkeit|NA)\s*){2,}"
)
STATION_COLUMN = (
    r"(?:(?:Beratungsfolge|Status|Datum|Gremium|Sitzung|Beschluss|Beschlussart|Ergebnis|Zuständigkeit|NA|TOP)\s*)"
)
STATION_COLUMNS = re.compile(rf"{STATION_COLUMN}{{2,}}")


def content(page: Page, labels: Labels) -> tuple[str, list[str]]:
    """The page's heading and the lines below it, up to the foot; "" where there is no heading.

    Raises LayoutDrift for a copy whose cells cannot be told.
    """
    if is_wrapped(page):
        raise LayoutDrift(page.url, "lines")
    found = with_colons([line for line in cell_lines(page) if line not in _BUTTONS], labels, _begins_panel)
    first = next((i for i, line in enumerate(found) if _is_label(line, labels)), len(found))
    if first == len(found):
        return _titled(found)
    start = next((i for i, line in enumerate(found[: first + 1]) if line == _GRUNDDATEN), first)
    title = found[start - 1] if start and not found[start - 1].startswith("Sie sind hier") else ""
    rest = found[start:] if start < len(found) else []
    foot = next((i for i, line in enumerate(rest) if _FOOT.fullmatch(line)), len(rest))
    return number(title) or "", rest[:foot]


def _titled(found: list[str]) -> tuple[str, list[str]]:
    """Heading and the rest of a copy that kept no label: "Art - Nummer", "Gremium - Datum", "Datum - TOP Betreff"."""
    at = next((i for i, line in enumerate(found) if TITLE.fullmatch(line)), None)
    return ("", []) if at is None else (found[at], found[at + 1 :])


def split_head(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the head, and those from the first panel, table or section on.

    "Beschluss:" is a label of the head, "Beschluss" the heading of a section.
    """
    ends = (i for i, line in enumerate(lines) if _begins_panel(line) or (is_heading(line) and not line.endswith(":")))
    end = next(ends, len(lines))
    return lines[:end], lines[end:]


def _begins_panel(line: str) -> bool:
    """Whether a line is the heading of a panel, or stands above the table of a copy that lost it."""
    if line in _PANEL or PART.fullmatch(line):
        return True
    return AGENDA_COLUMNS.fullmatch(line) is not None or heads_stations(line)


def heads_stations(line: str) -> bool:
    """Whether the stations follow a line: their heading, or the heads of their columns.

    >>> heads_stations("Beratungsfolge"), heads_stations("StatusDatumGremiumBeschlussNA"), heads_stations("Status")
    (True, True, False)
    """
    return line == _BERATUNGSFOLGE or (STATION_COLUMNS.fullmatch(line) is not None and "Gremium" in line)


def head_values(lines: list[str], labels: Labels) -> tuple[dict[str, str], list[Hinweis]]:
    """The labelled values of the head, lines of one value joined by line ends; labels that no map knows."""
    pairs: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _LABEL.fullmatch(line)
        known = found and label_name(found["label"]) in labels
        inside = bool(pairs) and labels.get(pairs[-1][0]) == "betreff"
        named = found is not None and _PERSON.fullmatch(found["value"] or "") is not None
        if found and (known or named or _UNKNOWN.fullmatch(line) or (not inside and _UNKNOWN.match(line))):
            pairs += _row(label_name(found["label"]), found["value"] or "", labels)
        elif pairs:
            pairs[-1][1].append(line)
    return assign(((name, "\n".join(value)) for name, value in pairs), labels)


def panel(lines: list[str], name: str, ends: frozenset[str]) -> list[str]:
    """The lines of the panel `name` up to the next line that is one of `ends`; [] where there is no such panel."""
    at = next((i for i, line in enumerate(lines) if line == name), None)
    if at is None:
        return []
    rest = lines[at + 1 :]
    return rest[: next((i for i, line in enumerate(rest) if line in ends), len(rest))]


def _is_label(line: str, labels: Labels) -> bool:
    found = _LABEL.fullmatch(line)
    return found is not None and label_name(found["label"]) in labels


def _row(name: str, value: str, labels: Labels) -> list[tuple[str, list[str]]]:
    """The pairs of a line; a copy may hold several in one: "Federführend: Amt 66 Bearbeiter/-in: …"."""
    if labels.get(name) == "betreff":
        end = next(
            (found.start() for found in label_pattern(labels).finditer(value) if _ends_subject(found)), len(value)
        )
        subject, rest = value[:end].strip(), value[end:]
        return [(name, [subject] if subject else []), *(_rows_of(rest, labels) if rest else [])]
    return _rows_of(f"{name}:{value}", {**labels, name: None} if name not in labels else labels)


def _ends_subject(found: re.Match[str]) -> bool:
    """Whether a label inside the line of a subject is one: glued to it, or a word that no subject uses so."""
    before = found.string[: found.start()][-1:]
    return bool(before) and (not before.isspace() or found["label"] in _STRONG)


def _rows_of(text: str, labels: Labels) -> list[tuple[str, list[str]]]:
    pairs: list[tuple[str, list[str]]] = []
    for printed, value in labelled(text, label_pattern(labels)):
        said, unknown = until_label(clean(value))
        pairs.append((printed, [said] if said else []))
        pairs += [(unknown, [])] if unknown else []
    return pairs
