"""Names of text sections as Word templates and panels print them (pure).

Words that also head table columns ("Kosten", "Ziel") or name what a body is asked to do ("Empfehlung", "Vorberatung")
are not here. Sources: text copies of Kreis Soest (2013), Landkreis Börde (2017) and Kreis Coesfeld; Hildesheim,
Landkreis Osnabrück, Laatzen and Wolfsburg (2026-11); "Petitum/Beschluss": Hamburg's Bezirke (2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parsers.common.html import label
from ris_scraper.nouns.records import Abschnitt
from ris_scraper.words.german import clean
from ris_scraper.words.persons import without_contacts

Section = tuple[str | None, list[str]]

# Minutes of who said what: names of persons, never kept.
WORTPROTOKOLL = "Wortprotokoll"
_LONGEST = 120
HEADINGS = (
    "Abstimmung(?:sergebnis(?:se)?)?",
    "Alternativen",
    "A(?:nfrage|ntrags)text",
    "Ausgangs(?:lage|situation)",
    "Auswirkungen auf (?:andere Bereiche|das Klima|den Klimaschutz|den Haushalt)",
    "(?:Beschluss|Beschluß)?[Bb]egründung(?: (?:der Vorlage|des Antrag(?:e?s)))?",
    "Beschlu(?:ss|ß)",
    "Beschlu(?:ss|ß)antrag",
    "Beschlu(?:ss|ß)empfehlung",
    "Beschlu(?:ss|ß)entwurf",
    "Beschlu(?:ss|ß)text",
    "Beschlu(?:ss|ß)vorschl(?:ag|äge)(?: der Verwaltung)?",
    "Bilanzielle Auswirkungen",
    "Darstellung des Sachverhalt(?:e?s)",
    "Entscheidungsvorschlag",
    "Ergebnis der Abstimmung",
    "Erläuterung(?:en)?",
    "Finanzielle (?:und (?:personelle|bilanzielle) )?Auswirkungen",
    "Finanzierung",
    "Folgekosten",
    "Haushalts(?:rechtliche|mäßige) Auswirkungen",
    "Hintergrund",
    "Klimaauswirkungen",
    "Klimarelevanz",
    "Kosten und Finanzierung",
    "Kosten-Folgekosten-Finanzierung",
    "Personelle (?:und finanzielle )?Auswirkungen",
    "Petitum",
    "Problembeschreibung",
    "Rechtsgrundlagen?",
    "Rechtslage",
    "Sach- und Rechtslage",
    "Sachbericht",
    "Sachdarstellung",
    "Sachlage",
    "Sachstand(?:sbericht)?",
    "Sachverhalt(?:sdarstellung)?",
    "Sachvortrag",
    "Stellungnahme der Verwaltung",
    "Wortprotokoll",
    "Zusammenfassung",
    "Zuständigkeit für die Entscheidung",
)

_COUNTER = r"(?:(?:[IVX]{1,4}|\d{1,2}|[A-Za-z])[.)]\s*)?"


class Headings(NamedTuple):
    """How a vendor's headings look: alone on a line or several of them (need `fullmatch`), before text and a colon."""

    alone: re.Pattern[str]
    in_front: re.Pattern[str]
    several: re.Pattern[str]


def headings(*more: str) -> Headings:
    """The patterns of HEADINGS and of `more`, names that only one vendor prints.

    "III. Zusammenfassung" (Soest), "Sachdarstellung, Begründung:" (Börde); "Beschluss: Der Kreistag stimmt zu.".
    """
    heading = "(?:" + "|".join(sorted((*HEADINGS, *more), key=len, reverse=True)) + ")"
    return Headings(
        re.compile(rf"{_COUNTER}{heading}(?:\s*(?:,|/|und|-|–)\s*{heading})*\s*:?", re.I),
        re.compile(rf"(?P<titel>{_COUNTER}{heading}(?:\s*(?:,|/|und)\s*{heading})*)\s*:\s*(?=\S)"),
        re.compile(rf"(?P<titel>{heading})(?:\s{heading}){{1,8}}"),
    )


COMMON = headings()


def is_heading(block: str, known: Headings = COMMON) -> bool:
    """Whether a paragraph is nothing but a known heading.

    >>> is_heading("Sachdarstellung, Begründung:"), is_heading("IV. Sachdarstellung"), is_heading("Kreistag")
    (True, True, False)
    """
    return len(block) <= _LONGEST and known.alone.fullmatch(block) is not None


def cut(titel: str | None, printed: Iterable[str], known: Headings = COMMON) -> Iterator[Section]:
    """Cut paragraphs at known headings; text before the first belongs to `titel`."""
    current: list[str] = []
    for block in printed:
        alone = is_heading(block, known)
        inline = None if alone else known.in_front.match(block)
        if not alone and inline is None:
            current.append(block)
            continue
        yield titel, current
        titel, current = label(inline["titel"] if inline else block), [block[inline.end() :]] if inline else []
    yield titel, current


def joined(printed: Iterable[str]) -> str:
    """Paragraphs as one text, without lines of contact: here the end of a line still ends a name."""
    paragraphs = list(printed)
    cut = without_contacts(lines := "\n".join(paragraphs))
    return " ".join(paragraphs) if cut is lines else clean(cut)


def is_voting(titel: str | None) -> bool:
    """Whether a section states a vote: "Abstimmung", "Abstimmungsergebnis", "Ergebnis der Abstimmung"."""
    return titel is not None and "bstimmung" in titel


def abschnitte(found: Iterable[Section]) -> tuple[Abschnitt, ...]:
    """The sections as records; empty ones and Wortprotokolle are left out."""
    return tuple(
        Abschnitt(titel=titel, text=joined(printed))
        for titel, printed in found
        if any(printed) and not (titel and WORTPROTOKOLL in titel)
    )
