"""What a printed phrase means: rules are read from the vocabulary and asked in order.

The words and their meaning are data: judgement/vocabulary/*.toml, ordered rules with their sources."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from ris_scraper.nouns.records import Vote
from ris_scraper.words.votes import count_votes

SONSTIGES = "sonstiges"
# Longer than any printed result, role or name: prose, in which single words prove nothing.
_LONGEST = 300
_CACHED = 4096


class Verdict(NamedTuple):
    """What a phrase means; `bekannt` is False where no rule knew it (norm is "sonstiges" then).

    `norm` is None only for a vote that ended in a tie.
    """

    norm: str | None
    bekannt: bool


class Rule(NamedTuple):
    """One rule: the meaning, the patterns that say so, and the patterns that forbid it."""

    norm: str
    muster: re.Pattern[str]
    ohne: re.Pattern[str] | None


class Vocabulary(NamedTuple):
    """The rules of one field, in order, and what is done to a phrase before they are asked."""

    regeln: tuple[Rule, ...]
    streichen: re.Pattern[str] | None
    trenner: str | None


_UNKNOWN = Verdict(SONSTIGES, False)


# --- reading the vocabulary ------------------------------------------------------------------


def _pattern(alternatives: Sequence[str], words: dict[str, str]) -> re.Pattern[str] | None:
    """Join patterns into one; `%name%` stands for a shared part, and ß is folded as in the text."""
    if not alternatives:
        return None
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    for name, part in words.items():
        joined = joined.replace(f"%{name}%", part)
    return re.compile(joined.replace("ß", "ss"))


def _regel(entry: dict[str, Any], words: dict[str, str]) -> Rule:
    muster = _pattern(entry["muster"], words)
    if muster is None:
        raise ValueError(f"a rule for {entry['norm']!r} has no muster")
    return Rule(entry["norm"], muster, _pattern(entry.get("ohne", ()), words))


def vocabulary(name: str) -> Vocabulary:
    """Read and compile one vocabulary of the package, for example "ergebnis".

    Raises FileNotFoundError, tomllib.TOMLDecodeError, KeyError, ValueError or re.error where the
    data file is missing or wrong: a defect of the package, found at import.
    """
    file = resources.files("ris_scraper.judgement").joinpath("vocabulary", f"{name}.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    words = data.get("woerter", {})
    return Vocabulary(
        regeln=tuple(_regel(entry, words) for entry in data["regel"]),
        streichen=_pattern(data.get("streichen", ()), words),
        trenner=data.get("trenner"),
    )


_ERGEBNIS = vocabulary("ergebnis")
_ABSTIMMUNG = vocabulary("abstimmung")
_BESCHLUSS = vocabulary("beschluss")
_ROLLE = vocabulary("rolle")
_ART = vocabulary("art")
_GREMIUM = vocabulary("gremium")
_ABSCHNITT = vocabulary("abschnitt")


# --- judging a phrase ------------------------------------------------------------------------


def _fold(text: str) -> str:
    """NFC, case folded (umlauts stay, ß becomes ss), blanks collapsed, closing marks removed."""
    folded = unicodedata.normalize("NFC", text.casefold())
    return " ".join(folded.split()).rstrip(" .:;,…")


def _ask(regeln: Iterable[Rule], text: str) -> Verdict:
    for regel in regeln:
        if regel.muster.search(text) and not (regel.ohne and regel.ohne.search(text)):
            return Verdict(regel.norm, True)
    return _UNKNOWN


def _judge(words: Vocabulary, phrase: str) -> Verdict:
    text = _fold(phrase)
    if len(text) > _LONGEST:
        return _UNKNOWN
    if words.streichen:
        text = " ".join(words.streichen.sub(" ", text).split()).strip(" -–,/:") or text
    if words.trenner and words.trenner in text:
        first = text.split(words.trenner, 1)[0].strip()
        verdict = _ask(words.regeln, first) if first else _UNKNOWN
        if verdict.norm != SONSTIGES:
            return verdict
    return _ask(words.regeln, text)


@lru_cache(maxsize=_CACHED)
def ergebnis(worte: str) -> Verdict:
    """The outcome that printed words state, a slug of `ergebnis_norm`.

    >>> ergebnis("ungeändert beschlossen"), ergebnis("Einstimmig")
    (Urteil(norm='beschlossen', bekannt=True), Urteil(norm='sonstiges', bekannt=True))
    >>> ergebnis("12 Ja-Stimme(n), 3 Gegenstimme(n)"), ergebnis("Ja: 9, Nein: 9")
    (Urteil(norm='beschlossen', bekannt=True), Urteil(norm=None, bekannt=True))
    """
    verdict = _judge(_ERGEBNIS, worte)
    if verdict.bekannt:
        return verdict
    verdict = _judge(_ABSTIMMUNG, worte)
    return _counted(count_votes(worte), verdict) if verdict.bekannt else verdict


def _counted(vote: Vote, verdict: Verdict) -> Verdict:
    """What a mere vote says by its numbers; a tie is not taken for a rejection (the project's list of traps)."""
    if vote.ja is None or vote.nein is None:
        return verdict
    if vote.ja == vote.nein:
        return Verdict(None, True)
    return Verdict("beschlossen" if vote.ja > vote.nein else "abgelehnt", True)


def beschluss(wortlaut: str) -> str | None:
    """What a body did by the wording of its decision, a slug of `ergebnis_norm`; None where no rule knows it.

    >>> beschluss("Der Ausschuss empfiehlt dem Kreistag, den Plan zu beschließen."), beschluss("Siehe Anlage.")
    ('empfohlen', None)
    """
    verdict = _ask(_BESCHLUSS.regeln, _fold(wortlaut))
    return verdict.norm if verdict.bekannt else None


@lru_cache(maxsize=_CACHED)
def rolle(worte: str) -> Verdict:
    """What a station is asked to do, a slug of `rolle_norm`.

    >>> rolle("Beratung und Beschlussfassung").norm, rolle("Informationspflicht").norm
    ('entscheidung', 'kenntnisnahme')
    """
    return _judge(_ROLLE, worte)


@lru_cache(maxsize=_CACHED)
def art(worte: str) -> Verdict:
    """The kind of paper, a slug of `art_norm`.

    >>> art("02_Unterrichtungsvorlage").norm, art("Einführung und Verpflichtung")
    ('informationsvorlage', Urteil(norm='sonstiges', bekannt=False))
    """
    return _judge(_ART, worte)


@lru_cache(maxsize=_CACHED)
def gremium_typ(name: str) -> Verdict:
    """The kind of body, a slug of `gremium_typ`.

    >>> gremium_typ("6. WP Kreistag").norm, gremium_typ("Ausschuss des Kreistages für Soziales").norm
    ('kreistag', 'fachausschuss')
    """
    return _judge(_GREMIUM, name)


@lru_cache(maxsize=_CACHED)
def abschnitt_art(titel: str | None) -> Verdict:
    """The kind of a text section by its heading; no heading is "sonstiges".

    >>> abschnitt_art("III. Sachdarstellung:").norm, abschnitt_art(None).norm
    ('sachverhalt', 'sonstiges')
    """
    return _judge(_ABSCHNITT, titel) if titel else Verdict(SONSTIGES, True)
