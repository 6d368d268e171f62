"""Which concept a Vorlage is about, and what it does with it (pure).

Concepts and the rules of the phases are data: judgement/vocabulary/konzept.toml. `mentions` finds the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from ris_scraper.judgement.mentions import KREIS, MARK, Mention, bare, lowered, marked, mentions, readable, vocabulary

SONSTIGES = "sonstiges"
#: The phases of `konzept_vorlagen.phase`, in the order of a concept's life.
PHASES = ("auftrag", "entwurf", "beschluss", "fortschreibung", "bericht", "umsetzung", "aufhebung", SONSTIGES)
#: `konzept_vorlagen.regel`: what found the concept.
RULES = ("synonym", "thema", "tippfehler", "zusammensetzung", "thema_frei")
# The endings of a word of `words`.
_ENDING = "(?:e[nrs]?|n|s)?"
_SENTENCE_END = re.compile(r"(?<=[\w□)])[.;](?: |$)(?<!\d\. )")


@dataclass(frozen=True)
class Konzept:
    """A kind of concept: a row of the table `konzepte`."""

    slug: str
    name: str
    synonyme: str
    text: str | None
    auswahl: str
    quelle: str


class Assignment(NamedTuple):
    """A Vorlage is about a concept: a row of `konzept_vorlagen` but for the Vorlage."""

    konzept: str
    phase: str
    bezeichnung: str
    regel: str
    phase_regel: str | None
    worte: str


class _Rule(NamedTuple):
    regel: str
    phase: str
    art: str | None
    where: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def konzepte() -> list[Konzept]:
    """The kinds of concepts on our list, in its order."""
    return [
        Konzept(e["slug"], e["name"], "; ".join(e["synonyme"]), e.get("text"), "gepflegt", e["source"])
        for e in vocabulary()["konzept"]
    ]


def listed(text: str) -> list[str]:
    """The concepts on our list that a text names, in its order; for texts that are no Betreff.

    >>> listed("Der Kreistag berät das Integrationskonzept und das Sommerkonzept.")
    ['integrationskonzept']
    """
    slugs = {entry["slug"] for entry in vocabulary()["konzept"]}
    return list(dict.fromkeys(name.konzept for name in mentions(readable(text)) if name.konzept in slugs))


def assign(
    betreff: str, art_norm: str | None, vorschlag: str | None = None, kreis: str | None = None
) -> list[Assignment]:
    """Concepts that a printed Betreff names, each with its phase; [] where it names none.

    `art_norm` is the Vorlage's kind (a slug of the contract), `vorschlag` the text of its Beschlussvorschlag and
    `kreis` the name of its Kreis, each None where it is not known. Words that tell no phase give "sonstiges".

    >>> [a.konzept for a in assign("Fortschreibung des Nahverkehrsplans 2026", "beschlussvorlage")]
    ['nahverkehrsplan']
    >>> assign("Wahl der Mitglieder des Integrationsrates", "beschlussvorlage")
    []
    """
    folded = betreff.lower()
    if not any(part in folded for part in _parts()):
        return []
    text = readable(betreff, kreis)
    named = mentions(text)
    if not named:
        return []
    phase, regel, said = _phase(text, named, art_norm, vorschlag, kreis)
    return [
        Assignment(first.konzept, phase, first.name, first.regel, regel, _printed(text, named, first, said))
        for place, first in enumerate(named)
        if first.konzept not in {earlier.konzept for earlier in named[:place]}
    ]


def _printed(text: str, named: list[Mention], first: Mention, said: str) -> str:
    """The printed words that named a concept, and those that told its phase."""
    printed = [text[name.start : name.end] for name in named if name.konzept == first.konzept]
    words = [*printed, said.replace(MARK, printed[0]).replace(KREIS, "…")]
    return "; ".join(dict.fromkeys(filter(None, words)))


# --- phases -----------------------------------------------------------------------------------


@cache
def _parts() -> tuple[str, ...]:
    return tuple(vocabulary()["parts"])


def _pattern(alternatives: list[str | list[str]]) -> re.Pattern[str]:
    """One pattern of many; those that begin with a word are put together, which is several times faster to search."""
    whole = ["".join(one) for one in alternatives]
    words = "|".join(f"(?:{one[2:]})" for one in whole if one.startswith(r"\b"))
    rest = (one for one in whole if not one.startswith(r"\b"))
    return re.compile("|".join(filter(None, [words and rf"\b(?:{words})", *rest])).replace("%K%", MARK))


def _rule(entry: dict[str, Any]) -> _Rule:
    unless = _pattern(entry["unless"]) if "unless" in entry else None
    words = "|".join(entry.get("words", ()))
    pattern = _pattern([*entry["patterns"], *([rf"\b(?:{words}){_ENDING}\b"] if words else ())])
    return _Rule(entry["regel"], entry["phase"], entry.get("art"), entry["where"], pattern, unless)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(map(_rule, vocabulary()["phase"]))


def _phase(
    text: str, named: list[Mention], art_norm: str | None, vorschlag: str | None, kreis: str | None
) -> tuple[str, str | None, str]:
    """The first phase whose rule matches, the rule, and the words that matched."""
    for where, read in _texts(text, named, vorschlag, kreis):
        folded = lowered(read)
        for rule in _rules():
            if rule.where != where or rule.art not in (None, art_norm):
                continue
            if (found := rule.pattern.search(folded)) and not (rule.unless and rule.unless.search(folded)):
                return rule.phase, rule.regel, read[slice(*found.span())].strip(" -–:;,")
    return SONSTIGES, None, ""


def _texts(text: str, named: list[Mention], vorschlag: str | None, kreis: str | None) -> Iterator[tuple[str, str]]:
    """What the rules read, in turn; the names of the concepts are marked."""
    marked_text = marked(text, _spans(named))
    yield "betreff", marked_text
    if vorschlag:
        yield "beschlussvorschlag", _sentence(readable(vorschlag, kreis), {name.konzept for name in named})
    yield "last", marked_text


def _sentence(vorschlag: str, slugs: set[str]) -> str:
    """The first sentence of a Beschlussvorschlag that names one of the concepts, or just "das Konzept"."""
    named = [name for name in mentions(vorschlag) if name.konzept in slugs]
    sentences = _SENTENCE_END.split(bare(marked(vorschlag, _spans(named))))
    return next((sentence for sentence in sentences if MARK in sentence), "")


def _spans(named: list[Mention]) -> Iterator[tuple[int, int]]:
    return ((name.start, name.end) for name in named)
