"""Names of Kreise in running text (pure)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib.resources import files

from ris_scraper.words.german import clean

# "Kreis Soest", "des Landkreises Börde", "Rhein-Sieg-Kreis", "Heidekreis", "im Oberbergischen Kreis"
_KREIS = re.compile(r"[Kk]reis(?P<case>es)?(?![\w-])")
_WORD = re.compile(r"(?:(?P<adjective>[A-ZÄÖÜ][\w-]*e)[rn] )?(?P<head>(?<![\w-])(?:[A-ZÄÖÜ][\w-]*)?)$")
_NAME = re.compile(r" (?:(?:Bad|Sankt|St\.) )?[A-ZÄÖÜ]\w+(?:-[A-ZÄÖÜ]\w+)*")
# Circles of people and other districts that carry a place's name too.
_NO_KREIS = re.compile(
    r"(?:Arbeits|Gesprächs|Freundes|Förder|Helfer|Lenkungs|Teilnehmer|Kirchen|Wahl|Alt|Familien|Stadt|Um)kreis"
)
_BROKEN = re.compile(r"(?<=\w)- (?=[A-ZÄÖÜ])")


def _start(text: str) -> str:
    """The first two words, by which names are found."""
    return " ".join(word.rstrip(',.;:!?)“"') for word in text.split(" ", 2)[:2])


@cache
def _register() -> dict[str, tuple[str, ...]]:
    """Official names by their first two words, the longest first (`ris_scraper/portals/kreise.csv`)."""
    text = files("ris_scraper.portals").joinpath("kreise.csv").read_text("utf-8")
    grouped: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        if "kreis" in row["name"].lower():
            grouped.setdefault(_start(row["name"]), []).append(row["name"])
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in grouped.items()}


def _official(text: str) -> str | None:
    """The official name that the text begins with."""
    start = _start(text)
    names = (*_register().get(start, ()), *_register().get(start.split(" ")[0], ()))
    return next((name for name in names if text.startswith(name) and not text[len(name) :][:1].isalnum()), None)


def _named(found: re.Match[str], text: str) -> tuple[str, bool] | None:
    """The name at one place, in the nominative, and whether the register has it."""
    before = _WORD.search(text[max(0, found.start() - 60) : found.start()])
    if not before:
        return None
    word = before["head"] + found[0].removesuffix("es")
    rest = text[found.end() : found.end() + 60]
    for start in (f"{before['adjective']}r {word}" if before["adjective"] else "", word):
        if start and (name := _official(start + rest)):
            return name, True
    behind = _NAME.match(rest)
    if not behind or not word[:1].isupper() or _NO_KREIS.fullmatch(word):
        return None
    return word + behind[0], False


def kreise(text: str) -> tuple[str, ...]:
    """The Kreise that a text names, each once, in order, in the nominative.

    A name that the official register does not have counts only where the text uses it twice: after "der Kreis"
    any German noun may follow ("dass der Kreis Mittel bereitstellt").

    >>> kreise("Das Konzept des Kreises Siegen- Wittgenstein liegt vor. Der Kreis Mittel sucht.")
    ('Kreis Siegen-Wittgenstein',)
    >>> kreise("Der Kirchenkreis Soest und der Rhein-Sieg-Kreis; im Oberbergischen Kreis.")
    ('Rhein-Sieg-Kreis', 'Oberbergischer Kreis')
    """
    folded = _BROKEN.sub("-", clean(text))
    names = [name for found in _KREIS.finditer(folded) if (name := _named(found, folded))]
    count = Counter(name for name, _ in names)
    return tuple(dict.fromkeys(name for name, known in names if known or count[name] > 1))
