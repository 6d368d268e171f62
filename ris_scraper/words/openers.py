"""Where printed outcomes and roles begin (pure), for lines in which neighbouring cells are glued together."""

from __future__ import annotations

import re

from ris_scraper.words.german import clean

# Openers of outcomes and roles as printed in Beratungsfolgen (ALLRIS 3 text copies: Soest 2013, Börde 2017;
# the wider list: the project's vocabularies of outcomes and roles).
_BEFORE = (
    r"nicht|in der Sitzung|an (?:den |die |einen )?\w*[Aa]usschuss|ohne \w+(?: (?:in der|im) \w+)?|schriftlich|mündlich"
    r"|mit (?:Änderung|Ergänzung|Abschlussbericht|Prüfauftrag)(?:en)?(?: (?:in der|im) \w+)?|in Form von \w+"
    r"|in (?:ab|ver)?(?:ge)?änderter (?:Form|Fassung)"
    r"|bei Stimmengleichheit|vor Eintritt in die Tagesordnung|durch \w+(?: \w+){0,3}|Zwischenmitteilung"
    r"|Vorlage|Antrag|(?:(?:Der|Die|Das|Dem) )?(?:Vorlage|Antrag|Anfrage|Antrag/Anfrage|Mitteilung|Sache|Beratung"
    r"|Entscheidung|Beschlussfassung) (?:wird|wurde|ist)(?: \(?(?:zurück|teilweise)\)?)?"
)
_VERBS = (
    r"(?:un)?(?:ge|ver)änderte?|einstimmig|mehrheitlich|mit (?:\w+ )?\w*[Mm]ehrheit|beschlossen"
    r"|zugestimmt|angenommen|genehmigt"
    r"|abgelehnt|dagegen|empfohlen|(?:zur )?Kenntnis genommen|zur Kenntnis|vertagt|(?:ge|ver)schoben|zurückgestellt"
    r"|zurückgezogen|zurückgenommen|(?:zurück)?verwiesen|überwiesen|weitergeleitet|zurück (?:an|in) die|abgesetzt"
    r"|entfällt|erledigt|gegenstandslos|beantwortet|eingebracht|gewählt|abweichender Beschluss|in \d\. Lesung beraten"
    r"|ohne (?:Beschluss(?:fassung)?|Votum|Empfehlung|Abstimmung)"
    r"|keine? (?:Beschluss\w*|Abstimmung|Beratungsergebnis|Zustimmung)|von der Tagesordnung|\(offen\)"
    r"|siehe (?:Protokoll|Niederschrift|Bemerkung)\w*|Protokollauszug beachten|Verwaltung wird so verfahren"
)
#: The first words of an outcome, as a pattern.
OUTCOME = rf"(?:(?:{_BEFORE}) )?(?:{_VERBS})"
_OUTCOME = re.compile(rf"(?:^|(?<=\s))(?={OUTCOME}(?:\W|$))", re.I)
#: The nouns that are printed as the role of a body, as a pattern.
ROLES = (
    "Vorberatung|Entscheidung|Kenntnisnahme|Anhörung|Information(?:spflicht)?|Beratung|Beschlussfassung|Empfehlung"
    "|Bekanntgabe|Mitberatung|Beteiligung|Mitwirkung|Erörterung|Stellungnahme"
)
_ROLE = re.compile(
    rf"(?:^|(?<=\s))(?<!und )(?<!für )(?<!der )(?<!zur )(?<!, )(?=(?:{ROLES}|zur Kenntnis(?:nahme)?|Beschluss|Bericht"
    r"|beschließend|entscheidend|vorberatend|mitberatend|beratend|anhörend|empfehlend|\d\. Lesung)"
    r"(?:\s+und\s+\w+)?\s*$)",
    re.I,
)


def split_ergebnis(text: str) -> tuple[str | None, str | None]:
    """Split a glued line into the words before a printed outcome, and the outcome.

    >>> split_ergebnis("Kreistag ungeändert beschlossen")
    ('Kreistag', 'ungeändert beschlossen')
    >>> split_ergebnis("5. Sitzung der BVV ohne Änderungen in der BVV beschlossen")
    ('5. Sitzung der BVV', 'ohne Änderungen in der BVV beschlossen')
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


def _split_at(pattern: re.Pattern[str], text: str) -> tuple[str | None, str | None]:
    cleaned = clean(text)
    found = pattern.search(cleaned)
    if not found:
        return cleaned or None, None
    return cleaned[: found.start()].strip() or None, cleaned[found.start() :]
