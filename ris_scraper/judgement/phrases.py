"""What a printed phrase means: rules are read from the vocabulary and asked in order (pure).

The words and their meaning are data: judgement/vocabulary/*.toml, ordered rules with their sources. Each function is
named after what it judges.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from ris_scraper.nouns.records import Vote
from ris_scraper.words.german import drawn_together
from ris_scraper.words.proposers import set_apart
from ris_scraper.words.votes import count_votes

SONSTIGES = "sonstiges"
# Longer than any printed result, role or name: prose, in which single words prove nothing.
_LONGEST = 300
# What a body did stands in the first sentence of a wording.
_LONGEST_WORDING = 600
_CACHED = 4096
_CLOSING = " .:;,…"
# "beschlossen*", "beschlossen¹⁾", "beschlossen 1)", "beschlossen [2]": a mark of a footnote is no part of the word.
_FOOTNOTE = re.compile(r"[*†‡⁽⁾¹²³⁰⁴-⁹]+\)?|(?<=[a-zäöü.)]) ?(?:\d{1,2}\)|\[\d{1,2}\])$")
# "be- schlossen": a word broken at the end of its line; "Ja- und Nein-Stimmen" are two words.
_BROKEN = re.compile(r"(?<=[a-zäöü])- (?=[a-zäöü]{2})(?!(?:und|oder|u\.|bzw|sowie|zu|bis|als)\b)")
# "geaendert", "fuer": umlauts as an old system writes them; in "neue", "Bauer" and "zuerst" the letters are their own.
_WRITTEN_OUT = re.compile(r"ae|oe|(?<![aeoqz])ue")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
# A hyphen of a line's end as copies from PDF print it: "be¬schlossen".
_SOFT = re.compile(r"(?<=[a-zäöü])[¬\u00ad]\s?(?=[a-zäöü])")
_ENCLOSED = re.compile(r"[(\[„\"»«“]([^()\[\]„\"»«“”]+)[)\]“”\"«»]")

# "3 Gegenstimmen (AfD)", "bei Enthaltung der AfD-Fraktion", where the mark stands for a run of parties.
_RUN = "§"
_WHOSE = re.compile(rf"\(\s?{_RUN}\s?\)|\s(?:(?:von|der|des|den|seitens|durch|aus)\s){{1,2}}{_RUN}")


class Verdict(NamedTuple):
    """What a phrase means; `known` is False where no rule knew it (norm is "sonstiges" then).

    `norm` is None only for a vote that ended in a tie.
    """

    norm: str | None
    known: bool


class Rule(NamedTuple):
    """One rule: the meaning, the pattern that says so, and the pattern that forbids it.

    `known` is False where the rule knows that nobody can know.
    """

    norm: str
    known: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


class Vocabulary(NamedTuple):
    """The rules of one field, in order, and what is done to a phrase before they are asked."""

    rules: tuple[Rule, ...]
    strike: re.Pattern[str] | None
    separator: str | None
    cut: frozenset[str]


_UNKNOWN = Verdict(SONSTIGES, False)


@cache
def vocabulary(name: str) -> Vocabulary:
    """Read and compile one vocabulary of the package, for example "ergebnis".

    Raises FileNotFoundError, tomllib.TOMLDecodeError, KeyError, ValueError or re.error where the
    data file is missing or wrong: a defect of the package.
    """
    file = resources.files("ris_scraper.judgement").joinpath("vocabulary", f"{name}.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    parts = data.get("words", {})
    return Vocabulary(
        rules=tuple(_rule(entry, parts) for entry in data["rule"]),
        strike=_pattern(data.get("strike", ()), parts),
        separator=data.get("separator"),
        cut=frozenset(start for entry in data.get("cut", ()) for start in _beginnings(*entry.split())),
    )


@lru_cache(maxsize=_CACHED)
def ergebnis(phrase: str) -> Verdict:
    """The outcome that printed words state, a slug of `ergebnis_norm`.

    >>> ergebnis("ungeändert beschlossen"), ergebnis("Einstimmig")
    (Verdict(norm='beschlossen', known=True), Verdict(norm='sonstiges', known=True))
    >>> ergebnis("12 Ja-Stimme(n), 3 Gegenstimme(n)"), ergebnis("Ja: 9, Nein: 9")
    (Verdict(norm='beschlossen', known=True), Verdict(norm=None, known=True))
    """
    if _ends_cut(vocabulary("ergebnis"), phrase):
        return _UNKNOWN
    verdict = _judge("ergebnis", phrase)
    if verdict.known:
        return verdict
    if told := beschluss(phrase) if len(phrase) <= _LONGEST else None:
        return Verdict(told, True)
    verdict = _mere_vote(phrase)
    return _counted(count_votes(phrase), verdict) if verdict.known else verdict


def is_mere_vote(phrase: str) -> bool:
    """Whether printed words say how a body voted.

    >>> is_mere_vote("Einstimmig bei Enthaltung der AfD-Fraktion"), is_mere_vote("einstimmig beschlossen")
    (True, False)
    """
    return _mere_vote(phrase).known


def _mere_vote(phrase: str) -> Verdict:
    """Whether a phrase says how a body voted; whose the votes behind their count were is no more."""
    verdict = _judge("abstimmung", phrase)
    if verdict.known or len(phrase) > _LONGEST or _RUN in phrase:
        return verdict
    marked, runs = set_apart(phrase, _RUN)
    return _judge("abstimmung", _WHOSE.sub(" ", marked)) if runs else verdict


def beschluss(wording: str) -> str | None:
    """What a body did by the wording of its decision, a slug of `ergebnis_norm`; None where no rule knows it.

    >>> beschluss("Der Ausschuss empfiehlt dem Kreistag, den Plan zu beschließen."), beschluss("Siehe Anlage.")
    ('empfohlen', None)
    """
    verdict = _ask(vocabulary("beschluss").rules, _fold(wording[:_LONGEST_WORDING])[:_LONGEST_WORDING])
    return verdict.norm if verdict.known else None


@lru_cache(maxsize=_CACHED)
def rolle(phrase: str) -> Verdict:
    """What a station is asked to do, a slug of `rolle_norm`.

    >>> rolle("Beratung und Beschlussfassung").norm, rolle("Informationspflicht").norm
    ('entscheidung', 'kenntnisnahme')
    """
    return _judge("rolle", phrase)


@lru_cache(maxsize=_CACHED)
def art(phrase: str) -> Verdict:
    """The kind of paper, a slug of `art_norm`.

    >>> art("02_Unterrichtungsvorlage").norm, art("Einführung und Verpflichtung")
    ('informationsvorlage', Verdict(norm='sonstiges', known=False))
    """
    return _judge("art", phrase)


@lru_cache(maxsize=_CACHED)
def einbringer(phrase: str) -> Verdict:
    """The kind of proposer, a slug of `einbringer_typ`, of printed words without persons.

    >>> einbringer("Fraktionen SPD und FDP").norm, einbringer("Kreisverwaltung").norm, einbringer("SPD").known
    ('fraktion', 'verwaltung', False)
    """
    return _judge("einbringer", phrase)


@lru_cache(maxsize=_CACHED)
def einbringer_of_art(phrase: str) -> tuple[str, ...]:
    """All kinds of proposers that the name of a kind of paper tells; several where it is one for papers of each.

    >>> einbringer_of_art("Antrag der Fraktionen"), einbringer_of_art("Antrag (Fraktionen, Abgeordnete)")
    (('fraktion',), ('fraktion', 'mitglied'))
    """
    words = vocabulary("einbringer_art")
    text = _struck(words, _fold(phrase))
    return tuple(rule.norm for rule in words.rules if len(text) <= _LONGEST and _fits(rule, text))


@lru_cache(maxsize=_CACHED)
def gremium_typ(name: str) -> Verdict:
    """The kind of body, a slug of `gremium_typ`.

    >>> gremium_typ("6. WP Kreistag").norm, gremium_typ("Ausschuss des Kreistages für Soziales").norm
    ('kreistag', 'fachausschuss')
    """
    return _judge("gremium", name)


@lru_cache(maxsize=_CACHED)
def abschnitt_art(titel: str | None) -> Verdict:
    """The kind of a text section by its heading; no heading is "sonstiges".

    >>> abschnitt_art("III. Sachdarstellung:").norm, abschnitt_art(None).norm
    ('sachverhalt', 'sonstiges')
    """
    return _judge("abschnitt", titel) if titel else Verdict(SONSTIGES, True)


# --- reading the vocabulary ------------------------------------------------------------------


def _rule(entry: dict[str, Any], parts: dict[str, str]) -> Rule:
    pattern = _pattern(entry["patterns"], parts)
    if pattern is None:
        raise ValueError(f"a rule for {entry['norm']!r} has no patterns")
    return Rule(entry["norm"], not entry.get("open", False), pattern, _pattern(entry.get("unless", ()), parts))


def _pattern(alternatives: Sequence[str], parts: dict[str, str]) -> re.Pattern[str] | None:
    """Join patterns into one; `%name%` stands for a shared part, and ß is folded as in the text."""
    if not alternatives:
        return None
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    for name, part in parts.items():
        joined = joined.replace(f"%{name}%", part)
    return re.compile(joined.replace("ß", "ss"))


def _beginnings(word: str, *abbreviations: str) -> Iterator[str]:
    """What a word may be cut to, and is then no word; less than three letters are other words' too."""
    return (word[:end] for end in range(3, len(word)) if word[:end] not in abbreviations)


# --- judging a phrase ------------------------------------------------------------------------


def _judge(name: str, phrase: str) -> Verdict:
    words, text = vocabulary(name), _fold(phrase)
    if len(text) > _LONGEST:
        return _UNKNOWN
    text = _struck(words, text)
    verdict = _first(words, text)
    return verdict if verdict.known or not _BROKEN.search(text) else _first(words, _BROKEN.sub("", text))


def _ends_cut(words: Vocabulary, phrase: str) -> bool:
    """Whether a text ends within a word that would tell, as a copy does that was cut."""
    return _fold(phrase[-_LONGEST:]).rsplit(" ", 1)[-1] in words.cut


def _first(words: Vocabulary, text: str) -> Verdict:
    """What a text says, or its first half where it prints two results."""
    if words.separator and words.separator in text:
        first = text.split(words.separator, 1)[0].strip()
        verdict = _ask(words.rules, first) if first else _UNKNOWN
        if verdict.norm != SONSTIGES:
            return verdict
    return _ask(words.rules, text)


def _struck(words: Vocabulary, text: str) -> str:
    """A folded phrase without what the vocabulary strikes out."""
    return (words.strike and _opened(" ".join(words.strike.sub(" ", text).split()).strip(" -–,/:"))) or text


def _opened(text: str) -> str:
    """A text without the brackets or quotation marks around the whole of it."""
    enclosed = _ENCLOSED.fullmatch(text)
    return enclosed[1] if enclosed else text


def _fold(text: str) -> str:
    """NFC, case folded (ß becomes ss, ae an umlaut), blanks collapsed, marks of footnotes and closing marks removed."""
    folded = _FOOTNOTE.sub("", " ".join(_SOFT.sub("", unicodedata.normalize("NFC", text.casefold())).split()))
    folded = _WRITTEN_OUT.sub(lambda letters: _UMLAUTS[letters[0]], drawn_together(folded))
    return _opened(folded.rstrip(_CLOSING)).strip().rstrip(_CLOSING)


def _ask(rules: Iterable[Rule], text: str) -> Verdict:
    for rule in rules:
        if _fits(rule, text):
            return Verdict(rule.norm, rule.known)
    return _UNKNOWN


def _fits(rule: Rule, text: str) -> bool:
    return bool(rule.pattern.search(text)) and not (rule.unless and rule.unless.search(text))


def _counted(vote: Vote, verdict: Verdict) -> Verdict:
    """What a mere vote says by its numbers; a tie is not taken for a rejection (the project's list of traps)."""
    if vote.ja is None or vote.nein is None:
        return verdict
    if vote.ja == vote.nein:
        return Verdict(None, True)
    return Verdict("beschlossen" if vote.ja > vote.nein else "abgelehnt", True)
