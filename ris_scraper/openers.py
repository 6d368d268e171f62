"""Where printed outcomes and roles begin (floor 1, pure), for lines in which neighbouring cells are glued together."""

from __future__ import annotations

import re

from ris_scraper.german import clean

# Openers of outcomes and roles as printed in Beratungsfolgen (ALLRIS 3 text copies: Soest 2013, Börde 2017;
# the wider list: the project's vocabularies of outcomes and roles).
_OUTCOME = re.compile(
    r"(?:^|(?<=\s))(?=(?:(?:nicht|in der Sitzung|an (?:den |die |einen )?\w*ausschuss|ohne \w+) )?"
    r"(?:(?:un)?(?:ge|ver)änderte?|einstimmig|mehrheitlich|mit Mehrheit|beschlossen"
    r"|zugestimmt|angenommen|genehmigt|abgelehnt|empfohlen|zur Kenntnis|Kenntnis genommen|vertagt|verschoben"
    r"|zurückgestellt|zurückgezogen|verwiesen|überwiesen|abgesetzt|erledigt|gewählt"
    r"|ohne (?:Beschluss|Votum|Empfehlung|Abstimmung)|keine? (?:Beschluss\w*|Abstimmung|Beratungsergebnis)"
    r"|von der Tagesordnung|\(offen\))(?:\W|$))",
    re.I,
)
_ROLE = re.compile(
    r"(?:^|(?<=\s))(?<!und )(?<!für )(?<!der )(?<!zur )(?<!, )(?=(?:Vorberatung|Entscheidung|Kenntnisnahme"
    r"|zur Kenntnis(?:nahme)?|Anhörung|Information(?:spflicht)?|Beratung|Beschluss(?:fassung)?|Empfehlung|Bekanntgabe"
    r"|Mitberatung|beschließend|vorberatend|beratend|Bericht|Stellungnahme)(?:\s+und\s+\w+)?\s*$)",
    re.I,
)


def _split_at(pattern: re.Pattern[str], text: str) -> tuple[str | None, str | None]:
    cleaned = clean(text)
    found = pattern.search(cleaned)
    if not found:
        return cleaned or None, None
    return cleaned[: found.start()].strip() or None, cleaned[found.start() :]


def split_ergebnis(text: str) -> tuple[str | None, str | None]:
    """Split a glued line into the words before a printed outcome, and the outcome.

    >>> split_ergebnis("Kreistag ungeändert beschlossen")
    ('Kreistag', 'ungeändert beschlossen')
    >>> split_ergebnis("ordentliche Sitzung des Kreistages")
    ('ordentliche Sitzung des Kreistages', None)
    """
    return _split_at(_OUTCOME, text)


def split_rolle(text: str) -> tuple[str | None, str | None]:
    """Split a glued line into a body's name and the role printed behind it.

    >>> split_rolle("Kultur- und Sozialausschuss Informationspflicht")
    ('Kultur- und Sozialausschuss', 'Informationspflicht')
    >>> split_rolle("Kreisausschuss")
    ('Kreisausschuss', None)
    """
    return _split_at(_ROLE, text)
