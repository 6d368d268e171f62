"""Names of text sections as Word templates and panels print them (pure).

Words that also head table columns ("Kosten", "Ziel") or name what a body is asked to do ("Empfehlung", "Vorberatung")
are not here. Sources: text copies of Kreis Soest (2013), Landkreis Börde (2017) and Kreis Coesfeld; Hildesheim,
Landkreis Osnabrück, Laatzen and Wolfsburg (2026-11); "Petitum/Beschluss": Hamburg's Bezirke (2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.html import label

Section = tuple[str | None, list[str]]

LONGEST = 120
HEADINGS = (
    "Abstimmung(?:sergebnis(?:se)?)?",
    "Alternativen",
    "Antragstext",
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


def _any_heading(*more: str) -> str:
    return "(?:" + "|".join(sorted((*HEADINGS, *more), key=len, reverse=True)) + ")"


def alone(*more: str) -> re.Pattern[str]:
    """A pattern for a whole line or paragraph: "III. Zusammenfassung" (Soest), "Sachdarstellung, Begründung:" (Börde).

    `more` are names that only one vendor prints. The pattern needs `fullmatch`.
    """
    heading = _any_heading(*more)
    return re.compile(rf"{_COUNTER}{heading}(?:\s*(?:,|/|und|-|–)\s*{heading})*\s*:?", re.I)


def in_front(*more: str) -> re.Pattern[str]:
    """A pattern for a heading with its text behind it, told by the colon: "Beschluss: Der Kreistag stimmt zu."."""
    heading = _any_heading(*more)
    return re.compile(rf"(?P<titel>{_COUNTER}{heading}(?:\s*(?:,|/|und)\s*{heading})*)\s*:\s+(?=\S)")


def cut(titel: str | None, printed: Iterable[str], whole: re.Pattern[str], front: re.Pattern[str]) -> Iterator[Section]:
    """Cut paragraphs at headings (patterns of `alone` and `in_front`); text before the first belongs to `titel`."""
    current: list[str] = []
    for block in printed:
        heads = len(block) <= LONGEST and whole.fullmatch(block) is not None
        inline = None if heads else front.match(block)
        if not heads and inline is None:
            current.append(block)
            continue
        yield titel, current
        titel, current = label(inline["titel"] if inline else block), [block[inline.end() :]] if inline else []
    yield titel, current
