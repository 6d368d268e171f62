"""Who proposed a Vorlage: its kind of proposer and the parties and groups, by what pages print (pure).

Asked in this order, the first that tells counts: a label (`einbringer`), the Betreff ("Antrag der SPD-Fraktion vom …"),
the kind of paper ("Fraktionsantrag"), the office in charge where it is a Fraktion, and last the kind of paper that the
administration proposes, where an office is in charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ris_scraper.judgement.phrases import art, einbringer, einbringer_of_art
from ris_scraper.words.proposers import SEPARATOR, parties, proposers, proposers_at

_CACHED = 4096
_FRAKTION, _VERWALTUNG = "fraktion", "verwaltung"
# Of these Vorlagen an office in charge is the one that proposes; a motion has one too, that only answers it.
_OF_OFFICES = frozenset({"beschlussvorlage", "informationsvorlage", "antwort"})
# "Antrag Nr. 12/2026 der …", "Antrag vom 12.03.2026 der …": number and day of a motion.
_COUNTED = r"(?:\s(?:nr\.?\s?)?[a-z./-]{0,12}\d[\w./-]{0,30}|\svom \d{1,2}\.\s?\d{1,2}\.\s?\d{2,4},?)"
_MOTION = re.compile(
    rf"\b(?:resolution|\w{{0,40}}antrag|\w{{0,40}}anträge|\w{{0,40}}anfragen?)\b{_COUNTED}?"
    r"(?:[\s:,(–-]+(?:der|des|von|vom|durch|seitens|einer|eines|aller)\b)*[\s:,(–-]+",
    re.I,
)
# "Änderungsantrag zum Antrag der …", "Beantwortung der Anfrage der …": another's motion, that the paper is about.
_ABOUT = re.compile(
    r"\b(?:zu[mr]?|auf|über|gemäß|nach|laut|aus|bezüglich|betreffend|wegen|infolge|aufgrund|de[nrms])\s(?:\S+\s){0,2}$"
    r"|\b(?:be)?antwort|\bstellungnahme|\bsachstand|\bumsetzung|\berledigung",
    re.I,
)
_BEHIND = 80


class Proposal(NamedTuple):
    """Who proposed: a slug of `einbringer_typ`, the parties, and the column whose words tell each."""

    einbringer_typ: str | None = None
    fraktionen: str | None = None
    typ_by: str = ""
    fraktionen_by: str = ""


def proposal(said: Mapping[str, str]) -> Proposal:
    """Who proposed a Vorlage with these printed values (`einbringer`, `betreff`, `art`, `federfuehrend`).

    >>> proposal({"betreff": "Radwege; hier: Antrag der Fraktionen SPD und FDP vom 02.03.2026"})[:2]
    ('fraktion', 'SPD; FDP')
    >>> proposal({"betreff": "Beantwortung der Anfrage der SPD-Fraktion", "art": "Mitteilungsvorlage"})[:2]
    (None, None)
    """
    told = [(name, words, typ) for name, words, typ in _told(said) if typ]
    if not told:
        return Proposal()
    name, _, typ = told[0]
    named = ((by, found) for by, words, same in told if same == typ and (found := parties(words)))
    by, found = next(named, ("", ()))
    return Proposal(typ, SEPARATOR.join(found) or None, name, by)


@lru_cache(maxsize=_CACHED)
def moved_by(betreff: str) -> str | None:
    """The proposers that a Betreff names, as printed and without persons; None where it is about another's motion.

    >>> moved_by("Verbot von Elektrorollern; hier: Antrag der BASIS-Fraktion vom 16.03.2026")
    'BASIS-Fraktion'
    >>> moved_by("Änderungsantrag zum Antrag der CDU-Fraktion"), moved_by("Anfrage von Frau Nachname (SPD)")
    (None, None)
    """
    for motion in _MOTION.finditer(betreff):
        if found := proposers_at(betreff, motion.end()):
            return None if _ABOUT.search(betreff[max(motion.start() - _BEHIND, 0) : motion.start()]) else found
    return None


def _told(said: Mapping[str, str]) -> Iterator[tuple[str, str, str | None]]:
    """Column, words and kind of proposer that each printed value tells, the most trusted first."""
    if named := said.get("einbringer"):
        yield "einbringer", named, _kind(named)
    if moved := moved_by(said.get("betreff") or ""):
        yield "betreff", moved, _kind(moved)
    kind, office = said.get("art") or "", said.get("federfuehrend") or ""
    kinds = einbringer_of_art(kind)
    yield "art", proposers(kind) or "", kinds[0] if len(kinds) == 1 else None
    group = proposers(office) or ""
    if parties(group) or _kind(group) == _FRAKTION:
        yield "federfuehrend", group, _kind(group)
    elif office and art(kind).norm in _OF_OFFICES:
        yield "art", "", _VERWALTUNG


def _kind(words: str) -> str | None:
    """A slug of `einbringer_typ`; a party without another word moves as a Fraktion."""
    verdict = einbringer(words)
    return verdict.norm if verdict.known else (_FRAKTION if parties(words) else None)
