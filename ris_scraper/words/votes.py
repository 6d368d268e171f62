"""Votes as German portals print them: "12 Ja-Stimmen", "Dafür: 12", "14:0 Stimmen" (pure)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ris_scraper.nouns.records import Vote

_COUNTS = {word: number for number, words in enumerate(
    ("", "ein eine einer einem einen", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
     "elf", "zwölf")) for word in words.split()}  # fmt: skip
_VOTE_WORDS = {
    "ja": r"Ja-?\s?Stimmen?|Ja(?![a-zäöüß])|Dafür|Zustimmung(?:en)?|Fürstimmen?",
    "nein": r"Nein-?\s?Stimmen?|Nein(?![a-zäöüß])|Dagegen|Ablehnung(?:en)?|Gegenstimmen?",
    "enthaltung": r"(?:Stimm)?Enthaltung(?:en)?|Stimmenthaltung(?:en)?|Enthalten",
    "other": r"Befangen(?:heit)?|Anwesende?|Ungültig|Mitglieder|Stimmberechtigte?|Gesamt",
}
_VOTE_TOKEN = re.compile(
    "|".join(rf"(?P<{key}>(?<![a-zäöüß])(?:{words}))(?:\(e?n\))?" for key, words in _VOTE_WORDS.items())
    + r"|(?P<number>(?<![\d./])\d{1,3}(?![\d./]\d)|\b(?:"
    + "|".join(_COUNTS)
    + r")\b)",
    re.I,
)
_GAP = re.compile(r"[\s:=*–-]*(?:Stimmen?(?:\(n\))?)?[\s:=]*", re.I)
# "14:0 Stimmen", "gegen 3 Stimmen"; without the word only where nothing else is said, as "17:30" is a time.
_RATIOS = (
    re.compile(r"(?:(?<![\d:.])(\d{1,3})\s*(?::|zu|gegen)|\bgegen)\s*(\d{1,3})\s+Stimmen", re.I),
    re.compile(r"^(?:Abstimmung(?:sergebnis)?:?\s*)?(\d{1,3})\s*:\s*(\d{1,3})$", re.I),
)
_DIVIDED = re.compile(r"nicht\s+einstimmig|mehrheitlich|mit\s+(?:\w+\s+)?mehrheit|stimmengleichheit", re.I)
_UNANIMOUS = re.compile(r"einstimmig", re.I)


def einstimmig(text: str) -> bool | None:
    """True for a printed "einstimmig", False for a printed majority, else None.

    >>> einstimmig("einstimmig beschlossen"), einstimmig("nicht einstimmig"), einstimmig("beschlossen")
    (True, False, None)
    """
    if _DIVIDED.search(text):
        return False
    return True if _UNANIMOUS.search(text) else None


@lru_cache(maxsize=4096)
def count_votes(text: str) -> Vote:
    """The vote that a phrase prints; a count that is not printed stays None, not 0.

    >>> count_votes("Ja: 20, Nein: 4, Enthaltung: 22, Befangen: 0")
    Vote(ja=20, nein=4, enthaltung=22, einstimmig=None)
    >>> count_votes("mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen 9 Enthaltungen")
    Vote(ja=45, nein=7, enthaltung=9, einstimmig=False)
    >>> count_votes("einstimmig mit zwei Enthaltungen")
    Vote(ja=None, nein=None, enthaltung=2, einstimmig=True)
    >>> count_votes("mit 20:4 Stimmen bei 2 Enthaltungen"), count_votes("mehrheitlich gegen 3 Stimmen").nein
    (Vote(ja=20, nein=4, enthaltung=2, einstimmig=None), 3)
    >>> count_votes("Zustimmung: 20 Ablehnung: - Enthaltung: -")
    Vote(ja=20, nein=None, enthaltung=None, einstimmig=None)
    >>> count_votes("Zustimmung:20Ablehnung:0Enthaltung:3")
    Vote(ja=20, nein=0, enthaltung=3, einstimmig=None)
    >>> count_votes("Zustimmung Ablehnung Enthaltung 20 3 1"), count_votes("Zustimmung Ablehnung Enthaltung 20 3").ja
    (Vote(ja=20, nein=3, enthaltung=1, einstimmig=None), None)
    """
    counts = _counts(text)
    if not counts.keys() & {"ja", "nein"}:
        counts |= _ratio(text)
    return Vote(
        ja=counts.get("ja"),
        nein=counts.get("nein"),
        enthaltung=counts.get("enthaltung"),
        einstimmig=einstimmig(text),
    )


def _counts(text: str) -> dict[str, int | None]:
    tokens = list(_VOTE_TOKEN.finditer(text))
    counted: dict[str, int | None] = {}
    # "Ja 20 Nein 4" and "20 Ja 4 Nein" differ only in direction: the one that pairs more is meant.
    readings = (_columns(text, tokens), _pairs(text, tokens, True), _pairs(text, tokens, False))
    for key, number in max(readings, key=len):
        value = int(number) if number.isdigit() else _COUNTS[number.lower()]
        # Two different counts of one kind are two votes: which one is meant cannot be known.
        counted[key] = value if counted.get(key, value) == value else None
    return counted


def _pairs(text: str, tokens: list[re.Match[str]], number_first: bool) -> list[tuple[str, str]]:
    pairs, used = [], -1
    for index, (left, right) in enumerate(pairwise(tokens)):
        number, word = (left, right) if number_first else (right, left)
        if index == used or number.lastgroup != "number" or word.lastgroup == "number":
            continue
        # "Zustimmung: 20 Ablehnung: -": the number before a word with a colon belongs to the word before.
        if number_first and text[right.end() :].lstrip().startswith(":"):
            continue
        if not _GAP.fullmatch(text, left.end(), right.start()):
            continue
        if not number_first and index and _heads_column(text, tokens[index - 1], left, right):
            continue
        pairs.append((str(word.lastgroup), number[0]))
        used = index + 1
    return pairs


def _heads_column(text: str, before: re.Match[str], word: re.Match[str], number: re.Match[str]) -> bool:
    """Whether a word ends a table's head, "Dafür Dagegen Enthaltungen 27 9": nobody knows whose numbers these are."""
    if before.lastgroup in ("number", "other") or ":" in text[word.end() : number.start()]:
        return False
    return bool(_GAP.fullmatch(text, before.end(), word.start()))


def _columns(text: str, tokens: list[re.Match[str]]) -> list[tuple[str, str]]:
    """A table read row by row: "Zustimmung Ablehnung Enthaltung 20 3 1" (ALLRIS 3, results as a Word table)."""
    kinds = "".join("z" if token.lastgroup == "number" else "w" for token in tokens)
    for found in re.finditer(r"(?<!w)(w{2,})(z{2,})", kinds):
        first, last, size = found.start(), found.end(), len(found[1])
        gaps = zip(tokens[first:last], tokens[first + 1 : last], strict=False)
        if size == len(found[2]) and all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in gaps):
            return [(str(tokens[i].lastgroup), tokens[i + size][0]) for i in range(first, first + size)]
    return []


def _ratio(text: str) -> dict[str, int | None]:
    found = next((found for pattern in _RATIOS if (found := pattern.search(text))), None)
    return {"ja": int(found[1]) if found[1] else None, "nein": int(found[2])} if found else {}
