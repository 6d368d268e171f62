"""Which concept a Vorlage is about, and what it does with it (floor 3, pure).

The concepts, their words and the rules of the phases are data: ris_scraper/vokabular/konzept.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

SONSTIGES = "sonstiges"
#: The phases of `konzept_vorlagen.phase`, in the order of a concept's life.
PHASEN = ("auftrag", "entwurf", "beschluss", "fortschreibung", "bericht", "umsetzung", "aufhebung", SONSTIGES)
# Stands for the words that named the concept while the phase is looked for: "Entwicklung" in
# "Schulentwicklungsplan" must not say that something is being developed.
_MARK = "□"
# A Betreff names its subject at once; what comes after this many characters is text that strayed into the field.
_LONGEST = 500


@dataclass(frozen=True)
class Konzept:
    """A kind of concept: a row of the table `konzepte`."""

    slug: str
    name: str
    text: str
    quelle: str


class Zuordnung(NamedTuple):
    """A Betreff names a concept: its slug, one of PHASEN, and the printed words that say so."""

    konzept: str
    phase: str
    worte: str


class _Suche(NamedTuple):
    konzept: Konzept
    muster: re.Pattern[str]
    ohne: re.Pattern[str] | None


class _Phase(NamedTuple):
    phase: str
    art: str | None
    muster: re.Pattern[str]
    ohne: re.Pattern[str] | None


def _pattern(alternatives: list[str] | None, words: dict[str, str]) -> re.Pattern[str] | None:
    """Join patterns into one that ignores case; `%name%` stands for a shared part. None where there are none."""
    if not alternatives:
        return None
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    for name, part in words.items():
        joined = joined.replace(f"%{name}%", part)
    return re.compile(joined, re.IGNORECASE)


def _required(entry: dict[str, Any], words: dict[str, str]) -> re.Pattern[str]:
    muster = _pattern(entry["muster"], words)
    if muster is None:
        raise ValueError(f"no muster in {entry}")
    return muster


class _Vocabulary(NamedTuple):
    vorab: tuple[str, ...]
    searches: tuple[_Suche, ...]
    phases: tuple[_Phase, ...]


@cache
def _vocabulary() -> _Vocabulary:
    file = resources.files("ris_scraper").joinpath("vokabular", "konzept.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    words = {**data["woerter"], "K": _MARK}
    searches = tuple(
        _Suche(
            Konzept(entry["slug"], entry["name"], entry["text"], entry["quelle"]),
            _required(entry, words),
            _pattern(entry.get("ohne"), words),
        )
        for entry in data["konzept"]
    )
    phases = tuple(
        _Phase(entry["phase"], entry.get("art"), _required(entry, words), _pattern(entry.get("ohne"), words))
        for entry in data["phase"]
    )
    return _Vocabulary(tuple(data["vorab"]), searches, phases)


def konzepte() -> list[Konzept]:
    """All kinds of concepts that are looked for, in the order of the vocabulary."""
    return [search.konzept for search in _vocabulary().searches]


def zuordnen(betreff: str, art_norm: str | None) -> list[Zuordnung]:
    """Concepts that a printed Betreff names, each with its phase; [] where it names none.

    `art_norm` is the Vorlage's kind (a slug of the contract) or None. A Betreff whose words tell no
    phase gets "sonstiges".

    >>> zuordnen("Fortschreibung des Nahverkehrsplans 2026", "beschlussvorlage")
    [Zuordnung(konzept='nahverkehrsplan', phase='fortschreibung', worte='Nahverkehrsplans; Fortschreibung')]
    >>> zuordnen("Wahl der Mitglieder des Integrationsrates", "beschlussvorlage")
    []
    """
    text = " ".join(unicodedata.normalize("NFC", betreff).replace(_MARK, " ").split())[:_LONGEST]
    words = _vocabulary()
    folded = text.lower()
    if not any(part in folded for part in words.vorab):
        return []
    return [
        _judge(search, words.phases, text, art_norm)
        for search in words.searches
        if search.muster.search(text) and not (search.ohne and search.ohne.search(text))
    ]


def _judge(search: _Suche, phases: tuple[_Phase, ...], text: str, art_norm: str | None) -> Zuordnung:
    named = [found.group() for found in search.muster.finditer(text)]
    phase, words = _phase(phases, search.muster.sub(_MARK, text), art_norm)
    said = [*named, words.replace(_MARK, named[0])]
    return Zuordnung(search.konzept.slug, phase, "; ".join(word for word in dict.fromkeys(said) if word))


def _phase(phases: tuple[_Phase, ...], text: str, art_norm: str | None) -> tuple[str, str]:
    """The first phase whose rule matches `text`, and the words that matched."""
    for rule in phases:
        if rule.art not in (None, art_norm) or (rule.ohne and rule.ohne.search(text)):
            continue
        if found := rule.muster.search(text):
            return rule.phase, found.group().strip(" -–:;,")
    return SONSTIGES, ""
