"""Sentences of running text, and the words in them: bodies, concepts, people (pure)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Satz(NamedTuple):
    """A sentence, the number of its paragraph, and its place: characters from the start of the text."""

    text: str
    absatz: int
    position: int


# Where a sentence may end: closing mark, closing quotation marks, blank, and something that can begin a sentence.
_END = re.compile(r"[.!?…][“”\"»«')\]]*\s+(?=[„“\"»«(]?[A-ZÄÖÜ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„])(?:Dr|Prof|Dipl|bzw|ca|Nr|St|Abs|Art|Str|usw|evtl|ggf|Mio|Mrd|vgl|inkl|max|min|Tel|"
    r"Jan|Feb|Apr|Aug|Sept?|Okt|Nov|Dez|[A-Za-z])\.$"
)
# "am 9. September", "die 20. Sitzung": the point belongs to the number.
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_BEFORE = re.compile(
    r"\b(?:am|vom|zum|zur|im|ab|bis|seit|de[rmns]|die|das|und|oder|sowie|\w+tag|Mittwoch),?\s+\d{1,2}\.$", re.I
)
_AFTER = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Sitzung|Wahlperiode|Kreistag|Jahrhundert|\d{1,2}\.|\d{4})"
)


def _ends(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 25) : found.start() + 1]
    if _ORDINAL.search(before):
        return not (_BEFORE.search(before) or _AFTER.match(text, found.end()))
    return not _ABBREVIATION.search(before)


def saetze(absaetze: tuple[str, ...]) -> list[Satz]:
    """The sentences of all paragraphs; positions count as if the paragraphs were joined with one line break each.

    >>> [satz.text for satz in saetze(("Am 9. September tagt Dr. Nachname. Es folgt am 13. September der Kreistag.",))]
    ['Am 9. September tagt Dr. Nachname.', 'Es folgt am 13. September der Kreistag.']
    """
    found, offset = [], 0
    for number, absatz in enumerate(absaetze):
        start = 0
        for end in [*(match.end() for match in _END.finditer(absatz) if _ends(absatz, match)), len(absatz)]:
            if text := absatz[start:end].rstrip():
                found.append(Satz(text, number, offset + start))
            start = end
        offset += len(absatz) + 1
    return found


# --- bodies ----------------------------------------------------------------------------------


class Mention(NamedTuple):
    """A body named in a sentence: its name in the nominative, and where."""

    gremium: str
    start: int
    end: int


_THEMA = r"[A-ZÄÖÜ][\w-]*"
_GREMIUM = re.compile(
    rf"(?<![\w-])(?:(?P<kreistag>Kreistag)(?:e?s)?"
    rf"|(?P<fuer>(?:[A-ZÄÖÜ][\w-]*)?(?:[Aa]usschu(?:ss|ß)|[Bb]eirat))(?:es|s)?"
    rf"(?P<thema> für (?:die |das |den )?{_THEMA}(?:(?:,| und| sowie) (?:die |das )?{_THEMA})*)"
    rf"|(?P<ausschuss>(?:{_THEMA}-(?:,| und| sowie) )*[A-ZÄÖÜ][\w-]*ausschu(?:ss|ß))(?:es)?"
    r"|(?P<beirat>[A-ZÄÖÜ][\w-]*beirat|Beirat|(?:Integrations|Migrations|Gemeinde|Stadt)rat)(?:e?s)?"
    r"|(?P<netz>Netzwerk)(?:e?s)?(?P<titel> „[^“”\"]{3,80}[“”\"]))(?![\w-])"
)
# A list of subjects runs into the next body: "Ausschuss für Soziales und Kreistag".
_NEXT_BODY = re.compile(r"(?:,| und| sowie) (?:die |das )?(?:Kreistag|\w*[Aa]usschu(?:ss|ß))\w*.*")


def gremien(satz: str) -> list[Mention]:
    """The bodies that a sentence names, in the nominative where it prints a genitive.

    >>> [body.gremium for body in gremien("Tagesordnung des Kreissozialausschusses und des Kreistages")]
    ['Kreissozialausschuss', 'Kreistag']
    >>> [body.gremium for body in gremien("im Ausschuss für Soziales und Sport sowie im Kultur- und Schulausschuss")]
    ['Ausschuss für Soziales und Sport', 'Kultur- und Schulausschuss']
    """
    found, start = [], 0
    while match := _GREMIUM.search(satz, start):
        text = match["kreistag"] or match["ausschuss"] or match["beirat"]
        if match["fuer"]:
            text = match["fuer"] + _NEXT_BODY.sub("", match["thema"])
        elif match["netz"]:
            text = match["netz"] + match["titel"]
        start = match.start() + len(text) if match["fuer"] else match.end()
        found.append(Mention(text, match.start(), max(start, match.start() + 1)))
    return found


# --- concepts --------------------------------------------------------------------------------

_NOMEN = r"(?:[a-zäöü]\w+ )?[A-ZÄÖÜ][\w-]*"
_ZWECK = rf" (?:zur|für|gegen) (?:(?:die|den|das|der) )?{_NOMEN}(?: (?:von|und|der|des|mit) {_NOMEN}){{0,3}}"
_KONZEPT = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ]\w+-(?:,| und| oder| sowie) ){{0,2}}(?P<wort>"
    r"(?:(?:Aktions|Master|Bedarfs|Bereichs|Förder|Teil)plan(?:e?s|ung)?|(?:Handlungs|Rahmen|Gesamt)konzept(?:e?s)?)"
    r" (?!Kreis)[A-ZÄÖÜ][\w-]+"
    rf"|Konzept(?:e?s|ion)?(?={_ZWECK})"
    r"|(?:[Dd]igitale|[Tt]ouristische|[Ss]ozialpsychiatrische|[Ss]eniorenpolitische)[nrs]?"
    r" (?:Agenda|(?:Gesamtk|K)onzept(?:e?s)?|Leitbild|Plan|Strategie)\b"
    r"|[A-ZÄÖÜ][\w-]*(?:[Kk]onzept(?:e?s|en?|ion)?|[Ss]trategien?|[Pp]lan(?:e?s|ung)?|[Pp]läne[n]?|agenda|leitbild)\b)"
    rf"(?:{_ZWECK})?"
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


# --- people ----------------------------------------------------------------------------------

_TITEL = r"(?:(?:Dr|Prof|Dipl)\.(?:-\w+\.?)?\s+(?:(?:med|jur|phil|h\.\s?c)\.\s+)?)"
_TEIL = r"(?:(?:von|van|der|zu|de)\s+){0,2}[A-ZÄÖÜ][\w’'-]+"
_AMT = (
    r"(?:(?:Alt)?[Ll]andr(?:ates|ats|at|ätin)|\w*[Bb]ürgermeister(?:in|s)?|\w*[Dd]irektor(?:in|s)?|\w*[Dd]ezernent(?:in|en)?"
    r"|\w*leiter(?:in|s)?|\w*[Ss]precher(?:in|s)?|\w*[Vv]orsitzende[rn]?|\w*[Mm]inister(?:in|s)?|\w*[Aa]bgeordnete[rn]?"
    r"|\w*[Gg]eschäftsführer(?:in|s)?|\w*[Rr]eferent(?:in|en)?|\w*[Bb]eauftragte[rn]?|\w*[Bb]eigeordnete[rn]?|Herrn?|Frau)"
)
_VERB = r"(?:so|betont\w*|sagt\w*|erklärt\w*|erläutert\w*|unterstr\w+|berichtet\w*|meint\w*|von|und|durch)"
_PARTEI = r"(?:CDU|CSU|SPD|FDP|AfD|UWG|Grüne|(?:Die )?Linke)"
_PEOPLE = (
    re.compile(rf"(?P<davor>\b{_AMT}(?:\s+\([^)]{{2,20}}\))?\s+){_TITEL}?{_TEIL}(?:\s+{_TEIL}){{0,2}}"),
    re.compile(rf"(?P<davor>(?<![\w-])){_TITEL}{_TEIL}(?:\s+{_TEIL})?"),
    re.compile(
        rf"(?P<davor>\b{_VERB}\s+)(?!(?:Land|Ober)?[Kk]reis)[A-ZÄÖÜ][a-zäöüß]+\s+[A-ZÄÖÜ][\w-]+(?=\s*(?:[,.(“]|$))"
    ),
    re.compile(rf"(?P<davor>(?<![\w-]))[A-ZÄÖÜ][\w-]+\s+[A-ZÄÖÜ][\w-]+(?=\s\({_PARTEI}\))"),
)


def ohne_personen(text: str) -> str:
    """The text with names of people left out.

    >>> ohne_personen("Landrat Dr. Vorname Nachname stellt am 9. September den Plan im Kreistag vor.")
    'Landrat … stellt am 9. September den Plan im Kreistag vor.'
    """
    for pattern in _PEOPLE:
        text = pattern.sub(lambda found: f"{found['davor']}…", text)
    return text
