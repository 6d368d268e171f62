"""Phrases of running text that may name a concept (pure)."""

from __future__ import annotations

import re

_NOUN = r"(?:[a-zäöü]\w+ )?[A-ZÄÖÜ][\w-]*"
_PURPOSE = rf" (?:zur|für|gegen) (?:(?:die|den|das|der) )?{_NOUN}(?: (?:von|und|der|des|mit) {_NOUN}){{0,3}}"
_KONZEPT = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ]\w+-(?:,| und| oder| sowie) ){{0,2}}(?:"
    r"(?:(?:Aktions|Master|Bedarfs|Bereichs|Förder|Teil)plan(?:e?s|ung)?|(?:Handlungs|Rahmen|Gesamt)konzept(?:e?s)?)"
    r" (?!Kreis)[A-ZÄÖÜ][\w-]+"
    rf"|Konzept(?:e?s|ion)?(?={_PURPOSE})"
    r"|(?:[Dd]igitale|[Tt]ouristische|[Ss]ozialpsychiatrische|[Ss]eniorenpolitische)[nrs]?"
    r" (?:Agenda|(?:Gesamtk|K)onzept(?:e?s)?|Leitbild|Plan|Strategie)\b"
    r"|[A-ZÄÖÜ][\w-]*(?:[Kk]onzept(?:e?s|en?|ion)?|[Ss]trategien?|[Pp]lan(?:e?s|ung)?|[Pp]läne[n]?|agenda|leitbild)\b)"
    rf"(?:{_PURPOSE})?"
)
_ENDING = re.compile(r"(?<=konzept)(?:e?s|en?)$|(?<=plan)e?s$")


def konzept_worte(text: str) -> tuple[str, ...]:
    """The phrases that may name a concept, as printed, each once; which concept they mean is judged later.

    >>> konzept_worte("Das Integrationskonzept und ein Konzept zur Integration von Flüchtlingen liegen vor.")
    ('Integrationskonzept', 'Konzept zur Integration von Flüchtlingen')
    >>> konzept_worte("Handlungsfelder des Integrationskonzeptes; das Integrationskonzept; der Aktionsplan Inklusion")
    ('Integrationskonzeptes', 'Aktionsplan Inklusion')
    """
    kept: dict[str, str] = {}
    for found in _KONZEPT.finditer(text):
        kept.setdefault(_ENDING.sub("", found[0].lower()), found[0])
    return tuple(kept.values())
